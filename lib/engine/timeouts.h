/* SPDX-License-Identifier: MIT */
/*
 * The timeouts of users: slots that the events of one kind point at. A slot stays where it is, and
 * is used again under another generation, so an id that is over is known as such.
 */
#pragma once

#include "engine/engine-state.h"

void tarn_timeouts_init (TarnTimeouts *timeouts, TarnClock *clock);
void tarn_timeouts_clear (TarnTimeouts *timeouts);

guint tarn_timeouts_count (const TarnTimeouts *timeouts);

/* Takes the events of these timeouts out of a clock that is a copy of theirs. */
void tarn_timeouts_cancel_in (const TarnTimeouts *timeouts, TarnClock *clock);
