/* SPDX-License-Identifier: MIT */
#include "lab/scenario/calendar.h"

#include <string.h>

#define SECOND_US G_GINT64_CONSTANT (1000000)
#define DAY_SECONDS (G_GINT64_CONSTANT (24) * 3600)

enum
{
  YEAR_MIN = 1970,
  YEAR_MAX = 9999,
  PLACES_MAX = 6, /* of a second */
};

static const guint days_before_month[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };

static gboolean
is_leap (guint year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static guint
count_days_of_month (guint year, guint month)
{
  static const guint days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return days[month - 1] + (month == 2 && is_leap (year) ? 1 : 0);
}

/* The days from 1970-01-01 to the first day of a year. */
static gint64
count_days_before_year (guint year)
{
  guint before = year - 1;

  return (gint64) 365 * before + before / 4 - before / 100 + before / 400 - 719162;
}

static gint64
count_days (guint year, guint month, guint day)
{
  return count_days_before_year (year) + days_before_month[month - 1]
         + (month > 2 && is_leap (year) ? 1 : 0) + day - 1;
}

/* Reads exactly @n_digits digits, and moves the text behind them. */
static gboolean
read_number (const char **text, guint n_digits, guint min, guint max, guint *out_number)
{
  guint number = 0;

  for (guint i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit ((*text)[i]))
        return FALSE;
      number = number * 10 + (guint) ((*text)[i] - '0');
    }

  *text += n_digits;
  *out_number = number;
  return number >= min && number <= max;
}

static gboolean
read_mark (const char **text, char mark)
{
  gboolean is_there = **text == mark;

  *text += is_there ? 1 : 0;
  return is_there;
}

static gboolean
read_date (const char **text, gint64 *out_days)
{
  guint year, month, day;

  if (!read_number (text, 4, YEAR_MIN, YEAR_MAX, &year) || !read_mark (text, '-')
      || !read_number (text, 2, 1, 12, &month) || !read_mark (text, '-')
      || !read_number (text, 2, 1, count_days_of_month (year, month), &day))
    return FALSE;

  *out_days = count_days (year, month, day);
  return TRUE;
}

/* Reads the part of a second that may follow it, in microseconds. */
static gboolean
read_part (const char **text, guint *out_us)
{
  guint n_digits = 0;

  *out_us = 0;
  if (!read_mark (text, '.'))
    return TRUE;
  for (; n_digits < PLACES_MAX && g_ascii_isdigit (**text); n_digits++)
    *out_us = *out_us * 10 + (guint) (*(*text)++ - '0');
  for (guint i = n_digits; i < PLACES_MAX; i++)
    *out_us *= 10;
  return n_digits > 0;
}

/* Reads Z or an offset such as +02:00, in seconds. */
static gboolean
read_offset (const char **text, gint64 *out_seconds)
{
  gboolean is_west = **text == '-';
  guint hours, minutes;

  *out_seconds = 0;
  if (read_mark (text, 'Z'))
    return TRUE;
  if ((!is_west && **text != '+') || !read_mark (text, **text)
      || !read_number (text, 2, 0, 23, &hours) || !read_mark (text, ':')
      || !read_number (text, 2, 0, 59, &minutes))
    return FALSE;

  *out_seconds = (gint64) (hours * 3600 + minutes * 60) * (is_west ? -1 : 1);
  return TRUE;
}

static gboolean
read_time_of_day (const char **text, gint64 *out_time_us)
{
  guint hour, minute, second, part_us;
  gint64 offset;

  if (!read_number (text, 2, 0, 23, &hour) || !read_mark (text, ':')
      || !read_number (text, 2, 0, 59, &minute) || !read_mark (text, ':')
      || !read_number (text, 2, 0, 59, &second) || !read_part (text, &part_us)
      || !read_offset (text, &offset))
    return FALSE;

  *out_time_us = (hour * 3600 + minute * 60 + second - offset) * SECOND_US + part_us;
  return TRUE;
}

gboolean
tarn_lab_time_parse (const char *text, gint64 *out_time_us)
{
  gint64 days, of_day_us = 0;

  if (!read_date (&text, &days)
      || (*text != '\0' && (!read_mark (&text, 'T') || !read_time_of_day (&text, &of_day_us)))
      || *text != '\0')
    return FALSE;

  *out_time_us = days * DAY_SECONDS * SECOND_US + of_day_us;
  return *out_time_us >= 0
         && *out_time_us < count_days_before_year (YEAR_MAX + 1) * DAY_SECONDS * SECOND_US;
}

void
tarn_lab_time_append (GString *text, gint64 time_us)
{
  gint64 days = time_us / SECOND_US / DAY_SECONDS;
  guint of_day = (guint) (time_us / SECOND_US % DAY_SECONDS), month = 12;
  guint part_us = (guint) (time_us % SECOND_US);
  /* Never too late, because no year is longer than 366 days. */
  guint year = YEAR_MIN + (guint) (days / 366);

  while (count_days_before_year (year + 1) <= days)
    year++;
  while (count_days (year, month, 1) > days)
    month--;
  g_string_append_printf (text, "%04u-%02u-%02u", year, month,
                          (guint) (days - count_days (year, month, 1)) + 1);
  if (of_day == 0 && part_us == 0)
    return;

  g_string_append_printf (text, "T%02u:%02u:%02u", of_day / 3600, of_day / 60 % 60, of_day % 60);
  if (part_us > 0)
    {
      g_string_append_printf (text, ".%06u", part_us);
      while (text->str[text->len - 1] == '0')
        g_string_truncate (text, text->len - 1);
    }
  g_string_append_c (text, 'Z');
}
