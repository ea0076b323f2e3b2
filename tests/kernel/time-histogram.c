/* SPDX-License-Identifier: MIT */
/*
 * These tests compare a histogram over time with a list of the value in each microsecond. A value that rises is
 * in each microsecond that at which it begins.
 */
#include "kernel/time-histogram.h"

#include "kernel/random.h"
#include "worlds/rows.h"

#define BIG (G_GINT64_CONSTANT (1) << 40)

/* --- The lower edge, by its definition ---------------------------------------------------------- */

/* Keeps the @bits highest bits behind the first one. */
static gint64
find_edge (gint64 value, guint bits)
{
  gint64 width = 1;

  while (value / width >= G_GINT64_CONSTANT (2) << bits)
    width *= 2;
  return value / width * width;
}

typedef struct
{
  const char *name;
  guint bits;
  gint64 value;
} EdgeRow;

static const EdgeRow edge_rows[] = {
  { "zero", 4, 0 },
  { "exact", 4, 15 },
  { "first-octave", 4, 16 },
  { "end-of-exact", 4, 31 },
  { "second-octave", 4, 32 },
  { "below-edge", 4, 33 },
  { "hour", 4, G_GINT64_CONSTANT (3600000000) },
  { "hour-of-7-bits", 7, G_GINT64_CONSTANT (3600000000) },
  { "exact-of-7-bits", 7, 255 },
  { "power-of-32", 7, G_GINT64_CONSTANT (1) << 32 },
  { "below-power-of-40", 7, BIG - 1 },
  { "greatest", 4, G_MAXINT64 },
  { "greatest-of-7-bits", 7, G_MAXINT64 },
};

static void
test_edge (gconstpointer data)
{
  const EdgeRow *row = data;
  TarnTimeHistogram *histogram = tarn_time_histogram_new (row->bits);

  tarn_time_histogram_add_constant (histogram, row->value, 1);
  g_assert_cmpint (tarn_time_histogram_get_percentile (histogram, 10000), ==,
                   find_edge (row->value, row->bits));
  tarn_time_histogram_free (histogram);
}

/* --- The whole of a histogram ------------------------------------------------------------------- */

static TarnWide
get_time (const TarnTimeHistogram *histogram)
{
  TarnWide time;

  tarn_time_histogram_get_time (histogram, &time);
  return time;
}

