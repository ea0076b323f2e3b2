/* SPDX-License-Identifier: MIT */
/* How the reports write numbers, durations, times, scales and tables: rows of values and texts. */
#include "lab/measure/words.h"
#include "lab/report/numbers.h"
#include "lab/report/scale.h"
#include "lab/report/svg.h"
#include "lab/report/text-table.h"
#include "worlds/rows.h"

#define SECOND_US G_GINT64_CONSTANT (1000000)
#define HOUR_US (3600 * SECOND_US)
#define DAY_US (24 * HOUR_US)

/* --- Decimals --------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  gint64 value;
  gint64 scale;
  guint n_decimals;
  const char *text;
  const char *grouped;
} DecimalRow;

static const DecimalRow decimal_rows[] = {
  { "zero", 0, 1, 0, "0", "0" },
  { "zero-with-decimals", 0, 1000, 3, "0.000", "0.000" },
  { "three-digits", 999, 1, 0, "999", "999" },
  { "four-digits", 1000, 1, 0, "1000", "1,000" },
  { "seven-digits", 1234567, 1, 0, "1234567", "1,234,567" },
  { "below-half", 27812499, 1000000, 3, "27.812", "27.812" },
  { "half-rounds-up", 27812500, 1000000, 3, "27.813", "27.813" },
  { "half-of-an-odd-scale", 1, 3, 0, "0", "0" },
  { "over-half-of-an-odd-scale", 2, 3, 0, "1", "1" },
  { "carries", 999999500, 1000000, 3, "1000.000", "1,000.000" },
  { "leading-zeros", 1000001, 1000000, 6, "1.000001", "1.000001" },
  { "more-decimals-than-the-scale", 5, 10, 3, "0.500", "0.500" },
  { "negative", -1234500, 1000, 1, "-1234.5", "-1,234.5" },
  { "greatest", G_MAXINT64, 1, 0, "9223372036854775807", "9,223,372,036,854,775,807" },
  { "least", G_MININT64, 1, 0, "-9223372036854775808", "-9,223,372,036,854,775,808" },
  { "greatest-and-decimals", G_MAXINT64, 1, 2, "9223372036854775807.00",
    "9,223,372,036,854,775,807.00" },
  { "greatest-scale", G_MAXINT64 / 10 - 1, G_MAXINT64 / 10, 3, "1.000", "1.000" },
};

static void
test_decimal (gconstpointer data)
{
  const DecimalRow *row = data;
  g_autofree char *text = tarn_lab_format_decimal (row->value, row->scale, row->n_decimals);
  g_autofree char *grouped
      = tarn_lab_format_grouped_decimal (row->value, row->scale, row->n_decimals);

  g_assert_cmpstr (text, ==, row->text);
  g_assert_cmpstr (grouped, ==, row->grouped);
}

/* --- Durations and times ---------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  gint64 us;
  const char *text;
} TimeRow;

static const TimeRow duration_rows[] = {
  { "none", 0, "0 s" },
  { "microsecond", 1, "0.000001 s" },
  { "quarter-second", 250000, "0.25 s" },
  { "seconds", 59 * SECOND_US, "59 s" },
  { "minute", 60 * SECOND_US, "1 min" },
  { "minutes-and-seconds", 90 * SECOND_US, "1 min 30 s" },
  { "hours", 36 * HOUR_US, "1 d 12 h" },
  { "days-and-a-bit", 10 * DAY_US + 500000, "10 d 0.5 s" },
  { "everything", DAY_US + HOUR_US + 61 * SECOND_US, "1 d 1 h 1 min 1 s" },
};

static void
test_duration (gconstpointer data)
{
  const TimeRow *row = data;
  g_autofree char *text = tarn_lab_format_duration (row->us);

  g_assert_cmpstr (text, ==, row->text);
}

static const TimeRow rough_rows[] = {
  { "none", 0, "0 s" },
  { "microseconds", 999, "999 us" },
  { "milliseconds", 1500, "1.5 ms" },
  { "second", SECOND_US, "1.0 s" },
  { "below-two-minutes", 120 * SECOND_US - 60000, "119.9 s" },
  { "two-minutes", 120 * SECOND_US, "2.0 min" },
  { "half-rounds-up", 123 * SECOND_US, "2.1 min" },
  { "two-hours", 2 * HOUR_US, "2.0 h" },
  { "below-two-days", 2 * DAY_US - HOUR_US, "47.0 h" },
  { "days", 10 * DAY_US, "10.0 d" },
};

static void
test_rough (gconstpointer data)
{
  const TimeRow *row = data;
  g_autofree char *text = tarn_lab_format_rough_duration (row->us);

  g_assert_cmpstr (text, ==, row->text);
}

static const TimeRow time_rows[] = {
  { "beginning", 0, "1970-01-01" },
  { "microsecond", 1, "1970-01-01T00:00:00.000001Z" },
  { "before-the-beginning", -1, "1969-12-31T23:59:59.999999Z" },
  { "hour", 6 * HOUR_US, "1970-01-01T06:00Z" },
  { "second", 6 * HOUR_US + SECOND_US, "1970-01-01T06:00:01Z" },
  { "leap-day", G_GINT64_CONSTANT (951782400) * SECOND_US, "2000-02-29" },
  { "last-year", G_GINT64_CONSTANT (253402300799) * SECOND_US, "9999-12-31T23:59:59Z" },
  { "beyond-dates", G_GINT64_CONSTANT (253402300800) * SECOND_US, "253402300800000000 us" },
};

static void
test_time (gconstpointer data)
{
  const TimeRow *row = data;
  g_autofree char *text = tarn_lab_format_time (row->us);

  g_assert_cmpstr (text, ==, row->text);
}

/* An explanation writes whole seconds, but what is shorter than one in microseconds. */
static const TimeRow span_rows[] = {
  { "none", 0, "0 s" },
  { "microsecond", 1, "1 us" },
  { "below-a-second", SECOND_US - 1, "999999 us" },
  { "second", SECOND_US, "1 s" },
  { "second-and-a-bit", 2 * SECOND_US - 1, "1 s" },
  { "below-a-minute", 60 * SECOND_US - 1, "59 s" },
  { "minute", 60 * SECOND_US, "1 min" },
  { "everything", 2 * DAY_US + HOUR_US + 61 * SECOND_US + 1, "2 d 1 h 1 min 1 s" },
};

