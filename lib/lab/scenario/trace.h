/* SPDX-License-Identifier: MIT */
/* The commits of a table that come from a file. */
#pragma once

#include "lab/scenario/document.h"
#include "lab/scenario/values.h"

/*
 * Reads the file of a draft whose commits are a trace, and notes it in the scenario. The size of the table at its
 * beginning comes from the file, unless the section tells it.
 */
gboolean tarn_lab_trace_load (TarnLabScenario *scenario, const TarnLabSection *section,
                              TarnLabTableDraft *draft, GError **error);
