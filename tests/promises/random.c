/* SPDX-License-Identifier: MIT */
/*
 * What tarn-random.h promises of streams and alias tables. The distributions themselves are tested in
 * tests/kernel/random-stream.c.
 */
#include "places.h"
#include "promise.h"

static const guint32 weights[] = { 0, 2, 1 };

static TarnRandomStream *
make_stream (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);

  return tarn_engine_create_random_stream (engine, "name", "purpose");
}

static guint64
draw_first (TarnEngine *engine, const char *name, const char *purpose)
{
  g_autoptr (TarnRandomStream) stream = tarn_engine_create_random_stream (engine, name, purpose);

  return tarn_random_stream_draw_uniform (stream, 0, 0, G_MAXUINT64);
}

/* --- Streams ---------------------------------------------------------------------------------- */

static void
test_same_draws (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new_for_replication (1, 2);
  g_autoptr (TarnEngine) same = tarn_engine_new_for_replication (1, 2);
  g_autoptr (TarnEngine) other_seed = tarn_engine_new_for_replication (2, 2);
  g_autoptr (TarnEngine) other_replication = tarn_engine_new_for_replication (1, 1);
  guint64 draw = draw_first (engine, "name", "purpose");

  g_assert_cmpuint (draw_first (same, "name", "purpose"), ==, draw);
  g_assert_cmpuint (draw_first (same, "name2", "purpose"), !=, draw);
  g_assert_cmpuint (draw_first (same, "name", "purpose2"), !=, draw);
  g_assert_cmpuint (draw_first (other_seed, "name", "purpose"), !=, draw);
  g_assert_cmpuint (draw_first (other_replication, "name", "purpose"), !=, draw);
}

static void
test_fork_and_restore (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_autoptr (GBytes) bytes = tarn_engine_save (engine, NULL);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, NULL);
  guint64 draw = draw_first (engine, "name", "purpose");

  g_assert_cmpuint (draw_first (fork, "name", "purpose"), ==, draw);
  g_assert_cmpuint (draw_first (restored, "name", "purpose"), ==, draw);
}

static void
test_any_order (void)
{
  g_autoptr (TarnRandomStream) stream = make_stream ();
  guint64 first = tarn_random_stream_draw_uniform (stream, 1, 0, G_MAXUINT64);
  guint64 second = tarn_random_stream_draw_uniform (stream, 2, 0, G_MAXUINT64);

  g_assert_cmpuint (tarn_random_stream_draw_uniform (stream, 2, 0, G_MAXUINT64), ==, second);
  g_assert_cmpuint (tarn_random_stream_draw_uniform (stream, 1, 0, G_MAXUINT64), ==, first);
  g_assert_cmpuint (tarn_random_stream_draw_uniform (stream, 1, 1, G_MAXUINT64), !=, first);
}

/* The same bits: a small draw of one distribution is a small draw of another one. */
static void
test_same_bits (void)
{
  g_autoptr (TarnRandomStream) stream = make_stream ();

  for (guint64 place = 0; place < 1000; place++)
    {
      gboolean is_low = tarn_random_stream_draw_uniform (stream, place, 0, 2) == 0;

      g_assert_true (is_low == tarn_random_stream_draw_chance (stream, place, 0, 500000));
      g_assert_true (
          is_low
          == (tarn_random_stream_draw_exponential (stream, place, 0, 1000000000) > 693147180));
    }
}

static void
test_stream_without_engine (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnRandomStream) stream = make_stream (); /* its engine is gone */
  g_autoptr (TarnRandomStream) copy = tarn_random_stream_copy (stream);
  guint64 draw = draw_first (engine, "name", "purpose");

  g_assert_cmpuint (tarn_random_stream_draw_uniform (stream, 0, 0, G_MAXUINT64), ==, draw);
  g_assert_cmpuint (tarn_random_stream_draw_uniform (copy, 0, 0, G_MAXUINT64), ==, draw);
}

static Visit *visit;
static guint64 expected;

static void
draw_here (gpointer data G_GNUC_UNUSED)
{
  g_assert_cmpuint (draw_first (visit->engine, "name", "purpose"), ==, expected);
}

static void
test_anywhere (void)
{
  for (Place place = PLACE_OUTSIDE; place < N_PLACES; place++)
    for (guint in_thread = 0; in_thread < 2; in_thread++)
      {
        g_autoptr (TarnSample) sample = tarn_sample_new (1);
        Visit own = { .sample = sample,
                      .engine = tarn_sample_get_engine (sample),
                      .in_thread = in_thread == 1,
                      .visit = draw_here };

        visit = &own;
        expected = draw_first (own.engine, "name", "purpose");
        visit_place (&own, place);
      }
}

