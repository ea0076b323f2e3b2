/* SPDX-License-Identifier: MIT */
/*
 * Converts virtual time to calendar dates in UTC. GLib's dates end with the year 9999 or 65535, but virtual
 * time may go further.
 */
#pragma once

#include <glib.h>

typedef struct
{
  gint64 year;
  guint month; /* from 1 */
  guint day;   /* from 1 */
  guint hour;
  guint minute;
  guint second;
  guint microsecond;
} TarnDate;

TarnDate tarn_calendar_get_date (gint64 time_us);

/*
 * Returns the number of months since the year 0 of the proleptic Gregorian calendar. @time_us must not be
 * negative.
 */
gint64 tarn_calendar_get_month (gint64 time_us);

/* Appends the time in this form: 2000-01-01T00:00:00.000000Z. */
void tarn_calendar_append_time (GString *text, gint64 time_us);

/* Reads what tarn_calendar_append_time() wrote. FALSE if the text is anything else. */
gboolean tarn_calendar_parse_time (const char *text, gint64 *out_time_us);
