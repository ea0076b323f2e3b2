/* SPDX-License-Identifier: MIT */
#include "glue/staleness.h"

void
tarn_staleness_init (TarnStaleness *self, guint bits)
{
  *self = (TarnStaleness){ .n_publications = 0 };
  if (bits == 0)
    return;

  self->ages = tarn_time_histogram_new (bits);
  self->lags = tarn_time_histogram_new (bits);
}

void
tarn_staleness_clear (TarnStaleness *self)
{
  g_clear_pointer (&self->ages, tarn_time_histogram_free);
  g_clear_pointer (&self->lags, tarn_time_histogram_free);
}

void
tarn_staleness_restart (TarnStaleness *self, guint bits)
{
  tarn_staleness_clear (self);
  tarn_staleness_init (self, bits);
}

void
tarn_staleness_copy (TarnStaleness *self, const TarnStaleness *from)
{
  *self = *from;
  if (from->ages == NULL)
    return;

  self->ages = tarn_time_histogram_copy (from->ages);
  self->lags = tarn_time_histogram_copy (from->lags);
}

static void
add (TarnWide *sum, TarnWide part)
{
  *sum = tarn_wide_sum_saturated (*sum, part);
}

static void
add_age (TarnStaleness *self, const TarnStretch *stretch)
{
  gint64 from_us = stretch->from_us - stretch->included_us;
  gint64 to_us = stretch->to_us - stretch->included_us;

  add (&self->twice_age, tarn_time_get_twice_area (0, from_us, to_us));
  self->age_max_us = MAX (self->age_max_us, to_us);
  if (self->ages != NULL)
    tarn_time_histogram_add_rising (self->ages, from_us, to_us);
}

/* The lag is 0 until the first change that the view lacks, and rises from then on. */
static void
add_lag (TarnStaleness *self, const TarnStretch *stretch)
{
  gint64 since_us = stretch->lacking_since_us;
  gint64 begin_us = CLAMP (since_us, stretch->from_us, stretch->to_us);

  add (&self->fresh_us, (TarnWide){ 0, (guint64) (begin_us - stretch->from_us) });
  if (self->lags != NULL)
    tarn_time_histogram_add_constant (self->lags, 0, begin_us - stretch->from_us);
  if (begin_us == stretch->to_us)
    return;

  add (&self->twice_lag, tarn_time_get_twice_area (since_us, begin_us, stretch->to_us));
  self->lag_max_us = MAX (self->lag_max_us, stretch->to_us - since_us);
  if (self->lags != NULL)
    tarn_time_histogram_add_rising (self->lags, begin_us - since_us, stretch->to_us - since_us);
}

void
tarn_staleness_add (TarnStaleness *self, const TarnStretch *stretch)
{
  guint64 duration_us = (guint64) (stretch->to_us - stretch->from_us);
  gint64 skew_us = stretch->newest_us - stretch->included_us;

  if (duration_us == 0)
    return;

  add (&self->time_us, (TarnWide){ 0, duration_us });
  add_age (self, stretch);
  add_lag (self, stretch);
  if (stretch->is_never)
    add (&self->never_us, (TarnWide){ 0, duration_us });
  add (&self->skew, tarn_wide_multiply ((guint64) skew_us, duration_us));
  self->skew_max_us = MAX (self->skew_max_us, skew_us);
  add (&self->pending_commits, stretch->pending_commits);
  add (&self->pending_bytes, stretch->pending_bytes);
}
