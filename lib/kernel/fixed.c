/* SPDX-License-Identifier: MIT */
#include "kernel/fixed.h"

#include "kernel/fixed-table.h"

#define ONE (G_GUINT64_CONSTANT (1) << 63) /* in units of 2^-63 */
#define LN_2 (TARN_FIXED_LN_2 >> 1)        /* in units of 2^-63 */

/* The bits of a random number are random, so a processor would guess half of the branches wrong. */
static guint64
mask_if (gboolean condition)
{
  return -(guint64) condition;
}

/*
 * Returns ln (x / 2^63) in units of 2^-63, where x is at least 2^63. The function multiplies 1 by those
 * factors 1 + 2^-k that keep the product at most x, and adds their logarithms. What remains is a factor 1 + r
 * with r less than 2^-32, the logarithm of which is r. Each of the 32 products loses less than 2^-63 of itself,
 * and each sum half of that, so the error is less than 2^-57.
 */
static guint64
log_of_mantissa (guint64 x)
{
  guint64 product = ONE, sum = 0;

  for (guint k = 1; k <= G_N_ELEMENTS (tarn_fixed_table); k++)
    {
      guint64 more = product >> k;
      guint64 mask = mask_if (more <= x - product);

      product += more & mask;
      sum += tarn_fixed_table[k - 1] & mask;
    }

  return sum + ((x - product) << 31) / (product >> 32);
}

/* Returns 2^63 * exp (y / 2^63), where y is less than ln 2. It is log_of_mantissa() backwards. */
static guint64
exp_of_fraction (guint64 y)
{
  guint64 product = ONE;

  for (guint k = 1; k <= G_N_ELEMENTS (tarn_fixed_table); k++)
    {
      guint64 mask = mask_if (tarn_fixed_table[k - 1] <= y);

      y -= tarn_fixed_table[k - 1] & mask;
      product += product >> k & mask;
    }

  return tarn_add_saturated (product, tarn_wide_multiply (product, y << 1).high);
}

guint64
tarn_fixed_minus_log (TarnWide x)
{
  guint n_zeros
      = x.high != 0 ? tarn_count_leading_zeros (x.high) : 64 + tarn_count_leading_zeros (x.low);
  guint shift = n_zeros % 64;
  guint64 first = n_zeros < 64 ? x.high : x.low, second = n_zeros < 64 ? x.low : 0;
  guint64 mantissa = first << shift | (shift > 0 ? second >> (64 - shift) : 0);
  TarnWide whole = tarn_wide_multiply (n_zeros + 1, TARN_FIXED_LN_2);
  guint64 part = log_of_mantissa (mantissa) << 1;

  /* The difference is not negative: at the greatest mantissa the errors leave it above 0. */
  return ((whole.high - (whole.low < part)) << TARN_LOG_BITS) + ((whole.low - part) >> 8);
}

static guint64
shift_right_rounded (TarnWide x, guint bits, guint64 max)
{
  guint64 high = bits < 64 ? x.high >> bits : 0;
  guint64 low = bits < 64 ? x.low >> bits | (x.high << 1) << (63 - bits) : x.high >> (bits - 64);
  guint64 half = bits <= 64 ? x.low >> (bits - 1) & 1 : x.high >> (bits - 65) & 1;

  return high > 0 || low >= max ? max : low + half;
}

guint64
tarn_fixed_multiply (guint64 a, guint64 b, guint bits, guint64 max)
{
  return shift_right_rounded (tarn_wide_multiply (a, b), bits, max);
}

guint64
tarn_fixed_scale_by_exp (guint64 value, gint64 log, guint64 max)
{
  /* Rounded up, so that the quotient is never too great, but it may be too small by 1. */
  const guint64 ln_2 = (LN_2 >> (63 - TARN_LOG_BITS)) + 1;
  guint64 size = log < 0 ? -(guint64) log : (guint64) log;
  guint64 n = size / ln_2;
  TarnWide whole = tarn_wide_multiply (n, TARN_FIXED_LN_2);
  /* Both sides lose their upper bits. The difference has none. */
  guint64 rest = (size << (63 - TARN_LOG_BITS)) - (whole.high << 63 | whole.low >> 1);

  if (rest >= LN_2)
    {
      rest -= LN_2;
      n++;
    }
  if (value == 0)
    return 0;
  if (log >= 0)
    return n >= 63 ? max : tarn_fixed_multiply (value, exp_of_fraction (rest), 63 - (guint) n, max);

  /* exp (-rest) is half of exp (ln 2 - rest). */
  guint64 factor = rest > 0 ? exp_of_fraction (LN_2 - rest) : ONE;
  guint bits = 63 + (guint) n + (rest > 0);
  return bits < 128 ? tarn_fixed_multiply (value, factor, bits, max) : 0;
}
