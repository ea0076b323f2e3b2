/* SPDX-License-Identifier: MIT */
/* A row of a table of metrics. Only the files that have such a table include this one. */
#pragma once

#include "lab/measure/figures.h"

typedef TarnLabFigure (*TarnLabComputeFunc) (const TarnLabMetric *metric,
                                             const TarnLabFigures *figures, TarnWide *out_value);

struct _TarnLabMetric
{
  const char *name;
  const char *unit;
  guint subjects;
  const char *description;
  TarnLabComputeFunc compute;
  guint a; /* a sum, a maximum or a histogram; what else depends on the function */
  guint b;
  guint64 scale;
  guint64 divisor;
};

#define TARN_LAB_NEAREST " Rounded to the nearest, a half upwards."

/* a * scale / (b * divisor) */
TarnLabFigure tarn_lab_figure_divide (TarnWide a, guint64 scale, TarnWide b, guint64 divisor,
                                      TarnWide *out_value);
/* There is no figure if the value is negative. */
TarnLabFigure tarn_lab_figure_give (gint64 value, TarnWide *out_value);

/* The metrics of assets. */
extern const TarnLabMetric tarn_lab_asset_metrics[];
extern const guint tarn_lab_n_asset_metrics;
/* Returns the name of the first one that is made from a sum. */
const char *tarn_lab_asset_metric_get_name_of_sum (guint sum);
