/* SPDX-License-Identifier: MIT */
/* The user's functions that are called at the end of each instant in which something has happened. */
#pragma once

#include "engine/engine-state.h"

void tarn_instants_init (TarnInstants *instants, TarnEngine *engine);
void tarn_instants_clear (TarnInstants *instants);

/* Returns how many functions a fork leaves behind, because they have no copy function. */
guint tarn_instants_count_left (const TarnInstants *instants);

/* Takes the functions that have a copy function over into @fork, which must be new, without the user's data. */
void tarn_instants_take (TarnInstants *fork, const TarnInstants *from);

/* Calls the copy functions. */
void tarn_instants_copy_data (TarnInstants *fork, const TarnInstants *from);
