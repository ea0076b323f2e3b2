/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-table-input.h and tarn-table-name.h. */
#include "worlds/glue-lake.h"

#include "glue-tables.h"
#include "promise.h"

/* --- tarn-table-name.h ------------------------------------------------------------------------ */

static void
test_caller_catalog (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, DATABASE, VIEW);
  g_autoptr (TarnGlueClient) foreign = glue_client_new (lake.engine, FOREIGN, NULL);
  g_autoptr (TarnTable) table = lake_get_table (&lake, name);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (tarn_table_name_get_catalog_id (tarn_table_get_name (table)), ==, ACCOUNT);
  g_assert_null (tarn_table_name_get_catalog_id (name));
  g_assert_null (tarn_glue_client_get_table (foreign, name, &error));
  assert_exception (error, NOT_FOUND, NO_DATABASE (FOREIGN, DATABASE));
}

static void
test_fold_lookups (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) upper = tarn_table_name_new (NULL, "SALES", "Totals");
  g_autoptr (TarnTable) found = lake_get_table (&lake, upper);
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_table_is_materialized_view (found));
  g_assert_cmpstr (tarn_table_name_get_database_name (upper), ==, "SALES");
  engine_set (lake.engine, "glue.fold-lookups", 0);
  g_assert_null (tarn_glue_client_get_table (lake.client, upper, &error));
  assert_exception (error, NOT_FOUND, "");
}

static void
test_only_ascii_folds (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) name = lake_add_base (&lake,
                                                  "\xc3\x84"
                                                  "A",
                                                  1);
  g_autoptr (TarnTable) table = lake_get_table (&lake, name);

  g_assert_cmpstr (tarn_table_name_get_table_name (tarn_table_get_name (table)), ==,
                   "\xc3\x84"
                   "a");
}

static void
test_texts (void)
{
  static const char *const rows[][2] = {
    { "sales.daily", "sales.daily" },
    { "123456789012.sales.daily", "123456789012.sales.daily" },
    { "arn:aws:glue:us-east-1:123456789012:table/sales/daily", "123456789012.sales.daily" },
    { "arn:aws-cn:glue:cn-north-1:123456789012:table/sales/daily", "123456789012.sales.daily" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TarnTableName) name = tarn_table_name_new_from_string (rows[i][0], NULL);
      g_autofree char *text = tarn_table_name_to_string (name);

      g_assert_cmpstr (text, ==, rows[i][1]);
    }
}

static void
test_no_texts (void)
{
  static const char *const rows[] = { "daily", "a.b.c.d", "arn:aws:s3:::bucket", "",
                                      "arn:aws:glue:us-east-1:123456789012:database/sales" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (tarn_table_name_new_from_string (rows[i], &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_NAME);
    }
}

static void
test_absent_parts (void)
{
  static const char *const rows[][4] = {
    { NULL, "a", "b", "a.b" },
    { "1", NULL, "b", "1.b" },
    { "1", "a", NULL, "1.a" },
    { NULL, NULL, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TarnTableName) name = tarn_table_name_new (rows[i][0], rows[i][1], rows[i][2]);
      g_autofree char *text = tarn_table_name_to_string (name);

      g_assert_cmpstr (text, ==, rows[i][3]);
    }
}

static void
test_same_parts (void)
{
  g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, "a", "b");
  g_autoptr (TarnTableName) same = tarn_table_name_new (NULL, "a", "b");
  g_autoptr (TarnTableName) with_catalog = tarn_table_name_new (ACCOUNT, "a", "b");
  g_autoptr (TarnTableName) upper = tarn_table_name_new (NULL, "A", "b");

  g_assert_true (tarn_table_name_equal (name, same));
  g_assert_cmpuint (tarn_table_name_hash (name), ==, tarn_table_name_hash (same));
  g_assert_false (tarn_table_name_equal (name, with_catalog));
  g_assert_false (tarn_table_name_equal (name, upper));
}

/* --- tarn-table-input.h ----------------------------------------------------------------------- */

static void
test_input_defaults (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) name = lake_add (&lake, "new", tarn_table_input_new ());
  g_autoptr (TarnTable) table = lake_get_table (&lake, name);

  g_assert_cmpint (tarn_table_get_format (table), ==, TARN_TABLE_FORMAT_ICEBERG);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 0);
  g_assert_cmpuint (tarn_table_get_record_count (table), ==, 0);
  g_assert_false (tarn_table_is_materialized_view (table));
}

