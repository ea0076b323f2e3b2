/* SPDX-License-Identifier: MIT */
/* Set-up and looking: catalogs, databases, tables, commits and estimates. */
#include <string.h>
#include <tarn/tarn-catalog.h>
#include <tarn/tarn-error.h>

#include "glue/explain.h"
#include "glue/glue-client.h"
#include "glue/glue-error.h"
#include "glue/refresh-decision.h"
#include "glue/refresh-schedule.h"
#include "glue/table-record.h"

#define S3_TABLES_PREFIX ":s3tablescatalog/"

static gboolean
already_exists (GError **error, const char *kind, const char *name)
{
  g_set_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_ALREADY_EXISTS, "there is a %s %s already",
               kind, name);
  return FALSE;
}

static gboolean
admit (TarnGlueClient *self, TarnCall *call)
{
  return tarn_admission_admit (&tarn_glue_client_get_glue (self)->admission, call);
}

/* Admits the call, and sees whether the caller may do it to the table. */
static gboolean
authorize_table (TarnGlueClient *self, TarnCall *call, const TarnTableName *name)
{
  const char *const resource[]
      = { tarn_table_name_get_part (name, 0), tarn_table_name_get_part (name, 1),
          tarn_table_name_get_part (name, 2), NULL };

  return admit (self, call) && tarn_glue_client_authorize (self, call, resource);
}

/* --- Catalogs and databases ------------------------------------------------------------------- */

static gboolean
create_catalog (TarnGlueClient *self, TarnCall *call, const char *catalog_id, gboolean is_federated)
{
  const char *const resource[] = { catalog_id, NULL };

  if (!tarn_account_id_is_prefix_of (catalog_id)
      || !g_str_has_prefix (catalog_id + TARN_ACCOUNT_ID_LENGTH, S3_TABLES_PREFIX)
      || catalog_id[TARN_ACCOUNT_ID_LENGTH + strlen (S3_TABLES_PREFIX)] == '\0')
    {
      g_set_error (call->error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
                   "CatalogId %s is not of the form <account>" S3_TABLES_PREFIX "<bucket>",
                   catalog_id);
      return FALSE;
    }
  if (!admit (self, call) || !tarn_glue_client_authorize (self, call, resource))
    return FALSE;
  if (!tarn_catalog_add_catalog (&tarn_glue_client_get_glue (self)->catalog, catalog_id,
                                 is_federated))
    return already_exists (call->error, "catalog", catalog_id);

  return TRUE;
}

gboolean
tarn_glue_client_create_catalog (TarnGlueClient *self, const char *catalog_id,
                                 gboolean is_federated, GError **error)
{
  TarnArgument arguments[]
      = { { .text = catalog_id }, { .text = is_federated ? "true" : "false" } };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  TarnAdmission *admission = &tarn_glue_client_get_glue (self)->admission;
  TarnCall call;
  if (!tarn_admission_enter (admission, &call, tarn_glue_client_get_caller (self),
                             TARN_GLUE_CREATE_CATALOG, arguments, error))
    return FALSE;

  gboolean is_created = create_catalog (self, &call, catalog_id, is_federated);
  return tarn_admission_leave (admission, &call, is_created, NULL);
}

static gboolean
check_catalog (TarnGlueClient *self, TarnCall *call, const char *const *resource)
{
  const char *catalog_id = resource[0];

  if (!admit (self, call) || !tarn_glue_client_authorize (self, call, resource))
    return FALSE;
  if (tarn_catalog_find_catalog (&tarn_glue_client_get_glue (self)->catalog, catalog_id) == NULL)
    return tarn_glue_client_not_found (self, catalog_id, call->error, "there is no catalog %s",
                                       catalog_id);

  return TRUE;
}

static gboolean
create_database (TarnGlueClient *self, TarnCall *call, const char *catalog_id,
                 const char *database_name)
{
  const char *const resource[] = { catalog_id, database_name, NULL };

  if (!check_catalog (self, call, resource))
    return FALSE;
  if (!tarn_catalog_add_database (&tarn_glue_client_get_glue (self)->catalog, catalog_id,
                                  database_name))
    return already_exists (call->error, "database", database_name);

  return TRUE;
}

gboolean
tarn_glue_client_create_database (TarnGlueClient *self, const char *catalog_id,
                                  const char *database_name, GError **error)
{
  TarnArgument arguments[] = { { .text = catalog_id }, { .text = database_name } };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  TarnAdmission *admission = &tarn_glue_client_get_glue (self)->admission;
  TarnCall call;
  if (!tarn_admission_enter (admission, &call, tarn_glue_client_get_caller (self),
                             TARN_GLUE_CREATE_DATABASE, arguments, error))
    return FALSE;

  gboolean is_created
      = create_database (self, &call, tarn_glue_client_resolve_catalog (self, catalog_id),
                         database_name);
  return tarn_admission_leave (admission, &call, is_created, NULL);
}

/* --- Tables ----------------------------------------------------------------------------------- */

