/* SPDX-License-Identifier: MIT */
/*
 * These tests are about sums, products, quotients and roots of 128 bits. They compare the functions that use the
 * compiler's type with those that do not; where the compiler has none, only the rows test the result.
 */
#include "wide-slowly.h"

#include "kernel/time-integral.h"

#include "kernel/random.h"
#include "worlds/rows.h"

#define ALL G_MAXUINT64
#define HALF (G_GUINT64_CONSTANT (1) << 63)

static void
assert_equal (TarnWide a, TarnWide b)
{
  g_assert_cmpuint (a.high, ==, b.high);
  g_assert_cmpuint (a.low, ==, b.low);
}

/* --- Small numbers and cuts ------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  TarnWide a;
  guint64 b;
  TarnWide sum;
} SumRow;

static const SumRow sum_rows[] = {
  { "zero", { 0, 0 }, 0, { 0, 0 } },
  { "no-carry", { 3, G_MAXUINT64 - 1 }, 1, { 3, G_MAXUINT64 } },
  { "carry", { 3, G_MAXUINT64 }, 1, { 4, 0 } },
  { "carry-of-largest", { 0, G_MAXUINT64 }, G_MAXUINT64, { 1, G_MAXUINT64 - 1 } },
  { "largest", { G_MAXUINT64, G_MAXUINT64 - 1 }, 1, { G_MAXUINT64, G_MAXUINT64 } },
};

static void
test_sum (gconstpointer data)
{
  const SumRow *row = data;
  TarnWide sum = tarn_wide_add (row->a, row->b);

  g_assert_cmpuint (sum.high, ==, row->sum.high);
  g_assert_cmpuint (sum.low, ==, row->sum.low);
}

typedef struct
{
  const char *name;
  TarnWide a, b; /* a >= b */
  guint64 difference;
} DifferenceRow;

static const DifferenceRow difference_rows[] = {
  { "equal", { 5, 7 }, { 5, 7 }, 0 },
  { "low", { 5, 9 }, { 5, 7 }, 2 },
  { "borrow", { 6, 2 }, { 5, G_MAXUINT64 }, 3 },
  { "largest", { 1, 4 }, { 0, 5 }, G_MAXUINT64 },
  { "one-over", { 1, 5 }, { 0, 5 }, G_MAXUINT64 },
  { "far-over", { G_MAXUINT64, 9 }, { 0, 5 }, G_MAXUINT64 },
};

static void
test_difference (gconstpointer data)
{
  const DifferenceRow *row = data;
  gboolean is_equal = tarn_wide_is_equal (row->a, row->b);

  g_assert_cmpuint (tarn_wide_subtract_saturated (row->a, row->b), ==, row->difference);
  g_assert_true (tarn_wide_is_at_most (row->b, row->a));
  g_assert_cmpint (tarn_wide_is_at_most (row->a, row->b), ==, is_equal);
  g_assert_cmpint (tarn_wide_compare (row->a, row->b), ==, is_equal ? 0 : 1);
  g_assert_cmpint (tarn_wide_compare (row->b, row->a), ==, is_equal ? 0 : -1);
}

static void
test_narrow (void)
{
  g_assert_cmpuint (tarn_wide_narrow ((TarnWide){ 0, 7 }), ==, 7);
  g_assert_cmpuint (tarn_wide_narrow ((TarnWide){ 0, ALL }), ==, ALL);
  g_assert_cmpuint (tarn_wide_narrow ((TarnWide){ 1, 7 }), ==, ALL);
  g_assert_true (tarn_wide_is_zero ((TarnWide){ 0, 0 }));
  g_assert_false (tarn_wide_is_zero ((TarnWide){ 1, 0 }));
  g_assert_false (tarn_wide_is_zero ((TarnWide){ 0, 1 }));
}

/* --- Both ways ---------------------------------------------------------------------------------- */

