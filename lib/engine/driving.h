/* SPDX-License-Identifier: MIT */
#pragma once

#include "engine/engine-state.h"

/* For the floors below: lets time pass until the condition holds or nothing is left to happen. */
gboolean tarn_engine_drive_until (TarnCore *engine,
                                  gboolean (*is_over) (TarnCore *engine, gpointer data),
                                  gpointer data, const TarnRunLimits *limits,
                                  gboolean *out_is_stopped, GError **error);
