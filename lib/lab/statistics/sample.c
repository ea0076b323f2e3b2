/* SPDX-License-Identifier: MIT */
#include "lab/statistics/sample.h"

TarnLabSample
tarn_lab_sample_from_values (const gint64 *values, guint n)
{
  TarnLabSample self = { 0 };

  for (guint i = 0; i < n; i++)
    tarn_lab_sample_add (&self, values[i]);
  return self;
}

void
tarn_lab_sample_add (TarnLabSample *self, gint64 value)
{
  TarnLabBig big = tarn_lab_big_from_int (value);

  g_assert (self->n < TARN_LAB_SAMPLE_MAX);
  self->n++;
  self->sum = tarn_lab_big_add (self->sum, big);
  self->sum_of_squares = tarn_lab_big_add (self->sum_of_squares, tarn_lab_big_multiply (big, big));
}

TarnLabBig
tarn_lab_sample_get_spread (const TarnLabSample *self)
{
  return tarn_lab_big_subtract (tarn_lab_big_multiply (tarn_lab_big_from_int (self->n),
                                                       self->sum_of_squares),
                                tarn_lab_big_multiply (self->sum, self->sum));
}

/* --- Intervals -------------------------------------------------------------------------------- */

static TarnLabBig
round_up (TarnLabBig root, TarnLabBig square)
{
  gboolean is_exact = tarn_lab_big_compare (tarn_lab_big_multiply (root, root), square) == 0;

  return is_exact ? root : tarn_lab_big_add (root, tarn_lab_big_from_int (1));
}

/*
 * Sets the half-width: t times the root of spread / (n^2 (n - 1)), times @scale. All of it is under one root, and the
 * fraction of t is dropped last, so that the only roundings are those of t and of the result.
 */
static void
set_half_width (TarnLabInterval *interval, TarnLabBig spread, guint n, gint64 t, gint64 scale)
{
  TarnLabBig factor
      = tarn_lab_big_multiply (tarn_lab_big_from_int (t), tarn_lab_big_from_int (scale));
  TarnLabBig divisor = tarn_lab_big_multiply (tarn_lab_big_multiply (tarn_lab_big_from_int (n),
                                                                     tarn_lab_big_from_int (n)),
                                              tarn_lab_big_from_int (n - 1));
  TarnLabBig square = tarn_lab_big_multiply (tarn_lab_big_multiply (factor, factor), spread);
  TarnLabBig unit = tarn_lab_big_shift_left (divisor, 2 * TARN_LAB_STUDENT_BITS);
  TarnLabBig quotient = tarn_lab_big_divide (
      tarn_lab_big_add (square, tarn_lab_big_subtract (unit, tarn_lab_big_from_int (1))), unit);

  interval->has_half_width
      = t != G_MAXINT64
        && tarn_lab_big_to_int (round_up (tarn_lab_big_square_root (quotient), quotient),
                                &interval->half_width);
}

TarnLabInterval
tarn_lab_sample_get_interval_of (const TarnLabSample *self, gint64 quantile, gint64 scale)
{
  TarnLabInterval interval = { 0 };

  if (self->n == 0)
    return interval;
  interval.has_mean = tarn_lab_big_to_int (
      tarn_lab_big_divide_rounded (tarn_lab_big_multiply (self->sum, tarn_lab_big_from_int (scale)),
                                   tarn_lab_big_from_int (self->n)),
      &interval.mean);
  if (self->n > 1 && interval.has_mean)
    set_half_width (&interval, tarn_lab_sample_get_spread (self), self->n, quantile, scale);
  return interval;
}

TarnLabInterval
tarn_lab_sample_get_interval (const TarnLabSample *self, TarnLabLevel level, gint64 scale)
{
  gint64 quantile = self->n > 1 ? tarn_lab_student_get_quantile (level, self->n - 1) : 0;

  return tarn_lab_sample_get_interval_of (self, quantile, scale);
}

guint
tarn_lab_interval_count_needed (const TarnLabInterval *self, guint n, gint64 whole, guint part_ppm)
{
  TarnLabBig part = tarn_lab_big_divide (tarn_lab_big_multiply (tarn_lab_big_from_int (whole),
                                                                tarn_lab_big_from_int (part_ppm)),
                                         tarn_lab_big_from_int (1000000));
  TarnLabBig half_width = tarn_lab_big_from_int (self->half_width);
  gint64 n_needed;

  if (!self->has_half_width || tarn_lab_big_is_zero (part))
    return 0;

  TarnLabBig square = tarn_lab_big_multiply (part, part);
  TarnLabBig product = tarn_lab_big_multiply (tarn_lab_big_multiply (half_width, half_width),
                                              tarn_lab_big_from_int (n));
  TarnLabBig quotient = tarn_lab_big_divide (
      tarn_lab_big_add (product, tarn_lab_big_subtract (square, tarn_lab_big_from_int (1))),
      square);
  if (!tarn_lab_big_to_int (quotient, &n_needed) || n_needed > TARN_LAB_NEEDED_MAX)
    return G_MAXUINT;
  return (guint) MAX (n_needed, (gint64) n);
}
