/* SPDX-License-Identifier: MIT */
/*
 * Tests the sentences of tarn-cost-plan.h, tarn-cost-model.h, tarn-refresh-estimate.h, tarn-refresh-work.h and the
 * page about cost, as far as they are about refreshes. Each expected number is worked out in the test.
 */
#include "worlds/glue-lake.h"

#include "model.h"
#include "promise.h"

#define PLAN_TIME_MAX (G_GINT64_CONSTANT (1) << 61)

static TarnRefreshEstimate *
estimate (const Lake *lake, TarnRefreshType type)
{
  g_autoptr (GError) error = NULL;
  TarnRefreshEstimate *made
      = tarn_glue_client_estimate_refresh (lake->client, lake->view, type, &error);

  g_assert_no_error (error);
  return made;
}

static gint64
estimate_bytes (const Lake *lake, TarnRefreshType type)
{
  g_autoptr (TarnRefreshEstimate) made = estimate (lake, type);

  return tarn_refresh_estimate_get_processed_bytes (made);
}

/* Replaces the view of the fixture by one of this size, which shows its source as it is. */
static void
set_view (Lake *lake, gint64 size_bytes)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, lake->base);
  tarn_table_input_set_size_bytes (input, (guint64) size_bytes);
  tarn_table_input_set_last_refresh_type (input, TARN_REFRESH_TYPE_FULL);
  tarn_table_name_unref (lake->view);
  lake->view = lake_add (lake, "sized", input);
}

static TarnRefreshRun *
run_to_end (const Lake *lake)
{
  TarnRefreshRun *run = start_run (lake->client, lake->view, FALSE, NULL);

  engine_drain (lake->engine);
  g_assert_true (tarn_refresh_run_reload (run, lake->client, NULL));
  return run;
}

/* --- The built-in model ----------------------------------------------------------------------- */

static void
test_full_bytes (void)
{
  g_auto (Lake) lake = lake_new (0);

  set_view (&lake, 7 * GIGABYTE);
  g_assert_cmpint (estimate_bytes (&lake, TARN_REFRESH_TYPE_FULL), ==, 100 * GIGABYTE);
}

static void
test_count_writes (void)
{
  g_auto (Lake) lake = lake_new (0);

  set_view (&lake, 7 * GIGABYTE);
  engine_set (lake.engine, "glue.cost-count-writes", 1);
  g_assert_cmpint (estimate_bytes (&lake, TARN_REFRESH_TYPE_FULL), ==, 107 * GIGABYTE);
}

static void
test_amplification (void)
{
  g_auto (Lake) lake = lake_new (0);

  set_view (&lake, 7 * GIGABYTE);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 3 * MEGABYTE);
  g_assert_cmpint (estimate_bytes (&lake, TARN_REFRESH_TYPE_INCREMENTAL), ==, 15 * MEGABYTE);
  engine_set (lake.engine, "glue.cost-amplification-permille", 1500);
  g_assert_cmpint (estimate_bytes (&lake, TARN_REFRESH_TYPE_INCREMENTAL), ==, 4500000);
}

static void
test_merge (void)
{
  g_auto (Lake) lake = lake_new (0);

  set_view (&lake, 4 * MEGABYTE);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 3 * MEGABYTE);
  engine_set (lake.engine, "glue.cost-merge-permille", 1000);
  g_assert_cmpint (estimate_bytes (&lake, TARN_REFRESH_TYPE_INCREMENTAL), ==, 18 * MEGABYTE);
  engine_set (lake.engine, "glue.cost-merge-permille", 2000); /* no more than the view */
  g_assert_cmpint (estimate_bytes (&lake, TARN_REFRESH_TYPE_INCREMENTAL), ==, 19 * MEGABYTE);
}

static void
test_start_up (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = start_run (lake.client, lake.view, FALSE, NULL);

  engine_set (lake.engine, "glue.cost-dpu-min", 7); /* the run has its plan already */
  engine_advance (lake.engine, 30 * SECOND_US);
  g_assert_true (tarn_refresh_run_reload (run, lake.client, NULL));
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_RUNNING);
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), ==, 0);
  engine_advance (lake.engine, 10 * SECOND_US);
  g_assert_true (tarn_refresh_run_reload (run, lake.client, NULL));
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), ==, 2 * 10000);
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (run), ==, 0);
}

/*
 * For 100 GB there are 10 DPU, the most. They read 2, 4 and 8 times 40 MB a second for 15 seconds each, which is
 * 8.4 GB, and the rest at 400 MB a second.
 */
