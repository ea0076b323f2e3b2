/* SPDX-License-Identifier: MIT */
/* Reports as files: Markdown, pages of HTML, and scripts for gnuplot. */
#pragma once

#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"

#define PAGES_OPTIONS                                                                              \
  { "markdown", "FILE", FALSE, "Write the report to FILE as Markdown." },                          \
      { "html", "FILE", FALSE,                                                                     \
        "Write the report to FILE as a page of HTML with pictures, which needs no other file." },  \
  {                                                                                                \
    "gnuplot", "FOLDER", FALSE,                                                                    \
        "Write the pictures to FOLDER as scripts for gnuplot, each with its values."               \
  }

/* Returns whether the command writes pictures that need a series. */
gboolean pages_want_series (const Arguments *arguments);

/* Returns whether one of the files is the standard output, which then has no text. */
gboolean pages_are_printed (const Arguments *arguments);

/* Fails if more than one of the files, of which --csv is one, is the standard output. */
gboolean pages_check (const Arguments *arguments, GError **error);

/*
 * Writes what the arguments ask for. Simulates what the pictures of an outcome need; if that fails, a warning says so,
 * and the page too. @path is that of a file beside which those that the scenario names are; NULL for none.
 */
gboolean pages_write_outcome (const Arguments *arguments, TarnLabOutcome *outcome, const char *path,
                              GError **error);
gboolean pages_write_result (const Arguments *arguments, TarnLabScenario *scenario,
                             guint64 replication, const TarnLabResult *result,
                             TarnLabReportFlags flags, GError **error);
