/* SPDX-License-Identifier: MIT */
/*
 * Tests the state machine of runs: its table has the legal edges and no others, an engine uses each of them,
 * and a random draw decides whether a run fails.
 */
#include "worlds/glue-lake.h"

#include "glue/refresh-machine.h"

#define STARTED " (Glue Materialized View Refresh Task Started)\n"
#define SUCCEEDED " (Glue Materialized View Refresh Task Succeeded)\n"
#define FAILED " (Glue Materialized View Refresh Task Failed)\n"

/* clang-format off */

/* The service has five statuses, and none of its own for a run that waits or is being stopped. */
static const char *const expected_statuses[TARN_REFRESH_N_STATES] = {
  [TARN_REFRESH_NONE] = NULL,
  [TARN_REFRESH_WAITING] = "STARTING",
  [TARN_REFRESH_STARTING] = "STARTING",
  [TARN_REFRESH_RUNNING] = "RUNNING",
  [TARN_REFRESH_STOPPING_EARLY] = "STARTING",
  [TARN_REFRESH_STOPPING] = "RUNNING",
  [TARN_REFRESH_SUCCEEDED] = "SUCCEEDED",
  [TARN_REFRESH_FAILED] = "FAILED",
  [TARN_REFRESH_STOPPED] = "STOPPED",
};

static const char *const expected_lines[] = {
  "none create waiting",
  "waiting take-slot starting",
  "waiting stop stopping-early",
  "starting begin running",
  "starting stop stopping-early",
  "stopping-early stop-done stopped",
  "running succeed succeeded",
  "running fail failed",
  "running stop stopping",
  "stopping stop-done stopped",
};

/* clang-format on */

static void
test_statuses (void)
{
  for (guint i = 0; i < TARN_REFRESH_N_STATES; i++)
    {
      TarnRefreshStatus status = tarn_refresh_state_get_status ((TarnRefreshState) i);

      g_assert_cmpstr (tarn_refresh_status_to_string (status), ==, expected_statuses[i]);
    }
}

static void
test_lines (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree const char **lines
      = tarn_service_list_edges (tarn_engine_get_service (lake.engine, "glue"));
  guint n_lines = 0;

  while (lines[n_lines] != NULL)
    n_lines++;
  g_assert_cmpuint (n_lines, ==, G_N_ELEMENTS (expected_lines));
  for (guint i = 0; i < G_N_ELEMENTS (expected_lines); i++)
    g_assert_true (g_strv_contains (lines, expected_lines[i]));
}

/* --- Each edge in an engine ------------------------------------------------------------------- */

static void
test_success_in_lake (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) log = lake_log (&lake);

  g_free (lake_start (&lake, lake.view));
  engine_drain (lake.engine);

  assert_log (log, "@0 totals create >STARTING\n"
                   "@0 totals take-slot STARTING>STARTING\n"
                   "@30000 totals begin STARTING>RUNNING" STARTED
                   "@314000 totals succeed RUNNING>SUCCEEDED" SUCCEEDED);
}

static void
test_failure_in_lake (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) log = NULL;
  g_autofree char *end = NULL;

  engine_set (lake.engine, "glue.read-failure-ppm", 1000000);
  g_free (lake_start (&lake, lake.view));
  engine_advance (lake.engine, FULL_STARTUP_US);
  log = lake_log (&lake);
  engine_drain (lake.engine);

  end = g_strdup_printf ("@%" G_GINT64_FORMAT " totals fail RUNNING>FAILED" FAILED,
                         engine_now (lake.engine) / MS_US);
  assert_log (log, end);
}

/* Three runs are stopped at the same time: one of them works, one starts up, and one waits for a slot. */
static void
test_stops_in_lake (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) early = lake_add_view (&lake, "e", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnTableName) waiter = lake_add_view (&lake, "w", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autoptr (GString) log = NULL;

  engine_set (lake.engine, "glue.running-max", 2);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  g_free (lake_start (&lake, lake.view));
  engine_advance (lake.engine, 40 * SECOND_US);
  g_free (lake_start (&lake, early));
  log = lake_log (&lake);
  g_free (lake_start (&lake, waiter));
  lake_stop (&lake, lake.view);
  lake_stop (&lake, early);
  lake_stop (&lake, waiter);
  engine_drain (lake.engine);

  assert_log (log, "@40000 w create >STARTING\n"
                   "@40000 totals stop RUNNING>RUNNING\n"
                   "@40000 e stop STARTING>STARTING\n"
                   "@40000 w stop STARTING>STARTING\n"
                   "@45000 totals stop-done RUNNING>STOPPED\n"
                   "@45000 e stop-done STARTING>STOPPED\n"
                   "@45000 w stop-done STARTING>STOPPED\n");
}