static void
test_ramp (void)
{
  const gint64 ramp_bytes = (2 + 4 + 8) * 15 * 40 * MEGABYTE;
  const gint64 rest_us = (100 * GIGABYTE - ramp_bytes) / (400 * MEGABYTE) * SECOND_US;
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshEstimate) made = estimate (&lake, TARN_REFRESH_TYPE_FULL);

  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (made), ==,
                   (30 + 10 + 45) * SECOND_US + rest_us);
  g_assert_cmpint (tarn_refresh_estimate_get_peak_dpu (made), ==, 10);
  g_assert_cmpint (tarn_refresh_estimate_get_dpu_milliseconds (made), ==,
                   2 * 10000 + (2 + 4 + 8) * 15000 + 10 * rest_us / MS_US);
}

static void
test_bytes_per_dpu (void)
{
  static const struct
  {
    gint64 bytes_per_dpu;
    gint64 least;
    gint64 most;
    gint64 peak;
  } rows[] = {
    { 20 * GIGABYTE, 1, 100, 5 },
    { 30 * GIGABYTE, 1, 100, 4 }, /* of which the last is not full */
    { 20 * GIGABYTE, 8, 100, 8 },
    { 20 * GIGABYTE, 1, 3, 3 },
  };
  g_auto (Lake) lake = lake_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TarnRefreshEstimate) made = NULL;

      engine_set (lake.engine, "glue.cost-bytes-per-dpu", rows[i].bytes_per_dpu);
      engine_set (lake.engine, "glue.cost-dpu-min", rows[i].least);
      engine_set (lake.engine, "glue.cost-dpu-max", rows[i].most);
      made = estimate (&lake, TARN_REFRESH_TYPE_FULL);
      g_assert_cmpint (tarn_refresh_estimate_get_peak_dpu (made), ==, rows[i].peak);
    }
}

static void
test_unchanged (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshEstimate) quick = NULL;
  g_autoptr (TarnRefreshEstimate) slow = NULL;

  set_view (&lake, GIGABYTE);
  engine_set (lake.engine, "glue.cost-unchanged-ms", 1234);
  quick = estimate (&lake, TARN_REFRESH_TYPE_NONE);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (quick), ==, 1234 * MS_US);
  g_assert_cmpint (tarn_refresh_estimate_get_dpu_milliseconds (quick), ==, 0);
  engine_set (lake.engine, "glue.cost-skip-unchanged", 0);
  slow = estimate (&lake, TARN_REFRESH_TYPE_NONE);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (slow), ==, 40 * SECOND_US);
}

/* The model of the user uses what the test says. */
static void
plan_use (const TarnRefreshWork *work G_GNUC_UNUSED, TarnCostPlan *plan, gpointer data)
{
  const gint64 *use_ms = data;

  if (*use_ms > 0)
    tarn_cost_plan_add_phase (plan, *use_ms * MS_US, 1, 0);
}

static void
test_bill (void)
{
  static const struct
  {
    gint64 use_ms;
    gint64 step_ms;
    gint64 minimum_ms;
    gint64 billed_ms;
  } rows[] = {
    { 200000, 1000, 60000, 200000 }, { 200001, 1000, 60000, 201000 },
    { 200001, 7000, 60000, 203000 }, { 1, 1000, 60000, 2 * 60000 },
    { 120000, 1000, 60000, 120000 }, { 1, 1000, 0, 1000 },
    { 0, 1000, 60000, 0 },
  };
  g_auto (Lake) lake = lake_new (0);
  MadeModel *model = engine_add_model (lake.engine);

  model->refresh = plan_use;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 use_ms = rows[i].use_ms;
      g_autoptr (TarnRefreshEstimate) made = NULL;

      model->data = &use_ms;
      engine_set (lake.engine, "glue.cost-billing-granularity-ms", rows[i].step_ms);
      engine_set (lake.engine, "glue.cost-billing-minimum-ms", rows[i].minimum_ms);
      made = estimate (&lake, TARN_REFRESH_TYPE_FULL);
      g_assert_cmpint (tarn_refresh_estimate_get_dpu_milliseconds (made), ==, use_ms);
      g_assert_cmpint (tarn_refresh_estimate_get_billed_dpu_milliseconds (made), ==,
                       rows[i].billed_ms);
    }
}

static void
test_price (void)
{
  g_auto (Lake) lake = lake_new (0);
  MadeModel *model = engine_add_model (lake.engine);
  gint64 use_ms = 131000;
  g_autoptr (TarnRefreshEstimate) made = NULL;

  model->refresh = plan_use;
  model->data = &use_ms;
  engine_set (lake.engine, "glue.cost-price-micro-usd-per-dpu-hour", 777777);
  made = estimate (&lake, TARN_REFRESH_TYPE_FULL);
  /* 777,777,000 billionths an hour, of which 131 s are 28302440.83. */
  g_assert_cmpint (tarn_refresh_estimate_get_cost_nano_usd (made), ==, 28302440);
}

