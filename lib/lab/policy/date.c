/* SPDX-License-Identifier: MIT */
#include "lab/policy/date.h"

/* The year that begins in March makes the day of the year say the month. */
void
tarn_lab_get_date (gint64 days_since_1970, guint *out_month, guint *out_day)
{
  gint64 day_of_era = (days_since_1970 + 719468) % 146097;
  gint64 year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
  gint64 month = (5 * day_of_year + 2) / 153;

  *out_day = (guint) (day_of_year - (153 * month + 2) / 5 + 1);
  *out_month = (guint) (month < 10 ? month + 3 : month - 9);
}

gint64
tarn_lab_get_next_month (gint64 time_us)
{
  gint64 day = time_us / G_TIME_SPAN_DAY;
  guint month, day_of_month;

  do
    tarn_lab_get_date (++day, &month, &day_of_month);
  while (day_of_month != 1);

  return day * G_TIME_SPAN_DAY;
}
