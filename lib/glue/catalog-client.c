/* SPDX-License-Identifier: MIT */
/* Set-up and looking: catalogs, databases, tables, commits and estimates. */
#include <string.h>
#include <tarn/tarn-catalog.h>
#include <tarn/tarn-error.h>

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

/* --- Catalogs and databases ------------------------------------------------------------------- */

static gboolean
create_catalog (TarnGlueClient *self, const char *catalog_id, gboolean is_federated, GError **error)
{
  if (!tarn_account_id_is_prefix_of (catalog_id)
      || !g_str_has_prefix (catalog_id + TARN_ACCOUNT_ID_LENGTH, S3_TABLES_PREFIX)
      || catalog_id[TARN_ACCOUNT_ID_LENGTH + strlen (S3_TABLES_PREFIX)] == '\0')
    {
      g_set_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT,
                   "CatalogId %s is not of the form <account>" S3_TABLES_PREFIX "<bucket>",
                   catalog_id);
      return FALSE;
    }
  if (!tarn_glue_client_authorize (self, TARN_GLUE_CREATE_CATALOG, catalog_id, error))
    return FALSE;
  if (!tarn_catalog_add_catalog (&tarn_glue_client_get_glue (self)->catalog, catalog_id,
                                 is_federated))
    return already_exists (error, "catalog", catalog_id);

  return TRUE;
}

gboolean
tarn_glue_client_create_catalog (TarnGlueClient *self, const char *catalog_id,
                                 gboolean is_federated, GError **error)
{
  TarnArgument arguments[] = { { .text = catalog_id } };

  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  TarnAdmission *admission = &tarn_glue_client_get_glue (self)->admission;
  if (!tarn_admission_enter (admission, TARN_GLUE_CREATE_CATALOG, arguments, error))
    return FALSE;

  gboolean is_created = create_catalog (self, catalog_id, is_federated, error);
  tarn_admission_leave (admission);
  return is_created;
}

static gboolean
check_catalog (TarnGlueClient *self, TarnGlueOperation operation, const char *catalog_id,
               GError **error)
{
  if (!tarn_glue_client_authorize (self, operation, catalog_id, error))
    return FALSE;
  if (tarn_catalog_find_catalog (&tarn_glue_client_get_glue (self)->catalog, catalog_id) == NULL)
    return tarn_glue_client_not_found (self, catalog_id, error, "there is no catalog %s",
                                       catalog_id);

  return TRUE;
}

static gboolean
create_database (TarnGlueClient *self, const char *catalog_id, const char *database_name,
                 GError **error)
{
  if (!check_catalog (self, TARN_GLUE_CREATE_DATABASE, catalog_id, error))
    return FALSE;
  if (!tarn_catalog_add_database (&tarn_glue_client_get_glue (self)->catalog, catalog_id,
                                  database_name))
    return already_exists (error, "database", database_name);

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
  if (!tarn_admission_enter (admission, TARN_GLUE_CREATE_DATABASE, arguments, error))
    return FALSE;

  gboolean is_created = create_database (self, tarn_glue_client_resolve_catalog (self, catalog_id),
                                         database_name, error);
  tarn_admission_leave (admission);
  return is_created;
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
check_new_table (TarnGlueClient *self, const char *const *parts, const TarnTableInput *input,
                 GError **error)
{
  const TarnCatalog *catalog = &tarn_glue_client_get_glue (self)->catalog;
  TarnName key;

  if (!tarn_table_input_check (input, error)
      || !check_catalog (self, TARN_GLUE_CREATE_TABLE, parts[0], error))
    return FALSE;
  if (!tarn_catalog_has_database (catalog, parts[0], parts[1]))
    return tarn_glue_client_not_found (self, parts[0], error, "there is no database %s.%s",
                                       parts[0], parts[1]);

  tarn_name_init_key (&key, parts, TARN_NAME_PARTS);
  if (tarn_catalog_find_table (catalog, &key) != NULL)
    return already_exists (error, "table", parts[2]);

  for (guint i = 0; i < input->sub_objects->len; i++)
    if (!check_source (self, parts[0], input->sub_objects->pdata[i], error))
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

  if (!tarn_admission_enter (&glue->admission, TARN_GLUE_CREATE_TABLE, arguments, error))
    return FALSE;

  gboolean is_good = check_new_table (self, parts, input, error);
  if (is_good)
    add_table (glue, parts, input);
  tarn_admission_leave (&glue->admission);
  return is_good;
}

TarnTable *
tarn_glue_client_get_table (TarnGlueClient *self, const TarnTableName *table_name, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (table_name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnGlue *glue = tarn_glue_client_get_glue (self);
  const TarnTableEntry *table = NULL;

  if (!tarn_admission_enter_checked (&glue->admission, TARN_GLUE_GET_TABLE, error))
    return NULL;

  if (tarn_glue_client_authorize (self, TARN_GLUE_GET_TABLE,
                                  tarn_table_name_get_part (table_name, 0), error))
    table = tarn_glue_client_find_table (self, &table_name->name, error);
  tarn_admission_leave (&glue->admission);

  return table != NULL ? tarn_table_new (table, glue->catalog.tables) : NULL;
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
commit_to_table (TarnGlueClient *self, const TarnTableName *table_name, const TarnCommit *commit,
                 GError **error)
{
  TarnGlue *glue = tarn_glue_client_get_glue (self);
  TarnTableEntry *table;

  if (!tarn_commit_check (commit, error)
      || !tarn_glue_client_authorize (self, TARN_GLUE_COMMIT,
                                      tarn_table_name_get_part (table_name, 0), error))
    return FALSE;
  table = tarn_glue_client_find_table (self, &table_name->name, error);
  if (table == NULL)
    return FALSE;
  if (!apply_commit (table, commit, error))
    {
      tarn_glue_client_mark_federated (self, tarn_table_name_get_part (table_name, 0), error);
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
  if (!tarn_admission_enter_checked (admission, TARN_GLUE_COMMIT, error))
    return FALSE;

  gboolean is_made = commit_to_table (self, table_name, commit, error);
  tarn_admission_leave (admission);
  return is_made;
}

static TarnRefreshEstimate *
estimate (TarnGlueClient *self, const TarnTableName *table_name, TarnRefreshType type,
          GError **error)
{
  TarnGlue *glue = tarn_glue_client_get_glue (self);
  TarnCostPlan plan;

  if (!tarn_glue_client_authorize (self, TARN_GLUE_ESTIMATE_REFRESH,
                                   tarn_table_name_get_part (table_name, 0), error))
    return NULL;

  const TarnTableEntry *table = tarn_glue_client_find_view (self, &table_name->name, error);
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
  if (!tarn_admission_enter_checked (admission, TARN_GLUE_ESTIMATE_REFRESH, error)
      || !check_not_planning (self, error))
    return NULL;

  TarnRefreshEstimate *estimated = estimate (self, table_name, refresh_type, error);
  tarn_admission_leave (admission);
  return estimated;
}
