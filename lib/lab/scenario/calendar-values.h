/* SPDX-License-Identifier: MIT */
/* Numbers of a calendar, as in a field of cron, and times of the day. */
#pragma once

#include "lab/scenario/reading.h"

/* Reads numbers as 1 << number of each. If @max is 7, then 7 is another name of 0. */
gboolean tarn_lab_calendar_read (TarnLabReading *reading, guint min, guint max, guint64 *out_mask);
void tarn_lab_calendar_append (guint64 mask, guint min, guint max, GString *text);

/* Reads a time such as 03:30 as microseconds since midnight. */
gboolean tarn_lab_time_of_day_read (TarnLabReading *reading, guint64 *out_time_us);
void tarn_lab_time_of_day_append (guint64 time_us, GString *text);
