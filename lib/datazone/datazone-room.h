/* SPDX-License-Identifier: MIT */
/* The class through which the engine uses the DataZone room. */
#pragma once

#include "runs/room.h"

extern const TarnRoomClass tarn_datazone_room_class;
