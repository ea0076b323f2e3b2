/* SPDX-License-Identifier: MIT */
/* Lets the lower folders of the library drive time without the public type of the engine. */
#pragma once

#include "engine/engine-state.h"

/* Drives time until the condition holds or no event is left. The lower folders call it through TarnCore. */
gboolean tarn_engine_drive_until (TarnCore *engine,
                                  gboolean (*is_over) (TarnCore *engine, gpointer data),
                                  gpointer data, const TarnClockLimits *limits,
                                  gboolean *out_is_stopped, GError **error);
