/* SPDX-License-Identifier: MIT */
/* The statistics of experiments: rows with values that were computed with fractions, and chances on fixed seeds. */
#include "lab/statistics/front.h"
#include "lab/statistics/sample.h"
#include "lab/statistics/selection.h"
#include "lab/statistics/series.h"
#include "worlds/rows.h"

#include <tarn/tarn.h>

#define MILLION G_GINT64_CONSTANT (1000000)
static const TarnLabLevel level_95 = { 19, 20 };

/* --- Large numbers ---------------------------------------------------------------------------- */

static TarnLabBig
draw_big (GRand *rand, guint n_limbs)
{
  TarnLabBig a = { 0 };

  for (guint i = 0; i < n_limbs; i++)
    {
      guint32 limb = g_rand_int_range (rand, 0, 4) == 0 ? G_MAXUINT32 : g_rand_int (rand);

      a = tarn_lab_big_add (tarn_lab_big_shift_left (a, 32), tarn_lab_big_from_int (limb));
    }
  return g_rand_boolean (rand) ? tarn_lab_big_negate (a) : a;
}

static void
assert_equal (TarnLabBig a, TarnLabBig b)
{
  g_assert_cmpint (tarn_lab_big_compare (a, b), ==, 0);
}

/* (a b + r) / b is a, with the rest r, whatever the numbers. */
static void
test_division_undoes_multiplication (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < 20000; i++)
    {
      TarnLabBig a = draw_big (rand, (guint) g_rand_int_range (rand, 0, 14));
      TarnLabBig b = draw_big (rand, (guint) g_rand_int_range (rand, 1, 14));

      if (tarn_lab_big_is_zero (b))
        continue;

      TarnLabBig product = tarn_lab_big_multiply (a, b);
      TarnLabBig rest = tarn_lab_big_divide (draw_big (rand, b.n_limbs), tarn_lab_big_from_int (2));
      assert_equal (tarn_lab_big_divide (product, b), a);
      assert_equal (tarn_lab_big_divide_rounded (product, b), a);

      TarnLabBig size = b.is_negative ? tarn_lab_big_negate (b) : b;
      rest.is_negative = product.is_negative;
      TarnLabBig size_of_rest = rest.is_negative ? tarn_lab_big_negate (rest) : rest;
      if (tarn_lab_big_compare (size_of_rest, size) < 0)
        assert_equal (tarn_lab_big_divide (tarn_lab_big_add (product, rest), b), a);
    }
}

static void
test_root_is_the_greatest (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (guint i = 0; i < 5000; i++)
    {
      TarnLabBig a = draw_big (rand, (guint) g_rand_int_range (rand, 0, 20));

      a.is_negative = FALSE;
      TarnLabBig root = tarn_lab_big_square_root (a);
      TarnLabBig next = tarn_lab_big_add (root, tarn_lab_big_from_int (1));
      g_assert_cmpint (tarn_lab_big_compare (tarn_lab_big_multiply (root, root), a), <=, 0);
      g_assert_cmpint (tarn_lab_big_compare (tarn_lab_big_multiply (next, next), a), >, 0);
    }
}

typedef struct
{
  const char *name;
  gint64 a, b, divided, rounded;
} DivisionRow;

static const DivisionRow division_rows[] = {
  { "exact", 6, 3, 2, 2 },
  { "below-half", 7, 3, 2, 2 },
  { "half-goes-away-from-zero", 7, 2, 3, 4 },
  { "negative-half-goes-away-from-zero", -7, 2, -3, -4 },
  { "negative-divisor", 8, -3, -2, -3 },
  { "zero", 0, -3, 0, 0 },
  { "less-than-one", 1, 3, 0, 0 },
  { "least", G_MININT64 + 1, 1, G_MININT64 + 1, G_MININT64 + 1 },
};

static void
test_division (gconstpointer data)
{
  const DivisionRow *row = data;
  TarnLabBig a = tarn_lab_big_from_int (row->a), b = tarn_lab_big_from_int (row->b);
  gint64 value;

  g_assert_true (tarn_lab_big_to_int (tarn_lab_big_divide (a, b), &value));
  g_assert_cmpint (value, ==, row->divided);
  g_assert_true (tarn_lab_big_to_int (tarn_lab_big_divide_rounded (a, b), &value));
  g_assert_cmpint (value, ==, row->rounded);
}

