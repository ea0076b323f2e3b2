/* SPDX-License-Identifier: MIT */
/* Figures are computed from these values. */
#pragma once

#include "lab/measure/asset-measures.h"
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

/* Those of assets have only the last member, and the others all but it. */
typedef struct
{
  const TarnLabSums *sums;
  const TarnLabHistograms *histograms; /* NULL for none */
  const TarnLabWhole *whole;
  const TarnLabAssetSums *assets;
} TarnLabFigures;

typedef enum
{
  TARN_LAB_FIGURE_NONE,
  TARN_LAB_FIGURE_EXISTS,
  TARN_LAB_FIGURE_TOO_LARGE, /* for 63 bits */
} TarnLabFigure;

typedef struct _TarnLabMetric TarnLabMetric;
