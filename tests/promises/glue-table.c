/* SPDX-License-Identifier: MIT */
/*
 * Tests the sentences of tarn-table.h, tarn-table-input.h, tarn-table-name.h, tarn-commit.h and tarn-catalog.h,
 * besides the lists of errors.
 */
#include "worlds/glue-lake.h"

#include "promise.h"

#define start_run tarn_glue_client_start_materialized_view_refresh_task_run
#define SIZE_MAX_BYTES (G_GUINT64_CONSTANT (1) << 60)

static void
refresh (const Lake *lake, TarnTableName *view, gboolean is_full)
{
  g_autoptr (TarnRefreshRun) run = start_run (lake->client, view, is_full, NULL);

  g_assert_nonnull (run);
  engine_drain (lake->engine);
}

static TarnTableName *
add_sized_view (const Lake *lake, const char *name, gint64 size_bytes)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, lake->base);
  tarn_table_input_set_size_bytes (input, (guint64) size_bytes);
  return lake_add (lake, name, input);
}

static gboolean
create (const Lake *lake, const char *name, TarnTableInput *input, GError **error)
{
  g_autoptr (TarnTableInput) own = input;

  return glue_create_table (lake->client, NULL, DATABASE, name, own, error);
}

/* --- tarn-catalog.h --------------------------------------------------------------------------- */

static void
test_own_catalog (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnGlueClient) client = glue_client_new (engine, ACCOUNT, NULL);
  g_autoptr (GError) error = NULL;

  tarn_glue_client_create_database (client, ACCOUNT, DATABASE, &error);
  g_assert_no_error (error);
}

static void
test_lower_case (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, "MiXed", "TaBle");
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();
  g_autoptr (TarnTable) table = NULL;

  g_assert_true (tarn_glue_client_create_database (lake.client, NULL, "MIXED", NULL));
  g_assert_true (tarn_glue_client_create_table (lake.client, name, input, NULL));
  table = lake_get_table (&lake, name);
  g_assert_cmpstr (tarn_table_name_get_database_name (tarn_table_get_name (table)), ==, "mixed");
  g_assert_cmpstr (tarn_table_name_get_table_name (tarn_table_get_name (table)), ==, "table");
}

/* Of the two sources the first is unknown and the second is foreign. Errors come source by source. */
static void
test_source_after_source (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) unknown = name_new ("none");
  g_autoptr (TarnTableName) foreign = tarn_table_name_new (FOREIGN, DATABASE, BASE);
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (GError) error = NULL;

  tarn_table_input_add_sub_object (input, lake.view); /* a view while it may not be one */
  tarn_table_input_add_sub_object (input, foreign);
  tarn_table_input_add_sub_object (input, unknown);
  engine_set (lake.engine, "glue.views-on-views", 0);
  g_assert_false (create (&lake, "new", input, &error));
  assert_exception (error, INVALID, "");
  g_assert_nonnull (strstr (error->message, VIEW));
  g_clear_error (&error);

  input = tarn_table_input_new_materialized_view ();
  tarn_table_input_add_sub_object (input, unknown);
  tarn_table_input_add_sub_object (input, foreign);
  g_assert_false (create (&lake, "new", input, &error));
  assert_exception (error, NOT_FOUND, "");
}

static void
test_commit_pending (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTable) before = lake_get_table (&lake, lake.view);
  g_autoptr (TarnTable) after = NULL;

  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 5);
  after = lake_get_table (&lake, lake.view);
  g_assert_cmpuint (tarn_table_get_pending_commits (after), ==,
                    tarn_table_get_pending_commits (before) + 1);
}

static void
test_commit_replace (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTable) before = lake_get_table (&lake, lake.base);
  g_autoptr (TarnTable) after = NULL;
  g_autoptr (TarnTable) view = NULL;
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_REPLACE);

  tarn_commit_set_added_bytes (commit, 3 * GIGABYTE);
  tarn_commit_set_removed_bytes (commit, 5 * GIGABYTE);
  g_assert_true (tarn_glue_client_commit (lake.client, lake.base, commit, NULL));
  after = lake_get_table (&lake, lake.base);
  view = lake_get_table (&lake, lake.view);
  g_assert_cmpint (tarn_table_get_version_id (after), !=, tarn_table_get_version_id (before));
  g_assert_cmpuint (tarn_table_get_size_bytes (after), ==, 98 * GIGABYTE);
  g_assert_cmpuint (tarn_table_get_pending_commits (view), ==, 0);
  g_assert_cmpuint (tarn_table_get_pending_bytes (view), ==, 0);
}