/* One bucket after the other as text. */
static void
print_bucket (gint64 least, gint64 greatest, const TarnWide *time, gpointer data)
{
  g_string_append_printf (data, "%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT ":", least, greatest);
  if (time->high > 0)
    g_string_append_printf (data, "%" G_GUINT64_FORMAT "*2^64+", time->high);
  g_string_append_printf (data, "%" G_GUINT64_FORMAT " ", time->low);
}

static char *
print_histogram (const TarnTimeHistogram *histogram)
{
  GString *text = g_string_new (NULL);

  tarn_time_histogram_foreach (histogram, print_bucket, text);
  return g_string_free (text, FALSE);
}

static void
assert_buckets (const TarnTimeHistogram *histogram, const char *expected)
{
  g_autofree char *text = print_histogram (histogram);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_equal (const TarnTimeHistogram *a, const TarnTimeHistogram *b)
{
  g_autofree char *text = print_histogram (a);

  assert_buckets (b, text);
}

/* --- Against a list of microseconds ------------------------------------------------------------- */

static gint
compare_values (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static void
assert_percentiles (const TarnTimeHistogram *histogram, GArray *values, guint bits)
{
  static const guint permyriads[] = { 0, 1, 100, 2500, 5000, 9000, 9900, 9999, 10000 };

  g_array_sort (values, compare_values);
  for (guint i = 0; i < G_N_ELEMENTS (permyriads); i++)
    {
      guint64 rank = ((guint64) values->len * permyriads[i] + 9999) / 10000;
      gint64 value = g_array_index (values, gint64, MAX (rank, 1) - 1);

      gint64 least, greatest;

      g_assert_cmpint (tarn_time_histogram_get_percentile (histogram, permyriads[i]), ==,
                       find_edge (value, bits));
      g_assert_true (
          tarn_time_histogram_get_percentile_bounds (histogram, permyriads[i], &least, &greatest));
      g_assert_cmpint (least, ==, find_edge (value, bits));
      g_assert_cmpint (find_edge (greatest, bits), ==, least);
      g_assert_cmpint (find_edge (greatest + 1, bits), ==, greatest + 1);
    }
}

/* Adds the same stretches to the histogram and, each microsecond by itself, to the list. */
static void
add_stretch (TarnTimeHistogram *histogram, GArray *values, const guint32 *words)
{
  gint64 from = (gint64) (words[0] >> words[2] % 32), length = words[1] % 300;
  gboolean is_rising = words[3] % 3 != 0;

  if (is_rising)
    tarn_time_histogram_add_rising (histogram, from, from + length);
  else
    tarn_time_histogram_add_constant (histogram, from, length);
  for (gint64 i = 0; i < length; i++)
    {
      gint64 value = is_rising ? from + i : from;

      g_array_append_val (values, value);
    }
}

static void
test_list (gconstpointer data)
{
  guint bits = GPOINTER_TO_UINT (data);
  TarnTimeHistogram *histogram = tarn_time_histogram_new (bits);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (gint64));
  TarnRandom random;

  tarn_random_init (&random, 12, 0);
  g_assert_cmpint (tarn_time_histogram_get_percentile (histogram, 5000), ==, -1);
  for (guint32 i = 0; i < 400; i++)
    {
      TarnDraw draw = { bits, i, 1, 0 };
      guint32 words[4];

      tarn_random_block (&random, &draw, words);
      add_stretch (histogram, values, words);
      g_assert_cmpuint (get_time (histogram).low, ==, values->len);
      if (i % 20 == 1)
        assert_percentiles (histogram, values, bits);
    }

  tarn_time_histogram_free (histogram);
}

/* A long rise is the same as its parts, each microsecond counted once. */
static void
test_parts (void)
{
  TarnTimeHistogram *whole = tarn_time_histogram_new (4), *parts = tarn_time_histogram_new (4);

  tarn_time_histogram_add_rising (whole, 3, BIG + 5);
  for (gint64 at = 3; at < BIG + 5; at = MIN (2 * at, BIG + 5))
    tarn_time_histogram_add_rising (parts, at, MIN (2 * at, BIG + 5));
  assert_equal (whole, parts);
  g_assert_cmpuint (get_time (whole).low, ==, BIG + 2);
  tarn_time_histogram_add_rising (whole, 0, G_MAXINT64);
  tarn_time_histogram_add_rising (whole, 0, G_MAXINT64);
  g_assert_cmpuint (get_time (whole).high, ==, 1);
  g_assert_cmpuint (get_time (whole).low, ==, BIG);

  tarn_time_histogram_free (whole);
  tarn_time_histogram_free (parts);
}

static void
test_buckets (void)
{
  g_autoptr (TarnTimeHistogram) histogram = tarn_time_histogram_new (1);
  gint64 least, greatest;

  assert_buckets (histogram, "");
  g_assert_false (tarn_time_histogram_get_percentile_bounds (histogram, 0, &least, &greatest));
  g_assert_cmpint (least, ==, -1);
  g_assert_cmpint (greatest, ==, -1);
  tarn_time_histogram_add_rising (histogram, 1, 9);
  tarn_time_histogram_add_constant (histogram, 13, 100);
  tarn_time_histogram_add_constant (histogram, 20, 0);
  assert_buckets (histogram, "1-1:1 2-2:1 3-3:1 4-5:2 6-7:2 8-11:1 12-15:100 ");
  tarn_time_histogram_add_constant (histogram, G_MAXINT64, 5);
  g_assert_true (tarn_time_histogram_get_percentile_bounds (histogram, 10000, &least, &greatest));
  g_assert_cmpint (least, ==, G_GINT64_CONSTANT (3) << 61);
  g_assert_cmpint (greatest, ==, G_MAXINT64);
}

/* Stretches are dealt to three histograms, which are then added in each order. */
static void
test_merge (void)
{
  static const guint orders[][3]
      = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  TarnTimeHistogram *parts[3], *whole = tarn_time_histogram_new (3);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (gint64));
  TarnRandom random;

  for (guint i = 0; i < 3; i++)
    parts[i] = tarn_time_histogram_new (3);
  tarn_random_init (&random, 13, 0);
  for (guint32 i = 0; i < 300; i++)
    {
      TarnDraw draw = { 3, i, 1, 0 };
      guint32 words[4];

      tarn_random_block (&random, &draw, words);
      add_stretch (whole, values, words);
      add_stretch (parts[words[3] % 5 % 3], values, words);
    }

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (TarnTimeHistogram) sum = tarn_time_histogram_copy (parts[orders[i][0]]);

      tarn_time_histogram_add_histogram (sum, parts[orders[i][1]]);
      tarn_time_histogram_add_histogram (sum, parts[orders[i][2]]);
      assert_equal (sum, whole);
      g_assert_cmpuint (tarn_time_histogram_get_bits (sum), ==, 3);
    }

  for (guint i = 0; i < 3; i++)
    tarn_time_histogram_free (parts[i]);
  tarn_time_histogram_free (whole);
}

