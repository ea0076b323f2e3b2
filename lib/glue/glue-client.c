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
  TarnPrincipal *principal;
  guint32 own_catalog;
};

G_DEFINE_FINAL_TYPE (TarnGlueClient, tarn_glue_client, G_TYPE_OBJECT)

static void
tarn_glue_client_finalize (GObject *object)
{
  TarnGlueClient *self = TARN_GLUE_CLIENT (object);

  tarn_principal_unref (self->principal);
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
  self->principal = tarn_principal_ref (principal);
  self->own_catalog = tarn_catalog_ensure_account (&glue->catalog, principal->account_id);

  return self;
}

TarnGlue *
tarn_glue_client_get_glue (TarnGlueClient *self)
{
  return self->glue;
}

/* --- Steps that all operations share ---------------------------------------------------------- */

const char *
tarn_glue_client_resolve_catalog (TarnGlueClient *self, const char *catalog_id)
{
  return catalog_id != NULL ? catalog_id : self->principal->account_id;
}

/* An id that names no account names nobody else's either: it will not be found. */
gboolean
tarn_glue_client_authorize (TarnGlueClient *self, TarnGlueOperation operation,
                            const char *catalog_id, GError **error)
{
  if (catalog_id == self->principal->account_id || !tarn_account_id_is_prefix_of (catalog_id))
    return TRUE;

  return tarn_admission_authorize (&self->glue->admission, operation, self->principal, catalog_id,
                                   TARN_GLUE_ERROR_ACCESS_DENIED, error);
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

/* --- StartMaterializedViewRefreshTaskRun ------------------------------------------------------ */

static char *
start (TarnGlueClient *self, const TarnName *name, gboolean full_refresh, GError **error)
{
  TarnTableEntry *table;
  guint32 run;

  if (!tarn_glue_client_authorize (self, TARN_GLUE_START_RUN, name->parts[0], error))
    return NULL;
  table = tarn_glue_client_find_view (self, name, error);
  if (table == NULL || !tarn_refresh_start (self->glue, table, full_refresh, &run, error))
    return NULL;

  char *id = g_malloc (TARN_UUID_LENGTH + 1);
  tarn_identifier_format (&tarn_refresh_store_get (&self->glue->runs, run)->record.id, id);
  return id;
}

static char *
enter_and_start (TarnGlueClient *self, TarnArgument *arguments, gboolean full_refresh,
                 GError **error)
{
  if (!tarn_admission_enter (&self->glue->admission, TARN_GLUE_START_RUN, arguments, error))
    return NULL;

  const char *parts[] = { tarn_glue_client_resolve_catalog (self, arguments[0].text),
                          arguments[1].text, arguments[2].text };
  TarnName key;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  char *id = start (self, &key, full_refresh, error);
  tarn_admission_leave (&self->glue->admission);
  return id;
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
                               { .integer = full_refresh } };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return enter_and_start (self, arguments, full_refresh, error);
}

char *
tarn_glue_client_start_materialized_view_refresh_task_run_of (TarnGlueClient *self,
                                                              const TarnTableName *table_name,
                                                              gboolean full_refresh, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (table_name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_admission_enter_checked (&self->glue->admission, TARN_GLUE_START_RUN, error))
    return NULL;

  char *id = start (self, &table_name->name, full_refresh, error);
  tarn_admission_leave (&self->glue->admission);
  return id;
}

/* --- GetMaterializedViewRefreshTaskRun -------------------------------------------------------- */

/* The caller's own catalog is the usual case, and known without comparing texts. */
static gboolean
is_in_catalog (TarnGlueClient *self, const TarnRunRecord *record, const char *catalog_id)
{
  const TarnTableSubject *view = tarn_catalog_get_subject (&self->glue->catalog, record->view);

  if (catalog_id == self->principal->account_id)
    return view->catalog == self->own_catalog;

  return strcmp (tarn_table_name_get_part (view->subject->table_name, 0), catalog_id) == 0;
}

static guint32
find_run (TarnGlueClient *self, const char *catalog_id, const TarnIdentifier *id, GError **error)
{
  const TarnGlue *glue = self->glue;

  if (!tarn_glue_client_authorize (self, TARN_GLUE_GET_RUN, catalog_id, error))
    return TARN_NO_RUN;

  guint32 run = tarn_record_store_lookup (&glue->runs.records, id);
  const TarnRunRecord *record
      = run != TARN_NO_RUN ? tarn_refresh_store_get (&glue->runs, run) : NULL;

  if (record == NULL || !is_in_catalog (self, record, catalog_id)
      || tarn_refresh_has_expired (glue, record))
    {
      char text[TARN_UUID_LENGTH + 1];

      tarn_identifier_format (id, text);
      tarn_glue_client_not_found (self, catalog_id, error,
                                  "there is no refresh task run %s in catalog %s", text,
                                  catalog_id);
      return TARN_NO_RUN;
    }

  return run;
}

