/* SPDX-License-Identifier: MIT */
/* Tests the errors of the operations on refresh runs, see tarn-glue-client.h. */
#include "glue-call.h"

/* --- Calls ------------------------------------------------------------------------------------ */

static gboolean
perform_start (ErrorCall *call, GError **error)
{
  g_autoptr (TarnTableName) name = call_name (call);
  g_autofree char *id = start_refresh_of (call->client, name, FALSE, error);

  return id != NULL;
}

static gboolean
perform_get (ErrorCall *call, GError **error)
{
  g_autoptr (TarnRefreshRun) run = get_run (call->client, call->catalog, call->run_id, error);

  return run != NULL;
}

static gboolean
perform_reload (ErrorCall *call, GError **error)
{
  return tarn_refresh_run_reload (call->run, call->client, error);
}

static gboolean
perform_stop (ErrorCall *call, GError **error)
{
  g_autoptr (TarnTableName) name = call_name (call);

  return tarn_glue_client_stop_materialized_view_refresh_task_run (call->client, name, error);
}

static gboolean
perform_run_stop (ErrorCall *call, GError **error)
{
  return tarn_refresh_run_stop (call->run, call->client, error);
}

static gboolean
perform_list (ErrorCall *call, GError **error)
{
  g_autofree char *next = NULL;
  g_autoptr (GPtrArray) runs = list_runs (call->client, call->catalog, call->database, call->table,
                                          call->max_results, call->token, &next, error);

  return runs != NULL;
}

static void
prepare_reload (ErrorCall *call)
{
  call->run = lake_get (&call->lake, call->run_id);
}

static void
prepare_other (ErrorCall *call)
{
  set_text (&call->table, OTHER);
}

/* --- Faults ----------------------------------------------------------------------------------- */

static void
spoil_catalog_missing (ErrorCall *call)
{
  engine_set (call->base.engine, "glue.catalog-id-required", 1);
  set_text (&call->catalog, NULL);
}

static void
spoil_client (ErrorCall *call)
{
  g_object_unref (call->client);
  call->client = glue_client_new (call->base.engine, FOREIGN, NULL);
}

static void
spoil_no_get_table (ErrorCall *call)
{
  g_assert_cmpuint (tarn_engine_deny (call->base.engine, ROOT, "glue:GetTable", "*"), !=, 0);
}

/* There is one active run more then, and the limit follows it. */
static void
spoil_running (ErrorCall *call)
{
  g_autofree char *id = NULL;

  engine_set (call->base.engine, "glue.running-max", 2);
  id = lake_start (&call->lake, call->lake.view);
  if (!call->is_limited)
    engine_set (call->base.engine, "glue.running-max", 50);
}

static void
spoil_stopping (ErrorCall *call)
{
  spoil_running (call);
  lake_stop (&call->lake, call->lake.view);
}

static void
spoil_limit (ErrorCall *call)
{
  call->is_limited = TRUE;
  engine_set (call->base.engine, "glue.running-max", 1);
}

static void
spoil_run_missing (ErrorCall *call)
{
  set_text (&call->run_id, NULL);
}

static void
spoil_run_form (ErrorCall *call)
{
  set_text (&call->run_id, "0000");
}

static void
spoil_no_run (ErrorCall *call)
{
  set_text (&call->run_id, NO_RUN);
}

static void
spoil_forgotten (ErrorCall *call)
{
  engine_set (call->base.engine, "glue.retention-age-us", 1);
  engine_drain (call->base.engine);
  engine_advance (call->base.engine, 1);
}

static void
spoil_no_run_yet (ErrorCall *call)
{
  set_text (&call->table, VIEW);
}

static void
spoil_other_stopping (ErrorCall *call)
{
  lake_stop (&call->lake, call->other);
}

static void
spoil_no_database_name (ErrorCall *call)
{
  set_text (&call->database, NULL);
}

static void
spoil_page_zero (ErrorCall *call)
{
  call->max_results = 0;
}

static void
spoil_page_large (ErrorCall *call)
{
  call->max_results = 1001;
}

static void
spoil_token (ErrorCall *call)
{
  call->token = "none";
}

/* --- Lists ------------------------------------------------------------------------------------ */

