/* SPDX-License-Identifier: MIT */
/* Times of a scenario: 2026-11-01, or 2026-11-01T06:00:00 with parts of a second and with Z or an offset. */
#pragma once

#include <glib.h>

/* Reads a time of the years 1970 to 9999. FALSE if the text is anything else. */
gboolean tarn_lab_time_parse (const char *text, gint64 *out_time_us);

/* Appends the time in UTC, without what is zero at its end. */
void tarn_lab_time_append (GString *text, gint64 time_us);
