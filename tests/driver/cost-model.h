/* SPDX-License-Identifier: MIT */
/* Cost models that plan what no sensible model would plan, and that call the engine. */
#pragma once

#include "driver/world.h"

/* A model whose plans depend on NUMBER and on the work alone. */
TarnCostModel *cost_model_new (World *world, guint number);
