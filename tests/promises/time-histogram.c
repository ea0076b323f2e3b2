/* SPDX-License-Identifier: MIT */
/*
 * Tests the sentences of tarn-time-histogram.h and tarn-wide.h. tests/kernel/time-histogram.c compares histograms with
 * a list of microseconds, and tests/kernel/wide.c the arithmetic with that of the compiler.
 */
#include <tarn/tarn-time-histogram.h>

#include "promise.h"

static TarnWide
get_time (const TarnTimeHistogram *histogram)
{
  TarnWide time;

  tarn_time_histogram_get_time (histogram, &time);
  return time;
}

static void
print_bucket (gint64 least, gint64 greatest, const TarnWide *time, gpointer data)
{
  g_assert_cmpuint (time->high, ==, 0);
  g_string_append_printf (data, "%" G_GINT64_FORMAT "..%" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT " ",
                          least, greatest, time->low);
}

static void
assert_buckets (const TarnTimeHistogram *histogram, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  tarn_time_histogram_foreach (histogram, print_bucket, text);
  g_assert_cmpstr (text->str, ==, expected);
}

/* --- Buckets -------------------------------------------------------------------------------------- */

/* Each bucket is as narrow as its number of bits says, at both ends of what there is. */
static void
test_width (void)
{
  for (guint bits = 1; bits <= TARN_TIME_HISTOGRAM_BITS_MAX; bits++)
    for (guint shift = 0; shift < 63; shift++)
      {
        g_autoptr (TarnTimeHistogram) histogram = tarn_time_histogram_new (bits);
        gint64 value = (G_GINT64_CONSTANT (1) << shift) + (G_GINT64_CONSTANT (1) << shift) / 3;
        gint64 least, greatest;

        tarn_time_histogram_add_constant (histogram, value, 1);
        g_assert_true (
            tarn_time_histogram_get_percentile_bounds (histogram, 5000, &least, &greatest));
        g_assert_cmpint (least, <=, value);
        g_assert_cmpint (greatest, >=, value);
        g_assert_cmpint (greatest - least, <=, least >> bits);
        if (shift < bits)
          g_assert_cmpint (greatest, ==, least);
        g_assert_cmpuint (tarn_time_histogram_get_bits (histogram), ==, bits);
      }
}

static void
test_foreach (void)
{
  g_autoptr (TarnTimeHistogram) histogram = tarn_time_histogram_new (2);

  assert_buckets (histogram, "");
  tarn_time_histogram_add_constant (histogram, 9, 7);
  tarn_time_histogram_add_constant (histogram, 2, 5);
  tarn_time_histogram_add_constant (histogram, 500, 0);
  assert_buckets (histogram, "2..2:5 8..9:7 ");
}

/* A microsecond counts for the value at its beginning. */
static void
test_rising (void)
{
  g_autoptr (TarnTimeHistogram) histogram = tarn_time_histogram_new (2);

  tarn_time_histogram_add_rising (histogram, 6, 13);
  assert_buckets (histogram, "6..6:1 7..7:1 8..9:2 10..11:2 12..13:1 ");
  g_assert_cmpuint (get_time (histogram).low, ==, 7);
}

static void
test_copy (void)
{
  g_autoptr (TarnTimeHistogram) histogram = tarn_time_histogram_new (2);

  tarn_time_histogram_add_constant (histogram, 9, 7);
  g_autoptr (TarnTimeHistogram) copy = tarn_time_histogram_copy (histogram);
  tarn_time_histogram_add_constant (histogram, 2, 5);
  assert_buckets (copy, "8..9:7 ");
}

/* The same stretches, in other parts, in another order, and by way of other histograms. */
static void
test_exact (void)
{
  g_autoptr (TarnTimeHistogram) whole = tarn_time_histogram_new (2);
  g_autoptr (TarnTimeHistogram) sum = tarn_time_histogram_new (2);
  g_autoptr (TarnTimeHistogram) part = tarn_time_histogram_new (2);

  tarn_time_histogram_add_rising (whole, 3, 100);
  tarn_time_histogram_add_constant (whole, 4, 10);
  tarn_time_histogram_add_rising (part, 50, 100);
  tarn_time_histogram_add_constant (sum, 4, 6);
  tarn_time_histogram_add_histogram (sum, part);
  tarn_time_histogram_add_constant (sum, 4, 4);
  tarn_time_histogram_add_rising (sum, 3, 50);
  g_autoptr (GString) text = g_string_new (NULL);
  tarn_time_histogram_foreach (whole, print_bucket, text);
  assert_buckets (sum, text->str);
}

static void
test_saturated (void)
{
  g_autoptr (TarnTimeHistogram) histogram = tarn_time_histogram_new (1);

  tarn_time_histogram_add_constant (histogram, 1, G_MAXINT64);
  for (guint i = 0; i < 65; i++)
    tarn_time_histogram_add_histogram (histogram, histogram);
  g_assert_cmpuint (get_time (histogram).high, ==, G_MAXUINT64 - 1);
  tarn_time_histogram_add_histogram (histogram, histogram);
  g_assert_true (tarn_wide_is_equal (get_time (histogram), TARN_WIDE_MAX));
}

