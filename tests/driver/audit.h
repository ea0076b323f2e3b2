/* SPDX-License-Identifier: MIT */
/* What must hold in any world between two steps. */
#pragma once

#include "driver/world.h"

/* Counts in several ways what the engine has, in a fork whose calls nothing disturbs. */
void audit (World *world);
/* BYTES are those from before a step in which only failed calls were made. */
void audit_failed_calls (World *world, GBytes *before, GBytes *after);
