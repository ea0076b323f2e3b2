/* SPDX-License-Identifier: MIT */
/*
 * What keeps the sources of an engine from moving time. Any thread may let go of a hold, so all that it
 * touches then is its own, or outlives the engine for as long as there are holds.
 */
#pragma once

#include "engine/engine-state.h"

void tarn_holds_clear (TarnHolds *holds);

/* How many are out. */
guint tarn_holds_count (const TarnHolds *holds);
