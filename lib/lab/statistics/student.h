/* SPDX-License-Identifier: MIT */
/*
 * Quantiles of Student's distribution, which say how wide an interval around a mean of a few figures has to be. They
 * are computed in whole numbers, so that a report has the same digits on every machine.
 */
#pragma once

#include <glib.h>

enum
{
  TARN_LAB_STUDENT_BITS = 40, /* of the fraction of a quantile */
};

/* A probability as a fraction. */
typedef struct
{
  guint64 numerator;
  guint64 denominator;
} TarnLabLevel;

/*
 * Returns t in 2^-40ths, so that a Student variable with @n_degrees of freedom is between -t and t with the probability
 * of @level, which is below 1. Returns G_MAXINT64 if t is above four million.
 */
gint64 tarn_lab_student_get_quantile (TarnLabLevel level, guint n_degrees);

/* Returns the level that each of @n_intervals needs, so that all of them hold at once with @level (Bonferroni). */
TarnLabLevel tarn_lab_level_divide (TarnLabLevel level, guint n_intervals);
