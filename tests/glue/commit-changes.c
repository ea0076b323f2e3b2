/* SPDX-License-Identifier: MIT */
/*
 * Tests what observers are told about commits to base tables and about the snapshots that refreshes publish, and
 * that the enumerated causes and statuses of changes say the same as the texts.
 */
#include "worlds/glue-lake.h"

#define GB GIGABYTE
#define start_with_options tarn_glue_client_start_materialized_view_refresh_task_run_with_options

typedef struct
{
  TarnEngine *engine;
  guint observer;
  GString *log;
  GPtrArray *kept;
} Watcher;

static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  Watcher *watcher = data;

  g_ptr_array_add (watcher->kept, tarn_change_copy (change));
  g_string_append_printf (watcher->log, "%s ", tarn_change_get_cause (change));
}

static Watcher
watch (TarnEngine *engine, const TarnChangeKind *kinds, guint n_kinds)
{
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();
  Watcher watcher = {
    .engine = engine,
    .log = g_string_new (NULL),
    .kept = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_change_free),
  };

  for (guint i = 0; i < n_kinds; i++)
    tarn_change_filter_add_kind (filter, kinds[i]);
  watcher.observer
      = tarn_engine_add_filtered_observer (engine, filter, on_change,
                                           g_memdup2 (&watcher, sizeof watcher), g_free);
  return watcher;
}

static Watcher
watch_commits (TarnEngine *engine)
{
  return watch (engine, (TarnChangeKind[]){ TARN_CHANGE_KIND_COMMIT }, 1);
}

static void
watcher_clear (Watcher *watcher)
{
  g_assert_true (tarn_engine_remove_observer (watcher->engine, watcher->observer));
  g_string_free (watcher->log, TRUE);
  g_ptr_array_unref (watcher->kept);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watcher, watcher_clear)

static const TarnCommitChange *
get_last (const Watcher *watcher)
{
  g_assert_cmpuint (watcher->kept->len, >, 0);
  return tarn_change_get_commit (watcher->kept->pdata[watcher->kept->len - 1]);
}

/* --- Commits of a caller ---------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  TarnCommitOperation operation;
  guint64 added_bytes;
  guint64 removed_bytes;
  guint64 changed_bytes; /* expected */
  guint64 size_bytes;    /* expected, of a table of 100 GB before */
} CommitRow;

/* clang-format off */
static const CommitRow commit_rows[] = {
  { "append", TARN_COMMIT_APPEND, 3 * GB, 0, 3 * GB, 103 * GB },
  { "overwrite", TARN_COMMIT_OVERWRITE, 3 * GB, 2 * GB, 5 * GB, 101 * GB },
  { "delete", TARN_COMMIT_DELETE, 0, 2 * GB, 2 * GB, 98 * GB },
  { "compaction-changes-no-data", TARN_COMMIT_REPLACE, 3 * GB, 3 * GB, 0, 100 * GB },
  { "nothing", TARN_COMMIT_APPEND, 0, 0, 0, 100 * GB },
};
/* clang-format on */

