/* SPDX-License-Identifier: MIT */
#include "engine/rooms.h"

#include "datazone/datazone-room.h"
#include "glue/glue-room.h"

/* A program may define this macro and compile this file again to add rooms of its own. */
#ifndef TARN_MORE_ROOMS
#define TARN_MORE_ROOMS
#endif

const TarnRoomClass *const tarn_room_classes[] = {
  &tarn_glue_room_class,
  &tarn_datazone_room_class,
  TARN_MORE_ROOMS NULL,
};