/* --- Draws ------------------------------------------------------------------------------------ */

static void
test_ranges (void)
{
  g_autoptr (TarnRandomStream) stream = make_stream ();
  guint n_negative = 0;

  for (guint64 place = 0; place < 20000; place++)
    {
      gint64 normal = tarn_random_stream_draw_normal (stream, place, 0, 1000, 1000);

      n_negative += normal < 0;
      g_assert_cmpint (ABS (normal - 1000), <, 14000);
      g_assert_cmpuint (tarn_random_stream_draw_uniform (stream, place, 0, 3), <, 3);
      g_assert_cmpint (tarn_random_stream_draw_exponential (stream, place, 0, 10), <=, 888);
      g_assert_cmpint (tarn_random_stream_draw_log_normal (stream, place, 0, 10, 10000), >=, 0);
      g_assert_cmpint (tarn_random_stream_draw_log_normal (stream, place, 0, 10, 1000), ==, 10);
      g_assert_cmpint (tarn_random_stream_draw_pareto (stream, place, 0, 10, 1000), >=, 10);
    }
  g_assert_cmpuint (n_negative, >, 0);
}

static void
test_chance_at_greater_ppm (void)
{
  g_autoptr (TarnRandomStream) stream = make_stream ();

  for (guint64 place = 0; place < 1000; place++)
    if (tarn_random_stream_draw_chance (stream, place, 0, 300000))
      for (guint ppm = 300000; ppm <= 1000000; ppm += 100000)
        g_assert_true (tarn_random_stream_draw_chance (stream, place, 0, ppm));
}

/* P (|z| < 1) = 0.68269; the median is the mean times exp (-s * s / 2) = 0.92109. */
static void
test_two_thirds (void)
{
  g_autoptr (TarnRandomStream) stream = make_stream ();
  guint n = 0;

  for (guint64 place = 0; place < 10000; place++)
    {
      gint64 drawn = tarn_random_stream_draw_log_normal (stream, place, 0, 1000000, 1500);

      n += drawn > 921087 * 2 / 3 && drawn < 921087 * 3 / 2;
    }
  g_assert_cmpuint (n, >, 6640);
  g_assert_cmpuint (n, <, 7013);
}

static void
test_saturation (void)
{
  g_autoptr (TarnRandomStream) stream = make_stream ();
  guint n_greatest = 0;

  for (guint64 place = 0; place < 100; place++)
    {
      n_greatest
          += tarn_random_stream_draw_exponential (stream, place, 0, G_MAXINT64) == G_MAXINT64;
      g_assert_cmpint (tarn_random_stream_draw_pareto (stream, place, 0, G_MAXINT64, 1000), ==,
                       G_MAXINT64);
    }
  g_assert_cmpuint (n_greatest, >, 20);
}

/* --- Alias tables ----------------------------------------------------------------------------- */

static void
test_table (void)
{
  gint64 values[] = { 7, 8, 9 };
  g_autoptr (TarnRandomStream) stream = make_stream ();
  g_autoptr (TarnAliasTable) plain = tarn_alias_table_new (weights, G_N_ELEMENTS (weights));
  g_autoptr (TarnAliasTable) table
      = tarn_alias_table_new_with_values (values, weights, G_N_ELEMENTS (values));

  values[1] = 0; /* the table has a copy */
  g_assert_cmpint (tarn_alias_table_get_value (plain, 2), ==, 2);
  g_assert_cmpint (tarn_alias_table_get_value (table, 1), ==, 8);
  for (guint64 place = 0; place < 1000; place++)
    {
      guint position = tarn_random_stream_draw_position (stream, place, 0, table);

      g_assert_cmpuint (position, !=, 0);
      g_assert_cmpuint (position, <, 3);
      g_assert_cmpint (tarn_random_stream_draw_value (stream, place, 0, table), ==, position + 7);
    }
}

/* --- Programmer errors ------------------------------------------------------------------------ */

typedef struct
{
  void (*make) (const TarnRandomStream *stream);
} Mistake;

static void
test_mistake (gconstpointer data)
{
  const Mistake *mistake = data;
  g_autoptr (TarnRandomStream) stream = make_stream ();

  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
  mistake->make (stream);
  g_test_assert_expected_messages ();
}

