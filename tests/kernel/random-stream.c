/* SPDX-License-Identifier: MIT */
/*
 * These tests compare the draws of streams with fixed values, and their distributions with exact probabilities
 * and moments. The values come from another program that was written from the definitions alone and computes
 * with 70 digits. Seeds are fixed, so no test fails by chance: a test fails when the draw format has changed.
 */
#include "kernel/random-stream.h"

#define U(number) G_GUINT64_CONSTANT (number)
#define S(number) G_GINT64_CONSTANT (number)

enum
{
  N_DRAWS = 250000,
  N_CELLS = 16,
};

static const gint64 MEAN = S (1000000000000);

static TarnRandomStream *
make_stream (guint64 seed, guint64 replication, const char *name, const char *purpose)
{
  TarnRandom random;

  tarn_random_init (&random, seed, replication);
  return tarn_random_stream_new (&random, name, purpose);
}

/* --- Fixed values ----------------------------------------------------------------------------- */

typedef struct
{
  guint64 seed;
  guint64 replication;
  const char *name;
  const char *purpose;
  guint64 place;
  guint index;
  guint64 below_most;
  guint64 below_1000;
  gint64 exponential;
  gint64 normal;
  gint64 log_normal;
  gint64 pareto;
} Golden;

/* These rows belong to draw format 1. They are never changed, but rows may be added. */
/* clang-format off */
static const Golden goldens[] = {
  { U (0x0), U (0x0), "", "", U (0x0), 0x0u, U (0x9ab5cd2edb40ac6), 37, S (3276212722257), S (179590700289), S (990660670748), S (8883022003666) },
  { U (0x1), U (0x0), "orders", "arrival", U (0x0), 0x0u, U (0x4627d32ef6e7ee01), 274, S (1294462294624), S (492645502894), S (1124737398826), S (2370201240351) },
  { U (0x1), U (0x0), "orders", "arrival", U (0x1), 0x0u, U (0xfcbf7e495620181), 61, S (2785373139795), S (274005803450), S (1029320438211), S (6403952811629) },
  { U (0x1), U (0x0), "orders", "arrival", U (0x0), 0x1u, U (0xf72efcdc7288b847), 965, S (35046283189), S (249470965573), S (1019131501099), S (1023639269620) },
  { U (0x0), U (0x1), "orders", "arrival", U (0x0), 0x0u, U (0x4097ff1c2b081eb3), 252, S (1377059997832), S (460824509155), S (1110318912344), S (2504376993850) },
  { U (0x1), U (0x0), "orders", "bytes", U (0x0), 0x0u, U (0xdb9def977df474b3), 857, S (153292610632), S (-550753235571), S (736745918576), S (1107599514251) },
  { U (0xffffffffffffffff), U (0xffffffffffffffff), "a", "b", U (0xffffffffffffffff), 0xffffffffu, U (0xe0377a8b12860c28), 875, S (132564388843), S (-775972321139), S (672447876195), S (1092399069943) },
  { U (0x7), U (0x0), "ab", "c", U (0x100000000), 0x3u, U (0x8d29b2c9f707f1d), 34, S (3367851734907), S (73354416223), S (948893869518), S (9442629498482) },
  { U (0x7), U (0x0), "a", "bc", U (0x100000000), 0x3u, U (0xb4d6685176630433), 706, S (347578444668), S (-479247397090), S (758419152438), S (1260765357462) },
};
/* clang-format on */

static void
test_golden (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (goldens); i++)
    {
      const Golden *row = &goldens[i];
      g_autoptr (TarnRandomStream) stream
          = make_stream (row->seed, row->replication, row->name, row->purpose);
      guint64 place = row->place;
      guint index = row->index;

      g_assert_cmpuint (tarn_random_stream_draw_uniform (stream, place, index, G_MAXUINT64), ==,
                        row->below_most);
      g_assert_cmpuint (tarn_random_stream_draw_uniform (stream, place, index, 1000), ==,
                        row->below_1000);
      g_assert_cmpint (tarn_random_stream_draw_exponential (stream, place, index, MEAN), ==,
                       row->exponential);
      g_assert_cmpint (tarn_random_stream_draw_normal (stream, place, index, 0, MEAN), ==,
                       row->normal);
      g_assert_cmpint (tarn_random_stream_draw_log_normal (stream, place, index, MEAN, 1500), ==,
                       row->log_normal);
      g_assert_cmpint (tarn_random_stream_draw_pareto (stream, place, index, MEAN, 1500), ==,
                       row->pareto);
    }
}

