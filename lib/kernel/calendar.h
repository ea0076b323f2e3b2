/* SPDX-License-Identifier: MIT */
/*
 * Calendar months of virtual time, in UTC. GLib's dates end with the year 9999 or 65535; virtual
 * time may go further.
 */
#pragma once

#include <glib.h>

/* Months since the year 0 of the proleptic Gregorian calendar; @time_us is not negative. */
gint64 tarn_calendar_get_month (gint64 time_us);
