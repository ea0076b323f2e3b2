/* SPDX-License-Identifier: MIT */
/* The operations that list, change and delete tables and views. */
#include <tarn/tarn-catalog.h>

#include "glue/glue-client.h"
#include "glue/glue-error.h"
#include "glue/glue-operations.h"
#include "glue/measuring.h"
#include "glue/refresh-schedule.h"
#include "glue/refresh.h"
#include "glue/table-record.h"
#include "glue/table-sources.h"
#include "kernel/annotation.h"

enum
{
  PAGE_SIZE_DEFAULT = 100,
};

/* --- GetTables -------------------------------------------------------------------------------- */

/* No catalog id holds a line feed, so no token of another listing is one of this listing. */
#define FILTER_OF_TABLES "tables\n"

/* Returns the listing by which tokens are made and read. It lists no runs. */
static TarnListing
make_listing (const TarnCall *call, const TarnGetTablesInput *input,
              char lower[TARN_TABLE_NAME_PART_BYTES], const char *resource[3])
{
  TarnGlueClient *self = tarn_glue_client_of (call);

  resource[0] = tarn_glue_client_resolve_catalog (self, input->catalog_id);
  resource[1] = tarn_glue_client_fold_lookup (self, input->database_name, lower);
  resource[2] = NULL;
  return (TarnListing){
    .runs = &self->glue->room.runs,
    .filter_hash = tarn_listing_hash_filter (FILTER_OF_TABLES, resource[0], resource[1]),
  };
}

gboolean
tarn_glue_check_get_tables (TarnCall *call, gpointer data)
{
  TarnGetTablesInput *input = data;
  char lower[TARN_TABLE_NAME_PART_BYTES];
  const char *resource[3];
  TarnListing listing = make_listing (call, input, lower, resource);

  return input->next_token == NULL
         || tarn_listing_parse_token (&listing, input->next_token, &input->position)
         || tarn_call_fail (call, TARN_GLUE_ERROR_INVALID_INPUT,
                            "NextToken is not one of this listing");
}

static gboolean
find_database (const TarnCall *call, const char *const *resource, guint32 *out_database)
{
  const TarnCatalog *catalog = &tarn_glue_client_of (call)->glue->catalog;

  if (tarn_catalog_find_catalog (catalog, resource[0]) == NULL)
    return tarn_glue_call_not_found (call, resource[0], "there is no catalog %s", resource[0]);

  return tarn_catalog_find_database (catalog, resource[0], resource[1], out_database)
         || tarn_glue_call_not_found (call, resource[0], "there is no database %s.%s", resource[0],
                                      resource[1]);
}

/* The position in a token is that of the first table of the next page. A sequence of 0 would be no position. */
gboolean
tarn_glue_get_tables (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnGetTablesInput *input = data;
  const TarnCatalog *catalog = &tarn_glue_client_of (call)->glue->catalog;
  char lower[TARN_TABLE_NAME_PART_BYTES];
  const char *resource[3];
  TarnListing listing = make_listing (call, input, lower, resource);
  TarnListPosition next = { 1, 0 };
  guint32 database;

  if (!tarn_glue_call_authorize (call, resource) || !find_database (call, resource, &database))
    return FALSE;

  guint max = input->max_results == TARN_ABSENT ? PAGE_SIZE_DEFAULT : (guint) input->max_results;
  g_autoptr (GArray) page
      = tarn_catalog_list_tables (catalog, database,
                                  input->next_token != NULL ? input->position.run : 0, max,
                                  &next.run);
  GPtrArray *tables = g_ptr_array_new_full (page->len, (GDestroyNotify) tarn_table_unref);

  for (guint i = 0; i < page->len; i++)
    g_ptr_array_add (tables,
                     tarn_table_new (tarn_catalog_get_table (catalog,
                                                             g_array_index (page, guint32, i)),
                                     catalog->tables));
  if (next.run != TARN_NO_POSITION)
    out_output->next_token = tarn_listing_make_token (&listing, &next);
  out_output->value = tables;
  return TRUE;
}

GPtrArray *
tarn_glue_client_get_tables (TarnGlueClient *self, const char *catalog_id,
                             const char *database_name, gint max_results, const char *next_token,
                             char **out_next_token, GError **error)
{
  TarnGetTablesInput input
      = { catalog_id, database_name, max_results, next_token, { 0, TARN_NO_RUN } };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);

  return tarn_client_list (&self->client, TARN_GLUE_GET_TABLES, &input, out_next_token, error);
}

/* --- UpdateTable ------------------------------------------------------------------------------ */

static gboolean
refuse_change (const TarnCall *call, const char *member, const TarnTableEntry *table)
{
  return tarn_call_fail (call, TARN_GLUE_ERROR_INVALID_INPUT,
                         "%s of " TARN_TABLE_NAME_FORMAT " cannot be changed by a call", member,
                         TARN_TABLE_NAME_ARGS (table->name));
}

static gint64
get_version_id (const TarnView *view, guint index)
{
  return view->has_read_versions ? view->sources[index].shown.version_id
                                 : g_array_index (view->given_version_ids, gint64, index);
}

static gboolean
has_version_ids (const TarnView *view, const GArray *version_ids)
{
  guint n_version_ids = view->has_read_versions ? view->n_sources : view->given_version_ids->len;

  if (version_ids->len != n_version_ids)
    return FALSE;

  for (guint i = 0; i < n_version_ids; i++)
    if (get_version_id (view, i) != g_array_index (version_ids, gint64, i))
      return FALSE;

  return TRUE;
}

