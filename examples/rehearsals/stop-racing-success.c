/* SPDX-License-Identifier: MIT */
/*
 * The code stops a refresh that takes too long, and the refresh succeeds in the same instant. The naive code
 * reports that the view was not refreshed, because it called Stop. The right code ignores the answer to Stop,
 * and reads from the run how it ended.
 */
#include "rehearsal.h"

static gboolean
naive_refresh_within (TarnSample *sample, gint64 budget_us)
{
  g_autofree char *id = start_refresh (glue_of (sample), "daily", FALSE, NULL);

  sleep_for (sample, budget_us);
  if (has_ended (sample, id))
    return await_refresh (sample, id) == TARN_REFRESH_STATUS_SUCCEEDED;
  stop_refresh (glue_of (sample), "daily", NULL);
  return FALSE;
}

static gboolean
right_refresh_within (TarnSample *sample, gint64 budget_us)
{
  g_autofree char *id = start_refresh (glue_of (sample), "daily", FALSE, NULL);

  sleep_for (sample, budget_us);
  if (!has_ended (sample, id))
    stop_refresh (glue_of (sample), "daily", NULL);
  return await_refresh (sample, id) == TARN_REFRESH_STATUS_SUCCEEDED;
}

int
main (void)
{
  static const char faults[] = "[the stop comes too late]\n"
                               "operation=StartMaterializedViewRefreshTaskRun\n"
                               "do=end-at-stop\n";

  g_autoptr (TarnSample) naive_sample = make_sample (faults);
  g_assert_false (naive_refresh_within (naive_sample, 2 * G_TIME_SPAN_MINUTE));
  tarn_assert_order (journal_of (naive_sample), "StopMaterializedViewRefreshTaskRun",
                     "RUNNING>SUCCEEDED", NULL);

  g_autoptr (TarnSample) right_sample = make_sample (faults);
  g_assert_true (right_refresh_within (right_sample, 2 * G_TIME_SPAN_MINUTE));
  tarn_assert_n_calls (journal_of (right_sample), "StopMaterializedViewRefreshTaskRun",
                       "MaterializedViewRefreshTaskNotRunningException", 1);

  g_autoptr (TarnSample) slow_world = tarn_sample_new (0);
  g_assert_false (right_refresh_within (slow_world, 2 * G_TIME_SPAN_MINUTE));
  tarn_assert_order (journal_of (slow_world), "RUNNING>STOPPED", "-> ok STOPPED", NULL);
}
