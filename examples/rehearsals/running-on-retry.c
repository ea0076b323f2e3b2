/* SPDX-License-Identifier: MIT */
/*
 * The reply to a start is lost, and the service refuses the retry because the first attempt's run is active.
 * The naive code counts this as another failure, and reports the refresh as failed while it succeeds. The
 * right code checks that the run is not older than its first attempt, and waits for it.
 */
#include "rehearsal.h"

static gboolean
naive_refresh (TarnSample *sample)
{
  g_autofree char *id = start_refresh (glue_of (sample), "daily", FALSE, NULL);

  for (guint retry = 0; id == NULL && retry < 3; retry++)
    {
      sleep_for (sample, G_TIME_SPAN_SECOND);
      id = start_refresh (glue_of (sample), "daily", FALSE, NULL);
    }
  return id != NULL && await_refresh (sample, id) == TARN_REFRESH_STATUS_SUCCEEDED;
}

static gboolean
right_refresh (TarnSample *sample)
{
  gint64 asked_us = tarn_engine_get_now (engine_of (sample));

  for (guint attempt = 0; attempt < 10; attempt++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *id = start_refresh (glue_of (sample), "daily", FALSE, &error);

      if (g_error_matches (error, TARN_GLUE_ERROR, REFRESH_RUNNING))
        id = find_refresh_since (sample, "daily", asked_us);
      if (id != NULL)
        return await_refresh (sample, id) == TARN_REFRESH_STATUS_SUCCEEDED;
      sleep_for (sample, G_TIME_SPAN_SECOND << attempt);
    }
  return FALSE;
}

int
main (void)
{
  static const char faults[]
      = "[lost]\noperation=StartMaterializedViewRefreshTaskRun\nnth=1\ndo=lose-reply\n";

  g_autoptr (TarnSample) naive_sample = make_sample (faults);
  g_assert_false (naive_refresh (naive_sample));
  sleep_for (naive_sample, G_TIME_SPAN_HOUR);
  tarn_assert_order (journal_of (naive_sample), "OperationTimeoutException", "TaskRunningException",
                     "RUNNING>SUCCEEDED", NULL);

  g_autoptr (TarnSample) right_sample = make_sample (faults);
  g_assert_true (right_refresh (right_sample));
  tarn_assert_backs_off (journal_of (right_sample), "StartMaterializedViewRefreshTaskRun",
                         "OperationTimeoutException", G_TIME_SPAN_SECOND);
}