static const guint64 edges[] = { 0, 1, 2, 3, G_MAXUINT32, HALF - 1, HALF, HALF + 1, ALL - 1, ALL };

static void
assert_both_ways_equal (TarnWide a, TarnWide b)
{
  TarnWide slow_rest, rest;

  assert_equal (multiply_slowly (a.low, b.low), tarn_wide_multiply (a.low, b.low));
  assert_equal (scale_slowly (a, b.low), tarn_wide_scale (a, b.low));
  assert_equal (tarn_wide_difference (tarn_wide_sum (a, b), b), a);
  if (tarn_wide_is_equal (b, (TarnWide){ 0, 0 }))
    return;

  assert_equal (divide_slowly (a, b, &slow_rest), tarn_wide_divide (a, b, &rest));
  assert_equal (slow_rest, rest);
  assert_equal (tarn_wide_divide (a, b, NULL),
                tarn_wide_divide_rounded (tarn_wide_difference (a, rest), b));
  g_assert_false (tarn_wide_is_at_most (b, rest));
#if TARN_WIDE_HAS_NATIVE
  TarnWideNative x = tarn_wide_to_native (a), y = tarn_wide_to_native (b);
  assert_equal (tarn_wide_sum (a, b), tarn_wide_from_native (x + y));
  assert_equal (tarn_wide_difference (a, b), tarn_wide_from_native (x - y));
  assert_equal (tarn_wide_sum_saturated (a, b),
                x + y < x ? TARN_WIDE_MAX : tarn_wide_from_native (x + y));
  g_assert_true (tarn_wide_scale_fits (a, b.low)
                 == (b.low == 0 || x <= tarn_wide_to_native (TARN_WIDE_MAX) / b.low));
#endif
}

static void
test_both_ways (void)
{
  TarnRandom random;

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    for (guint j = 0; j < G_N_ELEMENTS (edges); j++)
      for (guint k = 0; k < G_N_ELEMENTS (edges); k++)
        for (guint l = 0; l < G_N_ELEMENTS (edges); l++)
          assert_both_ways_equal ((TarnWide){ edges[i], edges[j] },
                                  (TarnWide){ edges[k], edges[l] });

  tarn_random_init (&random, 11, 0);
  for (guint32 i = 0; i < 20000; i++)
    {
      TarnDraw draw = { 0, i, 1, 0 };
      guint32 words[12];

      for (guint j = 0; j < 12; j += 4)
        tarn_random_block (&random, &draw, words + j);
      assert_both_ways_equal ((TarnWide){ ((guint64) words[0] << 32 | words[1]) >> (words[8] % 64),
                                          (guint64) words[2] << 32 | words[3] },
                              (TarnWide){ ((guint64) words[4] << 32 | words[5]) >> (words[9] % 64),
                                          ((guint64) words[6] << 32 | words[7])
                                              >> (words[10] % 64) });
    }
}

/* --- Rounding ----------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  TarnWide a, b;
  TarnWide expected;
} RoundRow;

static const RoundRow round_rows[] = {
  { "zero", { 0, 0 }, { 0, 1 }, { 0, 0 } },
  { "exact", { 0, 12 }, { 0, 4 }, { 0, 3 } },
  { "down", { 0, 13 }, { 0, 4 }, { 0, 3 } },
  { "half", { 0, 14 }, { 0, 4 }, { 0, 4 } },
  { "up", { 0, 15 }, { 0, 4 }, { 0, 4 } },
  { "below-half-of-odd", { 0, 17 }, { 0, 5 }, { 0, 3 } },
  { "above-half-of-odd", { 0, 18 }, { 0, 5 }, { 0, 4 } },
  { "half-of-widest", { HALF, 0 }, { ALL, ALL }, { 0, 1 } },
  { "below-half-of-widest", { HALF - 1, ALL }, { ALL, ALL }, { 0, 0 } },
  { "wide-by-wide", { 7, 0 }, { 2, 0 }, { 0, 4 } },
  { "largest", { ALL, ALL }, { 0, 1 }, { ALL, ALL } },
  { "rounded-to-carry", { 1, ALL }, { 0, 2 }, { 1, 0 } },
};

static void
test_round (gconstpointer data)
{
  const RoundRow *row = data;

  assert_equal (tarn_wide_divide_rounded (row->a, row->b), row->expected);
}

/* --- The square root ---------------------------------------------------------------------------- */

