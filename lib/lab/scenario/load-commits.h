/* SPDX-License-Identifier: MIT */
/* Gives tables the commits of the files that a scenario names. */
#pragma once

#include "lab/scenario/document.h"
#include "lab/scenario/values.h"

/*
 * Sets the commits of a draft, and its size if no line tells it, from the file that the draft names. A file that a
 * scenario read from which this one is made is not read again. The scenario gets the file and the notes.
 */
gboolean tarn_lab_load_commits (TarnLabScenario *scenario, const TarnLabSection *section,
                                TarnLabTableDraft *draft, GError **error);