static void
draw_below_0 (const TarnRandomStream *stream)
{
  g_assert_cmpuint (tarn_random_stream_draw_uniform (stream, 0, 0, 0), ==, 0);
}

static void
draw_too_many_ppm (const TarnRandomStream *stream)
{
  g_assert_false (tarn_random_stream_draw_chance (stream, 0, 0, 1000001));
}

static void
draw_negative_exponential (const TarnRandomStream *stream)
{
  g_assert_cmpint (tarn_random_stream_draw_exponential (stream, 0, 0, -1), ==, 0);
}

static void
draw_negative_deviation (const TarnRandomStream *stream)
{
  g_assert_cmpint (tarn_random_stream_draw_normal (stream, 0, 0, 5, -1), ==, 0);
}

static void
draw_negative_log_normal (const TarnRandomStream *stream)
{
  g_assert_cmpint (tarn_random_stream_draw_log_normal (stream, 0, 0, -1, 1500), ==, 0);
}

static void
draw_too_narrow_log_normal (const TarnRandomStream *stream)
{
  g_assert_cmpint (tarn_random_stream_draw_log_normal (stream, 0, 0, 5, 999), ==, 0);
}

static void
draw_too_wide_log_normal (const TarnRandomStream *stream)
{
  guint deviation = TARN_LOG_NORMAL_DEVIATION_MAX + 1;

  g_assert_cmpint (tarn_random_stream_draw_log_normal (stream, 0, 0, 5, deviation), ==, 0);
}

static void
draw_negative_pareto (const TarnRandomStream *stream)
{
  g_assert_cmpint (tarn_random_stream_draw_pareto (stream, 0, 0, -1, 1000), ==, 0);
}

static void
draw_pareto_without_shape (const TarnRandomStream *stream)
{
  g_assert_cmpint (tarn_random_stream_draw_pareto (stream, 0, 0, 5, 0), ==, 0);
}

static void
draw_too_steep_pareto (const TarnRandomStream *stream)
{
  g_assert_cmpint (tarn_random_stream_draw_pareto (stream, 0, 0, 5, TARN_PARETO_SHAPE_MAX + 1), ==,
                   0);
}

static void
make_too_long_table (const TarnRandomStream *stream G_GNUC_UNUSED)
{
  g_autofree guint32 *many = g_new (guint32, TARN_ALIAS_TABLE_LENGTH_MAX + 1);

  for (guint i = 0; i <= TARN_ALIAS_TABLE_LENGTH_MAX; i++)
    many[i] = 1;
  g_assert_null (tarn_alias_table_new (many, TARN_ALIAS_TABLE_LENGTH_MAX + 1));
}

static void
make_table_without_weight (const TarnRandomStream *stream G_GNUC_UNUSED)
{
  static const guint32 none[] = { 0, 0 };

  g_assert_null (tarn_alias_table_new (none, G_N_ELEMENTS (none)));
}

static void
make_values_without_weight (const TarnRandomStream *stream G_GNUC_UNUSED)
{
  static const gint64 values[] = { 1, 2 };
  static const guint32 none[] = { 0, 0 };

  g_assert_null (tarn_alias_table_new_with_values (values, none, G_N_ELEMENTS (none)));
}

static void
make_empty_table (const TarnRandomStream *stream G_GNUC_UNUSED)
{
  g_assert_null (tarn_alias_table_new (weights, 0));
}

static void
get_value_past_the_end (const TarnRandomStream *stream G_GNUC_UNUSED)
{
  g_autoptr (TarnAliasTable) table = tarn_alias_table_new (weights, G_N_ELEMENTS (weights));

  g_assert_cmpint (tarn_alias_table_get_value (table, G_N_ELEMENTS (weights)), ==, 0);
}

#define MISTAKE(make) (&(const Mistake){ make })

