/* SPDX-License-Identifier: MIT */
/* Whole numbers and times as texts, the same in every locale. */
#pragma once

#include <glib.h>

/* Puts a comma between groups of three digits. */
char *tarn_lab_format_grouped (gint64 value);

/* Formats @value, whose unit is one @scale-th, with @n_decimals decimals. Rounds halves up, away from 0. */
char *tarn_lab_format_decimal (gint64 value, gint64 scale, guint n_decimals);

/* The same with a comma between groups of three digits before the decimals. */
char *tarn_lab_format_grouped_decimal (gint64 value, gint64 scale, guint n_decimals);

/* Formats a duration with the largest units that leave nothing over, such as `1 d 12 h` or `0.25 s`. */
char *tarn_lab_format_duration (gint64 duration_us);

/* Formats a duration for reading, with one decimal of the unit that suits it, such as `15.6 min` or `0 s`. */
char *tarn_lab_format_rough_duration (gint64 duration_us);

/* Formats a time as ISO 8601 has it, without what is 0: `2026-11-01`, `2026-11-01T06:00Z`. */
char *tarn_lab_format_time (gint64 time_us);
