/* SPDX-License-Identifier: MIT */
/* Arithmetic with 64 bits that C does not have. */
#pragma once

#include <tarn/tarn-wide.h>

/* Returns floor (a * b / c). The quotient must fit into 64 bits, and c must be greater than 0. */
static inline guint64
tarn_multiply_divide_slowly (guint64 a, guint64 b, guint64 c)
{
  TarnWide product = tarn_wide_multiply (a, b);
  guint64 remainder = product.high, quotient = product.low;

  for (guint i = 0; i < 64; i++)
    {
      guint64 carry = remainder >> 63;

      remainder = remainder << 1 | quotient >> 63;
      quotient <<= 1;
      if (carry || remainder >= c)
        {
          remainder -= c;
          quotient |= 1;
        }
    }

  return quotient;
}

static inline guint64
tarn_multiply_divide (guint64 a, guint64 b, guint64 c)
{
#if TARN_WIDE_HAS_NATIVE
  return (guint64) ((TarnWideNative) a * b / c);
#else
  return tarn_multiply_divide_slowly (a, b, c);
#endif
}

/* Returns whether a * b <= c * d. The products may be longer than 64 bits. */
static inline gboolean
tarn_product_is_at_most (guint64 a, guint64 b, guint64 c, guint64 d)
{
  return tarn_wide_is_at_most (tarn_wide_multiply (a, b), tarn_wide_multiply (c, d));
}

/* a > 0 */
static inline guint
tarn_count_leading_zeros (guint64 a)
{
  return (guint) __builtin_clzll (a);
}

/* Returns ceil (a / b); b > 0. */
static inline guint64
tarn_divide_up (guint64 a, guint64 b)
{
  return a / b + (a % b != 0);
}

/* Returns floor (a * b / c), or @max where the quotient is greater; c > 0. */
static inline guint64
tarn_scale_saturated (guint64 a, guint64 b, guint64 c, guint64 max)
{
  if (b > c && a > tarn_multiply_divide (max, c, b))
    return max;

  return MIN (tarn_multiply_divide (a, b, c), max);
}

/* Returns the sum, or the greatest value where the sum does not fit. */
static inline guint64
tarn_add_saturated (guint64 a, guint64 b)
{
  return a > G_MAXUINT64 - b ? G_MAXUINT64 : a + b;
}