/* clang-format off */
static const Promise promises[] = {
  { "tarn-random.h: chapter: It depends on the engine's seed and replication, on the name and the purpose of a stream, and on the place and the index that you ask for.", test_same_draws },
  { "tarn-random.h: chapter: So a draw changes nothing, draws may come in any order", test_any_order },
  { "tarn-random.h: chapter: A fork and a restored engine make the same draws as the original.", test_fork_and_restore },
  { "tarn-random.h: chapter: Two draws at one place with one index use the same random bits, even if they have different distributions", test_same_bits },
  { "tarn-random.h: chapter: a result that is too great for its type is the greatest number of the type", test_saturation },
  { "tarn-random.h: TarnRandomStream: A stream does not need its engine any more.", test_stream_without_engine },
  { "tarn-random.h: create_random_stream(): If the name, the purpose, the seed or the replication differs, the draws have nothing in common.", test_same_draws },
  { "tarn-random.h: create_random_stream(): it may be called in any thread and inside of any callback", test_anywhere },
  { "tarn-random.h: random_stream_copy(): a copy, which makes the same draws", test_stream_without_engine },
  { "tarn-random.h: draw_uniform(): a number less than @below", test_ranges },
  { "tarn-random.h: draw_uniform(): the bound; 0 is a programmer error", NULL, test_mistake, MISTAKE (draw_below_0) },
  { "tarn-random.h: draw_chance(): A draw that gives %TRUE also gives %TRUE at each greater @ppm.", test_chance_at_greater_ppm },
  { "tarn-random.h: draw_chance(): more than 1000000 is a programmer error", NULL, test_mistake, MISTAKE (draw_too_many_ppm) },
  { "tarn-random.h: draw_exponential(): The greatest draw is 88.8 times the mean.", test_ranges },
  { "tarn-random.h: draw_exponential(): the mean; a negative one is a programmer error", NULL, test_mistake, MISTAKE (draw_negative_exponential) },
  { "tarn-random.h: draw_normal(): The result may be negative, even if the mean is not.", test_ranges },
  { "tarn-random.h: draw_normal(): No draw is 14 deviations away from the mean.", test_ranges },
  { "tarn-random.h: draw_normal(): the standard deviation; a negative one is a programmer error", NULL, test_mistake, MISTAKE (draw_negative_deviation) },
  { "tarn-random.h: draw_log_normal(): about two thirds of the results are between the median divided by 1.5 and the median times 1.5", test_two_thirds },
  { "tarn-random.h: draw_log_normal(): At 1000 each result is @mean.", test_ranges },
  { "tarn-random.h: draw_log_normal(): the mean of the results; a negative one is a programmer error", NULL, test_mistake, MISTAKE (draw_negative_log_normal) },
  { "tarn-random.h: draw_log_normal(): from 1000 to %TARN_LOG_NORMAL_DEVIATION_MAX; any other is a programmer error", NULL, test_mistake, MISTAKE (draw_too_narrow_log_normal) },
  { "tarn-random.h: draw_log_normal(): %TARN_LOG_NORMAL_DEVIATION_MAX; any other is a programmer error", NULL, test_mistake, MISTAKE (draw_too_wide_log_normal) },
  { "tarn-random.h: draw_pareto(): a number from @minimum to %G_MAXINT64", test_ranges },
  { "tarn-random.h: draw_pareto(): the least result; a negative one is a programmer error", NULL, test_mistake, MISTAKE (draw_negative_pareto) },
  { "tarn-random.h: draw_pareto(): from 1 to %TARN_PARETO_SHAPE_MAX; any other is a programmer error", NULL, test_mistake, MISTAKE (draw_pareto_without_shape) },
  { "tarn-random.h: draw_pareto(): %TARN_PARETO_SHAPE_MAX; any other is a programmer error", NULL, test_mistake, MISTAKE (draw_too_steep_pareto) },
  { "tarn-random.h: draw_position(): A position of weight 0 is never drawn.", test_table },
  { "tarn-random.h: draw_value(): that of the position which tarn_random_stream_draw_position() draws there", test_table },
  { "tarn-random.h: alias_table_new(): Its values are its positions, which are counted from 0.", test_table },
  { "tarn-random.h: alias_table_new(): A length that is too great", NULL, test_mistake, MISTAKE (make_too_long_table) },
  { "tarn-random.h: alias_table_new(): how many positions there are, from 1", NULL, test_mistake, MISTAKE (make_empty_table) },
  { "tarn-random.h: alias_table_new(): and weights of which none is above 0, are programmer errors", NULL, test_mistake, MISTAKE (make_table_without_weight) },
  { "tarn-random.h: new_with_values(): The table has copies of both arrays.", test_table },
  { "tarn-random.h: new_with_values(): The programmer errors are those of tarn_alias_table_new().", NULL, test_mistake, MISTAKE (make_values_without_weight) },
  { "tarn-random.h: get_value(): a position, less than the table's length; any other is a programmer error", NULL, test_mistake, MISTAKE (get_value_past_the_end) },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