static const ErrorRow start_rows[] = {
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): the engine belongs to "
    "another thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): a condition or a cost model "
    "makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): over 255 characters, not "
    "valid UTF-8",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long,
    "CatalogId " },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): empty, over 255 characters",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_empty,
    "DatabaseName " },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): CatalogId, DatabaseName or "
    "TableName is missing",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_missing,
    "TableName " },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): not valid UTF-8, or holds "
    "characters that are not allowed",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_control,
    "TableName " },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): the account of the caller "
    "makes more calls than `glue.start-rate-per-second` allows",
    tarn_glue_error_quark, TARN_GLUE_ERROR_THROTTLING, USES_RATE, spoil_rate },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): any code of #TarnGlueError: "
    "a rule of the fault plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): the catalog belongs to "
    "another account",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED,
    spoil_foreign },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): or a statement denies the "
    "call",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): or `glue:GetTable` on the "
    "view",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_no_get_table },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): there is no such catalog",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_CATALOG | IS_COUNTED,
    spoil_no_catalog },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): no such catalog, database or "
    "table",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_DATABASE | IS_COUNTED,
    spoil_no_database },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): database or table",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_TABLE | IS_COUNTED,
    spoil_no_table },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): or the table is no "
    "materialized view",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_TABLE | IS_COUNTED,
    spoil_base_table },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): the view has a run that has "
    "not ended",
    tarn_glue_error_quark, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING,
    USES_RUN | USES_TABLE | USES_DATABASE | USES_CATALOG | IS_COUNTED, spoil_running },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): also while this run is "
    "stopping",
    tarn_glue_error_quark, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING,
    USES_RUN | USES_TABLE | USES_DATABASE | USES_CATALOG | IS_COUNTED, spoil_stopping },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): the account has "
    "`glue.running-max` runs",
    tarn_glue_error_quark, TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED, USES_LIMIT | IS_COUNTED,
    spoil_limit },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): or a fault plan fills this "
    "limit",
    tarn_glue_error_quark, TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED,
    USES_LIMIT | USES_PLAN | IS_COUNTED, spoil_filled },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): the call took effect, but a "
    "fault plan lost its reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
};

static const ErrorRow get_rows[] = {
  { "tarn-glue-client.h: get_materialized_view_refresh_task_run(): the engine belongs to another "
    "thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-glue-client.h: get_materialized_view_refresh_task_run(): CatalogId is missing where "
    "`glue.catalog-id-required` is 1",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_missing,
    "CatalogId " },
  { "tarn-glue-client.h: get_materialized_view_refresh_task_run(): , over 255 characters",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long,
    "CatalogId " },
  { "tarn-glue-client.h: get_materialized_view_refresh_task_run(): "
    "MaterializedViewRefreshTaskRunId is missing",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_RUN, spoil_run_missing,
    "MaterializedViewRefreshTaskRunId " },
  { "tarn-glue-client.h: get_materialized_view_refresh_task_run(): or does not have the form of a "
    "UUID",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_RUN, spoil_run_form,
    "MaterializedViewRefreshTaskRunId " },
  { "tarn-glue-client.h: get_materialized_view_refresh_task_run(): the account of the caller "
    "makes more calls than `glue.get-rate-per-second` allows",
    tarn_glue_error_quark, TARN_GLUE_ERROR_THROTTLING, USES_RATE, spoil_rate },
  { "tarn-glue-client.h: get_materialized_view_refresh_task_run(): any code of #TarnGlueError: a "
    "rule of the fault plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-glue-client.h: get_materialized_view_refresh_task_run(): the catalog belongs to another "
    "account",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED,
    spoil_foreign },
  { "tarn-glue-client.h: get_materialized_view_refresh_task_run(): or a statement denies the call",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-glue-client.h: get_materialized_view_refresh_task_run(): there is no such run in this "
    "catalog",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_RUN | IS_COUNTED, spoil_no_run },
  { "tarn-glue-client.h: get_materialized_view_refresh_task_run(): or the engine no longer "
    "retains it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_RUN | IS_COUNTED,
    spoil_forgotten },
  { "tarn-glue-client.h: get_materialized_view_refresh_task_run(): a fault plan lost the reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
};

static const ErrorRow reload_rows[] = {
  { "tarn-glue-client.h: tarn_refresh_run_reload(): the engine belongs to another thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-glue-client.h: tarn_refresh_run_reload(): the account of the caller makes more calls "
    "than `glue.get-rate-per-second` allows",
    tarn_glue_error_quark, TARN_GLUE_ERROR_THROTTLING, USES_RATE, spoil_rate },
  { "tarn-glue-client.h: tarn_refresh_run_reload(): any code of #TarnGlueError: a rule of the "
    "fault plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-glue-client.h: tarn_refresh_run_reload(): the catalog belongs to another account",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_client },
  { "tarn-glue-client.h: tarn_refresh_run_reload(): or a statement denies the call",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-glue-client.h: tarn_refresh_run_reload(): no longer retains it", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_RUN | IS_COUNTED, spoil_forgotten },
  { "tarn-glue-client.h: tarn_refresh_run_reload(): a fault plan lost the reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
};

static const ErrorRow stop_rows[] = {
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): the engine belongs to another "
    "thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): a condition or a cost model "
    "makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): over 255 characters, not "
    "valid UTF-8",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long,
    "CatalogId " },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): empty, over 255 characters",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_empty,
    "DatabaseName " },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): CatalogId, DatabaseName or "
    "TableName is missing",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_missing,
    "TableName " },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): not valid UTF-8, or holds "
    "characters that are not allowed",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_control,
    "TableName " },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): the account of the caller "
    "makes more calls than `glue.stop-rate-per-second` allows",
    tarn_glue_error_quark, TARN_GLUE_ERROR_THROTTLING, USES_RATE, spoil_rate },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): any code of #TarnGlueError: a "
    "rule of the fault plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): the catalog belongs to "
    "another account",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED,
    spoil_foreign },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): or a statement denies the "
    "call",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): or `glue:GetTable` on the "
    "view",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_no_get_table },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): all runs of the view have "
    "ended",
    tarn_glue_error_quark, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING,
    USES_RUN | USES_TABLE | IS_COUNTED, spoil_ended },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): the view never had a run",
    tarn_glue_error_quark, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING,
    USES_TABLE | IS_COUNTED, spoil_no_run_yet },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): there is no such view",
    tarn_glue_error_quark, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING,
    USES_TABLE | IS_COUNTED, spoil_no_table },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): there is no such view, or",
    tarn_glue_error_quark, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING,
    USES_DATABASE | IS_COUNTED, spoil_no_database },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): there is no such view, or a "
    "fault plan",
    tarn_glue_error_quark, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING,
    USES_CATALOG | IS_COUNTED, spoil_no_catalog },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): the run is stopping already",
    tarn_glue_error_quark, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING,
    USES_RUN | USES_TABLE | USES_DATABASE | USES_CATALOG | IS_COUNTED, spoil_other_stopping },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): the call took effect, but a "
    "fault plan lost its reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
};

