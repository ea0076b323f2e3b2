/* SPDX-License-Identifier: MIT */
/*
 * What keeps the sources of an engine from moving time. Any thread may let go of a hold, so all that it
 * touches then is its own or the bell, which outlives the engine for as long as there are holds. The bell
 * is a pipe, as the thread that waits for it may have dropped its main context by the time it rings.
 */
#pragma once

#include <glib.h>

typedef struct _TarnHoldBell TarnHoldBell;

typedef struct
{
  TarnHoldBell *bell; /* NULL before the first hold */
  GPtrArray *holds;   /* those that are out, and some that no longer are */
} TarnHolds;

void tarn_holds_clear (TarnHolds *holds);

gboolean tarn_holds_are_out (const TarnHolds *holds);

/* What is readable once the last hold has been released; -1 where the system had no pipe left. */
gint tarn_holds_get_fd (const TarnHolds *holds);
void tarn_holds_silence (const TarnHolds *holds);
