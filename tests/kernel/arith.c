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

/* Compares both divisions if the quotient fits, which is so if the divisor is not the least of the three. */
static void
assert_results_equal (guint64 a, guint64 b, guint64 c)
{
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

static void
test_leading_zeros (void)
{
  for (guint i = 0; i < 64; i++)
    {
      g_assert_cmpuint (tarn_count_leading_zeros (G_GUINT64_CONSTANT (1) << i), ==, 63 - i);
      g_assert_cmpuint (tarn_count_leading_zeros (G_MAXUINT64 >> (63 - i)), ==, 63 - i);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/arith/multiply-divide", test_multiply_divide);
  g_test_add_func ("/arith/leading-zeros", test_leading_zeros);
  g_test_add_func ("/arith/divide-up-and-saturate", test_divide_up_and_saturate);

  return g_test_run ();
}
