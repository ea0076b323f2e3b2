/* SPDX-License-Identifier: MIT */
/*
 * This is what a policy of assets sees and does. It is asked at the end of an instant at which an asset of it has come,
 * a run has ended, or a time has come that it waits for. It starts runs itself, one after the other, as an
 * orchestrator does that calls the service: so it learns at once that a start is refused, and can stop.
 *
 * Assets are numbers: their places in the scenario.
 */
#pragma once

#include <glib.h>

typedef struct _TarnLabAssetLake TarnLabAssetLake;

typedef enum
{
  TARN_LAB_ASSET_WAKE_LACKS, /* the asset has come, or its run has ended, and it lacks metadata */
  TARN_LAB_ASSET_WAKE_END,   /* a run of the policy has ended, however */
  TARN_LAB_ASSET_WAKE_ROOM,  /* any run of the domain has ended since a start was over the limit */
  TARN_LAB_ASSET_WAKE_EXHAUSTED, /* the quota of a type was used up when a run asked for it */
} TarnLabAssetWakeKind;

typedef struct
{
  TarnLabAssetWakeKind kind;
  guint asset;
  guint types; /* 1 << type; of EXHAUSTED */
} TarnLabAssetWake;

/* The outcome of a start. An asset that the service refuses waits on. */
typedef enum
{
  TARN_LAB_ASSET_STARTED,
  TARN_LAB_ASSET_THROTTLED,  /* ThrottlingException: the account makes too many calls per second */
  TARN_LAB_ASSET_OVER_LIMIT, /* ServiceQuotaExceededException: the domain has too many active runs */
  TARN_LAB_ASSET_REFUSED,    /* any other exception of the service */
  TARN_LAB_ASSET_NOT_MADE,   /* the trial has failed, so that it is over */
} TarnLabAssetOutcome;

/* --- Looking ------------------------------------------------------------------------------------ */

gint64 tarn_lab_asset_lake_get_now (const TarnLabAssetLake *self);
gint64 tarn_lab_asset_lake_get_start_time (const TarnLabAssetLake *self);
/* After the window, no new request is taken; those that wait can be started. */
gboolean tarn_lab_asset_lake_is_draining (const TarnLabAssetLake *self);
const TarnLabAssetWake *tarn_lab_asset_lake_get_wakes (const TarnLabAssetLake *self,
                                                       guint *out_n_wakes);
guint tarn_lab_asset_lake_get_n_columns (const TarnLabAssetLake *self, guint asset);
/* Returns 1 << type of each type of metadata that the next run of the asset would generate. */
guint tarn_lab_asset_lake_get_types (const TarnLabAssetLake *self, guint asset);
/* Draws a number from 0 to G_MAXINT64 - 1 by the asset and by how many runs it has had. */
gint64 tarn_lab_asset_lake_draw (const TarnLabAssetLake *self, guint asset);

/* --- Acting ------------------------------------------------------------------------------------- */

/* Asks for metadata of an asset that lacks some. Returns FALSE after the window. */
gboolean tarn_lab_asset_lake_request (TarnLabAssetLake *self, guint asset);
/* Starts the run that was asked for. */
TarnLabAssetOutcome tarn_lab_asset_lake_start (TarnLabAssetLake *self, guint asset);
