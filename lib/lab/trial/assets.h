/* SPDX-License-Identifier: MIT */
/*
 * The assets of a trial, and the policies that decide about them. The service runs side by side with the refreshes of
 * views: nothing of it takes a slot. Only the files of this folder include this one.
 */
#pragma once

#include "lab/policy/asset-policy.h"
#include "lab/trial/trial-state.h"

typedef struct
{
  gint64 request_us; /* of the request that waits, or of the active run */
  gint64 start_us;   /* of the active run; 0 for none */
  guint32 n_runs;    /* that have ended, and that no quota has cut off */
  guint lacks;       /* 1 << type of each type that is wanted and was not generated */
  gboolean is_waiting;
} TarnLabAssetState;

/* A policy of assets, and what it sees. */
struct _TarnLabAssetLake
{
  TarnLabTrialAssets *assets;
  guint index;
  const char *name;
  TarnLabAssetPolicy *policy;
  GArray *wakes; /* TarnLabAssetWake; since the policy was asked */
  gboolean is_woken;
  gboolean waits_for_room; /* a start was over the limit of the domain */
  gint64 next_wake_us;     /* TARN_LAB_ASSETS_NEVER for none */
  guint64 timeout;         /* of next_wake_us; 0 for none */
  gint64 asked_us;         /* the instant at which the policy was asked */
  guint n_rounds;          /* how often it was asked at that instant */
};

struct _TarnLabTrialAssets
{
  TarnLabTrial *trial;
  TarnLabAssetWorld *world;
  TarnDataZoneClient *client;
  TarnLabAssetState *states;
  guint n_assets;
  TarnLabAssetLake *lakes;
  guint n_lakes;
  guint *lake_of;            /* by group */
  TarnRandomStream **orders; /* by group */
  guint types_max;           /* of a run */
  guint observer;            /* 0 for none */
  gboolean has_begun;
  guint n_active; /* runs that have not ended */
  guint n_waiting;
  guint64 n_ended;   /* runs, since the start */
  guint64 n_started; /* runs, since the start */
  guint starting;    /* while the engine makes the run of this asset; TARN_LAB_NO_ASSET for none */
};

/* A type can be this often: from 1, in the order of TarnMetadataType. */
static inline guint
tarn_lab_asset_wants (const TarnLabAssets *settings)
{
  guint types = 0;

  for (guint i = 0; i < G_N_ELEMENTS (settings->has_type); i++)
    types |= settings->has_type[i] ? 2u << i : 0;
  return types;
}

static inline const TarnLabAssets *
tarn_lab_trial_assets_get_settings (const TarnLabTrialAssets *self, guint group)
{
  return tarn_lab_scenario_get_assets (self->trial->scenario, group);
}

void tarn_lab_asset_lake_wake (TarnLabAssetLake *self, TarnLabAssetWakeKind kind, guint asset,
                               guint types);
/* Tells the watchers that something happens to an asset now. */
void tarn_lab_trial_assets_tell (TarnLabTrialAssets *self, TarnLabTrialEventKind kind,
                                 const TarnChange *change, TarnLabAssetEvent of_asset);
/* The engine has made the run that was started. */
void tarn_lab_trial_assets_note_start (TarnLabTrialAssets *self);
/* Asks the policy. */
void tarn_lab_asset_lake_ask (TarnLabAssetLake *self);