/* --- Student's quantiles ---------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  guint n_degrees;
  TarnLabLevel level;
  gint64 millionths;
} StudentRow;

static const StudentRow student_rows[] = {
  { "1", 1, { 19, 20 }, 12706205 },
  { "2", 2, { 19, 20 }, 4302653 },
  { "3", 3, { 19, 20 }, 3182446 },
  { "9", 9, { 19, 20 }, 2262157 },
  { "10", 10, { 19, 20 }, 2228139 },
  { "29", 29, { 19, 20 }, 2045230 },
  { "30", 30, { 19, 20 }, 2042272 },
  { "99", 99, { 19, 20 }, 1984217 },
  { "100", 100, { 19, 20 }, 1983972 },
  { "999", 999, { 19, 20 }, 1962341 },
  { "99-percent", 9, { 99, 100 }, 3249836 },
  { "28-pairs-at-9", 9, { 559, 560 }, 4374361 },
  { "28-pairs-at-19", 19, { 559, 560 }, 3629207 },
  { "half", 4, { 1, 2 }, 740697 },
  { "far-out", 1, { 9999, 10000 }, 6366197671 },
};

static void
test_student (gconstpointer data)
{
  const StudentRow *row = data;
  gint64 t = tarn_lab_student_get_quantile (row->level, row->n_degrees);
  TarnWide scaled = tarn_wide_multiply ((guint64) t, (guint64) MILLION);
  TarnWide unit = { 0, G_GUINT64_CONSTANT (1) << TARN_LAB_STUDENT_BITS };

  g_assert_cmpint ((gint64) tarn_wide_narrow (tarn_wide_divide_rounded (scaled, unit)), ==,
                   row->millionths);
}

static void
test_student_has_a_limit (void)
{
  g_assert_cmpint (tarn_lab_student_get_quantile ((TarnLabLevel){ 999999999, 1000000000 }, 1), ==,
                   G_MAXINT64);
}

/* Then an interval has no width that could be told, even if all values are the same. */
static void
test_interval_without_width (void)
{
  static const gint64 values[] = { 5, 5 };
  TarnLabSample sample = tarn_lab_sample_from_values (values, 2);
  TarnLabInterval interval
      = tarn_lab_sample_get_interval (&sample, (TarnLabLevel){ 999999999, 1000000000 }, 1);

  g_assert_true (interval.has_mean);
  g_assert_cmpint (interval.mean, ==, 5);
  g_assert_false (interval.has_half_width);
}

static void
test_level_is_shared (void)
{
  TarnLabLevel level = tarn_lab_level_divide (level_95, 28);

  g_assert_cmpuint (level.numerator, ==, 559);
  g_assert_cmpuint (level.denominator, ==, 560);
}

/* --- Samples ---------------------------------------------------------------------------------- */

static const gint64 seven[] = { 3, -7, 12, 0, 5, 5, 100 };

static void
test_interval (void)
{
  TarnLabSample sample = tarn_lab_sample_from_values (seven, G_N_ELEMENTS (seven));
  TarnLabInterval interval = tarn_lab_sample_get_interval (&sample, level_95, 1000);

  g_assert_true (interval.has_mean && interval.has_half_width);
  g_assert_cmpint (interval.mean, ==, 16857);
  g_assert_cmpint (interval.half_width, ==, 34321);
}

static void
test_interval_of_few (void)
{
  TarnLabSample none = { 0 }, one = tarn_lab_sample_from_values (seven, 1);

  g_assert_false (tarn_lab_sample_get_interval (&none, level_95, 1).has_mean);
  g_assert_cmpint (tarn_lab_sample_get_interval (&one, level_95, 1).mean, ==, 3);
  g_assert_false (tarn_lab_sample_get_interval (&one, level_95, 1).has_half_width);
}

/* Figures that are all the same have an interval without width, however large they are. */
static void
test_interval_of_equal_values (void)
{
  static const gint64 values[] = { G_MAXINT64, G_MAXINT64, G_MAXINT64 };
  TarnLabSample sample = tarn_lab_sample_from_values (values, 3);
  TarnLabInterval interval = tarn_lab_sample_get_interval (&sample, level_95, 1);

  g_assert_cmpint (interval.mean, ==, G_MAXINT64);
  g_assert_true (interval.has_half_width);
  g_assert_cmpint (interval.half_width, ==, 0);
}

