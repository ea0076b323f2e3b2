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

      g_assert_cmpint (tarn_time_histogram_get_percentile (histogram, permyriads[i]), ==,
                       find_edge (value, bits));
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
      g_assert_cmpuint (tarn_time_histogram_get_time_us (histogram).low, ==, values->len);
      if (i % 20 == 1)
        assert_percentiles (histogram, values, bits);
    }

  tarn_time_histogram_free (histogram);
}

static void
assert_same (TarnTimeHistogram *histogram, TarnTimeHistogram *other)
{
  for (guint permyriad = 0; permyriad <= 10000; permyriad += 100)
    g_assert_cmpint (tarn_time_histogram_get_percentile (histogram, permyriad), ==,
                     tarn_time_histogram_get_percentile (other, permyriad));
}

/* A long rise is the same as its parts, each microsecond counted once. */
static void
test_parts (void)
{
  TarnTimeHistogram *whole = tarn_time_histogram_new (4), *parts = tarn_time_histogram_new (4);

  tarn_time_histogram_add_rising (whole, 3, BIG + 5);
  for (gint64 at = 3; at < BIG + 5; at = MIN (2 * at, BIG + 5))
    tarn_time_histogram_add_rising (parts, at, MIN (2 * at, BIG + 5));
  assert_same (whole, parts);
  g_assert_cmpuint (tarn_time_histogram_get_time_us (whole).low, ==, BIG + 2);
  tarn_time_histogram_add_rising (whole, 0, G_MAXINT64);
  tarn_time_histogram_add_rising (whole, 0, G_MAXINT64);
  g_assert_cmpuint (tarn_time_histogram_get_time_us (whole).high, ==, 1);
  g_assert_cmpuint (tarn_time_histogram_get_time_us (whole).low, ==, BIG);

  tarn_time_histogram_free (whole);
  tarn_time_histogram_free (parts);
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
      assert_same (read, histogram);
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
  ADD_ROWS ("/time-histogram/code/", code_rows, test_code);

  return g_test_run ();
}
