/* SPDX-License-Identifier: MIT */
/* The room class of AWS Glue. The engine reaches this service only through it. */
#pragma once

#include "runs/room.h"

extern const TarnRoomClass tarn_glue_room_class;
