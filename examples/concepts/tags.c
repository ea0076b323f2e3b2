/* SPDX-License-Identifier: MIT */
/*
 * Two policies refresh the same view for the same days. One of them makes another run every night besides. The
 * tags of the runs make the random failures of the same day the same under both policies.
 */
#include <tarn/tarn.h>

enum
{
  N_DAYS = 40,
};

static TarnRefreshStatus
refresh (TarnSample *sample, const TarnTableName *view, guint64 tag)
{
  TarnGlueClient *glue = tarn_sample_get_glue (sample);
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();
  tarn_start_options_set_tag (options, tag);
  tarn_start_options_set_refresh_mode (options, TARN_REFRESH_MODE_INCREMENTAL);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run_with_options (glue, view, FALSE,
                                                                                options, NULL);
  g_assert_true (tarn_engine_run_until_idle (tarn_sample_get_engine (sample), NULL, NULL));
  g_assert_true (tarn_refresh_run_reload (run, glue, NULL));
  g_assert_cmpuint (tarn_refresh_run_get_tag (run), ==, tag);
  return tarn_refresh_run_get_status (run);
}

/* Returns on which days the refresh of the day failed, as bits. */
static guint64
run_policy (gboolean draws_by_tag, gboolean refreshes_at_night)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (7);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
  guint64 failures = 0;

  g_assert_true (tarn_engine_set_option (engine, "glue.read-failure-ppm", 300000, NULL));
  g_assert_true (tarn_engine_set_option (engine, "glue.draw-by-tag", draws_by_tag, NULL));
  for (guint day = 0; day < N_DAYS; day++)
    {
      if (refresh (sample, daily, 2 * day + 1) == TARN_REFRESH_STATUS_FAILED)
        failures |= G_GUINT64_CONSTANT (1) << day;
      if (refreshes_at_night)
        refresh (sample, daily, 2 * day + 2);
      g_assert_true (tarn_engine_advance_by (engine, G_TIME_SPAN_DAY, NULL));
    }
  return failures;
}

int
main (void)
{
  g_assert_cmpuint (run_policy (TRUE, FALSE), !=, 0);
  g_assert_cmpuint (run_policy (TRUE, FALSE), ==, run_policy (TRUE, TRUE));
  g_assert_cmpuint (run_policy (FALSE, FALSE), !=, run_policy (FALSE, TRUE));
}
