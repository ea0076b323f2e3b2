/* SPDX-License-Identifier: MIT */
/*
 * The service starts a refresh, and its reply is lost. The naive code takes the timeout for "nothing
 * started", waits ten minutes and starts again, so the view is computed and paid for twice. The right code
 * looks for a run that was created after its call, and starts again only if there is none.
 */
#include "rehearsal.h"

static TarnRefreshStatus
naive_refresh (TarnSample *sample)
{
  g_autofree char *id = start_refresh (glue_of (sample), "daily", TRUE, NULL);

  if (id == NULL)
    {
      sleep_for (sample, 10 * G_TIME_SPAN_MINUTE);
      id = start_refresh (glue_of (sample), "daily", TRUE, NULL);
    }
  return await_refresh (sample, id);
}

static TarnRefreshStatus
right_refresh (TarnSample *sample)
{
  gint64 asked_us = tarn_engine_get_now (engine_of (sample));
  g_autoptr (GError) error = NULL;
  g_autofree char *id = start_refresh (glue_of (sample), "daily", TRUE, &error);

  if (g_error_matches (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_OPERATION_TIMEOUT))
    id = find_refresh_since (sample, "daily", asked_us);
  if (id == NULL)
    id = start_refresh (glue_of (sample), "daily", TRUE, NULL);
  return await_refresh (sample, id);
}

int
main (void)
{
  static const char faults[] = "[the first start gets no answer]\n"
                               "operation=StartMaterializedViewRefreshTaskRun\n"
                               "nth=1\n"
                               "do=lose-reply\n";

  g_autoptr (TarnSample) naive_sample = make_sample (faults);
  g_assert_cmpint (naive_refresh (naive_sample), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  tarn_assert_order (journal_of (naive_sample), " create ", " succeed ", " create ", " succeed ",
                     NULL);

  g_autoptr (TarnSample) right_sample = make_sample (faults);
  g_assert_cmpint (right_refresh (right_sample), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  tarn_assert_n_calls (journal_of (right_sample), "StartMaterializedViewRefreshTaskRun", NULL, 1);
}
