/* SPDX-License-Identifier: MIT */
/* Functions that see each stretch of the views, and what must hold for a stretch. */
#pragma once

#include "driver/world.h"

enum
{
  STRETCH_FUNCS = ACCOUNTS_MAX, /* one for each account */
};

/* Call it when the engine and the clients of the world are new. */
void stretches_enter (World *world);
