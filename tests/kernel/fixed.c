/* SPDX-License-Identifier: MIT */
/*
 * These tests compare the functions with values that another program computed with 400 bits, from the
 * definitions alone, and rounded to the nearest. The greatest errors are those that kernel/fixed.h names.
 */
#include "kernel/fixed.h"
#include "kernel/random.h"

#define U(number) G_GUINT64_CONSTANT (number)
#define S(number) G_GINT64_CONSTANT (number)

typedef struct
{
  TarnWide x;
  guint64 log;
} LogRow;

typedef struct
{
  guint64 value;
  gint64 log;
  guint64 result;
} ExpRow;

/* clang-format off */
static const LogRow log_rows[] = {
  { { U (0x0), U (0x1) }, U (0x58b90bfbe8e7bcd6) },
  { { U (0x0), U (0x2) }, U (0x580799e3f115ed5c) },
  { { U (0x0), U (0x3) }, U (0x579fcd543e178c2c) },
  { { U (0x0), U (0x3e8) }, U (0x51d0a95584e7d4c5) },
  { { U (0x0), U (0xffffffffffffffff) }, U (0x2c5c85fdf473de6b) },
  { { U (0x1), U (0x0) }, U (0x2c5c85fdf473de6b) },
  { { U (0x1), U (0x1) }, U (0x2c5c85fdf473de6b) },
  { { U (0x4000000000000000), U (0x0) }, U (0x162e42fefa39ef3) },
  { { U (0x7fffffffffffffff), U (0xffffffffffffffff) }, U (0xb17217f7d1cf7a) },
  { { U (0x8000000000000000), U (0x0) }, U (0xb17217f7d1cf7a) },
  { { U (0x8000000000000000), U (0x1) }, U (0xb17217f7d1cf7a) },
  { { U (0xffffffffffffffff), U (0xffffffffffffffff) }, U (0x0) },
  { { U (0xffffffffffffffff), U (0x0) }, U (0x0) },
  { { U (0xffffffffffffffff), U (0x8000000000000000) }, U (0x0) },
  { { U (0xfffffff000000000), U (0x0) }, U (0x10000001) },
  { { U (0xc000000000000000), U (0x0) }, U (0x49a58844d36e4a) },
  { { U (0x8000000080000000), U (0x0) }, U (0xb17217f6d1cf7a) },
  { { U (0x8000000040000000), U (0x0) }, U (0xb17217f751cf7a) },
  { { U (0x4c69401702cc6f1), U (0xd755b84e99387c7c) }, U (0x3fb4c9c7e9beba1) },
  { { U (0x2c95c6f317c09e), U (0xc7ab994b590a146c) }, U (0x74aff2888159094) },
  { { U (0x6872a8f0ba00), U (0xb17527429496f3dd) }, U (0xbfca1cfad6fb8a3) },
  { { U (0x32709da379b), U (0x4d6b006fb0b335d4) }, U (0xf7cc235f28ea14b) },
  { { U (0x392294b4e9), U (0x7378150ebafc24e3) }, U (0x1222a2761229538d) },
  { { U (0x36766e912), U (0xe9046a7cfb972282) }, U (0x14f4ae3f9b3a782c) },
  { { U (0x1fba9732), U (0x2b484a3d9e773b1f) }, U (0x1844c6eaf1f25bb1) },
  { { U (0x44d4ef), U (0x6cd886712ee73239) }, U (0x1d0a160fc89050c3) },
  { { U (0x27884), U (0x835d3e4b7287da52) }, U (0x205dd52c663f6a2a) },
  { { U (0x3921), U (0x5bdfa24ade676211) }, U (0x22c55a2f0bb19c9d) },
  { { U (0x35), U (0xb27d05432ebd04f8) }, U (0x2860c86e1fcc18cc) },
  { { U (0xa), U (0x14f13f0d8ad62826) }, U (0x2a0cf9d4edd5e081) },
  { { U (0x0), U (0x76e4ebdf1026799d) }, U (0x2d20dc6202cf2553) },
  { { U (0x0), U (0x684e5834a2acf9) }, U (0x32cdf01f839ce0be) },
  { { U (0x0), U (0x30e8cf0077aca) }, U (0x36559ace092fb345) },
  { { U (0x0), U (0xfc4683d85545) }, U (0x377767faa9b75af1) },
  { { U (0x0), U (0x5e457ad6d13) }, U (0x3b392e4c30a39bad) },
  { { U (0x0), U (0x1c255d3fec) }, U (0x3f3468e78a87f466) },
  { { U (0x0), U (0x4d335cd6) }, U (0x43bdab9018d69862) },
  { { U (0x0), U (0x2d2cbe4) }, U (0x470ca2a1facddadd) },
  { { U (0x0), U (0x7d851) }, U (0x4b92968b60e113b9) },
  { { U (0x0), U (0x9934) }, U (0x4e255981aecabdae) },
};