/* --- Percentiles ---------------------------------------------------------------------------------- */

/* The value was 0 for two microseconds of three, which are not 66.67 % of them, so the rank is rounded up. */
static void
test_percentile (void)
{
  g_autoptr (TarnTimeHistogram) histogram = tarn_time_histogram_new (4);

  g_assert_cmpint (tarn_time_histogram_get_percentile (histogram, 5000), ==, -1);
  tarn_time_histogram_add_constant (histogram, 0, 2);
  tarn_time_histogram_add_constant (histogram, 9, 1);
  g_assert_cmpint (tarn_time_histogram_get_percentile (histogram, 0), ==, 0);
  g_assert_cmpint (tarn_time_histogram_get_percentile (histogram, 6666), ==, 0);
  g_assert_cmpint (tarn_time_histogram_get_percentile (histogram, 6667), ==, 9);
}

static void
test_bounds (void)
{
  g_autoptr (TarnTimeHistogram) histogram = tarn_time_histogram_new (4);
  gint64 least, greatest;

  g_assert_false (tarn_time_histogram_get_percentile_bounds (histogram, 10000, &least, &greatest));
  g_assert_cmpint (least, ==, -1);
  g_assert_cmpint (greatest, ==, -1);
  tarn_time_histogram_add_constant (histogram, 1000, 1);
  g_assert_true (tarn_time_histogram_get_percentile_bounds (histogram, 10000, &least, &greatest));
  g_assert_cmpint (least, ==, 992);
  g_assert_cmpint (greatest, ==, 1023);
  g_assert_cmpint (tarn_time_histogram_get_percentile (histogram, 10000), ==, 992);
}

/* --- Mistakes ------------------------------------------------------------------------------------- */

static void
test_mistakes (void)
{
  g_autoptr (TarnTimeHistogram) histogram = tarn_time_histogram_new (4);
  g_autoptr (TarnTimeHistogram) other = tarn_time_histogram_new (5);
  gint64 least, greatest;

  ASSERT_CRITICAL (g_assert_null (tarn_time_histogram_new (0)));
  ASSERT_CRITICAL (g_assert_null (tarn_time_histogram_new (TARN_TIME_HISTOGRAM_BITS_MAX + 1)));
  ASSERT_CRITICAL (tarn_time_histogram_add_constant (histogram, -1, 1));
  ASSERT_CRITICAL (tarn_time_histogram_add_constant (histogram, 1, -1));
  ASSERT_CRITICAL (tarn_time_histogram_add_rising (histogram, -1, 1));
  ASSERT_CRITICAL (tarn_time_histogram_add_rising (histogram, 2, 1));
  ASSERT_CRITICAL (tarn_time_histogram_add_histogram (histogram, other));
  ASSERT_CRITICAL (g_assert_cmpint (tarn_time_histogram_get_percentile (histogram, 10001), ==, -1));
  ASSERT_CRITICAL (g_assert_false (
      tarn_time_histogram_get_percentile_bounds (histogram, 10001, &least, &greatest)));
  g_assert_true (tarn_wide_is_zero (get_time (histogram)));
}

/* --- Numbers of 128 bits ---------------------------------------------------------------------------- */

#define ALL G_MAXUINT64
#define ASSERT_WIDE(wide, high_half, low_half)                                                     \
  g_assert_true (tarn_wide_is_equal (wide, (TarnWide){ high_half, low_half }))

static void
test_comparisons (void)
{
  TarnWide small = { 0, 9 }, great = { 1, 2 };

  g_assert_cmpint (tarn_wide_compare (small, great), ==, -1);
  g_assert_cmpint (tarn_wide_compare (small, small), ==, 0);
  g_assert_cmpint (tarn_wide_compare (great, small), ==, 1);
  g_assert_true (tarn_wide_is_at_most (small, great) && tarn_wide_is_at_most (great, great));
  g_assert_cmpuint (tarn_wide_narrow (small), ==, 9);
  g_assert_cmpuint (tarn_wide_narrow (great), ==, ALL);
}

static void
test_sums (void)
{
  ASSERT_WIDE (tarn_wide_sum (TARN_WIDE_MAX, ((TarnWide){ 0, 3 })), 0, 2);
  ASSERT_WIDE (tarn_wide_add (((TarnWide){ 1, ALL }), 1), 2, 0);
  ASSERT_WIDE (tarn_wide_sum_saturated (TARN_WIDE_MAX, ((TarnWide){ 0, 1 })), ALL, ALL);
  ASSERT_WIDE (tarn_wide_difference (((TarnWide){ 0, 1 }), ((TarnWide){ 0, 2 })), ALL, ALL);
  g_assert_cmpuint (tarn_wide_subtract_saturated (TARN_WIDE_MAX, (TarnWide){ 0, 1 }), ==, ALL);
}

