/* SPDX-License-Identifier: MIT */
/* The four operations on refresh runs, and waiting for the end of a run. */
#include <string.h>

#include "glue/glue-client.h"
#include "glue/glue-error.h"
#include "glue/glue-operations.h"
#include "glue/refresh-run.h"
#include "glue/refresh-copy.h"
#include "glue/refresh.h"
#include "runs/waiting.h"

enum
{
  PAGE_SIZE_DEFAULT = 100,
};

/* --- StartMaterializedViewRefreshTaskRun ------------------------------------------------------ */

static gboolean
refuse_option (const TarnCall *call, const char *name, const char *why)
{
  return tarn_call_fail (call, TARN_GLUE_ERROR_INVALID_INPUT, "%s %s", name, why);
}

/* The setters of the options have checked the values. This function checks what they mean together. */
gboolean
tarn_glue_check_start_run (TarnCall *call, gpointer data)
{
  const TarnStartRunInput *input = data;
  const TarnStartOptions *options = input->options;

  if (G_LIKELY (options == NULL))
    return TRUE;
  if (input->full_refresh && options->refresh_mode != TARN_REFRESH_MODE_SERVICE
      && options->refresh_mode != TARN_REFRESH_MODE_FULL)
    return refuse_option (call, "RefreshMode", "is incremental, and FullRefresh is true");
  if (options->threshold_percent != TARN_NO_THRESHOLD
      && (input->full_refresh || options->refresh_mode != TARN_REFRESH_MODE_SERVICE))
    return refuse_option (call, "IncrementalThresholdPercent",
                          "is set, and the service does not choose the type of this refresh");

  return TRUE;
}

gboolean
tarn_glue_start_run (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnStartRunInput *input = data;
  TarnGlue *glue = tarn_glue_client_of (call)->glue;
  const TarnStartOptions *options
      = input->options != NULL ? input->options : &tarn_no_start_options;
  TarnTableEntry *table = tarn_glue_call_reach_view_of_run (call, &input->view);
  TarnSlotLimit limit;
  guint32 run;

  if (table == NULL
      || !tarn_refresh_start (glue, table, input->full_refresh, options,
                              tarn_call_get_run_faults (call), &run, &limit, call->error))
    return FALSE;

  TarnRefreshRun *copy = tarn_refresh_copy (glue, run);
  if (tarn_call_is_journaled (call))
    call->answer = tarn_refresh_run_get_id (copy);
  out_output->value = copy;
  return TRUE;
}

static TarnRefreshRun *
start_run (TarnGlueClient *self, const TarnTableName *table_name, gboolean full_refresh,
           const TarnStartOptions *options, GError **error)
{
  TarnStartRunInput input = { tarn_table_name_get_path (table_name), full_refresh, options };

  return tarn_client_get_known (&self->client, TARN_GLUE_START_RUN, &input,
                                tarn_table_name_get_known (table_name), error);
}

TarnRefreshRun *
tarn_glue_client_start_materialized_view_refresh_task_run (TarnGlueClient *self,
                                                           const TarnTableName *table_name,
                                                           gboolean full_refresh, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (table_name != NULL, NULL);

  return start_run (self, table_name, full_refresh, NULL, error);
}

TarnRefreshRun *
tarn_glue_client_start_materialized_view_refresh_task_run_with_options (
    TarnGlueClient *self, const TarnTableName *table_name, gboolean full_refresh,
    const TarnStartOptions *options, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (table_name != NULL, NULL);

  return start_run (self, table_name, full_refresh, options, error);
}

/* --- GetMaterializedViewRefreshTaskRun -------------------------------------------------------- */

/*
 * Usually the catalog is the caller's own. The catalog id is then the account id of the principal, the same
 * pointer, so no texts need to be compared.
 */
static gboolean
is_in_catalog (TarnGlueClient *self, const TarnRefreshRecord *record, const char *catalog_id)
{
  const TarnTableSubject *view
      = tarn_catalog_get_subject (&self->glue->catalog, record->run.subject);

  if (catalog_id == self->client.principal->account_id)
    return view->catalog == self->own_catalog;

  return strcmp (tarn_table_name_get_part (view->subject->table_name, 0), catalog_id) == 0;
}

