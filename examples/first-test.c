/* SPDX-License-Identifier: MIT */
#include <tarn/tarn.h>

int
main (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnPrincipal) me = tarn_principal_new ("123456789012", NULL, NULL);
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (engine, me);

  /* The test creates a table of 100 GB, and a materialized view of the table. */
  g_autoptr (TarnTableName) orders = tarn_table_name_new (NULL, "sales", "orders");
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
  g_autoptr (TarnTableInput) table = tarn_table_input_new ();
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();
  tarn_table_input_set_size_bytes (table, 100000000000);
  tarn_table_input_add_sub_object (view, orders);
  g_assert_true (tarn_glue_client_create_database (glue, NULL, "sales", NULL));
  g_assert_true (tarn_glue_client_create_table (glue, orders, table, NULL));
  g_assert_true (tarn_glue_client_create_table (glue, daily, view, NULL));

  /* The test refreshes the view, and waits until the run has ended. */
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnRefreshRun) started
      = tarn_glue_client_start_materialized_view_refresh_task_run (glue, daily, FALSE, &error);
  g_assert_no_error (error);
  g_autoptr (TarnRefreshRun) ended = tarn_glue_client_wait_for_materialized_view_refresh_task_run (
      glue, NULL, tarn_refresh_run_get_id (started), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tarn_refresh_run_get_status (ended), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (ended), ==, 2520000);
  g_assert_cmpint (tarn_engine_get_now (engine) - TARN_ENGINE_START_TIME, ==,
                   314 * G_TIME_SPAN_SECOND);
}