/*
 * These draws take the rare ways through the distributions: a second word, a second block, four points outside
 * of the disc, the greatest and the least exponential of 200,000.
 */
static void
test_golden_rare (void)
{
  g_autoptr (TarnRandomStream) stream = make_stream (0, 0, "rare", "test");

  g_assert_cmpuint (tarn_random_stream_draw_uniform (stream, 6, 0, U (0xc000000000000000)), ==,
                    U (5061916541667944064));
  g_assert_cmpuint (tarn_random_stream_draw_uniform (stream, 37, 0, U (0xc000000000000000)), ==,
                    U (6523209614512730364));
  g_assert_cmpint (tarn_random_stream_draw_normal (stream, 705, 0, 0, MEAN), ==,
                   S (-2897646326263));
  g_assert_cmpint (tarn_random_stream_draw_exponential (stream, 190665, 0, MEAN), ==,
                   S (14260175587342));
  g_assert_cmpint (tarn_random_stream_draw_exponential (stream, 151557, 0, MEAN), ==, S (9519869));
}

/* --- Precision -------------------------------------------------------------------------------- */

typedef struct
{
  guint64 place;
  gint64 exponential;
  gint64 normal;
  gint64 log_normal;
  gint64 pareto;
} Precise;

/*
 * Great parameters, so that the results show the last bits. The last two places have the points of the polar
 * method that are the nearest to the rim and to the centre of the disc, among 100,000.
 */
/* clang-format off */
static const Precise precise_rows[] = {
  { 0, S (308118353643422035), S (418314781054184378), S (575132810392963244), S (9326563996285) },
  { 1, S (383389043830791147), S (159293187831834209), S (72628398364935091), S (15723588004708) },
  { 2, S (15449738550297992), S (-202376360533543413), S (4039365527371014), S (1223933929067) },
  { 3, S (54782452912860123), S (-180302229784025874), S (4818348190966754), S (1608007339364) },
  { 4, S (47470479687250702), S (-402052099861520735), S (819499644714604), S (1528456998150) },
  { 5, S (203311596999215457), S (405862371399711591), S (520673134130375807), S (4506963780867) },
  { 6, S (490434514001820124), S (37877832424361610), S (27533557741340302), S (33047276780449) },
  { 7, S (33793566874300531), S (-116013171946821789), S (8052776695447123), S (1390072746861) },
  { 8, S (232185017457759487), S (82059284566488120), S (39187498065214806), S (5506742820323) },
  { 9, S (23836563215327440), S (-344383866737875719), S (1299049336001862), S (1297274453897) },
  { 10, S (64255195196802015), S (-633270066639488968), S (129226118414359), S (1717253287855) },
  { 11, S (114975916212124308), S (-246974089918244242), S (2828679210063152), S (2441644507018) },
  { 28411, S (146955664608513126), S (1056812474123068), S (20516995199175425), S (3048275045463) },
  { 10133, S (99505644818619335), S (-1356971370384254692), S (398572212222), S (2193120068435) },
};
/* clang-format on */

/* The header names the errors: 2^-55, 2^-40, 2^-38 and 2^-50, of the mean, the deviation and the result. */
static void
test_precision (void)
{
  g_autoptr (TarnRandomStream) stream = make_stream (12, 0, "precision", "test");

  for (gsize i = 0; i < G_N_ELEMENTS (precise_rows); i++)
    {
      const Precise *row = &precise_rows[i];
      gint64 exponential = tarn_random_stream_draw_exponential (stream, row->place, 0, S (1) << 57);
      gint64 normal = tarn_random_stream_draw_normal (stream, row->place, 0, 0, S (1) << 58);
      gint64 log_normal
          = tarn_random_stream_draw_log_normal (stream, row->place, 0, S (1) << 58, 10000);
      gint64 pareto = tarn_random_stream_draw_pareto (stream, row->place, 0, S (1) << 40, 1000);

      g_assert_cmpint (ABS (exponential - row->exponential), <=, 1 + (1 << 2));
      g_assert_cmpint (ABS (normal - row->normal), <=, 1 + (1 << 18));
      g_assert_cmpint (ABS (log_normal - row->log_normal), <=, 1 + (row->log_normal >> 38));
      g_assert_cmpint (ABS (pareto - row->pareto), <=, 1 + (row->pareto >> 50));
    }
}

/* --- Keys ------------------------------------------------------------------------------------- */

