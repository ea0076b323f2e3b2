/* SPDX-License-Identifier: MIT */
/* This is what the figures of cost and time rest on. The service publishes none of it. */
#pragma once

#include <glib.h>

#include "lab/scenario/scenario.h"

/* Returns the value of an option of the engine in a scenario, and whether the scenario sets it. */
gint64 tarn_lab_scenario_find_option (const TarnLabScenario *scenario, const char *name,
                                      gboolean *out_is_set);

/* Returns a sentence that lists them, and marks each that the scenario does not set. */
char *tarn_lab_describe_assumptions (const TarnLabScenario *scenario);

/* Returns the smallest bill of a run, such as `1 min on 2 DPU`. */
char *tarn_lab_describe_minimum_bill (const TarnLabScenario *scenario);