static void
test_span (gconstpointer data)
{
  const TimeRow *row = data;
  g_autoptr (GString) text = g_string_new (NULL);

  tarn_lab_append_span (text, row->us);
  g_assert_cmpstr (text->str, ==, row->text);
}

static void
test_count (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint n = 0; n < 3; n++)
    tarn_lab_append_count (text, n, "; run");
  g_assert_cmpstr (text->str, ==, "0 ; runs1 ; run2 ; runs");
}

/* --- Scales ----------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  TarnLabPictureAxis axis;
  guint n_max;
  const char *text; /* the title, and each tick with its place on an axis from 100 to 1100 */
} ScaleRow;

#define AMOUNT(unit, low, high)                                                                    \
  {                                                                                                \
    TARN_LAB_AXIS_AMOUNT, (char *) "x", (char *) unit, FALSE, low, high                            \
  }
#define FROM_ZERO(unit, low, high)                                                                 \
  {                                                                                                \
    TARN_LAB_AXIS_AMOUNT, (char *) "x", (char *) unit, TRUE, low, high                             \
  }
#define TIME(low, high)                                                                            \
  {                                                                                                \
    TARN_LAB_AXIS_TIME, (char *) "x", (char *) "us", FALSE, low, high                              \
  }

/* clang-format off */
static const ScaleRow scale_rows[] = {
  { "as-many-as-may-be", AMOUNT ("things", 0, 9), 10,
    "x, things; 0 at 100; 1 at 211; 2 at 322; 3 at 433; 4 at 544; 5 at 656; 6 at 767; 7 at 878; 8 at 989; 9 "
    "at 1100" },
  { "one-too-many", AMOUNT ("things", 0, 10), 10,
    "x, things; 0 at 100; 2 at 300; 4 at 500; 6 at 700; 8 at 900; 10 at 1100" },
  { "steps-of-5", AMOUNT ("things", 0, 49), 10,
    "x, things; 0 at 100; 5 at 200; 10 at 300; 15 at 400; 20 at 500; 25 at 600; 30 at 700; 35 at 800; 40 at "
    "900; 45 at 1000; 50 at 1100" },
  { "steps-of-10", AMOUNT ("things", 0, 50), 6,
    "x, things; 0 at 100; 10 at 300; 20 at 500; 30 at 700; 40 at 900; 50 at 1100" },
  { "ends-at-ticks", AMOUNT ("things", 13, 27), 4,
    "x, things; 10 at 100; 15 at 350; 20 at 600; 25 at 850; 30 at 1100" },
  { "below-zero", AMOUNT ("things", -13, 27), 6,
    "x, things; -20 at 100; -10 at 300; 0 at 500; 10 at 700; 20 at 900; 30 at 1100" },
  { "only-below-zero", AMOUNT ("things", -20, -10), 3,
    "x, things; -20 at 100; -15 at 600; -10 at 1100" },
  { "from-zero", FROM_ZERO ("things", 90, 100), 3,
    "x, things; 0 at 100; 50 at 600; 100 at 1100" },
  { "from-zero-and-below", FROM_ZERO ("things", -90, 100), 5,
    "x, things; -100 at 100; -50 at 350; 0 at 600; 50 at 850; 100 at 1100" },
  { "nothing-but-zero", FROM_ZERO ("us", 0, 0), 6,
    "x, us; 0 at 100; 1 at 1100" },
  { "high-below-low", AMOUNT ("things", 7, 3), 6,
    "x, things; 7 at 100; 8 at 1100" },
  { "greatest", AMOUNT ("things", 0, G_MAXINT64), 3,
    "x, things; 0 at 100; 2,305,843,009,213,693,952 at 1100" },
  { "least", AMOUNT ("things", G_MININT64, 0), 3,
    "x, things; -2,305,843,009,213,693,952 at 100; 0 at 1100" },
  { "percent", AMOUNT ("ppm", 0, 20000), 5,
    "x, %; 0.0 at 100; 0.5 at 350; 1.0 at 600; 1.5 at 850; 2.0 at 1100" },
  { "percent-with-decimals", AMOUNT ("ppm", 0, 20000), 2,
    "x, %; 0 at 100; 2 at 1100" },
  { "usd", AMOUNT ("nano-usd", 0, 3), 4,
    "x, USD; 0.000000000 at 100; 0.000000001 at 433; 0.000000002 at 767; 0.000000003 at 1100" },
  { "bytes", AMOUNT ("bytes", 0, 2500), 6,
    "x, kB; 0.0 at 100; 0.5 at 300; 1.0 at 500; 1.5 at 700; 2.0 at 900; 2.5 at 1100" },
  { "bytes-below-zero", AMOUNT ("bytes", -2500, 0), 6,
    "x, kB; -2.5 at 100; -2.0 at 300; -1.5 at 500; -1.0 at 700; -0.5 at 900; 0.0 at 1100" },
  { "seconds", AMOUNT ("us", 0, 40 * SECOND_US), 5,
    "x, s; 0 at 100; 10 at 350; 20 at 600; 30 at 850; 40 at 1100" },
  { "minutes-with-decimals", AMOUNT ("us", 0, 3 * 60 * SECOND_US), 7,
    "x, min; 0.0 at 100; 0.5 at 267; 1.0 at 433; 1.5 at 600; 2.0 at 767; 2.5 at 933; 3.0 at 1100" },
  { "seconds-because-minutes-have-no-end", AMOUNT ("us", 0, 125 * SECOND_US), 13,
    "x, s; 0 at 100; 10 at 177; 20 at 254; 30 at 331; 40 at 408; 50 at 485; 60 at 562; 70 at 638; 80 at 715; "
    "90 at 792; 100 at 869; 110 at 946; 120 at 1023; 130 at 1100" },
  { "days-of-time", AMOUNT ("us", 0, 60 * DAY_US), 3,
    "x, d; 0 at 100; 28 at 433; 56 at 767; 84 at 1100" },
  { "months-of-time", AMOUNT ("us", 0, 90 * DAY_US), 3,
    "x, d; 0 at 100; 50 at 600; 100 at 1100" },
  { "parts-of-days-count", AMOUNT ("us", 0, 149 * DAY_US), 3,
    "x, d; 0 at 100; 100 at 600; 200 at 1100" },
  { "calendar-seconds", TIME (30 * SECOND_US, 90 * SECOND_US), 3,
    "x, UTC; 00:00:30 at 100; 00:01:00 at 600; 00:01:30 at 1100" },
  { "calendar-minutes", TIME (30 * SECOND_US, 210 * SECOND_US), 4,
    "x, UTC; 00:01 at 267; 00:02 at 600; 00:03 at 933" },
  { "calendar-days", TIME (DAY_US - 1, 4 * DAY_US), 4,
    "x, UTC; Jan 2 at 100; Jan 3 at 433; Jan 4 at 767; Jan 5 at 1100" },
  { "calendar-between-ticks", TIME (HOUR_US + 1, HOUR_US + 2), 4,
    "x, UTC; 01:00:00 at 100; 01:00:00 at 1100" },
  { "before-the-calendar", TIME (-HOUR_US, HOUR_US), 3,
    "x, UTC; 23:00 at 100; Jan 1 at 600; 01:00 at 1100" },
  { "beyond-dates", TIME (G_GINT64_CONSTANT (253402300800) * SECOND_US, G_GINT64_CONSTANT (253402387200) * SECOND_US),
    2,
    "x, UTC; 253402300800000000 us at 100; 253402387200000000 us at 1100" },
};
/* clang-format on */

