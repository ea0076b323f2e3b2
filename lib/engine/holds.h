/* SPDX-License-Identifier: MIT */
/*
 * What keeps the sources of an engine from moving time. Any thread may let go of a hold, so all that it
 * touches then is its own, or outlives the engine for as long as there are holds.
 */
#pragma once

#include "engine/bell.h"

typedef struct _TarnHoldCount TarnHoldCount;

typedef struct
{
  TarnHoldCount *count; /* NULL before the first hold */
  GPtrArray *holds;     /* those that are out, and some that no longer are */
} TarnHolds;

void tarn_holds_clear (TarnHolds *holds);

/* How many are out. */
guint tarn_holds_count (const TarnHolds *holds);
