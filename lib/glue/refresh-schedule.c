/* SPDX-License-Identifier: MIT */
#include "glue/refresh-schedule.h"

#include "glue/refresh-emission.h"

#define SECOND_US G_GINT64_CONSTANT (1000000)

gboolean
tarn_refresh_schedule_is_running (const TarnTableEntry *table)
{
  const TarnView *view = table->view;

  return view->refresh_seconds > 0 && !view->is_paused && !view->is_suspended && !table->is_deleted;
}

/* Each delay has its own number among those of the view, so that nothing else changes it. */
static gint64
draw_delay_us (const TarnGlue *glue, const TarnTableEntry *table)
{
  TarnView *view = table->view;

  if (view->refresh_jitter_seconds == 0)
    return 0;

  TarnDraw draw = { table->hash, view->n_jitters++, TARN_PURPOSE_REFRESH_JITTER, 0 };
  return SECOND_US
         * tarn_random_below (&glue->room.core->random, &draw,
                              (guint32) view->refresh_jitter_seconds + 1);
}

/*
 * Schedules the refresh that is due at @base_us + @delay_us. Virtual time ends at G_MAXINT64, so a refresh that
 * would be due then or later is not scheduled, and neither are the refreshes after it.
 */
static void
schedule (TarnGlue *glue, const TarnTableEntry *table, gint64 base_us, gint64 delay_us)
{
  gint64 due_us = tarn_time_add (base_us, delay_us);
  gint64 time_us = tarn_time_add (due_us, draw_delay_us (glue, table));

  if (time_us == G_MAXINT64)
    return;

  table->view->due_us = due_us;
  table->view->tick = tarn_clock_schedule (&glue->room.core->clock, time_us, glue->tick_kind,
                                           table->position, 0, TARN_EVENT_BACKGROUND);
}

void
tarn_refresh_schedule_begin (TarnGlue *glue, const TarnTableEntry *table)
{
  const TarnView *view = table->view;

  if (tarn_refresh_schedule_is_running (table))
    schedule (glue, table, tarn_glue_get_now (glue),
              (view->refresh_seconds + view->refresh_offset_seconds) * SECOND_US);
}

void
tarn_refresh_schedule_next (TarnGlue *glue, const TarnTableEntry *table, gint64 base_us)
{
  schedule (glue, table, base_us, table->view->refresh_seconds * SECOND_US);
}

void
tarn_refresh_schedule_end (TarnGlue *glue, const TarnTableEntry *table)
{
  if (table->view->tick != 0)
    tarn_clock_cancel (&glue->room.core->clock, table->view->tick);
  table->view->tick = 0;
  table->view->due_us = 0;
}

gboolean
tarn_refresh_schedule_allows (const TarnView *view, gint64 time_us)
{
  return view->due_us <= time_us
         && time_us - view->due_us <= view->refresh_jitter_seconds * SECOND_US;
}

/* --- The end of a run ------------------------------------------------------------------------- */

static gboolean
is_suspension_due (const TarnGlue *glue, const TarnView *view)
{
  gint64 failures_max = tarn_glue_get_option (glue, TARN_GLUE_SUSPEND_AFTER_FAILURES);

  return failures_max > 0 && view->n_failures >= failures_max;
}

void
tarn_refresh_schedule_note_end (TarnGlue *glue, TarnTableEntry *table, TarnRefreshCause cause)
{
  TarnView *view = table->view;

  if (cause == TARN_REFRESH_CAUSE_SUCCEED)
    view->n_failures = 0;
  else if (cause == TARN_REFRESH_CAUSE_FAIL && view->n_failures < G_MAXUINT32)
    view->n_failures++;
  if (G_LIKELY (!tarn_refresh_schedule_is_running (table)))
    return;

  if (cause == TARN_REFRESH_CAUSE_FAIL && is_suspension_due (glue, view))
    {
      view->is_suspended = TRUE;
      tarn_refresh_schedule_end (glue, table);
      tarn_refresh_emit_invocation_failure (
          glue, table,
          "The schedule of the view is suspended, because too many"
          " refresh task runs in a row have failed.");
    }
  else if (view->tick == 0 || tarn_glue_get_option (glue, TARN_GLUE_INTERVAL_FROM_END))
    {
      tarn_refresh_schedule_end (glue, table);
      tarn_refresh_schedule_next (glue, table, tarn_glue_get_now (glue));
    }
}
