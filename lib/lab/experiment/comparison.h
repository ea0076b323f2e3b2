/* SPDX-License-Identifier: MIT */
/*
 * Compares the variants of an outcome: means of the metrics that are compared, and differences to the baseline, which
 * are taken replication by replication, because in one replication all variants have the same luck.
 */
#pragma once

#include "lab/experiment/rows.h"
#include "lab/statistics/sample.h"
#include "lab/statistics/selection.h"

enum
{
  TARN_LAB_STOP_STEP
  = 10, /* the rule for stopping is looked at after so many replications, and so many more */
};

/* The mean of a metric for a variant. */
typedef struct
{
  guint n; /* replications that have the figure */
  TarnLabInterval interval;
} TarnLabMean;

/* A variant has so much more of a metric than the baseline. */
typedef struct
{
  guint n; /* replications in which both have the figure */
  guint n_less;
  guint n_greater;
  TarnLabInterval interval;
  TarnLabInterval relative; /* in millionths of the baseline */
} TarnLabDifference;

typedef struct
{
  const TarnLabOutcome *outcome;
  guint n_complete;     /* replications from the first one on that all variants have */
  guint n_replications; /* that are looked at, from the first one on */
  gboolean is_stopped;  /* whether the rule for stopping holds for them */
  GArray *unstable;     /* guint; of each variant, the replications in which the backlog grew */
  GArray *means;        /* TarnLabMean; variant by variant, the compared metrics */
  GArray *differences;  /* TarnLabDifference; the same */
  GArray *
      front; /* guint; variants on the Pareto front of the first two metrics; empty for one metric */
  gboolean has_best;
  gint64 indifference;   /* in the unit of the metric */
  TarnLabSelection best; /* of the variants in @candidates */
  GArray *candidates;    /* guint; variants that have all figures of the metric and are stable */
} TarnLabComparison;

TarnLabComparison *tarn_lab_comparison_new (const TarnLabOutcome *outcome);
void tarn_lab_comparison_free (TarnLabComparison *self);

/* Returns whether more of a metric is better. Less is better of one that this version does not know. */
gboolean tarn_lab_comparison_is_merit (const TarnLabComparison *self, guint column);

/* Returns how many parts of the unit of a metric a mean and a difference are counted in: 1000 for whole numbers. */
gint64 tarn_lab_get_scale (const char *unit);

static inline guint
tarn_lab_comparison_get_n_metrics (const TarnLabComparison *self)
{
  return self->outcome->head->compared->len;
}

/* @metric is its place among those that are compared. */
static inline const TarnLabMean *
tarn_lab_comparison_get_mean (const TarnLabComparison *self, guint variant, guint metric)
{
  return &g_array_index (self->means, TarnLabMean,
                         variant * tarn_lab_comparison_get_n_metrics (self) + metric);
}

static inline const TarnLabDifference *
tarn_lab_comparison_get_difference (const TarnLabComparison *self, guint variant, guint metric)
{
  return &g_array_index (self->differences, TarnLabDifference,
                         variant * tarn_lab_comparison_get_n_metrics (self) + metric);
}

/* Returns whether the interval of a difference lacks 0. */
static inline gboolean
tarn_lab_difference_is_shown (const TarnLabDifference *self)
{
  return self->interval.has_half_width && ABS (self->interval.mean) > self->interval.half_width;
}

static inline gboolean
tarn_lab_comparison_is_stable (const TarnLabComparison *self, guint variant)
{
  return g_array_index (self->unstable, guint, variant) == 0;
}

/* Returns whether the variant is stable and has a mean of both of the first two metrics. */
gboolean tarn_lab_comparison_has_point (const TarnLabComparison *self, guint variant);

static inline gboolean
tarn_lab_comparison_are_all_stable (const TarnLabComparison *self)
{
  for (guint i = 0; i < self->unstable->len; i++)
    if (!tarn_lab_comparison_is_stable (self, i))
      return FALSE;

  return TRUE;
}

static inline guint
tarn_lab_comparison_get_column (const TarnLabComparison *self, guint metric)
{
  return g_array_index (self->outcome->head->compared, guint, metric);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabComparison, tarn_lab_comparison_free)
