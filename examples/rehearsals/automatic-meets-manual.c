/* SPDX-License-Identifier: MIT */
/*
 * An automatic refresh has taken its snapshot when new orders arrive, and the service refuses a manual
 * refresh. The naive code accepts the active run as its own, and ends with a view that lacks the orders. The
 * right code waits until it can start a run that includes them.
 */
#include "rehearsal.h"

static TarnRefreshStatus
naive_refresh (TarnSample *sample)
{
  g_autofree char *id = start_refresh (glue_of (sample), "hourly", FALSE, NULL);

  if (id == NULL)
    id = find_refresh_since (sample, "hourly", 0);
  return await_refresh (sample, id);
}

static TarnRefreshStatus
right_refresh (TarnSample *sample)
{
  g_autofree char *id = NULL;

  for (guint attempt = 0; id == NULL && attempt < 60; attempt++)
    {
      id = start_refresh (glue_of (sample), "hourly", FALSE, NULL);
      sleep_for (sample, G_TIME_SPAN_MINUTE);
    }
  return await_refresh (sample, id);
}

/* The automatic refresh begins on the hour, and the orders arrive a minute later. */
static gboolean
lacks_orders_after (TarnRefreshStatus (*refresh) (TarnSample *))
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnGlueClient *glue = glue_of (sample);
  g_autoptr (TarnTableName) orders = tarn_table_name_new ("123456789012", "sales", "orders");
  g_autoptr (TarnTableName) hourly = tarn_table_name_new ("123456789012", "sales", "hourly");
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

  tarn_table_input_add_sub_object (view, orders);
  tarn_table_input_set_refresh_seconds (view, 3600);
  tarn_commit_set_added_bytes (commit, 1000000000);
  g_assert_true (tarn_glue_client_create_table (glue, hourly, view, NULL));
  sleep_for (sample, 61 * G_TIME_SPAN_MINUTE);
  g_assert_true (tarn_glue_client_commit (glue, orders, commit, NULL));
  g_assert_cmpint (refresh (sample), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (glue, hourly, NULL);
  return tarn_table_get_pending_commits (table) > 0;
}

int
main (void)
{
  g_assert_true (lacks_orders_after (naive_refresh));
  g_assert_false (lacks_orders_after (right_refresh));
}
