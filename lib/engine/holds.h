/* SPDX-License-Identifier: MIT */
/*
 * Holds keep the sources of an engine from driving time. Any thread may release a hold. So a release only
 * touches data of the hold itself, or data that outlives the engine as long as there are holds.
 */
#pragma once

#include "engine/engine-state.h"

void tarn_holds_clear (TarnHolds *holds);

/* Returns the number of holds that are not released. */
guint tarn_holds_count (const TarnHolds *holds);
