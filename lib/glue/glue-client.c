/* SPDX-License-Identifier: MIT */
/*
 * The four operations on refresh runs. Each has the same rhythm: enter the gate with the
 * arguments, ask for access, find the entity, act, leave.
 */
#include "glue/glue-client.h"

#include <string.h>

#include "glue/glue-error.h"
#include "glue/refresh-list.h"
#include "glue/refresh-retention.h"
#include "glue/refresh-tell.h"
#include "glue/refresh.h"

enum
{
  PAGE_SIZE_DEFAULT = 100,
};

struct _TarnGlueClient
{
  GObject parent_instance;

  GObject *owner;
  TarnGlue *glue;
  TarnCaller caller;
  guint32 own_catalog;
};

G_DEFINE_FINAL_TYPE (TarnGlueClient, tarn_glue_client, G_TYPE_OBJECT)

static void
tarn_glue_client_finalize (GObject *object)
{
  TarnGlueClient *self = TARN_GLUE_CLIENT (object);

  tarn_admission_clear_caller (&self->caller);
  g_object_unref (self->owner);
  G_OBJECT_CLASS (tarn_glue_client_parent_class)->finalize (object);
}

static void
tarn_glue_client_class_init (TarnGlueClientClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_glue_client_finalize;
}

static void
tarn_glue_client_init (TarnGlueClient *self G_GNUC_UNUSED)
{
}

TarnGlueClient *
tarn_glue_client_new (GObject *owner, TarnGlue *glue, TarnPrincipal *principal)
{
  TarnGlueClient *self = g_object_new (TARN_TYPE_GLUE_CLIENT, NULL);

  self->owner = g_object_ref (owner);
  self->glue = glue;
  tarn_admission_init_caller (&glue->admission, &self->caller, principal);
  self->own_catalog = tarn_catalog_ensure_account (&glue->catalog, principal->account_id);

  return self;
}

TarnGlue *
tarn_glue_client_get_glue (TarnGlueClient *self)
{
  return self->glue;
}

const TarnCaller *
tarn_glue_client_get_caller (TarnGlueClient *self)
{
  return &self->caller;
}

/* --- Steps that all operations share ---------------------------------------------------------- */

const char *
tarn_glue_client_resolve_catalog (TarnGlueClient *self, const char *catalog_id)
{
  return catalog_id != NULL ? catalog_id : self->caller.principal->account_id;
}

/* The catalog that one does not name is one's own, which needs no texts compared. */
static inline gboolean
is_own_by_default (TarnGlueClient *self, const char *const *resource)
{
  return resource[0] == self->caller.principal->account_id
         && !tarn_admission_has_statements (&self->glue->admission);
}

/* An id that names no account names nobody else's either: it will not be found. */
gboolean
tarn_glue_client_authorize (TarnGlueClient *self, const TarnCall *call, const char *const *resource)
{
  if (G_LIKELY (is_own_by_default (self, resource)))
    return TRUE;

  const char *account_id = tarn_account_id_is_prefix_of (resource[0])
                               ? resource[0]
                               : self->caller.principal->account_id;

  return tarn_admission_authorize (&self->glue->admission, call, account_id, resource,
                                   TARN_GLUE_ERROR_ACCESS_DENIED);
}

/* As documented, what one needs for a run of a view is the right to get the view. */
static gboolean
authorize_view (TarnGlueClient *self, const TarnCall *call, const char *const *parts)
{
  if (G_LIKELY (is_own_by_default (self, parts)))
    return TRUE;

  const char *const resource[] = { parts[0], parts[1], parts[2], NULL };
  const char *account_id
      = tarn_account_id_is_prefix_of (parts[0]) ? parts[0] : self->caller.principal->account_id;

  if (!tarn_glue_client_authorize (self, call, resource))
    return FALSE;

  return !tarn_admission_has_statements (&self->glue->admission)
         || tarn_admission_authorize_action (&self->glue->admission, call, "glue:GetTable",
                                             account_id, resource, TARN_GLUE_ERROR_ACCESS_DENIED);
}

