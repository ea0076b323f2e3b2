/* SPDX-License-Identifier: MIT */
/* Functions of instants, and what must hold for their rounds. */
#pragma once

#include "driver/world.h"

/* Something has happened now, so a round must follow before time moves on. */
void instants_happened (World *world);
/* Something may have happened since N_FAILED calls of this step had failed. */
void instants_may_have_happened (World *world, guint n_failed);
/* Time was driven to a deadline, or until nothing was left to happen, so every instant is over. */
void instants_check_over (World *world);
/* Between two steps. */
void instants_check (World *world);
/* Whether a copy of the engine would give the next round another number. */
gboolean instants_are_counted (World *world);
guint instants_count (World *world);
