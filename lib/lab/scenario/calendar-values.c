/* SPDX-License-Identifier: MIT */
#include "lab/scenario/calendar-values.h"

#include <string.h>

enum
{
  SUNDAY_AGAIN = 7,
};

/* --- Reading ------------------------------------------------------------------------------------ */

/* Numbers from one to another, each so much after the one before. */
typedef struct
{
  guint64 first, last, step;
} Range;

static gboolean
read_number (const char **text, guint64 *out_number)
{
  char *end;

  if (!g_ascii_isdigit (**text))
    return FALSE;
  *out_number = g_ascii_strtoull (*text, &end, 10);
  *text = end;
  return TRUE;
}

/* Splits an item, which is *, 5 or 5-9, with or without a step such as /2. */
static gboolean
read_item (const char *text, guint min, guint max, Range *range)
{
  gboolean is_single = FALSE;

  range->step = 1;
  if (*text == '*')
    {
      *range = (Range){ min, max, 1 };
      text++;
    }
  else if (!read_number (&text, &range->first))
    return FALSE;
  else
    {
      is_single = *text != '-';
      range->last = range->first;
      if (!is_single && (text++, !read_number (&text, &range->last)))
        return FALSE;
    }
  if (*text == '/' && !is_single && (text++, !read_number (&text, &range->step)))
    return FALSE;
  return *text == '\0' && range->first >= min && range->first <= range->last && range->last <= max
         && range->step >= 1 && range->step <= max;
}

static gboolean
take_item (TarnLabReading *reading, guint min, guint max, guint64 *mask)
{
  const char *word = tarn_lab_reading_peek (reading);
  Range range;

  if (word == NULL || !read_item (word, min, max, &range))
    return FALSE;

  reading->at++;
  for (guint64 number = range.first; number <= range.last; number += range.step)
    *mask |= G_GUINT64_CONSTANT (1) << (max == SUNDAY_AGAIN && number == max ? 0 : number);
  return TRUE;
}

gboolean
tarn_lab_calendar_read (TarnLabReading *reading, guint min, guint max, guint64 *out_mask)
{
  *out_mask = 0;
  if (!take_item (reading, min, max, out_mask))
    {
      g_autofree char *what
          = g_strdup_printf ("numbers from %u to %u, such as *, */5, %u or %u-%u,", min, max, min,
                             min, max);

      return tarn_lab_reading_refuse_word (reading, what);
    }
  while (tarn_lab_reading_skip (reading, ","))
    if (!take_item (reading, min, max, out_mask))
      {
        reading->at--; /* the comma parts parameters */
        break;
      }

  return TRUE;
}

/* --- Writing ------------------------------------------------------------------------------------ */

static gboolean
has (guint64 mask, guint number)
{
  return (mask >> number & 1) != 0;
}

static guint64
make_mask (guint min, guint max, guint step)
{
  guint64 mask = 0;

  for (guint number = min; number <= max; number += step)
    mask |= G_GUINT64_CONSTANT (1) << number;
  return mask;
}

/* All numbers, or every second, third and so on, have a form of their own. */
static gboolean
append_steps (guint64 mask, guint min, guint max, GString *text)
{
  for (guint step = 1; step <= (max - min) / 2; step++)
    if (mask == make_mask (min, max, step))
      {
        g_string_append_c (text, '*');
        if (step > 1)
          g_string_append_printf (text, "/%u", step);
        return TRUE;
      }

  return FALSE;
}

void
tarn_lab_calendar_append (guint64 mask, guint min, guint max, GString *text)
{
  const char *comma = "";
  guint last;

  if (max == SUNDAY_AGAIN)
    max--;
  if (append_steps (mask, min, max, text))
    return;
  for (guint number = min; number <= max; number = last + 1)
    {
      last = number;
      if (!has (mask, number))
        continue;
      while (last < max && has (mask, last + 1))
        last++;
      if (last < number + 2)
        last = number;
      g_string_append_printf (text, "%s%u", comma, number);
      if (last > number)
        g_string_append_printf (text, "-%u", last);
      comma = ",";
    }
}

/* --- Times of the day --------------------------------------------------------------------------- */

/* Returns -1 if the word is no time. */
static gint
parse_minute (const char *word)
{
  if (strlen (word) != strlen ("HH:MM") || word[2] != ':')
    return -1;
  for (guint i = 0; i < 5; i++)
    if (i != 2 && !g_ascii_isdigit (word[i]))
      return -1;

  gint hour = 10 * (word[0] - '0') + word[1] - '0', minute = 10 * (word[3] - '0') + word[4] - '0';
  return hour < 24 && minute < 60 ? 60 * hour + minute : -1;
}

gboolean
tarn_lab_time_of_day_read (TarnLabReading *reading, guint64 *out_time_us)
{
  const char *word = tarn_lab_reading_peek (reading);
  gint minute = word != NULL ? parse_minute (word) : -1;

  if (minute < 0)
    return tarn_lab_reading_refuse_word (reading, "a time from 00:00 to 23:59");

  reading->at++;
  *out_time_us = (guint64) minute * G_TIME_SPAN_MINUTE;
  return TRUE;
}

void
tarn_lab_time_of_day_append (guint64 time_us, GString *text)
{
  guint64 minute = time_us / G_TIME_SPAN_MINUTE;

  g_string_append_printf (text, "%02" G_GUINT64_FORMAT ":%02" G_GUINT64_FORMAT, minute / 60,
                          minute % 60);
}
