/* SPDX-License-Identifier: MIT */
/* These functions write the times and numbers of an explanation. */
#pragma once

#include <glib.h>

/* Appends a time in whole seconds. */
void tarn_lab_append_moment (GString *text, gint64 time_us);

/* Appends a length of time, rounded down to seconds from a second on. */
void tarn_lab_append_span (GString *text, gint64 span_us);

/* Appends a number and what it counts, such as 2 runs. */
void tarn_lab_append_count (GString *text, guint64 n, const char *what);
