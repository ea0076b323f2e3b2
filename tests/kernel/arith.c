/* SPDX-License-Identifier: MIT */
/*
 * These tests are about arithmetic beyond 64 bits. They compare the long division with that of the compiler,
 * if the compiler has one. Otherwise both are the same function, and only the rows test the result.
 */
#include "kernel/arith.h"

#include "kernel/random.h"
#include "worlds/rows.h"

static const guint64 edges[] = {
  0,
  1,
  2,
  3,
  999999,
  G_MAXUINT32 - 1,
  G_MAXUINT32,
  G_GUINT64_CONSTANT (1) << 32,
  (G_GUINT64_CONSTANT (1) << 32) + 1,
  G_MAXINT64,
  G_GUINT64_CONSTANT (1) << 63,
  (G_GUINT64_CONSTANT (1) << 63) + 1,
  G_MAXUINT64 - 1,
  G_MAXUINT64,
};

/*
 * Compares both multiplications, and both divisions if the quotient fits, which is so if the divisor is not
 * the least of the three.
 */
static void
assert_results_equal (guint64 a, guint64 b, guint64 c)
{
  TarnWide slow = tarn_multiply_slowly (a, b), fast = tarn_multiply (a, b);

  g_assert_cmpuint (slow.high, ==, fast.high);
  g_assert_cmpuint (slow.low, ==, fast.low);
  if (c > 0 && c >= MIN (a, b))
    g_assert_cmpuint (tarn_multiply_divide_slowly (a, b, c), ==, tarn_multiply_divide (a, b, c));
}

static void
test_multiply_divide (void)
{
  TarnRandom random;

  g_assert_cmpuint (tarn_multiply_divide_slowly (G_MAXUINT64, G_MAXUINT64, G_MAXUINT64), ==,
                    G_MAXUINT64);
  g_assert_cmpuint (tarn_multiply_divide_slowly (10, 10, 3), ==, 33);
  g_assert_cmpuint (tarn_multiply_divide_slowly (G_MAXUINT64, 5, 10), ==, G_MAXINT64);
  g_assert_cmpuint (tarn_multiply_divide (G_MAXUINT64, 5, 10), ==, G_MAXINT64);

  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (edges); j++)
      for (gsize k = 0; k < G_N_ELEMENTS (edges); k++)
        assert_results_equal (edges[i], edges[j], edges[k]);

  tarn_random_init (&random, 10, 0);
  for (guint32 i = 0; i < 20000; i++)
    {
      TarnDraw draw = { 0, i, 1, 0 };
      guint32 words[8];

      tarn_random_block (&random, &draw, words);
      tarn_random_block (&random, &draw, words + 4);
      assert_results_equal (((guint64) words[0] << 32 | words[1]) >> (words[6] % 64),
                            ((guint64) words[2] << 32 | words[3]) >> (words[7] % 64),
                            (guint64) words[4] << 32 | words[5]);
    }
}

static void
test_divide_up_and_saturate (void)
{
  g_assert_cmpuint (tarn_divide_up (0, 5), ==, 0);
  g_assert_cmpuint (tarn_divide_up (10, 5), ==, 2);
  g_assert_cmpuint (tarn_divide_up (11, 5), ==, 3);
  g_assert_cmpuint (tarn_divide_up (G_MAXUINT64, 2), ==, G_GUINT64_CONSTANT (1) << 63);
  g_assert_cmpuint (tarn_add_saturated (3, 4), ==, 7);
  g_assert_cmpuint (tarn_add_saturated (G_MAXUINT64 - 1, 1), ==, G_MAXUINT64);
  g_assert_cmpuint (tarn_add_saturated (G_MAXUINT64, 1), ==, G_MAXUINT64);
  g_assert_cmpuint (tarn_add_saturated (1, G_MAXUINT64), ==, G_MAXUINT64);
}

/* --- Wide numbers ----------------------------------------------------------------------------- */

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
  gboolean is_equal = row->a.high == row->b.high && row->a.low == row->b.low;

  g_assert_cmpuint (tarn_wide_subtract_saturated (row->a, row->b), ==, row->difference);
  g_assert_true (tarn_wide_is_at_most (row->b, row->a));
  g_assert_cmpint (tarn_wide_is_at_most (row->a, row->b), ==, is_equal);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/arith/multiply-divide", test_multiply_divide);
  g_test_add_func ("/arith/divide-up-and-saturate", test_divide_up_and_saturate);
  ADD_ROWS ("/arith/wide/sum/", sum_rows, test_sum);
  ADD_ROWS ("/arith/wide/difference/", difference_rows, test_difference);

  return g_test_run ();
}
