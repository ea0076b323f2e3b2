/* SPDX-License-Identifier: MIT */
/*
 * These tests compare the generator with the answers that its authors published, the distributions with fixed
 * bounds, and both with fixed values. The values come from another program that was written from the
 * definition alone. Seeds are fixed, so no test fails by chance: a test fails when the draw format has
 * changed.
 */
#include "glue/glue-service.h"
#include "kernel/fixed.h"
#include "kernel/random.h"

static const TarnDraw some_draw = { G_GUINT64_CONSTANT (0x0123456789abcdef), 7, 2, 3 };

static void
assert_words_equal (const guint32 *words, const guint32 *expected, gsize n_words)
{
  for (gsize i = 0; i < n_words; i++)
    g_assert_cmphex (words[i], ==, expected[i]);
}

/* --- The generator ---------------------------------------------------------------------------- */

typedef struct
{
  guint32 key[2];
  guint32 counter[4];
  guint32 block[4];
} KnownAnswer;

/* These are the answers of Random123, with ten rounds. */
static const KnownAnswer known_answers[] = {
  { { 0, 0 }, { 0, 0, 0, 0 }, { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 } },
  { { 0xffffffff, 0xffffffff },
    { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
    { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd } },
  { { 0xa4093822, 0x299f31d0 },
    { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 },
    { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 } },
};

static void
test_known_answers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_answers); i++)
    {
      const KnownAnswer *known = &known_answers[i];
      guint32 block[4];

      tarn_philox (known->key, known->counter, block);
      assert_words_equal (block, known->block, G_N_ELEMENTS (block));
    }
}

typedef struct
{
  guint64 seed;
  guint64 replication;
  guint32 key[2];
  guint32 block[4];
  guint32 below_1000;
  guint32 below_3_gi; /* a bound that rejects a quarter of all words */
  guint64 exponential_1000000;
  guint64 exponential_largest;
} Golden;

/* These rows belong to draw format 1. They are never changed, but rows may be added. */
static const Golden goldens[] = {
  { 0,
    0,
    { 0x6627e8d5, 0xe169c58d },
    { 0x33295fbd, 0xf1aa4875, 0x00062bbf, 0xb5331c54 },
    199,
    643762125,
    223319,
    64367432612970495 },
  { 1,
    0,
    { 0xf8e4cca4, 0x5cb200db },
    { 0xa254b8f8, 0x20d63d67, 0x28bed02c, 0x6356a14c },
    634,
    413183501,
    1004888,
    289639329033093118 },
  { 0,
    1,
    { 0x844515e1, 0xf08d6eaa },
    { 0x4e0c0562, 0x320eb53b, 0x57355eed, 0x3af3b924 },
    304,
    982057993,
    363668,
    104820371290587135 },
  { G_MAXUINT64,
    G_MAXUINT64,
    { 0x3f9d0c45, 0x26f733a8 },
    { 0xaea9aeac, 0x7f483c13, 0x59f62830, 0xe857ca34 },
    682,
    1601580302,
    1146101,
    330341384336703486 },
  { G_GUINT64_CONSTANT (1) << 32,
    0,
    { 0x6ad0c5ec, 0xea236249 },
    { 0x5b94b009, 0x9c26fd1a, 0x87d9c760, 0x474db31e },
    357,
    1152353286,
    443194,
    127742141987291135 },
  { 0,
    G_GUINT64_CONSTANT (1) << 32,
    { 0x2dce73e5, 0x1348e23f },
    { 0x132b5402, 0xabff428d, 0x27d034c8, 0x83057340 },
    74,
    241204993,
    77826,
    22431930884554751 },
};

static void
test_golden (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (goldens); i++)
    {
      const Golden *golden = &goldens[i];
      TarnRandom random;
      guint32 block[4];

      tarn_random_init (&random, golden->seed, golden->replication);
      assert_words_equal (random.key, golden->key, G_N_ELEMENTS (random.key));

      TarnDraw draw = some_draw;
      tarn_random_block (&random, &draw, block);
      assert_words_equal (block, golden->block, G_N_ELEMENTS (block));
      g_assert_cmpuint (draw.index, ==, some_draw.index + 1);

      draw = some_draw;
      g_assert_cmpuint (tarn_random_below (&random, &draw, 1000), ==, golden->below_1000);
      draw = some_draw;
      g_assert_cmpuint (tarn_random_below (&random, &draw, 3u << 30), ==, golden->below_3_gi);
      draw = some_draw;
      g_assert_cmpuint (tarn_random_exponential (&random, &draw, 1000000), ==,
                        golden->exponential_1000000);
      draw = some_draw;
      g_assert_cmpuint (tarn_random_exponential (&random, &draw,
                                                 (G_GUINT64_CONSTANT (1) << 58) - 1),
                        ==, golden->exponential_largest);
    }
}

