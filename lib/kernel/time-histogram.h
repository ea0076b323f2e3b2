/* SPDX-License-Identifier: MIT */
/*
 * A histogram over time says how long a value of 0 to 2^63 - 1 was in each bucket. The buckets are those of a
 * log-linear histogram: each power of two from 2^bits on has 2^bits of them, and each value below has its own.
 * So the lower edge of a bucket is less than 2^-bits below each of its values, and no logarithm is needed to
 * find it.
 *
 * A value that rises as fast as time crosses many buckets. It adds a partial time to the bucket where it begins
 * and to the one where it ends. It covers each bucket between for as long as the bucket is wide, so it only
 * notes that the covering begins and ends. The sums are made when somebody asks.
 */
#pragma once

#include <tarn/tarn-wide.h>

#include "kernel/codec.h"

typedef struct
{
  TarnWide time_us;
  gint64 covering; /* how many more coverings begin here than have ended before this bucket */
} TarnTimeBucket;

typedef struct
{
  guint bits;
  GArray *buckets; /* TarnTimeBucket; up to the last one that was ever used */
} TarnTimeHistogram;

TarnTimeHistogram *tarn_time_histogram_new (guint bits);
TarnTimeHistogram *tarn_time_histogram_copy (const TarnTimeHistogram *self);
void tarn_time_histogram_free (TarnTimeHistogram *self);

/* The value was @value for @duration_us. */
void tarn_time_histogram_add_constant (TarnTimeHistogram *self, gint64 value, gint64 duration_us);

/* The value rose from @from to @to, by one in each microsecond. */
void tarn_time_histogram_add_rising (TarnTimeHistogram *self, gint64 from, gint64 to);

/* Returns all time that was added. */
TarnWide tarn_time_histogram_get_time_us (const TarnTimeHistogram *self);

/*
 * Returns the lower edge of the bucket that a percentile falls into: of the first bucket such that the value was
 * in it or lower for at least @permyriad ten-thousandths of the time, rounded up to microseconds, but at least
 * one. Returns -1 if no time was added.
 */
gint64 tarn_time_histogram_get_percentile (const TarnTimeHistogram *self, guint permyriad);

/* Codes the buckets that are used, and checks that together they have the time @time_us. */
void tarn_time_histogram_code (TarnTimeHistogram *self, TarnCodec *codec, const char *name,
                               TarnWide time_us);
