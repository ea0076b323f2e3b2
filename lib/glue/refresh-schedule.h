/* SPDX-License-Identifier: MIT */
/*
 * Starts automatic refreshes every RefreshSeconds. Their events are background events, so a simulation in
 * which nothing else is left to happen does not go on because of them.
 */
#pragma once

#include "glue/glue-state.h"

void tarn_refresh_schedule_init (TarnGlue *glue);

/*
 * Schedules the next automatic refresh of the view, one interval from now. Does nothing for a view without
 * one.
 */
void tarn_refresh_schedule_begin (TarnGlue *glue, const TarnTableEntry *table);

/* Cancels the pending automatic refresh of the view, if there is one. */
void tarn_refresh_schedule_end (TarnGlue *glue, const TarnTableEntry *table);
