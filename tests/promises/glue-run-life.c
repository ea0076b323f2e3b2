/* SPDX-License-Identifier: MIT */
/* Tests the sentences of the page about refresh runs, and of tarn-refresh-change.h. */
#include "glue-runs.h"
#include "promise.h"

/* --- Changes ---------------------------------------------------------------------------------- */

static void
see (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  GString *text = data;
  const TarnRefreshChange *part = tarn_change_get_refresh (change);
  const char *type = tarn_refresh_type_to_string (tarn_refresh_change_get_refresh_type (part));

  g_assert_null (tarn_change_get_metadata (change));
  g_string_append_printf (
      text, "%s slot %s snapshot %s %s %s use %d bytes %d pending %d/%d\n",
      tarn_change_get_cause (change), tarn_refresh_change_get_slot_time (part) != 0 ? "yes" : "no",
      tarn_refresh_change_get_snapshot_time (part) != 0 ? "yes" : "no", type != NULL ? type : "-",
      tarn_table_name_get_table_name (tarn_refresh_change_get_table_name (part)),
      (int) tarn_refresh_change_get_dpu_milliseconds (part),
      (int) (tarn_refresh_change_get_processed_bytes (part) / 1000000),
      (int) tarn_refresh_change_get_pending_commits (part),
      (int) (tarn_refresh_change_get_pending_bytes (part) / 1000000));
}

static void
test_parts_of_changes (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) other
      = lake_add_view (&lake, "other", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autofree char *first = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 3 * MEGABYTE);
  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  first = lake_start (&lake, other);
  tarn_engine_add_observer (lake.engine, see, text, NULL);
  id = lake_start (&lake, lake.view);
  g_assert_cmpstr (text->str, ==,
                   "create slot no snapshot no - totals use 0 bytes 0 pending 1/3\n");
  lake_stop (&lake, other);
  g_string_truncate (text, 0);
  engine_advance (lake.engine, 5 * SECOND_US);
  g_assert_cmpstr (text->str, ==,
                   "stop-done slot yes snapshot yes FULL other use 0 bytes 0 pending 1/3\n"
                   "take-slot slot yes snapshot yes FULL totals use 0 bytes 0 pending 1/3\n");
  g_string_truncate (text, 0);
  engine_advance (lake.engine, HOUR_US);
  g_assert_true (g_str_has_suffix (text->str, " bytes 100003 pending 0/0\n"));
}

static void
see_metadata (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  guint *n_seen = data;

  g_assert_null (tarn_change_get_refresh (change));
  g_assert_nonnull (tarn_change_get_metadata (change));
  (*n_seen)++;
}

static void
test_part_of_other_service (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnMetadataTarget target = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (sample) };
  g_autoptr (TarnMetadataRun) run = NULL;
  guint n_seen = 0;

  tarn_engine_add_observer (tarn_sample_get_engine (sample), see_metadata, &n_seen, NULL);
  run = tarn_datazone_client_start_metadata_generation_run (tarn_sample_get_datazone (sample),
                                                            tarn_sample_get_domain_id (sample),
                                                            tarn_sample_get_project_id (sample),
                                                            &target, "BUSINESS_NAMES", NULL, NULL,
                                                            NULL);
  g_assert_nonnull (run);
  g_assert_cmpuint (n_seen, >, 0);
}

/* --- The page --------------------------------------------------------------------------------- */

static void
test_second_start (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.view);
  g_autoptr (GError) error = NULL;

  lake_stop (&lake, lake.view);
  g_assert_null (start_run (lake.client, lake.view, FALSE, &error));
  assert_exception (error, RUNNING, "");
}

static void
test_stop_without_run (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED = run_to_end (&lake, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (
      tarn_glue_client_stop_materialized_view_refresh_task_run (lake.client, lake.view, &error));
  assert_exception (error, NOT_RUNNING, "");
}

static void
test_failed_reports_use (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = run_to_end (&lake, "do=fail-run\nat-ppm=500000");

  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), >, 0);
  g_assert_cmpuint (published_of (&lake), ==, 0);
}

static void
test_upper_view (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) upper
      = lake_add_view (&lake, "upper", lake.view, TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED = run_to_end (&lake, NULL);
  g_autoptr (TarnTable) table = lake_get_table (&lake, upper);

  g_assert_cmpuint (tarn_table_get_pending_commits (table), ==, 1);
}

/* All slots are taken when the automatic refresh falls due. */
static void
test_automatic_at_limit (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) hourly G_GNUC_UNUSED
      = glue_add_view (lake.client, "hourly", lake.base, TARN_REFRESH_TYPE_NONE, 3600);
  g_autofree char *id = NULL;
  GString *log;
  g_autoptr (GPtrArray) runs = NULL;

  engine_set (lake.engine, "glue.running-max", 1);
  engine_advance (lake.engine, HOUR_US - MINUTE_US);
  id = lake_start (&lake, lake.view);
  log = lake_log (&lake);
  engine_advance (lake.engine, MINUTE_US);
  g_assert_nonnull (strstr (log->str, "(Glue Materialized View Auto-Refresh Invocation Failure)"));
  g_string_free (log, TRUE);
  runs = list_runs (lake.client, NULL, DATABASE, "hourly", -1, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, 0);
}

/* A caller lists, waits for and stops an automatic run, and cannot start one of its own meanwhile. */
static void
test_automatic_like_others (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) hourly
      = glue_add_view (lake.client, "hourly", lake.base, TARN_REFRESH_TYPE_NONE, 3600);
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_advance (lake.engine, HOUR_US);
  runs = list_runs (lake.client, NULL, DATABASE, "hourly", -1, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
  g_assert_null (start_run (lake.client, hourly, FALSE, &error));
  assert_exception (error, RUNNING, "");
  lake_stop (&lake, hourly);
  run = tarn_glue_client_wait_for_materialized_view_refresh_task_run (
      lake.client, NULL, tarn_refresh_run_get_id (runs->pdata[0]), NULL, NULL);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STOPPED);
}

