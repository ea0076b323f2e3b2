/* SPDX-License-Identifier: MIT */
/*
 * Another caller stops a refresh, and a second view reads the first. The naive code waits until the run has
 * ended, sees that it did not fail, and refreshes the second view from a view without data. The right code
 * continues only after SUCCEEDED.
 */
#include "rehearsal.h"

static gboolean
naive_refresh_both (TarnSample *sample)
{
  g_autofree char *daily = start_refresh (glue_of (sample), "daily", FALSE, NULL);

  if (await_refresh (sample, daily) == TARN_REFRESH_STATUS_FAILED)
    return FALSE;

  g_autofree char *monthly = start_refresh (glue_of (sample), "monthly", FALSE, NULL);
  return await_refresh (sample, monthly) != TARN_REFRESH_STATUS_FAILED;
}

static gboolean
right_refresh_both (TarnSample *sample)
{
  g_autofree char *daily = start_refresh (glue_of (sample), "daily", FALSE, NULL);

  if (await_refresh (sample, daily) != TARN_REFRESH_STATUS_SUCCEEDED)
    return FALSE;

  g_autofree char *monthly = start_refresh (glue_of (sample), "monthly", FALSE, NULL);
  return await_refresh (sample, monthly) == TARN_REFRESH_STATUS_SUCCEEDED;
}

static gboolean
stop_by_hand (TarnEngine *engine G_GNUC_UNUSED, gpointer sample)
{
  g_assert_true (stop_refresh (glue_of (sample), "daily", NULL));
  return G_SOURCE_REMOVE;
}

int
main (void)
{
  g_autoptr (TarnSample) naive_sample = tarn_sample_new (0);
  do_after (naive_sample, 2 * G_TIME_SPAN_MINUTE, stop_by_hand, naive_sample);
  g_assert_true (naive_refresh_both (naive_sample));
  tarn_assert_order (journal_of (naive_sample), "daily run", "RUNNING>STOPPED", "monthly run",
                     "RUNNING>SUCCEEDED", NULL);

  g_autoptr (TarnSample) right_sample = tarn_sample_new (0);
  do_after (right_sample, 2 * G_TIME_SPAN_MINUTE, stop_by_hand, right_sample);
  g_assert_false (right_refresh_both (right_sample));
  tarn_assert_n_calls (journal_of (right_sample), "StartMaterializedViewRefreshTaskRun", NULL, 1);
}