static const ExpRow exp_rows[] = {
  { U (0x2000000000000000), S (0), U (0x2000000000000000) },
  { U (0x2000000000000000), S (1), U (0x2000000000000020) },
  { U (0x4000000000000000), S (-1), U (0x3fffffffffffffc0) },
  { U (0x2000000000000000), S (49946518145322873), U (0x3fffffffffffffd5) },
  { U (0x2000000000000000), S (49946518145322874), U (0x4000000000000015) },
  { U (0x4000000000000000), S (-49946518145322873), U (0x2000000000000015) },
  { U (0x4000000000000000), S (-49946518145322874), U (0x1ffffffffffffff5) },
  { U (0x2000000000000000), S (72057594037927936), U (0x56fc2a2c515da54d) },
  { U (0x4000000000000000), S (-72057594037927936), U (0x178b56362cef37c7) },
  { U (0x2000000000000000), S (36028797018963968), U (0x34c2531c3c0d3793) },
  { U (0x4000000000000000), S (-36028797018963968), U (0x26d165f8df2c13fd) },
  { U (0x2000000000000000), S (1048576), U (0x2000000002000000) },
  { U (0x4000000000000000), S (-1048576), U (0x3ffffffffc000000) },
  { U (0x100000), S (49946518145322873), U (0x200000) },
  { U (0x4000000000000000), S (-49946518145322873), U (0x2000000000000015) },
  { U (0x100000), S (49946518145322874), U (0x200000) },
  { U (0x4000000000000000), S (-49946518145322874), U (0x1ffffffffffffff5) },
  { U (0x100000), S (99893036290645747), U (0x400000) },
  { U (0x4000000000000000), S (-99893036290645747), U (0x1000000000000005) },
  { U (0x100000), S (99893036290645748), U (0x400000) },
  { U (0x4000000000000000), S (-99893036290645748), U (0xffffffffffffff5) },
  { U (0x100000), S (349625627017260115), U (0x8000000) },
  { U (0x4000000000000000), S (-349625627017260115), U (0x80000000000000) },
  { U (0x100000), S (349625627017260116), U (0x8000000) },
  { U (0x4000000000000000), S (-349625627017260116), U (0x80000000000000) },
  { U (0x100000), S (1997860725812914946), U (0xffffffffffffff3) },
  { U (0x4000000000000000), S (-1997860725812914946), U (0x400000) },
  { U (0x100000), S (1997860725812914947), U (0x1000000000000003) },
  { U (0x4000000000000000), S (-1997860725812914947), U (0x400000) },
  { U (0x1), S (3046737606864695293), U (0x1fffffffffffffe2) },
  { U (0x4000000000000000), S (-3046737606864695293), U (0x2) },
  { U (0x1), S (3046737606864695294), U (0x2000000000000002) },
  { U (0x4000000000000000), S (-3046737606864695294), U (0x2) },
  { U (0x60b3d), S (756968057696794124), U (0x35db4b797) },
  { U (0x4000000030193e3c), S (-756968057696794124), U (0x72ea554841c9) },
  { U (0x56ec4), S (1905930699257927317), U (0x184516092c3cb13) },
  { U (0x40000000afc8b3b5), S (-1905930699257927317), U (0xe53783) },
  { U (0x52a57), S (1615934781454097695), U (0x699439dddbf04) },
  { U (0x40000000d66b6560), S (-1615934781454097695), U (0x32193d29) },
  { U (0x716de), S (293615830061263175), U (0x1a119d9) },
  { U (0x4000000030d6ba68), S (-293615830061263175), U (0x116792d0f983fbe) },
  { U (0x47ebc), S (818651595162103239), U (0x5e4811325) },
  { U (0x400000009c2b2f4a), S (-818651595162103239), U (0x30d23acf3088) },
  { U (0x7236c), S (1123981257235113188), U (0x287bf9d5889) },
  { U (0x40000000d0c3a763), S (-1123981257235113188), U (0xb48e6272fc) },
  { U (0x53df6), S (1584790159692586301), U (0x458b73fc10fa7) },
  { U (0x40000000781316b2), S (-1584790159692586301), U (0x4d2f7b5c) },
  { U (0x527ae), S (1706145639837128904), U (0x170799c6dda27e) },
  { U (0x40000000e422b754), S (-1706145639837128904), U (0xe536b01) },
  { U (0x57809), S (896614565786547664), U (0x1526fad38f) },
  { U (0x400000004a4ac88f), S (-896614565786547664), U (0x108c0f346504) },
  { U (0x76bba), S (1734817858534008350), U (0x315a8a299038b8) },
  { U (0x400000003fd85fbc), S (-1734817858534008350), U (0x99f7e9d) },
  { U (0x692db), S (1361266865168288623), U (0x3ebc02dd9fb2) },
  { U (0x40000000854ed48c), S (-1361266865168288623), U (0x6b4ce062d) },
  { U (0x5fb1f), S (1235810020180101622), U (0xa01f8b89f42) },
  { U (0x400000001ab1584d), S (-1235810020180101622), U (0x263fa2505b) },
};
/* clang-format on */

