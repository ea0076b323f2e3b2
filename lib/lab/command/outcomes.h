/* SPDX-License-Identifier: MIT */
/* Commands that read outcomes merge all that they are given into one. */
#pragma once

#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"

/* Reads the outcomes of all operands into one. An error names the file. */
TarnLabOutcome *outcomes_read (const Arguments *arguments, GError **error);
