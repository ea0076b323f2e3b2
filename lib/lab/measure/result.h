/* SPDX-License-Identifier: MIT */
/*
 * A TarnLabResult keeps the sums of a trial. The figures of the views are computed when they are asked for, because
 * there may be many views.
 */
#pragma once

#include <tarn-lab/tarn-lab-result.h>

#include "lab/measure/asset-measures.h"
#include "lab/measure/measures.h"
#include "lab/measure/series.h"

/* A measure of the user, and its value. */
typedef struct
{
  char *name;
  gint64 value;
} TarnLabOwnFigure;

/*
 * Makes the result of the measures as they are. @own are the measures of the user
 * as TarnLabOwnFigure; NULL for none. Fails with TARN_LAB_ERROR_TOO_LARGE and names the first figure that does not
 * fit into 63 bits.
 */
TarnLabResult *tarn_lab_result_new (const TarnLabMeasures *measures, GArray *own, GError **error);

/* Adds the figures of the assets to a result that nobody else has yet. Fails likewise. */
gboolean tarn_lab_result_add_assets (TarnLabResult *self, const TarnLabAssetMeasures *measures,
                                     GError **error);

/* Is called before anybody else has the result. NULL is none. */
void tarn_lab_result_set_series (TarnLabResult *self, TarnLabSeries *series);
const TarnLabSeries *tarn_lab_result_get_series (const TarnLabResult *self);

/* Returns a histogram of all views, or NULL if there is none. */
const TarnTimeHistogram *tarn_lab_result_get_histogram (const TarnLabResult *self,
                                                        TarnLabHistogram histogram);
