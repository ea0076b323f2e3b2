/* SPDX-License-Identifier: MIT */
/* Tests the errors of the operations that set up a catalog, see tarn-catalog.h. */
#include "glue-call.h"

#define TOO_LARGE ((G_GUINT64_CONSTANT (1) << 60) + 1)

static TarnTableInput *add_view_input (ErrorCall *call, const char *source);

/* --- Calls ------------------------------------------------------------------------------------ */

static gboolean
perform_create_catalog (ErrorCall *call, GError **error)
{
  return tarn_glue_client_create_catalog (call->client, call->catalog, FALSE, error);
}

static gboolean
perform_create_database (ErrorCall *call, GError **error)
{
  return tarn_glue_client_create_database (call->client, call->catalog, call->database, error);
}

static gboolean
perform_create_table (ErrorCall *call, GError **error)
{
  g_autoptr (TarnTableName) name = call_name (call);

  return tarn_glue_client_create_table (call->client, name, call->input, error);
}

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
perform_get_tables (ErrorCall *call, GError **error)
{
  g_autoptr (GPtrArray) tables
      = tarn_glue_client_get_tables (call->client, call->catalog, call->database, call->max_results,
                                     call->token, NULL, error);

  return tables != NULL;
}

static gboolean
perform_update_table (ErrorCall *call, GError **error)
{
  g_autoptr (TarnTableName) name = call_name (call);

  return tarn_glue_client_update_table (call->client, name, call->input, error);
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
prepare_catalog (ErrorCall *call)
{
  set_text (&call->catalog, BUCKET);
}

static void
prepare_new (ErrorCall *call)
{
  set_text (&call->database, "new");
}

static void
set_input (ErrorCall *call, TarnTableInput *input)
{
  g_clear_pointer (&call->input, tarn_table_input_unref);
  call->input = input;
}

static void
prepare_table (ErrorCall *call)
{
  set_text (&call->table, "new");
  set_input (call, tarn_table_input_new ());
}

static void
prepare_update (ErrorCall *call)
{
  add_view_input (call, BASE);
}

static void
prepare_commit (ErrorCall *call)
{
  set_text (&call->table, BASE);
  tarn_commit_set_added_bytes (call->commit, 1);
}

/* --- Faults ----------------------------------------------------------------------------------- */

static void
spoil_catalog_null (ErrorCall *call)
{
  set_text (&call->catalog, NULL);
}

static void
spoil_catalog_form (ErrorCall *call)
{
  set_text (&call->catalog, ACCOUNT ":bucket");
}

static void
spoil_foreign_bucket (ErrorCall *call)
{
  set_text (&call->catalog, FOREIGN ":s3tablescatalog/bucket");
}

static void
spoil_thrown_stopping (ErrorCall *call)
{
  set_rule (call, "do=throw\nexception=" STOPPING);
}

static void
spoil_catalog_exists (ErrorCall *call)
{
  g_autoptr (GError) error = NULL;

  tarn_glue_client_create_catalog (call->lake.client, BUCKET, FALSE, &error);
  g_assert_no_error (error);
}

static void
spoil_database_exists (ErrorCall *call)
{
  set_text (&call->database, DATABASE);
}

static void
spoil_table_exists (ErrorCall *call)
{
  set_text (&call->table, VIEW);
}

static TarnTableInput *
add_view_input (ErrorCall *call, const char *source)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) name = name_new (source);

  tarn_table_input_add_sub_object (input, name);
  set_input (call, input);
  return input;
}

static void
spoil_definer_empty (ErrorCall *call)
{
  tarn_table_input_set_definer (add_view_input (call, BASE), "");
}

static void
spoil_definer_long (ErrorCall *call)
{
  g_autofree char *role = g_strnfill (2049, 'x');

  tarn_table_input_set_definer (add_view_input (call, BASE), role);
}

static void
spoil_size (ErrorCall *call)
{
  tarn_table_input_set_size_bytes (call->input, TOO_LARGE);
}

static void
spoil_base_source (ErrorCall *call)
{
  tarn_table_input_add_sub_object (call->input, call->lake.base);
}

static void
spoil_base_version (ErrorCall *call)
{
  tarn_table_input_add_sub_object_version_id (call->input, 1);
}

static void
spoil_base_definer (ErrorCall *call)
{
  tarn_table_input_set_definer (call->input, STEWARD);
}

static void
spoil_base_seconds (ErrorCall *call)
{
  tarn_table_input_set_refresh_seconds (call->input, 3600);
}

