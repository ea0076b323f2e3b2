/* SPDX-License-Identifier: MIT */
/* The whole: one clock, one luck, one emission point, and a room for each service. */
#pragma once

#include <tarn/tarn-clock.h>

#include "engine/timeouts.h"
#include "glue/glue.h"
#include "kernel/clock.h"
#include "kernel/random.h"

struct _TarnEngine
{
  GObject parent_instance;

  TarnClock clock;
  TarnRandom random;
  TarnEmission emission;
  TarnGlue glue;
  TarnTimeouts timeouts;
};

/* Whether there is an event that could happen now, outside of any callback. */
gboolean tarn_engine_can_step (TarnEngine *self);
