/* SPDX-License-Identifier: MIT */
/*
 * TarnLabAssetMeasures sums up what happens to the assets of a trial: for each group, and once more for all of them. It
 * is fed with plain facts, in the order in which they happen, and needs no engine. Before the window it only keeps what
 * is under way. Time counts within the window. A run counts if it ends in the window, or later, when the trial waits
 * for the runs that were under way at the end.
 */
#pragma once

#include "lab/scenario/scenario.h"

typedef enum
{
  /* Integrals over the window of numbers of assets, in microseconds. */
  TARN_LAB_ASSET_SUM_EXISTING,
  TARN_LAB_ASSET_SUM_COVERED_TIME,
  TARN_LAB_ASSET_SUM_WAITING,
  TARN_LAB_ASSET_SUM_RUNNING,

  /* At the end of the window. */
  TARN_LAB_ASSET_SUM_ARRIVED,
  TARN_LAB_ASSET_SUM_COVERED,

  /* These count what happened. */
  TARN_LAB_ASSET_SUM_REQUESTS,
  TARN_LAB_ASSET_SUM_THROTTLED,
  TARN_LAB_ASSET_SUM_OVER_LIMIT,
  TARN_LAB_ASSET_SUM_STARTED,
  TARN_LAB_ASSET_SUM_COVERINGS, /* assets that lacked metadata before */
  TARN_LAB_ASSET_SUM_LATENCY,   /* of these, since they came */

  /* Of the runs that ended. */
  TARN_LAB_ASSET_SUM_ENDED,
  TARN_LAB_ASSET_SUM_SUCCEEDED,
  TARN_LAB_ASSET_SUM_SUCCEEDED_PARTIALLY,
  TARN_LAB_ASSET_SUM_FAILED,
  TARN_LAB_ASSET_SUM_CANCELED,
  TARN_LAB_ASSET_SUM_TYPES_OVER_QUOTA,
  TARN_LAB_ASSET_SUM_TYPES_FAILED, /* otherwise */
  TARN_LAB_ASSET_SUM_WAIT,
  TARN_LAB_ASSET_SUM_DURATION,
  TARN_LAB_ASSET_SUM_MODEL_CALLS,
  TARN_LAB_ASSET_SUM_INPUT_TOKENS,
  TARN_LAB_ASSET_SUM_OUTPUT_TOKENS,
  TARN_LAB_ASSET_SUM_COST,   /* nano-USD */
  TARN_LAB_ASSET_SUM_PRICED, /* not 0 if tokens have a price */

  /* These are of what has not ended. */
  TARN_LAB_ASSET_SUM_OPEN_REQUESTS,
  TARN_LAB_ASSET_SUM_OPEN_RUNS,
  TARN_LAB_N_ASSET_SUMS,
} TarnLabAssetSum;

typedef enum
{
  TARN_LAB_ASSET_TIME_WAIT,
  TARN_LAB_ASSET_TIME_DURATION,
  TARN_LAB_ASSET_TIME_LATENCY,
  TARN_LAB_N_ASSET_TIMES,
} TarnLabAssetTime;

/* The shares whose first time is measured. */
typedef enum
{
  TARN_LAB_COVERAGE_50,
  TARN_LAB_COVERAGE_90,
  TARN_LAB_COVERAGE_99,
  TARN_LAB_COVERAGE_100,
  TARN_LAB_N_COVERAGES,
} TarnLabCoverage;

/* The figures of a group, or of all groups. */
typedef struct
{
  TarnWide sums[TARN_LAB_N_ASSET_SUMS];
  gint64 maxima[TARN_LAB_N_ASSET_TIMES];            /* -1 for none */
  TarnTimeHistogram *times[TARN_LAB_N_ASSET_TIMES]; /* each time counts as a microsecond */
  gint64 covered_after_us[TARN_LAB_N_COVERAGES];    /* since the window began; -1 for never */
} TarnLabAssetSums;

typedef struct
{
  gint64 input_nano_usd; /* of a token */
  gint64 output_nano_usd;
} TarnLabAssetTerms;

/* This is what a run was that has ended. */
typedef struct
{
  TarnMetadataStatus status;
  guint n_types_over_quota;
  guint n_types_failed;
  gint64 model_calls;
  gint64 input_tokens;
  gint64 output_tokens;
  gboolean covers; /* whether its asset lacks no metadata now */
} TarnLabAssetEndFacts;

typedef struct
{
  gint64 arrival_us;
  gint64 request_us; /* of what waits or runs */
  gint64 start_us;
  gboolean has_arrived;
  gboolean is_covered;
  gboolean is_waiting;
  gboolean has_run;
} TarnLabMeasuredAsset;

/* The number of assets in each state, since a time up to which the integrals are made. */
typedef struct
{
  gint64 settled_us;
  guint n_assets; /* of the scenario, also those that have not come */
  guint n_arrived;
  guint n_covered;
  guint n_waiting;
  guint n_running;
} TarnLabAssetLevels;

/* The same as sums of all assets, made in another way, so that a trial can check itself. */
typedef struct
{
  TarnWide existing;
  TarnWide covered;
  TarnWide waiting;
  TarnWide running;
  guint64 n_running_at_begin;
} TarnLabAssetTotals;

typedef struct
{
  const TarnLabScenario *scenario; /* lives as long as the trial */
  TarnLabAssetTerms terms;
  gboolean has_begun; /* the window */
  gboolean has_ended;
  gint64 begin_us;
  gint64 end_us;
  GArray *assets; /* TarnLabMeasuredAsset */
  GArray *levels; /* TarnLabAssetLevels; of the groups, and then of all */
  GArray *sums;   /* TarnLabAssetSums; likewise */
  TarnLabAssetTotals totals;
  const char *fault; /* what cannot be; NULL if all is well */
} TarnLabAssetMeasures;

TarnLabAssetMeasures *tarn_lab_asset_measures_new (const TarnLabScenario *scenario);
TarnLabAssetMeasures *tarn_lab_asset_measures_copy (const TarnLabAssetMeasures *self);
void tarn_lab_asset_measures_free (TarnLabAssetMeasures *self);

void tarn_lab_asset_measures_begin (TarnLabAssetMeasures *self, TarnLabAssetTerms terms,
                                    gint64 now_us);
void tarn_lab_asset_measures_end (TarnLabAssetMeasures *self, gint64 now_us);

void tarn_lab_asset_measures_arrive (TarnLabAssetMeasures *self, guint asset, gint64 now_us);
void tarn_lab_asset_measures_request (TarnLabAssetMeasures *self, guint asset, gint64 now_us);
void tarn_lab_asset_measures_refuse (TarnLabAssetMeasures *self, guint asset, TarnLabAssetSum kind);
void tarn_lab_asset_measures_start (TarnLabAssetMeasures *self, guint asset, gint64 now_us);
void tarn_lab_asset_measures_end_run (TarnLabAssetMeasures *self, guint asset,
                                      const TarnLabAssetEndFacts *facts, gint64 now_us);

/* Checks that the sums agree with each other. The window must be over. */
gboolean tarn_lab_asset_measures_check (const TarnLabAssetMeasures *self, GError **error);

void tarn_lab_asset_sums_copy (TarnLabAssetSums *sums, const TarnLabAssetSums *from);
void tarn_lab_asset_sums_clear (gpointer sums);

static inline const TarnLabAssetSums *
tarn_lab_asset_measures_get_sums (const TarnLabAssetMeasures *self, guint place)
{
  return &g_array_index (self->sums, TarnLabAssetSums, place);
}
