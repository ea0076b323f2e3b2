/* SPDX-License-Identifier: MIT */
/* The operations that set up and read catalogs and databases, tables, commits, estimates and explanations. */
#include <string.h>

#include <tarn/tarn-catalog.h>

#include "glue/explain.h"
#include "glue/glue-client.h"
#include "glue/glue-error.h"
#include "glue/glue-operations.h"
#include "glue/measuring.h"
#include "glue/refresh-decision.h"
#include "glue/refresh-schedule.h"
#include "glue/table-record.h"
#include "glue/table-sources.h"
#include "glue/table-version.h"
#include "kernel/fail.h"

#define S3_TABLES_PREFIX ":s3tablescatalog/"

static gboolean
already_exists (const TarnCall *call, const char *kind, const char *name)
{
  return tarn_call_fail (call, TARN_GLUE_ERROR_ALREADY_EXISTS, "there is a %s %s already", kind,
                         name);
}

/* --- Catalogs and databases ------------------------------------------------------------------- */

gboolean
tarn_glue_check_catalog (TarnCall *call, gpointer data)
{
  const TarnCreateCatalogInput *input = data;

  if (tarn_account_id_is_prefix_of (input->catalog_id)
      && g_str_has_prefix (input->catalog_id + TARN_ACCOUNT_ID_LENGTH, S3_TABLES_PREFIX)
      && input->catalog_id[TARN_ACCOUNT_ID_LENGTH + strlen (S3_TABLES_PREFIX)] != '\0')
    return TRUE;

  return tarn_call_fail (call, TARN_GLUE_ERROR_INVALID_INPUT,
                         "CatalogId %s is not of the form <account>" S3_TABLES_PREFIX "<bucket>",
                         input->catalog_id);
}

gboolean
tarn_glue_create_catalog (TarnCall *call, gconstpointer data, TarnOutput *out_output G_GNUC_UNUSED)
{
  const TarnCreateCatalogInput *input = data;
  const char *const resource[] = { input->catalog_id, NULL };

  return tarn_glue_call_authorize (call, resource)
         && (tarn_catalog_add_catalog (&tarn_glue_client_of (call)->glue->catalog,
                                       input->catalog_id, input->is_federated)
             || already_exists (call, "catalog", input->catalog_id));
}

gboolean
tarn_glue_client_create_catalog (TarnGlueClient *self, const char *catalog_id,
                                 gboolean is_federated, GError **error)
{
  TarnCreateCatalogInput input = { catalog_id, is_federated };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);

  return tarn_client_do (&self->client, TARN_GLUE_CREATE_CATALOG, &input, error);
}

/* Returns whether the caller may call the operation on the resource, and its catalog exists. */
static gboolean
check_resource (const TarnCall *call, const char *const *resource)
{
  return tarn_glue_call_authorize (call, resource)
         && (tarn_catalog_find_catalog (&tarn_glue_client_of (call)->glue->catalog, resource[0])
                 != NULL
             || tarn_glue_call_not_found (call, resource[0], "there is no catalog %s",
                                          resource[0]));
}

gboolean
tarn_glue_create_database (TarnCall *call, gconstpointer data, TarnOutput *out_output G_GNUC_UNUSED)
{
  const TarnDatabasePath *input = data;
  TarnGlueClient *self = tarn_glue_client_of (call);
  const char *catalog_id = tarn_glue_client_resolve_catalog (self, input->catalog_id);
  char lower[TARN_TABLE_NAME_PART_BYTES];
  const char *database_name = tarn_table_name_fold (input->database_name, lower);
  const char *const resource[] = { catalog_id, database_name, NULL };

  return check_resource (call, resource)
         && (tarn_catalog_add_database (&self->glue->catalog, catalog_id, database_name)
             || already_exists (call, "database", database_name));
}

gboolean
tarn_glue_client_create_database (TarnGlueClient *self, const char *catalog_id,
                                  const char *database_name, GError **error)
{
  TarnDatabasePath input = { catalog_id, database_name };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);

  return tarn_client_do (&self->client, TARN_GLUE_CREATE_DATABASE, &input, error);
}