/* Each part of a key counts, and so does where the name ends. */
static void
test_every_part_counts (void)
{
  guint64 draws[G_N_ELEMENTS (goldens)];

  for (gsize i = 0; i < G_N_ELEMENTS (goldens); i++)
    {
      const Golden *row = &goldens[i];
      g_autoptr (TarnRandomStream) stream
          = make_stream (row->seed, row->replication, row->name, row->purpose);

      draws[i] = tarn_random_stream_draw_uniform (stream, row->place, row->index, G_MAXUINT64);
      for (gsize j = 0; j < i; j++)
        g_assert_cmpuint (draws[i], !=, draws[j]);
    }
}

/* No bit of the place and the index is lost. */
static void
test_every_bit_counts (void)
{
  g_autoptr (TarnRandomStream) stream = make_stream (1, 0, "name", "purpose");
  guint64 draws[97];

  for (guint i = 0; i < G_N_ELEMENTS (draws); i++)
    {
      guint64 place = i < 64 ? U (1) << i : 0;
      guint index = i >= 64 && i < 96 ? 1u << (i - 64) : 0;

      draws[i] = tarn_random_stream_draw_uniform (stream, place, index, G_MAXUINT64);
      for (guint j = 0; j < i; j++)
        g_assert_cmpuint (draws[i], !=, draws[j]);
    }
}

static void
test_order_does_not_count (void)
{
  enum
  {
    N = 200
  };
  g_autoptr (TarnRandomStream) stream = make_stream (3, 4, "name", "purpose");
  g_autoptr (TarnRandomStream) other = make_stream (3, 4, "other", "purpose");
  g_autoptr (TarnRandomStream) copy = tarn_random_stream_copy (stream);
  gint64 draws[N];

  for (guint i = 0; i < N; i++)
    draws[i] = tarn_random_stream_draw_normal (stream, i, 0, 0, MEAN);
  for (guint i = N; i-- > 0;)
    {
      tarn_random_stream_draw_uniform (other, i, 0, i + 1);
      tarn_random_stream_draw_exponential (stream, i, 1, MEAN);
      g_assert_cmpint (tarn_random_stream_draw_normal (copy, i, 0, 0, MEAN), ==, draws[i]);
    }
}

/* A stream's key is not the engine's, so that no draw of a user meets one of Tarn's. */
static void
test_own_keys (void)
{
  for (guint64 seed = 0; seed < 1000; seed++)
    {
      TarnRandom random;

      tarn_random_init (&random, seed, 0);
      g_autoptr (TarnRandomStream) stream = tarn_random_stream_new (&random, "name", "purpose");
      TarnDraw draw = { 0, 0, TARN_PURPOSE_STREAM, 0 };
      guint32 block[4];

      g_assert_true (stream->key[0] != random.key[0] || stream->key[1] != random.key[1]);
      tarn_random_block (&random, &draw, block);
      g_assert_true (stream->key[0] != block[0] || stream->key[1] != block[1]);
    }
}

/* --- Distributions ---------------------------------------------------------------------------- */

/* The upper bounds of cells with the same probability, in units of the mean / 10^12. */
/* clang-format off */
static const gint64 exponential_bounds[] = {
  S (64538521138), S (133531392625), S (207639364779),
  S (287682072452), S (374693449442), S (470003629246),
  S (575364144904), S (693147180560), S (826678573185),
  S (980829253012), S (1163150809806), S (1386294361120),
  S (1673976433572), S (2079441541680), S (2772588722240),
};
static const gint64 normal_bounds[] = {
  S (-1534120544352), S (-1150349380376), S (-887146559018),
  S (-674489750196), S (-488776411114), S (-318639363964),
  S (-157310684610), S (0), S (157310684611),
  S (318639363965), S (488776411115), S (674489750197),
  S (887146559019), S (1150349380377), S (1534120544353),
};
static const gint64 log_normal_bounds[] = {
  S (494487538068), S (577742210253), S (642808801736),
  S (700694679730), S (755494515052), S (809451742903),
  S (864170690978), S (921086822876), S (981751573079),
  S (1048117991857), S (1122974314668), S (1210799738915),
  S (1319834036163), S (1468476632347), S (1715717525645),
};
static const gint64 pareto_bounds[] = {
  S (1026151512097), S (1054864747250), S (1086602380500),
  S (1121955145447), S (1161691787088), S (1206835267310),
  S (1258783348394), S (1319507910773), S (1391902378791),
  S (1480428689949), S (1592428682214), S (1741101126593),
  S (1953437367723), S (2297396709995), S (3031433133021),
};
/* clang-format on */