/*
 * These draws take the rare ways through the distributions: a second word, a second block, beyond the table.
 */
static void
test_golden_rare (void)
{
  TarnRandom random;
  TarnDraw draw = some_draw;

  tarn_random_init (&random, 0, 0);
  draw.ordinal = 2;
  g_assert_cmpuint (tarn_random_below (&random, &draw, 3u << 30), ==, 208967490);
  g_assert_cmpuint (draw.index, ==, some_draw.index + 1);

  draw = some_draw;
  draw.ordinal = 6;
  g_assert_cmpuint (tarn_random_below (&random, &draw, (1u << 31) + 1), ==, 10624700);
  g_assert_cmpuint (draw.index, ==, some_draw.index + 2);

  draw = some_draw;
  draw.ordinal = 1357;
  g_assert_cmpuint (tarn_random_exponential (&random, &draw, G_GUINT64_CONSTANT (1) << 32), ==,
                    30470435051);
  g_assert_cmpuint (draw.index, ==, some_draw.index + 2);
}

/* The draws of an entity do not depend on the draws of another entity, nor on how often it draws. */
static void
test_isolation (void)
{
  TarnRandom random;
  guint32 lone[64], mixed[64];

  tarn_random_init (&random, 11, 22);
  for (guint32 i = 0; i < G_N_ELEMENTS (lone); i++)
    {
      TarnDraw draw = { 1, i, 2, 0 };

      lone[i] = tarn_random_below (&random, &draw, G_MAXUINT32);
    }
  for (guint32 i = G_N_ELEMENTS (mixed); i > 0; i--)
    {
      TarnDraw other = { 2, i, 2, 0 }, draw = { 1, i - 1, 2, 0 };

      tarn_random_exponential (&random, &other, 100 * i);
      mixed[i - 1] = tarn_random_below (&random, &draw, G_MAXUINT32);
      tarn_random_chance (&random, &other, i);
    }

  assert_words_equal (lone, mixed, G_N_ELEMENTS (lone));
}

/* Each part of a draw counts: another entity, ordinal, purpose or index gives another random number. */
static void
test_every_part_counts (void)
{
  const TarnDraw draws[]
      = { { 0, 0, 0, 0 },          { 1, 0, 0, 0 }, { G_GUINT64_CONSTANT (1) << 32, 0, 0, 0 },
          { 0, 1, 0, 0 },          { 0, 0, 1, 0 }, { 0, 0, 0, 1 },
          { 0, 0, G_MAXUINT16, 0 } };
  TarnRandom random;
  guint32 blocks[G_N_ELEMENTS (draws)][4];

  tarn_random_init (&random, 0, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (draws); i++)
    {
      TarnDraw draw = draws[i];

      tarn_random_block (&random, &draw, blocks[i]);
      for (gsize j = 0; j < i; j++)
        g_assert_cmpuint (blocks[i][0], !=, blocks[j][0]);
    }
}

/* --- Distributions ---------------------------------------------------------------------------- */

enum
{
  N_DRAWS = 1000000,
};

