/* SPDX-License-Identifier: MIT */
#include "lab/command/instant.h"

#include <string.h>

#include "lab/command/command.h"
#include "lab/report/numbers.h"

#define SECOND_US G_GINT64_CONSTANT (1000000)

/* From the longest, which come first in an offset. */
static const struct
{
  const char *name;
  gint64 us;
} units[] = {
  { "d", 86400 * SECOND_US }, { "h", 3600 * SECOND_US }, { "min", 60 * SECOND_US },
  { "m", 60 * SECOND_US },    { "s", SECOND_US },
};

static gboolean
read_number (const char **at, gint64 *out_number)
{
  const char *begin = *at;
  gint64 number = 0;

  for (; g_ascii_isdigit (**at); ++*at)
    {
      if (number > (G_MAXINT64 - 9) / 10)
        return FALSE;
      number = number * 10 + (**at - '0');
    }
  *out_number = number;
  return *at != begin;
}

static gboolean
read_unit (const char **at, guint *unit)
{
  for (; *unit < G_N_ELEMENTS (units); ++*unit)
    if (g_str_has_prefix (*at, units[*unit].name))
      {
        *at += strlen (units[*unit].name);
        return TRUE;
      }
  return FALSE;
}

/* Reads an offset such as 3d6h30min. Each unit comes once at most, the longer one first. */
static gboolean
parse_offset (const char *text, gint64 *out_us)
{
  gint64 sum_us = 0;

  for (guint unit = 0; *text != '\0'; unit++)
    {
      gint64 number;

      while (*text == ' ')
        text++;
      if (!read_number (&text, &number))
        return FALSE;
      while (*text == ' ')
        text++;
      if (!read_unit (&text, &unit) || number > (G_MAXINT64 - sum_us) / units[unit].us)
        return FALSE;
      sum_us += number * units[unit].us;
    }
  *out_us = sum_us;
  return TRUE;
}

/* Reads the digits of a part of a time, after a separator unless that is 0. */
static gboolean
read_part (const char **at, char separator, guint n_digits, gint max, gint *out_part)
{
  const char *from = *at + (separator != 0 ? 1 : 0);
  gint part = 0;

  if (separator != 0 && **at != separator)
    return FALSE;
  for (guint i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (from[i]))
        return FALSE;
      part = part * 10 + (from[i] - '0');
    }
  *at = from + n_digits;
  *out_part = part;
  return part <= max;
}

/* Reads the decimals of a second, if there are any. */
static gboolean
read_decimals (const char **at, gint64 *out_us)
{
  gint64 unit_us = SECOND_US;

  *out_us = 0;
  if (**at != '.')
    return TRUE;
  for (++*at; g_ascii_isdigit (**at) && unit_us > 1; ++*at)
    {
      unit_us /= 10;
      *out_us += unit_us * (**at - '0');
    }
  return unit_us < SECOND_US;
}

/* Reads Z, or an offset from UTC such as +02:00, or nothing. */
static gboolean
read_zone (const char *at, gint64 *out_us)
{
  gint hours, minutes;
  gint64 sign = *at == '-' ? -1 : 1;

  *out_us = 0;
  if (*at == '\0' || g_str_equal (at, "Z"))
    return TRUE;
  if (!read_part (&at, sign < 0 ? '-' : '+', 2, 23, &hours)
      || !read_part (&at, ':', 2, 59, &minutes) || *at != '\0')
    return FALSE;
  *out_us = sign * (hours * 60 + minutes) * 60 * SECOND_US;
  return TRUE;
}

/* Reads a time of ISO 8601, which is UTC if it has no offset. A date alone is its midnight. */
static gboolean
parse_time (const char *at, gint64 *out_us)
{
  gint year, month, day, hour = 0, minute = 0, second = 0;
  gint64 decimals_us = 0, zone_us = 0;

  if (!read_part (&at, 0, 4, 9999, &year) || !read_part (&at, '-', 2, 12, &month)
      || !read_part (&at, '-', 2, 31, &day))
    return FALSE;
  if (*at != '\0'
      && !(read_part (&at, 'T', 2, 23, &hour) && read_part (&at, ':', 2, 59, &minute)
           && (*at != ':'
               || (read_part (&at, ':', 2, 59, &second) && read_decimals (&at, &decimals_us)))
           && read_zone (at, &zone_us)))
    return FALSE;

  g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, day, hour, minute, second);
  if (time == NULL)
    return FALSE;
  *out_us = g_date_time_to_unix (time) * SECOND_US + decimals_us - zone_us;
  return TRUE;
}

gboolean
instant_parse (Instant *instant, const char *text, GError **error)
{
  instant->text = text;
  instant->is_offset = *text != '\0' && parse_offset (text, &instant->us);
  if (instant->is_offset || parse_time (text, &instant->us))
    return TRUE;
  return command_fail_usage (error,
                             "TIME: '%s' is no time; allowed: such as 2026-11-03T06:00Z, or 3d6h"
                             " after the start",
                             text);
}

gboolean
instant_find (const Instant *instant, TarnLabTrial *trial, gint64 *out_time_us, GError **error)
{
  gint64 start_us = tarn_engine_get_now (tarn_lab_trial_get_engine (trial));
  gint64 end_us = tarn_lab_trial_get_end_time (trial);
  gint64 after_us = instant->is_offset ? instant->us : instant->us - start_us;

  if (after_us >= 0 && after_us <= end_us - start_us)
    {
      *out_time_us = start_us + after_us;
      return TRUE;
    }

  g_autofree char *start = tarn_lab_format_time (start_us);
  g_autofree char *end = tarn_lab_format_time (end_us);
  g_autofree char *length = tarn_lab_format_duration (end_us - start_us);
  return command_fail_usage (error,
                             "TIME: '%s' is not within the scenario; allowed: %s to %s, or up to %s"
                             " after the start",
                             instant->text, start, end, length);
}
