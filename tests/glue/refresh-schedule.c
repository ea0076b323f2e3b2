/* SPDX-License-Identifier: MIT */
/*
 * Tests automatic refreshes: when they are due, when they are left out, and what happens to a refresh that is
 * due while the account is at its limit. No caller starts a run here unless a test says so.
 */
#include "worlds/glue-lake.h"

#define STARTED " (Glue Materialized View Refresh Task Started)\n"
#define SUCCEEDED " (Glue Materialized View Refresh Task Succeeded)\n"
#define FAILED_TO_START " (Glue Materialized View Auto-Refresh Invocation Failure)\n"

/* This is a millionth of the table, so that a refresh is incremental. */
#define CHANGE_BYTES (100 * MEGABYTE / 1000)

static TarnTableName *
add_scheduled (const Lake *lake, const char *view, TarnRefreshType type, gint64 refresh_seconds)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, lake->base);
  tarn_table_input_set_last_refresh_type (input, type);
  tarn_table_input_set_refresh_seconds (input, refresh_seconds);
  return lake_add (lake, view, input);
}

/* Adds the view v, for which a refresh is due every hour. */
static void
add_hourly (const Lake *lake, TarnRefreshType type)
{
  tarn_table_name_unref (add_scheduled (lake, "v", type, 3600));
}

/* Appends the second in which a run was created, or that a run could not be created. */
static void
note_creation (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  if (tarn_change_get_to_status (change) == NULL)
    g_string_append (data, "failure ");
  else if (strcmp (tarn_change_get_cause (change), "create") == 0)
    g_string_append_printf (data, "%" G_GINT64_FORMAT " ",
                            (tarn_change_get_time (change) - TARN_ENGINE_START_TIME) / SECOND_US);
}

static GString *
lake_creations (const Lake *lake)
{
  GString *text = g_string_new ("");

  tarn_engine_add_observer (lake->engine, note_creation, text, NULL);
  return text;
}

static gboolean
commit_again (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Lake *lake = data;

  lake_commit (lake, lake->base, TARN_COMMIT_APPEND, CHANGE_BYTES);
  return G_SOURCE_CONTINUE;
}

static void
commit_every (Lake *lake, gint64 interval_us)
{
  tarn_engine_add_timeout (lake->engine, interval_us, TARN_TIMEOUT_BACKGROUND, commit_again, lake,
                           NULL);
}

/* The due times are counted from the creation of the view, for all intervals and whenever the runs end. */
static void
test_due_times (gconstpointer data)
{
  gint64 refresh_seconds = *(const gint64 *) data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view = NULL;
  g_autoptr (GString) creations = lake_creations (&lake);
  g_autoptr (GString) expected = g_string_new ("");

  engine_advance (lake.engine, 7 * SECOND_US);
  view = add_scheduled (&lake, "v", TARN_REFRESH_TYPE_FULL, refresh_seconds);
  commit_every (&lake, 600 * SECOND_US);
  engine_advance (lake.engine, 20 * refresh_seconds * SECOND_US);

  for (guint k = 1; k <= 20; k++)
    g_string_append_printf (expected, "%" G_GINT64_FORMAT " ", 7 + k * refresh_seconds);
  g_assert_cmpstr (creations->str, ==, expected->str);
}

static void
test_kind (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view = add_scheduled (&lake, "v", TARN_REFRESH_TYPE_FULL, 3600);
  g_autoptr (TarnTable) table = NULL;

  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, CHANGE_BYTES);
  engine_advance (lake.engine, HOUR_US + 300 * SECOND_US);
  table = lake_get_table (&lake, view);

  g_assert_cmpint (tarn_table_get_last_refresh_type (table), ==, TARN_REFRESH_TYPE_INCREMENTAL);
  g_assert_cmpint (tarn_table_get_snapshot_time (table), ==, TARN_ENGINE_START_TIME + HOUR_US);
  g_assert_cmpuint (tarn_table_get_pending_commits (table), ==, 0);
}

static void
test_no_schedule (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) log = lake_log (&lake);

  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, CHANGE_BYTES);
  engine_advance (lake.engine, 30 * DAY_US);

  assert_log (log, "");
}

/*
 * If nothing has changed when a refresh is due, the engine does nothing, and checks again at the next due
 * time.
 */