typedef gint64 (*DrawFunc) (const TarnRandomStream *stream, guint64 place);

static gint64
draw_exponential (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_exponential (stream, place, 0, MEAN);
}

static gint64
draw_normal (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_normal (stream, place, 0, 0, MEAN);
}

static gint64
draw_log_normal (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_log_normal (stream, place, 0, MEAN, 1500);
}

static gint64
draw_pareto (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_pareto (stream, place, 0, MEAN, 2500);
}

/* The mean and the variance are in millionths of the unit and of its square; 0 for no test of the variance. */
typedef struct
{
  const char *name;
  DrawFunc draw;
  const gint64 *bounds;
  gint64 mean;
  gint64 mean_error;
  gint64 variance;
  gint64 variance_error;
  gint64 tail;       /* beyond this there are... */
  gint64 tail_least; /* ...so many draws, */
  gint64 tail_most;  /* four deviations around the exact mean */
  gint64 other_tail; /* the same for a tail farther out */
  gint64 other_tail_least;
  gint64 other_tail_most;
} Distribution;

static const Distribution distributions[] = {
  /* P (x > 6) = 0.002479, P (x > 10) = 0.0000454 */
  { "exponential", draw_exponential, exponential_bounds, 1000000, 8000, 1000000, 24000,
    S (6000000000000), 520, 719, S (10000000000000), 1, 25 },
  /* P (x > 3) = 0.001350, P (x > 4) = 0.00003167 */
  { "normal", draw_normal, normal_bounds, 0, 8000, 1000000, 12000, S (3000000000000), 264, 411,
    S (4000000000000), 1, 19 },
  /* exp (s^2) - 1 = 0.178688; the tails are those of the normal distribution at 3 and 4 */
  { "log-normal", draw_log_normal, log_normal_bounds, 1000000, 3400, 178688, 4000,
    S (3108668027205), 264, 411, S (4663002040808), 1, 19 },
  /* mean = 2.5 / 1.5, P (x > 10) = 0.003162, P (x > 100) = 0.00001 */
  { "pareto", draw_pareto, pareto_bounds, 1666667, 12000, 0, 0, S (10000000000000), 678, 903,
    S (100000000000000), 0, 9 },
};

static void
test_distribution (gconstpointer data)
{
  const Distribution *row = data;
  g_autoptr (TarnRandomStream) stream = make_stream (8, 0, row->name, "test");
  gint64 counts[N_CELLS] = { 0 }, sum = 0, sum2 = 0, n_tail = 0, n_other = 0, squares = 0;

  for (guint64 place = 0; place < N_DRAWS; place++)
    {
      gint64 drawn = row->draw (stream, place), scaled = drawn / 1000000;
      guint cell = 0;

      while (cell < N_CELLS - 1 && drawn >= row->bounds[cell])
        cell++;
      counts[cell]++;
      sum += scaled;
      sum2 += (scaled - row->mean) * (scaled - row->mean) / 1000;
      n_tail += drawn > row->tail;
      n_other += drawn > row->other_tail;
    }
  for (guint i = 0; i < N_CELLS; i++)
    squares += (counts[i] - N_DRAWS / N_CELLS) * (counts[i] - N_DRAWS / N_CELLS);

  g_test_message ("mean %" G_GINT64_FORMAT ", variance %" G_GINT64_FORMAT
                  ", chi-square %" G_GINT64_FORMAT ", tails %" G_GINT64_FORMAT
                  " and %" G_GINT64_FORMAT,
                  sum / N_DRAWS, sum2 / N_DRAWS / 1000, squares / (N_DRAWS / N_CELLS), n_tail,
                  n_other);
  g_assert_cmpint (ABS (sum / N_DRAWS - row->mean), <=, row->mean_error);
  if (row->variance > 0)
    g_assert_cmpint (ABS (sum2 / N_DRAWS / 1000 - row->variance), <=, row->variance_error);
  /* 15 degrees of freedom: 1 in 2000 are above 40, and 1 in 2000 are below 3. */
  g_assert_cmpint (squares, >, 3 * (N_DRAWS / N_CELLS));
  g_assert_cmpint (squares, <, 40 * (N_DRAWS / N_CELLS));
  g_assert_cmpint (n_tail, >=, row->tail_least);
  g_assert_cmpint (n_tail, <=, row->tail_most);
  g_assert_cmpint (n_other, >=, row->other_tail_least);
  g_assert_cmpint (n_other, <=, row->other_tail_most);
}

