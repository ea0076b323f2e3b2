/* SPDX-License-Identifier: MIT */
/*
 * Tests StopMaterializedViewRefreshTaskRun: a run that is being stopped goes on for a while, holds its slot,
 * and ends STOPPED, whatever the result of its work would have been.
 */
#include "worlds/glue-lake.h"

#define LATENCY_US (5 * SECOND_US)

typedef struct
{
  const char *name;
  const char *catalog;
  const char *database;
  const char *table;
  const char *exception;
  const char *begins;
} RefusedRow;

/* clang-format off */
static const RefusedRow refused_rows[] = {
  { "empty-catalog", "", DATABASE, VIEW, INVALID, "CatalogId" },
  { "no-database", ACCOUNT, NULL, VIEW, INVALID, "DatabaseName" },
  { "control-character", ACCOUNT, "\x02", VIEW, INVALID, "DatabaseName" },
  { "no-table", ACCOUNT, DATABASE, NULL, INVALID, "TableName" },
  { "not-utf-8", ACCOUNT, DATABASE, "\xff", INVALID, "TableName" },
  { "foreign-account", FOREIGN, DATABASE, VIEW, DENIED, "" },
  /* EntityNotFoundException is not an exception of this operation. */
  { "unknown-catalog", BUCKET, DATABASE, VIEW, NOT_RUNNING, "" },
  { "unknown-database", ACCOUNT, "none", VIEW, NOT_RUNNING, "" },
  { "unknown-table", ACCOUNT, DATABASE, "none", NOT_RUNNING, "" },
  { "base-table", ACCOUNT, DATABASE, BASE, NOT_RUNNING, "" },
  { "never-run", ACCOUNT, DATABASE, VIEW, NOT_RUNNING, "" },
  { "succeeded", ACCOUNT, DATABASE, "succeeded", NOT_RUNNING, "" },
  { "stopped", ACCOUNT, DATABASE, "stopped", NOT_RUNNING, "" },
  { "stopping", ACCOUNT, DATABASE, "stopping", STOPPING, "" },
  { "stopping-early", ACCOUNT, DATABASE, "early", STOPPING, "" },
  { "order/argument-before-access", FOREIGN, "", VIEW, INVALID, "DatabaseName" },
  { "order/access-before-run-state", FOREIGN, DATABASE, "stopping", DENIED, "" },
};

typedef struct
{
  const char *name;
  gint64 stop_us; /* the time from the start to the stop */
  gint64 latency_us;
  const char *status; /* until the run is STOPPED */
  gint64 started_us; /* StartTime, 0 if the run was never RUNNING */
  gint64 dpu_ms; /* of the STOPPED run; dpu_ms and bytes are sums over the plan of the full refresh */
  gint64 bytes;
} StopRow;

static const StopRow stop_rows[] = {
  { "at-once", 0, LATENCY_US, "STARTING", 0, 0, 0 },
  { "starting", 10 * SECOND_US, LATENCY_US, "STARTING", 0, 0, 0 },
  { "starting-until-past-the-start-up", 28 * SECOND_US, LATENCY_US, "STARTING", 0, 0, 0 },
  { "last-instant-of-starting", 30 * SECOND_US - 1, LATENCY_US, "STARTING", 0, 0, 0 },
  { "first-instant-of-running", 30 * SECOND_US, LATENCY_US, "RUNNING", 30 * SECOND_US, 10000, 0 },
  { "running", 100 * SECOND_US, LATENCY_US, "RUNNING", 30 * SECOND_US, 430000,
    G_GINT64_CONSTANT (16400000000) },
  { "latency-over-the-end", 313 * SECOND_US, LATENCY_US, "RUNNING", 30 * SECOND_US, 2520000,
    100 * GIGABYTE },
  { "last-instant-of-running", 314 * SECOND_US - 1, LATENCY_US, "RUNNING", 30 * SECOND_US, 2520000,
    100 * GIGABYTE },
  { "latency-0", 100 * SECOND_US, 0, "RUNNING", 30 * SECOND_US, 380000,
    G_GINT64_CONSTANT (14400000000) },
  { "latency-0-starting", 10 * SECOND_US, 0, "STARTING", 0, 0, 0 },
  { "latency-1-us", 100 * SECOND_US, 1, "RUNNING", 30 * SECOND_US, 380000,
    G_GINT64_CONSTANT (14400000400) },
  { "latency-one-hour", 100 * SECOND_US, HOUR_US, "RUNNING", 30 * SECOND_US, 2520000,
    100 * GIGABYTE },
};
/* clang-format on */

