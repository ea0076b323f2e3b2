/* SPDX-License-Identifier: MIT */
/*
 * Integer arithmetic that C does not have. Compilers have no 128-bit type on 32-bit machines, so there are
 * also a plain multiplication and a plain long division, which give the same results.
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint64 high;
  guint64 low;
} TarnWide;

static inline TarnWide
tarn_multiply_slowly (guint64 a, guint64 b)
{
  guint64 a_low = a & G_MAXUINT32, a_high = a >> 32;
  guint64 b_low = b & G_MAXUINT32, b_high = b >> 32;
  guint64 low = a_low * b_low;
  guint64 middle = a_high * b_low + (low >> 32);
  guint64 middle_low = (middle & G_MAXUINT32) + a_low * b_high;

  return (TarnWide){ a_high * b_high + (middle >> 32) + (middle_low >> 32),
                     middle_low << 32 | (low & G_MAXUINT32) };
}

/* Computes all 128 bits of a * b. */
static inline TarnWide
tarn_multiply (guint64 a, guint64 b)
{
#ifdef __SIZEOF_INT128__
  __extension__ typedef unsigned __int128 Wide;
  Wide product = (Wide) a * b;

  return (TarnWide){ (guint64) (product >> 64), (guint64) product };
#else
  return tarn_multiply_slowly (a, b);
#endif
}

/* The sum must fit into 128 bits. */
static inline TarnWide
tarn_wide_add (TarnWide a, guint64 b)
{
  guint64 low = a.low + b;

  return (TarnWide){ a.high + (low < b), low };
}

/* Returns a - b, or the greatest value where the difference does not fit into 64 bits; a >= b. */
static inline guint64
tarn_wide_subtract_saturated (TarnWide a, TarnWide b)
{
  guint64 high = a.high - b.high - (a.low < b.low);

  return high > 0 ? G_MAXUINT64 : a.low - b.low;
}

static inline gboolean
tarn_wide_is_at_most (TarnWide a, TarnWide b)
{
  return a.high < b.high || (a.high == b.high && a.low <= b.low);
}

/* Returns floor (a * b / c). The quotient must fit into 64 bits, and c must be greater than 0. */
static inline guint64
tarn_multiply_divide_slowly (guint64 a, guint64 b, guint64 c)
{
  TarnWide product = tarn_multiply_slowly (a, b);
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
#ifdef __SIZEOF_INT128__
  __extension__ typedef unsigned __int128 Wide;

  return (guint64) ((Wide) a * b / c);
#else
  return tarn_multiply_divide_slowly (a, b, c);
#endif
}

/* Returns whether a * b <= c * d. The products may be longer than 64 bits. */
static inline gboolean
tarn_product_is_at_most (guint64 a, guint64 b, guint64 c, guint64 d)
{
  return tarn_wide_is_at_most (tarn_multiply (a, b), tarn_multiply (c, d));
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
