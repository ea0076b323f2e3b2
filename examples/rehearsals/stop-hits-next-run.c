/* SPDX-License-Identifier: MIT */
/*
 * The reply to a stop is lost, and meanwhile another caller refreshes the view. The naive code repeats the
 * stop, which names a view and not a run, so it stops the other caller's run. The right code checks before
 * each stop that its own run has not ended.
 */
#include "rehearsal.h"

static void
naive_start_and_cancel (TarnSample *sample)
{
  g_autofree char *id = start_refresh (glue_of (sample), "daily", FALSE, NULL);

  while (id != NULL && !stop_refresh (glue_of (sample), "daily", NULL))
    sleep_for (sample, G_TIME_SPAN_MINUTE);
}

static void
right_start_and_cancel (TarnSample *sample)
{
  g_autofree char *id = start_refresh (glue_of (sample), "daily", FALSE, NULL);

  while (id != NULL && !has_ended (sample, id))
    {
      stop_refresh (glue_of (sample), "daily", NULL);
      sleep_for (sample, G_TIME_SPAN_MINUTE);
    }
}

static gboolean
start_another (TarnEngine *engine G_GNUC_UNUSED, gpointer sample)
{
  g_free (start_refresh (glue_of (sample), "daily", FALSE, NULL));
  return G_SOURCE_REMOVE;
}

int
main (void)
{
  static const char faults[] = "[the first stop gets no answer]\n"
                               "operation=StopMaterializedViewRefreshTaskRun\n"
                               "nth=1\n"
                               "do=lose-reply\n";

  g_autoptr (TarnSample) naive_sample = make_sample (faults);
  do_after (naive_sample, 30 * G_TIME_SPAN_SECOND, start_another, naive_sample);
  naive_start_and_cancel (naive_sample);
  sleep_for (naive_sample, G_TIME_SPAN_HOUR);
  tarn_assert_order (journal_of (naive_sample), "STOPPED", " create ", "STOPPED", NULL);

  g_autoptr (TarnSample) right_sample = make_sample (faults);
  do_after (right_sample, 30 * G_TIME_SPAN_SECOND, start_another, right_sample);
  right_start_and_cancel (right_sample);
  sleep_for (right_sample, G_TIME_SPAN_HOUR);
  tarn_assert_order (journal_of (right_sample), "STOPPED", " create ", "SUCCEEDED", NULL);
}