typedef struct
{
  const Lake *lake;
  guint n_changes;
} Checked;

static void
check_complete (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  Checked *checked = data;
  const Lake *lake = checked->lake;
  g_autofree char *id = tarn_change_dup_run_id (change);
  g_autoptr (TarnRefreshRun) run = lake_get (lake, id);

  g_assert_cmpstr (tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)), ==,
                   tarn_change_get_to_status (change));
  checked->n_changes++;
}

static void
test_after_complete (void)
{
  g_auto (Lake) lake = lake_new (0);
  Checked checked = { .lake = &lake };
  g_autoptr (TarnRefreshRun) run = NULL;

  tarn_engine_add_observer (lake.engine, check_complete, &checked, NULL);
  run = run_to_end (&lake, NULL);
  g_assert_cmpuint (checked.n_changes, ==, 4); /* create, take-slot, begin and succeed */
}

static void
test_skips (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) hourly G_GNUC_UNUSED
      = glue_add_view (lake.client, "hourly", lake.base, TARN_REFRESH_TYPE_FULL, 3600);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) one = NULL;

  engine_advance (lake.engine, 3 * HOUR_US);
  none = list_runs (lake.client, NULL, DATABASE, "hourly", -1, NULL, NULL, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, GIGABYTE);
  engine_advance (lake.engine, HOUR_US);
  one = list_runs (lake.client, NULL, DATABASE, "hourly", -1, NULL, NULL, NULL);
  g_assert_cmpuint (one->len, ==, 1);
}

static void
note_cause (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  g_string_append_printf (data, "%s ", tarn_change_get_cause (change));
}

static void
on_change (TarnEngine *engine, const TarnChange *change, gpointer data)
{
  note_cause (engine, change, data);
}

static void
test_signal (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GString) of_observer = g_string_new (NULL);
  g_autoptr (GString) of_signal = g_string_new (NULL);
  g_autoptr (TarnRefreshRun) run = NULL;

  tarn_engine_add_observer (lake.engine, note_cause, of_observer, NULL);
  g_signal_connect (lake.engine, "change", G_CALLBACK (on_change), of_signal);
  run = run_to_end (&lake, NULL);
  g_assert_cmpstr (of_observer->str, ==, "create take-slot begin succeed ");
  g_assert_cmpstr (of_signal->str, ==, of_observer->str);
}

static void
test_details (void)
{
  g_auto (Lake) lake = lake_new (0);
  GString *log = lake_log (&lake);
  g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED = run_to_end (&lake, NULL);

  assert_log (log,
              "@0 totals create >STARTING\n"
              "@0 totals take-slot STARTING>STARTING\n"
              "@30000 totals begin STARTING>RUNNING (Glue Materialized View Refresh Task Started)\n"
              "@314000 totals succeed RUNNING>SUCCEEDED (Glue Materialized View Refresh Task "
              "Succeeded)\n");
  g_string_free (log, TRUE);
}

static void
keep_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  TarnChange **copy = data;

  if (*copy == NULL)
    *copy = tarn_change_copy (change);
}

static void
test_part_is_valid (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnChange *copy = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  tarn_engine_add_observer (lake.engine, keep_change, &copy, NULL);
  run = run_to_end (&lake, NULL);
  lake_clear (&lake);
  g_assert_cmpstr (tarn_table_name_get_table_name (
                       tarn_refresh_change_get_table_name (tarn_change_get_refresh (copy))),
                   ==, VIEW);
  g_assert_cmpint (tarn_refresh_change_get_refresh_type (tarn_change_get_refresh (copy)), ==,
                   TARN_REFRESH_TYPE_NONE);
  tarn_change_free (copy);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-refresh-change.h: TarnRefreshChange: The part of a change that only refresh runs have",
    test_parts_of_changes },
  { "tarn-refresh-change.h: tarn_change_get_refresh(): or %NULL if @self is a change of another service",
    test_part_of_other_service },
  { "refresh-runs.md: The life of a run: even while that run is being stopped", test_second_start },
  { "refresh-runs.md: The life of a run: so a late stop finds no run", test_stop_without_run },
  { "refresh-runs.md: The life of a run: the run has published nothing; it reports what it used",
    test_failed_reports_use },
  { "refresh-runs.md: Before the first run: the refresh of the lower view is a commit for the upper view",
    test_upper_view },
  { "refresh-runs.md: Automatic refreshes: If the account's slots are all taken, the engine starts no run either, and "
    "notifies observers with the EventBridge event that the service documents.", test_automatic_at_limit },
  { "refresh-runs.md: Automatic refreshes: Automatic runs are like all others: callers can list them, stop them and "
    "wait for them, and a start by hand fails while one is under way.", test_automatic_like_others },
  { "refresh-runs.md: Observers: The engine notifies observers of each change of a run after the change is complete",
    test_after_complete },
  { "refresh-runs.md: Automatic refreshes: When a refresh falls due, the engine starts no run if nothing has "
    "changed",
    test_skips },
  { "refresh-runs.md: Observers: The signal `TarnEngine::change` reports the same changes.",
    test_signal },
  { "refresh-runs.md: Observers: The member `detail_type` says whether a change is an EventBridge event of "
    "the service as well.",
    test_details },
  { "tarn-refresh-change.h: TarnRefreshChange: It belongs to the change, and is valid as long as the change "
    "is.",
    test_part_is_valid },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
