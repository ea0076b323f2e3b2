/* SPDX-License-Identifier: MIT */
/*
 * The measures of a trial are sums of whole numbers, greatest values, and histograms. Those of a group and of all
 * views are made from those of the views.
 */
#pragma once

#include <tarn/tarn.h>

typedef enum
{
  /* Integrals over the window. Ages, lags and times are microseconds. */
  TARN_LAB_SUM_TIME,
  TARN_LAB_SUM_FRESH,
  TARN_LAB_SUM_NEVER,
  TARN_LAB_SUM_TWICE_AGE,
  TARN_LAB_SUM_TWICE_LAG,
  TARN_LAB_SUM_SKEW,
  TARN_LAB_SUM_PENDING_COMMITS,
  TARN_LAB_SUM_PENDING_BYTES,
  TARN_LAB_SUM_SLO_TIME, /* of a view that has an SLO */
  TARN_LAB_SUM_WITHIN_SLO,
  TARN_LAB_SUM_VIOLATION,
  TARN_LAB_SUM_TWICE_EXCESS, /* of the age or lag over the SLO */
  TARN_LAB_SUM_RUNNING,
  TARN_LAB_SUM_WAITING,

  /* These count what happened. */
  TARN_LAB_SUM_VIOLATIONS,
  TARN_LAB_SUM_REQUESTS,
  TARN_LAB_SUM_REJECTED,
  TARN_LAB_SUM_SKIPPED,
  TARN_LAB_SUM_COALESCED,
  TARN_LAB_SUM_STARTED,

  /* Of the runs that ended. */
  TARN_LAB_SUM_ENDED,
  TARN_LAB_SUM_SUCCEEDED,
  TARN_LAB_SUM_FAILED,
  TARN_LAB_SUM_STOPPED,
  TARN_LAB_SUM_FULL,
  TARN_LAB_SUM_INCREMENTAL,
  TARN_LAB_SUM_UNCHANGED,
  TARN_LAB_SUM_OVERRUN,
  TARN_LAB_SUM_WAIT,
  TARN_LAB_SUM_DURATION,
  TARN_LAB_SUM_SOJOURN,
  TARN_LAB_SUM_STRETCHED, /* the runs with a duration */
  TARN_LAB_SUM_STRETCH,   /* millionths */
  TARN_LAB_SUM_SLOWDOWN,  /* millionths */
  TARN_LAB_SUM_USED,      /* DPU-milliseconds, as the next two */
  TARN_LAB_SUM_BILLED,
  TARN_LAB_SUM_WASTED,
  TARN_LAB_SUM_COST,           /* nano-USD */
  TARN_LAB_SUM_MINIMUM_BILLED, /* the runs whose bill the minimum decides */
  TARN_LAB_SUM_PROCESSED_BYTES,
  TARN_LAB_SUM_PUBLISHED_BYTES,
  TARN_LAB_SUM_COMPARED, /* the runs whose mode was compared with the other one */
  TARN_LAB_SUM_REGRET,   /* nano-USD */

  /* These are of what has not ended. */
  TARN_LAB_SUM_OPEN_REQUESTS,
  TARN_LAB_SUM_OPEN_RUNS,
  TARN_LAB_SUM_OPEN_USED,
  TARN_LAB_SUM_OPEN_BILLED,
  TARN_LAB_SUM_OPEN_COST,

  /* These are only summed up over views. */
  TARN_LAB_SUM_WEIGHTED_TIME,
  TARN_LAB_SUM_WEIGHTED_TWICE_AGE,
  TARN_LAB_SUM_WEIGHTED_TWICE_LAG,
  TARN_LAB_N_SUMS,
} TarnLabSum;

typedef enum
{
  TARN_LAB_MAXIMUM_AGE,
  TARN_LAB_MAXIMUM_LAG,
  TARN_LAB_MAXIMUM_SKEW,
  TARN_LAB_MAXIMUM_VIOLATION,
  TARN_LAB_MAXIMUM_EXCESS, /* as in TARN_LAB_SUM_TWICE_EXCESS */
  TARN_LAB_MAXIMUM_WAIT,
  TARN_LAB_MAXIMUM_DURATION,
  TARN_LAB_MAXIMUM_SOJOURN,
  TARN_LAB_MAXIMUM_STRETCH,
  TARN_LAB_MAXIMUM_SLOWDOWN,
  TARN_LAB_N_MAXIMA,
} TarnLabMaximum;

/* The first two are over time. The others count each run that ended as one microsecond. */
typedef enum
{
  TARN_LAB_HISTOGRAM_AGE,
  TARN_LAB_HISTOGRAM_LAG,
  TARN_LAB_HISTOGRAM_WAIT,
  TARN_LAB_HISTOGRAM_DURATION,
  TARN_LAB_HISTOGRAM_SOJOURN,
  TARN_LAB_HISTOGRAM_RUNNING, /* over time, and only of all views */
  TARN_LAB_N_HISTOGRAMS,
} TarnLabHistogram;

enum
{
  TARN_LAB_VIEW_BITS = 4,
  TARN_LAB_GROUP_BITS = 7,
  TARN_LAB_N_VIEW_HISTOGRAMS = TARN_LAB_HISTOGRAM_LAG + 1,
};

typedef struct
{
  TarnWide sums[TARN_LAB_N_SUMS];
  gint64 maxima[TARN_LAB_N_MAXIMA]; /* -1 for none */
  gint64 first_request_us;          /* of the runs that ended; G_MAXINT64 for none */
  gint64 last_end_us;               /* G_MININT64 for none */
} TarnLabSums;

typedef struct
{
  TarnTimeHistogram *of[TARN_LAB_N_HISTOGRAMS]; /* NULL for none */
} TarnLabHistograms;

void tarn_lab_sums_init (TarnLabSums *self);

/* A sum that does not fit stays TARN_WIDE_MAX. */
static inline void
tarn_lab_sums_add_wide (TarnLabSums *self, TarnLabSum sum, TarnWide part)
{
  self->sums[sum] = tarn_wide_sum_saturated (self->sums[sum], part);
}

static inline void
tarn_lab_sums_add (TarnLabSums *self, TarnLabSum sum, guint64 part)
{
  tarn_lab_sums_add_wide (self, sum, (TarnWide){ 0, part });
}

static inline void
tarn_lab_sums_raise (TarnLabSums *self, TarnLabMaximum maximum, gint64 value)
{
  self->maxima[maximum] = MAX (self->maxima[maximum], value);
}

/* Adds the sums of a view that has the weight, or those of other views. */
void tarn_lab_sums_add_view (TarnLabSums *self, const TarnLabSums *view, guint weight);
void tarn_lab_sums_merge (TarnLabSums *self, const TarnLabSums *other);

/* Makes the first @n histograms. */
void tarn_lab_histograms_init (TarnLabHistograms *self, guint n, guint bits);
void tarn_lab_histograms_copy (TarnLabHistograms *self, const TarnLabHistograms *from);
void tarn_lab_histograms_merge (TarnLabHistograms *self, const TarnLabHistograms *other);
void tarn_lab_histograms_clear (TarnLabHistograms *self);
