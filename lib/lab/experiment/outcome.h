/* SPDX-License-Identifier: MIT */
/* These functions make outcomes, and give them their rows. */
#pragma once

#include "lab/experiment/rows.h"

/* Takes the head. */
TarnLabOutcome *tarn_lab_outcome_new_of_head (TarnLabHead *head);

/* Fails with TARN_LAB_ERROR_OUTCOME, and names the first line of the heads that differs. */
gboolean tarn_lab_outcome_check_head (const TarnLabOutcome *self, const TarnLabHead *other,
                                      GError **error);

/* Drops what was simulated for pictures. */
void tarn_lab_outcome_clear_series (TarnLabOutcome *self);

/* Returns the row of a result, with the metrics of the head. */
gint64 *tarn_lab_outcome_make_row (const TarnLabOutcome *self, const TarnLabResult *result);

/* Takes the row of a cell that is not there, and adds it to the part. */
gboolean tarn_lab_outcome_take_row (TarnLabOutcome *self, guint cell, gint64 *row, GError **error);
