/* SPDX-License-Identifier: MIT */
/* Tests the errors of the operations on databases and tables that exist, besides the update, see tarn-catalog.h. */
#include "glue-call.h"

/* --- Calls ------------------------------------------------------------------------------------ */

static gboolean
perform_get_table (ErrorCall *call, GError **error)
{
  g_autoptr (TarnTableName) name = call_name (call);
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (call->client, name, error);

  return table != NULL;
}

static gboolean
perform_commit (ErrorCall *call, GError **error)
{
  g_autoptr (TarnTableName) name = call_name (call);

  return tarn_glue_client_commit (call->client, name, call->commit, error);
}

static gboolean
perform_estimate (ErrorCall *call, GError **error)
{
  g_autoptr (TarnTableName) name = call_name (call);
  g_autoptr (TarnRefreshEstimate) estimate
      = tarn_glue_client_estimate_refresh (call->client, name, TARN_REFRESH_TYPE_NONE, error);

  return estimate != NULL;
}

static gboolean
perform_explain (ErrorCall *call, GError **error)
{
  g_autoptr (TarnTableName) name = call_name (call);
  g_autofree char *text = tarn_glue_client_explain (call->client, name, error);

  return text != NULL;
}

static gboolean
perform_get_database (ErrorCall *call, GError **error)
{
  g_autofree char *name
      = tarn_glue_client_get_database (call->client, call->catalog, call->database, error);

  return name != NULL;
}

static gboolean
perform_get_databases (ErrorCall *call, GError **error)
{
  g_autoptr (GPtrArray) names
      = tarn_glue_client_get_databases (call->client, call->catalog, call->max_results, call->token,
                                        NULL, error);

  return names != NULL;
}

static gboolean
perform_get_tables (ErrorCall *call, GError **error)
{
  g_autoptr (GPtrArray) tables
      = tarn_glue_client_get_tables (call->client, call->catalog, call->database, call->max_results,
                                     call->token, NULL, error);

  return tables != NULL;
}

static gboolean
perform_delete_table (ErrorCall *call, GError **error)
{
  g_autoptr (TarnTableName) name = call_name (call);

  return tarn_glue_client_delete_table (call->client, name, error);
}

static gboolean
perform_pause (ErrorCall *call, GError **error)
{
  g_autoptr (TarnTableName) name = call_name (call);

  return tarn_glue_client_pause_schedule (call->client, name, error);
}

static gboolean
perform_resume (ErrorCall *call, GError **error)
{
  g_autoptr (TarnTableName) name = call_name (call);

  return tarn_glue_client_resume_schedule (call->client, name, error);
}

static void
prepare_pause (ErrorCall *call)
{
  tarn_table_name_unref (
      glue_add_view (call->lake.client, "hourly", call->lake.base, TARN_REFRESH_TYPE_NONE, 3600));
  set_text (&call->table, "hourly");
}

static void
prepare_resume (ErrorCall *call)
{
  g_autoptr (TarnTableName) view = name_new ("hourly");

  prepare_pause (call);
  g_assert_true (tarn_glue_client_pause_schedule (call->lake.client, view, NULL));
}

static void
prepare_commit (ErrorCall *call)
{
  set_text (&call->table, BASE);
  tarn_commit_set_added_bytes (call->commit, 1);
}

/* --- Faults ----------------------------------------------------------------------------------- */

static void
spoil_max_results (ErrorCall *call)
{
  call->max_results = 101;
}

static void
spoil_token (ErrorCall *call)
{
  call->token = "x";
}

static void
spoil_unscheduled (ErrorCall *call)
{
  set_text (&call->table, VIEW);
}

static void
spoil_view (ErrorCall *call)
{
  set_text (&call->table, VIEW);
}

static void
spoil_commit_size (ErrorCall *call)
{
  tarn_commit_set_added_records (call->commit, TOO_LARGE);
}

static void
spoil_commit_total (ErrorCall *call)
{
  tarn_commit_set_total_bytes (call->commit, -2);
}

static void
spoil_commit_removes (ErrorCall *call)
{
  tarn_commit_set_removed_bytes (call->commit, (guint64) (100 * GIGABYTE) + 2);
}

static void
spoil_commit_removes_records (ErrorCall *call)
{
  tarn_commit_set_added_records (call->commit, 1);
  tarn_commit_set_removed_records (call->commit, 2);
}

