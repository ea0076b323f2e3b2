/* SPDX-License-Identifier: MIT */
/*
 * These tests compare months with the dates of GLib, as far as GLib has dates. After that, the calendar
 * repeats every 400 years, and the tests count days one by one.
 */
#include "kernel/calendar.h"
#include "worlds/rows.h"

#define DAY_US (G_GINT64_CONSTANT (24) * 3600 * 1000000)

enum
{
  FIRST_YEAR = 1970,
  LAST_YEAR = 9999,
  YEARS_PER_ERA = 400,
  DAYS_PER_ERA = 146097,
  MONTHS_PER_ERA = 4800,
};

static gint64
get_begin_us (gint year, gint month, gint day)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (year, month, day, 0, 0, 0);

  return g_date_time_to_unix (date) * G_USEC_PER_SEC;
}

static void
assert_month (gint64 time_us, gint64 year, gint64 month)
{
  g_assert_cmpint (tarn_calendar_get_month (time_us), ==, year * 12 + month - 1);
}

static void
test_time_0 (void)
{
  assert_month (0, 1970, 1);
  assert_month (1, 1970, 1);
  assert_month (31 * DAY_US - 1, 1970, 1);
  assert_month (31 * DAY_US, 1970, 2);
}

/* The test checks the first, the middle and the last microsecond of every month. */
static void
test_every_month (void)
{
  gint64 begin_us = 0;

  for (gint n = FIRST_YEAR * 12; n < LAST_YEAR * 12 + 11; n++)
    {
      gint64 end_us = get_begin_us ((n + 1) / 12, (n + 1) % 12 + 1, 1);

      g_assert_cmpint (tarn_calendar_get_month (begin_us), ==, n);
      g_assert_cmpint (tarn_calendar_get_month (begin_us + (end_us - begin_us) / 2), ==, n);
      g_assert_cmpint (tarn_calendar_get_month (end_us - 1), ==, n);
      begin_us = end_us;
    }

  assert_month (begin_us, LAST_YEAR, 12);
  assert_month (begin_us + 31 * DAY_US - 1, LAST_YEAR, 12);
  assert_month (begin_us + 31 * DAY_US, LAST_YEAR + 1, 1);
}

/* --- Leap years ------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  gint year;
  gint last_day; /* of February */
} Leap;

static const Leap leaps[] = {
  { "1972", 1972, 29 },
  { "2000-century-of-400", 2000, 29 },
  { "2023-odd", 2023, 28 },
  { "2024", 2024, 29 },
  { "2026-even", 2026, 28 },
  { "2096-before-century", 2096, 29 },
  { "2100-century", 2100, 28 },
  { "2104-after-century", 2104, 29 },
  { "2200-century", 2200, 28 },
  { "2300-century", 2300, 28 },
  { "2400-century-of-400", 2400, 29 },
  { "9996-last", 9996, 29 },
};

static void
test_leap (gconstpointer data)
{
  const Leap *row = data;
  gint64 last_day_us = get_begin_us (row->year, 2, row->last_day);

  assert_month (last_day_us, row->year, 2);
  assert_month (last_day_us + DAY_US - 1, row->year, 2);
  assert_month (last_day_us + DAY_US, row->year, 3);
  assert_month (get_begin_us (row->year, 12, 31) + DAY_US - 1, row->year, 12);
  assert_month (get_begin_us (row->year, 12, 31) + DAY_US, row->year + 1, 1);
}

/* --- Beyond GLib ------------------------------------------------------------------------------ */

/* The last of these eras ends with the year 293569, and time ends in 294247. */
static void
test_eras (void)
{
  const gint64 eras[] = { 1, 2, 19, 20, 495, 728 };

  for (gint n = FIRST_YEAR * 12; n < (FIRST_YEAR + YEARS_PER_ERA) * 12; n++)
    for (gsize i = 0; i < G_N_ELEMENTS (eras); i++)
      {
        gint64 begin_us = get_begin_us (n / 12, n % 12 + 1, 1) + eras[i] * DAYS_PER_ERA * DAY_US;

        g_assert_cmpint (tarn_calendar_get_month (begin_us), ==, n + eras[i] * MONTHS_PER_ERA);
        g_assert_cmpint (tarn_calendar_get_month (begin_us - 1), ==,
                         n + eras[i] * MONTHS_PER_ERA - 1);
      }
}