void
tarn_glue_client_mark_federated (TarnGlueClient *self, const char *catalog_id, GError **error)
{
  const TarnCatalogEntry *catalog = tarn_catalog_find_catalog (&self->glue->catalog, catalog_id);

  if (catalog != NULL && catalog->is_federated)
    tarn_glue_error_mark_federated (error);
}

gboolean
tarn_glue_client_not_found (TarnGlueClient *self, const char *catalog_id, GError **error,
                            const char *format, ...)
{
  va_list arguments;

  if (error == NULL)
    return FALSE;

  va_start (arguments, format);
  *error
      = g_error_new_valist (TARN_GLUE_ERROR, TARN_GLUE_ERROR_ENTITY_NOT_FOUND, format, arguments);
  va_end (arguments);

  tarn_glue_client_mark_federated (self, catalog_id, error);
  return FALSE;
}

TarnTableEntry *
tarn_glue_client_find_table (TarnGlueClient *self, const TarnName *name, GError **error)
{
  const TarnCatalog *catalog = &self->glue->catalog;
  TarnTableEntry *table = tarn_catalog_find_table (catalog, name);

  if (G_LIKELY (table != NULL))
    return table;

  if (tarn_catalog_find_catalog (catalog, name->parts[0]) == NULL)
    tarn_glue_client_not_found (self, name->parts[0], error, "there is no catalog %s",
                                name->parts[0]);
  else if (!tarn_catalog_has_database (catalog, name->parts[0], name->parts[1]))
    tarn_glue_client_not_found (self, name->parts[0], error, "there is no database %s.%s",
                                name->parts[0], name->parts[1]);
  else
    tarn_glue_client_not_found (self, name->parts[0], error, "there is no table %s.%s.%s",
                                name->parts[0], name->parts[1], name->parts[2]);
  return NULL;
}

TarnTableEntry *
tarn_glue_client_find_view (TarnGlueClient *self, const TarnName *name, GError **error)
{
  TarnTableEntry *table = tarn_glue_client_find_table (self, name, error);

  if (table == NULL || table->view != NULL)
    return table;

  tarn_glue_client_not_found (self, name->parts[0], error,
                              "%s.%s.%s is a base table, not a materialized view", name->parts[0],
                              name->parts[1], name->parts[2]);
  return NULL;
}

/* What the journal is told of a name that was checked before. */
static void
note_table_name (TarnGlueClient *self, TarnCall *call, const TarnTableName *name, const char *last,
                 TarnCallInput input)
{
  TarnArgument arguments[TARN_SERVICE_MEMBERS_MAX] = { 0 };

  for (guint i = 0; i < TARN_NAME_PARTS; i++)
    arguments[i].text = tarn_table_name_get_part (name, i);
  arguments[TARN_NAME_PARTS].text = last;
  tarn_admission_note (&self->glue->admission, call, arguments, input);
}

gboolean
tarn_glue_client_enter_of (TarnGlueClient *self, TarnCall *call, TarnGlueOperation operation,
                           const TarnTableName *name, const char *last, TarnCallInput input,
                           GError **error)
{
  if (!tarn_admission_enter_checked (&self->glue->admission, call, &self->caller, operation, error))
    return FALSE;
  if (G_UNLIKELY (tarn_call_is_noted (call)))
    note_table_name (self, call, name, last, input);

  return TRUE;
}

/* --- StartMaterializedViewRefreshTaskRun ------------------------------------------------------ */

static char *
start (TarnGlueClient *self, TarnCall *call, const TarnName *name, gboolean full_refresh)
{
  TarnTableEntry *table;
  guint32 run;

  if (!tarn_admission_admit (&self->glue->admission, call)
      || !authorize_view (self, call, name->parts))
    return NULL;
  table = tarn_glue_client_find_view (self, name, call->error);
  if (table == NULL
      || !tarn_refresh_start (self->glue, table, full_refresh,
                              call->run_fault.is_set ? &call->run_fault : NULL, &run, call->error))
    return NULL;

  char *id = g_malloc (TARN_UUID_LENGTH + 1);
  tarn_identifier_format (&tarn_refresh_store_get (&self->glue->runs, run)->record.id, id);
  return id;
}