static void
spoil_base_type (ErrorCall *call)
{
  tarn_table_input_set_last_refresh_type (call->input, TARN_REFRESH_TYPE_FULL);
}

static void
spoil_view_without (ErrorCall *call)
{
  set_input (call, tarn_table_input_new_materialized_view ());
}

static void
spoil_view_eleven (ErrorCall *call)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  set_input (call, input);
  for (guint i = 0; i < 11; i++)
    {
      g_autofree char *table = g_strdup_printf ("source-%u", i);
      g_autoptr (TarnTableName) name = lake_add_base (&call->lake, table, GIGABYTE);

      tarn_table_input_add_sub_object (input, name);
    }
}

static void
spoil_view_wrong_name (ErrorCall *call)
{
  add_view_input (call, "a\nb");
}

static void
spoil_view_twice (ErrorCall *call)
{
  tarn_table_input_add_sub_object (add_view_input (call, BASE), call->lake.base);
}

static void
spoil_view_versions (ErrorCall *call)
{
  TarnTableInput *input = add_view_input (call, BASE);

  for (guint i = 0; i < 251; i++)
    tarn_table_input_add_sub_object_version_id (input, 1);
}

static void
spoil_view_version (ErrorCall *call)
{
  tarn_table_input_add_sub_object_version_id (add_view_input (call, BASE), -2);
}

static void
spoil_view_seconds (ErrorCall *call)
{
  tarn_table_input_set_refresh_seconds (add_view_input (call, BASE), 3599);
}

/* Ten years have at most 3653 days. */
static void
spoil_view_years (ErrorCall *call)
{
  tarn_table_input_set_refresh_seconds (add_view_input (call, BASE), 3653 * 86400 + 1);
}

static void
spoil_source_foreign (ErrorCall *call)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) name = tarn_table_name_new (FOREIGN, DATABASE, BASE);

  tarn_table_input_add_sub_object (input, name);
  set_input (call, input);
}

static void
spoil_no_source (ErrorCall *call)
{
  add_view_input (call, "none");
}

static void
spoil_view_on_view (ErrorCall *call)
{
  engine_set (call->base.engine, "glue.views-on-views", 0);
  add_view_input (call, VIEW);
}

static void
spoil_base_input (ErrorCall *call)
{
  set_input (call, tarn_table_input_new ());
}

static void
spoil_last_type (ErrorCall *call)
{
  tarn_table_input_set_last_refresh_type (add_view_input (call, BASE), TARN_REFRESH_TYPE_FULL);
}

static void
spoil_version_ids (ErrorCall *call)
{
  tarn_table_input_add_sub_object_version_id (add_view_input (call, BASE), 1);
}

static void
spoil_cycle (ErrorCall *call)
{
  add_view_input (call, VIEW);
}

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
spoil_view_offset (ErrorCall *call)
{
  TarnTableInput *input = add_view_input (call, BASE);

  tarn_table_input_set_refresh_seconds (input, 3600);
  tarn_table_input_set_refresh_offset_seconds (input, 3600);
}

static void
spoil_view_jitter (ErrorCall *call)
{
  tarn_table_input_set_refresh_jitter_seconds (add_view_input (call, BASE), -1);
}

