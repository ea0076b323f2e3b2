/* SPDX-License-Identifier: MIT */
/* TarnWaitingRuns: the list of waiting runs that a slot chooser is given. */
#pragma once

#include <tarn/tarn-waiting-runs.h>

#include "glue/glue-state.h"

/* The list owns its names. @positions are those of the active parts of the runs. */
TarnWaitingRuns *tarn_waiting_runs_new (const TarnGlue *glue, const GArray *positions);