static guint32
find_run (const TarnCall *call, const char *catalog_id, const TarnIdentifier *id)
{
  TarnGlueClient *self = tarn_glue_client_of (call);
  const TarnGlue *glue = self->glue;
  const char *const resource[] = { catalog_id, NULL };

  if (!tarn_glue_call_authorize (call, resource))
    return TARN_NO_RUN;

  guint32 run = tarn_run_store_lookup (&glue->room.runs.store, id);
  const TarnRefreshRecord *record = run != TARN_NO_RUN ? tarn_glue_get_record (glue, run) : NULL;
  if (record != NULL && is_in_catalog (self, record, catalog_id)
      && !tarn_runs_has_expired (&glue->room.runs, &record->run))
    return run;

  char text[TARN_UUID_LENGTH + 1];
  tarn_identifier_format (id, text);
  tarn_glue_call_not_found (call, catalog_id, "there is no refresh task run %s in catalog %s", text,
                            catalog_id);
  return TARN_NO_RUN;
}

gboolean
tarn_glue_get_run (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnGetRunInput *input = data;
  TarnGlueClient *self = tarn_glue_client_of (call);

  guint32 run = find_run (call, tarn_glue_client_resolve_catalog (self, input->catalog_id),
                          &input->run_id.identifier);
  if (run == TARN_NO_RUN)
    return FALSE;

  TarnRefreshRun *copy = tarn_refresh_copy (self->glue, run);
  call->answer = tarn_refresh_status_to_string (copy->status);
  out_output->value = copy;
  return TRUE;
}

TarnRefreshRun *
tarn_glue_client_get_materialized_view_refresh_task_run (
    TarnGlueClient *self, const char *catalog_id, const char *materialized_view_refresh_task_run_id,
    GError **error)
{
  TarnGetRunInput input = { catalog_id, { .text = materialized_view_refresh_task_run_id } };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);

  return tarn_client_get (&self->client, TARN_GLUE_GET_RUN, &input, error);
}

/*
 * Returns the run of the copy if it is a run of this engine in the caller's own catalog, as nearly always,
 * and has not expired. Then no names need to be compared. Returns TARN_NO_RUN for any other run.
 */
static guint32
find_own_run (TarnGlueClient *self, const TarnRefreshRun *copy)
{
  const TarnGlue *glue = self->glue;
  guint32 run = tarn_run_store_lookup_near (&glue->room.runs.store, &copy->id, copy->place);

  if (run == TARN_NO_RUN)
    return TARN_NO_RUN;

  const TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  const TarnTableSubject *view = tarn_catalog_get_subject (&glue->catalog, record->run.subject);

  if (tarn_refresh_subject_is_of (copy->subject, view->subject, record->run.sequence)
      && view->catalog == self->own_catalog
      && !tarn_runs_has_expired (&glue->room.runs, &record->run))
    return run;

  return TARN_NO_RUN;
}

static gboolean
reload_by_call (TarnRefreshRun *self, TarnGlueClient *client, GError **error)
{
  TarnGetRunInput input = { tarn_table_name_get_part (self->subject->table_name, 0),
                            { tarn_refresh_run_get_id (self), self->id } };
  g_autoptr (TarnRefreshRun) fresh
      = tarn_client_get_known (&client->client, TARN_GLUE_GET_RUN, &input, self, error);

  if (fresh == NULL)
    return FALSE;

  tarn_refresh_run_take_contents (self, fresh);
  return TRUE;
}

/*
 * Most calls are polls. If no rate, journal, fault plan or access statement applies to the operation, this
 * function reads a run in the caller's own catalog without making a call.
 */
gboolean
tarn_refresh_run_reload (TarnRefreshRun *self, TarnGlueClient *client, GError **error)
{
  guint32 run = TARN_NO_RUN;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (client), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (G_LIKELY (tarn_client_is_open (&client->client, TARN_GLUE_GET_RUN)))
    run = find_own_run (client, self);
  if (G_UNLIKELY (run == TARN_NO_RUN))
    return reload_by_call (self, client, error);

  TARN_COUNT_CALL (&tarn_glue_service, TARN_GLUE_GET_RUN, NULL);
  tarn_refresh_update_copy (client->glue, run, self);
  return TRUE;
}

/* --- StopMaterializedViewRefreshTaskRun ------------------------------------------------------- */

/*
 * The service does not model EntityNotFoundException for this operation, so a missing view fails like a view
 * that has no active run.
 */
gboolean
tarn_glue_stop_run (TarnCall *call, gconstpointer input, TarnOutput *out_output G_GNUC_UNUSED)
{
  TarnTableKey key;
  const TarnName *name = tarn_glue_call_resolve_name (call, input, &key);

  return tarn_glue_call_authorize_run (call, name)
         && tarn_refresh_stop (tarn_glue_client_of (call)->glue, name, call->error);
}