/* --- Random failures -------------------------------------------------------------------------- */

#define N_RUNS 4000
#define RUN_US (2 * SECOND_US)

/* Returns one letter for each run of the view. Sums up the times that runs took until they failed. */
static char *
draw_outcomes (const char *name, guint n_runs, gint64 failure_ppm, gboolean has_neighbour,
               gint64 *out_sum_us)
{
  g_auto (Lake) lake = lake_new (42);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, name, lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTableName) neighbour
      = has_neighbour ? lake_add_view (&lake, "n", lake.base, TARN_REFRESH_TYPE_FULL) : NULL;
  GString *outcomes = g_string_new ("");

  engine_set (lake.engine, "glue.read-failure-ppm", failure_ppm);
  *out_sum_us = 0;
  for (guint i = 0; i < n_runs; i++)
    {
      g_autofree char *id = lake_start (&lake, view);
      g_autoptr (TarnRefreshRun) run = NULL;

      if (has_neighbour)
        g_free (lake_start (&lake, neighbour));
      engine_advance (lake.engine, RUN_US);
      run = lake_get (&lake, id);
      g_string_append_c (outcomes,
                         tarn_refresh_status_to_string (tarn_refresh_run_get_status (run))[0]);
      if (tarn_refresh_run_get_status (run) == TARN_REFRESH_STATUS_FAILED)
        *out_sum_us += tarn_refresh_run_get_end_time (run) - tarn_refresh_run_get_start_time (run);
    }
  return g_string_free (outcomes, FALSE);
}

static guint
count (const char *outcomes, char outcome)
{
  guint n = 0;

  for (; *outcomes != '\0'; outcomes++)
    n += *outcomes == outcome;
  return n;
}

static void
test_never_and_always (void)
{
  gint64 sum_us;
  g_autofree char *never = draw_outcomes ("v", N_RUNS, 0, FALSE, &sum_us);
  g_autofree char *always = draw_outcomes ("v", N_RUNS, 1000000, FALSE, &sum_us);

  g_assert_cmpuint (count (never, 'S'), ==, N_RUNS);
  g_assert_cmpuint (count (always, 'F'), ==, N_RUNS);
}

/*
 * On average 1000 of 4000 runs fail, with a standard deviation of 27.4. The bounds are five standard
 * deviations away. On average a run fails halfway, and the bound is five times 577 ms / sqrt (1000).
 */
static void
test_quarter (void)
{
  gint64 sum_us;
  g_autofree char *outcomes = draw_outcomes ("v", N_RUNS, 250000, FALSE, &sum_us);
  guint n_failed = count (outcomes, 'F');

  g_assert_cmpuint (n_failed + count (outcomes, 'S'), ==, N_RUNS);
  g_assert_cmpuint (n_failed, >=, 863);
  g_assert_cmpuint (n_failed, <=, 1137);
  g_assert_cmpint (ABS (sum_us / n_failed - RUN_US / 2), <=, 92 * MS_US);
}

/* The random draws of a view do not depend on other views, and another view has other draws. */
static void
test_neighbour (void)
{
  gint64 alone_us, beside_us, another_us;
  g_autofree char *alone = draw_outcomes ("v", N_RUNS / 4, 250000, FALSE, &alone_us);
  g_autofree char *beside = draw_outcomes ("v", N_RUNS / 4, 250000, TRUE, &beside_us);
  g_autofree char *another = draw_outcomes ("w", N_RUNS / 4, 250000, FALSE, &another_us);

  g_assert_cmpstr (beside, ==, alone);
  g_assert_cmpint (beside_us, ==, alone_us);
  g_assert_cmpstr (another, !=, alone);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/refresh/machine/statuses", test_statuses);
  g_test_add_func ("/refresh/machine/lines", test_lines);
  g_test_add_func ("/refresh/machine/lake/success", test_success_in_lake);
  g_test_add_func ("/refresh/machine/lake/failure", test_failure_in_lake);
  g_test_add_func ("/refresh/machine/lake/stops", test_stops_in_lake);
  g_test_add_func ("/refresh/luck/never-and-always", test_never_and_always);
  g_test_add_func ("/refresh/luck/quarter", test_quarter);
  g_test_add_func ("/refresh/luck/neighbour", test_neighbour);
  return g_test_run ();
}
