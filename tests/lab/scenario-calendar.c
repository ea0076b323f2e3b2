/* SPDX-License-Identifier: MIT */
/* Tests which times, numbers of a calendar and times of the day a scenario takes, and how each is written again. */
#include "lab/scenario/calendar-values.h"
#include "lab/scenario/calendar.h"

#define DAY_US G_GINT64_CONSTANT (86400000000)
#define HOUR_US G_GINT64_CONSTANT (3600000000)
#define END_US G_GINT64_CONSTANT (253402300800000000) /* of the year 9999 */

/* --- Times -------------------------------------------------------------------------------------- */

static const struct
{
  const char *text;
  gint64 time_us; /* -1 for no time */
  const char *written;
} times[] = {
  { "1970-01-01", 0, "1970-01-01" },
  { "1970-01-02", DAY_US, "1970-01-02" },
  { "1970-01-01T00:00:00Z", 0, "1970-01-01" },
  { "1970-01-01T01:00:00Z", HOUR_US, "1970-01-01T01:00:00Z" },
  { "1970-01-01T00:00:00.000001Z", 1, "1970-01-01T00:00:00.000001Z" },
  { "1970-01-01T00:00:00.1Z", 100000, "1970-01-01T00:00:00.1Z" },
  { "1970-01-01T00:00:00.120Z", 120000, "1970-01-01T00:00:00.12Z" },
  { "1970-01-01T00:00:01Z", 1000000, "1970-01-01T00:00:01Z" },
  { "1970-01-01T00:01:00Z", 60000000, "1970-01-01T00:01:00Z" },
  { "1970-01-01T23:59:59.999999Z", DAY_US - 1, "1970-01-01T23:59:59.999999Z" },
  { "1970-01-01T01:00:00+01:00", 0, "1970-01-01" },
  { "1970-01-01T00:30:00+00:30", 0, "1970-01-01" },
  { "1970-01-01T00:00:00-00:01", 60000000, "1970-01-01T00:01:00Z" },
  { "1970-01-01T00:00:00-23:59", DAY_US - 60000000, "1970-01-01T23:59:00Z" },
  { "9999-12-31", END_US - DAY_US, "9999-12-31" },
  { "9999-12-31T23:59:59.999999Z", END_US - 1, "9999-12-31T23:59:59.999999Z" },
  /* Before the first and after the last */
  { "1969-12-31", -1, NULL },
  { "1970-01-01T00:00:00+00:01", -1, NULL },
  { "9999-12-31T23:59:59.999999-00:01", -1, NULL },
  { "10000-01-01", -1, NULL },
  /* Dates */
  { "", -1, NULL },
  { "2026", -1, NULL },
  { "2026-11", -1, NULL },
  { "2026-11-1", -1, NULL },
  { "2026-1-01", -1, NULL },
  { "2026/11/01", -1, NULL },
  { "2026-11/01", -1, NULL },
  { "2026-00-01", -1, NULL },
  { "2026-13-01", -1, NULL },
  { "2026-11-00", -1, NULL },
  { "2026-11-31", -1, NULL },
  { "2026-12-32", -1, NULL },
  { "2026-11-01x", -1, NULL },
  /* Times of the day */
  { "2026-11-01T", -1, NULL },
  { "2026-11-01 06:00:00Z", -1, NULL },
  { "2026-11-01T24:00:00Z", -1, NULL },
  { "2026-11-01T6:00:00Z", -1, NULL },
  { "2026-11-01T06.00:00Z", -1, NULL },
  { "2026-11-01T06:60:00Z", -1, NULL },
  { "2026-11-01T06:00Z", -1, NULL },
  { "2026-11-01T06:00.00Z", -1, NULL },
  { "2026-11-01T06:00:60Z", -1, NULL },
  { "2026-11-01T06:00:0Z", -1, NULL },
  { "2026-11-01T06:00:00.Z", -1, NULL },
  { "2026-11-01T06:00:00,5Z", -1, NULL },
  { "2026-11-01T06:00:00.0000000Z", -1, NULL },
  /* Offsets */
  { "2026-11-01T06:00:00", -1, NULL },
  { "2026-11-01T06:00:00z", -1, NULL },
  { "2026-11-01T06:00:00ZZ", -1, NULL },
  { "2026-11-01T06:00:00 02:00", -1, NULL },
  { "2026-11-01T06:00:00+", -1, NULL },
  { "2026-11-01T06:00:00+02", -1, NULL },
  { "2026-11-01T06:00:00+0200", -1, NULL },
  { "2026-11-01T06:00:00+24:00", -1, NULL },
  { "2026-11-01T06:00:00-24:00", -1, NULL },
  { "2026-11-01T06:00:00+02:60", -1, NULL },
  { "2026-11-01T06:00:00+02:0", -1, NULL },
  { "2026-11-01T06:00:00+02:000", -1, NULL },
};

static void
test_times (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GString) written = g_string_new (NULL);
      gint64 time_us = -1;

      g_test_message ("%s", times[i].text);
      g_assert_cmpint (tarn_lab_time_parse (times[i].text, &time_us), ==, times[i].time_us >= 0);
      if (times[i].time_us < 0)
        continue;
      g_assert_cmpint (time_us, ==, times[i].time_us);
      tarn_lab_time_append (written, time_us);
      g_assert_cmpstr (written->str, ==, times[i].written);
    }
}

/* --- Numbers of a calendar ---------------------------------------------------------------------- */