/* Makes an engine with a view for each state that a run can be in when a stop comes. */
static Lake
varied_lake_new (void)
{
  static const char *const names[] = { "succeeded", "stopped", "stopping", "early" };
  TarnTableName *views[G_N_ELEMENTS (names)];
  Lake lake = lake_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    views[i] = lake_add_view (&lake, names[i], lake.base, TARN_REFRESH_TYPE_NONE);
  for (guint i = 0; i < 2; i++)
    g_free (lake_start (&lake, views[i]));
  lake_stop (&lake, views[1]);
  engine_drain (lake.engine);
  g_free (lake_start (&lake, views[2]));
  engine_advance (lake.engine, 40 * SECOND_US);
  g_free (lake_start (&lake, views[3]));
  for (guint i = 2; i < 4; i++)
    lake_stop (&lake, views[i]);
  engine_advance (lake.engine, SECOND_US);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    tarn_table_name_unref (views[i]);
  return lake;
}

static void
test_refused (gconstpointer data)
{
  const RefusedRow *row = data;
  g_auto (Lake) lake = varied_lake_new ();
  g_autofree char *before = lake_to_string (&lake);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (stop_refresh (lake.client, row->catalog, row->database, row->table, &error));

  assert_exception (error, row->exception, row->begins);
  after = lake_to_string (&lake);
  g_assert_cmpstr (after, ==, before);
}

static void
assert_stopped (const Lake *lake, const char *id, const StopRow *row)
{
  g_autoptr (TarnRefreshRun) run = lake_get (lake, id);
  gint64 started_us = row->started_us ? TARN_ENGINE_START_TIME + row->started_us : 0;

  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STOPPED);
  g_assert_cmpint (tarn_refresh_run_get_start_time (run), ==, started_us);
  g_assert_cmpint (tarn_refresh_run_get_end_time (run), ==,
                   TARN_ENGINE_START_TIME + row->stop_us + row->latency_us);
  g_assert_cmpint (tarn_refresh_run_get_last_update_time (run), ==,
                   tarn_refresh_run_get_end_time (run));
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), ==, row->dpu_ms);
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (run), ==, row->bytes);
  g_assert_null (tarn_refresh_run_get_error_message (run));
}

static void
test_stop (gconstpointer data)
{
  const StopRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autoptr (TarnTable) table = NULL;

  engine_set (lake.engine, "glue.stop-latency-us", row->latency_us);
  id = lake_start (&lake, lake.view);
  engine_advance (lake.engine, row->stop_us);
  lake_stop (&lake, lake.view);
  if (row->latency_us > 0)
    {
      assert_status (&lake, id, row->status);
      engine_advance (lake.engine, row->latency_us - 1);
      assert_status (&lake, id, row->status);
      run = lake_get (&lake, id);
      g_assert_cmpint (tarn_refresh_run_get_last_update_time (run), ==,
                       TARN_ENGINE_START_TIME + row->stop_us);
      g_assert_cmpint (tarn_refresh_run_get_end_time (run), ==, 0);
      engine_advance (lake.engine, 1);
    }
  else
    engine_advance (lake.engine, 0);

  assert_stopped (&lake, id, row);
  engine_advance (lake.engine, HOUR_US);
  assert_stopped (&lake, id, row);
  table = lake_get_table (&lake, lake.view);
  g_assert_cmpint (tarn_table_get_last_refresh_type (table), ==, TARN_REFRESH_TYPE_NONE);
  g_assert_cmpint (tarn_table_get_version_id (table), ==, -1);
  g_assert_cmpint (tarn_table_get_publication_time (table), ==, 0);
  g_assert_cmpuint (tarn_table_get_n_commits (table), ==, 0);
  g_assert_false (tarn_table_has_active_run (table));
}

/* A run that is being stopped goes on using DPU, and Get returns its use at each instant. */
static void
test_use_grows (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);

  engine_advance (lake.engine, 100 * SECOND_US);
  lake_stop (&lake, lake.view);

  for (guint second = 0; second <= 5; second++)
    {
      g_autoptr (TarnRefreshRun) run = lake_get (&lake, id);

      g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), ==, 380000 + second * 10000);
      g_assert_cmpint (tarn_refresh_run_get_processed_bytes (run), ==,
                       (14400 + second * 400) * MEGABYTE);
      engine_advance (lake.engine, SECOND_US);
    }
}