/* A cost model may drop the last reference of the user. */
static TarnGlueClient *
keep_if_asked (TarnGlueClient *self)
{
  return self->glue->cost_model != NULL ? g_object_ref (self) : NULL;
}

char *
tarn_glue_client_start_materialized_view_refresh_task_run (TarnGlueClient *self,
                                                           const char *catalog_id,
                                                           const char *database_name,
                                                           const char *table_name,
                                                           gboolean full_refresh, GError **error)
{
  TarnArgument arguments[] = { { .text = catalog_id },
                               { .text = database_name },
                               { .text = table_name },
                               { .text = full_refresh ? "true" : "false" } };
  TarnCall call;
  TarnName key;

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_admission_enter (&self->glue->admission, &call, &self->caller, TARN_GLUE_START_RUN,
                             arguments, error))
    return NULL;
  g_autoptr (TarnGlueClient) kept G_GNUC_UNUSED = keep_if_asked (self);

  const char *parts[]
      = { tarn_glue_client_resolve_catalog (self, catalog_id), database_name, table_name };
  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  char *id = start (self, &call, &key, full_refresh);
  if (!tarn_admission_leave (&self->glue->admission, &call, id != NULL, id))
    g_clear_pointer (&id, g_free);
  return id;
}

char *
tarn_glue_client_start_materialized_view_refresh_task_run_of (TarnGlueClient *self,
                                                              const TarnTableName *table_name,
                                                              gboolean full_refresh, GError **error)
{
  TarnCall call;

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (table_name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_glue_client_enter_of (self, &call, TARN_GLUE_START_RUN, table_name,
                                  full_refresh ? "true" : "false", TARN_NO_INPUT, error))
    return NULL;
  g_autoptr (TarnGlueClient) kept G_GNUC_UNUSED = keep_if_asked (self);

  char *id = start (self, &call, &table_name->name, full_refresh);
  if (!tarn_admission_leave (&self->glue->admission, &call, id != NULL, id))
    g_clear_pointer (&id, g_free);
  return id;
}

/* --- GetMaterializedViewRefreshTaskRun -------------------------------------------------------- */

/* The caller's own catalog is the usual case, and known without comparing texts. */
static gboolean
is_in_catalog (TarnGlueClient *self, const TarnRunRecord *record, const char *catalog_id)
{
  const TarnTableSubject *view = tarn_catalog_get_subject (&self->glue->catalog, record->view);

  if (catalog_id == self->caller.principal->account_id)
    return view->catalog == self->own_catalog;

  return strcmp (tarn_table_name_get_part (view->subject->table_name, 0), catalog_id) == 0;
}

static guint32
find_run (TarnGlueClient *self, TarnCall *call, const char *catalog_id, const TarnIdentifier *id)
{
  const TarnGlue *glue = self->glue;

  const char *const resource[] = { catalog_id, NULL };

  if (!tarn_glue_client_authorize (self, call, resource))
    return TARN_NO_RUN;

  guint32 run = tarn_record_store_lookup (&glue->runs.records, id);
  const TarnRunRecord *record
      = run != TARN_NO_RUN ? tarn_refresh_store_get (&glue->runs, run) : NULL;

  if (record == NULL || !is_in_catalog (self, record, catalog_id)
      || tarn_refresh_has_expired (glue, record))
    {
      char text[TARN_UUID_LENGTH + 1];

      tarn_identifier_format (id, text);
      tarn_glue_client_not_found (self, catalog_id, call->error,
                                  "there is no refresh task run %s in catalog %s", text,
                                  catalog_id);
      return TARN_NO_RUN;
    }

  return run;
}

/* For the journal; looked up only if there is one. */
static const char *
tell_status (TarnGlueClient *self, guint32 run)
{
  if (run == TARN_NO_RUN || !tarn_admission_is_journaling (&self->glue->admission))
    return NULL;

  const TarnRunRecord *record = tarn_refresh_store_get (&self->glue->runs, run);
  return tarn_refresh_status_to_string (tarn_refresh_phase_get_status (record->phase));
}