static void
test_scale (gconstpointer data)
{
  const ScaleRow *row = data;
  TarnLabScale scale = tarn_lab_scale_new (&row->axis, row->n_max, 100, 1100);
  g_autofree char *title = tarn_lab_scale_get_title (&scale, &row->axis);
  g_autoptr (GString) text = g_string_new (title);

  for (gint64 tick = tarn_lab_scale_get_first_tick (&scale); tick <= scale.high; tick += scale.step)
    {
      g_autofree char *number = tarn_lab_scale_format (&scale, tick);

      g_string_append_printf (text, "; %s at %d", number, tarn_lab_scale_get_place (&scale, tick));
    }
  g_assert_cmpstr (text->str, ==, row->text);
}

/* The place of a value beyond an end is that end, also where the axis goes the other way. */
static void
test_places (void)
{
  const TarnLabPictureAxis axis = AMOUNT ("things", 0, 8);
  TarnLabScale right = tarn_lab_scale_new (&axis, 9, 0, 80),
               up = tarn_lab_scale_new (&axis, 9, 80, 0);

  for (gint i = -1; i <= 9; i++)
    {
      g_assert_cmpint (tarn_lab_scale_get_place (&right, i), ==, CLAMP (i, 0, 8) * 10);
      g_assert_cmpint (tarn_lab_scale_get_place (&up, i), ==, 80 - CLAMP (i, 0, 8) * 10);
    }
}

