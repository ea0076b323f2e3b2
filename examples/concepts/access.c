/* SPDX-License-Identifier: MIT */
/* A denial keeps a role from starting refreshes until the denial is revoked. */
#include <tarn/tarn.h>

int
main (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnPrincipal) etl
      = tarn_principal_new (TARN_SAMPLE_ACCOUNT_ID, "arn:aws:iam::123456789012:role/etl", NULL);
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (engine, etl);
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
  g_autoptr (GError) error = NULL;

  guint denial = tarn_engine_deny (engine, tarn_principal_get_arn (etl),
                                   "glue:StartMaterializedViewRefreshTaskRun", "*");
  g_assert_null (
      tarn_glue_client_start_materialized_view_refresh_task_run (glue, daily, FALSE, &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_ACCESS_DENIED);

  g_assert_true (tarn_engine_revoke (engine, denial));
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (glue, daily, FALSE, NULL);
  g_assert_nonnull (run);
}