static void
test_view_defaults (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTable) view = lake_get_table (&lake, lake.view);

  g_assert_cmpint (tarn_table_get_refresh_seconds (view), ==, 0);
  g_assert_cmpint (tarn_table_get_last_refresh_type (view), ==, TARN_REFRESH_TYPE_NONE);
  g_assert_cmpint (tarn_table_get_snapshot_time (view), ==, 0);
  g_assert_true (tarn_table_is_incremental (view));
}

static void
test_one_input_many_tables (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();

  g_assert_true (glue_create_table (lake.client, NULL, DATABASE, "one", input, NULL));
  g_assert_true (glue_create_table (lake.client, NULL, DATABASE, "two", input, NULL));
}

static void
test_view_is_iceberg (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) view = NULL;
  g_autoptr (TarnTable) table = NULL;

  tarn_table_input_add_sub_object (input, lake.base);
  tarn_table_input_set_format (input, TARN_TABLE_FORMAT_HIVE);
  view = lake_add (&lake, "new", input);
  table = lake_get_table (&lake, view);
  g_assert_cmpint (tarn_table_get_format (table), ==, TARN_TABLE_FORMAT_ICEBERG);
}

static void
test_version_ids (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) view = NULL;
  g_autoptr (TarnTable) before = NULL;
  g_autoptr (TarnTable) after = NULL;
  g_autoptr (TarnTable) base = NULL;
  const gint64 *ids;
  guint n_ids;

  tarn_table_input_add_sub_object (input, lake.base);
  for (gint64 i = 0; i < 250; i++)
    tarn_table_input_add_sub_object_version_id (input, i - 1);
  view = lake_add (&lake, "new", input);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 1);
  before = lake_get_table (&lake, view);
  ids = tarn_table_get_sub_object_version_ids (before, &n_ids);
  g_assert_cmpuint (n_ids, ==, 250);
  for (gint64 i = 0; i < 250; i++)
    g_assert_cmpint (ids[i], ==, i - 1);
  refresh (&lake, view, FALSE);
  after = lake_get_table (&lake, view);
  base = lake_get_table (&lake, lake.base);
  ids = tarn_table_get_sub_object_version_ids (after, &n_ids);
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_cmpint (ids[0], ==, tarn_table_get_version_id (base));
}

static void
test_ten_sources (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) view = NULL;
  g_autoptr (TarnTable) table = NULL;

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("source-%u", i);
      g_autoptr (TarnTableName) source = lake_add_base (&lake, name, 1);

      tarn_table_input_add_sub_object (input, source);
    }
  view = lake_add (&lake, "new", input);
  table = lake_get_table (&lake, view);
  g_assert_cmpuint (tarn_table_get_n_sub_objects (table), ==, 10);
  g_assert_cmpstr (tarn_table_name_get_table_name (tarn_table_get_sub_object (table, 9)), ==,
                   "source-9");
  g_assert_null (tarn_table_get_sub_object (table, 10));
}

static void
test_definer_is_role (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) view = NULL;
  g_autofree char *id = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  tarn_table_input_add_sub_object (input, lake.base);
  tarn_table_input_set_definer (input, STEWARD);
  view = lake_add (&lake, "new", input);
  id = lake_start (&lake, view);
  run = lake_get (&lake, id);
  g_assert_cmpstr (tarn_refresh_run_get_role (run), ==, STEWARD);
}

static TarnTableName *
add_hourly (const Lake *lake, TarnRefreshType type)
{
  return glue_add_view (lake->client, "hourly", lake->base, type, 3600);
}

static guint
count_runs (const Lake *lake, const char *table)
{
  g_autoptr (GPtrArray) runs
      = list_runs (lake->client, NULL, DATABASE, table, -1, NULL, NULL, NULL);

  return runs->len;
}

static void
test_due_from_creation (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = NULL;

  engine_advance (lake.engine, MINUTE_US);
  view = add_hourly (&lake, TARN_REFRESH_TYPE_NONE);
  engine_advance (lake.engine, HOUR_US - 1);
  g_assert_cmpuint (count_runs (&lake, "hourly"), ==, 0);
  engine_advance (lake.engine, 1);
  g_assert_cmpuint (count_runs (&lake, "hourly"), ==, 1);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 1);
  engine_advance (lake.engine, HOUR_US);
  g_assert_cmpuint (count_runs (&lake, "hourly"), ==, 2);
}

