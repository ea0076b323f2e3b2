/* SPDX-License-Identifier: MIT */
/*
 * Arithmetic with 128 bits. Compilers have no 128-bit type on 32-bit machines, so each function whose name ends with
 * "slowly" gives the same result without one.
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint64 high;
  guint64 low;
} TarnWide;

#define TARN_WIDE_MAX ((TarnWide){ G_MAXUINT64, G_MAXUINT64 })

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 TarnNative;

static inline TarnNative
tarn_wide_to_native (TarnWide a)
{
  return (TarnNative) a.high << 64 | a.low;
}

static inline TarnWide
tarn_wide_from_native (TarnNative a)
{
  return (TarnWide){ (guint64) (a >> 64), (guint64) a };
}
#endif

/* Returns the number, or the greatest value where the number does not fit into 64 bits. */
static inline guint64
tarn_wide_narrow (TarnWide a)
{
  return a.high != 0 ? G_MAXUINT64 : a.low;
}

static inline gboolean
tarn_wide_is_equal (TarnWide a, TarnWide b)
{
  return a.high == b.high && a.low == b.low;
}

static inline gboolean
tarn_wide_is_zero (TarnWide a)
{
  return (a.high | a.low) == 0;
}

static inline gboolean
tarn_wide_is_at_most (TarnWide a, TarnWide b)
{
  return a.high < b.high || (a.high == b.high && a.low <= b.low);
}

/* --- Sums --------------------------------------------------------------------------------------- */

/* These functions return the result modulo 2^128. */
static inline TarnWide
tarn_wide_sum (TarnWide a, TarnWide b)
{
  guint64 low = a.low + b.low;

  return (TarnWide){ a.high + b.high + (low < a.low), low };
}

static inline TarnWide
tarn_wide_difference (TarnWide a, TarnWide b)
{
  return (TarnWide){ a.high - b.high - (a.low < b.low), a.low - b.low };
}

/* Returns the sum, or TARN_WIDE_MAX where the sum does not fit. */
static inline TarnWide
tarn_wide_sum_saturated (TarnWide a, TarnWide b)
{
  TarnWide sum = tarn_wide_sum (a, b);

  return tarn_wide_is_at_most (a, sum) ? sum : TARN_WIDE_MAX;
}

/* The sum must fit into 128 bits. */
static inline TarnWide
tarn_wide_add (TarnWide a, guint64 b)
{
  return tarn_wide_sum (a, (TarnWide){ 0, b });
}

/* Returns a - b, or the greatest value where the difference does not fit into 64 bits; a >= b. */
static inline guint64
tarn_wide_subtract_saturated (TarnWide a, TarnWide b)
{
  return tarn_wide_narrow (tarn_wide_difference (a, b));
}

/* --- Products ----------------------------------------------------------------------------------- */

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
  return tarn_wide_from_native ((TarnNative) a * b);
#else
  return tarn_multiply_slowly (a, b);
#endif
}

static inline TarnWide
tarn_wide_scale_slowly (TarnWide a, guint64 b)
{
  TarnWide product = tarn_multiply_slowly (a.low, b);

  product.high += a.high * b;
  return product;
}

/* Returns a * b modulo 2^128. */
static inline TarnWide
tarn_wide_scale (TarnWide a, guint64 b)
{
#ifdef __SIZEOF_INT128__
  return tarn_wide_from_native (tarn_wide_to_native (a) * b);
#else
  return tarn_wide_scale_slowly (a, b);
#endif
}

/* Returns whether a * b is less than 2^128. */
static inline gboolean
tarn_wide_scale_fits (TarnWide a, guint64 b)
{
  TarnWide high = tarn_multiply (a.high, b);

  return high.high == 0 && high.low <= G_MAXUINT64 - tarn_multiply (a.low, b).high;
}

/* --- Quotients ---------------------------------------------------------------------------------- */

static inline TarnWide
tarn_wide_divide_slowly (TarnWide a, TarnWide b, TarnWide *out_remainder)
{
  TarnWide quotient = { 0, 0 }, remainder = { 0, 0 };

  for (guint i = 0; i < 128; i++)
    {
      guint64 next = (i < 64 ? a.high >> (63 - i) : a.low >> (127 - i)) & 1;
      gboolean carry = (remainder.high >> 63) != 0;

      remainder
          = (TarnWide){ remainder.high << 1 | remainder.low >> 63, remainder.low << 1 | next };
      quotient = (TarnWide){ quotient.high << 1 | quotient.low >> 63, quotient.low << 1 };
      if (carry || tarn_wide_is_at_most (b, remainder))
        {
          remainder = tarn_wide_difference (remainder, b);
          quotient.low |= 1;
        }
    }

  *out_remainder = remainder;
  return quotient;
}

/* Returns floor (a / b); b > 0. */
static inline TarnWide
tarn_wide_divide (TarnWide a, TarnWide b, TarnWide *out_remainder)
{
#ifdef __SIZEOF_INT128__
  *out_remainder = tarn_wide_from_native (tarn_wide_to_native (a) % tarn_wide_to_native (b));
  return tarn_wide_from_native (tarn_wide_to_native (a) / tarn_wide_to_native (b));
#else
  return tarn_wide_divide_slowly (a, b, out_remainder);
#endif
}

/* Returns a / b, rounded to the nearest integer and up from the half, or @max where it is greater; b > 0. */
static inline guint64
tarn_wide_divide_rounded (TarnWide a, TarnWide b, guint64 max)
{
  TarnWide remainder;
  TarnWide quotient = tarn_wide_divide (a, b, &remainder);
  gboolean is_up = tarn_wide_is_at_most (tarn_wide_difference (b, remainder), remainder);

  if (quotient.high != 0 || quotient.low > max || (quotient.low == max && is_up))
    return max;

  return quotient.low + (is_up ? 1 : 0);
}
