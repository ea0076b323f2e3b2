/* SPDX-License-Identifier: MIT */
/* Automatic refresh by RefreshSeconds, as background work: it alone keeps no simulation going. */
#pragma once

#include "glue/glue-state.h"

void tarn_refresh_schedule_init (TarnGlue *glue);

/* The view is new: its first automatic refresh is due one interval from now. */
void tarn_refresh_schedule_begin (TarnGlue *glue, const TarnTableEntry *table);