/* A stop publishes nothing: the view shows the same state as before, and the same commit is pending. */
static void
test_no_publication (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTable) before = NULL;
  g_autoptr (TarnTable) after = NULL;

  g_free (lake_start (&lake, lake.view));
  engine_drain (lake.engine);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, GIGABYTE);
  before = lake_get_table (&lake, lake.view);
  engine_advance (lake.engine, HOUR_US);
  g_free (lake_start (&lake, lake.view));
  engine_advance (lake.engine, 40 * SECOND_US);
  lake_stop (&lake, lake.view);
  engine_drain (lake.engine);
  after = lake_get_table (&lake, lake.view);

  g_assert_cmpint (tarn_table_get_version_id (after), ==, tarn_table_get_version_id (before));
  g_assert_cmpint (tarn_table_get_snapshot_time (after), ==, tarn_table_get_snapshot_time (before));
  g_assert_cmpint (tarn_table_get_publication_time (after), ==,
                   tarn_table_get_publication_time (before));
  g_assert_cmpuint (tarn_table_get_n_commits (after), ==, 1);
  g_assert_cmpuint (tarn_table_get_pending_commits (after), ==, 1);
  g_assert_cmpuint (tarn_table_get_pending_bytes (after), ==, GIGABYTE);
  g_assert_cmpint (tarn_table_get_oldest_pending_commit_time (after), ==,
                   TARN_ENGINE_START_TIME + FULL_DURATION_US);
}

static void
test_start_while_stopping (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  engine_advance (lake.engine, 100 * SECOND_US);
  lake_stop (&lake, lake.view);
  engine_advance (lake.engine, LATENCY_US - 1);
  g_assert_null (start_refresh_of (lake.client, lake.view, FALSE, &error));
  assert_exception (error, RUNNING, "");
  engine_advance (lake.engine, 1);
  second = lake_start (&lake, lake.view);

  assert_status (&lake, id, "STOPPED");
  assert_status (&lake, second, "STARTING");
  g_assert_cmpstr (second, !=, id);
}

/* A run that is being stopped holds the only slot until the last microsecond. */
static void
test_slot (gconstpointer data)
{
  gint64 stop_us = *(const gint64 *) data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other
      = lake_add_view (&lake, "other", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autofree char *next = NULL;
  g_autoptr (GError) error = NULL;

  g_free (lake_start (&lake, lake.view));
  engine_set (lake.engine, "glue.running-max", 1);
  engine_advance (lake.engine, stop_us);
  lake_stop (&lake, lake.view);
  engine_advance (lake.engine, LATENCY_US - 1);
  g_assert_null (start_refresh_of (lake.client, other, FALSE, &error));
  assert_exception (error, LIMIT, "");
  engine_advance (lake.engine, 1);

  next = lake_start (&lake, other);
  assert_status (&lake, next, "STARTING");
}

/* A waiting run that is stopped has no slot to give back, and the run behind it moves up at once. */
static void
test_waiting (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) waiter = lake_add_view (&lake, "w", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTableName) next = lake_add_view (&lake, "n", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autofree char *first_id = NULL;
  g_autofree char *waiter_id = NULL;
  g_autofree char *next_id = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autoptr (GString) log = NULL;

  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  first_id = lake_start (&lake, lake.view);
  waiter_id = lake_start (&lake, waiter);
  next_id = lake_start (&lake, next);
  engine_advance (lake.engine, FULL_DURATION_US - 2 * SECOND_US);
  log = lake_log (&lake);
  lake_stop (&lake, waiter);
  assert_status (&lake, waiter_id, "STARTING");
  engine_advance (lake.engine, LATENCY_US);

  assert_log (log,
              "@312000 w stop STARTING>STARTING\n"
              "@314000 totals succeed RUNNING>SUCCEEDED"
              " (Glue Materialized View Refresh Task Succeeded)\n"
              "@314000 n take-slot STARTING>STARTING\n"
              "@314000 n begin STARTING>RUNNING (Glue Materialized View Refresh Task Started)\n"
              "@316000 n succeed RUNNING>SUCCEEDED"
              " (Glue Materialized View Refresh Task Succeeded)\n"
              "@317000 w stop-done STARTING>STOPPED\n");
  run = lake_get (&lake, waiter_id);
  g_assert_cmpint (tarn_refresh_run_get_refresh_type (run), ==, TARN_REFRESH_TYPE_NONE);
  g_assert_cmpint (tarn_refresh_run_get_start_time (run), ==, 0);
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), ==, 0);
}