static void
test_estimate_even_if (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshEstimate) chosen
      = tarn_glue_client_estimate_refresh (lake.client, lake.view, TARN_REFRESH_TYPE_NONE, NULL);
  g_autoptr (TarnRefreshEstimate) asked
      = tarn_glue_client_estimate_refresh (lake.client, lake.view, TARN_REFRESH_TYPE_INCREMENTAL,
                                           NULL);

  g_assert_cmpint (tarn_refresh_estimate_get_refresh_type (chosen), ==, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpint (tarn_refresh_estimate_get_refresh_type (asked), ==,
                   TARN_REFRESH_TYPE_INCREMENTAL);
}

/* Each of seven runs is stopped, which the text says of the newest five. */
static void
test_explain_five (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *text = NULL;
  guint n_stopped = 0;

  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.view);

      lake_stop (&lake, lake.view);
      engine_drain (lake.engine);
    }
  text = tarn_glue_client_explain (lake.client, lake.view, NULL);
  for (const char *found = text; (found = strstr (found, "STOPPED")) != NULL; found++)
    n_stopped++;
  g_assert_cmpuint (n_stopped, ==, 5);
}

/* A tower of 70 views above each other. */
static void
test_explain_64 (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) below = tarn_table_name_ref (lake.view);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *name = g_strdup_printf ("floor-%02u", i);
      TarnTableName *view = lake_add_view (&lake, name, below, TARN_REFRESH_TYPE_NONE);

      tarn_table_name_unref (below);
      below = view;
    }
  text = tarn_glue_client_explain (lake.client, below, NULL);
  /* The view itself is floor 69. Under it are described floors 68 to 5. */
  g_assert_nonnull (strstr (text, "floor-06"));
  g_assert_null (strstr (text, "floor-03"));
}

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

/* --- tarn-commit.h ---------------------------------------------------------------------------- */

static void
test_commit_defaults (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_OVERWRITE);
  g_autoptr (TarnTable) table = NULL;
  g_autoptr (TarnTable) view = NULL;

  g_assert_true (tarn_glue_client_commit (lake.client, lake.base, commit, NULL));
  table = lake_get_table (&lake, lake.base);
  view = lake_get_table (&lake, lake.view);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 100 * GIGABYTE);
  g_assert_cmpuint (tarn_table_get_pending_bytes (view), ==, 0);
}

static void
test_commit_again (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);
  g_autoptr (TarnTable) table = NULL;

  tarn_commit_set_added_bytes (commit, GIGABYTE);
  tarn_commit_set_added_records (commit, 10);
  for (guint i = 0; i < 3; i++)
    g_assert_true (tarn_glue_client_commit (lake.client, lake.base, commit, NULL));
  table = lake_get_table (&lake, lake.base);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 103 * GIGABYTE);
  g_assert_cmpuint (tarn_table_get_record_count (table), ==, 30);
}

static void
test_commit_total (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_OVERWRITE);
  g_autoptr (TarnTable) table = NULL;

  tarn_commit_set_added_bytes (commit, 5);
  tarn_commit_set_removed_bytes (commit, (guint64) (200 * GIGABYTE)); /* more than there are */
  tarn_commit_set_total_bytes (commit, 7);
  g_assert_true (tarn_glue_client_commit (lake.client, lake.base, commit, NULL));
  table = lake_get_table (&lake, lake.base);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 7);
}

/* --- tarn-table.h ----------------------------------------------------------------------------- */

static void
test_at_most (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnTableInput *input = tarn_table_input_new ();
  g_autoptr (TarnTableName) name = NULL;
  g_autoptr (TarnTable) table = NULL;
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);
  g_autoptr (GError) error = NULL;

  tarn_table_input_set_size_bytes (input, SIZE_MAX_BYTES);
  tarn_table_input_set_record_count (input, SIZE_MAX_BYTES);
  name = lake_add (&lake, "largest", input);
  table = lake_get_table (&lake, name);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, SIZE_MAX_BYTES);
  tarn_commit_set_added_records (commit, 1);
  g_assert_false (tarn_glue_client_commit (lake.client, name, commit, &error));
  assert_exception (error, INVALID, "");
}

