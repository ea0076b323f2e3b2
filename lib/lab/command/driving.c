/* SPDX-License-Identifier: MIT */
#include "lab/command/driving.h"

#include <gio/gio.h>
#include <stdio.h>

#include "lab/command/terminal.h"
#include "lab/report/numbers.h"

enum
{
  SLICE_REAL_US = 100000,      /* about as long as a slice takes */
  ESTIMATE_AFTER_US = 1000000, /* in less time nobody can tell how long it will take */
  TOLD_US = 10000000,          /* what takes longer is announced */
  FIRST_SLICES = 1000,
};

typedef struct
{
  gint64 from_us, now_us, to_us;
  gint64 began_us; /* real times */
  gint64 real_us;
  gboolean is_watched;
  gboolean is_announced;
} Progress;

/* Clears what follows a shorter line than the one before. */
#define CLEAR_TO_END "\033[K"

static gint64
estimate_left (const Progress *progress)
{
  gint64 done_ms = (progress->now_us - progress->from_us) / 1000;
  gint64 left_ms = (progress->to_us - progress->now_us) / 1000;
  gint64 per_mille = left_ms * 1000 / MAX (done_ms, 1);

  return (progress->real_us - progress->began_us) / 1000 * MIN (per_mille, G_MAXINT32);
}

static char *
format_real (gint64 duration_us)
{
  return tarn_lab_format_duration ((duration_us + 999999) / 1000000 * 1000000);
}

/* Tells a user who watches how long it will take, once, and then how far it is. */
static void
show (Progress *progress)
{
  gint64 real_us = progress->real_us - progress->began_us;
  gint64 left_us;

  if (!progress->is_watched || real_us < ESTIMATE_AFTER_US)
    return;

  left_us = estimate_left (progress);
  g_autofree char *left = format_real (left_us);
  if (!progress->is_announced && left_us > TOLD_US)
    {
      fprintf (stderr, "this takes about %s; ^C ends it\n", left);
      progress->is_announced = TRUE;
    }

  gint64 done_us = progress->now_us - progress->from_us;
  g_autofree char *time = tarn_lab_format_time (progress->now_us);
  g_autofree char *rate = tarn_lab_format_decimal (done_us / 864 / (real_us / 1000), 100000, 1);
  fprintf (stderr, "\r%s, %s d/s, %s left" CLEAR_TO_END, time, rate, left);
  fflush (stderr);
}

static void
hide (const Progress *progress)
{
  if (progress->is_watched && progress->real_us - progress->began_us >= ESTIMATE_AFTER_US)
    fputs ("\r" CLEAR_TO_END, stderr);
}

static gint64
adapt (gint64 slice_us, gint64 took_us)
{
  if (took_us < SLICE_REAL_US / 2)
    return slice_us * 2;
  return took_us > SLICE_REAL_US * 2 ? MAX (slice_us / 2, 1) : slice_us;
}

static gboolean
check_interrupt (GError **error)
{
  if (!terminal_is_interrupted ())
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "interrupted");
  return FALSE;
}

static gboolean
advance (TarnLabTrial *trial, Progress *progress, GError **error)
{
  gint64 slice_us = MAX ((progress->to_us - progress->from_us) / FIRST_SLICES, 1);

  while (progress->now_us < progress->to_us)
    {
      gint64 before_us = progress->real_us;

      if (!check_interrupt (error))
        return FALSE;
      slice_us = MIN (slice_us, progress->to_us - progress->now_us);
      if (!tarn_lab_trial_advance_to (trial, progress->now_us + slice_us, error))
        return FALSE;
      progress->now_us += slice_us;
      progress->real_us = terminal_get_time ();
      slice_us = adapt (slice_us, progress->real_us - before_us);
      show (progress);
    }
  return tarn_lab_trial_advance_to (trial, progress->to_us, error);
}

gboolean
driving_advance_to (TarnLabTrial *trial, gint64 time_us, GError **error)
{
  gint64 now_us = tarn_engine_get_now (tarn_lab_trial_get_engine (trial));
  gint64 real_us = terminal_get_time ();
  Progress progress = { now_us, now_us, time_us, real_us, real_us, terminal_is_watched (), FALSE };
  gboolean is_good = advance (trial, &progress, error);

  hide (&progress);
  return is_good;
}

TarnLabResult *
driving_finish (TarnLabTrial *trial, GError **error)
{
  if (!driving_advance_to (trial, tarn_lab_trial_get_end_time (trial), error))
    return NULL;

  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, error);

  return result != NULL && check_interrupt (error) ? g_steal_pointer (&result) : NULL;
}