static guint64
get_distance (guint64 a, guint64 b)
{
  return a > b ? a - b : b - a;
}

/* --- The logarithm ---------------------------------------------------------------------------- */

static void
test_log (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (log_rows); i++)
    g_assert_cmpuint (get_distance (tarn_fixed_minus_log (log_rows[i].x), log_rows[i].log), <=, 2);
}

/* The logarithm never gets greater by more than its errors where its argument gets less, nor below 0. */
static void
test_log_falls (void)
{
  guint64 last = G_MAXUINT64;

  for (guint i = 0; i < 128 * 64; i++)
    {
      guint64 mantissa = (guint64) (64 + i % 64) << 57;
      guint shift = 127 - i / 64;
      TarnWide x = shift >= 64
                       ? (TarnWide){ 0, mantissa >> (shift - 64) }
                       : (TarnWide){ mantissa >> shift, shift > 0 ? mantissa << (64 - shift) : 0 };
      guint64 log = tarn_fixed_minus_log (x);

      g_assert_cmpuint (log, <=, last);
      last = log;
    }
  g_assert_cmpuint (tarn_fixed_minus_log ((TarnWide){ G_MAXUINT64, G_MAXUINT64 }), <=, 1);
}

/* --- The exponential function ----------------------------------------------------------------- */

static void
test_exp (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (exp_rows); i++)
    {
      const ExpRow *row = &exp_rows[i];
      guint64 result = tarn_fixed_scale_by_exp (row->value, row->log, G_MAXINT64);

      g_assert_cmpuint (get_distance (result, row->result), <=, 1 + (row->result >> 55));
    }
}

/* Next to each power of 2 the function goes over from one power to the other without a step. */
static void
test_exp_rises (void)
{
  const gint64 ln_2 = S (49946518145322873);

  for (gint64 n = -60; n <= 62; n++)
    {
      guint64 value = n < 0 ? U (1) << 62 : 1, last = 0;

      for (gint64 log = n * ln_2 - 100; log < n * ln_2 + 200; log++)
        {
          guint64 result = tarn_fixed_scale_by_exp (value, log, G_MAXINT64);

          g_assert_cmpuint (result + 1 + (result >> 55), >=, last);
          last = result;
        }
      g_assert_cmpuint (get_distance (last, n < 0 ? value >> -n : U (1) << n), <=,
                        1 + (last >> 47));
    }
}