static void
test_commit (gconstpointer data)
{
  const CommitRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_auto (Watcher) watcher = watch_commits (lake.engine);
  g_autoptr (TarnCommit) commit = tarn_commit_new (row->operation);
  g_autoptr (GError) error = NULL;

  engine_advance (lake.engine, HOUR_US);
  tarn_commit_set_added_bytes (commit, row->added_bytes);
  tarn_commit_set_removed_bytes (commit, row->removed_bytes);
  tarn_glue_client_commit (lake.client, lake.base, commit, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (watcher.log->str, ==, "commit ");
  const TarnChange *change = watcher.kept->pdata[0];
  const TarnCommitChange *part = get_last (&watcher);
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (lake.client, lake.base, &error);

  g_assert_cmpint (tarn_change_get_kind (change), ==, TARN_CHANGE_KIND_COMMIT);
  g_assert_cmpint (tarn_change_get_time (change), ==, START_US + HOUR_US);
  g_assert_null (tarn_change_get_from_status (change));
  g_assert_null (tarn_change_get_to_status (change));
  g_assert_null (tarn_change_get_detail_type (change));
  g_assert_null (tarn_change_get_refresh (change));
  g_assert_false (tarn_change_get_run_id_bits (change, NULL, NULL));
  g_assert_cmpint (tarn_change_get_creation_time (change), ==, 0);
  g_assert_true (tarn_table_name_equal (tarn_commit_change_get_table_name (part), lake.base));
  g_assert_false (tarn_commit_change_is_publication (part));
  g_assert_cmpint (tarn_commit_change_get_operation (part), ==, row->operation);
  g_assert_cmpuint (tarn_commit_change_get_changed_bytes (part), ==, row->changed_bytes);
  g_assert_cmpuint (tarn_commit_change_get_size_bytes (part), ==, row->size_bytes);
  g_assert_cmpuint (tarn_commit_change_get_n_commits (part), ==, 1);
  g_assert_cmpint (tarn_commit_change_get_version_id (part), ==, tarn_table_get_version_id (table));
}

/* A commit that is refused is no commit. */
static void
test_refused (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_auto (Watcher) watcher = watch_commits (lake.engine);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_DELETE);
  g_autoptr (GError) error = NULL;

  tarn_commit_set_removed_bytes (commit, 101 * GB);
  g_assert_false (tarn_glue_client_commit (lake.client, lake.base, commit, &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT);
  g_assert_cmpstr (watcher.log->str, ==, "");
}

/* --- Publications ----------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  TarnRefreshMode mode;
  guint64 appended_bytes;        /* to the base table before the refresh */
  gboolean is_told;              /* the view gets a new snapshot */
  TarnCommitOperation operation; /* expected */
  guint64 changed_bytes;         /* expected; the view has 10 GB */
} PublicationRow;

/* Each row is a refresh of the same view, in this order. */
/* clang-format off */
static const PublicationRow publication_rows[] = {
  { "first", TARN_REFRESH_MODE_SERVICE, 0, TRUE, TARN_COMMIT_APPEND, 10 * GB },
  { "nothing-changed", TARN_REFRESH_MODE_SERVICE, 0, FALSE, TARN_COMMIT_APPEND, 0 },
  { "incremental", TARN_REFRESH_MODE_INCREMENTAL, GB, TRUE, TARN_COMMIT_APPEND, GB },
  { "full", TARN_REFRESH_MODE_FULL, 0, TRUE, TARN_COMMIT_OVERWRITE, 20 * GB },
};
/* clang-format on */

static TarnTableName *
add_sized_view (const Lake *lake)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, lake->base);
  tarn_table_input_set_incremental (input, TRUE);
  tarn_table_input_set_size_bytes (input, 10 * GB);
  return lake_add (lake, "sized", input);
}

static void
check_publication (const PublicationRow *row, const Watcher *watcher, const TarnTableName *view,
                   TarnRefreshRun *run)
{
  const TarnChange *change = watcher->kept->pdata[watcher->kept->len - 1];
  const TarnCommitChange *part = get_last (watcher);
  g_autofree char *id = tarn_change_dup_run_id (change);

  g_assert_cmpstr (id, ==, tarn_refresh_run_get_id (run));
  g_assert_cmpuint (tarn_change_get_tag (change), ==, 77);
  g_assert_cmpint (tarn_change_get_creation_time (change), ==,
                   tarn_refresh_run_get_creation_time (run));
  g_assert_true (tarn_table_name_equal (tarn_commit_change_get_table_name (part), view));
  g_assert_true (tarn_commit_change_is_publication (part));
  g_assert_cmpint (tarn_commit_change_get_operation (part), ==, row->operation);
  g_assert_cmpuint (tarn_commit_change_get_changed_bytes (part), ==, row->changed_bytes);
  g_assert_cmpuint (tarn_commit_change_get_size_bytes (part), ==, 10 * GB);
}

static void
test_publications (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view = add_sized_view (&lake);

  for (guint i = 0; i < G_N_ELEMENTS (publication_rows); i++)
    {
      const PublicationRow *row = &publication_rows[i];
      g_autoptr (TarnStartOptions) options = tarn_start_options_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", row->name);
      if (row->appended_bytes > 0)
        glue_append (lake.client, lake.base, (gint64) row->appended_bytes);

      g_auto (Watcher) watcher = watch_commits (lake.engine);
      tarn_start_options_set_tag (options, 77);
      tarn_start_options_set_refresh_mode (options, row->mode);
      g_autoptr (TarnRefreshRun) run
          = start_with_options (lake.client, view, FALSE, options, &error);
      g_assert_no_error (error);
      engine_drain (lake.engine);
      g_assert_cmpstr (watcher.log->str, ==, row->is_told ? "commit " : "");
      if (row->is_told)
        check_publication (row, &watcher, view, run);
    }
}

