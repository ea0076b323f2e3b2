/* SPDX-License-Identifier: MIT */
/* A time for each view at which a trigger has something to do with it. */
#pragma once

#include "lab/policy/heap.h"

typedef struct
{
  TarnLabHeap heap;
  guint n_places;
} TarnLabTimers;

void tarn_lab_timers_init (TarnLabTimers *timers, const TarnLabLake *lake);
void tarn_lab_timers_init_copy (TarnLabTimers *timers, const TarnLabTimers *from);
void tarn_lab_timers_clear (TarnLabTimers *timers);
/* TARN_LAB_NEVER for none. */
void tarn_lab_timers_set (TarnLabTimers *timers, guint view, gint64 time_us);
/* Returns the earliest time, or TARN_LAB_NEVER. */
gint64 tarn_lab_timers_get_next (const TarnLabTimers *timers);
/* Takes the next view whose time has come, the earliest first, and of one time by their numbers. */
gboolean tarn_lab_timers_take (TarnLabTimers *timers, gint64 now_us, guint *out_view);
