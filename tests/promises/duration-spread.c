/* SPDX-License-Identifier: MIT */
/* What the headers and the page about cost promise of durations with a spread. */
#include "worlds/sample.h"

#include "model.h"
#include "promise.h"

#define MEAN_US DURATION_US
#define REFRESH_SPREAD "glue.cost-duration-spread-permille"
#define METADATA_SPREAD "datazone.cost-duration-spread-permille"

static TarnSample *
sample_with_spread (guint64 seed, gint64 permille)
{
  TarnSample *sample = tarn_sample_new (seed);

  sample_set (sample, REFRESH_SPREAD, permille);
  sample_set (sample, METADATA_SPREAD, permille);
  return sample;
}

/* Each refresh of `daily` is the first full refresh of a new sample, so all have the same work. */
static TarnRefreshRun *
refresh_with_tag (TarnSample *sample, guint64 tag)
{
  g_autoptr (TarnTableName) daily = sample_name ("daily");
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();
  g_autoptr (GError) error = NULL;

  tarn_start_options_set_tag (options, tag);
  TarnRefreshRun *run = tarn_glue_client_start_materialized_view_refresh_task_run_with_options (
      tarn_sample_get_glue (sample), daily, TRUE, options, &error);
  g_assert_no_error (error);
  sample_drain (sample);
  g_assert_true (tarn_refresh_run_reload (run, tarn_sample_get_glue (sample), NULL));
  return run;
}

static TarnRefreshRun *
refresh (TarnSample *sample)
{
  return refresh_with_tag (sample, 0);
}

static gint64
get_startup_us (const TarnRefreshRun *run)
{
  return tarn_refresh_run_get_start_time (run) - tarn_refresh_run_get_creation_time (run);
}

static gint64
get_duration_us (const TarnRefreshRun *run)
{
  return tarn_refresh_run_get_end_time (run) - tarn_refresh_run_get_creation_time (run);
}

static TarnMetadataRun *
generate (TarnSample *sample)
{
  g_autofree char *id = sample_start_metadata (sample);

  sample_drain (sample);
  return sample_get_metadata (sample, id);
}

static gint64
get_metadata_us (const TarnMetadataRun *run)
{
  return tarn_metadata_run_get_end_time (run) - tarn_metadata_run_get_creation_time (run);
}

static TarnRefreshEstimate *
estimate (TarnSample *sample)
{
  g_autoptr (TarnTableName) daily = sample_name ("daily");
  g_autoptr (GError) error = NULL;
  TarnRefreshEstimate *made
      = tarn_glue_client_estimate_refresh (tarn_sample_get_glue (sample), daily,
                                           TARN_REFRESH_TYPE_FULL, &error);

  g_assert_no_error (error);
  return made;
}

/* Compares two times, of which one lost a part of a millisecond. */
static void
assert_near (gint64 value_us, gint64 expected_us)
{
  g_assert_cmpint (ABS (value_us - expected_us), <=, MS_US);
}

/* --- Refreshes -------------------------------------------------------------------------------- */

static void
test_same_work_same_time (void)
{
  for (guint64 seed = 0; seed < 10; seed++)
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (seed);
      g_autoptr (TarnRefreshRun) run = refresh (sample);
      g_autoptr (TarnRefreshRun) again = refresh (sample);

      g_assert_cmpint (get_duration_us (run), ==, MEAN_US);
      g_assert_cmpint (get_duration_us (again), ==, MEAN_US);
    }
}

/*
 * The start-up is 30 s of 314 s, whatever the factor is. Over 2000 runs, the mean of a factor of 1300 has a
 * standard deviation of 0.6 percent.
 */
static void
test_each_draws_a_factor (void)
{
  const guint n_runs = 2000;
  g_autoptr (TarnSample) sample = sample_with_spread (1, 1300);
  gint64 sum_us = 0, last_us = 0;

  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr (TarnRefreshRun) run = refresh (sample);
      gint64 duration_us = get_duration_us (run);

      assert_near (duration_us * 30 / 314, get_startup_us (run));
      g_assert_cmpint (duration_us, !=, last_us);
      last_us = duration_us;
      sum_us += duration_us;
    }
  g_assert_cmpint (ABS (sum_us / n_runs - MEAN_US), <, MEAN_US * 3 / 100);
}

