/* SPDX-License-Identifier: MIT */
#include "kernel/calendar.h"

#include <stdio.h>

#define DAY_US (G_GINT64_CONSTANT (24) * 3600 * 1000000)
/*
 * The days from 1 March of the year 0 to 1970-01-01. Years are counted from March, so that the leap day is
 * the last day of a year.
 */
#define DAYS_BEFORE_1970 719468

enum
{
  DAYS_PER_ERA = 146097, /* 400 years; then the calendar repeats */
  YEARS_PER_ERA = 400,
  DAYS_PER_4_YEARS = 1461,
  DAYS_PER_CENTURY = 36524,
};

typedef struct
{
  gint64 month; /* months since the year 0 */
  guint day;    /* counted from 0 */
} Day;

static Day
find_day (gint64 time_us)
{
  gint64 days = time_us / DAY_US + DAYS_BEFORE_1970;
  gint64 era = days / DAYS_PER_ERA;
  gint64 day = days % DAYS_PER_ERA;
  /*
   * This removes the leap days, which come at the end of every 4, 100 or 400 years, so that each year has 365
   * days.
   */
  gint64 year
      = (day - day / (DAYS_PER_4_YEARS - 1) + day / DAYS_PER_CENTURY - day / (DAYS_PER_ERA - 1))
        / 365;
  gint64 day_of_year = day - (365 * year + year / 4 - year / 100);
  /* From March on, the months have 31, 30, 31, 30 and 31 days again and again: 153 days in five months. */
  gint64 march_month = (5 * day_of_year + 2) / 153;

  return (Day){ (era * YEARS_PER_ERA + year) * 12 + march_month + 2,
                (guint) (day_of_year - (153 * march_month + 2) / 5) };
}

gint64
tarn_calendar_get_month (gint64 time_us)
{
  return find_day (time_us).month;
}

TarnDate
tarn_calendar_get_date (gint64 time_us)
{
  Day day = find_day (time_us);
  guint64 of_day_us = (guint64) (time_us % DAY_US);
  guint seconds = (guint) (of_day_us / 1000000);

  return (TarnDate){
    .year = day.month / 12,
    .month = (guint) (day.month % 12) + 1,
    .day = day.day + 1,
    .hour = seconds / 3600,
    .minute = seconds / 60 % 60,
    .second = seconds % 60,
    .microsecond = (guint) (of_day_us % 1000000),
  };
}

void
tarn_calendar_append_time (GString *text, gint64 time_us)
{
  TarnDate date = tarn_calendar_get_date (time_us);

  g_string_append_printf (text, "%04" G_GINT64_FORMAT "-%02u-%02uT%02u:%02u:%02u.%06uZ", date.year,
                          date.month, date.day, date.hour, date.minute, date.second,
                          date.microsecond);
}

/* The inverse of find_day(); the year begins with March here too. */
static guint64
count_days (const TarnDate *date)
{
  guint64 year = (guint64) date->year - (date->month <= 2 ? 1 : 0);
  guint64 march_month = date->month <= 2 ? date->month + 9 : date->month - 3;

  return year * 365 + year / 4 - year / 100 + year / YEARS_PER_ERA + (153 * march_month + 2) / 5
         + date->day - 1;
}

/* Writing the time again finds whatever is not canonical, such as the 30th of February or a missing zero. */
gboolean
tarn_calendar_parse_time (const char *text, gint64 *out_time_us)
{
  TarnDate date = { 0 };

  if (sscanf (text, "%6" G_GINT64_FORMAT "-%2u-%2uT%2u:%2u:%2u.%6uZ", &date.year, &date.month,
              &date.day, &date.hour, &date.minute, &date.second, &date.microsecond)
          != 7
      || date.year < 1970 || date.month < 1 || date.month > 12 || date.day < 1)
    return FALSE;

  guint64 days = count_days (&date) - DAYS_BEFORE_1970;
  guint64 second = (days * 24 + date.hour) * 3600 + date.minute * 60 + date.second;
  if (second > G_MAXINT64 / 1000000)
    return FALSE;

  guint64 time_us = second * 1000000 + date.microsecond;
  if (time_us > G_MAXINT64)
    return FALSE;

  g_autoptr (GString) again = g_string_new (NULL);
  tarn_calendar_append_time (again, (gint64) time_us);
  *out_time_us = (gint64) time_us;
  return g_str_equal (again->str, text);
}
