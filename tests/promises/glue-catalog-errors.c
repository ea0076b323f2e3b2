/* SPDX-License-Identifier: MIT */
/* Tests the errors of the operations that create an entity of a catalog or update a table, see tarn-catalog.h. */
#include "glue-call.h"

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
perform_update_table (ErrorCall *call, GError **error)
{
  g_autoptr (TarnTableName) name = call_name (call);

  return tarn_glue_client_update_table (call->client, name, call->input, error);
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
spoil_annotation_long (ErrorCall *call)
{
  g_autofree char *annotation = g_strnfill ((1 << 20) + 1, 'x');

  tarn_table_input_set_annotation (call->input, annotation);
}

static void
spoil_annotation_bytes (ErrorCall *call)
{
  tarn_table_input_set_annotation (call->input, "\xff");
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
  { "tarn-catalog.h: create_table(): the annotation is over 2^20 bytes", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_annotation_long, "the annotation " },
  { "tarn-catalog.h: create_table(): is over 2^20 bytes or not valid UTF-8", tarn_glue_error_quark,
    TARN_GLUE_ERROR_INVALID_INPUT, USES_INPUT, spoil_annotation_bytes, "the annotation " },
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

static const ErrorList lists[] = {
  { create_catalog_rows, G_N_ELEMENTS (create_catalog_rows), prepare_catalog,
    perform_create_catalog, "CreateCatalog", NULL },
  { create_database_rows, G_N_ELEMENTS (create_database_rows), prepare_new, perform_create_database,
    "CreateDatabase", NULL },
  { create_table_rows, G_N_ELEMENTS (create_table_rows), prepare_table, perform_create_table,
    "CreateTable", NULL },
  { update_table_rows, G_N_ELEMENTS (update_table_rows), prepare_update, perform_update_table,
    "UpdateTable", NULL },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    add_errors (&lists[i]);
  return g_test_run ();
}
