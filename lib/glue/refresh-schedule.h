/* SPDX-License-Identifier: MIT */
/*
 * A schedule says when the automatic refreshes of a view are due: every RefreshSeconds, unless the schedule is
 * paused or suspended. The events by which they happen are in refresh-tick.h.
 */
#pragma once

#include "glue/glue-state.h"
#include "glue/refresh-machine.h"

/* Returns whether the view is to be refreshed automatically from time to time. */
gboolean tarn_refresh_schedule_is_running (const TarnTableEntry *table);

/*
 * Schedules the next automatic refresh of the view, one interval and its offset from now. Does nothing for a
 * view whose schedule does not run.
 */
void tarn_refresh_schedule_begin (TarnGlue *glue, const TarnTableEntry *table);

/* Schedules the next automatic refresh one interval after @base_us, when one was due or a run ended. */
void tarn_refresh_schedule_next (TarnGlue *glue, const TarnTableEntry *table, gint64 base_us);

/* Cancels the pending automatic refresh of the view, if there is one. */
void tarn_refresh_schedule_end (TarnGlue *glue, const TarnTableEntry *table);

/* Returns whether the automatic refresh that is due by the schedule can be at @time_us. */
gboolean tarn_refresh_schedule_allows (const TarnView *view, gint64 time_us);

/*
 * Notes that a run of the view has ended by @cause. This can suspend the schedule, or schedule the next
 * automatic refresh.
 */
void tarn_refresh_schedule_note_end (TarnGlue *glue, TarnTableEntry *table, TarnRefreshCause cause);