static void
test_copy_never_changes (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTable) table = lake_get_table (&lake, lake.base);
  gint64 version_id = tarn_table_get_version_id (table);

  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, GIGABYTE);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 100 * GIGABYTE);
  lake_clear (&lake);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 100 * GIGABYTE);
  g_assert_cmpint (tarn_table_get_version_id (table), ==, version_id);
  g_assert_cmpstr (tarn_table_name_get_table_name (tarn_table_get_name (table)), ==, BASE);
}

static void
test_base_getters (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTable) table = lake_get_table (&lake, lake.base);
  guint n_ids = 7;

  g_assert_null (tarn_table_get_definer (table));
  g_assert_cmpint (tarn_table_get_refresh_seconds (table), ==, 0);
  g_assert_false (tarn_table_is_incremental (table));
  g_assert_cmpint (tarn_table_get_last_refresh_type (table), ==, 0);
  g_assert_cmpuint (tarn_table_get_n_sub_objects (table), ==, 0);
  g_assert_null (tarn_table_get_sub_object (table, 0));
  tarn_table_get_sub_object_version_ids (table, &n_ids);
  g_assert_cmpuint (n_ids, ==, 0);
  g_assert_cmpint (tarn_table_get_snapshot_time (table), ==, 0);
  g_assert_cmpint (tarn_table_get_publication_time (table), ==, 0);
  g_assert_cmpuint (tarn_table_get_pending_commits (table), ==, 0);
  g_assert_cmpint (tarn_table_get_oldest_pending_commit_time (table), ==, 0);
  g_assert_false (tarn_table_has_active_run (table));
}

/* The upper view sees how many bytes each refresh of the lower view has changed. */
static void
test_full_changes (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) lower = add_sized_view (&lake, "lower", 7 * GIGABYTE);
  g_autoptr (TarnTableName) upper = lake_add_view (&lake, "upper", lower, TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnTable) first = NULL;
  g_autoptr (TarnTable) second = NULL;

  refresh (&lake, lower, TRUE);
  first = lake_get_table (&lake, upper);
  g_assert_cmpuint (tarn_table_get_pending_bytes (first), ==, 7 * GIGABYTE);
  refresh (&lake, lower, TRUE);
  second = lake_get_table (&lake, upper);
  g_assert_cmpuint (tarn_table_get_pending_bytes (second), ==, (7 + 14) * GIGABYTE);
}

static void
test_incremental_changes (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) lower = add_sized_view (&lake, "lower", 2 * GIGABYTE);
  g_autoptr (TarnTableName) upper = NULL;
  g_autoptr (TarnTable) first = NULL;
  g_autoptr (TarnTable) second = NULL;

  refresh (&lake, lower, TRUE);
  upper = lake_add_view (&lake, "upper", lower, TARN_REFRESH_TYPE_FULL);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, GIGABYTE);
  refresh (&lake, lower, FALSE);
  first = lake_get_table (&lake, upper);
  g_assert_cmpuint (tarn_table_get_pending_bytes (first), ==, GIGABYTE);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 9 * GIGABYTE);
  refresh (&lake, lower, FALSE);
  second = lake_get_table (&lake, upper);
  g_assert_cmpuint (tarn_table_get_pending_bytes (second), ==, GIGABYTE + 2 * GIGABYTE);
}

static void
test_incremental_without_commit (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTable) before = NULL;
  g_autoptr (TarnTable) after = NULL;

  refresh (&lake, lake.view, TRUE);
  before = lake_get_table (&lake, lake.view);
  refresh (&lake, lake.view, FALSE);
  after = lake_get_table (&lake, lake.view);
  g_assert_cmpuint (tarn_table_get_n_commits (after), ==, tarn_table_get_n_commits (before));
  g_assert_cmpint (tarn_table_get_version_id (after), ==, tarn_table_get_version_id (before));
}

