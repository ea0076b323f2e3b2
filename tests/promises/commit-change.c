/* SPDX-License-Identifier: MIT */
/* What tarn-commit-change.h and tarn-change.h promise of the commits that observers are told about. */
#include "worlds/glue-lake.h"

#include "promise.h"

#define start_with_options tarn_glue_client_start_materialized_view_refresh_task_run_with_options
#define SIZE_BYTES (10 * GIGABYTE)
#define TAG 77

typedef struct
{
  Lake lake;
  TarnTableName *sized; /* a view of SIZE_BYTES, which was refreshed once by a run with a tag */
  GPtrArray *kept;
} Fixture;

static void
keep (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  g_ptr_array_add (((Fixture *) data)->kept, tarn_change_copy (change));
}

static TarnTableName *
add_sized_view (const Lake *lake)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, lake->base);
  tarn_table_input_set_incremental (input, TRUE);
  tarn_table_input_set_size_bytes (input, SIZE_BYTES);
  return lake_add (lake, "sized", input);
}

static TarnRefreshRun *
refresh (const Fixture *fixture)
{
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();
  g_autoptr (GError) error = NULL;

  tarn_start_options_set_tag (options, TAG);
  TarnRefreshRun *run
      = start_with_options (fixture->lake.client, fixture->sized, FALSE, options, &error);
  g_assert_no_error (error);
  engine_drain (fixture->lake.engine);
  return run;
}

static void
fixture_init (Fixture *fixture)
{
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();

  fixture->lake = lake_new (1);
  fixture->sized = add_sized_view (&fixture->lake);
  fixture->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_change_free);
  tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_COMMIT);
  tarn_engine_add_filtered_observer (fixture->lake.engine, filter, keep, fixture, NULL);
}

static void
fixture_clear (Fixture *fixture)
{
  lake_clear (&fixture->lake);
  tarn_table_name_unref (fixture->sized);
  g_ptr_array_unref (fixture->kept);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

/* The only change since the last call. */
static TarnChange *
take (const Fixture *fixture)
{
  g_assert_cmpuint (fixture->kept->len, ==, 1);
  return g_ptr_array_steal_index (fixture->kept, 0);
}

static guint64
get_pending_bytes (const Fixture *fixture)
{
  g_autoptr (TarnTable) table = lake_get_table (&fixture->lake, fixture->sized);

  return tarn_table_get_pending_bytes (table);
}

/* --- Commits of a caller ---------------------------------------------------------------------- */

static void
check_no_run (const TarnChange *change)
{
  guint64 high = 7, low = 7;
  g_autofree char *id = tarn_change_dup_run_id (change);

  g_assert_null (id);
  g_assert_false (tarn_change_get_run_id_bits (change, &high, &low));
  g_assert_cmpuint (high, ==, 0);
  g_assert_cmpuint (low, ==, 0);
  g_assert_cmpint (tarn_change_get_creation_time (change), ==, 0);
  g_assert_cmpuint (tarn_change_get_tag (change), ==, 0);
}

static void
check_kind (const TarnChange *change)
{
  g_assert_cmpint (tarn_change_get_kind (change), ==, TARN_CHANGE_KIND_COMMIT);
  g_assert_cmpstr (tarn_change_get_cause (change), ==, "commit");
  g_assert_null (tarn_change_get_from_status (change));
  g_assert_null (tarn_change_get_to_status (change));
  g_assert_null (tarn_change_get_error_message (change));
  g_assert_null (tarn_change_get_detail_type (change));
  g_assert_null (tarn_change_get_refresh (change));
  g_assert_null (tarn_change_get_metadata (change));
}

/* What the change says of the table is what the table says at that moment. */
static void
check_table (const Fixture *fixture, const TarnChange *change, TarnTableName *name)
{
  const TarnCommitChange *part = tarn_change_get_commit (change);
  g_autoptr (TarnTable) table = lake_get_table (&fixture->lake, name);

  g_assert_true (tarn_table_name_equal (tarn_commit_change_get_table_name (part), name));
  g_assert_cmpint (tarn_commit_change_get_version_id (part), ==, tarn_table_get_version_id (table));
  g_assert_cmpuint (tarn_commit_change_get_size_bytes (part), ==,
                    tarn_table_get_size_bytes (table));
  g_assert_cmpuint (tarn_commit_change_get_n_commits (part), ==, tarn_table_get_n_commits (table));
}

typedef struct
{
  TarnCommitOperation operation;
  guint64 added_bytes, removed_bytes;
} CommitRow;

static void
commit (const Fixture *fixture, const CommitRow *row)
{
  g_autoptr (TarnCommit) made = tarn_commit_new (row->operation);
  g_autoptr (GError) error = NULL;

  tarn_commit_set_added_bytes (made, row->added_bytes);
  tarn_commit_set_removed_bytes (made, row->removed_bytes);
  tarn_glue_client_commit (fixture->lake.client, fixture->lake.base, made, &error);
  g_assert_no_error (error);
}

static void
test_commits (void)
{
  static const CommitRow rows[] = {
    { TARN_COMMIT_APPEND, 3 * GIGABYTE, 0 },
    { TARN_COMMIT_OVERWRITE, 2 * GIGABYTE, GIGABYTE },
    { TARN_COMMIT_DELETE, 0, 5 * GIGABYTE },
    { TARN_COMMIT_REPLACE, GIGABYTE, GIGABYTE },
  };
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture);
  tarn_refresh_run_unref (refresh (&fixture));
  g_ptr_array_set_size (fixture.kept, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint64 before = get_pending_bytes (&fixture);

      engine_advance (fixture.lake.engine, HOUR_US);
      commit (&fixture, &rows[i]);
      g_autoptr (TarnChange) change = take (&fixture);
      const TarnCommitChange *part = tarn_change_get_commit (change);

      check_kind (change);
      check_no_run (change);
      check_table (&fixture, change, fixture.lake.base);
      g_assert_cmpint (tarn_change_get_time (change), ==,
                       tarn_engine_get_now (fixture.lake.engine));
      g_assert_false (tarn_commit_change_is_publication (part));
      g_assert_cmpint (tarn_commit_change_get_operation (part), ==, rows[i].operation);
      g_assert_cmpuint (tarn_commit_change_get_n_commits (part), ==, i + 1);
      g_assert_cmpuint (tarn_commit_change_get_changed_bytes (part), ==,
                        get_pending_bytes (&fixture) - before);
      g_assert_true ((tarn_commit_change_get_changed_bytes (part) == 0)
                     == (rows[i].operation == TARN_COMMIT_REPLACE));
    }
}

