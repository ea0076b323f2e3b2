/* SPDX-License-Identifier: MIT */
/* Parses the times of a CSV file without the C library, whose answers depend on the locale. */
#pragma once

#include <glib.h>

/*
 * Parses a date and a time of ISO 8601, such as 2026-11-01T08:30:00.5+01:00. A blank may stand for the T, the time
 * may lack, and a time without an offset is UTC. The years are 1970 to 9999.
 */
gboolean tarn_lab_history_parse_time (const char *text, gint64 *out_time_us);

/* Parses a number of seconds from 0 with up to six decimals. */
gboolean tarn_lab_history_parse_seconds (const char *text, gint64 *out_us);
