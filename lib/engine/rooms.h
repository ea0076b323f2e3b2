/* SPDX-License-Identifier: MIT */
/* Lists the rooms of an engine; each service has one room. */
#pragma once

#include "runs/room.h"

/* In the order in which a snapshot saves the rooms; ends with NULL. */
extern const TarnRoomClass *const tarn_room_classes[];
