/* SPDX-License-Identifier: MIT */
/* Lets a trial simulate in slices, between which a user sees progress and can interrupt. */
#pragma once

#include <tarn-lab/tarn-lab.h>

/*
 * Simulates up to a time. Fails with %G_IO_ERROR_CANCELLED if the user interrupts, and with the errors of
 * tarn_lab_trial_advance_to().
 */
gboolean driving_advance_to (TarnLabTrial *trial, gint64 time_us, GError **error);

/* Simulates the rest, and makes the figures. The errors are the same, and those of tarn_lab_trial_finish(). */
TarnLabResult *driving_finish (TarnLabTrial *trial, GError **error);
