/* SPDX-License-Identifier: MIT */
#include "lab/statistics/student.h"

#include <tarn/tarn-wide.h>

#include "lab/statistics/big.h"

/* A fraction is a whole number of 2^-60ths. */
#define BITS 60
#define ONE (G_GUINT64_CONSTANT (1) << BITS)
#define PI_FRACTION G_GUINT64_CONSTANT (3622009729038561421) /* pi in 2^-60ths */

enum
{
  GREATEST_BITS = 22, /* of the whole part of a quantile */
};

static guint64
multiply (guint64 a, guint64 b)
{
  TarnWide product = tarn_wide_multiply (a, b);

  return product.high << (64 - BITS) | product.low >> BITS;
}

static guint64
to_fraction (TarnLabBig a)
{
  gint64 value;

  if (!tarn_lab_big_to_int (a, &value))
    g_assert_not_reached ();
  return (guint64) value;
}

/* Returns a / b as a fraction. */
static guint64
divide (TarnLabBig a, TarnLabBig b)
{
  return to_fraction (tarn_lab_big_divide (tarn_lab_big_shift_left (a, BITS), b));
}

static guint64
get_square_root (guint64 a)
{
  return to_fraction (tarn_lab_big_square_root (
      tarn_lab_big_shift_left (tarn_lab_big_from_int ((gint64) a), BITS)));
}

/* --- The arc tangent -------------------------------------------------------------------------- */

/* The angle whose sine and cosine are given; three times it is halved, and then its series is short. */
static guint64
get_angle (guint64 sine, guint64 cosine)
{
  guint64 tangent, square, power, sum = 0;

  for (guint i = 0; i < 3; i++)
    {
      cosine = get_square_root ((ONE + cosine) / 2);
      sine = divide (tarn_lab_big_from_int ((gint64) sine), tarn_lab_big_from_int ((gint64) cosine))
             / 2;
    }
  tangent = divide (tarn_lab_big_from_int ((gint64) sine), tarn_lab_big_from_int ((gint64) cosine));
  square = multiply (tangent, tangent);
  power = tangent;
  for (guint64 n = 1; power != 0; n += 2)
    {
      sum = n % 4 == 1 ? sum + power / n : sum - power / n;
      power = multiply (power, square);
    }
  return sum * 8;
}

/* --- The distribution ------------------------------------------------------------------------- */

/* The series of Abramowitz and Stegun, 26.7.3 and 26.7.4, without its factor: 1 + c2 / 2 + ... or c + 2 c3 / 3 + ... */
static TarnWide
sum_series (guint64 first, guint64 cosine_squared, guint n_degrees)
{
  TarnWide sum = { 0, first };
  guint64 term = first;

  for (guint64 k = n_degrees % 2 + 2; k + 2 <= n_degrees && term != 0; k += 2)
    {
      term = tarn_wide_divide (tarn_wide_multiply (multiply (term, cosine_squared), k - 1),
                               (TarnWide){ 0, k }, NULL)
                 .low;
      sum = tarn_wide_add (sum, term);
    }
  return sum;
}

static guint64
multiply_sum (guint64 a, TarnWide sum)
{
  return multiply (a, sum.low) + ((a * sum.high) << (64 - BITS));
}

/* Returns the probability that the absolute value is below @t, which is in 2^-40ths. */
static guint64
get_probability (guint64 t, guint n_degrees)
{
  TarnLabBig square = tarn_lab_big_multiply (tarn_lab_big_from_int ((gint64) t),
                                             tarn_lab_big_from_int ((gint64) t));
  TarnLabBig degrees
      = tarn_lab_big_shift_left (tarn_lab_big_from_int (n_degrees), 2 * TARN_LAB_STUDENT_BITS);
  guint64 cosine_squared = divide (degrees, tarn_lab_big_add (degrees, square));
  guint64 cosine = get_square_root (cosine_squared);
  guint64 sine = get_square_root (ONE - cosine_squared);

  if (n_degrees % 2 == 0)
    return multiply_sum (sine, sum_series (ONE, cosine_squared, n_degrees));

  guint64 angle = get_angle (sine, cosine);
  if (n_degrees > 1)
    angle += multiply_sum (sine, sum_series (cosine, cosine_squared, n_degrees));
  return divide (tarn_lab_big_from_int ((gint64) angle),
                 tarn_lab_big_from_int ((gint64) (PI_FRACTION / 2)));
}

gint64
tarn_lab_student_get_quantile (TarnLabLevel level, guint n_degrees)
{
  guint64 target = divide (tarn_lab_big_from_int ((gint64) level.numerator),
                           tarn_lab_big_from_int ((gint64) level.denominator));
  guint64 low = 0, high = G_GUINT64_CONSTANT (1) << (GREATEST_BITS + TARN_LAB_STUDENT_BITS);

  g_assert (n_degrees > 0 && level.numerator < level.denominator);
  if (get_probability (high, n_degrees) < target)
    return G_MAXINT64;
  while (high - low > 1)
    {
      guint64 middle = low + (high - low) / 2;

      if (get_probability (middle, n_degrees) < target)
        low = middle;
      else
        high = middle;
    }
  return (gint64) high;
}

TarnLabLevel
tarn_lab_level_divide (TarnLabLevel level, guint n_intervals)
{
  return (TarnLabLevel){
    level.denominator * n_intervals - (level.denominator - level.numerator),
    level.denominator * n_intervals,
  };
}