static gboolean
check_source (TarnGlueClient *self, const char *catalog_id, const TarnTableName *source,
              GError **error)
{
  const TarnGlue *glue = tarn_glue_client_get_glue (self);
  const char *source_catalog_id = tarn_table_name_get_part (source, 0);
  const TarnTableEntry *table;

  if (strncmp (source_catalog_id, catalog_id, TARN_ACCOUNT_ID_LENGTH) != 0)
    {
      g_set_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
                   "SubObjects names " TARN_TABLE_NAME_FORMAT ", which is not in the account of"
                   " the view",
                   TARN_TABLE_NAME_ARGS (source));
      return FALSE;
    }

  table = tarn_glue_client_find_table (self, &source->name, error);
  if (table == NULL)
    return FALSE;
  if (table->view != NULL && !tarn_glue_get_option (glue, TARN_GLUE_VIEWS_ON_VIEWS))
    {
      g_set_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
                   "SubObjects names " TARN_TABLE_NAME_FORMAT ", which is a materialized view",
                   TARN_TABLE_NAME_ARGS (source));
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_new_table (TarnGlueClient *self, TarnCall *call, const char *const *parts,
                 const TarnTableInput *input)
{
  const TarnCatalog *catalog = &tarn_glue_client_get_glue (self)->catalog;
  const char *const resource[] = { parts[0], parts[1], parts[2], NULL };
  TarnName key;

  if (!tarn_table_input_check (input, call->error) || !check_catalog (self, call, resource))
    return FALSE;
  if (!tarn_catalog_has_database (catalog, parts[0], parts[1]))
    return tarn_glue_client_not_found (self, parts[0], call->error, "there is no database %s.%s",
                                       parts[0], parts[1]);

  tarn_name_init_key (&key, parts, TARN_NAME_PARTS);
  if (tarn_catalog_find_table (catalog, &key) != NULL)
    return already_exists (call->error, "table", parts[2]);

  for (guint i = 0; i < input->sub_objects->len; i++)
    if (!check_source (self, parts[0], input->sub_objects->pdata[i], call->error))
      return FALSE;

  return TRUE;
}

static void
add_table (TarnGlue *glue, const char *const *parts, const TarnTableInput *input)
{
  TarnTableName *name = (TarnTableName *) tarn_name_new (parts, TARN_NAME_PARTS);
  TarnTableEntry *table = tarn_table_entry_new (name, input, glue->clock->now_us);

  tarn_table_name_unref (name);
  tarn_catalog_add_table (&glue->catalog, table);
  if (table->view == NULL)
    return;

  for (guint i = 0; i < input->sub_objects->len; i++)
    tarn_table_entry_add_source (table, tarn_catalog_find_table (&glue->catalog,
                                                                 input->sub_objects->pdata[i]));
  tarn_refresh_schedule_begin (glue, table);
}

