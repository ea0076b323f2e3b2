/* SPDX-License-Identifier: MIT */
/* Errors of the group [experiment] of a scenario name the line of their key. */
#pragma once

#include <tarn-lab/tarn-lab-error.h>

#include "lab/scenario/scenario.h"

/* Returns FALSE. The message begins with the file and the line of the key, unless an option or a program has set it. */
gboolean tarn_lab_experiment_refuse (const TarnLabScenario *scenario, TarnLabError code,
                                     const char *key, GError **error, const char *format, ...)
    G_GNUC_PRINTF (5, 6);