TarnRefreshRun *
tarn_glue_client_get_materialized_view_refresh_task_run (
    TarnGlueClient *self, const char *catalog_id, const char *materialized_view_refresh_task_run_id,
    GError **error)
{
  TarnArgument arguments[]
      = { { .text = catalog_id }, { .text = materialized_view_refresh_task_run_id } };
  TarnCall call;

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_admission_enter (&self->glue->admission, &call, &self->caller, TARN_GLUE_GET_RUN,
                             arguments, error))
    return NULL;

  guint32 run = tarn_admission_admit (&self->glue->admission, &call)
                    ? find_run (self, &call, tarn_glue_client_resolve_catalog (self, catalog_id),
                                &arguments[1].identifier)
                    : TARN_NO_RUN;
  gboolean is_told = tarn_admission_leave (&self->glue->admission, &call, run != TARN_NO_RUN,
                                           tell_status (self, run));
  return is_told ? tarn_refresh_tell (self->glue, run, NULL) : NULL;
}

gboolean
tarn_glue_client_look_at_run (TarnGlueClient *self, const char *catalog_id, const char *run_id,
                              TarnIdentifier *ret_id, TarnRefreshRun **ret_ended, GError **error)
{
  TarnArgument arguments[] = { { .text = catalog_id }, { .text = run_id } };
  TarnCall call;

  if (!tarn_admission_look (&self->glue->admission, &call, &self->caller, TARN_GLUE_GET_RUN,
                            arguments, error))
    return FALSE;

  guint32 run = find_run (self, &call, tarn_glue_client_resolve_catalog (self, catalog_id),
                          &arguments[1].identifier);
  if (run == TARN_NO_RUN)
    return FALSE;

  *ret_id = arguments[1].identifier;
  *ret_ended = tarn_refresh_store_get (&self->glue->runs, run)->active == TARN_NO_RUN
                   ? tarn_refresh_tell (self->glue, run, NULL)
                   : NULL;
  return TRUE;
}

/* A view of this lake in the caller's own catalog, as nearly always, needs no names compared. */
static guint32
find_own_run (TarnGlueClient *self, const TarnRefreshRun *told)
{
  const TarnGlue *glue = self->glue;
  guint32 run = tarn_record_store_lookup_near (&glue->runs.records, &told->id, told->place);

  if (run == TARN_NO_RUN)
    return TARN_NO_RUN;

  const TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, run);
  const TarnTableSubject *view = tarn_catalog_get_subject (&glue->catalog, record->view);

  if (view->subject == told->subject && view->catalog == self->own_catalog
      && !tarn_refresh_has_expired (glue, record))
    return run;

  return TARN_NO_RUN;
}

static guint32
find_run_again (TarnGlueClient *self, TarnCall *call, const TarnRefreshRun *told)
{
  return find_run (self, call, tarn_table_name_get_part (told->subject->table_name, 0), &told->id);
}

static void
note_run (TarnGlueClient *self, TarnCall *call, TarnRefreshRun *told)
{
  TarnArgument arguments[] = { { .text = tarn_table_name_get_part (told->subject->table_name, 0) },
                               { .text = tarn_refresh_run_get_id (told) } };

  tarn_admission_note (&self->glue->admission, call, arguments, TARN_NO_INPUT);
}

static guint32
call_again (TarnGlueClient *self, TarnRefreshRun *told, GError **error)
{
  TarnAdmission *admission = &self->glue->admission;
  TarnCall call;
  guint32 found = TARN_NO_RUN;

  if (!tarn_admission_enter_checked (admission, &call, &self->caller, TARN_GLUE_GET_RUN, error))
    return TARN_NO_RUN;
  if (G_UNLIKELY (tarn_call_is_noted (&call)))
    note_run (self, &call, told);
  if (tarn_admission_admit (admission, &call))
    found = find_run_again (self, &call, told);

  gboolean is_told
      = tarn_admission_leave (admission, &call, found != TARN_NO_RUN, tell_status (self, found));
  return is_told ? found : TARN_NO_RUN;
}

