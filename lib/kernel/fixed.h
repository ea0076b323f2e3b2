/* SPDX-License-Identifier: MIT */
/*
 * The functions of the real numbers that distributions need, in integers: the logarithm and the exponential
 * function. Every machine computes the same bits. Logarithms are natural, in units of
 * 2^-56. Each function names its greatest error, and the tests compare the functions with values that were
 * computed with sixty digits.
 */
#pragma once

#include "kernel/arith.h"

#define TARN_LOG_BITS 56

/*
 * Returns -ln (x / 2^128) in units of 2^-56; x > 0. The result is from 0 to 128 ln 2, and its error is less
 * than 2^-55.
 */
guint64 tarn_fixed_minus_log (TarnWide x);

/*
 * Returns value * exp (log / 2^56), rounded to the nearest, or @max where that is greater; @value and @max are
 * at most G_MAXINT64. Before the rounding, the relative error is less than 2^-55.
 */
guint64 tarn_fixed_scale_by_exp (guint64 value, gint64 log, guint64 max);

/* Returns a * b / 2^bits, rounded to the nearest with halves up, or @max where that is greater; 0 < bits < 128. */
guint64 tarn_fixed_multiply (guint64 a, guint64 b, guint bits, guint64 max);