/* Callers send back what they got, so what only a refresh changes may stand in the input as it is. */
static gboolean
check_change (const TarnCall *call, const TarnTableEntry *table, const TarnTableInput *input)
{
  if (input->is_materialized_view != (table->view != NULL))
    return refuse_change (call, "IsMaterializedView", table);
  if (table->view == NULL)
    return TRUE;

  if (input->last_refresh_type != TARN_REFRESH_TYPE_NONE
      && input->last_refresh_type != table->view->last_refresh_type)
    return refuse_change (call, "LastRefreshType", table);
  if (input->version_ids->len > 0 && !has_version_ids (table->view, input->version_ids))
    return refuse_change (call, "SubObjectVersionIds", table);

  return tarn_glue_call_check_sources (call, tarn_table_name_get_part (table->name, 0), input)
         && tarn_glue_call_check_cycle (call, table, input);
}

/* The runs that the view has had keep their definer. */
static void
set_definer (TarnGlue *glue, TarnTableEntry *table, const char *role)
{
  guint32 newest = table->view->runs.newest;

  if (g_strcmp0 (table->subject->role, role) != 0)
    tarn_catalog_set_definer (&glue->catalog, table, role,
                              newest != TARN_NO_RUN
                                  ? tarn_runs_get (&glue->room.runs, newest)->sequence + 1
                                  : 0);
}

static gboolean
has_slot (const TarnGlue *glue, const TarnView *view)
{
  const TarnRefreshRecord *record = tarn_glue_find_active (glue, view);

  return record != NULL && tarn_glue_get_active (glue, record)->has_slot;
}

/* A run that waits for its slot reads the sources when it gets the slot, so it will read the new ones. */
static void
set_sources (const TarnCall *call, TarnTableEntry *table, const TarnTableInput *input)
{
  TarnGlue *glue = tarn_glue_client_of (call)->glue;

  if (tarn_glue_call_has_sources (call, table, input))
    return;

  tarn_table_entry_remove_sources (table, glue->catalog.tables);
  tarn_glue_call_add_sources (call, table, input);
  table->view->is_run_outdated = has_slot (glue, table->view);
  if (G_UNLIKELY (glue->measuring != NULL))
    tarn_measuring_change_sources (glue, table);
}

static void
set_schedule (TarnGlue *glue, TarnTableEntry *table, const TarnTableInput *input)
{
  TarnView *view = table->view;

  if (view->refresh_seconds == input->refresh_seconds
      && view->refresh_offset_seconds == input->refresh_offset_seconds
      && view->refresh_jitter_seconds == input->refresh_jitter_seconds)
    return;

  view->refresh_seconds = input->refresh_seconds;
  view->refresh_offset_seconds = input->refresh_offset_seconds;
  view->refresh_jitter_seconds = input->refresh_jitter_seconds;
  if (view->refresh_seconds == 0)
    view->is_paused = view->is_suspended = FALSE;
  tarn_refresh_schedule_end (glue, table);
  tarn_refresh_schedule_begin (glue, table);
}

static void
update_view (const TarnCall *call, TarnTableEntry *table, const TarnTableInput *input)
{
  TarnGlue *glue = tarn_glue_client_of (call)->glue;

  table->view->is_incremental = input->is_incremental;
  set_definer (glue, table, input->definer);
  set_sources (call, table, input);
  set_schedule (glue, table, input);
}

gboolean
tarn_glue_update_table (TarnCall *call, gconstpointer data, TarnOutput *out_output G_GNUC_UNUSED)
{
  const TarnCreateTableInput *input = data;
  TarnTableEntry *table = tarn_glue_call_reach_table (call, &input->path);

  if (table == NULL || !check_change (call, table, input->table))
    return FALSE;

  table->size_bytes = input->table->size_bytes;
  table->record_count = input->table->record_count;
  tarn_annotation_set (&table->annotation, input->table->annotation);
  if (table->view != NULL)
    update_view (call, table, input->table);
  else
    table->format = input->table->format;
  return TRUE;
}

gboolean
tarn_glue_client_update_table (TarnGlueClient *self, const TarnTableName *table_name,
                               TarnTableInput *input, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (table_name != NULL, FALSE);
  g_return_val_if_fail (input != NULL, FALSE);

  TarnCreateTableInput given = { tarn_table_name_get_path (table_name), input->definer, input };
  return tarn_client_do (&self->client, TARN_GLUE_UPDATE_TABLE, &given, error);
}

/* --- DeleteTable ------------------------------------------------------------------------------ */

gboolean
tarn_glue_delete_table (TarnCall *call, gconstpointer input, TarnOutput *out_output G_GNUC_UNUSED)
{
  TarnGlue *glue = tarn_glue_client_of (call)->glue;
  TarnTableEntry *table = tarn_glue_call_reach_table (call, input);

  if (table == NULL)
    return FALSE;

  /*
   * If a fault ends the run at the stop, the end of the run can schedule a refresh, so the schedule ends after
   * it.
   */
  if (table->view != NULL)
    {
      tarn_refresh_stop_last (glue, table);
      tarn_refresh_schedule_end (glue, table);
      if (G_UNLIKELY (glue->measuring != NULL))
        tarn_measuring_delete_view (glue, table);
    }
  tarn_catalog_delete_table (&glue->catalog, table);
  return TRUE;
}

gboolean
tarn_glue_client_delete_table (TarnGlueClient *self, const TarnTableName *table_name,
                               GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (table_name != NULL, FALSE);

  return tarn_glue_client_do_to_table (self, TARN_GLUE_DELETE_TABLE, table_name, error);
}