gboolean
tarn_glue_client_create_table (TarnGlueClient *self, const char *catalog_id,
                               const char *database_name, TarnTableInput *input, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (input != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  TarnGlue *glue = tarn_glue_client_get_glue (self);
  TarnArgument arguments[] = { { .text = catalog_id },
                               { .text = database_name },
                               { .text = input->name },
                               { .text = input->definer } };
  const char *parts[]
      = { tarn_glue_client_resolve_catalog (self, catalog_id), database_name, input->name };

  TarnCall call;
  if (!tarn_admission_enter_with_input (&glue->admission, &call, tarn_glue_client_get_caller (self),
                                        TARN_GLUE_CREATE_TABLE, arguments,
                                        (TarnCallInput){ &tarn_table_input_class, input }, error))
    return FALSE;

  gboolean is_good = check_new_table (self, &call, parts, input);
  if (is_good)
    add_table (glue, parts, input);
  return tarn_admission_leave (&glue->admission, &call, is_good, NULL);
}

TarnTable *
tarn_glue_client_get_table (TarnGlueClient *self, const TarnTableName *table_name, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (table_name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnGlue *glue = tarn_glue_client_get_glue (self);
  const TarnTableEntry *table = NULL;

  TarnCall call;
  if (!tarn_glue_client_enter_of (self, &call, TARN_GLUE_GET_TABLE, table_name, NULL, TARN_NO_INPUT,
                                  error))
    return NULL;

  if (authorize_table (self, &call, table_name))
    table = tarn_glue_client_find_table (self, &table_name->name, call.error);
  gboolean is_told = tarn_admission_leave (&glue->admission, &call, table != NULL, NULL);

  return is_told ? tarn_table_new (table, glue->catalog.tables) : NULL;
}

/* --- Commits and estimates -------------------------------------------------------------------- */

static gboolean
apply_commit (TarnTableEntry *table, const TarnCommit *commit, GError **error)
{
  if (table->view == NULL)
    return tarn_table_entry_apply_commit (table, commit, error);

  g_set_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
               TARN_TABLE_NAME_FORMAT " is a materialized view; only its refreshes write it",
               TARN_TABLE_NAME_ARGS (table->name));
  return FALSE;
}

static gboolean
commit_to_table (TarnGlueClient *self, TarnCall *call, const TarnTableName *table_name,
                 const TarnCommit *commit)
{
  TarnGlue *glue = tarn_glue_client_get_glue (self);
  TarnTableEntry *table;

  if (!tarn_commit_check (commit, call->error) || !authorize_table (self, call, table_name))
    return FALSE;
  table = tarn_glue_client_find_table (self, &table_name->name, call->error);
  if (table == NULL)
    return FALSE;
  if (!apply_commit (table, commit, call->error))
    {
      tarn_glue_client_mark_federated (self, tarn_table_name_get_part (table_name, 0), call->error);
      return FALSE;
    }

  tarn_table_entry_add_version (table, glue->catalog.tables,
                                tarn_table_entry_draw_version_id (table, glue->random),
                                commit->added_bytes + commit->removed_bytes,
                                commit->operation != TARN_COMMIT_REPLACE, glue->clock->now_us);
  return TRUE;
}

gboolean
tarn_glue_client_commit (TarnGlueClient *self, const TarnTableName *table_name,
                         const TarnCommit *commit, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (table_name != NULL, FALSE);
  g_return_val_if_fail (commit != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  TarnAdmission *admission = &tarn_glue_client_get_glue (self)->admission;
  TarnCall call;
  if (!tarn_glue_client_enter_of (self, &call, TARN_GLUE_COMMIT, table_name, NULL,
                                  (TarnCallInput){ &tarn_commit_class, commit }, error))
    return FALSE;

  gboolean is_made = commit_to_table (self, &call, table_name, commit);
  return tarn_admission_leave (admission, &call, is_made, NULL);
}

static TarnRefreshEstimate *
estimate (TarnGlueClient *self, TarnCall *call, const TarnTableName *table_name,
          TarnRefreshType type)
{
  TarnGlue *glue = tarn_glue_client_get_glue (self);
  TarnCostPlan plan;

  if (!authorize_table (self, call, table_name))
    return NULL;

  const TarnTableEntry *table = tarn_glue_client_find_view (self, &table_name->name, call->error);
  if (table == NULL)
    return NULL;

  TarnPending pending = tarn_table_entry_get_pending (table, glue->catalog.tables);

  if (type == TARN_REFRESH_TYPE_NONE)
    type = tarn_refresh_choose_type (glue, table, &pending, FALSE);
  tarn_refresh_make_plan (glue, table, &pending, type, table->view->n_runs, &plan);
  return tarn_refresh_estimate_new (type, &plan, &glue->billing);
}

/* An estimate asks the cost model, which would ask for the estimate, which would ask ... */
static gboolean
check_not_planning (TarnGlueClient *self, GError **error)
{
  if (!tarn_glue_client_get_glue (self)->is_planning)
    return TRUE;

  g_set_error_literal (error, TARN_ERROR, TARN_ERROR_BUSY,
                       "EstimateRefresh cannot be called by a cost model");
  return FALSE;
}

TarnRefreshEstimate *
tarn_glue_client_estimate_refresh (TarnGlueClient *self, const TarnTableName *table_name,
                                   TarnRefreshType refresh_type, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (table_name != NULL, NULL);
  g_return_val_if_fail (refresh_type <= TARN_REFRESH_TYPE_INCREMENTAL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnAdmission *admission = &tarn_glue_client_get_glue (self)->admission;
  TarnCall call;
  if (!check_not_planning (self, error)
      || !tarn_glue_client_enter_of (self, &call, TARN_GLUE_ESTIMATE_REFRESH, table_name,
                                     tarn_refresh_type_to_string (refresh_type), TARN_NO_INPUT,
                                     error))
    return NULL;

  g_autoptr (TarnGlueClient) kept G_GNUC_UNUSED = g_object_ref (self);
  TarnRefreshEstimate *estimated = estimate (self, &call, table_name, refresh_type);
  if (!tarn_admission_leave (admission, &call, estimated != NULL, NULL))
    g_clear_pointer (&estimated, tarn_refresh_estimate_free);
  return estimated;
}

char *
tarn_glue_client_explain (TarnGlueClient *self, const TarnTableName *table_name, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (table_name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const TarnGlue *glue = tarn_glue_client_get_glue (self);
  const TarnTableEntry *view = NULL;
  TarnCall call;

  if (!tarn_glue_client_enter_of (self, &call, TARN_GLUE_EXPLAIN, table_name, NULL, TARN_NO_INPUT,
                                  error))
    return NULL;
  if (authorize_table (self, &call, table_name))
    view = tarn_glue_client_find_view (self, &table_name->name, call.error);

  gboolean is_told = tarn_admission_leave (&tarn_glue_client_get_glue (self)->admission, &call,
                                           view != NULL, NULL);
  return is_told ? tarn_explain_view (glue, view) : NULL;
}
