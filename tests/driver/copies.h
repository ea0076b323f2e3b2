/* SPDX-License-Identifier: MIT */
/* Forks and restored engines: they must be as the engine, and go on as the engine does. */
#pragma once

#include "driver/world.h"

/* Makes copies, compares them, drops them, or lets the world go on in one. Nothing of it may be seen. */
void copies_go_on (World *world, Draw *draw);
TarnEngine *copies_fork (World *world);
TarnEngine *copies_restore (World *world);
char *copies_digest (World *world, TarnEngine *engine);
/* Lets time pass in a copy, whatever stops it. */
void copies_advance (World *world, TarnEngine *copy, gint64 target);