static void
test_scheduler (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "new", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTable) table = NULL;

  engine_advance (lake.engine, SECOND_US);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 5);
  engine_advance (lake.engine, SECOND_US);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 6);
  lake_commit (&lake, lake.base, TARN_COMMIT_REPLACE, 7);
  table = lake_get_table (&lake, view);
  g_assert_cmpuint (tarn_table_get_pending_commits (table), ==, 2);
  g_assert_cmpuint (tarn_table_get_pending_bytes (table), ==, 11);
  g_assert_cmpint (tarn_table_get_oldest_pending_commit_time (table), ==, START_US + SECOND_US);
}

static void
test_oldest_none (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "new", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTable) table = lake_get_table (&lake, view);

  g_assert_cmpint (tarn_table_get_oldest_pending_commit_time (table), ==, 0);
}

static void
test_version_before_first (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) name = lake_add (&lake, "new", tarn_table_input_new ());
  g_autoptr (TarnTable) table = lake_get_table (&lake, name);
  g_autoptr (TarnTable) view = lake_get_table (&lake, lake.view);

  g_assert_cmpint (tarn_table_get_version_id (table), ==, -1);
  g_assert_cmpint (tarn_table_get_version_id (view), ==, -1);
}

static void
test_counts_commits (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTable) before = lake_get_table (&lake, lake.base);
  g_autoptr (TarnTable) after = NULL;
  g_autoptr (TarnTable) view = NULL;

  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 1);
  lake_commit (&lake, lake.base, TARN_COMMIT_REPLACE, 1);
  after = lake_get_table (&lake, lake.base);
  g_assert_cmpuint (tarn_table_get_n_commits (after), ==, tarn_table_get_n_commits (before) + 2);
  refresh (&lake, lake.view, FALSE);
  view = lake_get_table (&lake, lake.view);
  g_assert_cmpuint (tarn_table_get_n_commits (view), ==, 1);
}

static void
test_last_commit_time (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) name = lake_add (&lake, "new", tarn_table_input_new ());
  g_autoptr (TarnTable) before = lake_get_table (&lake, name);
  g_autoptr (TarnTable) after = NULL;

  g_assert_cmpint (tarn_table_get_last_commit_time (before), ==, 0);
  engine_advance (lake.engine, SECOND_US);
  lake_commit (&lake, name, TARN_COMMIT_APPEND, 1);
  after = lake_get_table (&lake, name);
  g_assert_cmpint (tarn_table_get_last_commit_time (after), ==, START_US + SECOND_US);
}

static void
test_times_of_view (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTable) before = lake_get_table (&lake, lake.view);
  g_autoptr (TarnTable) after = NULL;

  g_assert_cmpint (tarn_table_get_snapshot_time (before), ==, 0);
  g_assert_cmpint (tarn_table_get_publication_time (before), ==, 0);
  engine_advance (lake.engine, SECOND_US);
  refresh (&lake, lake.view, FALSE);
  after = lake_get_table (&lake, lake.view);
  g_assert_cmpint (tarn_table_get_snapshot_time (after), ==, START_US + SECOND_US);
  g_assert_cmpint (tarn_table_get_publication_time (after), ==,
                   START_US + SECOND_US + FULL_DURATION_US);
}

/* Commits from before the creation of the view do not count. */
static void
test_pending_since_creation (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = NULL;
  g_autoptr (TarnTable) table = NULL;

  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 1);
  view = lake_add_view (&lake, "new", lake.base, TARN_REFRESH_TYPE_NONE);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 1);
  lake_commit (&lake, lake.base, TARN_COMMIT_REPLACE, 1);
  table = lake_get_table (&lake, view);
  g_assert_cmpuint (tarn_table_get_pending_commits (table), ==, 1);
}

static void
test_active (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.view);
  g_autoptr (TarnTable) starting = lake_get_table (&lake, lake.view);
  g_autoptr (TarnTable) stopping = NULL;
  g_autoptr (TarnTable) stopped = NULL;

  g_assert_true (tarn_table_has_active_run (starting));
  lake_stop (&lake, lake.view);
  stopping = lake_get_table (&lake, lake.view);
  g_assert_true (tarn_table_has_active_run (stopping));
  engine_drain (lake.engine);
  stopped = lake_get_table (&lake, lake.view);
  g_assert_false (tarn_table_has_active_run (stopped));
}

/* --- More of tables --------------------------------------------------------------------------- */

