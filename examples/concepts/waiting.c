/* SPDX-License-Identifier: MIT */
/* There are two ways to wait for the end of a run without polling. */
#include <tarn/tarn.h>

static void
on_end (GObject *glue, GAsyncResult *result, gpointer data)
{
  TarnRefreshRun **out_run = data;

  *out_run = tarn_glue_client_wait_for_materialized_view_refresh_task_run_finish (TARN_GLUE_CLIENT (
                                                                                      glue),
                                                                                  result, NULL);
}

/* In a main loop, the source moves virtual time, and GLib calls the callback when the run has ended. */
static TarnRefreshRun *
wait_in_a_loop (TarnEngine *engine, TarnGlueClient *glue, const char *id)
{
  GSource *source = tarn_engine_create_source (engine);
  TarnRefreshRun *run = NULL;

  g_source_attach (source, NULL);
  tarn_glue_client_wait_for_materialized_view_refresh_task_run_async (glue, NULL, id, NULL, on_end,
                                                                      &run);
  while (run == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_destroy (source);
  g_source_unref (source);
  return run;
}

int
main (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnGlueClient *glue = tarn_sample_get_glue (sample);
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
  g_autoptr (TarnTableName) monthly = tarn_table_name_new (NULL, "sales", "monthly");
  g_autoptr (TarnRefreshRun) first
      = tarn_glue_client_start_materialized_view_refresh_task_run (glue, daily, FALSE, NULL);
  g_autoptr (TarnRefreshRun) ended
      = wait_in_a_loop (tarn_sample_get_engine (sample), glue, tarn_refresh_run_get_id (first));
  g_assert_cmpint (tarn_refresh_run_get_status (ended), ==, TARN_REFRESH_STATUS_SUCCEEDED);

  /* Without a main loop, the call drives the clock until the run has ended. */
  g_autoptr (TarnRefreshRun) second
      = tarn_glue_client_start_materialized_view_refresh_task_run (glue, monthly, FALSE, NULL);
  g_assert_true (tarn_refresh_run_wait (second, glue, NULL, NULL));
  g_assert_cmpint (tarn_refresh_run_get_end_time (second), ==,
                   tarn_engine_get_now (tarn_sample_get_engine (sample)));
}
