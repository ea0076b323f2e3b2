/* SPDX-License-Identifier: MIT */
#include <tarn/tarn.h>

/* The orchestrator under test: starts a refresh, and sleeps on the lake's clock between polls. */
static TarnRefreshStatus
refresh_and_wait (TarnEngine *lake, TarnGlueClient *glue, const char *view)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id
      = tarn_glue_client_start_materialized_view_refresh_task_run (glue, NULL, "sales", view, FALSE,
                                                                   &error);
  g_assert_no_error (error);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_get_materialized_view_refresh_task_run (glue, NULL, id, &error);
  while (run != NULL && !tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (run))
         && tarn_engine_advance_by (lake, 10 * G_TIME_SPAN_SECOND, &error))
    run = tarn_glue_client_get_materialized_view_refresh_task_run_again (glue, run, &error);
  g_assert_no_error (error);
  return tarn_refresh_run_get_status (run);
}

int
main (void)
{
  g_autoptr (TarnEngine) lake = tarn_engine_new (0);
  g_autoptr (TarnPrincipal) me = tarn_principal_new ("123456789012", NULL, NULL);
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (lake, me);
  g_autoptr (TarnTableName) orders = tarn_table_name_new ("123456789012", "sales", "orders", NULL);
  g_autoptr (TarnTableInput) table = tarn_table_input_new ("orders");
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ("daily");
  tarn_table_input_set_size_bytes (table, 100000000000);
  tarn_table_input_add_sub_object (view, orders);
  g_assert_true (tarn_glue_client_create_database (glue, NULL, "sales", NULL));
  g_assert_true (tarn_glue_client_create_table (glue, NULL, "sales", table, NULL));
  g_assert_true (tarn_glue_client_create_table (glue, NULL, "sales", view, NULL));
  g_assert_cmpint (refresh_and_wait (lake, glue, "daily"), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_assert_cmpint (tarn_engine_get_now (lake) - TARN_ENGINE_START_TIME, ==,
                   320 * G_TIME_SPAN_SECOND);
}