typedef struct
{
  const char *name;
  guint64 below;
  guint64 cell; /* the width of a cell, of which there are 16 */
} UniformRow;

static const UniformRow uniform_rows[] = {
  { "16", 16, 1 },
  { "16000000", 16000000, 1000000 },
  { "two-to-64-less-some", U (0xfffffffffffffff0), U (0x0fffffffffffffff) },
  /* A quarter of all words is rejected. Without that, every third number would come twice as often. */
  { "three-quarters-of-the-words", U (0xc000000000000000), U (0x0c00000000000000) },
};

static void
test_uniform (gconstpointer data)
{
  const UniformRow *row = data;
  g_autoptr (TarnRandomStream) stream = make_stream (9, 0, row->name, "uniform");
  gint64 counts[N_CELLS] = { 0 }, odd[3] = { 0 }, squares = 0;

  for (guint64 place = 0; place < N_DRAWS; place++)
    {
      guint64 drawn = tarn_random_stream_draw_uniform (stream, place, 0, row->below);

      g_assert_cmpuint (drawn, <, row->below);
      counts[drawn / row->cell]++;
      odd[drawn % 3]++;
    }
  for (guint i = 0; i < N_CELLS; i++)
    squares += (counts[i] - N_DRAWS / N_CELLS) * (counts[i] - N_DRAWS / N_CELLS);
  g_assert_cmpint (squares, >, 3 * (N_DRAWS / N_CELLS));
  g_assert_cmpint (squares, <, 40 * (N_DRAWS / N_CELLS));
  /* Without the rejection, one remainder by 3 of the last row has half of all draws. */
  for (guint i = 0; row->below > 16 && i < G_N_ELEMENTS (odd); i++)
    g_assert_cmpint (ABS (odd[i] - N_DRAWS / 3), <, 1000);
}

typedef struct
{
  guint ppm;
  guint least;
  guint most;
} ChanceRow;

/* Four deviations around the mean. */
static const ChanceRow chance_rows[] = {
  { 0, 0, 0 },
  { 1, 0, 3 },
  { 1000, 187, 313 },
  { 250000, 61634, 63366 },
  { 999999, 249997, 250000 },
  { 1000000, 250000, 250000 },
};

static void
test_chance (void)
{
  g_autoptr (TarnRandomStream) stream = make_stream (10, 0, "chance", "test");

  for (gsize i = 0; i < G_N_ELEMENTS (chance_rows); i++)
    {
      guint n = 0;

      for (guint64 place = 0; place < N_DRAWS; place++)
        n += tarn_random_stream_draw_chance (stream, place, 0, chance_rows[i].ppm) ? 1 : 0;
      g_assert_cmpuint (n, >=, chance_rows[i].least);
      g_assert_cmpuint (n, <=, chance_rows[i].most);
    }
}

static void
test_chance_only_grows (void)
{
  g_autoptr (TarnRandomStream) stream = make_stream (10, 0, "chance", "test");

  for (guint64 place = 0; place < 1000; place++)
    {
      gboolean last = FALSE;
      guint drawn_ppm = (guint) tarn_random_stream_draw_uniform (stream, place, 0, 1000000);

      g_assert_false (tarn_random_stream_draw_chance (stream, place, 0, drawn_ppm));
      g_assert_true (tarn_random_stream_draw_chance (stream, place, 0, drawn_ppm + 1));
      for (guint ppm = 0; ppm <= 1000000; ppm += 10000)
        {
          gboolean drawn = tarn_random_stream_draw_chance (stream, place, 0, ppm);

          g_assert_true (drawn || !last);
          last = drawn;
        }
    }
}

/* --- Extremes --------------------------------------------------------------------------------- */

/* What each extreme does to 10,000 draws: the least and the greatest result lie between the given bounds. */
typedef struct
{
  const char *name;
  DrawFunc draw;
  gint64 least_from;
  gint64 least_to;
  gint64 most_from;
  gint64 most_to;
} Extreme;

static gint64
draw_exponential_of_0 (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_exponential (stream, place, 0, 0);
}

static gint64
draw_exponential_of_most (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_exponential (stream, place, 0, G_MAXINT64);
}

static gint64
draw_normal_without_deviation (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_normal (stream, place, 0, -77, 0);
}

static gint64
draw_normal_of_most (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_normal (stream, place, 0, G_MAXINT64, 1);
}

static gint64
draw_normal_of_least (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_normal (stream, place, 0, G_MININT64, 1);
}

