/* SPDX-License-Identifier: MIT */
/* A timeout commits every hour of virtual time, and a condition ends the drive. */
#include <tarn/tarn.h>

static gboolean
land_a_batch (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  TarnSample *sample = data;
  g_autoptr (TarnTableName) orders = tarn_table_name_new (NULL, "sales", "orders");
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

  tarn_commit_set_added_bytes (commit, 1000000000);
  g_assert_true (tarn_glue_client_commit (tarn_sample_get_glue (sample), orders, commit, NULL));
  return G_SOURCE_CONTINUE;
}

static gboolean
has_three_batches (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
  g_autoptr (TarnTable) view
      = tarn_glue_client_get_table (tarn_sample_get_glue (data), daily, NULL);

  return tarn_table_get_pending_commits (view) == 3;
}

int
main (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  TarnClockResult result;

  tarn_engine_add_timeout (engine, G_TIME_SPAN_HOUR, TARN_TIMEOUT_BACKGROUND, land_a_batch, sample,
                           NULL);
  g_assert_true (tarn_engine_run_until (engine, has_three_batches, sample, TARN_NO_DEADLINE, NULL,
                                        &result, NULL));
  g_assert_cmpint (result, ==, TARN_CLOCK_RESULT_CONDITION);
  g_assert_cmpint (tarn_engine_get_now (engine) - TARN_ENGINE_START_TIME, ==, 3 * G_TIME_SPAN_HOUR);
}
