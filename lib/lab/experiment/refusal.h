/* SPDX-License-Identifier: MIT */
/* What is wrong with the group [experiment] of a scenario is said with its place, as by the reader of the scenario. */
#pragma once

#include <tarn-lab/tarn-lab-error.h>

#include "lab/scenario/scenario.h"

/* Returns FALSE. The message begins with the file and the line of the key, unless an option or a program has set it. */
gboolean tarn_lab_experiment_refuse (const TarnLabScenario *scenario, TarnLabError code,
                                     const char *key, GError **error, const char *format, ...)
    G_GNUC_PRINTF (5, 6);
