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
 * How many runs with something to do a schedule asked for, and how many of those at the instant of a commit to a source.
 * Their lag depends on what comes first at one instant.
 */
typedef struct
{
  guint64 n_runs;
  guint64 n_at_commit;
} TarnLabCoincidence;

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

/* Is called before anybody else has the result. */
void tarn_lab_result_set_coincidence (TarnLabResult *self, const TarnLabCoincidence *coincidence);
const TarnLabCoincidence *tarn_lab_result_get_coincidence (const TarnLabResult *self);

/* Returns a histogram of all views, or NULL if there is none. */
const TarnTimeHistogram *tarn_lab_result_get_histogram (const TarnLabResult *self,
                                                        TarnLabHistogram histogram);