/* If the run that is next in the queue is stopped, the slot is neither lost nor given twice. */
static void
test_only_waiter (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) waiter = lake_add_view (&lake, "w", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autofree char *again = NULL;

  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  g_free (lake_start (&lake, lake.view));
  g_free (lake_start (&lake, waiter));
  lake_stop (&lake, waiter);
  engine_advance (lake.engine, LATENCY_US);
  again = lake_start (&lake, waiter);
  engine_advance_to (lake.engine, FULL_DURATION_US - 1);
  assert_status (&lake, again, "STARTING");
  engine_advance (lake.engine, 1);
  assert_status (&lake, again, "RUNNING");
  engine_drain (lake.engine);
  assert_status (&lake, again, "SUCCEEDED");
}

/* A stop takes no run id, so a stop that was meant for an earlier run stops the present run. */
static void
test_late_stop (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *meant = lake_start (&lake, lake.view);
  g_autofree char *met = NULL;

  engine_drain (lake.engine);
  met = lake_start (&lake, lake.view);
  lake_stop (&lake, lake.view);
  engine_drain (lake.engine);

  assert_status (&lake, meant, "SUCCEEDED");
  assert_status (&lake, met, "STOPPED");
}

typedef struct
{
  Lake lake;
  GError *error;
  gboolean is_accepted;
} Race;

static gboolean
stop_now (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Race *race = data;

  race->is_accepted = stop_refresh (race->lake.client, ACCOUNT, DATABASE, VIEW, &race->error);
  return G_SOURCE_REMOVE;
}

static void
race_clear (Race *race)
{
  g_clear_error (&race->error);
  lake_clear (&race->lake);
}

/*
 * The end of the work and the stop are due at the same instant, and the event that was scheduled first
 * happens first. The end is scheduled when the run becomes RUNNING.
 */
static void
test_race_stop_first (void)
{
  Race race = { .lake = lake_new (1) };
  g_autofree char *id = NULL;

  tarn_engine_add_timeout (race.lake.engine, FULL_DURATION_US, TARN_TIMEOUT_NONE, stop_now, &race,
                           NULL);
  id = lake_start (&race.lake, race.lake.view);
  engine_advance (race.lake.engine, FULL_DURATION_US);

  g_assert_no_error (race.error);
  g_assert_true (race.is_accepted);
  assert_status (&race.lake, id, "RUNNING");
  engine_drain (race.lake.engine);
  assert_status (&race.lake, id, "STOPPED");
  g_assert_cmpint (engine_now (race.lake.engine), ==, FULL_DURATION_US + LATENCY_US);
  race_clear (&race);
}

static void
test_race_success_first (void)
{
  Race race = { .lake = lake_new (1) };
  g_autofree char *id = lake_start (&race.lake, race.lake.view);

  engine_advance (race.lake.engine, 40 * SECOND_US);
  tarn_engine_add_timeout (race.lake.engine, FULL_DURATION_US - 40 * SECOND_US, TARN_TIMEOUT_NONE,
                           stop_now, &race, NULL);
  engine_drain (race.lake.engine);

  g_assert_false (race.is_accepted);
  assert_exception (race.error, NOT_RUNNING, "");
  assert_status (&race.lake, id, "SUCCEEDED");
  race_clear (&race);
}

int
main (int argc, char *argv[])
{
  static const gint64 running_us = 100 * SECOND_US, starting_us = 10 * SECOND_US;

  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/refresh/stop/refused/", refused_rows, test_refused);
  ADD_ROWS ("/refresh/stop/at/", stop_rows, test_stop);
  g_test_add_func ("/refresh/stop/use-grows", test_use_grows);
  g_test_add_func ("/refresh/stop/no-publication", test_no_publication);
  g_test_add_func ("/refresh/stop/start-while-stopping", test_start_while_stopping);
  g_test_add_data_func ("/refresh/stop/slot/running", &running_us, test_slot);
  g_test_add_data_func ("/refresh/stop/slot/starting", &starting_us, test_slot);
  g_test_add_func ("/refresh/stop/waiting", test_waiting);
  g_test_add_func ("/refresh/stop/only-waiter", test_only_waiter);
  g_test_add_func ("/refresh/stop/late-stop", test_late_stop);
  g_test_add_func ("/refresh/stop/race/stop-first", test_race_stop_first);
  g_test_add_func ("/refresh/stop/race/success-first", test_race_success_first);
  return g_test_run ();
}
