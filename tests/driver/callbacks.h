/* SPDX-License-Identifier: MIT */
/* Observers, handlers, timeouts, functions of instants and waits, which themselves call the engine. */
#pragma once

#include "driver/world.h"

/* Observers and handlers leave one engine and enter another in their order. */
void observers_leave (World *world);
void observers_enter (World *world);
/* How many observers, without the handlers. */
guint observers_count (World *world);
/* A table of this name may have been deleted, and one that is created anew counts its commits from 1 on. */
void observers_forget_commits (World *world, const TarnTableName *table);
/* Between two steps everybody was told of everything. */
void observers_check (World *world);
/* Takes actions inside a callback, which is told apart by the use, its number and how often it was called. */
void callbacks_act_inside (World *world, guint use, guint64 number, guint64 count);
void callbacks_cancel_waits (World *world);
void callbacks_wait_refresh (World *world, guint user, const char *catalog, const char *id);
void callbacks_wait_metadata (World *world, guint user, const char *domain, const char *id);
/* Lets the callbacks of ended waits run. */
void callbacks_dispatch (World *world);
