/* SPDX-License-Identifier: MIT */
/* A sample is the figures of one metric, one of each replication. */
#pragma once

#include "lab/statistics/big.h"
#include "lab/statistics/student.h"

enum
{
  /* The limits of a sample. With them, all sums fit into a TarnLabBig. */
  TARN_LAB_SAMPLE_MAX = 1000000,
};

typedef struct
{
  guint n;
  TarnLabBig sum;
  TarnLabBig sum_of_squares;
} TarnLabSample;

TarnLabSample tarn_lab_sample_from_values (const gint64 *values, guint n);
void tarn_lab_sample_add (TarnLabSample *self, gint64 value);

/* An interval from @mean - @half_width to @mean + @half_width, in @scale-ths of the unit of the values. */
typedef struct
{
  gboolean has_mean;       /* not of an empty sample */
  gboolean has_half_width; /* not of a single value, or where it does not fit into 63 bits */
  gint64 mean;             /* rounded to the nearest */
  gint64 half_width;       /* rounded up */
} TarnLabInterval;

/* Returns the interval in which the mean of all replications is with the probability of @level, if it is normal. */
TarnLabInterval tarn_lab_sample_get_interval (const TarnLabSample *self, TarnLabLevel level,
                                              gint64 scale);

/* The same, where the quantile of Student's distribution is known already. */
TarnLabInterval tarn_lab_sample_get_interval_of (const TarnLabSample *self, gint64 quantile,
                                                 gint64 scale);

/* Returns n (n - 1) times the variance: n times the sum of squares, without the square of the sum. */
TarnLabBig tarn_lab_sample_get_spread (const TarnLabSample *self);

enum
{
  TARN_LAB_NEEDED_MAX = 1000000, /* values; an estimate of more is no plan */
};

/*
 * Returns how many values there must be so that the half-width is about @part_ppm millionths of @whole, if the spread
 * stays as it is, and at least as many as there are. Returns 0 for a part of 0, and for a sample without a half-width,
 * and G_MAXUINT for more than TARN_LAB_NEEDED_MAX.
 */
guint tarn_lab_interval_count_needed (const TarnLabInterval *self, guint n, gint64 whole,
                                      guint part_ppm);

/* --- Pairs ------------------------------------------------------------------------------------ */

/* Compares two systems that met the same luck, replication by replication. */
typedef struct
{
  TarnLabSample differences; /* b - a */
  guint n_less;              /* replications in which b is less than a */
  guint n_equal;
  guint n_greater;
} TarnLabPairs;

TarnLabPairs tarn_lab_pairs_from_values (const gint64 *a, const gint64 *b, guint n);

/*
 * Returns by how many millionths b is more than a: the ratio of the sums less 1, with the bias taken out and the
 * half-width of the jackknife. There is none if a sum of a is not above 0.
 */
TarnLabInterval tarn_lab_get_relative_difference (const gint64 *a, const gint64 *b, guint n,
                                                  TarnLabLevel level);
