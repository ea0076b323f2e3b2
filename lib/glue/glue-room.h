/* SPDX-License-Identifier: MIT */
/* What the engine has to know of this service. */
#pragma once

#include "runs/room.h"

extern const TarnRoomClass tarn_glue_room_class;
