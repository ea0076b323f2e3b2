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

/* Returns how many timeouts a fork leaves behind, because they have no copy function. */
guint tarn_timeouts_count_left (const TarnTimeouts *timeouts);

/*
 * Takes the timeouts that have a copy function over into @fork, which must be new, without the user's data. Its clock
 * must be a copy of the clock of @from, where the events of the other timeouts are cancelled.
 */
void tarn_timeouts_take (TarnTimeouts *fork, const TarnTimeouts *from);

/* Calls the copy functions. */
void tarn_timeouts_copy_data (TarnTimeouts *fork, const TarnTimeouts *from);