/* The median of 314 s is 314 s * exp (-ln (1.3)^2 / 2) = 303.4 s. */
static void
test_two_thirds (void)
{
  const guint n_runs = 2000;
  const gint64 median_us = 303374 * MS_US;
  g_autoptr (TarnSample) sample = sample_with_spread (2, 1300);
  guint n_between = 0;

  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr (TarnRefreshRun) run = refresh (sample);
      gint64 duration_us = get_duration_us (run);

      n_between += duration_us >= median_us * 10 / 13 && duration_us <= median_us * 13 / 10;
    }
  g_assert_cmpuint (n_between, >, n_runs * 65 / 100);
  g_assert_cmpuint (n_between, <, n_runs * 71 / 100);
}

static void
test_use (void)
{
  g_autoptr (TarnSample) plain = tarn_sample_new (1);
  g_autoptr (TarnSample) spread = sample_with_spread (1, 2000);
  g_autoptr (TarnRefreshRun) mean = refresh (plain);
  g_autoptr (TarnRefreshRun) run = refresh (spread);
  gint64 use_ms = tarn_refresh_run_get_dpu_milliseconds (mean);

  g_assert_cmpint (get_duration_us (run), !=, get_duration_us (mean));
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (run), ==,
                   tarn_refresh_run_get_processed_bytes (mean));
  gint64 distance
      = tarn_refresh_run_get_dpu_milliseconds (run) * MEAN_US - use_ms * get_duration_us (run);
  g_assert_cmpint (ABS (distance), <=, 2 * MEAN_US);
}

static void
test_depends_on (void)
{
  g_autoptr (TarnSample) sample = sample_with_spread (1, 1300);
  g_autoptr (TarnSample) same = sample_with_spread (1, 1300);
  g_autoptr (TarnSample) other = sample_with_spread (2, 1300);
  g_autoptr (TarnRefreshRun) first = refresh_with_tag (sample, 5);
  g_autoptr (TarnRefreshRun) again = refresh_with_tag (same, 6);
  g_autoptr (TarnRefreshRun) seed = refresh (other);

  g_assert_cmpint (get_duration_us (again), ==, get_duration_us (first));
  g_assert_cmpint (get_duration_us (seed), !=, get_duration_us (first));

  sample_set (sample, "glue.draw-by-tag", 1);
  g_autoptr (TarnRefreshRun) tagged = refresh_with_tag (sample, 7);
  g_autoptr (TarnRefreshRun) later = refresh_with_tag (sample, 7);
  g_autoptr (TarnRefreshRun) next = refresh_with_tag (sample, 8);
  g_assert_cmpint (get_duration_us (later), ==, get_duration_us (tagged));
  g_assert_cmpint (get_duration_us (next), !=, get_duration_us (tagged));
}

static void
test_nothing_else (void)
{
  g_autoptr (TarnSample) alone = sample_with_spread (1, 1300);
  g_autoptr (TarnSample) busy = sample_with_spread (1, 1300);

  sample_set (busy, "glue.read-failure-ppm", 0);
  g_free (sample_start_refresh (busy, "monthly"));
  g_free (sample_start_metadata (busy));
  g_autoptr (TarnRefreshRun) first = refresh (alone);
  g_autoptr (TarnRefreshRun) beside = refresh (busy);
  g_assert_cmpint (get_duration_us (beside), ==, get_duration_us (first));
}

static void
plan_refresh (const TarnRefreshWork *work G_GNUC_UNUSED, TarnCostPlan *plan,
              gpointer data G_GNUC_UNUSED)
{
  tarn_cost_plan_set_startup_us (plan, SECOND_US);
  tarn_cost_plan_add_phase (plan, 9 * SECOND_US, 1, 0);
}

static void
plan_metadata (const TarnMetadataWork *work G_GNUC_UNUSED, TarnMetadataPlan *plan,
               gpointer data G_GNUC_UNUSED)
{
  tarn_metadata_plan_set_base_us (plan, SECOND_US);
  tarn_metadata_plan_set_generation_us (plan, 9 * SECOND_US);
}

