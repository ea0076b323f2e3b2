/* SPDX-License-Identifier: MIT */
/*
 * Whole numbers that are large enough for statistics. A sum of squares of figures takes 150 bits, and what an interval
 * or a selection multiplies it with takes several hundred. A TarnLabBig has TARN_LAB_BIG_BITS bits and a sign. The limits of what
 * the statistics take are so chosen that no number needs more; one that would ends the program.
 */
#pragma once

#include <glib.h>

enum
{
  TARN_LAB_BIG_LIMBS = 28,
  TARN_LAB_BIG_BITS = TARN_LAB_BIG_LIMBS * 32,
};

typedef struct
{
  gboolean is_negative; /* never of 0 */
  guint n_limbs;        /* without leading zeros */
  guint32 limbs[TARN_LAB_BIG_LIMBS];
} TarnLabBig;

TarnLabBig tarn_lab_big_from_int (gint64 value);
TarnLabBig tarn_lab_big_negate (TarnLabBig a);
TarnLabBig tarn_lab_big_add (TarnLabBig a, TarnLabBig b);
TarnLabBig tarn_lab_big_subtract (TarnLabBig a, TarnLabBig b);
TarnLabBig tarn_lab_big_multiply (TarnLabBig a, TarnLabBig b);
TarnLabBig tarn_lab_big_shift_left (TarnLabBig a, guint n_bits);

/* Divides, and drops what is left over. @b is not 0. */
TarnLabBig tarn_lab_big_divide (TarnLabBig a, TarnLabBig b);
/* Rounds to the nearest whole number, and halves away from 0. */
TarnLabBig tarn_lab_big_divide_rounded (TarnLabBig a, TarnLabBig b);
/* Returns the greatest whole number whose square is at most @a, which is not negative. */
TarnLabBig tarn_lab_big_square_root (TarnLabBig a);

gboolean tarn_lab_big_is_zero (TarnLabBig a);
/* Returns a number below, equal to or above 0, as a is to b. */
gint tarn_lab_big_compare (TarnLabBig a, TarnLabBig b);
/* Returns FALSE if the number does not fit. */
gboolean tarn_lab_big_to_int (TarnLabBig a, gint64 *out_value);
