/* SPDX-License-Identifier: MIT */
#include "lab/statistics/sample.h"

enum
{
  RATIO_SCALE = 1000000,
  EXTRA_SCALE = 1000, /* of the pseudo-values, so that their roundings do not show */
};

/* The difference of two figures takes 65 bits, so that it is computed with big numbers. */
TarnLabPairs
tarn_lab_pairs_from_values (const gint64 *a, const gint64 *b, guint n)
{
  TarnLabPairs self = { 0 };

  for (guint i = 0; i < n; i++)
    {
      TarnLabBig difference
          = tarn_lab_big_subtract (tarn_lab_big_from_int (b[i]), tarn_lab_big_from_int (a[i]));

      self.n_less += b[i] < a[i] ? 1 : 0;
      self.n_equal += b[i] == a[i] ? 1 : 0;
      self.n_greater += b[i] > a[i] ? 1 : 0;
      self.differences.n++;
      self.differences.sum = tarn_lab_big_add (self.differences.sum, difference);
      self.differences.sum_of_squares
          = tarn_lab_big_add (self.differences.sum_of_squares,
                              tarn_lab_big_multiply (difference, difference));
    }
  return self;
}

/* Returns (b - a) / a in the scale of the pseudo-values, or FALSE if a is not above 0 or the quotient does not fit. */
static gboolean
get_excess (TarnLabBig a, TarnLabBig b, gint64 *out_excess)
{
  if (tarn_lab_big_compare (a, tarn_lab_big_from_int (0)) <= 0)
    return FALSE;

  TarnLabBig scaled
      = tarn_lab_big_multiply (tarn_lab_big_subtract (b, a),
                               tarn_lab_big_from_int ((gint64) RATIO_SCALE * EXTRA_SCALE));
  return tarn_lab_big_to_int (tarn_lab_big_divide_rounded (scaled, a), out_excess)
         && ABS (*out_excess) <= G_MAXINT64 / TARN_LAB_SAMPLE_MAX / 4;
}

/* Each pseudo-value is n times the ratio of all, without n - 1 times the ratio of all but one. */
static gboolean
add_pseudo_values (TarnLabSample *sample, TarnLabBig sum_a, TarnLabBig sum_b, const gint64 *a,
                   const gint64 *b, guint n)
{
  gint64 all, others;

  if (!get_excess (sum_a, sum_b, &all))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (!get_excess (tarn_lab_big_subtract (sum_a, tarn_lab_big_from_int (a[i])),
                       tarn_lab_big_subtract (sum_b, tarn_lab_big_from_int (b[i])), &others))
        return FALSE;
      tarn_lab_sample_add (sample, all * n - others * (n - 1));
    }
  return TRUE;
}

static gint64
drop_extra (gint64 value, gboolean is_up)
{
  gint64 magnitude = ABS (value);
  gint64 rounded = (magnitude + (is_up ? EXTRA_SCALE - 1 : EXTRA_SCALE / 2)) / EXTRA_SCALE;

  return value < 0 ? -rounded : rounded;
}

TarnLabInterval
tarn_lab_get_relative_difference (const gint64 *a, const gint64 *b, guint n, TarnLabLevel level)
{
  TarnLabSample sum_a = tarn_lab_sample_from_values (a, n);
  TarnLabSample sum_b = tarn_lab_sample_from_values (b, n);
  TarnLabSample pseudo_values = { 0 };
  TarnLabInterval interval = { 0 };

  if (n < 2 || !add_pseudo_values (&pseudo_values, sum_a.sum, sum_b.sum, a, b, n))
    return interval;

  interval = tarn_lab_sample_get_interval (&pseudo_values, level, 1);
  interval.mean = drop_extra (interval.mean, FALSE);
  interval.half_width = drop_extra (interval.half_width, TRUE);
  return interval;
}