/* The second commit is told with the state of the table then, although the first is told at the same time. */
static void
commit_once_more (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const Fixture *fixture = data;

  if (tarn_commit_change_get_n_commits (tarn_change_get_commit (change)) == 1)
    glue_append (fixture->lake.client, fixture->lake.base, GIGABYTE);
}

static void
test_moment (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();
  guint64 sizes[2];

  fixture_init (&fixture);
  tarn_engine_remove_observer (fixture.lake.engine, 1);
  tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_COMMIT);
  tarn_engine_add_filtered_observer (fixture.lake.engine, filter, commit_once_more, &fixture, NULL);
  tarn_engine_add_filtered_observer (fixture.lake.engine, filter, keep, &fixture, NULL);
  glue_append (fixture.lake.client, fixture.lake.base, GIGABYTE);
  g_assert_cmpuint (fixture.kept->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    sizes[i] = tarn_commit_change_get_size_bytes (tarn_change_get_commit (fixture.kept->pdata[i]));
  g_assert_cmpuint (sizes[0], ==, 101 * GIGABYTE);
  g_assert_cmpuint (sizes[1], ==, 102 * GIGABYTE);
}

/* --- Publications ----------------------------------------------------------------------------- */

static void
check_run (const TarnChange *change, TarnRefreshRun *run)
{
  g_autofree char *id = tarn_change_dup_run_id (change);

  g_assert_cmpstr (id, ==, tarn_refresh_run_get_id (run));
  g_assert_true (tarn_change_get_run_id_bits (change, NULL, NULL));
  g_assert_cmpint (tarn_change_get_creation_time (change), ==,
                   tarn_refresh_run_get_creation_time (run));
  g_assert_cmpuint (tarn_change_get_tag (change), ==, TAG);
}

