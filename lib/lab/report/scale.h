/* SPDX-License-Identifier: MIT */
/* The scale of an axis: which numbers have a tick, how they are written, and where they are. Whole numbers only. */
#pragma once

#include "lab/report/picture.h"

enum
{
  TARN_LAB_TICKS_MAX = 40,
};

typedef struct
{
  gint64 low, high; /* at the ends of the axis */
  gint64 step;
  gint64 size; /* how much is one of the unit that is written */
  guint n_decimals;
  const char *unit; /* that is written */
  gboolean is_calendar;
  gint from, to; /* places of the ends */
} TarnLabScale;

/*
 * Makes a scale, which ends at ticks unless it is of the calendar. From the least value to the greatest one there are
 * fewer steps than @n_ticks_max; ends that are ticks add up to two.
 */
TarnLabScale tarn_lab_scale_new (const TarnLabPictureAxis *axis, guint n_ticks_max, gint from,
                                 gint to);

/* Returns the place of a value; one outside is at an end. */
gint tarn_lab_scale_get_place (const TarnLabScale *self, gint64 value);

/* Returns the first tick at or after @value; ticks are a step apart. */
gint64 tarn_lab_scale_get_first_tick (const TarnLabScale *self);
char *tarn_lab_scale_format (const TarnLabScale *self, gint64 tick);

/* Returns the name of the axis, with its unit, such as `lag-mean, min`. */
char *tarn_lab_scale_get_title (const TarnLabScale *self, const TarnLabPictureAxis *axis);