static void
test_work_at_most (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("source-%u", i);
      g_autoptr (TarnTableName) source = lake_add_base (&lake, name, G_GINT64_CONSTANT (1) << 60);

      tarn_table_input_add_sub_object (input, source);
    }
  tarn_table_name_unref (lake.view);
  lake.view = lake_add (&lake, "large", input);
  g_assert_cmpint (estimate_bytes (&lake, TARN_REFRESH_TYPE_FULL), ==, G_GINT64_CONSTANT (1) << 60);
}

/* --- Plans ------------------------------------------------------------------------------------ */

static void
test_empty_plan (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_add_model (lake.engine);
  run = run_to_end (&lake);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_assert_cmpint (tarn_refresh_run_get_end_time (run), ==, START_US);
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), ==, 0);
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (run), ==, 0);
}

static void
plan_phases (const TarnRefreshWork *work G_GNUC_UNUSED, TarnCostPlan *plan,
             gpointer data G_GNUC_UNUSED)
{
  tarn_cost_plan_set_startup_us (plan, 3 * SECOND_US);
  tarn_cost_plan_set_processed_bytes (plan, 1000);
  tarn_cost_plan_add_phase (plan, 10 * SECOND_US, 4, 0);
  tarn_cost_plan_add_phase (plan, 10 * SECOND_US, 2, 15 * SECOND_US);
  tarn_cost_plan_add_phase (plan, 10 * SECOND_US, 8, 5 * SECOND_US);
}

static void
assert_at (const Lake *lake, TarnRefreshRun *run, gint64 since_us, TarnRefreshStatus status,
           gint64 use_ms, gint64 bytes)
{
  engine_advance_to (lake->engine, since_us);
  g_assert_true (tarn_refresh_run_reload (run, lake->client, NULL));
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, status);
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), ==, use_ms);
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (run), ==, bytes);
}

/* The second phase has done its 15 DPU-seconds of work 7.5 s after its beginning. */
static void
test_work_of_phase (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_add_model (lake.engine)->refresh = plan_phases;
  run = start_run (lake.client, lake.view, FALSE, NULL);
  assert_at (&lake, run, 20 * SECOND_US, TARN_REFRESH_STATUS_RUNNING, 54000, 700);
  assert_at (&lake, run, 20500 * MS_US, TARN_REFRESH_STATUS_RUNNING, 55000, 750);
  assert_at (&lake, run, 22 * SECOND_US, TARN_REFRESH_STATUS_RUNNING, 58000, 750);
}

/* Of the work of 20 DPU-seconds the second phase does three quarters and the third phase one. */
static void
test_phases (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_add_model (lake.engine)->refresh = plan_phases;
  run = start_run (lake.client, lake.view, FALSE, NULL);
  assert_at (&lake, run, 3 * SECOND_US - 1, TARN_REFRESH_STATUS_STARTING, 0, 0);
  assert_at (&lake, run, 3 * SECOND_US, TARN_REFRESH_STATUS_RUNNING, 0, 0);
  assert_at (&lake, run, 13 * SECOND_US, TARN_REFRESH_STATUS_RUNNING, 40000, 0);
  assert_at (&lake, run, 18 * SECOND_US, TARN_REFRESH_STATUS_RUNNING, 50000, 500);
  assert_at (&lake, run, 23 * SECOND_US, TARN_REFRESH_STATUS_RUNNING, 60000, 750);
  assert_at (&lake, run, 23500 * MS_US, TARN_REFRESH_STATUS_RUNNING, 64000, 950);
  assert_at (&lake, run, 28 * SECOND_US, TARN_REFRESH_STATUS_RUNNING, 100000, 1000);
  assert_at (&lake, run, 33 * SECOND_US, TARN_REFRESH_STATUS_SUCCEEDED, 140000, 1000);
}

static void
plan_wrong_values (const TarnRefreshWork *work G_GNUC_UNUSED, TarnCostPlan *plan,
                   gpointer data G_GNUC_UNUSED)
{
  tarn_cost_plan_set_startup_us (plan, 5 * SECOND_US);
  ASSERT_CRITICAL (tarn_cost_plan_set_startup_us (plan, -1));
  ASSERT_CRITICAL (tarn_cost_plan_set_startup_us (plan, PLAN_TIME_MAX + 1));
}

static void
test_wrong_start_up (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshEstimate) made = NULL;

  engine_add_model (lake.engine)->refresh = plan_wrong_values;
  made = estimate (&lake, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpint (tarn_refresh_estimate_get_startup_us (made), ==, 5 * SECOND_US);
}

