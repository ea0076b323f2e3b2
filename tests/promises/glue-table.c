/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-table.h. */
#include "worlds/glue-lake.h"

#include "glue-tables.h"
#include "promise.h"

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

/* clang-format off */
static const Promise promises[] = {
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
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
