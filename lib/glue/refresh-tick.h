/* SPDX-License-Identifier: MIT */
/*
 * When an automatic refresh is due, the engine starts a run, or emits why it could not. The events are
 * background events, so a simulation in which nothing else is left to happen does not go on because of them.
 */
#pragma once

#include "glue/glue-state.h"

void tarn_refresh_tick_init (TarnGlue *glue);