static void
plan_17 (const TarnRefreshWork *work G_GNUC_UNUSED, TarnCostPlan *plan, gpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < 16; i++)
    tarn_cost_plan_add_phase (plan, SECOND_US, 1, 0);
  ASSERT_CRITICAL (tarn_cost_plan_add_phase (plan, SECOND_US, 1, 0));
}

static void
test_16_phases (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshEstimate) made = NULL;

  engine_add_model (lake.engine)->refresh = plan_17;
  made = estimate (&lake, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (made), ==, 16 * SECOND_US);
}

/* Each of the refused phases would go beyond one limit: the time, the use, the work, and the signs. */
static void
plan_too_much (const TarnRefreshWork *work G_GNUC_UNUSED, TarnCostPlan *plan,
               gpointer data G_GNUC_UNUSED)
{
  tarn_cost_plan_add_phase (plan, SECOND_US, 1, SECOND_US);
  ASSERT_CRITICAL (tarn_cost_plan_add_phase (plan, PLAN_TIME_MAX, 0, 0));
  ASSERT_CRITICAL (tarn_cost_plan_add_phase (plan, PLAN_TIME_MAX / 2, 4, 0));
  ASSERT_CRITICAL (tarn_cost_plan_add_phase (plan, SECOND_US, 2, 2 * SECOND_US + 1));
  ASSERT_CRITICAL (tarn_cost_plan_add_phase (plan, -1, 1, 0));
  ASSERT_CRITICAL (tarn_cost_plan_add_phase (plan, 1, -1, 0));
}

static void
test_phase_beyond (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshEstimate) made = NULL;

  engine_add_model (lake.engine)->refresh = plan_too_much;
  made = estimate (&lake, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (made), ==, SECOND_US);
}

static void
plan_longest (const TarnRefreshWork *work G_GNUC_UNUSED, TarnCostPlan *plan,
              gpointer data G_GNUC_UNUSED)
{
  tarn_cost_plan_set_startup_us (plan, PLAN_TIME_MAX);
  tarn_cost_plan_add_phase (plan, PLAN_TIME_MAX, 1, PLAN_TIME_MAX);
  ASSERT_CRITICAL (tarn_cost_plan_add_phase (plan, 1, 0, 0));
}

static void
test_longest (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshEstimate) made = NULL;

  engine_add_model (lake.engine)->refresh = plan_longest;
  made = estimate (&lake, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (made), ==, 2 * PLAN_TIME_MAX);
  g_assert_cmpint (tarn_refresh_estimate_get_startup_us (made), ==, PLAN_TIME_MAX);
  g_assert_cmpint (tarn_refresh_estimate_get_dpu_milliseconds (made), ==, PLAN_TIME_MAX / 1000);
}

/* The plan also gets parts, which are dropped. */
static void
plan_built_in (const TarnRefreshWork *work G_GNUC_UNUSED, TarnCostPlan *plan,
               gpointer data G_GNUC_UNUSED)
{
  plan_longest (work, plan, data);
  tarn_cost_plan_use_built_in_model (plan);
}

static void
plan_built_in_and_failure (const TarnRefreshWork *work, TarnCostPlan *plan, gpointer data)
{
  tarn_cost_plan_set_failure_ppm (plan, 250000);
  plan_built_in (work, plan, data);
}

static void
plan_failure (const TarnRefreshWork *work, TarnCostPlan *plan, gpointer data)
{
  plan_phases (work, plan, data);
  tarn_cost_plan_set_failure_ppm (plan, 250000);
  ASSERT_CRITICAL (tarn_cost_plan_set_failure_ppm (plan, 1000001));
}

/* Makes a lake whose runs have a spread, and lets a run end under the model. */
static TarnRefreshRun *
run_with_spread (void (*plan) (const TarnRefreshWork *work, TarnCostPlan *plan, gpointer data))
{
  g_auto (Lake) lake = lake_new (10000000000);

  g_assert_true (
      tarn_engine_set_option (lake.engine, "glue.cost-duration-spread-permille", 1500, NULL));
  if (plan != NULL)
    engine_add_model (lake.engine)->refresh = plan;
  return run_to_end (&lake);
}

static void
test_built_in_model (void)
{
  g_autoptr (TarnRefreshRun) without = run_with_spread (NULL);
  g_autoptr (TarnRefreshRun) left = run_with_spread (plan_built_in);

  g_assert_cmpint (tarn_refresh_run_get_status (left), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_assert_cmpint (tarn_refresh_run_get_end_time (left), ==,
                   tarn_refresh_run_get_end_time (without));
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (left), ==,
                   tarn_refresh_run_get_dpu_milliseconds (without));
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (left), ==,
                   tarn_refresh_run_get_processed_bytes (without));
}