static void
spoil_commit_grows (ErrorCall *call)
{
  tarn_commit_set_added_bytes (call->commit, G_GUINT64_CONSTANT (1) << 60);
}

/* --- Lists ------------------------------------------------------------------------------------ */

static const ErrorRow get_table_rows[] = {
  { "tarn-catalog.h: get_table(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-catalog.h: get_table(): over 255 characters, not valid UTF-8", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long, "CatalogId " },
  { "tarn-catalog.h: get_table(): empty, over 255 characters", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_empty, "DatabaseName " },
  { "tarn-catalog.h: get_table(): CatalogId, DatabaseName or TableName is missing",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_missing,
    "TableName " },
  { "tarn-catalog.h: get_table(): not valid UTF-8, or holds characters that are not allowed",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_control,
    "TableName " },
  { "tarn-catalog.h: get_table(): any code of #TarnGlueError: a rule of the fault plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-catalog.h: get_table(): the catalog belongs to another account", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED, spoil_foreign },
  { "tarn-catalog.h: get_table(): or a statement denies the call", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-catalog.h: get_table(): there is no such catalog", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_CATALOG | IS_COUNTED, spoil_no_catalog },
  { "tarn-catalog.h: get_table(): no such catalog, database or table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_DATABASE | IS_COUNTED, spoil_no_database },
  { "tarn-catalog.h: get_table(): database or table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_TABLE | IS_COUNTED, spoil_no_table },
  { "tarn-catalog.h: get_table(): a fault plan lost the reply", tarn_glue_error_quark,
    TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow get_database_rows[] = {
  { "tarn-catalog.h: get_database(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-catalog.h: get_database(): valid UTF-8, or holds characters that are not allowed",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long,
    "CatalogId " },
  { "tarn-catalog.h: get_database(): CatalogId or DatabaseName is missing", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_missing, "DatabaseName " },
  { "tarn-catalog.h: get_database(): is missing, empty", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_empty, "DatabaseName " },
  { "tarn-catalog.h: get_database(): any code of #TarnGlueError: a rule of the fault plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-catalog.h: get_database(): the catalog belongs to another account", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED, spoil_foreign },
  { "tarn-catalog.h: get_database(): or a statement denies the call", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-catalog.h: get_database(): there is no such catalog", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_CATALOG | IS_COUNTED, spoil_no_catalog },
  { "tarn-catalog.h: get_database(): there is no such catalog or database", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_DATABASE | IS_COUNTED, spoil_no_database },
  { "tarn-catalog.h: get_database(): a fault plan lost the reply", tarn_glue_error_quark,
    TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow get_databases_rows[] = {
  { "tarn-catalog.h: get_databases(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-catalog.h: get_databases(): CatalogId is missing, empty, over 255 characters, not valid UTF-8, or holds characters that are not allowed",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long,
    "CatalogId " },
  { "tarn-catalog.h: get_databases(): MaxResults is neither -1 nor 1 to 100", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_PAGE, spoil_max_results, "MaxResults " },
  { "tarn-catalog.h: get_databases(): NextToken does not come from a call with this catalog",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TOKEN, spoil_token, "NextToken " },
  { "tarn-catalog.h: get_databases(): any code of #TarnGlueError: a rule of the fault plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-catalog.h: get_databases(): the catalog belongs to another account",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED,
    spoil_foreign },
  { "tarn-catalog.h: get_databases(): or a statement denies the call", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-catalog.h: get_databases(): there is no such catalog", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_CATALOG | IS_COUNTED, spoil_no_catalog },
  { "tarn-catalog.h: get_databases(): a fault plan lost the reply", tarn_glue_error_quark,
    TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow get_tables_rows[] = {
  { "tarn-catalog.h: get_tables(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-catalog.h: get_tables(): valid UTF-8, or holds characters that are not allowed",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long,
    "CatalogId " },
  { "tarn-catalog.h: get_tables(): CatalogId or DatabaseName is missing", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_missing, "DatabaseName " },
  { "tarn-catalog.h: get_tables(): is missing, empty", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_empty, "DatabaseName " },
  { "tarn-catalog.h: get_tables(): MaxResults is neither -1 nor 1 to 100", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_PAGE, spoil_max_results, "MaxResults " },
  { "tarn-catalog.h: get_tables(): NextToken does not come from a call with these names",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TOKEN, spoil_token, "NextToken " },
  { "tarn-catalog.h: get_tables(): any code of #TarnGlueError: a rule of the fault plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-catalog.h: get_tables(): the catalog belongs to another account", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED, spoil_foreign },
  { "tarn-catalog.h: get_tables(): or a statement denies the call", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-catalog.h: get_tables(): there is no such catalog", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_CATALOG | IS_COUNTED, spoil_no_catalog },
  { "tarn-catalog.h: get_tables(): there is no such catalog or database", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_DATABASE | IS_COUNTED, spoil_no_database },
  { "tarn-catalog.h: get_tables(): a fault plan lost the reply", tarn_glue_error_quark,
    TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow delete_table_rows[] = {
  { "tarn-catalog.h: delete_table(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-catalog.h: delete_table(): a condition or a cost model makes the call", tarn_error_quark,
    TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-catalog.h: delete_table(): over 255 characters, not valid UTF-8", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long, "CatalogId " },
  { "tarn-catalog.h: delete_table(): empty, over 255 characters", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_empty, "DatabaseName " },
  { "tarn-catalog.h: delete_table(): CatalogId, DatabaseName or TableName is missing",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_missing,
    "TableName " },
  { "tarn-catalog.h: delete_table(): not valid UTF-8, or holds characters that are not allowed",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_control,
    "TableName " },
  { "tarn-catalog.h: delete_table(): any code of #TarnGlueError: a rule of the fault plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-catalog.h: delete_table(): the catalog belongs to another account", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED, spoil_foreign },
  { "tarn-catalog.h: delete_table(): or a statement denies the call", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-catalog.h: delete_table(): there is no such catalog", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_CATALOG | IS_COUNTED, spoil_no_catalog },
  { "tarn-catalog.h: delete_table(): no such catalog, database or table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_DATABASE | IS_COUNTED, spoil_no_database },
  { "tarn-catalog.h: delete_table(): database or table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_TABLE | IS_COUNTED, spoil_no_table },
  { "tarn-catalog.h: delete_table(): the call took effect, but a fault plan lost its reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
};

static const ErrorRow pause_rows[] = {
  { "tarn-catalog.h: pause_schedule(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-catalog.h: pause_schedule(): a condition or a cost model makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-catalog.h: pause_schedule(): over 255 characters, not valid UTF-8", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long, "CatalogId " },
  { "tarn-catalog.h: pause_schedule(): empty, over 255 characters", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_empty, "DatabaseName " },
  { "tarn-catalog.h: pause_schedule(): CatalogId, DatabaseName or TableName is missing",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_missing,
    "TableName " },
  { "tarn-catalog.h: pause_schedule(): not valid UTF-8, or holds characters that are not allowed",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_control,
    "TableName " },
  { "tarn-catalog.h: pause_schedule(): any code of #TarnGlueError: a rule of the fault plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-catalog.h: pause_schedule(): the catalog belongs to another account",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED,
    spoil_foreign },
  { "tarn-catalog.h: pause_schedule(): or a statement denies the call", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-catalog.h: pause_schedule(): there is no such catalog", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_CATALOG | IS_COUNTED, spoil_no_catalog },
  { "tarn-catalog.h: pause_schedule(): no such catalog, database or table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_DATABASE | IS_COUNTED, spoil_no_database },
  { "tarn-catalog.h: pause_schedule(): database or table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_TABLE | IS_COUNTED, spoil_no_table },
  { "tarn-catalog.h: pause_schedule(): or the table is no materialized view", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_TABLE | IS_COUNTED, spoil_base_table },
  { "tarn-catalog.h: pause_schedule(): RefreshSeconds of the view is 0", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE | IS_COUNTED, spoil_unscheduled, "RefreshSeconds " },
  { "tarn-catalog.h: pause_schedule(): the call took effect, but a fault plan lost its reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
};

static const ErrorRow resume_rows[] = {
  { "tarn-catalog.h: resume_schedule(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-catalog.h: resume_schedule(): a condition or a cost model makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-catalog.h: resume_schedule(): over 255 characters, not valid UTF-8",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long,
    "CatalogId " },
  { "tarn-catalog.h: resume_schedule(): empty, over 255 characters", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_empty, "DatabaseName " },
  { "tarn-catalog.h: resume_schedule(): CatalogId, DatabaseName or TableName is missing",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_missing,
    "TableName " },
  { "tarn-catalog.h: resume_schedule(): not valid UTF-8, or holds characters that are not allowed",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_control,
    "TableName " },
  { "tarn-catalog.h: resume_schedule(): any code of #TarnGlueError: a rule of the fault plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-catalog.h: resume_schedule(): the catalog belongs to another account",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED,
    spoil_foreign },
  { "tarn-catalog.h: resume_schedule(): or a statement denies the call", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-catalog.h: resume_schedule(): there is no such catalog", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_CATALOG | IS_COUNTED, spoil_no_catalog },
  { "tarn-catalog.h: resume_schedule(): no such catalog, database or table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_DATABASE | IS_COUNTED, spoil_no_database },
  { "tarn-catalog.h: resume_schedule(): database or table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_TABLE | IS_COUNTED, spoil_no_table },
  { "tarn-catalog.h: resume_schedule(): or the table is no materialized view",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_TABLE | IS_COUNTED,
    spoil_base_table },
  { "tarn-catalog.h: resume_schedule(): RefreshSeconds of the view is 0", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE | IS_COUNTED, spoil_unscheduled, "RefreshSeconds " },
  { "tarn-catalog.h: resume_schedule(): the call took effect, but a fault plan lost its reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
};

static const ErrorRow commit_rows[] = {
  { "tarn-catalog.h: tarn_glue_client_commit(): the engine belongs to another thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-catalog.h: tarn_glue_client_commit(): a condition or a cost model makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-catalog.h: tarn_glue_client_commit(): over 255 characters, not valid UTF-8",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long,
    "CatalogId " },
  { "tarn-catalog.h: tarn_glue_client_commit(): empty, over 255 characters", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_empty, "DatabaseName " },
  { "tarn-catalog.h: tarn_glue_client_commit(): CatalogId, DatabaseName or TableName is missing",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_missing,
    "TableName " },
  { "tarn-catalog.h: tarn_glue_client_commit(): not valid UTF-8, or holds characters that are not "
    "allowed",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_control,
    "TableName " },
  { "tarn-catalog.h: tarn_glue_client_commit(): a size or count of the commit is over 2^60",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_commit_size,
    "added-records " },
  { "tarn-catalog.h: tarn_glue_client_commit(): or its total is below -1", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_commit_total, "total-files-size " },
  { "tarn-catalog.h: tarn_glue_client_commit(): any code of #TarnGlueError: a rule of the fault "
    "plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-catalog.h: tarn_glue_client_commit(): the catalog belongs to another account",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED,
    spoil_foreign },
  { "tarn-catalog.h: tarn_glue_client_commit(): or a statement denies the call",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-catalog.h: tarn_glue_client_commit(): there is no such catalog", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_CATALOG | IS_COUNTED, spoil_no_catalog },
  { "tarn-catalog.h: tarn_glue_client_commit(): no such catalog, database or table",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_DATABASE | IS_COUNTED,
    spoil_no_database },
  { "tarn-catalog.h: tarn_glue_client_commit(): database or table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_TABLE | IS_COUNTED, spoil_no_table },
  { "tarn-catalog.h: tarn_glue_client_commit(): the table is a view", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE | IS_COUNTED, spoil_view },
  { "tarn-catalog.h: tarn_glue_client_commit(): the commit removes more bytes or records than the "
    "table has",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT | IS_COUNTED,
    spoil_commit_removes, "the commit removes more bytes " },
  { "tarn-catalog.h: tarn_glue_client_commit(): bytes or records than the table has together with "
    "the added ones",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT | IS_COUNTED,
    spoil_commit_removes_records, "the commit removes more records " },
  { "tarn-catalog.h: tarn_glue_client_commit(): or the table would be larger than 2^60",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT | IS_COUNTED,
    spoil_commit_grows },
  { "tarn-catalog.h: tarn_glue_client_commit(): the call took effect, but a fault plan lost its "
    "reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
};

static const ErrorRow estimate_rows[] = {
  { "tarn-catalog.h: estimate_refresh(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-catalog.h: estimate_refresh(): over 255 characters, not valid UTF-8",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long,
    "CatalogId " },
  { "tarn-catalog.h: estimate_refresh(): empty, over 255 characters", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_empty, "DatabaseName " },
  { "tarn-catalog.h: estimate_refresh(): CatalogId, DatabaseName or TableName is missing",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_missing,
    "TableName " },
  { "tarn-catalog.h: estimate_refresh(): not valid UTF-8, or holds characters that are not "
    "allowed",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_control,
    "TableName " },
  { "tarn-catalog.h: estimate_refresh(): any code of #TarnGlueError: a rule of the fault plan "
    "throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-catalog.h: estimate_refresh(): the catalog belongs to another account",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED,
    spoil_foreign },
  { "tarn-catalog.h: estimate_refresh(): or a statement denies the call", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-catalog.h: estimate_refresh(): there is no such catalog", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_CATALOG | IS_COUNTED, spoil_no_catalog },
  { "tarn-catalog.h: estimate_refresh(): no such catalog, database or table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_DATABASE | IS_COUNTED, spoil_no_database },
  { "tarn-catalog.h: estimate_refresh(): database or table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_TABLE | IS_COUNTED, spoil_no_table },
  { "tarn-catalog.h: estimate_refresh(): or the table is no materialized view",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_TABLE | IS_COUNTED,
    spoil_base_table },
  { "tarn-catalog.h: estimate_refresh(): a fault plan lost the reply", tarn_glue_error_quark,
    TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow explain_rows[] = {
  { "tarn-catalog.h: tarn_glue_client_explain(): the engine belongs to another thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-catalog.h: tarn_glue_client_explain(): over 255 characters, not valid UTF-8",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long,
    "CatalogId " },
  { "tarn-catalog.h: tarn_glue_client_explain(): empty, over 255 characters", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_empty, "DatabaseName " },
  { "tarn-catalog.h: tarn_glue_client_explain(): CatalogId, DatabaseName or TableName is missing",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_missing,
    "TableName " },
  { "tarn-catalog.h: tarn_glue_client_explain(): not valid UTF-8, or holds characters that are "
    "not allowed",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_control,
    "TableName " },
  { "tarn-catalog.h: tarn_glue_client_explain(): any code of #TarnGlueError: a rule of the fault "
    "plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-catalog.h: tarn_glue_client_explain(): the catalog belongs to another account",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED,
    spoil_foreign },
  { "tarn-catalog.h: tarn_glue_client_explain(): or a statement denies the call",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-catalog.h: tarn_glue_client_explain(): there is no such catalog", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_CATALOG | IS_COUNTED, spoil_no_catalog },
  { "tarn-catalog.h: tarn_glue_client_explain(): no such catalog, database or table",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_DATABASE | IS_COUNTED,
    spoil_no_database },
  { "tarn-catalog.h: tarn_glue_client_explain(): database or table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_TABLE | IS_COUNTED, spoil_no_table },
  { "tarn-catalog.h: tarn_glue_client_explain(): or the table is no materialized view",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_TABLE | IS_COUNTED,
    spoil_base_table },
  { "tarn-catalog.h: tarn_glue_client_explain(): a fault plan lost the reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
};

static const ErrorList lists[] = {
  { get_table_rows, G_N_ELEMENTS (get_table_rows), NULL, perform_get_table, "GetTable", NULL },
  { get_database_rows, G_N_ELEMENTS (get_database_rows), NULL, perform_get_database, "GetDatabase",
    NULL },
  { get_databases_rows, G_N_ELEMENTS (get_databases_rows), NULL, perform_get_databases,
    "GetDatabases", NULL },
  { get_tables_rows, G_N_ELEMENTS (get_tables_rows), NULL, perform_get_tables, "GetTables", NULL },
  { delete_table_rows, G_N_ELEMENTS (delete_table_rows), NULL, perform_delete_table, "DeleteTable",
    NULL },
  { commit_rows, G_N_ELEMENTS (commit_rows), prepare_commit, perform_commit, "Commit", NULL },
  { pause_rows, G_N_ELEMENTS (pause_rows), prepare_pause, perform_pause, "PauseSchedule", NULL },
  { resume_rows, G_N_ELEMENTS (resume_rows), prepare_resume, perform_resume, "ResumeSchedule",
    NULL },
  { estimate_rows, G_N_ELEMENTS (estimate_rows), NULL, perform_estimate, "EstimateRefresh", NULL },
  { explain_rows, G_N_ELEMENTS (explain_rows), NULL, perform_explain, "Explain", NULL },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    add_errors (&lists[i]);
  return g_test_run ();
}
