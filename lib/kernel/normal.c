/* SPDX-License-Identifier: MIT */
#include "kernel/normal.h"

#include "kernel/arith.h"
#include "kernel/fixed.h"

/*
 * This is Marsaglia's polar method. A point (u, v) is uniform in the unit disc, and s is its square distance
 * from the centre. Then u * sqrt (-2 ln (s) / s) has the standard normal distribution. u and v have a sign and
 * 63 bits. The function computes the root r of -2 ln (s) / s first. The error of r * r is less than 2^-52, so
 * the error of the result is less than 2^-26 everywhere, and less than 2^-40 unless r is less than 2^-13, which
 * happens in one of 2^26 draws. The size is less than 14, because s is at least 2^-126.
 */
gboolean
tarn_normal_make (TarnWide block, TarnNormal *out_normal)
{
  guint64 u = block.high << 1 >> 1, v = block.low << 1 >> 1;
  TarnWide u2 = tarn_wide_multiply (u, u), v2 = tarn_wide_multiply (v, v);
  TarnWide s = tarn_wide_sum (u2, v2);

  if (s.high >> 62 != 0 || tarn_wide_is_zero (s))
    return FALSE;

  /* s and u * u in units of 2^-128 */
  s = (TarnWide){ s.high << 2 | s.low >> 62, s.low << 2 };
  u <<= 1;
  guint64 log = tarn_fixed_minus_log (s);
  while (s.high >> 62 == 0)
    {
      s = (TarnWide){ s.high << 2 | s.low >> 62, s.low << 2 };
      u <<= 1;
    }

  /* The square of the root is less than 2^10, in units of 2^-54. */
  guint64 square = tarn_multiply_divide (log << 1, G_GUINT64_CONSTANT (1) << 62, s.high);
  guint64 root = tarn_wide_square_root ((TarnWide){ square >> 2, square << 62 });
  *out_normal = (TarnNormal){ tarn_wide_multiply (u, root).high, block.high >> 63 != 0 };
  return TRUE;
}

/* A lognormal number is exp (sigma * z - sigma * sigma / 2), the mean of which is 1. */
gint64
tarn_normal_get_log (const TarnNormal *normal, guint deviation_permille)
{
  guint64 sigma = tarn_fixed_minus_log ((TarnWide){ 0, 1000 })
                  - tarn_fixed_minus_log ((TarnWide){ 0, deviation_permille });
  gint64 log = (gint64) tarn_fixed_multiply (sigma, normal->size, TARN_NORMAL_BITS, G_MAXINT64);
  gint64 shift = (gint64) tarn_fixed_multiply (sigma, sigma, TARN_LOG_BITS + 1, G_MAXINT64);

  return (normal->is_negative ? -log : log) - shift;
}
