/* SPDX-License-Identifier: MIT */
#include "glue/refresh-schedule.h"

#include <tarn/tarn-glue-client.h>

#include "glue/refresh-emit.h"
#include "glue/refresh.h"

void
tarn_refresh_schedule_begin (TarnGlue *glue, const TarnTableEntry *table)
{
  gint64 interval_us = table->view->refresh_seconds * 1000000;

  /* None is due after the end of time. */
  if (interval_us > 0 && interval_us < G_MAXINT64 - glue->clock->now_us)
    tarn_clock_schedule (glue->clock, glue->clock->now_us + interval_us, glue->tick_kind,
                         table->position, 0, TARN_EVENT_BACKGROUND);
}

static gboolean
is_refresh_wanted (const TarnGlue *glue, const TarnTableEntry *table)
{
  if (table->view->active_run != TARN_NO_RUN)
    return FALSE;

  return table->view->last_refresh_type == TARN_REFRESH_TYPE_NONE
         || tarn_table_entry_get_pending (table, glue->catalog.tables).commits > 0;
}

void
tarn_refresh_schedule_on_tick (gpointer data, const TarnEvent *event)
{
  TarnGlue *glue = data;
  TarnTableEntry *table = tarn_catalog_get_table (&glue->catalog, event->subject);
  guint32 run;

  tarn_refresh_schedule_begin (glue, table);
  if (!is_refresh_wanted (glue, table))
    return;

  /* With no run active, the limit of the account is all that can be in the way. */
  if (!tarn_refresh_start (glue, table, FALSE, NULL, &run, NULL))
    tarn_refresh_emit_invocation_failure (
        glue, table, "The account has as many refresh task runs as it may have.");
  tarn_admission_leave_event (&glue->admission);
}