static void
test_unchanged (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) log = lake_log (&lake);

  add_hourly (&lake, TARN_REFRESH_TYPE_FULL);
  engine_advance (lake.engine, 10 * HOUR_US);
  assert_log (log, "");
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 0);
  engine_advance (lake.engine, 3 * HOUR_US);
  assert_log (log, "@39600000 v create >STARTING\n@39600000 v take-slot STARTING>STARTING\n"
                   "@39600000 v begin STARTING>RUNNING" STARTED
                   "@39602000 v succeed RUNNING>SUCCEEDED" SUCCEEDED);
}

/* A view that was never refreshed shows nothing, so the engine refreshes it even if no source has changed. */
static void
test_never_refreshed (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) creations = lake_creations (&lake);

  add_hourly (&lake, TARN_REFRESH_TYPE_NONE);
  engine_advance (lake.engine, 10 * HOUR_US);

  g_assert_cmpstr (creations->str, ==, "3600 ");
}

static void
test_operation (gconstpointer data)
{
  TarnCommitOperation operation = (TarnCommitOperation) GPOINTER_TO_INT (data);
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) creations = lake_creations (&lake);

  add_hourly (&lake, TARN_REFRESH_TYPE_FULL);
  lake_commit (&lake, lake.base, operation, CHANGE_BYTES);
  engine_advance (lake.engine, 10 * HOUR_US);

  g_assert_cmpstr (creations->str, ==, operation == TARN_COMMIT_REPLACE ? "" : "3600 ");
}

/*
 * A manual run is active from 0:50 to 2:50, so the engine starts no run at 1:00 and 2:00. The manual run
 * shows only the commits from before its start. The refresh at 3:00 shows the others.
 */
static void
test_active_run (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view = add_scheduled (&lake, "v", TARN_REFRESH_TYPE_FULL, 3600);
  g_autoptr (GString) creations = lake_creations (&lake);

  lake_set_unchanged_us (&lake, 2 * HOUR_US);
  engine_advance (lake.engine, 3000 * SECOND_US);
  g_free (lake_start (&lake, view));
  engine_advance (lake.engine, SECOND_US);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, CHANGE_BYTES);
  engine_advance (lake.engine, 6 * HOUR_US);

  g_assert_cmpstr (creations->str, ==, "3000 10800 ");
}

/* A run that is being stopped is still active, so the engine starts no run until the next due time. */
static void
test_stopping_run (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view = add_scheduled (&lake, "v", TARN_REFRESH_TYPE_NONE, 3600);
  g_autoptr (GString) creations = lake_creations (&lake);

  engine_advance (lake.engine, 3500 * SECOND_US);
  g_free (lake_start (&lake, view));
  engine_advance (lake.engine, 96 * SECOND_US);
  lake_stop (&lake, view);
  engine_advance (lake.engine, 6 * HOUR_US);

  g_assert_cmpstr (creations->str, ==, "3500 7200 ");
}

/* After a failed run the engine starts no run until the next due time. */
static void
test_failed_run (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) creations = lake_creations (&lake);

  add_hourly (&lake, TARN_REFRESH_TYPE_FULL);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, CHANGE_BYTES);
  engine_set (lake.engine, "glue.read-failure-ppm", 1000000);
  engine_advance (lake.engine, 3 * HOUR_US + 1800 * SECOND_US);
  engine_set (lake.engine, "glue.read-failure-ppm", 0);
  engine_advance (lake.engine, 3 * HOUR_US);

  g_assert_cmpstr (creations->str, ==, "3600 7200 10800 14400 ");
}

/* If a commit comes after the snapshot of a refresh, the refresh at the next due time shows it. */
static void
test_commit_during_run (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) creations = lake_creations (&lake);

  add_hourly (&lake, TARN_REFRESH_TYPE_NONE);
  engine_advance (lake.engine, HOUR_US + 100 * SECOND_US);
  lake_commit (&lake, lake.base, TARN_COMMIT_DELETE, CHANGE_BYTES);
  engine_advance (lake.engine, 5 * HOUR_US);

  g_assert_cmpstr (creations->str, ==, "3600 7200 ");
}

/* --- The account's limit ---------------------------------------------------------------------- */