/* --- Texts of drawings ------------------------------------------------------------------------ */

/* Of the control characters only the line feed may stand in a drawing or a page. */
static void
test_escaped (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  tarn_lab_append_escaped (text, "a\001\037 \n\t<>&\"'\303\251~");
  g_assert_cmpstr (text->str, ==, "a \n&lt;&gt;&amp;&quot;&#39;\303\251~");
}

typedef struct
{
  const char *name;
  const char *words;
  gint n_characters; /* for which there is room */
  const char *text;
} ShortenedRow;

static const ShortenedRow shortened_rows[] = {
  { "fits", "caf\303\251", 4, "caf\303\251" },     { "one-too-many", "caf\303\251s", 4, "caf…" },
  { "room-for-one", "caf\303\251", 1, "…" },       { "no-room", "caf\303\251", 0, "…" },
  { "less-than-no-room", "caf\303\251", -1, "…" }, { "nothing", "", 0, "" },
  { "nothing-in-less-than-no-room", "", -1, "" },
};

static void
test_shortened (gconstpointer data)
{
  const ShortenedRow *row = data;
  g_autofree char *text
      = tarn_lab_svg_shorten (row->words, row->n_characters * TARN_LAB_SVG_CHARACTER);

  g_assert_cmpstr (text, ==, row->text);
}