static void
test_ids_in_order (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) second = lake_add_base (&lake, "alpha", GIGABYTE);
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) view = NULL;
  g_autoptr (TarnTable) table = NULL;
  const gint64 *ids;
  guint n_ids;

  tarn_table_input_add_sub_object (input, lake.base);
  tarn_table_input_add_sub_object (input, second);
  view = lake_add (&lake, "new", input);
  lake_commit (&lake, second, TARN_COMMIT_APPEND, 1);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 1);
  refresh (&lake, view, FALSE);
  table = lake_get_table (&lake, view);
  ids = tarn_table_get_sub_object_version_ids (table, &n_ids);
  g_assert_cmpuint (n_ids, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TarnTable) source = lake_get_table (&lake, i == 0 ? lake.base : second);

      g_assert_cmpint (ids[i], ==, tarn_table_get_version_id (source));
    }
}

static void
test_commit_members (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "new", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_OVERWRITE);
  g_autoptr (TarnTable) table = NULL;
  g_autoptr (TarnTable) stale = NULL;

  tarn_commit_set_added_bytes (commit, 30);
  tarn_commit_set_removed_bytes (commit, 7);
  tarn_commit_set_added_records (commit, 5);
  tarn_commit_set_removed_records (commit, 2);
  g_assert_true (tarn_glue_client_commit (lake.client, lake.base, commit, NULL));
  table = lake_get_table (&lake, lake.base);
  stale = lake_get_table (&lake, view);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 100 * GIGABYTE + 23);
  g_assert_cmpuint (tarn_table_get_record_count (table), ==, 3);
  g_assert_cmpuint (tarn_table_get_pending_bytes (stale), ==, 37);
}

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

static void
test_explain_sources (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) upper = NULL;
  g_autofree char *text = NULL;

  upper = lake_add_view (&lake, "upper", lake.view, TARN_REFRESH_TYPE_NONE);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, GIGABYTE);
  text = tarn_glue_client_explain (lake.client, upper, NULL);
  g_assert_nonnull (strstr (text, "upper"));
  g_assert_nonnull (strstr (text, VIEW));
  g_assert_nonnull (strstr (text, BASE));
}

/* Two views read one view, and a view above reads both. */
static void
test_explain_once (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) left = lake_add_view (&lake, "left", lake.view, TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnTableName) right
      = lake_add_view (&lake, "right", lake.view, TARN_REFRESH_TYPE_NONE);
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) top = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_descriptions = 0;

  tarn_table_input_add_sub_object (input, left);
  tarn_table_input_add_sub_object (input, right);
  top = lake_add (&lake, "top", input);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, GIGABYTE);
  text = tarn_glue_client_explain (lake.client, top, NULL);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], "." BASE " ") != NULL || strstr (lines[i], "." BASE ":") != NULL)
      n_descriptions++;
  g_assert_cmpuint (n_descriptions, ==, 1);
}

static void
test_explain_why (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  engine_add_faults (lake.engine, "[r]\noperation=StartMaterializedViewRefreshTaskRun\n"
                                  "do=fail-run\nmessage=no luck today\n");
  id = lake_start (&lake, lake.view);
  engine_drain (lake.engine);
  tarn_engine_set_fault_plan (lake.engine, NULL);
  text = tarn_glue_client_explain (lake.client, lake.view, NULL);
  g_assert_nonnull (strstr (text, "FAILED"));
  g_assert_nonnull (strstr (text, "no luck today"));
}