static const struct
{
  const char *text;
  guint min, max;
  const char *written; /* NULL if the text is refused */
  const char *left;    /* the word that stands behind the numbers, or NULL */
} numbers[] = {
  { "*", 0, 59, "*", NULL },
  { "0-59", 0, 59, "*", NULL },
  { "*/1", 0, 59, "*", NULL },
  { "*/2", 0, 59, "*/2", NULL },
  { "*/29", 0, 59, "*/29", NULL },
  { "*/30", 0, 59, "0,30", NULL },
  { "*/59", 0, 59, "0,59", NULL },
  { "0-59/20", 0, 59, "*/20", NULL },
  { "5", 0, 59, "5", NULL },
  { "59", 0, 59, "59", NULL },
  { "5,5", 0, 59, "5", NULL },
  { "6,5", 0, 59, "5,6", NULL },
  { "5,6,7", 0, 59, "5-7", NULL },
  { "57-59", 0, 59, "57-59", NULL },
  { "5-5", 0, 59, "5", NULL },
  { "5-9/3", 0, 59, "5,8", NULL },
  { "5-9/4", 0, 59, "5,9", NULL },
  { "5-9/5", 0, 59, "5", NULL },
  { "5, skip", 0, 59, "5", "," },
  { "5 6", 0, 59, "5", "6" },
  { "*", 1, 12, "*", NULL },
  { "1", 1, 12, "1", NULL },
  { "12", 1, 12, "12", NULL },
  { "7", 0, 7, "0", NULL },
  { "0,7", 0, 7, "0", NULL },
  { "6-7", 0, 7, "0,6", NULL },
  { "1-7", 0, 7, "*", NULL },
  { "0-6", 0, 7, "*", NULL },
  { "31", 1, 31, "31", NULL },
  /* Refused */
  { "", 0, 59, NULL, NULL },
  { ",", 0, 59, NULL, "," },
  { "60", 0, 59, NULL, "60" },
  { "5-60", 0, 59, NULL, "5-60" },
  { "9-5", 0, 59, NULL, "9-5" },
  { "0", 1, 12, NULL, "0" },
  { "0-5", 1, 12, NULL, "0-5" },
  { "5-", 0, 59, NULL, "5-" },
  { "-5", 0, 59, NULL, "-5" },
  { "5-x", 0, 59, NULL, "5-x" },
  { "5-9-12", 0, 59, NULL, "5-9-12" },
  { "x", 0, 59, NULL, "x" },
  { "5x", 0, 59, NULL, "5x" },
  { "*x", 0, 59, NULL, "*x" },
  { "**", 0, 59, NULL, "**" },
  { "*/", 0, 59, NULL, "*/" },
  { "*/x", 0, 59, NULL, "*/x" },
  { "*/0", 0, 59, NULL, "*/0" },
  { "*/60", 0, 59, NULL, "*/60" },
  { "*/2/2", 0, 59, NULL, "*/2/2" },
  { "5/2", 0, 59, NULL, "5/2" },
  { "5-9/", 0, 59, NULL, "5-9/" },
  { "18446744073709551616", 0, 59, NULL, "18446744073709551616" },
};

static void
test_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GString) written = g_string_new (NULL);
      TarnLabReading reading;
      guint64 mask = 0;

      g_test_message ("%s", numbers[i].text);
      g_assert_true (tarn_lab_reading_init (&reading, NULL, numbers[i].text));
      gboolean is_read = tarn_lab_calendar_read (&reading, numbers[i].min, numbers[i].max, &mask);
      g_assert_cmpint (is_read, ==, numbers[i].written != NULL);
      g_assert_cmpstr (tarn_lab_reading_peek (&reading), ==, numbers[i].left);
      if (is_read)
        tarn_lab_calendar_append (mask, numbers[i].min, numbers[i].max, written);
      g_assert_cmpstr (is_read ? written->str : NULL, ==, numbers[i].written);
      tarn_lab_reading_clear (&reading);
    }
}

/* --- Times of the day --------------------------------------------------------------------------- */

static const struct
{
  const char *text;
  gint minute; /* -1 for no time */
} times_of_day[] = {
  { "00:00", 0 },   { "00:59", 59 }, { "01:00", 60 },  { "09:08", 548 }, { "23:59", 1439 },
  { "", -1 },       { "24:00", -1 }, { "23:60", -1 },  { "3:30", -1 },   { "03:3", -1 },
  { "03:300", -1 }, { "03.30", -1 }, { "x3:30", -1 },  { "0x:30", -1 },  { "03:x0", -1 },
  { "03:3x", -1 },  { "/3:30", -1 }, { "03:30Z", -1 }, { "0330", -1 },
};

static void
test_times_of_day (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (times_of_day); i++)
    {
      g_autoptr (GString) written = g_string_new (NULL);
      TarnLabReading reading;
      guint64 time_us = 0;

      g_test_message ("%s", times_of_day[i].text);
      g_assert_true (tarn_lab_reading_init (&reading, NULL, times_of_day[i].text));
      gboolean is_read = tarn_lab_time_of_day_read (&reading, &time_us);
      g_assert_cmpint (is_read, ==, times_of_day[i].minute >= 0);
      if (is_read)
        {
          g_assert_cmpuint (time_us, ==, (guint64) times_of_day[i].minute * G_TIME_SPAN_MINUTE);
          tarn_lab_time_of_day_append (time_us, written);
          g_assert_cmpstr (written->str, ==, times_of_day[i].text);
          g_assert_null (tarn_lab_reading_peek (&reading));
        }
      tarn_lab_reading_clear (&reading);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scenario-calendar/times", test_times);
  g_test_add_func ("/scenario-calendar/numbers", test_numbers);
  g_test_add_func ("/scenario-calendar/times-of-day", test_times_of_day);

  return g_test_run ();
}
