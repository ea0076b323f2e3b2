/* SPDX-License-Identifier: MIT */
#include "lab/report/numbers.h"

#include <string.h>

#define SECOND_US G_GINT64_CONSTANT (1000000)

static guint64
get_magnitude (gint64 value)
{
  return value < 0 ? -(guint64) value : (guint64) value;
}

static void
append_grouped (GString *text, guint64 value)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, value);
  gsize length = strlen (digits);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }
}

char *
tarn_lab_format_grouped (gint64 value)
{
  return tarn_lab_format_grouped_decimal (value, 1, 0);
}

/* Divides as one does by hand, a digit at a time, so that no product grows beyond ten times the scale. */
static void
append_decimal (GString *text, guint64 value, guint64 scale, guint n_decimals, gboolean is_grouped)
{
  guint64 whole = value / scale, rest = value % scale, decimals = 0, limit = 1;

  for (guint i = 0; i < n_decimals; i++)
    {
      decimals = decimals * 10 + rest * 10 / scale;
      rest = rest * 10 % scale;
      limit *= 10;
    }
  if (rest >= scale - rest)
    decimals++;
  whole += decimals / limit;

  if (is_grouped)
    append_grouped (text, whole);
  else
    g_string_append_printf (text, "%" G_GUINT64_FORMAT, whole);
  if (n_decimals > 0)
    g_string_append_printf (text, ".%0*" G_GUINT64_FORMAT, (int) n_decimals, decimals % limit);
}

static char *
format (gint64 value, gint64 scale, guint n_decimals, gboolean is_grouped)
{
  GString *text = g_string_new (value < 0 ? "-" : NULL);

  g_assert (scale > 0 && scale <= G_MAXINT64 / 10 && n_decimals <= 18);
  append_decimal (text, get_magnitude (value), (guint64) scale, n_decimals, is_grouped);
  return g_string_free (text, FALSE);
}

char *
tarn_lab_format_decimal (gint64 value, gint64 scale, guint n_decimals)
{
  return format (value, scale, n_decimals, FALSE);
}

char *
tarn_lab_format_grouped_decimal (gint64 value, gint64 scale, guint n_decimals)
{
  return format (value, scale, n_decimals, TRUE);
}

static void
append_seconds (GString *text, gint64 duration_us)
{
  gint64 fraction_us = duration_us % SECOND_US;
  guint n_decimals = 6;

  for (; n_decimals > 0 && fraction_us % 10 == 0; n_decimals--)
    fraction_us /= 10;
  append_decimal (text, (guint64) duration_us, (guint64) SECOND_US, n_decimals, FALSE);
  g_string_append (text, " s");
}

char *
tarn_lab_format_duration (gint64 duration_us)
{
  static const struct
  {
    const char *name;
    gint64 us;
  } units[] = { { "d", 86400 * SECOND_US }, { "h", 3600 * SECOND_US }, { "min", 60 * SECOND_US } };
  GString *text = g_string_new (NULL);

  g_assert (duration_us >= 0);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (duration_us >= units[i].us)
      {
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", text->len > 0 ? " " : "",
                                duration_us / units[i].us, units[i].name);
        duration_us %= units[i].us;
      }
  if (duration_us > 0 && text->len > 0)
    g_string_append_c (text, ' ');
  if (duration_us > 0 || text->len == 0)
    append_seconds (text, duration_us);
  return g_string_free (text, FALSE);
}

char *
tarn_lab_format_rough_duration (gint64 duration_us)
{
  /* A unit is used from twice its length on, so that no digit that counts is lost. */
  static const struct
  {
    const char *name;
    gint64 us;
    gint64 from_us;
  } units[] = { { "d", 86400 * SECOND_US, 2 * 86400 * SECOND_US },
                { "h", 3600 * SECOND_US, 2 * 3600 * SECOND_US },
                { "min", 60 * SECOND_US, 2 * 60 * SECOND_US },
                { "s", SECOND_US, SECOND_US },
                { "ms", 1000, 1000 },
                { "us", 1, 1 } };
  guint i = 0;

  if (duration_us == 0)
    return g_strdup ("0 s");
  while (i + 1 < G_N_ELEMENTS (units) && duration_us < units[i].from_us)
    i++;

  g_autofree char *number
      = tarn_lab_format_decimal (duration_us, units[i].us, units[i].us > 1 ? 1 : 0);
  return g_strdup_printf ("%s %s", number, units[i].name);
}

char *
tarn_lab_format_time (gint64 time_us)
{
  gint64 fraction_us = (time_us % SECOND_US + SECOND_US) % SECOND_US;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc ((time_us - fraction_us) / SECOND_US);
  GString *text = g_string_new (NULL);
  gint hour, minute, second;

  if (time == NULL)
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT " us", time_us);
      return g_string_free (text, FALSE);
    }

  hour = g_date_time_get_hour (time);
  minute = g_date_time_get_minute (time);
  second = g_date_time_get_second (time);
  g_string_append_printf (text, "%04d-%02d-%02d", g_date_time_get_year (time),
                          g_date_time_get_month (time), g_date_time_get_day_of_month (time));
  if (hour == 0 && minute == 0 && second == 0 && fraction_us == 0)
    return g_string_free (text, FALSE);
  g_string_append_printf (text, "T%02d:%02d", hour, minute);
  if (second != 0 || fraction_us != 0)
    g_string_append_printf (text, ":%02d", second);
  if (fraction_us != 0)
    g_string_append_printf (text, ".%06" G_GINT64_FORMAT, fraction_us);
  g_string_append_c (text, 'Z');
  return g_string_free (text, FALSE);
}