/* --- Tables ----------------------------------------------------------------------------------- */

static char *
make_table (const TarnLabTextColumn *columns, guint n_columns, const char *const *cells)
{
  g_autoptr (TarnLabTextTable) table = tarn_lab_text_table_new (columns, n_columns);
  GString *text = g_string_new (NULL);

  for (guint i = 0; cells[i] != NULL; i++)
    tarn_lab_text_table_add (table, g_strdup (cells[i]));
  tarn_lab_text_table_append_to (table, text);
  return g_string_free (text, FALSE);
}

static void
test_table_aligned (void)
{
  static const TarnLabTextColumn columns[]
      = { { { "" }, TRUE }, { { "USD", "per day" }, FALSE }, { { NULL, "says" }, TRUE } };
  static const char *const cells[] = { "all", "1,140.80", "a text", "caf\303\251s", "-", "", NULL };
  g_autofree char *text = make_table (columns, G_N_ELEMENTS (columns), cells);

  g_assert_cmpstr (text, ==,
                   "            USD\n"
                   "        per day  says\n"
                   "all    1,140.80  a text\n"
                   "caf\303\251s         -\n");
}

static void
test_table_empty (void)
{
  static const TarnLabTextColumn columns[] = { { { "metric" }, TRUE }, { { "unit" }, FALSE } };
  static const char *const cells[] = { NULL };
  g_autofree char *text = make_table (columns, G_N_ELEMENTS (columns), cells);

  g_assert_cmpstr (text, ==, "metric  unit\n");
}

typedef struct
{
  const char *name;
  const char *words;
  guint indent;
  guint width;
  const char *text;
} WrappedRow;

static const WrappedRow wrapped_rows[] = {
  { "nothing", "", 0, 10, "\n" },
  { "one-line", "a bc def", 0, 8, "a bc def\n" },
  { "two-lines", "a bc def", 0, 7, "a bc\ndef\n" },
  { "long-word", "a extraordinary b", 0, 5, "a\nextraordinary\nb\n" },
  { "indent-counts", "aa bb cc", 4, 9, "aa bb\n    cc\n" },
};

static void
test_wrapped (gconstpointer data)
{
  const WrappedRow *row = data;
  g_autoptr (GString) text = g_string_new (NULL);

  tarn_lab_append_wrapped (text, row->words, row->indent, row->width);
  g_assert_cmpstr (text->str, ==, row->text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/report-texts/decimal/", decimal_rows, test_decimal);
  ADD_ROWS ("/report-texts/duration/", duration_rows, test_duration);
  ADD_ROWS ("/report-texts/rough-duration/", rough_rows, test_rough);
  ADD_ROWS ("/report-texts/time/", time_rows, test_time);
  ADD_ROWS ("/report-texts/span/", span_rows, test_span);
  g_test_add_func ("/report-texts/count", test_count);
  ADD_ROWS ("/report-texts/scale/", scale_rows, test_scale);
  g_test_add_func ("/report-texts/places", test_places);
  g_test_add_func ("/report-texts/escaped", test_escaped);
  ADD_ROWS ("/report-texts/shortened/", shortened_rows, test_shortened);
  g_test_add_func ("/report-texts/table/aligned", test_table_aligned);
  g_test_add_func ("/report-texts/table/empty", test_table_empty);
  ADD_ROWS ("/report-texts/wrapped/", wrapped_rows, test_wrapped);
  return g_test_run ();
}
