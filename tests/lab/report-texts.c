/* SPDX-License-Identifier: MIT */
/* How the reports write numbers, durations, times and tables: rows of values and texts. */
#include "lab/report/numbers.h"
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
  g_test_add_func ("/report-texts/table/aligned", test_table_aligned);
  g_test_add_func ("/report-texts/table/empty", test_table_empty);
  ADD_ROWS ("/report-texts/wrapped/", wrapped_rows, test_wrapped);
  return g_test_run ();
}