static gint64
draw_widest_normal (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_normal (stream, place, 0, 0, G_MAXINT64);
}

static gint64
draw_log_normal_of_0 (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_log_normal (stream, place, 0, 0, 10000);
}

static gint64
draw_log_normal_without_deviation (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_log_normal (stream, place, 0, G_MAXINT64 - 5, 1000);
}

static gint64
draw_widest_log_normal (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_log_normal (stream, place, 0, G_MAXINT64, 10000);
}

static gint64
draw_pareto_of_0 (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_pareto (stream, place, 0, 0, 1);
}

static gint64
draw_heaviest_pareto (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_pareto (stream, place, 0, 1000, 1);
}

static gint64
draw_lightest_pareto (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_pareto (stream, place, 0, 1000000, 1000000);
}

static gint64
draw_pareto_of_most (const TarnRandomStream *stream, guint64 place)
{
  return tarn_random_stream_draw_pareto (stream, place, 0, G_MAXINT64, 1000);
}

static const Extreme extremes[] = {
  { "exponential-of-0", draw_exponential_of_0, 0, 0, 0, 0 },
  { "exponential-of-most", draw_exponential_of_most, 0, G_MAXINT64 / 1000, G_MAXINT64, G_MAXINT64 },
  { "normal-without-deviation", draw_normal_without_deviation, -77, -77, -77, -77 },
  { "normal-of-most", draw_normal_of_most, G_MAXINT64 - 5, G_MAXINT64 - 3, G_MAXINT64, G_MAXINT64 },
  { "normal-of-least", draw_normal_of_least, G_MININT64, G_MININT64, G_MININT64 + 3,
    G_MININT64 + 5 },
  { "widest-normal", draw_widest_normal, G_MININT64, G_MININT64, G_MAXINT64, G_MAXINT64 },
  { "log-normal-of-0", draw_log_normal_of_0, 0, 0, 0, 0 },
  { "log-normal-without-deviation", draw_log_normal_without_deviation, G_MAXINT64 - 5,
    G_MAXINT64 - 5, G_MAXINT64 - 5, G_MAXINT64 - 5 },
  /* exp (-4 * 2.3 - 2.65) is one in 140,000. */
  { "widest-log-normal", draw_widest_log_normal, G_MAXINT64 / 1000000, G_MAXINT64 / 10000,
    G_MAXINT64, G_MAXINT64 },
  { "pareto-of-0", draw_pareto_of_0, 0, 0, 0, 0 },
  { "heaviest-pareto", draw_heaviest_pareto, 1000, G_MAXINT64, G_MAXINT64, G_MAXINT64 },
  { "lightest-pareto", draw_lightest_pareto, 1000000, 1000001, 1006000, 1020000 },
  { "pareto-of-most", draw_pareto_of_most, G_MAXINT64, G_MAXINT64, G_MAXINT64, G_MAXINT64 },
};

static void
test_extreme (gconstpointer data)
{
  const Extreme *row = data;
  g_autoptr (TarnRandomStream) stream = make_stream (11, 0, "extreme", "test");
  gint64 least = G_MAXINT64, most = G_MININT64;

  for (guint64 place = 0; place < 10000; place++)
    {
      gint64 drawn = row->draw (stream, place);

      least = MIN (least, drawn);
      most = MAX (most, drawn);
    }
  g_assert_cmpint (least, >=, row->least_from);
  g_assert_cmpint (least, <=, row->least_to);
  g_assert_cmpint (most, >=, row->most_from);
  g_assert_cmpint (most, <=, row->most_to);
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

  g_test_add_func ("/random-stream/golden", test_golden);
  g_test_add_func ("/random-stream/golden-rare", test_golden_rare);
  g_test_add_func ("/random-stream/precision", test_precision);
  g_test_add_func ("/random-stream/every-part-counts", test_every_part_counts);
  g_test_add_func ("/random-stream/every-bit-counts", test_every_bit_counts);
  g_test_add_func ("/random-stream/order-does-not-count", test_order_does_not_count);
  g_test_add_func ("/random-stream/own-keys", test_own_keys);
  ADD_ROWS ("/random-stream/distribution/", distributions, test_distribution);
  ADD_ROWS ("/random-stream/uniform/", uniform_rows, test_uniform);
  g_test_add_func ("/random-stream/chance", test_chance);
  g_test_add_func ("/random-stream/chance-only-grows", test_chance_only_grows);
  ADD_ROWS ("/random-stream/extreme/", extremes, test_extreme);

  return g_test_run ();
}