static void
test_built_in_model_and_failure (void)
{
  g_autoptr (TarnRefreshRun) without = run_with_spread (NULL);
  g_autoptr (TarnRefreshRun) left = run_with_spread (plan_built_in_and_failure);
  gint64 running_us
      = tarn_refresh_run_get_end_time (without) - tarn_refresh_run_get_start_time (without);

  g_assert_cmpint (tarn_refresh_run_get_status (left), ==, TARN_REFRESH_STATUS_FAILED);
  g_assert_cmpint (tarn_refresh_run_get_end_time (left) - tarn_refresh_run_get_start_time (left),
                   ==, running_us / 4);
}

/* The run would take 30 s after 3 s of start-up. */
static void
test_failure_of_plan (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autoptr (TarnRefreshEstimate) made = NULL;

  engine_add_model (lake.engine)->refresh = plan_failure;
  made = estimate (&lake, TARN_REFRESH_TYPE_FULL);
  run = run_to_end (&lake);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (made), ==, 33 * SECOND_US);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_FAILED);
  g_assert_cmpstr (tarn_refresh_run_get_error_message (run), ==,
                   "The refresh failed while reading its sources.");
  g_assert_cmpint (tarn_refresh_run_get_end_time (run), ==, START_US + 10500 * MS_US);
}

/* --- Cost models ------------------------------------------------------------------------------ */

static void
test_calls_of_model (void)
{
  g_auto (Lake) lake = lake_new (0);
  MadeModel *model = engine_add_model (lake.engine);
  g_autoptr (TarnRefreshEstimate) made G_GNUC_UNUSED = estimate (&lake, TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnRefreshRun) run = NULL;

  model->refresh = plan_phases;
  g_assert_cmpuint (model->n_calls, ==, 1);
  run = start_run (lake.client, lake.view, FALSE, NULL);
  g_assert_cmpuint (model->n_calls, ==, 2);
  engine_drain (lake.engine);
  g_assert_cmpuint (model->n_calls, ==, 2);
}

/* The run waits for its slot, and the engine asks the model only then. */
static void
test_asked_at_slot (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) other
      = lake_add_view (&lake, "other", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  MadeModel *model;

  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  first = lake_start (&lake, other);
  model = engine_add_model (lake.engine);
  model->refresh = plan_phases;
  second = lake_start (&lake, lake.view);
  engine_advance (lake.engine, FULL_DURATION_US - 1);
  g_assert_cmpuint (model->n_calls, ==, 0);
  engine_advance (lake.engine, 1);
  g_assert_cmpuint (model->n_calls, ==, 1);
}

static void
meddle (const TarnRefreshWork *work G_GNUC_UNUSED, TarnCostPlan *plan G_GNUC_UNUSED, gpointer data)
{
  const Lake *lake = data;
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);
  g_autoptr (GError) change = NULL;
  g_autoptr (GError) drive = NULL;
  g_autoptr (GError) ask = NULL;

  g_assert_false (tarn_glue_client_commit (lake->client, lake->base, commit, &change));
  g_assert_error (change, TARN_ERROR, TARN_ERROR_BUSY);
  g_assert_false (tarn_engine_advance_by (lake->engine, 1, &drive));
  g_assert_error (drive, TARN_ERROR, TARN_ERROR_BUSY);
  g_assert_null (
      tarn_glue_client_estimate_refresh (lake->client, lake->view, TARN_REFRESH_TYPE_NONE, &ask));
  g_assert_error (ask, TARN_ERROR, TARN_ERROR_BUSY);
}

static void
test_model_may_not (void)
{
  g_auto (Lake) lake = lake_new (0);
  MadeModel *model = engine_add_model (lake.engine);
  g_autoptr (TarnRefreshEstimate) made = NULL;

  model->refresh = meddle;
  model->data = &lake;
  made = estimate (&lake, TARN_REFRESH_TYPE_NONE);
  g_assert_cmpuint (model->n_calls, ==, 1);
}

/* --- Estimates and work ----------------------------------------------------------------------- */

static void
test_estimate_is_run (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshEstimate) made = estimate (&lake, TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnRefreshRun) run = run_to_end (&lake);

  g_assert_cmpint (tarn_refresh_estimate_get_refresh_type (made), ==,
                   tarn_refresh_run_get_refresh_type (run));
  g_assert_cmpint (tarn_refresh_estimate_get_startup_us (made), ==,
                   tarn_refresh_run_get_start_time (run) - START_US);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (made), ==,
                   tarn_refresh_run_get_end_time (run) - START_US);
  g_assert_cmpint (tarn_refresh_estimate_get_dpu_milliseconds (made), ==,
                   tarn_refresh_run_get_dpu_milliseconds (run));
  g_assert_cmpint (tarn_refresh_estimate_get_billed_dpu_milliseconds (made), ==,
                   tarn_refresh_run_get_billed_dpu_milliseconds (run));
  g_assert_cmpint (tarn_refresh_estimate_get_cost_nano_usd (made), ==,
                   tarn_refresh_run_get_cost_nano_usd (run));
  g_assert_cmpint (tarn_refresh_estimate_get_processed_bytes (made), ==,
                   tarn_refresh_run_get_processed_bytes (run));
}