static void
test_own_model (void)
{
  g_autoptr (TarnSample) sample = sample_with_spread (1, 2000);
  MadeModel *model = engine_add_model (tarn_sample_get_engine (sample));

  model->refresh = plan_refresh;
  model->metadata = plan_metadata;
  g_autoptr (TarnRefreshRun) run = refresh (sample);
  g_autoptr (TarnMetadataRun) names = generate (sample);
  g_assert_cmpint (get_duration_us (run), ==, 10 * SECOND_US);
  g_assert_cmpint (get_metadata_us (names), ==, 10 * SECOND_US);
}

/* --- Estimates -------------------------------------------------------------------------------- */

static void
test_estimate_is_mean (void)
{
  g_autoptr (TarnSample) sample = sample_with_spread (1, 2000);
  g_autoptr (TarnRefreshEstimate) mean = estimate (sample);

  g_assert_cmpint (tarn_refresh_estimate_get_startup_us (mean), ==, STARTUP_US);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (mean), ==, MEAN_US);
  g_assert_cmpint (tarn_refresh_estimate_get_dpu_milliseconds (mean), ==, 2520000);
  g_assert_cmpint (tarn_refresh_estimate_get_billed_dpu_milliseconds (mean), ==, 2520000);
}

/* The minimum of a bill is that of a run of the mean duration, so that no run is billed less. */
static void
test_bills (void)
{
  g_autoptr (TarnSample) sample = sample_with_spread (1, 2000);
  gint64 sum_ms = 0;

  sample_set (sample, "glue.cost-billing-minimum-ms", 1260000); /* times 2 DPU */
  g_autoptr (TarnRefreshEstimate) mean = estimate (sample);
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (TarnRefreshRun) run = refresh (sample);

      sum_ms += tarn_refresh_run_get_billed_dpu_milliseconds (run);
    }
  g_assert_cmpint (tarn_refresh_estimate_get_billed_dpu_milliseconds (mean), ==, 2520000);
  g_assert_cmpint (sum_ms / 100, >, 2520000);
}

/* --- Metadata --------------------------------------------------------------------------------- */

static void
test_metadata_factor (void)
{
  const guint n_runs = 1000;
  g_autoptr (TarnSample) plain = tarn_sample_new (1);
  g_autoptr (TarnSample) sample = sample_with_spread (1, 1300);
  g_autoptr (TarnMetadataRun) mean = generate (plain);
  gint64 mean_us = get_metadata_us (mean), sum_us = 0, last_us = 0;

  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr (TarnMetadataRun) run = generate (sample);

      g_assert_cmpint (get_metadata_us (run), !=, last_us);
      last_us = get_metadata_us (run);
      sum_us += last_us;
    }
  g_assert_cmpint (ABS (sum_us / n_runs - mean_us), <, mean_us * 4 / 100);
}

static void
test_metadata_keeps (void)
{
  g_autoptr (TarnSample) plain = tarn_sample_new (1);
  g_autoptr (TarnSample) spread = sample_with_spread (1, 2000);

  sample_set (plain, "datazone.submitted-duration-us", 100 * SECOND_US);
  sample_set (spread, "datazone.submitted-duration-us", 100 * SECOND_US);
  g_autoptr (TarnMetadataRun) mean = generate (plain);
  g_autofree char *id = sample_start_metadata (spread);
  sample_advance_to (spread, 100 * SECOND_US - 1);
  assert_metadata (spread, id, "SUBMITTED", NULL);
  sample_advance_to (spread, 100 * SECOND_US);
  assert_metadata (spread, id, "IN_PROGRESS", NULL);
  sample_drain (spread);
  g_autoptr (TarnMetadataRun) run = sample_get_metadata (spread, id);
  g_assert_cmpint (get_metadata_us (run), !=, get_metadata_us (mean));
  g_assert_cmpint (tarn_metadata_run_get_model_calls (run), ==,
                   tarn_metadata_run_get_model_calls (mean));
  g_assert_cmpint (tarn_metadata_run_get_output_tokens (run), ==,
                   tarn_metadata_run_get_output_tokens (mean));
}