/* --- Tables ----------------------------------------------------------------------------------- */

gboolean
tarn_glue_check_table (TarnCall *call, gpointer input)
{
  return tarn_table_input_check (((const TarnCreateTableInput *) input)->table,
                                 call->client->principal->account_id, call->error);
}

static gboolean
check_new_table (const TarnCall *call, const TarnName *name, const TarnTableInput *table)
{
  const TarnCatalog *catalog = &tarn_glue_client_of (call)->glue->catalog;
  const char *const *parts = name->parts;
  const char *const resource[] = { parts[0], parts[1], parts[2], NULL };

  if (!check_resource (call, resource))
    return FALSE;
  if (!tarn_catalog_has_database (catalog, parts[0], parts[1]))
    return tarn_glue_call_not_found (call, parts[0], "there is no database %s.%s", parts[0],
                                     parts[1]);
  if (tarn_catalog_find_table (catalog, name) != NULL)
    return already_exists (call, "table", parts[2]);

  return tarn_glue_call_check_sources (call, parts[0], table);
}

static void
add_table (const TarnCall *call, const char *const *parts, const TarnTableInput *input)
{
  TarnGlue *glue = tarn_glue_client_of (call)->glue;
  g_autoptr (TarnTableName) name = tarn_table_name_new (parts[0], parts[1], parts[2]);
  TarnTableEntry *table = tarn_table_entry_new (name, input, tarn_glue_get_now (glue));

  tarn_catalog_add_table (&glue->catalog, table);
  if (table->view != NULL)
    {
      tarn_glue_call_add_sources (call, table, input);
      tarn_refresh_schedule_begin (glue, table);
    }
  if (G_UNLIKELY (glue->measuring != NULL))
    tarn_measuring_add_table (glue, table);
}

gboolean
tarn_glue_create_table (TarnCall *call, gconstpointer data, TarnOutput *out_output G_GNUC_UNUSED)
{
  const TarnCreateTableInput *input = data;
  TarnTableKey key;
  const TarnName *name = tarn_glue_call_make_name (call, &input->path, &key);

  if (!check_new_table (call, name, input->table))
    return FALSE;

  add_table (call, name->parts, input->table);
  return TRUE;
}

gboolean
tarn_glue_client_create_table (TarnGlueClient *self, const TarnTableName *table_name,
                               TarnTableInput *input, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (table_name != NULL, FALSE);
  g_return_val_if_fail (input != NULL, FALSE);

  TarnCreateTableInput given = { tarn_table_name_get_path (table_name), input->definer, input };
  return tarn_client_do (&self->client, TARN_GLUE_CREATE_TABLE, &given, error);
}

gboolean
tarn_glue_get_table (TarnCall *call, gconstpointer input, TarnOutput *out_output)
{
  const TarnTableEntry *table = tarn_glue_call_reach_table (call, input);

  if (table == NULL)
    return FALSE;

  out_output->value = tarn_table_new (table, tarn_glue_client_of (call)->glue->catalog.tables);
  return TRUE;
}

TarnTable *
tarn_glue_client_get_table (TarnGlueClient *self, const TarnTableName *table_name, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (table_name != NULL, NULL);

  TarnTablePath input = tarn_table_name_get_path (table_name);
  return tarn_client_get_known (&self->client, TARN_GLUE_GET_TABLE, &input,
                                tarn_table_name_get_known (table_name), error);
}

/* --- Commits ---------------------------------------------------------------------------------- */

gboolean
tarn_glue_check_commit (TarnCall *call, gpointer input)
{
  return tarn_commit_check (((const TarnCommitInput *) input)->commit, call->error);
}

static gboolean
apply_commit (TarnTableEntry *table, const TarnCommit *commit, GError **error)
{
  if (table->view == NULL)
    return tarn_table_entry_apply_commit (table, commit, error);

  return tarn_fail (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
                    TARN_TABLE_NAME_FORMAT " is a materialized view; only its refreshes write it",
                    TARN_TABLE_NAME_ARGS (table->name));
}