/* A histogram that is added to itself doubles, and its times end at the greatest number. */
static void
test_doubling (void)
{
  g_autoptr (TarnTimeHistogram) histogram = tarn_time_histogram_new (2);

  tarn_time_histogram_add_constant (histogram, 9, 3);
  tarn_time_histogram_add_histogram (histogram, histogram);
  assert_buckets (histogram, "8-9:6 ");
  for (guint i = 1; i < 126; i++)
    tarn_time_histogram_add_histogram (histogram, histogram);
  g_assert_true (
      tarn_wide_is_equal (get_time (histogram), (TarnWide){ G_GUINT64_CONSTANT (3) << 62, 0 }));
  tarn_time_histogram_add_histogram (histogram, histogram);
  g_assert_true (tarn_wide_is_equal (get_time (histogram), TARN_WIDE_MAX));
  tarn_time_histogram_add_constant (histogram, 9, 1);
  tarn_time_histogram_add_constant (histogram, 1, 1);
  g_assert_true (tarn_wide_is_equal (get_time (histogram), TARN_WIDE_MAX));
}

/* --- Saving ------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  guint32 at; /* the byte of the saved buckets that is changed; 0 for none */
  guint8 byte;
  const char *message; /* NULL if it can be read */
} CodeRow;

/* The buckets of a rise from 2 to 40: count, then index, high and low time and coverings of each. */
static const CodeRow code_rows[] = {
  { "good", 0, 0, NULL },
  { "other-time", 16, 7, "have another time than the measures" },
  { "covering-that-never-ends", 24, 3, "have another time than the measures" },
  { "covering-too-many", 31, 0x7f, "bucket[0].covering" },
  { "index-out-of-range", 6, 0xff, "bucket[0].index" },
  { "index-not-in-order", 32, 1, "is not in order" },
};

static void
test_code (gconstpointer data)
{
  const CodeRow *row = data;
  TarnTimeHistogram *histogram = tarn_time_histogram_new (4), *read = tarn_time_histogram_new (4);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  TarnCodec codec;

  tarn_time_histogram_add_rising (histogram, 2, 40);
  tarn_codec_init_writer (&codec, bytes);
  tarn_time_histogram_code (histogram, &codec, "ages", (TarnWide){ 0, 38 });
  tarn_codec_clear (&codec);
  if (row->at > 0)
    bytes->data[row->at] = row->byte;

  tarn_codec_init_reader (&codec, bytes->data, bytes->len);
  tarn_time_histogram_code (read, &codec, "ages", (TarnWide){ 0, 38 });
  if (row->message == NULL)
    {
      g_assert_true (tarn_codec_is_ok (&codec));
      assert_equal (read, histogram);
    }
  else
    {
      g_assert_nonnull (codec.error);
      g_assert_nonnull (strstr (codec.error->message, row->message));
    }
  tarn_codec_clear (&codec);
  tarn_time_histogram_free (histogram);
  tarn_time_histogram_free (read);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/time-histogram/edge/", edge_rows, test_edge);
  g_test_add_data_func ("/time-histogram/list-of-2-bits", GUINT_TO_POINTER (2), test_list);
  g_test_add_data_func ("/time-histogram/list-of-4-bits", GUINT_TO_POINTER (4), test_list);
  g_test_add_data_func ("/time-histogram/list-of-7-bits", GUINT_TO_POINTER (7), test_list);
  g_test_add_func ("/time-histogram/parts", test_parts);
  g_test_add_func ("/time-histogram/buckets", test_buckets);
  g_test_add_func ("/time-histogram/merge", test_merge);
  g_test_add_func ("/time-histogram/doubling", test_doubling);
  ADD_ROWS ("/time-histogram/code/", code_rows, test_code);

  return g_test_run ();
}