static void
test_skipped (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = add_hourly (&lake, TARN_REFRESH_TYPE_FULL);
  g_autofree char *id = NULL;

  engine_advance (lake.engine, HOUR_US);
  g_assert_cmpuint (count_runs (&lake, "hourly"), ==, 0); /* nothing has changed */
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 50 * GIGABYTE);
  engine_advance (lake.engine, HOUR_US - SECOND_US);
  id = lake_start (&lake, view);
  engine_advance (lake.engine, SECOND_US);
  g_assert_cmpuint (count_runs (&lake, "hourly"), ==, 1); /* a run is active */
}

static void
test_as_if_refreshed (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = NULL;
  g_autoptr (TarnTable) table = NULL;

  engine_advance (lake.engine, MINUTE_US);
  view = lake_add_view (&lake, "new", lake.base, TARN_REFRESH_TYPE_INCREMENTAL);
  table = lake_get_table (&lake, view);
  g_assert_cmpint (tarn_table_get_last_refresh_type (table), ==, TARN_REFRESH_TYPE_INCREMENTAL);
  g_assert_cmpint (tarn_table_get_snapshot_time (table), ==, START_US + MINUTE_US);
  g_assert_cmpint (tarn_table_get_publication_time (table), ==, START_US + MINUTE_US);
  g_assert_cmpuint (tarn_table_get_pending_commits (table), ==, 0);
}

static void
test_no_commit_yet (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "new", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTable) table = lake_get_table (&lake, view);

  g_assert_cmpint (tarn_table_get_version_id (table), ==, -1);
  g_assert_cmpuint (tarn_table_get_n_commits (table), ==, 0);
  g_assert_cmpint (tarn_table_get_last_commit_time (table), ==, 0);
}

static void
test_ids_of_input (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) view = NULL;
  g_autoptr (TarnTable) before = NULL;
  g_autoptr (TarnTable) after = NULL;
  g_autoptr (TarnTable) base = NULL;
  const gint64 *ids;
  guint n_ids;

  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 1);
  tarn_table_input_add_sub_object (input, lake.base);
  tarn_table_input_add_sub_object_version_id (input, 17);
  tarn_table_input_set_last_refresh_type (input, TARN_REFRESH_TYPE_FULL);
  view = lake_add (&lake, "new", input);
  before = lake_get_table (&lake, view);
  ids = tarn_table_get_sub_object_version_ids (before, &n_ids);
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_cmpint (ids[0], ==, 17);
  refresh (&lake, view, FALSE);
  after = lake_get_table (&lake, view);
  base = lake_get_table (&lake, lake.base);
  ids = tarn_table_get_sub_object_version_ids (after, &n_ids);
  g_assert_cmpint (ids[0], ==, tarn_table_get_version_id (base));
}

static void
test_annotation (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnTableInput *input = tarn_table_input_new ();
  g_autoptr (TarnTableInput) plain = tarn_table_input_new ();
  g_autoptr (TarnTableName) name = NULL;
  g_autoptr (TarnTable) table = NULL;
  g_autoptr (TarnTable) updated = NULL;

  tarn_table_input_set_annotation (input, "before");
  tarn_table_input_set_annotation (input, "{\"Owner\":\"me\"}\n");
  name = lake_add (&lake, "new", input);
  table = lake_get_table (&lake, name);
  g_assert_cmpstr (tarn_table_get_annotation (table), ==, "{\"Owner\":\"me\"}\n");
  g_assert_true (tarn_glue_client_update_table (lake.client, name, plain, NULL));
  updated = lake_get_table (&lake, name);
  g_assert_null (tarn_table_get_annotation (updated));
}

/* --- More of tables --------------------------------------------------------------------------- */

static void
test_parts_with_dots (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) name = lake_add_base (&lake, "a.b", 1);
  g_autoptr (TarnTable) table = lake_get_table (&lake, name);

  g_assert_cmpstr (tarn_table_name_get_table_name (tarn_table_get_name (table)), ==, "a.b");
}

/* The constructor takes anything, and each operation that takes the name refuses it. */
static void
test_operation_reports (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) name = tarn_table_name_new ("", "\xff", NULL);
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);
  GError *errors[5] = { NULL };

  g_assert_nonnull (name);
  g_assert_null (tarn_glue_client_get_table (lake.client, name, &errors[0]));
  g_assert_false (tarn_glue_client_create_table (lake.client, name, input, &errors[1]));
  g_assert_false (tarn_glue_client_commit (lake.client, name, commit, &errors[2]));
  g_assert_null (tarn_glue_client_explain (lake.client, name, &errors[3]));
  g_assert_null (start_run (lake.client, name, FALSE, &errors[4]));
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      assert_exception (errors[i], INVALID, "CatalogId ");
      g_clear_error (&errors[i]);
    }
}

