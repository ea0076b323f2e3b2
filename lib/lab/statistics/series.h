/* SPDX-License-Identifier: MIT */
/* Statistics of one long trial: figures of equal slices of its time, which follow each other and depend on each other. */
#pragma once

#include "lab/statistics/sample.h"

enum
{
  TARN_LAB_MSER_BATCH = 5,
};

/*
 * Returns how many of the first figures are to be left out as warm-up, by MSER-5 (White 1997): after which multiple of
 * five, in the first half, the mean of the others is surest. Figures that fill no batch of five at the end do not count.
 */
guint tarn_lab_series_get_warm_up (const gint64 *values, guint n);

/*
 * Returns the correlation of each figure with the next one in millionths, or FALSE for less than three figures or where
 * all are equal. If it is not small, an interval from these figures is too narrow.
 */
gboolean tarn_lab_series_get_correlation (const gint64 *values, guint n, gint64 *out_millionths);
