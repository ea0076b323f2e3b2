/* SPDX-License-Identifier: MIT */
/* Makes a scenario from the lines of a .lake file. */
#pragma once

#include "lab/scenario/document.h"

/* Makes a scenario with nothing in it, which takes the document. */
TarnLabScenario *tarn_lab_scenario_new_empty (TarnLabDocument *document);

/* Takes the document, also on an error. */
TarnLabScenario *tarn_lab_scenario_build (TarnLabDocument *document, GError **error);

/* Makes a scenario that has nothing but the policies of the document, which it takes. */
TarnLabScenario *tarn_lab_scenario_build_policies (TarnLabDocument *document, GError **error);