static void
test_full_writes (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = add_sized_view (&lake, "sized", 7 * GIGABYTE);
  g_autoptr (TarnTable) table = NULL;

  refresh (&lake, view, TRUE);
  table = lake_get_table (&lake, view);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 7 * GIGABYTE);
}

static void
test_setters_keep (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnTableInput *input = tarn_table_input_new ();
  g_autoptr (GError) error = NULL;

  tarn_table_input_set_refresh_seconds (input, -5);
  tarn_table_input_set_definer (input, "");
  tarn_table_input_set_size_bytes (input, G_MAXUINT64);
  g_assert_false (create (&lake, "new", input, &error));
  assert_exception (error, INVALID, "");
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-table-name.h: TarnTableName: A name without a catalog is in the catalog of the calling account.",
    test_caller_catalog },
  { "tarn-table-name.h: tarn_table_name_new(): calls that name one in upper case find the same table, unless the "
    "option `glue.fold-lookups` is 0", test_fold_lookups },
  { "tarn-table-name.h: tarn_table_name_new(): Only the letters A to Z have a lower case here.", test_only_ascii_folds },
  { "tarn-table-name.h: new_from_string(): `DATABASE.TABLE`, `CATALOG.DATABASE.TABLE`, or an ARN", test_texts },
  { "tarn-table-name.h: new_from_string(): the text has none of these forms", test_no_texts },
  { "tarn-table-name.h: to_string(): without the parts that are absent", test_absent_parts },
  { "tarn-table-name.h: equal(): whether both names have the same parts", test_same_parts },

  { "tarn-table-input.h: tarn_table_input_new(): Makes the input of a base table: Iceberg, and empty.",
    test_input_defaults },
  { "tarn-table-input.h: new_materialized_view(): has no automatic refresh, and was never refreshed. Its definition "
    "allows incremental refreshes.", test_view_defaults },
  { "tarn-table-input.h: TarnTableInput: so that one input can make many tables", test_one_input_many_tables },
  { "tarn-table-input.h: set_format(): a view is always Iceberg", test_view_is_iceberg },
  { "tarn-table-input.h: add_sub_object(): SubObjects, which can have 10 items", test_ten_sources },
  { "tarn-table-input.h: add_sub_object_version_id(): which can have 250. "
    "tarn_table_get_sub_object_version_ids() returns them unchanged until the first refresh replaces them with the "
    "snapshots that it has read.", test_version_ids },
  { "tarn-table-input.h: set_annotation(): Sets a text that the library keeps beside the table or view and does not "
    "read.", test_annotation },
  { "tarn-table.h: get_annotation(): the text of tarn_table_input_set_annotation(), or %NULL if there is none",
    test_annotation },
  { "tarn-table-input.h: set_definer(): the Role of its runs", test_definer_is_role },
  { "tarn-table-input.h: set_refresh_seconds(): A refresh is due every @refresh_seconds from the creation on.",
    test_due_from_creation },
  { "tarn-table-input.h: set_refresh_seconds(): skips it if a run is active, or if the view was refreshed before and "
    "no source has changed since", test_skipped },
  { "tarn-table-input.h: set_last_refresh_type(): the new view is as if such a refresh had just ended: it shows its "
    "sources as they are", test_as_if_refreshed },
  { "tarn-table-input.h: set_last_refresh_type(): But it has no commit and no snapshot yet", test_no_commit_yet },
  { "tarn-table-input.h: set_last_refresh_type(): and its SubObjectVersionIds are still those of the input, until a "
    "run refreshes the view", test_ids_of_input },

  { "tarn-table-name.h: new_from_string(): pass parts with dots to tarn_table_name_new()",
    test_parts_with_dots },
  { "tarn-table-name.h: tarn_table_name_new(): an operation that takes the name fails with "
    "%TARN_GLUE_ERROR_INVALID_INPUT",
    test_operation_reports },
  { "tarn-table-input.h: set_size_bytes(): The size of a view is the number of bytes that a full refresh "
    "writes.",
    test_full_writes },
  { "tarn-table-input.h: TarnTableInput: The setters keep any value of their types",
    test_setters_keep },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
