/* SPDX-License-Identifier: MIT */
/* Defines the list of rooms again, with one more room. The linker uses this list instead of the library's. */
#include "crawl-service.h"

#define TARN_MORE_ROOMS &crawl_room_class,

#include "engine/rooms.c"