static const ErrorRow run_stop_rows[] = {
  { "tarn-glue-client.h: tarn_refresh_run_stop(): the engine belongs to another thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-glue-client.h: tarn_refresh_run_stop(): a condition or a cost model makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-glue-client.h: tarn_refresh_run_stop(): the account of the caller makes more calls than "
    "`glue.stop-rate-per-second` allows",
    tarn_glue_error_quark, TARN_GLUE_ERROR_THROTTLING, USES_RATE, spoil_rate },
  { "tarn-glue-client.h: tarn_refresh_run_stop(): any code of #TarnGlueError: a rule of the fault "
    "plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-glue-client.h: tarn_refresh_run_stop(): the catalog belongs to another account",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_client },
  { "tarn-glue-client.h: tarn_refresh_run_stop(): or a statement denies the call",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-glue-client.h: tarn_refresh_run_stop(): or `glue:GetTable` on the view",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_no_get_table },
  { "tarn-glue-client.h: tarn_refresh_run_stop(): all runs of the view have ended",
    tarn_glue_error_quark, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING,
    USES_RUN | IS_COUNTED, spoil_ended },
  { "tarn-glue-client.h: tarn_refresh_run_stop(): the run is stopping already",
    tarn_glue_error_quark, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING,
    USES_RUN | IS_COUNTED, spoil_other_stopping },
  { "tarn-glue-client.h: tarn_refresh_run_stop(): the call took effect, but a fault plan lost its "
    "reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
};

static const ErrorRow list_rows[] = {
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): the engine belongs to "
    "another thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): CatalogId is missing where "
    "`glue.catalog-id-required` is 1",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_missing,
    "CatalogId " },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): DatabaseName or TableName is "
    "empty",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_empty,
    "DatabaseName " },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): not valid UTF-8, or holds "
    "characters that are not allowed",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_control,
    "TableName " },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): MaxResults is neither -1 nor "
    "1 to 1000",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_PAGE, spoil_page_zero,
    "MaxResults " },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): neither -1 nor 1 to 1000",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_PAGE, spoil_page_large,
    "MaxResults " },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): TableName is set without "
    "DatabaseName",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_no_database_name,
    "TableName comes without" },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): NextToken does not come from "
    "a call with these names",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TOKEN, spoil_token, "NextToken " },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): the account of the caller "
    "makes more calls than `glue.list-rate-per-second` allows",
    tarn_glue_error_quark, TARN_GLUE_ERROR_THROTTLING, USES_RATE, spoil_rate },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): any code of #TarnGlueError: "
    "a rule of the fault plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): the catalog belongs to "
    "another account",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED,
    spoil_foreign },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): or a statement denies the "
    "call",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): a fault plan lost the reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
};

static const ErrorList lists[] = {
  { start_rows, G_N_ELEMENTS (start_rows), NULL, perform_start,
    "StartMaterializedViewRefreshTaskRun", "glue.start-rate-per-second" },
  { get_rows, G_N_ELEMENTS (get_rows), NULL, perform_get, "GetMaterializedViewRefreshTaskRun",
    "glue.get-rate-per-second" },
  { reload_rows, G_N_ELEMENTS (reload_rows), prepare_reload, perform_reload,
    "GetMaterializedViewRefreshTaskRun", "glue.get-rate-per-second" },
  { stop_rows, G_N_ELEMENTS (stop_rows), prepare_other, perform_stop,
    "StopMaterializedViewRefreshTaskRun", "glue.stop-rate-per-second" },
  { run_stop_rows, G_N_ELEMENTS (run_stop_rows), prepare_reload, perform_run_stop,
    "StopMaterializedViewRefreshTaskRun", "glue.stop-rate-per-second" },
  { list_rows, G_N_ELEMENTS (list_rows), NULL, perform_list, "ListMaterializedViewRefreshTaskRuns",
    "glue.list-rate-per-second" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    add_errors (&lists[i]);
  return g_test_run ();
}