static void
test_products (void)
{
  ASSERT_WIDE (tarn_wide_multiply (ALL, ALL), ALL - 1, 1);
  ASSERT_WIDE (tarn_wide_scale (TARN_WIDE_MAX, 2), ALL, ALL - 1);
  g_assert_false (tarn_wide_scale_fits (TARN_WIDE_MAX, 2));
  g_assert_true (tarn_wide_scale_fits (TARN_WIDE_MAX, 1));
}

static void
test_quotients (void)
{
  TarnWide rest;

  ASSERT_WIDE (tarn_wide_divide (((TarnWide){ 3, 1 }), ((TarnWide){ 0, 2 }), &rest), 1,
               G_GUINT64_CONSTANT (1) << 63);
  ASSERT_WIDE (rest, 0, 1);
  ASSERT_WIDE (tarn_wide_divide (((TarnWide){ 0, 7 }), ((TarnWide){ 0, 2 }), NULL), 0, 3);
  ASSERT_WIDE (tarn_wide_divide_rounded (((TarnWide){ 0, 7 }), ((TarnWide){ 0, 2 })), 0, 4);
  g_assert_cmpuint (tarn_wide_square_root (TARN_WIDE_MAX), ==, ALL);
  g_assert_cmpuint (tarn_wide_square_root ((TarnWide){ 0, 99 }), ==, 9);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-time-histogram.h: TarnTimeHistogram: Each value below 2^bits has a bucket of its own, and each power of two from there on has 2^bits buckets of the same width.", test_width },
  { "tarn-time-histogram.h: TarnTimeHistogram: So the least value of a bucket is below each of its values by less than the part 2^-bits.", test_width },
  { "tarn-time-histogram.h: TarnTimeHistogram: two histograms of the same bits are equal if the same stretches of time were added to them, in any order, in any parts, and by way of any number of other histograms", test_exact },
  { "tarn-time-histogram.h: TarnTimeHistogram: A time of 2^128 microseconds or more is 2^128 - 1.", test_saturated },
  { "tarn-time-histogram.h: TarnTimeBucketFunc: in microseconds; never 0", test_foreach },
  { "tarn-time-histogram.h: histogram_new(): the number of bits, from 1 to %TARN_TIME_HISTOGRAM_BITS_MAX", test_mistakes },
  { "tarn-time-histogram.h: histogram_new(): Makes a histogram without any time.", test_foreach },
  { "tarn-time-histogram.h: histogram_copy(): a copy, which shares nothing with @self", test_copy },
  { "tarn-time-histogram.h: get_bits(): the number of bits", test_width },
  { "tarn-time-histogram.h: add_constant(): in microseconds, which is not negative", test_mistakes },
  { "tarn-time-histogram.h: add_rising(): The time is @to - @from microseconds long, and a microsecond counts for the value at its beginning.", test_rising },
  { "tarn-time-histogram.h: add_rising(): which is not below @from", test_mistakes },
  { "tarn-time-histogram.h: add_histogram(): Adds everything that was added to @other.", test_exact },
  { "tarn-time-histogram.h: add_histogram(): which has the same number of bits", test_mistakes },
  { "tarn-time-histogram.h: get_time(): the sum of the times of all buckets", test_rising },
  { "tarn-time-histogram.h: get_percentile(): which is rounded up to microseconds and is at least one", test_percentile },
  { "tarn-time-histogram.h: get_percentile(): the least value of the bucket; -1 if no time was added", test_percentile },
  { "tarn-time-histogram.h: get_percentile_bounds(): The percentile is from @out_least to @out_greatest. If no time was added, both are -1.", test_bounds },
  { "tarn-time-histogram.h: foreach(): Calls a function for each bucket that has a time, the lowest first.", test_foreach },
  { "tarn-wide.h: is_at_most(): whether @a <= @b", test_comparisons },
  { "tarn-wide.h: compare(): -1 if @a < @b, 0 if @a = @b, and 1 if @a > @b", test_comparisons },
  { "tarn-wide.h: narrow(): %G_MAXUINT64 if it does not fit into 64 bits", test_comparisons },
  { "tarn-wide.h: wide_sum(): @a + @b, modulo 2^128", test_sums },
  { "tarn-wide.h: wide_add(): @a + @b, modulo 2^128", test_sums },
  { "tarn-wide.h: sum_saturated(): %TARN_WIDE_MAX if the sum does not fit into 128 bits", test_sums },
  { "tarn-wide.h: difference(): @a - @b, modulo 2^128", test_sums },
  { "tarn-wide.h: subtract_saturated(): %G_MAXUINT64 if the difference does not fit into 64 bits", test_sums },
  { "tarn-wide.h: multiply(): @a * @b, which always fits", test_products },
  { "tarn-wide.h: scale(): @a * @b, modulo 2^128", test_products },
  { "tarn-wide.h: scale_fits(): whether @a * @b is less than 2^128", test_products },
  { "tarn-wide.h: divide(): @a / @b, rounded down", test_quotients },
  { "tarn-wide.h: divide_rounded(): rounded to the nearest integer, a half upwards", test_quotients },
  { "tarn-wide.h: square_root(): the square root of @a, rounded down", test_quotients },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
