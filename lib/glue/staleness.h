/* SPDX-License-Identifier: MIT */
/*
 * TarnStaleness sums up how stale views were over time. Between two publications a view gets staler in a way
 * that is known, so one stretch of time is added at once.
 */
#pragma once

#include "kernel/time-histogram.h"
#include "kernel/time-integral.h"

/* A time in which a view showed the same content. */
typedef struct
{
  gint64 from_us;
  gint64 to_us;
  gint64 included_us; /* the time of the oldest content */
  gint64 newest_us;   /* that of the newest */
  gint64
      lacking_since_us; /* the time of the first change that the view lacked; G_MAXINT64 for none */
  gboolean is_never;    /* one of the base tables was never included */
  TarnWide
      pending_commits; /* the integral of the commits that the view lacked, and of their bytes */
  TarnWide pending_bytes;
} TarnStretch;

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
