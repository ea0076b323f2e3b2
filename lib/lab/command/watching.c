/* SPDX-License-Identifier: MIT */
#include "lab/command/watching.h"

#include <stdio.h>

#include "lab/command/terminal.h"
#include "lab/report/numbers.h"

enum
{
  STEP_US = 200000,   /* between two lines */
  ESTIMATE_AFTER = 1, /* cells, without which nobody can tell how long it takes */
  TOLD_US = 10000000, /* what takes longer is announced */
};

#define CLEAR_TO_END "\033[K"

static char *
format_real (gint64 duration_us)
{
  return tarn_lab_format_duration ((duration_us + 999999) / 1000000 * 1000000);
}

static void
show (Watching *self, guint n_done, guint n_cells, gint64 now_us)
{
  guint n_new = n_done - self->n_before;
  gint64 past_ms = MAX ((now_us - self->began_us) / 1000, 1);

  if (n_new < ESTIMATE_AFTER || n_done == n_cells)
    return;

  gint64 left_us = past_ms * (gint64) (n_cells - n_done) / n_new * 1000;
  g_autofree char *left = format_real (left_us);
  if (!self->is_announced && left_us > TOLD_US)
    fprintf (stderr, "\rthis takes about %s; ^C ends it" CLEAR_TO_END "\n", left);
  self->is_announced = TRUE;

  g_autofree char *rate = tarn_lab_format_decimal ((gint64) n_new * 1000000 / past_ms, 1000, 1);
  fprintf (stderr, "\r%u of %u cells, %s a second, %s left" CLEAR_TO_END, n_done, n_cells, rate,
           left);
  fflush (stderr);
}

gboolean
watching_step (guint n_done, guint n_cells, gpointer user_data)
{
  Watching *self = user_data;
  gint64 now_us = terminal_get_time ();

  if (self->began_us == 0)
    {
      self->began_us = now_us;
      self->n_before = n_done;
    }
  if (terminal_is_watched () && now_us - MAX (self->shown_us, self->began_us) >= STEP_US)
    {
      self->shown_us = now_us;
      show (self, n_done, n_cells, now_us);
    }
  return !terminal_is_interrupted ();
}

void
watching_end (Watching *self)
{
  if (self->shown_us > 0)
    fputs ("\r" CLEAR_TO_END, stderr);
}