static void
test_n_needed (void)
{
  TarnLabInterval interval = { TRUE, TRUE, 0, 100 };

  TarnLabInterval without = { TRUE, FALSE, 0, 0 }, wider = { TRUE, TRUE, 0, 100000001 };

  g_assert_cmpuint (tarn_lab_interval_count_needed (&interval, 10, 1000, 50000), ==, 40);
  g_assert_cmpuint (tarn_lab_interval_count_needed (&interval, 10, -1000, 51000), ==, 39);
  g_assert_cmpuint (tarn_lab_interval_count_needed (&interval, 10, 1000, 1000000), ==, 10);
  g_assert_cmpuint (tarn_lab_interval_count_needed (&interval, 10, 100, 1000000), ==, 10);
  g_assert_cmpuint (tarn_lab_interval_count_needed (&interval, 10, 1000, 0), ==, 0);
  g_assert_cmpuint (tarn_lab_interval_count_needed (&interval, 10, 0, 50000), ==, 0);
  g_assert_cmpuint (tarn_lab_interval_count_needed (&without, 10, 1000, 50000), ==, 0);
  /* A million is a plan, and one more is none. */
  g_assert_cmpuint (tarn_lab_interval_count_needed (&interval, 100, 1, 1000000), ==, 1000000);
  g_assert_cmpuint (tarn_lab_interval_count_needed (&wider, 100, 1000000, 1000000), ==, G_MAXUINT);
  g_assert_cmpuint (tarn_lab_interval_count_needed (&wider, G_MAXUINT, 1, 1000000), ==, G_MAXUINT);
}

static void
test_pairs (void)
{
  static const gint64 a[] = { 120, 100, 90, 130, 110 }, b[] = { 90, 100, 95, 100, 100 };
  TarnLabPairs pairs = tarn_lab_pairs_from_values (a, b, 5);
  TarnLabInterval interval = tarn_lab_sample_get_interval (&pairs.differences, level_95, 1);

  g_assert_cmpuint (pairs.n_less, ==, 3);
  g_assert_cmpuint (pairs.n_equal, ==, 1);
  g_assert_cmpuint (pairs.n_greater, ==, 1);
  g_assert_cmpint (interval.mean, ==, -13);
  g_assert_cmpint (interval.half_width, ==, 21); /* 20.19 */
}

static void
test_relative_difference (void)
{
  static const gint64 a[] = { 100, 120, 90, 130, 110 }, b[] = { 90, 100, 95, 100, 100 };
  TarnLabInterval interval = tarn_lab_get_relative_difference (a, b, 5, level_95);

  g_assert_true (interval.has_mean);
  g_assert_cmpint (interval.mean, ==, -121005);
  g_assert_cmpint (interval.half_width, ==, 126949);
}

static void
test_relative_difference_to_nothing (void)
{
  static const gint64 a[] = { 0, 0, 5 }, b[] = { 1, 2, 3 };

  g_assert_false (tarn_lab_get_relative_difference (a, b, 2, level_95).has_mean);
  g_assert_false (tarn_lab_get_relative_difference (a, b, 3, level_95).has_mean);
  g_assert_false (tarn_lab_get_relative_difference (b, a, 1, level_95).has_mean);
}

/* There is none that takes more than 63 bits, nor one of which a million pseudo-values could not be added. */
static void
test_relative_difference_that_is_too_large (void)
{
  static const gint64 least[] = { 1, 1 }, greatest[] = { G_MAXINT64, G_MAXINT64 };
  static const gint64 far[] = { 2306, 2306 }, too_far[] = { 2307, 2307 };
  TarnLabInterval interval = tarn_lab_get_relative_difference (least, far, 2, level_95);

  g_assert_false (tarn_lab_get_relative_difference (least, greatest, 2, level_95).has_mean);
  g_assert_true (interval.has_mean && interval.has_half_width);
  g_assert_cmpint (interval.mean, ==, 2305000000);
  g_assert_cmpint (interval.half_width, ==, 0);
  g_assert_false (tarn_lab_get_relative_difference (least, too_far, 2, level_95).has_mean);
  interval = tarn_lab_get_relative_difference (greatest, least, 2, level_95);
  g_assert_cmpint (interval.mean, ==, -1000000);
}

/* --- Series ----------------------------------------------------------------------------------- */

static void
fill_series (gint64 *values, guint n)
{
  guint32 state = 12345;

  for (guint i = 0; i < n; i++)
    {
      state = (state * 1103515245 + 12345) % (G_MAXINT32 + 1u);
      values[i] = (state >> 16) % 100 + (i < 12 ? 500 - 40 * i : 0);
    }
}