/* Makes an engine whose only slot is taken from 0:50 to 1:50. */
static Lake
full_lake_new (TarnTableName **out_view)
{
  Lake lake = lake_new (1);
  g_autoptr (TarnTableName) other = lake_add_view (&lake, "o", lake.base, TARN_REFRESH_TYPE_FULL);

  *out_view = add_scheduled (&lake, "v", TARN_REFRESH_TYPE_NONE, 3600);
  engine_set (lake.engine, "glue.running-max", 1);
  lake_set_unchanged_us (&lake, HOUR_US);
  engine_advance (lake.engine, 3000 * SECOND_US);
  g_free (lake_start (&lake, other));
  return lake;
}

typedef struct
{
  guint n;
  const char *expected_view;
} Failures;

static void
check_failure (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const TarnRefreshChange *part = tarn_change_get_refresh (change);
  Failures *failures = data;
  g_autofree char *id = NULL;

  if (g_strcmp0 (tarn_change_get_detail_type (change),
                 "Glue Materialized View Auto-Refresh Invocation Failure")
      != 0)
    return;

  id = tarn_change_dup_run_id (change);
  g_assert_null (id);
  g_assert_cmpstr (tarn_table_name_get_table_name (tarn_refresh_change_get_table_name (part)), ==,
                   failures->expected_view);
  g_assert_null (tarn_change_get_from_status (change));
  g_assert_null (tarn_change_get_to_status (change));
  g_assert_cmpint (tarn_refresh_change_get_refresh_type (part), ==, TARN_REFRESH_TYPE_NONE);
  g_assert_false (tarn_change_get_run_id_bits (change, NULL, NULL));
  g_assert_cmpint (tarn_change_get_creation_time (change), ==, 0);
  g_assert_cmpint (tarn_refresh_change_get_slot_time (part), ==, 0);
  g_assert_cmpint (tarn_refresh_change_get_snapshot_time (part), ==, 0);
  g_assert_cmpint (tarn_refresh_change_get_dpu_milliseconds (part), ==, 0);
  g_assert_nonnull (tarn_change_get_error_message (change));
  g_assert_cmpstr (tarn_change_get_error_message (change), !=, "");
  failures->n++;
}

/* At the limit the engine emits an event and creates no run. At the next due time there is a free slot. */
static void
test_limit (void)
{
  g_autoptr (TarnTableName) view = NULL;
  g_auto (Lake) lake = full_lake_new (&view);
  g_autoptr (GString) log = lake_log (&lake);
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;
  Failures failures = { 0, "v" };

  tarn_engine_add_observer (lake.engine, check_failure, &failures, NULL);
  engine_advance_to (lake.engine, HOUR_US);
  runs = list_runs (lake.client, NULL, DATABASE, "v", -1, NULL, NULL, &error);
  g_assert_no_error (error);
  engine_advance_to (lake.engine, 3 * HOUR_US - 1);

  g_assert_cmpuint (failures.n, ==, 1);
  g_assert_cmpuint (runs->len, ==, 0);
  assert_log (log, "@3000000 o begin STARTING>RUNNING" STARTED
                   "@3600000 v invocation-failure >" FAILED_TO_START
                   "@6600000 o succeed RUNNING>SUCCEEDED" SUCCEEDED
                   "@7200000 v create >STARTING\n@7200000 v take-slot STARTING>STARTING\n"
                   "@7230000 v begin STARTING>RUNNING" STARTED
                   "@7514000 v succeed RUNNING>SUCCEEDED" SUCCEEDED);
}

/* If runs can wait, an automatic run waits like any other run, and is active while it waits. */
static void
test_queue_at_limit (void)
{
  g_autoptr (TarnTableName) view = NULL;
  g_auto (Lake) lake = full_lake_new (&view);
  g_autoptr (GString) log = lake_log (&lake);

  engine_set (lake.engine, "glue.queue-at-limit", 1);
  engine_advance_to (lake.engine, 3 * HOUR_US - 1);

  assert_log (log, "@3000000 o begin STARTING>RUNNING" STARTED "@3600000 v create >STARTING\n"
                   "@6600000 o succeed RUNNING>SUCCEEDED" SUCCEEDED
                   "@6600000 v take-slot STARTING>STARTING\n"
                   "@6630000 v begin STARTING>RUNNING" STARTED
                   "@6914000 v succeed RUNNING>SUCCEEDED" SUCCEEDED);
}

/* If nothing has changed, there is no failure at the limit either. */
static void
test_unchanged_at_limit (void)
{
  g_autoptr (TarnTableName) view = NULL;
  g_auto (Lake) lake = full_lake_new (&view);
  Failures failures = { 0, "v" };

  tarn_table_name_unref (add_scheduled (&lake, "s", TARN_REFRESH_TYPE_FULL, 3600));
  tarn_engine_add_observer (lake.engine, check_failure, &failures, NULL);
  engine_advance_to (lake.engine, 6600 * SECOND_US);

  g_assert_cmpuint (failures.n, ==, 1);
}

