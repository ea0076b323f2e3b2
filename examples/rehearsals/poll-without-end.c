/* SPDX-License-Identifier: MIT */
/*
 * The service throttles every poll of a refresh. The naive code still polls a day later. The right code
 * doubles its pause after each poll, and gives up when the pause would exceed an hour.
 */
#include "rehearsal.h"

typedef struct
{
  TarnSample *sample;
  const char *id;
  gint64 interval_us;
  gboolean has_given_up;
} Poll;

static gboolean
naive_poll (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Poll *poll = data;

  return has_ended (poll->sample, poll->id) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static gboolean
right_poll (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Poll *poll = data;

  if (has_ended (poll->sample, poll->id))
    return G_SOURCE_REMOVE;

  poll->interval_us *= 2;
  poll->has_given_up = poll->interval_us > G_TIME_SPAN_HOUR;
  if (!poll->has_given_up)
    do_after (poll->sample, poll->interval_us, right_poll, poll);
  return G_SOURCE_REMOVE;
}

static void
poll_for_a_day (TarnTimeoutFunc poll_func, guint n_polls, gboolean gives_up)
{
  g_autoptr (TarnSample) sample
      = make_sample ("[throttled]\noperation=GetMaterializedViewRefreshTaskRun\n"
                     "do=throw\nexception=ThrottlingException\nmessage=Rate exceeded\n");
  g_autofree char *id = start_refresh (glue_of (sample), "daily", FALSE, NULL);
  Poll poll = { sample, id, 10 * G_TIME_SPAN_SECOND, FALSE };

  do_after (sample, poll.interval_us, poll_func, &poll);
  sleep_for (sample, G_TIME_SPAN_DAY);
  g_assert_cmpint (poll.has_given_up, ==, gives_up);
  tarn_assert_n_calls (journal_of (sample), NULL, "ThrottlingException", n_polls);
}

int
main (void)
{
  poll_for_a_day (naive_poll, 8640, FALSE);
  poll_for_a_day (right_poll, 9, TRUE);
}
