/* SPDX-License-Identifier: MIT */
/* Reads the input and writes the output of Glue's operations on refresh runs. */
#include "wire/glue-json.h"

#include <tarn/tarn-table-name.h>

#include "wire/json-writer.h"

/* The members that the operations on runs take. No operation takes all of them. */
typedef struct
{
  const char *catalog_id;
  const char *database_name;
  const char *table_name;
  const char *run_id;
  gboolean full_refresh;
  gint64 max_results;
  const char *next_token;
} RunInput;

#define MEMBER(name, type, field)                                                                  \
  {                                                                                                \
    name, TARN_WIRE_##type, G_STRUCT_OFFSET (RunInput, field)                                      \
  }
#define VIEW_MEMBERS                                                                               \
  MEMBER ("CatalogId", TEXT, catalog_id), MEMBER ("DatabaseName", TEXT, database_name),            \
      MEMBER ("TableName", TEXT, table_name)

static const TarnWireMember start_members[]
    = { VIEW_MEMBERS, MEMBER ("FullRefresh", BOOLEAN, full_refresh), { NULL } };
static const TarnWireMember stop_members[] = { VIEW_MEMBERS, { NULL } };
static const TarnWireMember get_members[]
    = { MEMBER ("CatalogId", TEXT, catalog_id),
        MEMBER ("MaterializedViewRefreshTaskRunId", TEXT, run_id),
        { NULL } };
static const TarnWireMember list_members[] = { VIEW_MEMBERS,
                                               MEMBER ("MaxResults", INTEGER, max_results),
                                               MEMBER ("NextToken", TEXT, next_token),
                                               { NULL } };

static void
write_run (GString *json, const char *name, TarnRefreshRun *run)
{
  TarnRefreshStatus status = tarn_refresh_run_get_status (run);

  tarn_wire_json_open (json, name, '{');
  tarn_wire_json_add_text (json, "CustomerId", tarn_refresh_run_get_customer_id (run));
  tarn_wire_json_add_text (json, "MaterializedViewRefreshTaskRunId", tarn_refresh_run_get_id (run));
  tarn_wire_json_add_text (json, "DatabaseName", tarn_refresh_run_get_database_name (run));
  tarn_wire_json_add_text (json, "TableName", tarn_refresh_run_get_table_name (run));
  tarn_wire_json_add_text (json, "CatalogId", tarn_refresh_run_get_catalog_id (run));
  tarn_wire_json_add_text (json, "Role", tarn_refresh_run_get_role (run));
  tarn_wire_json_add_text (json, "Status", tarn_refresh_status_to_string (status));
  tarn_wire_json_add_time (json, "CreationTime", tarn_refresh_run_get_creation_time (run));
  tarn_wire_json_add_time (json, "LastUpdated", tarn_refresh_run_get_last_update_time (run));
  tarn_wire_json_add_time (json, "StartTime", tarn_refresh_run_get_start_time (run));
  tarn_wire_json_add_time (json, "EndTime", tarn_refresh_run_get_end_time (run));
  tarn_wire_json_add_text (json, "ErrorMessage", tarn_refresh_run_get_error_message (run));
  if (status != TARN_REFRESH_STATUS_STARTING)
    tarn_wire_json_add_thousandths (json, "DPUSeconds",
                                    tarn_refresh_run_get_dpu_milliseconds (run));
  tarn_wire_json_add_text (json, "RefreshType",
                           tarn_refresh_type_to_string (tarn_refresh_run_get_refresh_type (run)));
  if (status != TARN_REFRESH_STATUS_STARTING)
    tarn_wire_json_add_integer (json, "ProcessedBytes", tarn_refresh_run_get_processed_bytes (run));
  tarn_wire_json_close (json, '}');
}

gboolean
tarn_wire_glue_start_run (TarnWireCall *call, GError **error)
{
  RunInput input = { 0 };

  if (!tarn_wire_json_read (call->input, NULL, start_members, &input, error))
    return FALSE;

  g_autoptr (TarnTableName) name
      = tarn_table_name_new (input.catalog_id, input.database_name, input.table_name);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (call->key->glue, name,
                                                                   input.full_refresh, error);
  if (run == NULL)
    return FALSE;

  tarn_wire_json_open (call->output, NULL, '{');
  tarn_wire_json_add_text (call->output, "MaterializedViewRefreshTaskRunId",
                           tarn_refresh_run_get_id (run));
  tarn_wire_json_close (call->output, '}');
  return TRUE;
}

gboolean
tarn_wire_glue_get_run (TarnWireCall *call, GError **error)
{
  RunInput input = { 0 };

  if (!tarn_wire_json_read (call->input, NULL, get_members, &input, error))
    return FALSE;

  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_get_materialized_view_refresh_task_run (call->key->glue, input.catalog_id,
                                                                 input.run_id, error);
  if (run == NULL)
    return FALSE;

  tarn_wire_json_open (call->output, NULL, '{');
  write_run (call->output, "MaterializedViewRefreshTaskRun", run);
  tarn_wire_json_close (call->output, '}');
  return TRUE;
}

gboolean
tarn_wire_glue_stop_run (TarnWireCall *call, GError **error)
{
  RunInput input = { 0 };

  if (!tarn_wire_json_read (call->input, NULL, stop_members, &input, error))
    return FALSE;

  g_autoptr (TarnTableName) name
      = tarn_table_name_new (input.catalog_id, input.database_name, input.table_name);
  return tarn_glue_client_stop_materialized_view_refresh_task_run (call->key->glue, name, error);
}

gboolean
tarn_wire_glue_check_max_results (gint64 max_results, gint max, GError **error)
{
  if (max_results >= 0 && max_results <= G_MAXINT)
    return TRUE;

  g_set_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
               "MaxResults is %" G_GINT64_FORMAT "; it takes 1 to %d", max_results, max);
  return FALSE;
}

gboolean
tarn_wire_glue_list_runs (TarnWireCall *call, GError **error)
{
  RunInput input = { .max_results = TARN_WIRE_NO_INTEGER };
  g_autofree char *next_token = NULL;

  if (!tarn_wire_json_read (call->input, NULL, list_members, &input, error))
    return FALSE;
  if (input.max_results == TARN_WIRE_NO_INTEGER)
    input.max_results = -1;
  else if (!tarn_wire_glue_check_max_results (input.max_results, 1000, error))
    return FALSE;

  g_autoptr (GPtrArray) runs = tarn_glue_client_list_materialized_view_refresh_task_runs (
      call->key->glue, input.catalog_id, input.database_name, input.table_name,
      (gint) input.max_results, input.next_token, &next_token, error);
  if (runs == NULL)
    return FALSE;

  tarn_wire_json_open (call->output, NULL, '{');
  tarn_wire_json_open (call->output, "MaterializedViewRefreshTaskRuns", '[');
  for (guint i = 0; i < runs->len; i++)
    write_run (call->output, NULL, g_ptr_array_index (runs, i));
  tarn_wire_json_close (call->output, ']');
  tarn_wire_json_add_text (call->output, "NextToken", next_token);
  tarn_wire_json_close (call->output, '}');
  return TRUE;
}
