/* SPDX-License-Identifier: MIT */
/* Dates of the Gregorian calendar, in UTC. */
#pragma once

#include <glib.h>

/* Months and days of the month begin with 1. */
void tarn_lab_get_date (gint64 days_since_1970, guint *out_month, guint *out_day);
/* Returns the first microsecond of the month after that of @time_us. */
gint64 tarn_lab_get_next_month (gint64 time_us);
