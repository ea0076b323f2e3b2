/* SPDX-License-Identifier: MIT */
/* Outcomes as files: lines, each behind its checksum. */
#pragma once

#include "lab/experiment/outcome.h"

/* Adds the row of a cell to the file in which the outcome is kept. */
gboolean tarn_lab_part_add (const TarnLabOutcome *self, guint cell, GError **error);

/* -1 is no file. */
void tarn_lab_part_close (int part);
