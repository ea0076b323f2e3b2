/* SPDX-License-Identifier: MIT */
/*
 * These integrals over virtual time are exact. A value that stays the same until it is changed has a
 * TarnTimeIntegral. A value that rises as fast as time, for example an age, has an area that
 * tarn_time_get_twice_area() returns.
 */
#pragma once

#include <tarn/tarn-wide.h>

/* A value that never was there for a microsecond or more does not count for @max. */
typedef struct
{
  guint64 value;
  guint64 max;
  gint64 settled_us; /* @area and @max are up to here */
  TarnWide area;     /* the sum of value * microseconds */
} TarnTimeIntegral;

/* Adds the time up to @now_us, which is not before the last such time. */
static inline void
tarn_time_integral_settle (TarnTimeIntegral *self, gint64 now_us)
{
  if (now_us == self->settled_us)
    return;

  self->max = MAX (self->max, self->value);
  self->area = tarn_wide_sum_saturated (self->area,
                                        tarn_wide_multiply (self->value,
                                                            (guint64) (now_us - self->settled_us)));
  self->settled_us = now_us;
}

/* Changes the value at @now_us. The difference is a number modulo 2^64, so it may be negative. */
static inline void
tarn_time_integral_change (TarnTimeIntegral *self, gint64 now_us, guint64 difference)
{
  tarn_time_integral_settle (self, now_us);
  self->value += difference;
}

/* Begins anew at @now_us. The value stays. */
static inline void
tarn_time_integral_restart (TarnTimeIntegral *self, gint64 now_us)
{
  self->max = 0;
  self->settled_us = now_us;
  self->area = (TarnWide){ 0, 0 };
}

/*
 * Returns twice the area under a value that was 0 at @since_us and rises by one in each microsecond, from
 * @from_us to @to_us; @since_us <= @from_us <= @to_us. Twice the area is always an integer.
 */
static inline TarnWide
tarn_time_get_twice_area (gint64 since_us, gint64 from_us, gint64 to_us)
{
  return tarn_wide_multiply ((guint64) (to_us - from_us),
                             (guint64) (from_us - since_us) + (guint64) (to_us - since_us));
}