gboolean
tarn_glue_commit (TarnCall *call, gconstpointer data, TarnOutput *out_output G_GNUC_UNUSED)
{
  const TarnCommitInput *input = data;
  const TarnCommit *commit = input->commit;
  TarnGlue *glue = tarn_glue_client_of (call)->glue;
  TarnTableEntry *table = tarn_glue_call_reach_table (call, &input->path);

  if (table == NULL)
    return FALSE;
  if (!apply_commit (table, commit, call->error))
    {
      tarn_glue_call_mark_federated (call, tarn_table_name_get_part (table->name, 0));
      return FALSE;
    }

  if (G_UNLIKELY (glue->measuring != NULL) && commit->operation != TARN_COMMIT_REPLACE)
    tarn_measuring_note_change (glue, table);
  tarn_glue_add_version (glue, table, commit->operation,
                         commit->added_bytes + commit->removed_bytes, TARN_NO_RUN);
  return TRUE;
}

gboolean
tarn_glue_client_commit (TarnGlueClient *self, const TarnTableName *table_name,
                         const TarnCommit *commit, GError **error)
{
  TarnOutput output;

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (table_name != NULL, FALSE);
  g_return_val_if_fail (commit != NULL, FALSE);

  TarnCommitInput input = { tarn_table_name_get_path (table_name), commit };
  return tarn_client_call_known (&self->client, TARN_GLUE_COMMIT, &input,
                                 tarn_table_name_get_known (table_name), &output, error);
}

/* --- Estimates and explanations --------------------------------------------------------------- */

static TarnRefreshType
find_type (const char *text)
{
  TarnRefreshType type = TARN_REFRESH_TYPE_NONE;

  while (g_strcmp0 (tarn_refresh_type_to_string (type), text) != 0)
    type++;
  return type;
}

gboolean
tarn_glue_estimate_refresh (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnEstimateInput *input = data;
  TarnGlue *glue = tarn_glue_client_of (call)->glue;
  const TarnTableEntry *table = tarn_glue_call_reach_view (call, &input->view);
  TarnCostPlan plan;

  if (table == NULL)
    return FALSE;

  TarnPending pending = tarn_table_entry_get_pending (table, glue->catalog.tables);
  TarnRefreshWish wish = tarn_refresh_wish_new (FALSE, &tarn_no_start_options);
  TarnRefreshType type = find_type (input->refresh_type);
  if (type == TARN_REFRESH_TYPE_NONE)
    type = tarn_refresh_choose_type (glue, table, &pending, &wish);
  tarn_refresh_estimate_plan (glue, table, &pending, type, table->view->runs.n_runs, 0, &plan);
  out_output->value = tarn_refresh_estimate_new (type, &plan, &glue->billing);
  return TRUE;
}

TarnRefreshEstimate *
tarn_glue_client_estimate_refresh (TarnGlueClient *self, const TarnTableName *table_name,
                                   TarnRefreshType refresh_type, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (table_name != NULL, NULL);
  g_return_val_if_fail (refresh_type <= TARN_REFRESH_TYPE_INCREMENTAL, NULL);

  TarnEstimateInput input
      = { tarn_table_name_get_path (table_name), tarn_refresh_type_to_string (refresh_type) };
  return tarn_client_get_known (&self->client, TARN_GLUE_ESTIMATE_REFRESH, &input,
                                tarn_table_name_get_known (table_name), error);
}

gboolean
tarn_glue_explain (TarnCall *call, gconstpointer input, TarnOutput *out_output)
{
  const TarnTableEntry *view = tarn_glue_call_reach_view (call, input);

  if (view == NULL)
    return FALSE;

  out_output->value = tarn_explain_view (tarn_glue_client_of (call)->glue, view);
  return TRUE;
}

char *
tarn_glue_client_explain (TarnGlueClient *self, const TarnTableName *table_name, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (table_name != NULL, NULL);

  TarnTablePath input = tarn_table_name_get_path (table_name);
  return tarn_client_get_known (&self->client, TARN_GLUE_EXPLAIN, &input,
                                tarn_table_name_get_known (table_name), error);
}
