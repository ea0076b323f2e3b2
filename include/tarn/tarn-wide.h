/* SPDX-License-Identifier: MIT */
/*
 * Arithmetic with numbers of 128 bits. Sums over time need them: a view that has the age of a year for a year has an
 * integral of 10^27 square microseconds, while 64 bits end at 10^19. Compilers have no type for such numbers on
 * machines with 32 bits, so #TarnWide has two halves, and each function gives the same result on every machine.
 *
 * The functions are static inline functions for C and C++. A binding reads the halves of a #TarnWide instead, and
 * computes with the large numbers of its language.
 */
#pragma once

#include <glib.h>

#include <tarn/tarn-version-macros.h>

G_BEGIN_DECLS

/**
 * TarnWide:
 * @high: the upper 64 bits
 * @low: the lower 64 bits
 *
 * A number from 0 to 2^128 - 1.
 *
 * Since: 1.0
 */
typedef struct
{
  guint64 high;
  guint64 low;
} TarnWide;

#ifndef __GI_SCANNER__

/**
 * TARN_WIDE_MAX:
 *
 * The greatest number, 2^128 - 1.
 *
 * Since: 1.0
 */
#ifdef __cplusplus
#define TARN_WIDE_MAX (TarnWide{ G_MAXUINT64, G_MAXUINT64 })
#else
#define TARN_WIDE_MAX ((TarnWide){ G_MAXUINT64, G_MAXUINT64 })
#endif

/* A program that defines TARN_WIDE_WITHOUT_NATIVE gets the same results without the compiler's type. */
#if defined(__SIZEOF_INT128__) && !defined(TARN_WIDE_WITHOUT_NATIVE)
#define TARN_WIDE_HAS_NATIVE 1
__extension__ typedef unsigned __int128 TarnWideNative;

static inline TarnWideNative
tarn_wide_to_native (TarnWide a)
{
  return (TarnWideNative) a.high << 64 | a.low;
}

static inline TarnWide
tarn_wide_from_native (TarnWideNative a)
{
  TarnWide wide = { (guint64) (a >> 64), (guint64) a };

  return wide;
}
#else
#define TARN_WIDE_HAS_NATIVE 0
#endif

/* --- Comparisons -------------------------------------------------------------------------------- */

/**
 * tarn_wide_is_zero:
 * @a: a number
 *
 * Returns: whether the number is 0
 *
 * Since: 1.0
 */
static inline gboolean
tarn_wide_is_zero (TarnWide a)
{
  return (a.high | a.low) == 0;
}

/**
 * tarn_wide_is_equal:
 * @a: a number
 * @b: another number
 *
 * Returns: whether the numbers are equal
 *
 * Since: 1.0
 */
static inline gboolean
tarn_wide_is_equal (TarnWide a, TarnWide b)
{
  return a.high == b.high && a.low == b.low;
}

/**
 * tarn_wide_is_at_most:
 * @a: a number
 * @b: another number
 *
 * Returns: whether @a <= @b
 *
 * Since: 1.0
 */
static inline gboolean
tarn_wide_is_at_most (TarnWide a, TarnWide b)
{
  return a.high < b.high || (a.high == b.high && a.low <= b.low);
}

/**
 * tarn_wide_compare:
 * @a: a number
 * @b: another number
 *
 * Compares two numbers as a #GCompareFunc does.
 *
 * Returns: -1 if @a < @b, 0 if @a = @b, and 1 if @a > @b
 *
 * Since: 1.0
 */
static inline gint
tarn_wide_compare (TarnWide a, TarnWide b)
{
  return tarn_wide_is_at_most (a, b) ? -!tarn_wide_is_equal (a, b) : 1;
}

/**
 * tarn_wide_narrow:
 * @a: a number
 *
 * Returns: the number, or %G_MAXUINT64 if it does not fit into 64 bits
 *
 * Since: 1.0
 */
static inline guint64
tarn_wide_narrow (TarnWide a)
{
  return a.high != 0 ? G_MAXUINT64 : a.low;
}

/* --- Sums --------------------------------------------------------------------------------------- */

/**
 * tarn_wide_sum:
 * @a: a number
 * @b: another number
 *
 * Returns: @a + @b, modulo 2^128
 *
 * Since: 1.0
 */
static inline TarnWide
tarn_wide_sum (TarnWide a, TarnWide b)
{
  TarnWide sum = { a.high + b.high, a.low + b.low };

  sum.high += sum.low < a.low;
  return sum;
}

/**
 * tarn_wide_add:
 * @a: a number
 * @b: a number of 64 bits
 *
 * Returns: @a + @b, modulo 2^128
 *
 * Since: 1.0
 */
static inline TarnWide
tarn_wide_add (TarnWide a, guint64 b)
{
  TarnWide wide = { 0, b };

  return tarn_wide_sum (a, wide);
}

/**
 * tarn_wide_sum_saturated:
 * @a: a number
 * @b: another number
 *
 * Returns: @a + @b, or %TARN_WIDE_MAX if the sum does not fit into 128 bits
 *
 * Since: 1.0
 */
static inline TarnWide
tarn_wide_sum_saturated (TarnWide a, TarnWide b)
{
  TarnWide sum = tarn_wide_sum (a, b);

  return tarn_wide_is_at_most (a, sum) ? sum : TARN_WIDE_MAX;
}

/**
 * tarn_wide_difference:
 * @a: a number
 * @b: another number
 *
 * Returns: @a - @b, modulo 2^128
 *
 * Since: 1.0
 */
