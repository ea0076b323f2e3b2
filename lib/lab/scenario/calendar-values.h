/* SPDX-License-Identifier: MIT */
/* Numbers of a calendar, as in a field of cron. */
#pragma once

#include "lab/scenario/reading.h"

/* Reads numbers as 1 << number of each. If @max is 7, then 7 is another name of 0. */
gboolean tarn_lab_calendar_read (TarnLabReading *reading, guint min, guint max, guint64 *out_mask);
void tarn_lab_calendar_append (guint64 mask, guint min, guint max, GString *text);
