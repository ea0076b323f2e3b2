/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>
#include <tarn/tarn-wide.h>

G_BEGIN_DECLS

/**
 * TARN_TIME_HISTOGRAM_BITS_MAX:
 *
 * The greatest number of bits of a histogram over time.
 *
 * Since: 1.0
 */
#define TARN_TIME_HISTOGRAM_BITS_MAX 10

#define TARN_TYPE_TIME_HISTOGRAM (tarn_time_histogram_get_type ())

/**
 * TarnTimeHistogram:
 *
 * A histogram over time says how long a value, for example an age, was in each bucket. The value is from 0 to
 * 2^63 - 1, and time is in microseconds.
 *
 * The buckets follow from a number of bits. Each value below 2^bits has a bucket of its own, and each power of two
 * from there on has 2^bits buckets of the same width. So the least value of a bucket is below each of its values by
 * less than the part 2^-bits. A histogram allocates its buckets up to the greatest one that was used.
 *
 * All times are exact: two histograms of the same bits are equal if the same stretches of time were added to them,
 * in any order, in any parts, and by way of any number of other histograms. A time of 2^128 microseconds or more
 * is 2^128 - 1. At most 2^62 rises can be added to a histogram, with those of the histograms that are added to it.
 *
 * Since: 1.0
 */
typedef struct _TarnTimeHistogram TarnTimeHistogram;

/**
 * TarnTimeBucketFunc:
 * @least: the least value of the bucket
 * @greatest: the greatest value of the bucket
 * @time: how long the value was in the bucket, in microseconds; never 0; valid during the call
 * @user_data: the data of the caller
 *
 * Sees one bucket of a histogram. It must not change the histogram.
 *
 * Since: 1.0
 */
typedef void (*TarnTimeBucketFunc) (gint64 least, gint64 greatest, const TarnWide *time,
                                    gpointer user_data);

TARN_AVAILABLE_IN_1_0
GType tarn_time_histogram_get_type (void) G_GNUC_CONST;

/**
 * tarn_time_histogram_new:
 * @bits: the number of bits, from 1 to %TARN_TIME_HISTOGRAM_BITS_MAX
 *
 * Makes a histogram without any time.
 *
 * Returns: (transfer full): a histogram
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnTimeHistogram *tarn_time_histogram_new (guint bits) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_time_histogram_copy:
 * @self: a histogram
 *
 * Returns: (transfer full): a copy, which shares nothing with @self
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnTimeHistogram *tarn_time_histogram_copy (const TarnTimeHistogram *self);

/**
 * tarn_time_histogram_free:
 * @self: (transfer full): a histogram
 *
 * Frees the histogram.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_time_histogram_free (TarnTimeHistogram *self);

/**
 * tarn_time_histogram_get_bits:
 * @self: a histogram
 *
 * Returns: the number of bits
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_time_histogram_get_bits (const TarnTimeHistogram *self);

/**
 * tarn_time_histogram_add_constant:
 * @self: a histogram
 * @value: the value, which is not negative
 * @duration_us: how long the value was the same, in microseconds, which is not negative
 *
 * Adds a time in which the value did not change.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_time_histogram_add_constant (TarnTimeHistogram *self, gint64 value, gint64 duration_us);

/**
 * tarn_time_histogram_add_rising:
 * @self: a histogram
 * @from: the value at the beginning, which is not negative
 * @to: the value at the end, which is not below @from
 *
 * Adds a time in which the value rose by one in each microsecond, as an age does. The time is @to - @from
 * microseconds long, and a microsecond counts for the value at its beginning. The work is the same for each length.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_time_histogram_add_rising (TarnTimeHistogram *self, gint64 from, gint64 to);

/**
 * tarn_time_histogram_add_histogram:
 * @self: a histogram
 * @other: another histogram, which has the same number of bits
 *
 * Adds everything that was added to @other.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_time_histogram_add_histogram (TarnTimeHistogram *self, const TarnTimeHistogram *other);

/**
 * tarn_time_histogram_get_time:
 * @self: a histogram
 * @out_time: (out caller-allocates): all time that was added, in microseconds
 *
 * Returns in @out_time the sum of the times of all buckets.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_time_histogram_get_time (const TarnTimeHistogram *self, TarnWide *out_time);

/**
 * tarn_time_histogram_get_percentile:
 * @self: a histogram
 * @permyriad: the part of the time in ten-thousandths, up to 10000
 *
 * Finds the first bucket such that the value was in it or lower for @permyriad of the time, which is rounded up to
 * microseconds and is at least one.
 *
 * Returns: the least value of the bucket; -1 if no time was added
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_time_histogram_get_percentile (const TarnTimeHistogram *self, guint permyriad);

/**
 * tarn_time_histogram_get_percentile_bounds:
 * @self: a histogram
 * @permyriad: the part of the time in ten-thousandths, up to 10000
 * @out_least: (out): the least value of the bucket, or -1
 * @out_greatest: (out): the greatest value of the bucket, or -1
 *
 * Finds the same bucket as tarn_time_histogram_get_percentile(). The percentile is from @out_least to
 * @out_greatest. If no time was added, both are -1.
 *
 * Returns: whether any time was added
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_time_histogram_get_percentile_bounds (const TarnTimeHistogram *self, guint permyriad,
                                                    gint64 *out_least, gint64 *out_greatest);

/**
 * tarn_time_histogram_foreach:
 * @self: a histogram
 * @func: (scope call): sees each bucket
 * @user_data: data for @func
 *
 * Calls a function for each bucket that has a time, the lowest first.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_time_histogram_foreach (const TarnTimeHistogram *self, TarnTimeBucketFunc func,
                                  gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnTimeHistogram, tarn_time_histogram_free)

G_END_DECLS
