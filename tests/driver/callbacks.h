/* SPDX-License-Identifier: MIT */
/* Observers, handlers, timeouts and waits, which themselves call the engine. */
#pragma once

#include "driver/world.h"

/* Observers and handlers leave one engine and enter another in their order. */
void callbacks_leave (World *world);
void callbacks_enter (World *world);
void callbacks_cancel_waits (World *world);
void callbacks_wait_refresh (World *world, guint user, const char *catalog, const char *id);
void callbacks_wait_metadata (World *world, guint user, const char *domain, const char *id);
/* Lets the callbacks of ended waits run. */
void callbacks_dispatch (World *world);
/* How many observers, without the handlers. */
guint callbacks_count_observers (World *world);