static inline TarnWide
tarn_wide_difference (TarnWide a, TarnWide b)
{
  TarnWide difference = { a.high - b.high - (a.low < b.low), a.low - b.low };

  return difference;
}

/**
 * tarn_wide_subtract_saturated:
 * @a: a number
 * @b: a number that is not greater than @a
 *
 * Returns: @a - @b, or %G_MAXUINT64 if the difference does not fit into 64 bits
 *
 * Since: 1.0
 */
static inline guint64
tarn_wide_subtract_saturated (TarnWide a, TarnWide b)
{
  return tarn_wide_narrow (tarn_wide_difference (a, b));
}

/* --- Products ----------------------------------------------------------------------------------- */

/**
 * tarn_wide_multiply:
 * @a: a number of 64 bits
 * @b: another number of 64 bits
 *
 * Returns: @a * @b, which always fits
 *
 * Since: 1.0
 */
static inline TarnWide
tarn_wide_multiply (guint64 a, guint64 b)
{
#if TARN_WIDE_HAS_NATIVE
  return tarn_wide_from_native ((TarnWideNative) a * b);
#else
  guint64 a_low = a & G_MAXUINT32, a_high = a >> 32;
  guint64 b_low = b & G_MAXUINT32, b_high = b >> 32;
  guint64 low = a_low * b_low;
  guint64 middle = a_high * b_low + (low >> 32);
  guint64 middle_low = (middle & G_MAXUINT32) + a_low * b_high;
  TarnWide product = { a_high * b_high + (middle >> 32) + (middle_low >> 32),
                       middle_low << 32 | (low & G_MAXUINT32) };

  return product;
#endif
}

/**
 * tarn_wide_scale:
 * @a: a number
 * @b: a number of 64 bits
 *
 * Returns: @a * @b, modulo 2^128
 *
 * Since: 1.0
 */
static inline TarnWide
tarn_wide_scale (TarnWide a, guint64 b)
{
#if TARN_WIDE_HAS_NATIVE
  return tarn_wide_from_native (tarn_wide_to_native (a) * b);
#else
  TarnWide product = tarn_wide_multiply (a.low, b);

  product.high += a.high * b;
  return product;
#endif
}

/**
 * tarn_wide_scale_fits:
 * @a: a number
 * @b: a number of 64 bits
 *
 * Returns: whether @a * @b is less than 2^128
 *
 * Since: 1.0
 */
static inline gboolean
tarn_wide_scale_fits (TarnWide a, guint64 b)
{
  TarnWide high = tarn_wide_multiply (a.high, b);

  return high.high == 0 && high.low <= G_MAXUINT64 - tarn_wide_multiply (a.low, b).high;
}

/* --- Quotients ---------------------------------------------------------------------------------- */

/**
 * tarn_wide_divide:
 * @a: a number
 * @b: the divisor, which is not 0
 * @out_remainder: (out) (optional): what is left of @a
 *
 * Returns: @a / @b, rounded down
 *
 * Since: 1.0
 */
static inline TarnWide
tarn_wide_divide (TarnWide a, TarnWide b, TarnWide *out_remainder)
{
  TarnWide quotient = { 0, 0 }, remainder = { 0, 0 };

#if TARN_WIDE_HAS_NATIVE
  quotient = tarn_wide_from_native (tarn_wide_to_native (a) / tarn_wide_to_native (b));
  remainder = tarn_wide_from_native (tarn_wide_to_native (a) % tarn_wide_to_native (b));
#else
  for (guint i = 0; i < 128; i++)
    {
      gboolean carry = remainder.high >> 63 != 0;

      remainder.high = remainder.high << 1 | remainder.low >> 63;
      remainder.low = remainder.low << 1 | a.high >> 63;
      a.high = a.high << 1 | a.low >> 63;
      a.low <<= 1;
      quotient.high = quotient.high << 1 | quotient.low >> 63;
      quotient.low <<= 1;
      if (carry || tarn_wide_is_at_most (b, remainder))
        {
          remainder = tarn_wide_difference (remainder, b);
          quotient.low |= 1;
        }
    }
#endif
  if (out_remainder != NULL)
    *out_remainder = remainder;
  return quotient;
}

/**
 * tarn_wide_divide_rounded:
 * @a: a number
 * @b: the divisor, which is not 0
 *
 * Returns: @a / @b, rounded to the nearest integer, a half upwards
 *
 * Since: 1.0
 */
static inline TarnWide
tarn_wide_divide_rounded (TarnWide a, TarnWide b)
{
  TarnWide remainder;
  TarnWide quotient = tarn_wide_divide (a, b, &remainder);
  gboolean is_up = tarn_wide_is_at_most (tarn_wide_difference (b, remainder), remainder);

  return tarn_wide_add (quotient, is_up ? 1 : 0);
}

/**
 * tarn_wide_square_root:
 * @a: a number
 *
 * Returns: the square root of @a, rounded down
 *
 * Since: 1.0
 */
static inline guint64
tarn_wide_square_root (TarnWide a)
{
  guint64 root = 0, rest = 0;

  /* This finds one bit after the other, as people do with digits on paper. A mask is quicker than a branch. */
  for (guint i = 0; i < 64; i++)
    {
      guint64 over = rest >> 62, trial_over = root >> 62, trial = root << 2 | 1;

      rest = rest << 2 | a.high >> 62;
      a.high = a.high << 2 | a.low >> 62;
      a.low <<= 2;
      root <<= 1;
      guint64 mask = -(guint64) ((over > trial_over) | ((over == trial_over) & (rest >= trial)));
      rest -= trial & mask;
      root |= mask & 1;
    }

  return root;
}

#endif

G_END_DECLS
