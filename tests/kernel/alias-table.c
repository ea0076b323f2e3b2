/* SPDX-License-Identifier: MIT */
/*
 * An alias table gives each position exactly as many numbers as its weight says. Small tables are counted
 * number by number, great ones are drawn from.
 */
#include "kernel/random-stream.h"

typedef struct
{
  const char *name;
  guint n_weights;
  guint32 weights[9];
} Weights;

static const Weights rows[] = {
  { "one", 1, { 7 } },
  { "equal", 4, { 5, 5, 5, 5 } },
  { "one-of-two", 2, { 0, 3 } },
  { "the-last-of-many", 9, { 0, 0, 0, 0, 0, 0, 0, 0, 1 } },
  { "the-first-of-many", 9, { 1, 0, 0, 0, 0, 0, 0, 0, 0 } },
  { "rising", 9, { 1, 2, 3, 4, 5, 6, 7, 8, 9 } },
  { "falling", 9, { 256, 128, 64, 32, 16, 8, 4, 2, 1 } },
  { "zipf", 9, { 2520, 1260, 840, 630, 504, 420, 360, 315, 280 } },
  { "with-gaps", 8, { 0, 10, 0, 0, 3, 1, 0, 100 } },
  { "one-above-all", 5, { 1, 1, 100000, 1, 1 } },
  { "prime", 7, { 2, 3, 5, 7, 11, 13, 17 } },
};

static void
test_exact (gconstpointer data)
{
  const Weights *row = data;
  g_autoptr (TarnAliasTable) table = tarn_alias_table_new (row->weights, row->n_weights);
  guint64 counts[G_N_ELEMENTS (row->weights)] = { 0 }, sum = 0;

  for (guint i = 0; i < row->n_weights; i++)
    sum += row->weights[i];
  g_assert_cmpuint (tarn_alias_table_get_length (table), ==, row->n_weights);
  g_assert_cmpuint (tarn_alias_table_get_range (table), ==, sum * row->n_weights);
  for (guint64 number = 0; number < sum * row->n_weights; number++)
    {
      guint position = tarn_alias_table_look_up (table, number);

      g_assert_cmpuint (position, <, row->n_weights);
      counts[position]++;
    }
  for (guint i = 0; i < row->n_weights; i++)
    g_assert_cmpuint (counts[i], ==, (guint64) row->weights[i] * row->n_weights);
}

/*
 * The greatest table with the greatest weights has a range that just fits. Half of its positions have the weight
 * 0, so each other one gets two columns, of which one is its own.
 */
static void
test_greatest (void)
{
  g_autofree guint32 *weights = g_new (guint32, TARN_ALIAS_TABLE_LENGTH_MAX);
  g_autofree guint8 *n_columns = g_new0 (guint8, TARN_ALIAS_TABLE_LENGTH_MAX);

  for (guint i = 0; i < TARN_ALIAS_TABLE_LENGTH_MAX; i++)
    weights[i] = G_MAXUINT32;
  g_autoptr (TarnAliasTable) full = tarn_alias_table_new (weights, TARN_ALIAS_TABLE_LENGTH_MAX);
  guint64 range = tarn_alias_table_get_range (full);
  g_assert_cmpuint (range, ==, G_MAXUINT64 - G_MAXUINT32);
  g_assert_cmpuint (tarn_alias_table_look_up (full, 0), ==, 0);
  g_assert_cmpuint (tarn_alias_table_look_up (full, range - 1), ==,
                    TARN_ALIAS_TABLE_LENGTH_MAX - 1);

  for (guint i = 0; i < TARN_ALIAS_TABLE_LENGTH_MAX; i += 2)
    weights[i] = 0;
  g_autoptr (TarnAliasTable) half = tarn_alias_table_new (weights, TARN_ALIAS_TABLE_LENGTH_MAX);
  guint64 height = tarn_alias_table_get_range (half) / TARN_ALIAS_TABLE_LENGTH_MAX;
  for (guint64 i = 0; i < TARN_ALIAS_TABLE_LENGTH_MAX; i++)
    {
      guint position = tarn_alias_table_look_up (half, i * height);

      g_assert_cmpuint (tarn_alias_table_look_up (half, i * height + height - 1), ==, position);
      n_columns[position]++;
    }
  for (guint i = 0; i < TARN_ALIAS_TABLE_LENGTH_MAX; i++)
    g_assert_cmpuint (n_columns[i], ==, i % 2 * 2);
}

