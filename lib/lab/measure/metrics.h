/* SPDX-License-Identifier: MIT */
/* There is a table of metrics of views and one of assets. A row says how the figure is computed from the sums. */
#pragma once

#include <tarn-lab/tarn-lab-metric.h>

#include "lab/measure/figures.h"

/* Returns NULL if there is no such metric. */
const TarnLabMetric *tarn_lab_metric_find (const char *name);
const TarnLabMetric *tarn_lab_metric_get (guint index); /* NULL behind the last one */
const char *tarn_lab_metric_get_name (const TarnLabMetric *self);
/* Returns the name of the first metric that is made from a sum. */
const char *tarn_lab_metric_get_name_of_sum (TarnLabSum sum);
gboolean tarn_lab_metric_is_of (const TarnLabMetric *self, TarnLabSubject subject);
TarnLabFigure tarn_lab_metric_compute (const TarnLabMetric *self, const TarnLabFigures *figures,
                                       gint64 *out_value);