static void
test_warm_up (void)
{
  gint64 values[63];

  fill_series (values, 63);
  g_assert_cmpuint (tarn_lab_series_get_warm_up (values, 63), ==, 25);
  g_assert_cmpuint (tarn_lab_series_get_warm_up (values, 4), ==, 0);
}

static void
test_correlation (void)
{
  gint64 values[63], millionths;

  fill_series (values, 63);
  g_assert_true (tarn_lab_series_get_correlation (values, 63, &millionths));
  g_assert_cmpint (millionths, ==, 839828);
  g_assert_false (tarn_lab_series_get_correlation (values, 2, &millionths));
  g_assert_true (tarn_lab_series_get_correlation (values, 3, &millionths));
}

/* Values that are all the same have none, and those that go up and down in turn have nearly -1. */
static void
test_correlation_of_few_values (void)
{
  static const gint64 same[] = { 7, 7, 7, 7 }, turning[] = { 0, 2, 0, 2 };
  gint64 millionths = 1;

  g_assert_false (tarn_lab_series_get_correlation (same, 4, &millionths));
  g_assert_cmpint (millionths, ==, 0);
  g_assert_true (tarn_lab_series_get_correlation (turning, 4, &millionths));
  g_assert_cmpint (millionths, ==, -750000);
}

/* --- The front -------------------------------------------------------------------------------- */

static void
test_front (void)
{
  static const TarnLabPoint points[]
      = { { 5, 5 }, { 1, 9 }, { 5, 4 }, { 9, 1 }, { 5, 4 }, { 7, 4 }, { 1, 10 } };
  static const guint expected[] = { 1, 2, 3 };
  g_autoptr (GArray) front = tarn_lab_list_front (points, G_N_ELEMENTS (points));

  g_assert_cmpuint (front->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < front->len; i++)
    g_assert_cmpuint (g_array_index (front, guint, i), ==, expected[i]);
}

/* --- Selection -------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  guint n_systems, n_first;
  gint64 eta, h_squared; /* millionths */
} ConstantRow;

static const ConstantRow constant_rows[] = {
  { "2-systems", 2, 10, 334050, 6012905 },
  { "5-systems", 5, 10, 634967, 11429411 },
  { "8-systems", 8, 20, 281971, 10714912 },
  { "20-systems", 20, 10, 1104574, 19882328 },
};

/* At the level of a half, luck alone is enough for two systems. Two replications are never enough for many. */
static void
test_constants_have_limits (void)
{
  const TarnLabLevel half = { 1, 2 }, high = { 9999, 10000 };

  g_assert_cmpint (tarn_lab_selection_get_eta (2, 10, half), ==, 0);
  g_assert_cmpint (tarn_lab_selection_get_h_squared (2, 10, half), ==, 0);
  g_assert_cmpint (tarn_lab_selection_get_eta (10000, 2, high), ==, G_MAXINT64);
  g_assert_cmpint (tarn_lab_selection_get_h_squared (10000, 2, high), ==, G_MAXINT64);
}

static gint64
to_millionths (gint64 value)
{
  TarnWide scaled = tarn_wide_multiply ((guint64) value, (guint64) MILLION);

  return (gint64) tarn_wide_narrow (
      tarn_wide_divide_rounded (scaled, (TarnWide){ 0, G_GUINT64_CONSTANT (1) << 48 }));
}

static void
test_constants (gconstpointer data)
{
  const ConstantRow *row = data;

  g_assert_cmpint (to_millionths (
                       tarn_lab_selection_get_eta (row->n_systems, row->n_first, level_95)),
                   ==, row->eta);
  g_assert_cmpint (to_millionths (
                       tarn_lab_selection_get_h_squared (row->n_systems, row->n_first, level_95)),
                   ==, row->h_squared);
}

static void
test_one_system_is_the_best (void)
{
  gint64 values[TARN_LAB_SELECTION_FIRST] = { 0 };
  const gint64 *const systems[] = { values };
  TarnLabSelection selection = tarn_lab_select_least (systems, 1, 10, 1, level_95);

  g_assert_true (selection.is_decided);
  g_assert_cmpuint (selection.n_used, ==, 10);
  tarn_lab_selection_clear (&selection);
}