static void
assert_root (TarnWide x)
{
  guint64 root = tarn_wide_square_root (x);

  g_assert_true (tarn_wide_is_at_most (tarn_wide_multiply (root, root), x));
  if (root < G_MAXUINT64)
    g_assert_false (tarn_wide_is_at_most (tarn_wide_multiply (root + 1, root + 1), x));
}

static void
test_square_root (void)
{
  for (guint64 i = 0; i < 1000; i++)
    assert_root ((TarnWide){ 0, i });
  assert_root ((TarnWide){ G_MAXUINT64, G_MAXUINT64 });
  assert_root ((TarnWide){ G_MAXUINT64 - 1, 0 });
  assert_root ((TarnWide){ G_MAXUINT64 - 1, 1 });
  for (guint32 i = 0; i < 10000; i++)
    {
      const guint32 key[] = { 1, 2 }, counter[] = { i, 0, 0, 0 };
      guint32 words[4];

      tarn_philox (key, counter, words);
      assert_root ((TarnWide){ ((guint64) words[0] << 32 | words[1]) >> i % 64,
                               (guint64) words[2] << 32 | words[3] });
      TarnWide square = tarn_wide_multiply ((guint64) words[0] << 32 | words[1],
                                            (guint64) words[0] << 32 | words[1]);
      g_assert_cmpuint (tarn_wide_square_root (square), ==, (guint64) words[0] << 32 | words[1]);
    }
}

/* --- Integrals over time ------------------------------------------------------------------------ */

static void
test_integral (void)
{
  TarnTimeIntegral integral = { .settled_us = 100 };

  tarn_time_integral_change (&integral, 100, 5);
  tarn_time_integral_change (&integral, 100, (guint64) -3);
  tarn_time_integral_change (&integral, 110, 2);
  tarn_time_integral_settle (&integral, 115);
  tarn_time_integral_settle (&integral, 115);
  assert_equal (integral.area, (TarnWide){ 0, 2 * 10 + 4 * 5 });
  g_assert_cmpuint (integral.max, ==, 4); /* not 5, which lasted no time */

  tarn_time_integral_restart (&integral, 115);
  tarn_time_integral_change (&integral, 116, (guint64) -4);
  tarn_time_integral_settle (&integral, 200);
  assert_equal (integral.area, (TarnWide){ 0, 4 });
  g_assert_cmpuint (integral.max, ==, 4);
}

static void
test_twice_area (void)
{
  assert_equal (tarn_time_get_twice_area (10, 10, 10), (TarnWide){ 0, 0 });
  assert_equal (tarn_time_get_twice_area (10, 10, 13), (TarnWide){ 0, 9 });
  assert_equal (tarn_time_get_twice_area (10, 13, 15), (TarnWide){ 0, 25 - 9 });
  assert_equal (tarn_time_get_twice_area (0, 0, G_MAXINT64),
                tarn_wide_multiply (HALF - 1, HALF - 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/wide/sum/", sum_rows, test_sum);
  ADD_ROWS ("/wide/difference/", difference_rows, test_difference);
  g_test_add_func ("/wide/narrow", test_narrow);
  g_test_add_func ("/wide/both-ways", test_both_ways);
  ADD_ROWS ("/wide/round/", round_rows, test_round);
  g_test_add_func ("/wide/square-root", test_square_root);
  g_test_add_func ("/wide/integral", test_integral);
  g_test_add_func ("/wide/twice-area", test_twice_area);

  return g_test_run ();
}