static void
spoil_base_offset (ErrorCall *call)
{
  tarn_table_input_set_refresh_offset_seconds (call->input, 1);
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

static const ErrorRow create_catalog_rows[] = {
  { "tarn-catalog.h: create_catalog(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-catalog.h: create_catalog(): a condition or a cost model makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-catalog.h: create_catalog(): CatalogId is missing", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_null, "CatalogId " },
  { "tarn-catalog.h: create_catalog(): over 255 characters, not valid UTF-8", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long, "CatalogId " },
  { "tarn-catalog.h: create_catalog(): CatalogId does not have the form above",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_form,
    "CatalogId " },
  { "tarn-catalog.h: create_catalog(): any code of #TarnGlueError: a rule of the fault plan "
    "throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING,
    USES_PLAN | IS_COUNTED, spoil_thrown_stopping },
  { "tarn-catalog.h: create_catalog(): the catalog would belong to another account",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED,
    spoil_foreign_bucket },
  { "tarn-catalog.h: create_catalog(): or a statement denies the call", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-catalog.h: create_catalog(): there is such a catalog", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ALREADY_EXISTS, USES_CATALOG | IS_COUNTED, spoil_catalog_exists },
  { "tarn-catalog.h: create_catalog(): the call took effect, but a fault plan lost its reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
};

static const ErrorRow create_database_rows[] = {
  { "tarn-catalog.h: create_database(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-catalog.h: create_database(): a condition or a cost model makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-catalog.h: create_database(): over 255 characters, not valid UTF-8",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long,
    "CatalogId " },
  { "tarn-catalog.h: create_database(): CatalogId or DatabaseName is missing",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_missing,
    "DatabaseName " },
  { "tarn-catalog.h: create_database(): is missing, empty", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_empty, "DatabaseName " },
  { "tarn-catalog.h: create_database(): any code of #TarnGlueError: a rule of the fault plan "
    "throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING,
    USES_PLAN | IS_COUNTED, spoil_thrown_stopping },
  { "tarn-catalog.h: create_database(): the catalog belongs to another account",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED,
    spoil_foreign },
  { "tarn-catalog.h: create_database(): or a statement denies the call", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-catalog.h: create_database(): there is no such catalog", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_CATALOG | IS_COUNTED, spoil_no_catalog },
  { "tarn-catalog.h: create_database(): there is such a database", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ALREADY_EXISTS, USES_DATABASE | USES_CATALOG | IS_COUNTED,
    spoil_database_exists },
  { "tarn-catalog.h: create_database(): the call took effect, but a fault plan lost its reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
};

static const ErrorRow create_table_rows[] = {
  { "tarn-catalog.h: create_table(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-catalog.h: create_table(): a condition or a cost model makes the call", tarn_error_quark,
    TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-catalog.h: create_table(): over 255 characters, not valid UTF-8", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_CATALOG, spoil_catalog_long, "CatalogId " },
  { "tarn-catalog.h: create_table(): empty, over 255 characters", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_DATABASE, spoil_database_empty, "DatabaseName " },
  { "tarn-catalog.h: create_table(): CatalogId, DatabaseName or TableName is missing",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_missing,
    "TableName " },
  { "tarn-catalog.h: create_table(): not valid UTF-8, or holds characters that are not allowed",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_control,
    "TableName " },
  { "tarn-catalog.h: create_table(): the definer is empty", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_definer_empty, "Definer " },
  { "tarn-catalog.h: create_table(): over 2048 characters", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_definer_long, "Definer " },
  { "tarn-catalog.h: create_table(): a size or count is over 2^60", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_size, "the size in bytes " },
  { "tarn-catalog.h: create_table(): a base table has sources", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_base_source, "SubObjects " },
  { "tarn-catalog.h: create_table(): version ids, a definer", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_base_version, "SubObjectVersionIds " },
  { "tarn-catalog.h: create_table(): a definer, RefreshSeconds", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_base_definer, "Definer " },
  { "tarn-catalog.h: create_table(): RefreshSeconds or LastRefreshType", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_base_seconds, "RefreshSeconds " },
  { "tarn-catalog.h: create_table(): or LastRefreshType", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_base_type, "LastRefreshType " },
  { "tarn-catalog.h: create_table(): a view has no source", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_view_without, "SubObjects" },
  { "tarn-catalog.h: create_table(): or more than 10", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_view_eleven, "SubObjects" },
  { "tarn-catalog.h: create_table(): one whose name is wrong", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_view_wrong_name, "SubObjects" },
  { "tarn-catalog.h: create_table(): or one of them twice", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_view_twice, "SubObjects" },
  { "tarn-catalog.h: create_table(): or more than 250 version ids", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_view_versions, "SubObjectVersionIds " },
  { "tarn-catalog.h: create_table(): or one below -1", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_view_version, "SubObjectVersionIds" },
  { "tarn-catalog.h: create_table(): RefreshSeconds of a view is neither 0 nor at least 3600",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_view_seconds,
    "RefreshSeconds " },
  { "tarn-catalog.h: create_table(): or over ten years", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_view_years, "RefreshSeconds " },
  { "tarn-catalog.h: create_table(): the offset or the jitter of the schedule is negative, or not "
    "below RefreshSeconds",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_view_offset,
    "RefreshOffsetSeconds " },
  { "tarn-catalog.h: create_table(): or the jitter of the schedule is negative",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_view_jitter,
    "RefreshJitterSeconds " },
  { "tarn-catalog.h: create_table(): or not below RefreshSeconds, or a base table has one",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_base_offset,
    "RefreshOffsetSeconds " },
  { "tarn-catalog.h: create_table(): any code of #TarnGlueError: a rule of the fault plan throws "
    "it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING,
    USES_PLAN | IS_COUNTED, spoil_thrown_stopping },
  { "tarn-catalog.h: create_table(): the catalog belongs to another account", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED, spoil_foreign },
  { "tarn-catalog.h: create_table(): or a statement denies the call", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-catalog.h: create_table(): there is no such catalog", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_CATALOG | IS_COUNTED, spoil_no_catalog },
  { "tarn-catalog.h: create_table(): there is no such catalog or database", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_DATABASE | IS_COUNTED, spoil_no_database },
  { "tarn-catalog.h: create_table(): there is such a table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ALREADY_EXISTS, USES_TABLE | USES_DATABASE | USES_CATALOG | IS_COUNTED,
    spoil_table_exists },
  { "tarn-catalog.h: create_table(): a source is in another account", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT | IS_COUNTED, spoil_source_foreign, "SubObjects" },
  { "tarn-catalog.h: create_table(): there is no such source", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_INPUT | IS_COUNTED, spoil_no_source },
  { "tarn-catalog.h: create_table(): a source is a view while `glue.views-on-views` is 0",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT | IS_COUNTED,
    spoil_view_on_view, "SubObjects" },
  { "tarn-catalog.h: create_table(): the call took effect, but a fault plan lost its reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
};

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

static const ErrorRow update_table_rows[] = {
  { "tarn-catalog.h: update_table(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-catalog.h: update_table(): a condition or a cost model makes the call", tarn_error_quark,
    TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-catalog.h: update_table(): the name, the definer", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_TABLE, spoil_table_missing, "TableName " },
  { "tarn-catalog.h: update_table(): the definer or another value", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_definer_empty, "Definer " },
  { "tarn-catalog.h: update_table(): or another value of @input is wrong", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_view_seconds, "RefreshSeconds " },
  { "tarn-catalog.h: update_table(): any code of #TarnGlueError: a rule of the fault plan throws it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_ALREADY_EXISTS, USES_PLAN | IS_COUNTED, spoil_thrown },
  { "tarn-catalog.h: update_table(): the catalog belongs to another account", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_CATALOG | IS_COUNTED, spoil_foreign },
  { "tarn-catalog.h: update_table(): or a statement denies the call", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-catalog.h: update_table(): there is no such catalog", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_CATALOG | IS_COUNTED, spoil_no_catalog },
  { "tarn-catalog.h: update_table(): no such catalog, database or table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_DATABASE | IS_COUNTED, spoil_no_database },
  { "tarn-catalog.h: update_table(): database or table", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_TABLE | IS_COUNTED, spoil_no_table },
  { "tarn-catalog.h: update_table(): @input is that of a view and the table is none, or the other way round",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT | IS_COUNTED, spoil_base_input,
    "IsMaterializedView " },
  { "tarn-catalog.h: update_table(): LastRefreshType or SubObjectVersionIds is set",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT | IS_COUNTED, spoil_last_type,
    "LastRefreshType " },
  { "tarn-catalog.h: update_table(): or SubObjectVersionIds is set, and not to what the view has",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT | IS_COUNTED,
    spoil_version_ids, "SubObjectVersionIds " },
  { "tarn-catalog.h: update_table(): a source is wrong, as for", tarn_glue_error_quark,
    TARN_GLUE_ERROR_ENTITY_NOT_FOUND, USES_INPUT | IS_COUNTED, spoil_no_source },
  { "tarn-catalog.h: update_table(): a source is the view itself, or a view that reads it",
    tarn_glue_error_quark, TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT | IS_COUNTED, spoil_cycle,
    "SubObjects " },
  { "tarn-catalog.h: update_table(): the call took effect, but a fault plan lost its reply",
    tarn_glue_error_quark, TARN_GLUE_ERROR_OPERATION_TIMEOUT, USES_PLAN | IS_COUNTED | IS_LOST,
    spoil_reply },
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
  { create_catalog_rows, G_N_ELEMENTS (create_catalog_rows), prepare_catalog,
    perform_create_catalog, "CreateCatalog", NULL },
  { create_database_rows, G_N_ELEMENTS (create_database_rows), prepare_new, perform_create_database,
    "CreateDatabase", NULL },
  { create_table_rows, G_N_ELEMENTS (create_table_rows), prepare_table, perform_create_table,
    "CreateTable", NULL },
  { get_table_rows, G_N_ELEMENTS (get_table_rows), NULL, perform_get_table, "GetTable", NULL },
  { get_tables_rows, G_N_ELEMENTS (get_tables_rows), NULL, perform_get_tables, "GetTables", NULL },
  { update_table_rows, G_N_ELEMENTS (update_table_rows), prepare_update, perform_update_table,
    "UpdateTable", NULL },
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
