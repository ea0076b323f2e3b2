/* SPDX-License-Identifier: MIT */
/* The program reads the lag of a view, and estimates a refresh before it starts one. */
#include <tarn/tarn.h>

int
main (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  TarnGlueClient *glue = tarn_sample_get_glue (sample);
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
  g_autoptr (TarnTableName) orders = tarn_table_name_new (NULL, "sales", "orders");
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (glue, daily, TRUE, NULL);
  g_assert_nonnull (run);
  g_assert_true (tarn_engine_run_until_idle (engine, NULL, NULL));
  tarn_commit_set_added_bytes (commit, 4000000000);
  g_assert_true (tarn_glue_client_commit (glue, orders, commit, NULL));
  g_assert_true (tarn_engine_advance_by (engine, G_TIME_SPAN_HOUR, NULL));

  g_autoptr (TarnTable) view = tarn_glue_client_get_table (glue, daily, NULL);
  gint64 lag_us = tarn_engine_get_now (engine) - tarn_table_get_oldest_pending_commit_time (view);
  g_autoptr (TarnRefreshEstimate) estimate
      = tarn_glue_client_estimate_refresh (glue, daily, TARN_REFRESH_TYPE_NONE, NULL);
  g_assert_cmpuint (tarn_table_get_pending_bytes (view), ==, 4000000000);
  g_assert_cmpint (lag_us, ==, G_TIME_SPAN_HOUR);
  g_assert_cmpint (tarn_refresh_estimate_get_refresh_type (estimate), ==,
                   TARN_REFRESH_TYPE_INCREMENTAL);
  g_assert_cmpint (tarn_refresh_estimate_get_processed_bytes (estimate), ==, 20000000000);
}