TarnRefreshRun *
tarn_glue_client_get_materialized_view_refresh_task_run (
    TarnGlueClient *self, const char *catalog_id, const char *materialized_view_refresh_task_run_id,
    GError **error)
{
  TarnArgument arguments[]
      = { { .text = catalog_id }, { .text = materialized_view_refresh_task_run_id } };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_admission_enter (&self->glue->admission, TARN_GLUE_GET_RUN, arguments, error))
    return NULL;

  guint32 run = find_run (self, tarn_glue_client_resolve_catalog (self, catalog_id),
                          &arguments[1].identifier, error);
  tarn_admission_leave (&self->glue->admission);
  return run != TARN_NO_RUN ? tarn_refresh_tell (self->glue, run, NULL) : NULL;
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
find_run_again (TarnGlueClient *self, const TarnRefreshRun *told, GError **error)
{
  guint32 run = find_own_run (self, told);

  if (G_LIKELY (run != TARN_NO_RUN))
    return run;

  return find_run (self, tarn_table_name_get_part (told->subject->table_name, 0), &told->id, error);
}

TarnRefreshRun *
tarn_glue_client_get_materialized_view_refresh_task_run_again (TarnGlueClient *self,
                                                               TarnRefreshRun *run, GError **error)
{
  guint32 found = TARN_NO_RUN;

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (run != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (tarn_admission_enter_checked (&self->glue->admission, TARN_GLUE_GET_RUN, error))
    {
      found = find_run_again (self, run, error);
      tarn_admission_leave (&self->glue->admission);
    }
  if (G_LIKELY (found != TARN_NO_RUN))
    return tarn_refresh_tell (self->glue, found, run);

  tarn_refresh_run_unref (run);
  return NULL;
}

/* --- StopMaterializedViewRefreshTaskRun ------------------------------------------------------- */

static gboolean
stop (TarnGlueClient *self, const char *const *parts, GError **error)
{
  TarnName key;

  if (!tarn_glue_client_authorize (self, TARN_GLUE_STOP_RUN, parts[0], error))
    return FALSE;

  /* The service does not model EntityNotFoundException here. */
  tarn_name_init_key (&key, parts, TARN_NAME_PARTS);
  return tarn_refresh_stop (self->glue, &key, error);
}

gboolean
tarn_glue_client_stop_materialized_view_refresh_task_run (TarnGlueClient *self,
                                                          const char *catalog_id,
                                                          const char *database_name,
                                                          const char *table_name, GError **error)
{
  TarnArgument arguments[]
      = { { .text = catalog_id }, { .text = database_name }, { .text = table_name } };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!tarn_admission_enter (&self->glue->admission, TARN_GLUE_STOP_RUN, arguments, error))
    return FALSE;

  const char *parts[]
      = { tarn_glue_client_resolve_catalog (self, catalog_id), database_name, table_name };
  gboolean is_accepted = stop (self, parts, error);
  tarn_admission_leave (&self->glue->admission);
  return is_accepted;
}

/* --- ListMaterializedViewRefreshTaskRuns ------------------------------------------------------ */

static GPtrArray *
list (TarnGlueClient *self, const TarnRunFilter *filter, gint max_results, const char *next_token,
      char **ret_next_token, GError **error)
{
  TarnRefreshList runs;
  TarnListPosition position = { 0, TARN_NO_RUN };
  g_autofree char *token = NULL;

  tarn_refresh_list_init (&runs, self->glue, filter);
  if (!tarn_refresh_list_check (&runs, next_token, &position, error)
      || !tarn_glue_client_authorize (self, TARN_GLUE_LIST_RUNS, filter->catalog_id, error))
    return NULL;

  GPtrArray *page
      = tarn_refresh_list_read_page (&runs, position,
                                     max_results == -1 ? PAGE_SIZE_DEFAULT : (guint) max_results,
                                     &token);
  if (ret_next_token != NULL)
    *ret_next_token = g_steal_pointer (&token);
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

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_admission_enter (&self->glue->admission, TARN_GLUE_LIST_RUNS, arguments, error))
    return NULL;

  TarnRunFilter filter
      = { tarn_glue_client_resolve_catalog (self, catalog_id), database_name, table_name };
  GPtrArray *page = list (self, &filter, max_results, next_token, ret_next_token, error);
  tarn_admission_leave (&self->glue->admission);
  return page;
}
