/* SPDX-License-Identifier: MIT */
/* Automatic refresh by RefreshSeconds, as background work: it alone keeps no simulation going. */
#pragma once

#include "glue/glue.h"

/* The view is new: its first automatic refresh is due one interval from now. */
void tarn_refresh_schedule_begin (TarnGlue *glue, const TarnTableEntry *table);

void tarn_refresh_schedule_on_tick (gpointer glue, const TarnEvent *event);