/* A view is told to have its new snapshot before its run is told to have succeeded. */
static void
test_order (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_auto (Watcher) watcher
      = watch (lake.engine, (TarnChangeKind[]){ TARN_CHANGE_KIND_RUN, TARN_CHANGE_KIND_COMMIT }, 2);

  g_free (lake_start (&lake, lake.view));
  engine_drain (lake.engine);
  g_assert_cmpstr (watcher.log->str, ==, "create take-slot begin commit succeed ");
}

/* What does not publish is not told: a stopped run, and a failed one. */
static void
test_nothing_published (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_auto (Watcher) watcher = watch_commits (lake.engine);

  g_free (lake_start (&lake, lake.view));
  lake_stop (&lake, lake.view);
  engine_drain (lake.engine);
  engine_set (lake.engine, "glue.read-failure-ppm", 1000000);
  g_free (lake_start (&lake, lake.view));
  engine_drain (lake.engine);
  g_assert_cmpstr (watcher.log->str, ==, "");
}

/* --- Who is told ------------------------------------------------------------------------------ */

static void
commit_again (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const Lake *lake = data;

  if (tarn_commit_change_get_n_commits (tarn_change_get_commit (change)) < 3)
    glue_append (lake->client, lake->base, 1);
}

/* An observer may commit, and is told of that commit after every observer was told of the one before. */
static void
test_commit_in_observer (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();

  tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_COMMIT);
  tarn_engine_add_filtered_observer (lake.engine, filter, commit_again, &lake, NULL);
  g_auto (Watcher) watcher = watch_commits (lake.engine);

  glue_append (lake.client, lake.base, 1);
  g_assert_cmpstr (watcher.log->str, ==, "commit commit commit ");
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (tarn_commit_change_get_n_commits (
                          tarn_change_get_commit (watcher.kept->pdata[i])),
                      ==, i + 1);
}

static void
count (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED, gpointer data)
{
  ++*(guint *) data;
}

/* Handlers of the signal and the journal are not told, although another observer is. */
static void
test_not_told (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_auto (Watcher) watcher = watch_commits (lake.engine);
  guint n_handled = 0;

  g_signal_connect (lake.engine, "change", G_CALLBACK (count), &n_handled);
  tarn_engine_set_journal (lake.engine, journal);
  glue_append (lake.client, lake.base, 1);
  g_assert_cmpstr (watcher.log->str, ==, "commit ");
  g_assert_cmpuint (n_handled, ==, 0);
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 1);
}

/* Once the last observer of commits is removed, nothing is told, and the others are told as before. */
static void
test_removed (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();
  guint n_commits = 0, n_changes = 0;

  tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_COMMIT);
  tarn_engine_add_observer (lake.engine, count, &n_changes, NULL);
  guint id = tarn_engine_add_filtered_observer (lake.engine, filter, count, &n_commits, NULL);
  glue_append (lake.client, lake.base, 1);
  g_assert_true (tarn_engine_remove_observer (lake.engine, id));
  glue_append (lake.client, lake.base, 1);
  g_free (lake_start (&lake, lake.view));
  g_assert_cmpuint (n_commits, ==, 1);
  g_assert_cmpuint (n_changes, ==, 2);
}

/* --- Enumerated causes and statuses ----------------------------------------------------------- */

static void
check_texts (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  g_autoptr (GEnumClass) causes = g_type_class_ref (TARN_TYPE_REFRESH_CAUSE);
  gint cause = (gint) tarn_change_get_refresh_cause (change);

  ++*(guint *) data;
  g_assert_cmpstr (g_enum_get_value (causes, cause)->value_nick, ==,
                   tarn_change_get_cause (change));
  g_assert_cmpstr (tarn_refresh_status_to_string (tarn_change_get_from_refresh_status (change)), ==,
                   tarn_change_get_from_status (change));
  g_assert_cmpstr (tarn_refresh_status_to_string (tarn_change_get_to_refresh_status (change)), ==,
                   tarn_change_get_to_status (change));
  g_assert_cmpint (tarn_change_get_metadata_cause (change), ==, TARN_METADATA_CAUSE_NONE);
  g_assert_cmpint (tarn_change_get_from_metadata_status (change), ==, TARN_METADATA_STATUS_NONE);
  g_assert_cmpint (tarn_change_get_to_metadata_status (change), ==, TARN_METADATA_STATUS_NONE);
}

