/* SPDX-License-Identifier: MIT */
/* Commands read outcomes from files, and write their figures. */
#pragma once

#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"

/* Reads the outcomes of all operands into one. An error names the file. */
TarnLabOutcome *outcomes_read (const Arguments *arguments, GError **error);

/* Writes the figures of all cells as comma-separated values. */
gboolean outcomes_write_csv (const TarnLabOutcome *outcome, const char *path, GError **error);
