/* SPDX-License-Identifier: MIT */
/* The rooms of the house: each service has one. */
#pragma once

#include "runs/room.h"

/* In the order in which they are saved; ends with NULL. */
extern const TarnRoomClass *const tarn_room_classes[];