/* Chi-square of draws against the weights, with 8 degrees of freedom: 1 in 10000 are above 32. */
static void
test_draws (void)
{
  enum
  {
    N_DRAWS = 100000,
    SUM = 7129
  };
  static const guint32 weights[] = { 2520, 1260, 840, 630, 504, 420, 360, 315, 280 };
  g_autoptr (TarnAliasTable) table = tarn_alias_table_new (weights, G_N_ELEMENTS (weights));
  gint64 counts[G_N_ELEMENTS (weights)] = { 0 }, chi_square = 0;
  TarnRandom random;

  tarn_random_init (&random, 1, 0);
  g_autoptr (TarnRandomStream) stream = tarn_random_stream_new (&random, "zipf", "position");
  for (guint64 place = 0; place < N_DRAWS; place++)
    counts[tarn_random_stream_draw_position (stream, place, 0, table)]++;
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      gint64 expected = (gint64) weights[i] * N_DRAWS / SUM, difference = counts[i] - expected;

      chi_square += 1000 * difference * difference / expected;
    }
  g_assert_cmpint (chi_square, >, 1000);
  g_assert_cmpint (chi_square, <, 32000);
}

static void
test_values (void)
{
  static const gint64 values[] = { G_MININT64, 5, G_MAXINT64 };
  static const guint32 weights[] = { 1, 0, 2 };
  gint64 copy[G_N_ELEMENTS (values)];
  TarnRandom random;

  memcpy (copy, values, sizeof copy);
  g_autoptr (TarnAliasTable) table
      = tarn_alias_table_new_with_values (copy, weights, G_N_ELEMENTS (values));
  g_autoptr (TarnAliasTable) plain = tarn_alias_table_new (weights, G_N_ELEMENTS (values));
  memset (copy, 0, sizeof copy);
  tarn_random_init (&random, 1, 0);
  g_autoptr (TarnRandomStream) stream = tarn_random_stream_new (&random, "name", "value");
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_assert_cmpint (tarn_alias_table_get_value (table, i), ==, values[i]);
      g_assert_cmpint (tarn_alias_table_get_value (plain, i), ==, i);
    }
  for (guint64 place = 0; place < 1000; place++)
    {
      guint position = tarn_random_stream_draw_position (stream, place, 3, plain);

      g_assert_cmpuint (position, !=, 1);
      g_assert_cmpint (tarn_random_stream_draw_value (stream, place, 3, table), ==,
                       values[position]);
      g_assert_cmpint (tarn_random_stream_draw_value (stream, place, 3, plain), ==, position);
    }
}

static void
test_references (void)
{
  static const guint32 weights[] = { 1, 2 };
  TarnAliasTable *table = tarn_alias_table_new (weights, G_N_ELEMENTS (weights));
  TarnAliasTable *boxed = g_boxed_copy (TARN_TYPE_ALIAS_TABLE, table);

  g_assert_true (boxed == table);
  g_assert_true (tarn_alias_table_ref (table) == table);
  tarn_alias_table_unref (table);
  g_boxed_free (TARN_TYPE_ALIAS_TABLE, boxed);
  g_assert_cmpuint (tarn_alias_table_get_length (table), ==, 2);
  tarn_alias_table_unref (table);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strconcat ("/alias-table/exact/", rows[i].name, NULL);

      g_test_add_data_func (name, &rows[i], test_exact);
    }
  g_test_add_func ("/alias-table/greatest", test_greatest);
  g_test_add_func ("/alias-table/draws", test_draws);
  g_test_add_func ("/alias-table/values", test_values);
  g_test_add_func ("/alias-table/references", test_references);

  return g_test_run ();
}