gboolean
tarn_glue_client_stop_materialized_view_refresh_task_run (TarnGlueClient *self,
                                                          const TarnTableName *table_name,
                                                          GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (table_name != NULL, FALSE);

  return tarn_glue_client_do_to_table (self, TARN_GLUE_STOP_RUN, table_name, error);
}

gboolean
tarn_refresh_run_stop (const TarnRefreshRun *self, TarnGlueClient *client, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (client), FALSE);

  return tarn_glue_client_do_to_table (client, TARN_GLUE_STOP_RUN, self->subject->table_name,
                                       error);
}

/* --- ListMaterializedViewRefreshTaskRuns ------------------------------------------------------ */

/* A listing and its filter. The catalog is always set; the other two are NULL for all. */
typedef struct
{
  TarnListing listing;
  const TarnGlue *glue;
  const char *catalog_id;
  const char *database_name;
  const char *table_name;
  char lower[2][TARN_TABLE_NAME_PART_BYTES]; /* the two names, if they had to be folded */
} List;

/* Makes a listing walk only over the runs of the catalog, or of the database if it is given. */
static void
choose_group (List *list)
{
  const TarnCatalog *catalog = &list->glue->catalog;
  const TarnCatalogEntry *entry;

  if (list->database_name != NULL)
    {
      list->listing.level = TARN_RUN_SMALL_GROUP;
      list->listing.is_empty
          = !tarn_catalog_find_database (catalog, list->catalog_id, list->database_name,
                                         &list->listing.group);
      return;
    }

  list->listing.level = TARN_RUN_GROUP;
  entry = tarn_catalog_find_catalog (catalog, list->catalog_id);
  list->listing.is_empty = entry == NULL;
  if (entry != NULL)
    list->listing.group = entry->position;
}

/* Makes a listing of one view walk only over the runs of this view. */
static void
choose_view (List *list)
{
  const char *parts[] = { list->catalog_id, list->database_name, list->table_name };
  TarnName key;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  const TarnTableEntry *table = tarn_catalog_find_table (&list->glue->catalog, &key);
  list->listing.is_empty = table == NULL || table->view == NULL;
  if (!list->listing.is_empty)
    list->listing.history = &table->view->runs;
}

static void
list_init (List *list, const TarnCall *call, const TarnListRunsInput *input)
{
  TarnGlueClient *self = tarn_glue_client_of (call);

  list->listing = (TarnListing){ .runs = &self->glue->room.runs };
  list->glue = self->glue;
  list->catalog_id = tarn_glue_client_resolve_catalog (self, input->catalog_id);
  list->database_name = tarn_glue_client_fold_lookup (self, input->database_name, list->lower[0]);
  list->table_name = tarn_glue_client_fold_lookup (self, input->table_name, list->lower[1]);
  list->listing.filter_hash
      = tarn_listing_hash_filter (list->catalog_id, list->database_name, list->table_name);
  if (list->table_name != NULL && list->database_name != NULL)
    choose_view (list);
  else
    choose_group (list);
}

/*
 * The check of the input includes the token, so a wrong token fails before the operation checks whether the
 * caller may read the page.
 */
gboolean
tarn_glue_check_list_runs (TarnCall *call, gpointer data)
{
  TarnListRunsInput *input = data;
  const char *wrong = NULL;
  List list;

  list_init (&list, call, input);
  if (input->table_name != NULL && input->database_name == NULL)
    wrong = "TableName comes without DatabaseName";
  else if (input->next_token != NULL
           && !tarn_listing_parse_run_token (&list.listing, input->next_token, &input->position))
    wrong = "NextToken is not one of this listing";
  if (wrong == NULL)
    return TRUE;

  return tarn_call_fail (call, TARN_GLUE_ERROR_INVALID_INPUT, "%s", wrong);
}

gboolean
tarn_glue_list_runs (TarnCall *call, gconstpointer data, TarnOutput *out_output)
{
  const TarnListRunsInput *input = data;
  List list;

  list_init (&list, call, input);
  const char *const resource[] = { list.catalog_id, list.database_name, list.table_name, NULL };
  if (!tarn_glue_call_authorize (call, resource))
    return FALSE;

  out_output->value = tarn_listing_copy_page (&list.listing, input->position, input->max_results,
                                              PAGE_SIZE_DEFAULT, tarn_refresh_class.copy,
                                              &out_output->next_token);
  return TRUE;
}

