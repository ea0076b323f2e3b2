/* SPDX-License-Identifier: MIT */
/* Says what a name of no view may have meant. */
#pragma once

#include "lab/scenario/scenario.h"

/* Sets an error that says whether the name is that of a table, and which views have the nearest names. */
void tarn_lab_refuse_view (const TarnLabScenario *scenario, const char *name, GError **error);