TarnRefreshRun *
tarn_glue_client_get_materialized_view_refresh_task_run_again (TarnGlueClient *self,
                                                               TarnRefreshRun *run, GError **error)
{
  guint32 found = TARN_NO_RUN;

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (run != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  /* Polling is what most calls are for: where nobody looks at it, one's own run is just told. */
  if (G_LIKELY (tarn_admission_is_open (&self->glue->admission, TARN_GLUE_GET_RUN)))
    found = find_own_run (self, run);
  if (G_UNLIKELY (found == TARN_NO_RUN))
    found = call_again (self, run, error);
  else
    TARN_COUNT_CALL (&tarn_glue_service, TARN_GLUE_GET_RUN, NULL);
  if (G_LIKELY (found != TARN_NO_RUN))
    return tarn_refresh_tell (self->glue, found, run);

  tarn_refresh_run_unref (run);
  return NULL;
}

/* --- StopMaterializedViewRefreshTaskRun ------------------------------------------------------- */

static gboolean
stop (TarnGlueClient *self, TarnCall *call, const char *const *parts)
{
  TarnName key;

  if (!tarn_admission_admit (&self->glue->admission, call) || !authorize_view (self, call, parts))
    return FALSE;

  /* The service does not model EntityNotFoundException here. */
  tarn_name_init_key (&key, parts, TARN_NAME_PARTS);
  return tarn_refresh_stop (self->glue, &key, call->error);
}

gboolean
tarn_glue_client_stop_materialized_view_refresh_task_run (TarnGlueClient *self,
                                                          const char *catalog_id,
                                                          const char *database_name,
                                                          const char *table_name, GError **error)
{
  TarnArgument arguments[]
      = { { .text = catalog_id }, { .text = database_name }, { .text = table_name } };
  TarnCall call;

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!tarn_admission_enter (&self->glue->admission, &call, &self->caller, TARN_GLUE_STOP_RUN,
                             arguments, error))
    return FALSE;

  const char *parts[]
      = { tarn_glue_client_resolve_catalog (self, catalog_id), database_name, table_name };
  gboolean is_accepted = stop (self, &call, parts);
  return tarn_admission_leave (&self->glue->admission, &call, is_accepted, NULL);
}

/* --- ListMaterializedViewRefreshTaskRuns ------------------------------------------------------ */

static GPtrArray *
list (TarnGlueClient *self, TarnCall *call, const TarnRunFilter *filter, gint max_results,
      const char *next_token, char **ret_next_token)
{
  const char *const resource[]
      = { filter->catalog_id, filter->database_name, filter->table_name, NULL };
  TarnRefreshList runs;
  TarnListPosition position = { 0, TARN_NO_RUN };

  tarn_refresh_list_init (&runs, self->glue, filter);
  if (!tarn_refresh_list_check (&runs, next_token, &position, call->error)
      || !tarn_admission_admit (&self->glue->admission, call)
      || !tarn_glue_client_authorize (self, call, resource))
    return NULL;

  GPtrArray *page
      = tarn_refresh_list_read_page (&runs, position,
                                     max_results == -1 ? PAGE_SIZE_DEFAULT : (guint) max_results,
                                     ret_next_token);
  return page;
}

GPtrArray *
tarn_glue_client_list_materialized_view_refresh_task_runs (
    TarnGlueClient *self, const char *catalog_id, const char *database_name, const char *table_name,
    gint max_results, const char *next_token, char **ret_next_token, GError **error)
{
  TarnArgument arguments[] = { { .text = catalog_id },
                               { .text = database_name },
                               { .text = table_name },
                               { .integer = max_results, .is_absent = max_results == -1 },
                               { .text = next_token } };
  g_autofree char *token = NULL;
  TarnCall call;

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_admission_enter (&self->glue->admission, &call, &self->caller, TARN_GLUE_LIST_RUNS,
                             arguments, error))
    return NULL;

  TarnRunFilter filter
      = { tarn_glue_client_resolve_catalog (self, catalog_id), database_name, table_name };
  GPtrArray *page = list (self, &call, &filter, max_results, next_token, &token);
  if (!tarn_admission_leave (&self->glue->admission, &call, page != NULL, NULL))
    g_clear_pointer (&page, g_ptr_array_unref);
  else if (ret_next_token != NULL)
    *ret_next_token = g_steal_pointer (&token);
  return page;
}
