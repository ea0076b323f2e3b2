/* SPDX-License-Identifier: MIT */
/* There is one table of metrics. A row says how the figure is computed from the sums of a subject. */
#pragma once

#include <tarn-lab/tarn-lab-metric.h>

#include "lab/measure/sums.h"

/* These are sums of the whole trial. */
typedef struct
{
  gint64 window_us;
  gint64 n_slots; /* TARN_UNLIMITED for no limit */
  gint64 dpu_max; /* of a run */
  guint64 n_commits;
  gint64 running_max;
  gint64 waiting_max;
  gboolean has_dpu; /* whether the engine has measured the next two */
  TarnWide dpu_area;
  gint64 dpu_peak;
} TarnLabWhole;

typedef struct
{
  const TarnLabSums *sums;
  const TarnLabHistograms *histograms; /* NULL for none */
  const TarnLabWhole *whole;
} TarnLabFigures;

typedef enum
{
  TARN_LAB_FIGURE_NONE,
  TARN_LAB_FIGURE_EXISTS,
  TARN_LAB_FIGURE_TOO_LARGE, /* for 63 bits */
} TarnLabFigure;

typedef struct _TarnLabMetric TarnLabMetric;

/* Returns NULL if there is no such metric. */
const TarnLabMetric *tarn_lab_metric_find (const char *name);
const TarnLabMetric *tarn_lab_metric_get (guint index); /* NULL behind the last one */
const char *tarn_lab_metric_get_name (const TarnLabMetric *self);
/* Returns the name of the first metric that is made from a sum. */
const char *tarn_lab_metric_get_name_of_sum (TarnLabSum sum);
gboolean tarn_lab_metric_is_of (const TarnLabMetric *self, TarnLabSubject subject);
TarnLabFigure tarn_lab_metric_compute (const TarnLabMetric *self, const TarnLabFigures *figures,
                                       gint64 *out_value);