static void
test_publications (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (TarnRefreshRun) run = NULL;

      if (i > 0)
        {
          glue_append (fixture.lake.client, fixture.lake.base, GIGABYTE);
          g_ptr_array_set_size (fixture.kept, 0);
        }
      /* The last one is full, and replaces what the view has shown. */
      engine_set (fixture.lake.engine, "glue.incremental-threshold-percent", i == 2 ? 0 : 20);
      run = refresh (&fixture);
      g_autoptr (TarnChange) change = take (&fixture);
      const TarnCommitChange *part = tarn_change_get_commit (change);

      check_kind (change);
      check_run (change, run);
      check_table (&fixture, change, fixture.sized);
      g_assert_true (tarn_commit_change_is_publication (part));
      g_assert_cmpint (tarn_commit_change_get_operation (part), ==,
                       i == 2 ? TARN_COMMIT_OVERWRITE : TARN_COMMIT_APPEND);
      g_assert_cmpuint (tarn_commit_change_get_n_commits (part), ==, i + 1);
    }
}

/* --- Other changes ---------------------------------------------------------------------------- */

static void
check_no_commit (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  g_assert_null (tarn_change_get_commit (change));
  ++*(guint *) data;
}

static void
test_no_commit (void)
{
  g_auto (Fixture) fixture = { 0 };
  guint n_changes = 0;

  fixture_init (&fixture);
  tarn_engine_add_observer (fixture.lake.engine, check_no_commit, &n_changes, NULL);
  tarn_refresh_run_unref (refresh (&fixture));
  g_assert_cmpuint (n_changes, ==, 4);
  g_assert_cmpuint (fixture.kept->len, ==, 1);
}

static void
count (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED, gpointer data)
{
  ++*(guint *) data;
}

static void
test_handler (void)
{
  g_auto (Fixture) fixture = { 0 };
  guint n_handled = 0;

  fixture_init (&fixture);
  g_signal_connect (fixture.lake.engine, "change", G_CALLBACK (count), &n_handled);
  glue_append (fixture.lake.client, fixture.lake.base, GIGABYTE);
  g_assert_cmpuint (n_handled, ==, 0);
  tarn_refresh_run_unref (refresh (&fixture));
  g_assert_cmpuint (n_handled, ==, 4);
  g_assert_cmpuint (fixture.kept->len, ==, 2);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-commit-change.h: change_get_commit(): the part about a commit and its table, or %NULL if @self is of another kind than %TARN_CHANGE_KIND_COMMIT", test_no_commit },
  { "tarn-commit-change.h: get_table_name(): the base table, or the materialized view that a refresh has written", test_publications },
  { "tarn-commit-change.h: is_publication(): whether a refresh run published the new snapshot of a view; tarn_change_get_run_id_bits() has the run", test_publications },
  { "tarn-commit-change.h: get_operation(): Gets the operation of the snapshot.", test_commits },
  { "tarn-commit-change.h: get_operation(): The simulation takes %TARN_COMMIT_OVERWRITE for a full refresh that replaces what the view has shown, and %TARN_COMMIT_APPEND for the first refresh of a view and for each incremental one.", test_publications },
  { "tarn-commit-change.h: get_version_id(): the id of the new snapshot, as tarn_table_get_version_id() returns it", test_commits },
  { "tarn-commit-change.h: get_changed_bytes(): how many bytes the views that read the table lack now in addition; 0 for %TARN_COMMIT_REPLACE, which changes no data", test_commits },
  { "tarn-commit-change.h: get_size_bytes(): the size of the table after the commit", test_commits },
  { "tarn-commit-change.h: get_n_commits(): which commit of the table this is, from 1", test_publications },
  { "tarn-change.h: TarnChange: It shows the run or the table at the moment of the change.", test_moment },
  { "tarn-change.h: TarnObserverFunc: @change describes the moment of the change.", test_moment },
  { "tarn-engine.h: TarnEngine::change: Emitted for each change but commits", test_handler },
  { "tarn-change.h: get_from_status(): the change is none of a run's status, as a commit", test_commits },
  { "tarn-change.h: get_to_status(): or %NULL if there is no run or the change is a commit", test_publications },
  { "tarn-change.h: get_cause(): for a commit, `commit`", test_commits },
  { "tarn-change.h: get_error_message(): for a commit, %NULL", test_commits },
  { "tarn-change.h: get_creation_time(): for a commit, that of the run that published", test_publications },
  { "tarn-change.h: get_tag(): for a commit, that of the run that published", test_publications },
  { "tarn-change.h: get_run_id_bits(): A commit has the id of the run that published, and none if a caller committed.", test_publications },
  { "tarn-change.h: get_run_id_bits(): whether the change has a run", test_commits },
  { "tarn-refresh-change.h: change_get_refresh(): or %NULL if @self is a change of another service or a commit", test_publications },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
