/* SPDX-License-Identifier: MIT */
#include <tarn/tarn.h>

/* The orchestrator under test. It starts a refresh, and sleeps on virtual time between its polls. */
static TarnRefreshRun *
refresh_and_poll (TarnSample *sample, const TarnTableName *view, GError **error)
{
  TarnGlueClient *glue = tarn_sample_get_glue (sample);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (glue, view, FALSE, error);

  if (run == NULL)
    return NULL;
  while (!tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (run)))
    if (!tarn_engine_advance_by (tarn_sample_get_engine (sample), 10 * G_TIME_SPAN_SECOND, error)
        || !tarn_refresh_run_reload (run, glue, error))
      return NULL;
  return g_steal_pointer (&run);
}

int
main (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnRefreshRun) run = refresh_and_poll (sample, daily, &error);

  g_assert_no_error (error);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_assert_cmpint (tarn_engine_get_now (tarn_sample_get_engine (sample)) - TARN_ENGINE_START_TIME,
                   ==, 320 * G_TIME_SPAN_SECOND);
  tarn_assert_n_calls (tarn_sample_get_journal (sample), "GetMaterializedViewRefreshTaskRun", "ok",
                       32);
}