GPtrArray *
tarn_glue_client_list_materialized_view_refresh_task_runs (
    TarnGlueClient *self, const char *catalog_id, const char *database_name, const char *table_name,
    gint max_results, const char *next_token, char **out_next_token, GError **error)
{
  TarnListRunsInput input
      = { catalog_id, database_name, table_name, max_results, next_token, { 0, TARN_NO_RUN } };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);

  return tarn_client_list (&self->client, TARN_GLUE_LIST_RUNS, &input, out_next_token, error);
}

/* --- Waiting ---------------------------------------------------------------------------------- */

void
tarn_glue_client_wait_for_materialized_view_refresh_task_run_async (
    TarnGlueClient *self, const char *catalog_id, const char *materialized_view_refresh_task_run_id,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TarnGetRunInput input = { catalog_id, { .text = materialized_view_refresh_task_run_id } };

  g_return_if_fail (TARN_IS_GLUE_CLIENT (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_glue_client_wait_for_materialized_view_refresh_task_run_async);
  tarn_wait_async (&self->client, TARN_GLUE_GET_RUN, &input, NULL, task);
}

TarnRefreshRun *
tarn_glue_client_wait_for_materialized_view_refresh_task_run_finish (TarnGlueClient *self,
                                                                     GAsyncResult *result,
                                                                     GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (
      g_async_result_is_tagged (result,
                                tarn_glue_client_wait_for_materialized_view_refresh_task_run_async),
      NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

TarnRefreshRun *
tarn_glue_client_wait_for_materialized_view_refresh_task_run (
    TarnGlueClient *self, const char *catalog_id, const char *materialized_view_refresh_task_run_id,
    const TarnClockLimits *limits, GError **error)
{
  TarnGetRunInput input = { catalog_id, { .text = materialized_view_refresh_task_run_id } };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);

  return tarn_wait (&self->client, TARN_GLUE_GET_RUN, &input, NULL, limits, error);
}

/* The input of Get for a run that the caller has. It needs no text of the id, because it was checked before. */
static TarnGetRunInput
get_input_of (const TarnRefreshRun *run)
{
  return (TarnGetRunInput){ tarn_table_name_get_part (run->subject->table_name, 0),
                            { .identifier = run->id } };
}

void
tarn_refresh_run_wait_async (TarnRefreshRun *self, TarnGlueClient *client,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (TARN_IS_GLUE_CLIENT (client));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  TarnGetRunInput input = get_input_of (self);
  g_task_set_source_tag (task, tarn_refresh_run_wait_async);
  tarn_wait_async (&client->client, TARN_GLUE_GET_RUN, &input, self, task);
}

gboolean
tarn_refresh_run_wait_finish (TarnRefreshRun *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, tarn_refresh_run_wait_async), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_autoptr (TarnRefreshRun) ended = g_task_propagate_pointer (G_TASK (result), error);
  if (ended == NULL)
    return FALSE;
  g_return_val_if_fail (tarn_identifier_equal (&ended->id, &self->id), FALSE);

  tarn_refresh_run_take_contents (self, ended);
  return TRUE;
}

/* Holds a reference to the run, because a callback may drop the user's last reference while time passes. */
gboolean
tarn_refresh_run_wait (TarnRefreshRun *self, TarnGlueClient *client, const TarnClockLimits *limits,
                       GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (client), FALSE);

  TarnGetRunInput input = get_input_of (self);
  g_autoptr (TarnRefreshRun) kept = tarn_refresh_run_ref (self);
  g_autoptr (TarnRefreshRun) ended
      = tarn_wait (&client->client, TARN_GLUE_GET_RUN, &input, kept, limits, error);
  if (ended == NULL)
    return FALSE;

  tarn_refresh_run_take_contents (kept, ended);
  return TRUE;
}

/* --- Counts ----------------------------------------------------------------------------------- */

static const TarnAccount *
get_own_account (TarnGlueClient *self)
{
  const TarnCatalog *catalog = &self->glue->catalog;
  const TarnCatalogEntry *own
      = &g_array_index (catalog->catalogs, TarnCatalogEntry, self->own_catalog);

  return tarn_catalog_get_account (catalog, own->account);
}

guint
tarn_glue_client_get_n_running_runs (TarnGlueClient *self)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), 0);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->glue->room.core->clock.ownership), 0);

  return get_own_account (self)->n_running;
}

guint
tarn_glue_client_get_n_waiting_runs (TarnGlueClient *self)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), 0);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->glue->room.core->clock.ownership), 0);

  return get_own_account (self)->n_waiting;
}