static void
test_explain_schedule (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) hourly
      = glue_add_view (lake.client, "hourly", lake.base, TARN_REFRESH_TYPE_NONE, 3600);
  g_autofree char *with = tarn_glue_client_explain (lake.client, hourly, NULL);
  g_autofree char *without = tarn_glue_client_explain (lake.client, lake.view, NULL);

  g_assert_nonnull (strstr (with, "it is refreshed automatically every 3600 s"));
  g_assert_nonnull (strstr (without, "it is not refreshed automatically"));
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-catalog.h: chapter: An account has its own catalog, whose id is the account id, from the start.",
    test_own_catalog },
  { "tarn-catalog.h: create_table(): Its name is stored in lower case", test_lower_case },
  { "tarn-catalog.h: create_table(): The operation makes all three checks of a source before it checks the next "
    "source.", test_source_after_source },
  { "tarn-catalog.h: client_commit(): Views over the table have one pending commit more", test_commit_pending },
  { "tarn-catalog.h: client_commit(): unless the commit is a %TARN_COMMIT_REPLACE: such a commit gives the table a new "
    "snapshot and the size that follows from it, but changes no data", test_commit_replace },
  { "tarn-catalog.h: estimate_refresh(): The estimate for %TARN_REFRESH_TYPE_INCREMENTAL is made even if the service "
    "would not choose this type.", test_estimate_even_if },
  { "tarn-catalog.h: client_explain(): It says which of the 5 newest runs have published nothing since then",
    test_explain_five },
  { "tarn-catalog.h: client_explain(): Each view under this one is described once, and at most 64 of them.",
    test_explain_64 },

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

  { "tarn-commit.h: tarn_commit_new(): Makes a commit that adds and removes nothing.", test_commit_defaults },
  { "tarn-commit.h: TarnCommit: One description can be committed more than once.", test_commit_again },
  { "tarn-commit.h: set_total_bytes(): which then replaces the computation from the added and removed bytes",
    test_commit_total },

  { "tarn-table.h: chapter: Sizes and counts are at most 2^60.", test_at_most },
  { "tarn-table.h: TarnTable: A copy never changes, and stays valid after the engine is gone.",
    test_copy_never_changes },
  { "tarn-table.h: TarnTable: Getters that are about views return 0, %FALSE or %NULL for base tables.",
    test_base_getters },
  { "tarn-table.h: TarnTable: A full refresh changes as many bytes as the view has, or twice as many if it replaces an "
    "earlier content.", test_full_changes },
  { "tarn-table.h: TarnTable: An incremental refresh changes as many bytes as changed in the sources, but at most the "
    "size of the view", test_incremental_changes },
  { "tarn-table.h: TarnTable: if it finds no commit to show, it makes no commit", test_incremental_without_commit },
  { "tarn-table.h: TarnTable: how many commits the view does not show yet, how many bytes they changed, and since when "
    "the oldest of them is pending", test_scheduler },
  { "tarn-table.h: get_oldest_pending_commit_time(): or 0 if there is none", test_oldest_none },
  { "tarn-table.h: get_version_id(): or -1 before the first snapshot", test_version_before_first },
  { "tarn-table.h: get_n_commits(): the number of commits, compactions included; for a view, the commits of its "
    "refreshes", test_counts_commits },
  { "tarn-table.h: get_last_commit_time(): or 0 if there was none", test_last_commit_time },
  { "tarn-table.h: get_snapshot_time(): which is when the run that it shows got its slot; 0 if the view was never "
    "refreshed", test_times_of_view },
  { "tarn-table.h: get_pending_commits(): since the creation of the view that the view does not show; compactions do "
    "not count", test_pending_since_creation },
  { "tarn-table.h: has_active_run(): whether the view has a run that has not ended", test_active },
  { "tarn-table.h: get_sub_object_version_ids(): After the first refresh they are the snapshots of the "
    "sources that the view shows, in the order of the sources.",
    test_ids_in_order },
  { "tarn-commit.h: TarnCommitOperation: the commit adds and removes files",
    test_commit_members },
  { "tarn-table-name.h: new_from_string(): pass parts with dots to tarn_table_name_new()",
    test_parts_with_dots },
  { "tarn-table-name.h: tarn_table_name_new(): an operation that takes the name fails with "
    "%TARN_GLUE_ERROR_INVALID_INPUT",
    test_operation_reports },
  { "tarn-table-input.h: set_size_bytes(): The size of a view is the number of bytes that a full refresh "
    "writes.",
    test_full_writes },
  { "tarn-table-input.h: TarnTableInput: The setters keep any value",
    test_setters_keep },
  { "cost.md: The figures of a run and of a view: explains in words why a view is as stale as it is, down to "
    "the sources of its sources",
    test_explain_sources },
  { "tarn-catalog.h: client_explain(): Each view under this one is described once",
    test_explain_once },
  { "tarn-catalog.h: client_explain(): have published nothing since then and why",
    test_explain_why },
  { "tarn-catalog.h: client_explain(): and whether the view is refreshed automatically",
    test_explain_schedule },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