static void
test_below_bounds (void)
{
  TarnRandom random;
  gboolean seen[6] = { FALSE };

  tarn_random_init (&random, 0, 0);
  for (guint32 i = 0; i < 1000; i++)
    {
      TarnDraw draw = { 0, i, 1, 0 };

      g_assert_cmpuint (tarn_random_below (&random, &draw, 1), ==, 0);
      seen[tarn_random_below (&random, &draw, G_N_ELEMENTS (seen))] = TRUE;
      g_assert_cmpuint (tarn_random_below (&random, &draw, G_MAXUINT32), <, G_MAXUINT32);
      g_assert_cmpuint (tarn_random_below (&random, &draw, 1u << 31), <, 1u << 31);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_true (seen[i]);
}

/* Returns chi-square times the expected count. @bound must divide the number of draws. */
static guint64
sum_squares (guint32 bound)
{
  g_autofree guint64 *counts = g_new0 (guint64, bound);
  gint64 expected = N_DRAWS / bound;
  guint64 sum = 0;
  TarnRandom random;

  tarn_random_init (&random, 5, bound);
  for (guint32 i = 0; i < N_DRAWS; i++)
    {
      TarnDraw draw = { bound, i, 1, 0 };

      counts[tarn_random_below (&random, &draw, bound)]++;
    }
  for (guint32 i = 0; i < bound; i++)
    {
      gint64 difference = (gint64) counts[i] - expected;

      sum += (guint64) (difference * difference);
    }

  return sum;
}

/* A thousand values have 999 degrees of freedom, with a standard deviation of 45. */
static void
test_below_is_uniform (void)
{
  guint64 sum = sum_squares (64);
  g_assert_cmpuint (sum, >, 30 * (N_DRAWS / 64));
  g_assert_cmpuint (sum, <, 110 * (N_DRAWS / 64));

  sum = sum_squares (1000);
  g_assert_cmpuint (sum, >, 850 * (N_DRAWS / 1000));
  g_assert_cmpuint (sum, <, 1150 * (N_DRAWS / 1000));
}

/* Without the rejection every third value would come twice as often as the others. */
static void
test_below_is_not_biased (void)
{
  guint32 counts[3] = { 0 };
  TarnRandom random;

  tarn_random_init (&random, 6, 0);
  for (guint32 i = 0; i < 90000; i++)
    {
      TarnDraw draw = { 0, i, 1, 0 };

      counts[tarn_random_below (&random, &draw, 3u << 30) % 3]++;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_assert_cmpuint (counts[i], >, 29400);
      g_assert_cmpuint (counts[i], <, 30600);
    }
}

static guint32
count_chances (guint32 ppm, guint32 n_draws)
{
  guint32 n = 0;
  TarnRandom random;

  tarn_random_init (&random, 7, 0);
  for (guint32 i = 0; i < n_draws; i++)
    {
      TarnDraw draw = { ppm, i, TARN_PURPOSE_REFRESH_READ_FAILURE, 0 };

      n += tarn_random_chance (&random, &draw, ppm) ? 1 : 0;
    }

  return n;
}

static void
test_chance (void)
{
  g_assert_cmpuint (count_chances (0, 1000), ==, 0);
  g_assert_cmpuint (count_chances (1000000, 1000), ==, 1000);

  guint32 n = count_chances (250000, 100000);
  g_assert_cmpuint (n, >, 24400);
  g_assert_cmpuint (n, <, 25600);
  n = count_chances (1000, N_DRAWS);
  g_assert_cmpuint (n, >, 850);
  g_assert_cmpuint (n, <, 1150);
}

/* A clipped tail would change the second moment by 7 in a thousand. */
static void
test_exponential_moments (void)
{
  const guint64 mean = 1000000, n_draws = N_DRAWS;
  guint64 sum = 0, sum2 = 0;
  TarnRandom random;

  tarn_random_init (&random, 8, 0);
  for (guint32 i = 0; i < N_DRAWS; i++)
    {
      TarnDraw draw = { 0, i, 1, 0 };
      guint64 value = tarn_random_exponential (&random, &draw, mean);

      sum += value;
      sum2 += value * value;
    }

  g_assert_cmpuint (sum / n_draws, >, mean - mean / 250);
  g_assert_cmpuint (sum / n_draws, <, mean + mean / 250);
  g_assert_cmpuint (sum2 / n_draws, >, 2 * mean * mean / 1000 * 995);
  g_assert_cmpuint (sum2 / n_draws, <, 2 * mean * mean / 1000 * 1005);
}

/* The mean only scales the value, so the greatest mean must give the same bits as a smaller one. */
static void
test_exponential_scales (void)
{
  TarnRandom random;

  tarn_random_init (&random, 9, 0);
  for (guint32 i = 0; i < 5000; i++)
    {
      TarnDraw draw = { 0, i, 1, 0 }, again = draw, none = draw;
      guint64 small = tarn_random_exponential (&random, &draw, G_GUINT64_CONSTANT (1) << 32);

      g_assert_cmpuint (tarn_random_exponential (&random, &again, G_GUINT64_CONSTANT (1) << 58), ==,
                        small << 26);
      g_assert_cmpuint (draw.index, ==, again.index);
      g_assert_cmpuint (tarn_random_exponential (&random, &none, 0), ==, 0);
    }
}

/* --- The lognormal distribution --------------------------------------------------------------- */

typedef struct
{
  guint64 seed;
  guint64 replication;
  TarnDraw draw;
  guint deviation_permille;
  gint64 log;     /* of the factor, in units of 2^-56 */
  guint n_blocks; /* that the draw takes */
} LogNormal;

/* Another program computed these numbers from the definition alone, with 90 digits. */
static const LogNormal log_normals[] = {
  { 0, 0, { 0, 0, 0, 0 }, 1000, 0, 2 },
  { 0, 0, { 0, 0, 0, 0 }, 1001, 46799595719462, 2 },
  { 0, 0, { 0, 0, 0, 0 }, 1300, 9814085197295702, 2 },
  { 0, 0, { 0, 0, 0, 0 }, 10000, -83124170406778729, 2 },
  { 1, 0, { 0xfedcba9876543210, 7, 15, 3 }, 1300, 741749694540482, 1 },
  { G_MAXUINT64,
    G_MAXUINT64,
    { G_MAXUINT64, G_MAXUINT32, 65535, 65530 },
    2000,
    -51150146120357066,
    1 },
  { 0, 1, { 5, 2, 16, 0 }, 1500, 5982126252849302, 1 },
  { 3, 0, { 5, 0, 15, 0 }, 2000, 55390966951044393, 1 },
  { 3, 0, { 5, 1, 15, 0 }, 2000, -101679937578257136, 2 },
};

static void
test_log_normal_golden (void)
{
  const gint64 tolerance = G_GINT64_CONSTANT (1) << (56 - 38);

  for (gsize i = 0; i < G_N_ELEMENTS (log_normals); i++)
    {
      const LogNormal *row = &log_normals[i];
      TarnDraw draw = row->draw;
      TarnRandom random;

      tarn_random_init (&random, row->seed, row->replication);
      gint64 log = tarn_random_log_normal (&random, &draw, row->deviation_permille);
      g_assert_cmpint (ABS (log - row->log), <=, tolerance);
      g_assert_cmpuint (draw.index, ==, row->draw.index + row->n_blocks);
    }
}

/*
 * The mean of a factor is 1, whatever the deviation is. The bounds are five standard deviations of the mean of
 * a million draws: sqrt (exp (ln (d)^2) - 1) / 1000 for the geometric deviation d.
 */
static void
test_log_normal_mean (void)
{
  static const struct
  {
    guint deviation_permille;
    gint64 bound_ppm;
  } rows[] = { { 1001, 5 }, { 1300, 1335 }, { 2000, 3928 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 sum = 0;
      TarnRandom random;

      tarn_random_init (&random, 21, 0);
      for (guint32 ordinal = 0; ordinal < N_DRAWS; ordinal++)
        {
          TarnDraw draw = { 0, ordinal, 1, 0 };
          gint64 log = tarn_random_log_normal (&random, &draw, rows[i].deviation_permille);

          sum += (gint64) tarn_fixed_scale_by_exp (1000000, log, G_MAXINT64);
        }
      g_assert_cmpint (ABS (sum / N_DRAWS - 1000000), <=, rows[i].bound_ppm);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/random/known-answers", test_known_answers);
  g_test_add_func ("/random/golden", test_golden);
  g_test_add_func ("/random/golden-rare", test_golden_rare);
  g_test_add_func ("/random/isolation", test_isolation);
  g_test_add_func ("/random/every-part-counts", test_every_part_counts);
  g_test_add_func ("/random/below/bounds", test_below_bounds);
  g_test_add_func ("/random/below/uniform", test_below_is_uniform);
  g_test_add_func ("/random/below/not-biased", test_below_is_not_biased);
  g_test_add_func ("/random/chance", test_chance);
  g_test_add_func ("/random/exponential/moments", test_exponential_moments);
  g_test_add_func ("/random/exponential/scales", test_exponential_scales);
  g_test_add_func ("/random/log-normal/golden", test_log_normal_golden);
  g_test_add_func ("/random/log-normal/mean", test_log_normal_mean);

  return g_test_run ();
}
