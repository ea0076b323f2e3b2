/* SPDX-License-Identifier: MIT */
/* Figures of any metric as texts, in a unit that suits their size. */
#pragma once

#include <glib.h>

#include "lab/statistics/sample.h"

/* Returns what the head of a column calls the unit of a metric; "" for a number, and for one whose unit each figure has. */
const char *tarn_lab_unit_get_head (const char *unit);

/* The same of a difference: two percentages differ by points. */
const char *tarn_lab_unit_get_head_of_difference (const char *unit);
/* Returns how much is one of the unit in which such a figure is shown, and the name of the unit. */
gint64 tarn_lab_unit_choose_size (gint64 value, const char *unit, const char **out_name);

/*
 * Formats a mean in the unit of its metric, in the scale of tarn_lab_get_scale(). With a half-width, the digits go to its
 * second one, such as `12.31 ±0.42 min`; without, there are two decimals or as many as the unit has.
 */
char *tarn_lab_format_interval (const TarnLabInterval *interval, const char *unit);

/* The same with a sign, in a unit that suits the half-width too. */
char *tarn_lab_format_change (const TarnLabInterval *interval, const char *unit);

/* Formats a figure without half-width and sign: how much it is. */
char *tarn_lab_format_amount (gint64 value, const char *unit);