/* A run that succeeds, one that fails, and one that is stopped: all causes there are. */
static void
test_enumerated (void)
{
  g_auto (Lake) lake = lake_new (1);
  guint n_changes = 0;

  tarn_engine_add_observer (lake.engine, check_texts, &n_changes, NULL);
  g_free (lake_start (&lake, lake.view));
  engine_drain (lake.engine);
  engine_set (lake.engine, "glue.read-failure-ppm", 1000000);
  g_free (lake_start (&lake, lake.view));
  engine_drain (lake.engine);
  g_free (lake_start (&lake, lake.view));
  lake_stop (&lake, lake.view);
  engine_drain (lake.engine);
  g_assert_cmpuint (n_changes, ==, 4 + 4 + 4);
}

static void
test_commit_has_no_cause (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_auto (Watcher) watcher = watch_commits (lake.engine);

  glue_append (lake.client, lake.base, 1);
  const TarnChange *change = watcher.kept->pdata[0];
  g_assert_cmpint (tarn_change_get_refresh_cause (change), ==, TARN_REFRESH_CAUSE_NONE);
  g_assert_cmpint (tarn_change_get_from_refresh_status (change), ==, TARN_REFRESH_STATUS_NONE);
  g_assert_cmpint (tarn_change_get_to_refresh_status (change), ==, TARN_REFRESH_STATUS_NONE);
}

/* --- Repeated EventBridge events -------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *rule;
  TarnChangeKind kind;
  const char *cause;
} RepeatRow;

/* clang-format off */
static const RepeatRow repeat_rows[] = {
  { "redelivery", "do=duplicate-event\n", TARN_CHANGE_KIND_REDELIVERY, "redelivery" },
  { "late-event", "do=delay-event\ndelay-us=60000000\n", TARN_CHANGE_KIND_LATE_EVENT, "late-event" },
};
/* clang-format on */

/* The repetition has the cause of the change that its EventBridge event is about, also in a restored engine. */
static void
test_repeated (gconstpointer data)
{
  const RepeatRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *rule
      = g_strdup_printf ("[rule]\nevent=Glue Materialized View Refresh Task Started\n%s",
                         row->rule);

  engine_add_faults (lake.engine, rule);
  g_free (lake_start (&lake, lake.view));
  engine_advance (lake.engine, FULL_STARTUP_US - 1);

  g_autoptr (GBytes) saved = tarn_engine_save (lake.engine, NULL);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (saved, NULL, NULL);
  TarnEngine *engines[] = { lake.engine, restored };

  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    {
      g_auto (Watcher) watcher = watch (engines[i], &row->kind, 1);

      engine_drain (engines[i]);
      g_assert_cmpuint (watcher.kept->len, ==, 1);
      const TarnChange *change = watcher.kept->pdata[0];
      g_assert_cmpint (tarn_change_get_kind (change), ==, row->kind);
      g_assert_cmpstr (tarn_change_get_cause (change), ==, row->cause);
      g_assert_cmpint (tarn_change_get_refresh_cause (change), ==, TARN_REFRESH_CAUSE_BEGIN);
      g_assert_cmpstr (tarn_change_get_from_status (change), ==, "RUNNING");
      g_assert_cmpint (tarn_change_get_to_refresh_status (change), ==, TARN_REFRESH_STATUS_RUNNING);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/commit-changes/commit/", commit_rows, test_commit);
  g_test_add_func ("/commit-changes/refused", test_refused);
  g_test_add_func ("/commit-changes/publications", test_publications);
  g_test_add_func ("/commit-changes/order", test_order);
  g_test_add_func ("/commit-changes/nothing-published", test_nothing_published);
  g_test_add_func ("/commit-changes/commit-in-observer", test_commit_in_observer);
  g_test_add_func ("/commit-changes/not-told", test_not_told);
  g_test_add_func ("/commit-changes/removed", test_removed);
  g_test_add_func ("/commit-changes/enumerated", test_enumerated);
  g_test_add_func ("/commit-changes/commit-has-no-cause", test_commit_has_no_cause);
  ADD_ROWS ("/commit-changes/repeated/", repeat_rows, test_repeated);

  return g_test_run ();
}
