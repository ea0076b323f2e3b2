/* SPDX-License-Identifier: MIT */
/* How outcomes are made, and get their rows. */
#pragma once

#include "lab/experiment/rows.h"

/* Takes the head. */
TarnLabOutcome *tarn_lab_outcome_new_of_head (TarnLabHead *head);

/* Takes the row of a cell that is not there, and adds it to the part. */
gboolean tarn_lab_outcome_take_row (TarnLabOutcome *self, guint cell, gint64 *row, GError **error);