static void
test_estimate_copy (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnRefreshEstimate *made = estimate (&lake, TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnRefreshEstimate) copy = tarn_refresh_estimate_copy (made);
  gint64 duration_us = tarn_refresh_estimate_get_duration_us (made);

  tarn_refresh_estimate_free (made);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (copy), ==, duration_us);
}

typedef struct
{
  guint32 ordinals[4];
  guint n_calls;
  guint64 source_bytes;
  guint64 changed_bytes;
  guint64 view_bytes;
  TarnRefreshType type;
  TarnRefreshWork *copy;
} Asked;

static void
note_work (const TarnRefreshWork *work, TarnCostPlan *plan G_GNUC_UNUSED, gpointer data)
{
  Asked *asked = data;

  asked->ordinals[asked->n_calls++] = tarn_refresh_work_get_ordinal (work);
  asked->source_bytes = tarn_refresh_work_get_source_bytes (work);
  asked->changed_bytes = tarn_refresh_work_get_changed_bytes (work);
  asked->view_bytes = tarn_refresh_work_get_view_bytes (work);
  asked->type = tarn_refresh_work_get_refresh_type (work);
  if (asked->copy != NULL)
    g_boxed_free (TARN_TYPE_REFRESH_WORK, asked->copy);
  asked->copy = g_boxed_copy (TARN_TYPE_REFRESH_WORK, work);
}

static void
test_ordinal (void)
{
  g_auto (Lake) lake = lake_new (0);
  MadeModel *model = engine_add_model (lake.engine);
  Asked asked = { { 9, 9, 9, 9 } };
  g_autoptr (TarnRefreshRun) first = NULL;
  g_autoptr (TarnRefreshEstimate) made = NULL;
  g_autoptr (TarnRefreshRun) second = NULL;

  model->refresh = note_work;
  model->data = &asked;
  first = run_to_end (&lake);
  made = estimate (&lake, TARN_REFRESH_TYPE_NONE);
  second = run_to_end (&lake);
  g_assert_cmpuint (asked.ordinals[0], ==, 0);
  g_assert_cmpuint (asked.ordinals[1], ==, 1);
  g_assert_cmpuint (asked.ordinals[2], ==, 1);
  g_boxed_free (TARN_TYPE_REFRESH_WORK, asked.copy);
}

static void
test_work (void)
{
  g_auto (Lake) lake = lake_new (0);
  MadeModel *model = engine_add_model (lake.engine);
  Asked asked = { { 0 } };
  g_autoptr (TarnRefreshRun) run = NULL;

  set_view (&lake, 7 * GIGABYTE);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 3 * GIGABYTE);
  model->refresh = note_work;
  model->data = &asked;
  run = run_to_end (&lake);
  g_assert_cmpuint (asked.source_bytes, ==, 103 * GIGABYTE);
  g_assert_cmpuint (asked.changed_bytes, ==, 3 * GIGABYTE);
  g_assert_cmpuint (asked.view_bytes, ==, 7 * GIGABYTE);
  g_assert_cmpint (asked.type, ==, TARN_REFRESH_TYPE_INCREMENTAL);
  lake_clear (&lake);
  g_assert_cmpstr (tarn_table_name_get_table_name (tarn_refresh_work_get_table_name (asked.copy)),
                   ==, "sized");
  g_assert_cmpuint (tarn_refresh_work_get_changed_bytes (asked.copy), ==, 3 * GIGABYTE);
  g_boxed_free (TARN_TYPE_REFRESH_WORK, asked.copy);
}

/* --- The page --------------------------------------------------------------------------------- */

static void
test_use_after_end (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = start_run (lake.client, lake.view, FALSE, NULL);
  gint64 use;

  engine_advance (lake.engine, 2 * MINUTE_US);
  lake_stop (&lake, lake.view);
  engine_advance (lake.engine, 5 * SECOND_US);
  g_assert_true (tarn_refresh_run_reload (run, lake.client, NULL));
  use = tarn_refresh_run_get_dpu_milliseconds (run);
  /* 125 s after the start, 40 s of 10 DPU follow after 10 s of 2, and 15 s of each of 2, 4 and 8. */
  g_assert_cmpint (use, ==, 20000 + 14 * 15000 + 10 * 40000);
  engine_advance (lake.engine, HOUR_US);
  g_assert_true (tarn_refresh_run_reload (run, lake.client, NULL));
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), ==, use);
}

