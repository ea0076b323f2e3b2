/* SPDX-License-Identifier: MIT */
/* The user's functions that are called at the end of each instant in which something has happened. */
#pragma once

#include "engine/engine-state.h"

void tarn_instants_init (TarnInstants *instants, TarnEngine *engine);
void tarn_instants_clear (TarnInstants *instants);