/* For 400 years from the year 200000 on, each month follows the one before, and has 28 to 31 days. */
static void
test_day_by_day (void)
{
  gint64 now_us = get_begin_us (2000, 1, 1) + 495 * DAYS_PER_ERA * DAY_US;
  gint64 first = tarn_calendar_get_month (now_us), month = first;
  guint n_days = 0;

  g_assert_cmpint (first, ==, 200000 * 12);
  for (gint i = 0; i < DAYS_PER_ERA; i++)
    {
      gint64 next = tarn_calendar_get_month (now_us + DAY_US);

      g_assert_cmpint (tarn_calendar_get_month (now_us + DAY_US - 1), ==, month);
      now_us += DAY_US;
      n_days++;
      if (next == month)
        continue;

      g_assert_cmpint (next, ==, month + 1);
      g_assert_cmpuint (n_days, >=, 28);
      g_assert_cmpuint (n_days, <=, 31);
      month = next;
      n_days = 0;
    }
  g_assert_cmpint (month, ==, first + MONTHS_PER_ERA);
}

/* Time ends at 294247-01-10T04:00:54.775807Z. */
static void
test_end_of_time (void)
{
  assert_month (G_MAXINT64, 294247, 1);
  assert_month (G_MAXINT64 - 9 * DAY_US, 294247, 1);
  assert_month (G_MAXINT64 - 10 * DAY_US, 294246, 12);
}

/* --- Reading ---------------------------------------------------------------------------------- */

/* A time can be read from its text. The step of the test meets no round date, up to the end of time. */
static void
test_parse (void)
{
  const gint64 step_us = G_MAXINT64 / 100003;

  for (gint64 time_us = 0;; time_us += step_us)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gint64 read_us = -1;

      tarn_calendar_append_time (text, time_us);
      g_assert_true (tarn_calendar_parse_time (text->str, &read_us));
      g_assert_cmpint (read_us, ==, time_us);
      if (time_us == G_MAXINT64)
        break;
      if (time_us > G_MAXINT64 - step_us)
        time_us = G_MAXINT64 - step_us;
    }
}

static const char *const wrong_times[] = {
  "",
  "2000-01-01T00:00:00.000000",
  "2000-01-01T00:00:00.000000Z ",
  " 2000-01-01T00:00:00.000000Z",
  "2000-1-01T00:00:00.000000Z",
  "2000-00-01T00:00:00.000000Z",
  "2000-13-01T00:00:00.000000Z",
  "2000-01-00T00:00:00.000000Z",
  "2001-02-29T00:00:00.000000Z",
  "2000-04-31T00:00:00.000000Z",
  "2000-01-01T24:00:00.000000Z",
  "2000-01-01T00:60:00.000000Z",
  "2000-01-01T00:00:60.000000Z",
  "2000-01-01T00:00:00.00000Z",
  "2000-01-01 00:00:00.000000Z",
  "1969-12-31T23:59:59.999999Z",
  "-2000-01-01T00:00:00.000000Z",
  "294247-01-10T04:00:54.775808Z",
  "999999-12-31T00:00:00.000000Z",
};

static void
test_wrong_times (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong_times); i++)
    {
      gint64 time_us;

      g_assert_false (tarn_calendar_parse_time (wrong_times[i], &time_us));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/calendar/time-0", test_time_0);
  g_test_add_func ("/calendar/every-month", test_every_month);
  ADD_ROWS ("/calendar/leap/", leaps, test_leap);
  g_test_add_func ("/calendar/eras", test_eras);
  g_test_add_func ("/calendar/day-by-day", test_day_by_day);
  g_test_add_func ("/calendar/end-of-time", test_end_of_time);
  g_test_add_func ("/calendar/parse", test_parse);
  g_test_add_func ("/calendar/wrong-times", test_wrong_times);

  return g_test_run ();
}
