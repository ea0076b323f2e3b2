/* SPDX-License-Identifier: MIT */
/*
 * TarnStaleness sums up how stale views were over time. Between two publications a view gets staler in a way
 * that is known, so one stretch of time is added at once.
 */
#pragma once

#include "glue/stretch.h"
#include "kernel/time-histogram.h"
#include "kernel/time-integral.h"

typedef struct
{
  TarnWide time_us; /* of all stretches */
  TarnWide fresh_us;
  TarnWide never_us;
  TarnWide twice_age;
  TarnWide twice_lag;
  TarnWide skew;
  TarnWide pending_commits;
  TarnWide pending_bytes;
  gint64 age_max_us;
  gint64 lag_max_us;
  gint64 skew_max_us;
  guint64 n_publications;
  TarnTimeHistogram *ages; /* NULL, as the next, if nobody asks for percentiles */
  TarnTimeHistogram *lags;
} TarnStaleness;

/* @bits of 0 is for no percentiles. */
void tarn_staleness_init (TarnStaleness *self, guint bits);
void tarn_staleness_clear (TarnStaleness *self);
void tarn_staleness_restart (TarnStaleness *self, guint bits);

/* Makes a copy that shares nothing. */
void tarn_staleness_copy (TarnStaleness *self, const TarnStaleness *from);

void tarn_staleness_add (TarnStaleness *self, const TarnStretch *stretch);
