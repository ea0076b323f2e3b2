/* SPDX-License-Identifier: MIT */
/* The program refreshes a view every hour for a day, and prints how stale it was and what that took. */
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

int
main (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  TarnGlueClient *glue = tarn_sample_get_glue (sample);
  g_autoptr (TarnTableName) orders = tarn_table_name_new (NULL, "sales", "orders");
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");

  g_assert_true (tarn_engine_set_option (engine, "glue.measures", 1, NULL));
  g_assert_true (tarn_engine_set_option (engine, "glue.measure-percentiles", 1, NULL));
  for (guint i = 0; i < 2; i++)
    run_hour (sample, orders, daily);
  g_assert_true (tarn_glue_client_reset_measures (glue, NULL, NULL));
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
}