typedef struct
{
  const char *name;
  guint64 value;
  gint64 log;
  guint64 max;
  guint64 result;
} SaturationRow;

static const SaturationRow saturation_rows[] = {
  { "nothing-stays-nothing", 0, G_MAXINT64, G_MAXINT64, 0 },
  { "the-greatest-logarithm", 1, G_MAXINT64, G_MAXINT64, G_MAXINT64 },
  { "the-least-logarithm", G_MAXINT64, G_MININT64, G_MAXINT64, 0 },
  { "the-greatest-value-stays", G_MAXINT64, 0, G_MAXINT64, G_MAXINT64 },
  { "the-greatest-value-grows", G_MAXINT64, 1, G_MAXINT64, G_MAXINT64 },
  { "two-to-63-is-too-much", U (1) << 62, S (49946518145322875), G_MAXINT64, G_MAXINT64 },
  { "two-to-63", 1, S (3146630643172341000), G_MAXINT64, G_MAXINT64 },
  { "another-bound", 1000, S (1) << 56, 2000, 2000 },
  { "below-another-bound", 1000, S (1) << 56, 3000, 2718 },
  { "a-half-rounds-up", 1, -S (49946518145322873), G_MAXINT64, 1 },
  { "less-than-a-half-is-nothing", 1, -S (49946518145323000), G_MAXINT64, 0 },
};

static void
test_saturation (gconstpointer data)
{
  const SaturationRow *row = data;

  g_assert_cmpuint (tarn_fixed_scale_by_exp (row->value, row->log, row->max), ==, row->result);
}

/* --- The product ------------------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  guint64 a;
  guint64 b;
  guint bits;
  guint64 max;
  guint64 result;
} ProductRow;

static const ProductRow product_rows[] = {
  { "below-half", 1, 7, 4, G_MAXUINT64, 0 },
  { "half", 1, 8, 4, G_MAXUINT64, 1 },
  { "one-bit", 3, 1, 1, G_MAXUINT64, 2 },
  { "63-bits", U (3) << 40, U (1) << 22, 63, G_MAXUINT64, 2 },
  { "64-bits", U (3) << 40, U (1) << 23, 64, G_MAXUINT64, 2 },
  { "65-bits", U (3) << 40, U (1) << 24, 65, G_MAXUINT64, 2 },
  { "65-bits-below-half", (U (3) << 40) - 1, U (1) << 24, 65, G_MAXUINT64, 1 },
  { "127-bits", U (1) << 63, U (1) << 63, 127, G_MAXUINT64, 1 },
  { "the-greatest", G_MAXUINT64, G_MAXUINT64, 64, G_MAXUINT64, G_MAXUINT64 - 1 },
  { "too-great", G_MAXUINT64, G_MAXUINT64, 63, G_MAXUINT64, G_MAXUINT64 },
  { "rounds-up-past-the-bound", 7, 1, 1, 3, 3 },
  { "rounds-up-to-too-great", G_MAXUINT64, G_MAXUINT64, 64, G_MAXUINT64 - 2, G_MAXUINT64 - 2 },
};

static void
test_product (gconstpointer data)
{
  const ProductRow *row = data;

  g_assert_cmpuint (tarn_fixed_multiply (row->a, row->b, row->bits, row->max), ==, row->result);
}

#define ADD_ROWS(path, rows, test)                                                                 \
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)                                                  \
    {                                                                                              \
      g_autofree char *name = g_strconcat (path, (rows)[i].name, NULL);                            \
                                                                                                   \
      g_test_add_data_func (name, &(rows)[i], test);                                               \
    }

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fixed/log/reference", test_log);
  g_test_add_func ("/fixed/log/falls", test_log_falls);
  g_test_add_func ("/fixed/exp/reference", test_exp);
  g_test_add_func ("/fixed/exp/rises", test_exp_rises);
  ADD_ROWS ("/fixed/exp/", saturation_rows, test_saturation);
  ADD_ROWS ("/fixed/product/", product_rows, test_product);

  return g_test_run ();
}
