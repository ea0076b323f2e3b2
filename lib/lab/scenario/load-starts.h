/* SPDX-License-Identifier: MIT */
/* Gives policies the recorded starts of the files that a scenario names. */
#pragma once

#include "lab/scenario/document.h"

/*
 * Sets the starts of the policies that replay a file. A file that a scenario read from which this one is made is not
 * read again. The scenario gets the file, and a note where starts are left out.
 */
gboolean tarn_lab_load_starts (TarnLabScenario *scenario, GError **error);
