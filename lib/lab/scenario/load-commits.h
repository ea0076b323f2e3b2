/* SPDX-License-Identifier: MIT */
/* Gives tables the commits of the files that a scenario names. */
#pragma once

#include "lab/scenario/document.h"
#include "lab/scenario/values.h"

/* Adds a file to those that the scenario names, unless it is among them. */
void tarn_lab_scenario_add_file (TarnLabScenario *scenario, const char *path, const char *sha256);

/*
 * Sets the commits of a draft, and its size if no line tells it, from the file that the draft names. A file that a
 * scenario read from which this one is made is not read again. The scenario gets the file and the notes.
 */
gboolean tarn_lab_load_commits (TarnLabScenario *scenario, const TarnLabSection *section,
                                TarnLabTableDraft *draft, GError **error);