static void
test_metadata_depends_on (void)
{
  g_autoptr (TarnSample) sample = sample_with_spread (1, 1300);
  g_autoptr (TarnSample) same = sample_with_spread (1, 1300);
  g_autoptr (TarnSample) other = sample_with_spread (2, 1300);
  g_autoptr (TarnMetadataRun) first = generate (sample);
  g_autoptr (TarnMetadataRun) again = generate (same);
  g_autoptr (TarnMetadataRun) seed = generate (other);
  g_autoptr (TarnMetadataRun) second = generate (sample);

  g_assert_cmpint (get_metadata_us (again), ==, get_metadata_us (first));
  g_assert_cmpint (get_metadata_us (seed), !=, get_metadata_us (first));
  g_assert_cmpint (get_metadata_us (second), !=, get_metadata_us (first));
}

/* --- The page --------------------------------------------------------------------------------- */

/* A mean of 300 s has its 25th and its 975th of a thousand at 173 s and 485 s. */
static void
test_figures_of_page (void)
{
  const guint n_runs = 2000;
  g_autoptr (TarnSample) sample = sample_with_spread (3, 1300);
  guint n_between = 0;

  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr (TarnRefreshRun) run = refresh (sample);
      gint64 duration_us = get_duration_us (run) * 300 / 314;

      n_between += duration_us >= 173 * SECOND_US && duration_us <= 485 * SECOND_US;
    }
  g_assert_cmpuint (n_between, >, n_runs * 935 / 1000);
  g_assert_cmpuint (n_between, <, n_runs * 965 / 1000);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-cost-plan.h: chapter: Two runs that do the same work take the same time, unless "
    "`glue.cost-duration-spread-permille` is above 1000.", test_same_work_same_time },
  { "tarn-cost-plan.h: chapter: Then each run draws a factor from the lognormal distribution with the mean 1, and "
    "multiplies the durations of its start-up and of all its phases by the factor.", test_each_draws_a_factor },
  { "tarn-cost-plan.h: chapter: at 1300, about two thirds of the runs take between the median divided by 1.3 and the "
    "median times 1.3.", test_two_thirds },
  { "tarn-cost-plan.h: chapter: The numbers of DPU and the bytes stay as they are, so the factor multiplies the use as "
    "well.", test_use },
  { "tarn-cost-plan.h: chapter: The factor depends on the seed, the view, and the number of the run among the runs of "
    "the view, or the tag of the run where `glue.draw-by-tag` is 1.", test_depends_on },
  { "tarn-cost-plan.h: chapter: Nothing else in the engine changes it.", test_nothing_else },
  { "tarn-cost-plan.h: chapter: The plan of a user's own cost model is not multiplied.", test_own_model },
  { "tarn-refresh-estimate.h: TarnRefreshEstimate: Where durations have a spread, see tarn-cost-plan.h, times and use "
    "are the means of what such a run can draw. The bill is that of the mean use.", test_estimate_is_mean },
  { "tarn-refresh-estimate.h: TarnRefreshEstimate: The mean of the bills can be greater", test_bills },
  { "tarn-catalog.h: estimate_refresh(): Where durations have a spread, the estimate has their means.",
    test_estimate_is_mean },

  { "tarn-metadata-plan.h: chapter: each run draws one factor from the lognormal distribution with the mean 1",
    test_metadata_factor },
  { "tarn-metadata-plan.h: chapter: The calls and the tokens stay as they are, and the time of `SUBMITTED` does too.",
    test_metadata_keeps },
  { "tarn-metadata-plan.h: chapter: The factor depends on the seed, the asset, and the number of the run among the "
    "runs of the asset", test_metadata_depends_on },
  { "tarn-metadata-plan.h: chapter: The plan of a user's own cost model is not multiplied.", test_own_model },

  { "cost.md: The same work, another time: Without a spread, every seed gives the same durations, costs and staleness.",
    test_same_work_same_time },
  { "cost.md: The same work, another time: of a thousand runs whose mean is 300 s, about 950 take between 173 s and "
    "485 s", test_figures_of_page },
  { "cost.md: The same work, another time: `tarn_glue_client_estimate_refresh()` returns the mean",
    test_estimate_is_mean },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
