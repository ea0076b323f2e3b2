/* SPDX-License-Identifier: MIT */
#include "lab/history/time.h"

static const gint64 seconds_max = 253402300799; /* the end of the year 9999 */

/* Passes a number of @n_digits digits. */
static gboolean
pass_number (const char **text, guint n_digits, guint max, guint *out_value)
{
  guint value = 0;

  for (guint i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit ((*text)[i]))
        return FALSE;
      value = value * 10 + (guint) ((*text)[i] - '0');
    }
  *text += n_digits;
  *out_value = value;
  return value <= max;
}

static gboolean
pass_character (const char **text, char character)
{
  if (**text != character)
    return FALSE;
  (*text)++;
  return TRUE;
}

/* Passes up to six decimals after a point; further ones would be lost. */
static gboolean
pass_fraction (const char **text, gint64 *out_us)
{
  gint64 unit_us = G_TIME_SPAN_SECOND;

  *out_us = 0;
  if (!pass_character (text, '.'))
    return TRUE;
  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (; g_ascii_isdigit (**text); (*text)++)
    {
      unit_us /= 10;
      *out_us += (**text - '0') * unit_us;
      if (unit_us == 0)
        return FALSE;
    }
  return TRUE;
}

/* Passes Z, an offset such as +01:00 or +0100, or nothing. */
static gboolean
pass_offset (const char **text, gint64 *out_minutes)
{
  gboolean is_negative = **text == '-';
  guint hours, minutes;

  *out_minutes = 0;
  if (**text == '\0' || pass_character (text, 'Z'))
    return TRUE;
  if (!pass_character (text, '+') && !pass_character (text, '-'))
    return FALSE;
  if (!pass_number (text, 2, 23, &hours))
    return FALSE;
  pass_character (text, ':');
  if (!pass_number (text, 2, 59, &minutes))
    return FALSE;

  *out_minutes = (gint64) (hours * 60 + minutes) * (is_negative ? -1 : 1);
  return TRUE;
}

/* Returns the days since 1970-01-01; the year begins in March, so that the leap day is its last. */
static gboolean
pass_date (const char **text, gint64 *out_days)
{
  static const guint8 lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  guint year, month, day;

  if (!pass_number (text, 4, 9999, &year) || !pass_character (text, '-')
      || !pass_number (text, 2, 12, &month) || !pass_character (text, '-')
      || !pass_number (text, 2, 31, &day) || year < 1970 || month == 0 || day == 0)
    return FALSE;

  gboolean is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (day > lengths[month - 1] + (month == 2 && is_leap ? 1u : 0u))
    return FALSE;

  guint shifted = month <= 2 ? year - 1 : year;
  guint since_march = (month + 9) % 12;
  guint days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400
               + (since_march * 153 + 2) / 5 + day - 1;
  *out_days = (gint64) days - 719468;
  return TRUE;
}

/* Passes hours, minutes, and seconds if they are there. */
static gboolean
pass_clock (const char **text, gint64 *out_us)
{
  guint hours, minutes, seconds = 0;
  gint64 fraction_us = 0;

  if (!pass_number (text, 2, 23, &hours) || !pass_character (text, ':')
      || !pass_number (text, 2, 59, &minutes))
    return FALSE;
  if (pass_character (text, ':')
      && (!pass_number (text, 2, 59, &seconds) || !pass_fraction (text, &fraction_us)))
    return FALSE;

  *out_us = (gint64) (hours * 3600 + minutes * 60 + seconds) * G_TIME_SPAN_SECOND + fraction_us;
  return TRUE;
}

gboolean
tarn_lab_history_parse_time (const char *text, gint64 *out_time_us)
{
  gint64 days, clock_us = 0, minutes = 0;

  if (!pass_date (&text, &days))
    return FALSE;
  if (*text != '\0'
      && ((!pass_character (&text, 'T') && !pass_character (&text, ' '))
          || !pass_clock (&text, &clock_us) || !pass_offset (&text, &minutes)))
    return FALSE;

  *out_time_us = days * G_TIME_SPAN_DAY + clock_us - minutes * G_TIME_SPAN_MINUTE;
  return *text == '\0' && *out_time_us >= 0 && *out_time_us / G_TIME_SPAN_SECOND <= seconds_max;
}

gboolean
tarn_lab_history_parse_seconds (const char *text, gint64 *out_us)
{
  gint64 seconds = 0, fraction_us;

  if (!g_ascii_isdigit (*text))
    return FALSE;
  for (; g_ascii_isdigit (*text); text++)
    {
      seconds = seconds * 10 + (*text - '0');
      if (seconds > seconds_max)
        return FALSE;
    }
  if (!pass_fraction (&text, &fraction_us))
    return FALSE;

  *out_us = seconds * G_TIME_SPAN_SECOND + fraction_us;
  return *text == '\0';
}
