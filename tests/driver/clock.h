/* SPDX-License-Identifier: MIT */
#pragma once

#include "driver/world.h"

/* Advances to a time. The split world comes there in pieces that it draws. */
void clock_advance_to (World *world, gint64 target);
/* Takes the limit on the events of one instant out of reach, see there. */
void clock_forgive (World *world);
