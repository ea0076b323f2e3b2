/* SPDX-License-Identifier: MIT */
/*
 * The timeouts of users. Each timeout has a slot, and the events of one kind point at the slots. A slot never
 * moves in memory. It is used again with a new generation, so that the engine detects the id of an old
 * timeout.
 */
#pragma once

#include "engine/engine-state.h"

void tarn_timeouts_init (TarnTimeouts *timeouts, TarnEngine *engine);
void tarn_timeouts_clear (TarnTimeouts *timeouts);

guint tarn_timeouts_count (const TarnTimeouts *timeouts);

/* Cancels the events of these timeouts in @clock, which is a copy of the clock of the timeouts. */
void tarn_timeouts_cancel_in (const TarnTimeouts *timeouts, TarnClock *clock);