static void
test_equal_systems_are_all_the_best (void)
{
  gint64 values[12] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
  const gint64 *const systems[] = { values, values };
  TarnLabSelection selection = tarn_lab_select_least (systems, 2, 12, 1, level_95);

  g_assert_true (selection.is_decided);
  g_assert_cmpuint (selection.left->len, ==, 2);
  g_assert_cmpuint (selection.n_used, ==, 10);
  tarn_lab_selection_clear (&selection);
}

enum
{
  N_MANY = 301, /* systems; one more than those of which all pairs are kept */
  N_VALUES = 40,
};

/* All but three systems are dropped at once. Of these, two are nearly as good as each other. */
static void
fill_systems (gint64 (*values)[N_VALUES], const gint64 **systems)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < N_MANY; i++)
    {
      systems[i] = values[i];
      for (guint j = 0; j < N_VALUES; j++)
        values[i][j] = g_rand_int_range (rand, 0, 1000)
                       + (i == 7     ? 1000
                          : i == 9   ? 1200
                          : i == 100 ? 1900
                                     : 100000 + 1000 * (gint) i);
    }
}

/* The choice is the same, and takes as long, whether the spreads of all pairs are kept or not. */
static void
test_many_systems (void)
{
  static gint64 values[N_MANY][N_VALUES];
  const gint64 *systems[N_MANY];
  TarnLabSelection kept, many;

  fill_systems (values, systems);
  kept = tarn_lab_select_least (systems, N_MANY - 1, N_VALUES, 400, level_95);
  many = tarn_lab_select_least (systems, N_MANY, N_VALUES, 400, level_95);
  g_assert_cmpuint (many.n_used, >, TARN_LAB_SELECTION_FIRST);
  g_assert_cmpuint (many.n_used, ==, kept.n_used);
  g_assert_true (many.is_decided == kept.is_decided);
  g_assert_cmpuint (many.best, ==, 7);
  g_assert_cmpuint (kept.best, ==, 7);
  g_assert_cmpuint (many.left->len, ==, kept.left->len);
  tarn_lab_selection_clear (&kept);
  tarn_lab_selection_clear (&many);
}

/* --- M/M/1 ------------------------------------------------------------------------------------ */

#define UNIT_US 100000

typedef struct
{
  TarnEngine *engine;
  TarnRandomStream *intervals;
  TarnRandomStream *services;
} Luck;

static void
luck_init (Luck *self)
{
  self->engine = tarn_engine_new (1);
  self->intervals = tarn_engine_create_random_stream (self->engine, "queue", "intervals");
  self->services = tarn_engine_create_random_stream (self->engine, "queue", "services");
}

static void
luck_clear (Luck *self)
{
  tarn_random_stream_free (self->services);
  tarn_random_stream_free (self->intervals);
  g_object_unref (self->engine);
}

/*
 * Returns the mean wait of some jobs that one server does in their order, where half of the time is busy. A service takes
 * UNIT_US in the mean, so the mean wait does too. The first job finds the server as it is after a long time. All queues at
 * one @place get their jobs at the same times.
 */
static gint64
simulate_queue (const Luck *luck, guint64 place, guint queue, guint n_jobs)
{
  guint64 own_place = place * 8 + queue;
  gint64 wait_us = 0, sum_us = 0;

  if (tarn_random_stream_draw_chance (luck->services, own_place, 0, 500000))
    wait_us = tarn_random_stream_draw_exponential (luck->services, own_place, 1, 2 * UNIT_US);
  for (guint i = 2; i < n_jobs + 2; i++)
    {
      sum_us += wait_us;
      wait_us += tarn_random_stream_draw_exponential (luck->services, own_place, i, UNIT_US)
                 - tarn_random_stream_draw_exponential (luck->intervals, place, i, 2 * UNIT_US);
      wait_us = MAX (wait_us, 0);
    }
  return sum_us / n_jobs;
}

static gboolean
is_covered (const Luck *luck, guint64 experiment)
{
  TarnLabSample sample = { 0 };
  TarnLabInterval interval;

  for (guint i = 0; i < 10; i++)
    tarn_lab_sample_add (&sample, simulate_queue (luck, experiment * 10 + i, 0, 1000));
  interval = tarn_lab_sample_get_interval (&sample, level_95, 1);
  return ABS (interval.mean - UNIT_US) <= interval.half_width;
}

