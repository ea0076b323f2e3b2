/* SPDX-License-Identifier: MIT */
/*
 * Holds keep the sources of an engine from driving time. Any thread may release a hold. So a release only
 * touches data of the hold itself, or data that outlives the engine as long as there are holds.
 */
#pragma once

#include "engine/engine-state.h"

/* Warns if a hold is not released. Such a hold keeps what it needs of the list. */
void tarn_holds_free (TarnHoldList *list);

/* Returns the number of holds that are not released. @list may be NULL. */
guint tarn_holds_count (const TarnHoldList *list);
