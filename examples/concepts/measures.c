/* SPDX-License-Identifier: MIT */
/*
 * The program refreshes a view every hour for a day, and prints how stale it was and what that took. It also computes
 * a figure of its own: for how much of the time the lag was within a target.
 */
#include <tarn/tarn.h>

static void
run_hour (TarnSample *sample, const TarnTableName *orders, const TarnTableName *daily)
{
  TarnGlueClient *glue = tarn_sample_get_glue (sample);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (glue, daily, FALSE, NULL);

  g_assert_nonnull (run);
  tarn_commit_set_added_bytes (commit, 400000000);
  g_assert_true (
      tarn_engine_advance_by (tarn_sample_get_engine (sample), 30 * G_TIME_SPAN_MINUTE, NULL));
  g_assert_true (tarn_glue_client_commit (glue, orders, commit, NULL));
  g_assert_true (
      tarn_engine_advance_by (tarn_sample_get_engine (sample), 30 * G_TIME_SPAN_MINUTE, NULL));
}

static void
print_seconds (const char *what, guint64 us)
{
  g_print ("%-10s %6" G_GUINT64_FORMAT ".%06" G_GUINT64_FORMAT " s\n", what,
           us / G_TIME_SPAN_SECOND, us % G_TIME_SPAN_SECOND);
}

static void
print_measures (const TarnMeasures *measures)
{
  print_seconds ("mean age", tarn_measures_get_mean (measures, TARN_MEASURE_AGE, 1));
  print_seconds ("mean lag", tarn_measures_get_mean (measures, TARN_MEASURE_LAG, 1));
  print_seconds ("lag of 90%",
                 (guint64) tarn_measures_get_percentile (measures, TARN_MEASURE_LAG, 9000));
  g_print ("fresh for  %13" G_GUINT64_FORMAT " millionths of the time\n",
           tarn_measures_get_mean (measures, TARN_MEASURE_FRESH, 1000000));
  g_print ("DPU        %13" G_GUINT64_FORMAT " thousandths in the mean\n",
           tarn_measures_get_mean (measures, TARN_MEASURE_DPU, 1000));
}

/* The part of the time in which the lag of a view is within a target. */
typedef struct
{
  const char *view;
  gint64 target_us;
  gint64 time_us;
  gint64 within_us;
  TarnTimeHistogram *lags;
} Target;

static void
add_stretch (TarnEngine *engine G_GNUC_UNUSED, const TarnStretch *stretch, gpointer data)
{
  Target *target = data;
  const char *view = tarn_table_name_get_table_name (tarn_stretch_get_table_name (stretch));
  gint64 begin = tarn_stretch_get_begin_time (stretch), end = tarn_stretch_get_end_time (stretch);
  gint64 since = MIN (tarn_stretch_get_lacking_since (stretch), end);
  gint64 begins_to_lack = MAX (since, begin);

  if (!g_str_equal (view, target->view))
    return;
  target->time_us += end - begin;
  target->within_us += CLAMP (since + target->target_us, begin, end) - begin;
  tarn_time_histogram_add_constant (target->lags, 0, begins_to_lack - begin);
  tarn_time_histogram_add_rising (target->lags, begins_to_lack - since, end - since);
}

static void
print_target (const Target *target)
{
  gint64 least, greatest;

  g_assert_true (tarn_time_histogram_get_percentile_bounds (target->lags, 9000, &least, &greatest));
  print_seconds ("90%, from", (guint64) least);
  print_seconds ("to", (guint64) greatest);
  g_print ("within     %13" G_GINT64_FORMAT " millionths of the time\n",
           1000000 * target->within_us / target->time_us);
}

int
main (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  TarnGlueClient *glue = tarn_sample_get_glue (sample);
  g_autoptr (TarnTableName) orders = tarn_table_name_new (NULL, "sales", "orders");
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
  g_autoptr (TarnTimeHistogram) lags = tarn_time_histogram_new (7);
  Target target = { .view = "daily", .target_us = 20 * G_TIME_SPAN_MINUTE, .lags = lags };

  g_assert_true (tarn_engine_set_option (engine, "glue.measures", 1, NULL));
  g_assert_true (tarn_engine_set_option (engine, "glue.measure-percentiles", 1, NULL));
  for (guint i = 0; i < 2; i++)
    run_hour (sample, orders, daily);
  g_assert_true (tarn_glue_client_reset_measures (glue, NULL, NULL));
  tarn_glue_client_add_stretch_func (glue, add_stretch, &target, NULL);
  for (guint i = 0; i < 24; i++)
    run_hour (sample, orders, daily);

  /* Each refresh takes 65 s. Its age rises from there for an hour, and its lag from 30 minutes on. */
  g_autoptr (TarnMeasures) measures = tarn_glue_client_get_view_measures (glue, daily, NULL);
  print_measures (measures);
  g_assert_cmpuint (tarn_measures_get_n_publications (measures), ==, 24);
  g_assert_cmpuint (tarn_measures_get_mean (measures, TARN_MEASURE_AGE, 1), ==,
                    65 * G_TIME_SPAN_SECOND + 30 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (tarn_measures_get_max (measures, TARN_MEASURE_LAG), ==,
                   65 * G_TIME_SPAN_SECOND + 30 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (tarn_measures_get_mean (measures, TARN_MEASURE_PENDING_BYTES, 1), ==,
                    (65 + 1800) * G_GUINT64_CONSTANT (400000000) / 3600);

  /* This ends the last stretch. The lag is above the target from 50 minutes on until the next publication. */
  g_assert_true (tarn_glue_client_reset_measures (glue, NULL, NULL));
  print_target (&target);
  g_assert_cmpint (target.within_us, ==, 24 * (3600 - 665) * G_TIME_SPAN_SECOND);
}