static void
test_keeps_plan (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = start_run (lake.client, lake.view, FALSE, NULL);
  g_autoptr (TarnRefreshRun) next = NULL;

  engine_set (lake.engine, "glue.cost-startup-ms", 1);
  engine_add_model (lake.engine)->refresh = plan_phases;
  engine_drain (lake.engine);
  g_assert_true (tarn_refresh_run_reload (run, lake.client, NULL));
  g_assert_cmpint (tarn_refresh_run_get_end_time (run), ==, START_US + FULL_DURATION_US);
  next = run_to_end (&lake);
  g_assert_cmpint (tarn_refresh_run_get_end_time (next), ==,
                   START_US + FULL_DURATION_US + 33 * SECOND_US);
}

/* --- A model of one kind ---------------------------------------------------------------------- */

typedef GObject OneModel;
typedef GObjectClass OneModelClass;

static void
one_model_plan (TarnCostModel *model G_GNUC_UNUSED, const TarnRefreshWork *work, TarnCostPlan *plan)
{
  plan_phases (work, plan, NULL);
}

static void
one_model_implement (TarnCostModelInterface *iface)
{
  iface->plan_refresh = one_model_plan;
}

static GType one_model_get_type (void);
G_DEFINE_TYPE_WITH_CODE (OneModel, one_model, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL, one_model_implement))

static void
one_model_class_init (OneModelClass *class G_GNUC_UNUSED)
{
}

static void
one_model_init (OneModel *self G_GNUC_UNUSED)
{
}

static void
test_other_kind (void)
{
  static const char *const types[] = { "BUSINESS_NAMES", NULL };
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  g_autoptr (GObject) model = g_object_new (one_model_get_type (), NULL);
  const TarnMetadataTarget target
      = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (sample) };
  g_autoptr (TarnMetadataRun) run = NULL;

  tarn_engine_set_cost_model (tarn_sample_get_engine (sample), (TarnCostModel *) model);
  run = tarn_datazone_client_start_metadata_generation_run (tarn_sample_get_datazone (sample),
                                                            tarn_sample_get_domain_id (sample),
                                                            tarn_sample_get_project_id (sample),
                                                            &target, NULL, types, NULL, NULL);
  engine_drain (tarn_sample_get_engine (sample));
  g_assert_true (tarn_metadata_run_reload (run, tarn_sample_get_datazone (sample), NULL));
  g_assert_cmpint (tarn_metadata_run_get_model_calls (run), >, 0);
}

static void
test_plan_is_empty (void)
{
  g_auto (Lake) lake = lake_new (0);
  MadeModel *model = engine_add_model (lake.engine);
  g_autoptr (TarnRefreshEstimate) first = NULL;
  g_autoptr (TarnRefreshEstimate) second = NULL;

  model->refresh = plan_phases;
  first = estimate (&lake, TARN_REFRESH_TYPE_FULL);
  second = estimate (&lake, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (first), ==, 33 * SECOND_US);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (second), ==, 33 * SECOND_US);
}

