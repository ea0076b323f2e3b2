/* SPDX-License-Identifier: MIT */
/*
 * These functions compute the normal and the lognormal distribution in integers. The draws of Tarn and the
 * streams of users both make their numbers with these functions, each from its own random bits.
 */
#pragma once

#include <tarn/tarn-wide.h>

#define TARN_NORMAL_BITS 58

/* A number from the standard normal distribution. */
typedef struct
{
  guint64 size; /* in units of 2^-58; less than 14 */
  gboolean is_negative;
} TarnNormal;

/*
 * Makes a number of 128 random bits. Returns FALSE for about one block in five, which stands for no number:
 * then the caller takes the next block.
 */
gboolean tarn_normal_make (TarnWide block, TarnNormal *out_normal);

/*
 * Returns the natural logarithm, in units of 2^-56, of a number from the lognormal distribution with the mean
 * 1. @deviation_permille is the geometric standard deviation in thousandths; at least 1000.
 */
gint64 tarn_normal_get_log (const TarnNormal *normal, guint deviation_permille);