/* --- Background events ------------------------------------------------------------------------ */

/* Automatic refreshes are due again and again, so an engine can be idle while one is pending. */
static void
test_idle (void)
{
  g_auto (Lake) lake = lake_new (1);
  gint64 next_us = 0;

  add_hourly (&lake, TARN_REFRESH_TYPE_NONE);
  engine_drain (lake.engine);
  g_assert_cmpint (engine_now (lake.engine), ==, 0);
  g_assert_true (tarn_engine_peek_next (lake.engine, &next_us));
  g_assert_cmpint (next_us, ==, TARN_ENGINE_START_TIME + HOUR_US);
  g_free (lake_start (&lake, lake.view));
  engine_drain (lake.engine);
  g_assert_cmpint (engine_now (lake.engine), ==, FULL_DURATION_US);

  /* The engine is not idle while an automatic run is active. */
  engine_advance_to (lake.engine, HOUR_US);
  engine_drain (lake.engine);
  g_assert_cmpint (engine_now (lake.engine), ==, HOUR_US + FULL_DURATION_US);
}

static gboolean
is_refreshed (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Lake *lake = data;
  g_autoptr (TarnTable) table = lake_get_table (lake, lake->view);

  return tarn_table_get_last_refresh_type (table) != TARN_REFRESH_TYPE_NONE;
}

/* A caller who waits for the effect of an automatic refresh does not get the result IDLE. */
static void
test_waited_for (void)
{
  g_auto (Lake) lake = lake_new (1);
  TarnClockResult result = TARN_CLOCK_RESULT_IDLE;
  g_autoptr (GError) error = NULL;

  tarn_table_name_unref (lake.view);
  lake.view = add_scheduled (&lake, "v", TARN_REFRESH_TYPE_NONE, 3600);
  tarn_engine_run_until (lake.engine, is_refreshed, &lake, TARN_NO_DEADLINE, NULL, &result, &error);

  g_assert_no_error (error);
  g_assert_cmpint (result, ==, TARN_CLOCK_RESULT_CONDITION);
  g_assert_cmpint (engine_now (lake.engine), ==, HOUR_US + FULL_DURATION_US);
}

int
main (int argc, char *argv[])
{
  static const gint64 hour = 3600, odd = 3601, day = 24 * 3600;

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/schedule/due-times/hour", &hour, test_due_times);
  g_test_add_data_func ("/schedule/due-times/hour-and-a-second", &odd, test_due_times);
  g_test_add_data_func ("/schedule/due-times/day", &day, test_due_times);
  g_test_add_func ("/schedule/kind", test_kind);
  g_test_add_func ("/schedule/no-schedule", test_no_schedule);
  g_test_add_func ("/schedule/unchanged", test_unchanged);
  g_test_add_func ("/schedule/never-refreshed", test_never_refreshed);
  g_test_add_data_func ("/schedule/operation/append", GINT_TO_POINTER (TARN_COMMIT_APPEND),
                        test_operation);
  g_test_add_data_func ("/schedule/operation/overwrite", GINT_TO_POINTER (TARN_COMMIT_OVERWRITE),
                        test_operation);
  g_test_add_data_func ("/schedule/operation/delete", GINT_TO_POINTER (TARN_COMMIT_DELETE),
                        test_operation);
  g_test_add_data_func ("/schedule/operation/replace", GINT_TO_POINTER (TARN_COMMIT_REPLACE),
                        test_operation);
  g_test_add_func ("/schedule/active-run", test_active_run);
  g_test_add_func ("/schedule/stopping-run", test_stopping_run);
  g_test_add_func ("/schedule/failed-run", test_failed_run);
  g_test_add_func ("/schedule/commit-during-run", test_commit_during_run);
  g_test_add_func ("/schedule/limit", test_limit);
  g_test_add_func ("/schedule/queue-at-limit", test_queue_at_limit);
  g_test_add_func ("/schedule/unchanged-at-limit", test_unchanged_at_limit);
  g_test_add_func ("/schedule/idle", test_idle);
  g_test_add_func ("/schedule/waited-for", test_waited_for);
  return g_test_run ();
}