/* A run that was stopped in the queue counts, and a start that was refused does not. */
static void
test_ordinal_of_waiting (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) other
      = lake_add_view (&lake, "other", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autofree char *first = NULL;
  g_autofree char *waiting = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;
  MadeModel *model;
  Asked asked = { { 9, 9, 9, 9 } };

  engine_set (lake.engine, "glue.running-max", 1);
  first = lake_start (&lake, other);
  g_assert_null (start_run (lake.client, lake.view, FALSE, NULL));
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  waiting = lake_start (&lake, lake.view);
  lake_stop (&lake, lake.view);
  engine_drain (lake.engine);
  model = engine_add_model (lake.engine);
  model->refresh = note_work;
  model->data = &asked;
  run = run_to_end (&lake);
  g_assert_cmpuint (asked.n_calls, ==, 1);
  g_assert_cmpuint (asked.ordinals[0], ==, 1);
  g_boxed_free (TARN_TYPE_REFRESH_WORK, asked.copy);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-cost-plan.h: chapter: A full refresh reads as many bytes as the sources have", test_full_bytes },
  { "tarn-cost-plan.h: chapter: and counts the size of the view as well if `glue.cost-count-writes` is 1",
    test_count_writes },
  { "tarn-cost-plan.h: chapter: An incremental refresh reads the changed bytes times "
    "`glue.cost-amplification-permille`", test_amplification },
  { "tarn-cost-plan.h: chapter: and rewrites a part of the view if `glue.cost-merge-permille` is above 0", test_merge },
  { "tarn-cost-plan.h: chapter: The run begins with a start-up that uses nothing, and goes on with a serial part on "
    "`glue.cost-dpu-min` DPU.", test_start_up },
  { "tarn-cost-plan.h: chapter: Then it reads the bytes at `glue.cost-bytes-per-second-per-dpu`, on a number of DPU "
    "that doubles every `glue.cost-ramp-ms`", test_ramp },
  { "tarn-cost-plan.h: chapter: up to one per `glue.cost-bytes-per-dpu`, within `glue.cost-dpu-min` and "
    "`glue.cost-dpu-max`", test_bytes_per_dpu },
  { "tarn-cost-plan.h: chapter: An incremental refresh that finds no changed byte takes `glue.cost-unchanged-ms` and "
    "uses nothing, unless `glue.cost-skip-unchanged` is 0.", test_unchanged },
  { "tarn-cost-plan.h: chapter: The use is billed in steps of `glue.cost-billing-granularity-ms` and at least for "
    "`glue.cost-billing-minimum-ms` on `glue.cost-dpu-min` DPU; a run that used nothing is billed nothing.",
    test_bill },
  { "tarn-cost-plan.h: chapter: The work has at most 2^60 bytes; a larger number counts as 2^60.", test_work_at_most },
  { "tarn-cost-plan.h: TarnCostPlan: A new plan is empty: no start-up, no phases, no bytes.", test_empty_plan },
  { "tarn-cost-plan.h: set_startup_us(): A value outside of the range is a programmer error, and the plan stays as it "
    "is.", test_wrong_start_up },
  { "tarn-cost-plan.h: set_processed_bytes(): The run processes them in proportion to the work done in the phases.",
    test_phases },
  { "tarn-cost-plan.h: add_phase(): from its beginning and as fast as its DPU allow", test_work_of_phase },
  { "tarn-cost-plan.h: add_phase(): A plan takes 16 phases", test_16_phases },
  { "tarn-cost-plan.h: add_phase(): which together last at most 2^61 us and use at most 2^62 DPU-microseconds",
    test_longest },
  { "tarn-refresh-estimate.h: get_duration_us(): and is at most 2^62", test_longest },
  { "tarn-cost-plan.h: add_phase(): A phase that goes beyond that is a programmer error, and the plan leaves it out.",
    test_phase_beyond },
  { "tarn-cost-plan.h: use_built_in_model(): the engine drops all parts of the plan, and plans the run by its options "
    "and with their spread, as if there were no cost model of the user.", test_built_in_model },
  { "tarn-cost-plan.h: use_built_in_model(): A failure that tarn_cost_plan_set_failure_ppm() has set stays.",
    test_built_in_model_and_failure },
  { "tarn-cost-plan.h: set_failure_ppm(): Sets that the run fails to read its sources after this part of the time that "
    "the phases take", test_failure_of_plan },
  { "tarn-cost-plan.h: set_failure_ppm(): more than 1000000 is a programmer error, and the plan stays as it is",
    test_failure_of_plan },
  { "tarn-cost-plan.h: set_failure_ppm(): An estimate has no failures.", test_failure_of_plan },

  { "tarn-cost-model.h: plan_refresh: The engine calls this function once when a run gets its slot, and once for each "
    "estimate.", test_calls_of_model },
  { "tarn-cost-model.h: plan_refresh: The function may not change the engine, drive the clock, or ask for an estimate.",
    test_model_may_not },
  { "tarn-refresh-estimate.h: TarnRefreshEstimate: that a refresh would take if it got its slot now",
    test_estimate_is_run },
  { "tarn-refresh-estimate.h: estimate_copy(): (transfer full): a copy", test_estimate_copy },
  { "tarn-refresh-estimate.h: get_cost_nano_usd(): the price of the billed use in billionths of a US dollar, rounded "
    "down", test_price },
  { "tarn-refresh-work.h: get_ordinal(): counted from 0; an estimate has the number of the next run", test_ordinal },
  { "tarn-refresh-work.h: TarnRefreshWork: A copy of the boxed type stays valid, also after the engine is gone.",
    test_work },

  { "cost.md: The figures of a run and of a view: After its end it reports what it used in all, whatever its end was.",
    test_use_after_end },
  { "cost.md: Your own cost model: A `TarnCostModel` plans a refresh when the run gets its slot", test_asked_at_slot },
  { "cost.md: Your own cost model: options or a model that the user sets later apply to the next run",
    test_keeps_plan },
  { "tarn-cost-model.h: TarnCostModel: It has a function for each kind of run that it plans; the built-in "
    "models plan the other kinds.",
    test_other_kind },
  { "tarn-cost-model.h: plan_refresh: an empty plan to fill",
    test_plan_is_empty },
  { "tarn-refresh-estimate.h: get_duration_us(): it includes the start-up",
    test_plan_is_empty },
  { "tarn-refresh-work.h: get_ordinal(): the number of this run among the runs of the view",
    test_ordinal_of_waiting },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
