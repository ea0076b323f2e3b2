/* SPDX-License-Identifier: MIT */
/* The list of rooms once more, with one line more: linked before the library, it is the engine's. */
#include "crawl-service.h"

#define TARN_MORE_ROOMS &crawl_room_class,

#include "engine/rooms.c"