/* About 95 % of 1000 intervals have the mean. */
static void
test_coverage (void)
{
  guint n_covered = 0;
  Luck luck;

  luck_init (&luck);
  for (guint i = 0; i < 1000; i++)
    n_covered += is_covered (&luck, i) ? 1 : 0;
  luck_clear (&luck);
  g_test_message ("%u of 1000 intervals have the mean", n_covered);
  g_assert_cmpuint (n_covered, >=, 930);
  g_assert_cmpuint (n_covered, <=, 970);
}

enum
{
  N_QUEUES = 5,
  N_REPLICATIONS = 80,
  BEST = 3,
  DELTA_US = UNIT_US / 5,
};

static gboolean
is_best_selected (const Luck *luck, guint64 try, guint *n_used)
{
  static gint64 figures[N_QUEUES][N_REPLICATIONS];
  const gint64 *const systems[N_QUEUES]
      = { figures[0], figures[1], figures[2], figures[3], figures[4] };
  TarnLabSelection selection;
  gboolean is_best;

  for (guint i = 0; i < N_QUEUES; i++)
    for (guint j = 0; j < N_REPLICATIONS; j++)
      figures[i][j]
          = simulate_queue (luck, try * N_REPLICATIONS + j, i, 200) + (i == BEST ? 0 : DELTA_US);
  selection = tarn_lab_select_least (systems, N_QUEUES, N_REPLICATIONS, DELTA_US, level_95);
  is_best = selection.best == BEST;
  *n_used += selection.n_used;
  tarn_lab_selection_clear (&selection);
  return is_best;
}

/* The other queues are worse by exactly what counts as a difference, which is the hardest case. */
static void
test_best_is_selected (void)
{
  guint n_best = 0, n_used = 0;
  Luck luck;

  luck_init (&luck);
  for (guint i = 0; i < 100; i++)
    n_best += is_best_selected (&luck, i, &n_used) ? 1 : 0;
  luck_clear (&luck);
  g_test_message ("the best in %u of 100, after %u replications in the mean", n_best, n_used / 100);
  g_assert_cmpuint (n_best, >=, 95);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statistics/big/division-undoes-multiplication",
                   test_division_undoes_multiplication);
  g_test_add_func ("/statistics/big/root-is-the-greatest", test_root_is_the_greatest);
  ADD_ROWS ("/statistics/big/division/", division_rows, test_division);
  ADD_ROWS ("/statistics/student/", student_rows, test_student);
  g_test_add_func ("/statistics/student/has-a-limit", test_student_has_a_limit);
  g_test_add_func ("/statistics/sample/interval-without-width", test_interval_without_width);
  g_test_add_func ("/statistics/student/level-is-shared", test_level_is_shared);
  g_test_add_func ("/statistics/sample/interval", test_interval);
  g_test_add_func ("/statistics/sample/interval-of-few", test_interval_of_few);
  g_test_add_func ("/statistics/sample/interval-of-equal-values", test_interval_of_equal_values);
  g_test_add_func ("/statistics/sample/n-needed", test_n_needed);
  g_test_add_func ("/statistics/pairs/differences", test_pairs);
  g_test_add_func ("/statistics/pairs/relative-difference", test_relative_difference);
  g_test_add_func ("/statistics/pairs/relative-difference-to-nothing",
                   test_relative_difference_to_nothing);
  g_test_add_func ("/statistics/pairs/relative-difference-that-is-too-large",
                   test_relative_difference_that_is_too_large);
  g_test_add_func ("/statistics/series/warm-up", test_warm_up);
  g_test_add_func ("/statistics/series/correlation", test_correlation);
  g_test_add_func ("/statistics/series/correlation-of-few-values", test_correlation_of_few_values);
  g_test_add_func ("/statistics/front", test_front);
  ADD_ROWS ("/statistics/selection/constants/", constant_rows, test_constants);
  g_test_add_func ("/statistics/selection/constants-have-limits", test_constants_have_limits);
  g_test_add_func ("/statistics/selection/many-systems", test_many_systems);
  g_test_add_func ("/statistics/selection/one-system-is-the-best", test_one_system_is_the_best);
  g_test_add_func ("/statistics/selection/equal-systems-are-all-the-best",
                   test_equal_systems_are_all_the_best);
  g_test_add_func ("/statistics/coverage", test_coverage);
  g_test_add_func ("/statistics/selection/best-is-selected", test_best_is_selected);
  return g_test_run ();
}
