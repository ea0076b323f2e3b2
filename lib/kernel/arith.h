/* SPDX-License-Identifier: MIT */
/*
 * Integer arithmetic that C leaves out. The 128-bit type of the compilers is absent on 32-bit
 * machines, so there is a plain long division beside it that gives the same quotient.
 */
#pragma once

#include <glib.h>

/* floor (a * b / c) for a quotient that fits; c > 0. */
static inline guint64
tarn_multiply_divide_slowly (guint64 a, guint64 b, guint64 c)
{
  guint64 a_low = a & G_MAXUINT32, a_high = a >> 32;
  guint64 b_low = b & G_MAXUINT32, b_high = b >> 32;
  guint64 low = a_low * b_low;
  guint64 middle = a_high * b_low + (low >> 32);
  guint64 middle_low = (middle & G_MAXUINT32) + a_low * b_high;
  guint64 remainder = a_high * b_high + (middle >> 32) + (middle_low >> 32);
  guint64 quotient = middle_low << 32 | (low & G_MAXUINT32);

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

/* ceil (a / b); b > 0. */
static inline guint64
tarn_divide_up (guint64 a, guint64 b)
{
  return a / b + (a % b != 0);
}

/* The sum, or the greatest value where it would not fit. */
static inline guint64
tarn_add_saturated (guint64 a, guint64 b)
{
  return a > G_MAXUINT64 - b ? G_MAXUINT64 : a + b;
}
