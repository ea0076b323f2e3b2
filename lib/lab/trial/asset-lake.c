/* SPDX-License-Identifier: MIT */
/* A policy of assets sees these values, does these things, and is asked at these times. */
#include "lab/policy/policy.h"
#include "lab/trial/assets.h"

/* --- Looking ------------------------------------------------------------------------------------ */

gint64
tarn_lab_asset_lake_get_now (const TarnLabAssetLake *self)
{
  return self->assets->trial->now_us;
}

gint64
tarn_lab_asset_lake_get_start_time (const TarnLabAssetLake *self)
{
  return self->assets->trial->scenario->start_us;
}

gboolean
tarn_lab_asset_lake_is_draining (const TarnLabAssetLake *self)
{
  return self->assets->trial->is_over;
}

const TarnLabAssetWake *
tarn_lab_asset_lake_get_wakes (const TarnLabAssetLake *self, guint *out_n_wakes)
{
  *out_n_wakes = self->wakes->len;
  return (const TarnLabAssetWake *) self->wakes->data;
}

guint
tarn_lab_asset_lake_get_n_columns (const TarnLabAssetLake *self, guint asset)
{
  return tarn_lab_asset_world_get_n_columns (self->assets->world, asset);
}

/* A run takes the first of the types that its asset lacks. */
guint
tarn_lab_asset_lake_get_types (const TarnLabAssetLake *self, guint asset)
{
  guint lacks = self->assets->states[asset].lacks, types = 0;

  for (guint i = 0; i < self->assets->types_max && lacks != 0; i++)
    {
      guint first = lacks & -lacks;

      types |= first;
      lacks &= ~first;
    }
  return types;
}

gint64
tarn_lab_asset_lake_draw (const TarnLabAssetLake *self, guint asset)
{
  const TarnLabTrialAssets *assets = self->assets;
  guint group = tarn_lab_scenario_find_assets_of (assets->trial->scenario, asset);
  guint number = asset - tarn_lab_trial_assets_get_settings (assets, group)->first;

  return (gint64) tarn_random_stream_draw_uniform (assets->orders[group], number,
                                                   assets->states[asset].n_runs, G_MAXINT64);
}

/* --- Acting ------------------------------------------------------------------------------------- */

gboolean
tarn_lab_asset_lake_request (TarnLabAssetLake *self, guint asset)
{
  TarnLabTrialAssets *assets = self->assets;
  TarnLabAssetState *state = &assets->states[asset];

  if (assets->trial->is_over)
    return FALSE;

  g_assert (state->lacks != 0 && !state->is_waiting && state->start_us == 0);
  state->is_waiting = TRUE;
  state->request_us = assets->trial->now_us;
  assets->n_waiting++;
  tarn_lab_trial_assets_tell (assets, TARN_LAB_TRIAL_EVENT_ASSET_REQUEST, NULL,
                              (TarnLabAssetEvent){ .asset = asset });
  return TRUE;
}

static TarnMetadataRun *
call_service (TarnLabTrialAssets *self, guint asset, guint types, GError **error)
{
  const char *names[TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS + 1] = { NULL };
  TarnMetadataTarget target
      = { .type = "ASSET", .identifier = tarn_lab_asset_world_get_id (self->world, asset) };
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();
  guint n_names = 0;

  for (guint type = 1; type <= TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS; type++)
    if (types & 1u << type)
      names[n_names++] = tarn_metadata_type_to_string ((TarnMetadataType) type);
  tarn_start_options_set_tag (options, (guint64) self->states[asset].n_runs + 1);
  return tarn_datazone_client_start_metadata_generation_run_with_options (
      self->client, tarn_lab_asset_world_get_domain_id (self->world),
      tarn_lab_asset_world_get_project_id (self->world), &target, NULL, names, NULL, options,
      error);
}

static TarnLabAssetOutcome
get_outcome (const GError *error)
{
  if (error->domain != TARN_DATAZONE_ERROR)
    return TARN_LAB_ASSET_NOT_MADE;
  if (error->code == TARN_DATAZONE_ERROR_THROTTLING)
    return TARN_LAB_ASSET_THROTTLED;
  return error->code == TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED ? TARN_LAB_ASSET_OVER_LIMIT
                                                                   : TARN_LAB_ASSET_REFUSED;
}

static TarnLabAssetOutcome
refuse (TarnLabAssetLake *self, guint asset, GError *error)
{
  TarnLabAssetOutcome outcome = get_outcome (error);

  if (outcome == TARN_LAB_ASSET_NOT_MADE)
    {
      tarn_lab_trial_take_error (self->assets->trial, error);
      return outcome;
    }

  g_error_free (error);
  self->waits_for_room |= outcome == TARN_LAB_ASSET_OVER_LIMIT;
  tarn_lab_trial_assets_tell (self->assets, TARN_LAB_TRIAL_EVENT_ASSET_REFUSAL, NULL,
                              (TarnLabAssetEvent){ .asset = asset, .outcome = outcome });
  return outcome;
}

/* The trial learns from the first change of the run that it was started. */
TarnLabAssetOutcome
tarn_lab_asset_lake_start (TarnLabAssetLake *self, guint asset)
{
  TarnLabTrialAssets *assets = self->assets;
  GError *error = NULL;

  g_assert (assets->states[asset].is_waiting);
  assets->starting = asset;
  g_autoptr (TarnMetadataRun) run
      = call_service (assets, asset, tarn_lab_asset_lake_get_types (self, asset), &error);
  assets->starting = TARN_LAB_NO_ASSET;
  return run != NULL ? TARN_LAB_ASSET_STARTED : refuse (self, asset, error);
}

/* --- Waking ------------------------------------------------------------------------------------- */

static void
wake (TarnLabAssetLake *self)
{
  if (self->is_woken)
    return;

  self->is_woken = TRUE;
  self->assets->trial->n_woken++;
}

void
tarn_lab_asset_lake_wake (TarnLabAssetLake *self, TarnLabAssetWakeKind kind, guint asset,
                          guint types)
{
  TarnLabAssetWake item = { kind, asset, types };

  g_array_append_val (self->wakes, item);
  wake (self);
}

static gboolean
on_wake (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  TarnLabAssetLake *lake = data;

  /* The user has forked the engine, and not the trial. */
  if (lake == NULL)
    return G_SOURCE_REMOVE;

  lake->timeout = 0;
  lake->next_wake_us = TARN_LAB_ASSETS_NEVER;
  wake (lake);
  return G_SOURCE_REMOVE;
}

static gpointer
copy_lake (gpointer data, TarnEngine *engine G_GNUC_UNUSED)
{
  TarnLabAssetLake *lake = data;
  TarnLabTrial *fork = lake != NULL ? lake->assets->trial->fork : NULL;

  return fork != NULL ? &fork->assets->lakes[lake->index] : NULL;
}

static void
set_next_wake (TarnLabAssetLake *self, gint64 time_us)
{
  TarnLabTrial *trial = self->assets->trial;

  if (time_us == self->next_wake_us)
    return;

  if (self->timeout != 0)
    tarn_engine_remove_timeout (trial->engine, self->timeout);
  self->timeout = 0;
  self->next_wake_us = time_us;
  if (time_us == TARN_LAB_ASSETS_NEVER)
    return;
  self->timeout = tarn_engine_add_timeout (trial->engine, time_us - trial->now_us,
                                           TARN_TIMEOUT_NONE, on_wake, self, NULL);
  tarn_engine_set_timeout_copy_func (trial->engine, self->timeout, copy_lake);
}

/* --- Asking ------------------------------------------------------------------------------------- */

/* Runs that take no time and fail would be started again for ever. */
static gboolean
begin_round (TarnLabAssetLake *self)
{
  TarnLabTrial *trial = self->assets->trial;

  if (self->asked_us != trial->now_us)
    {
      self->asked_us = trial->now_us;
      self->n_rounds = 0;
    }
  if (self->n_rounds++ < TARN_LAB_ROUNDS_MAX)
    return TRUE;

  tarn_lab_trial_take_error (
      trial, g_error_new (TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY,
                          "policy %s: it was asked %d times at one instant, which has no end",
                          self->name, TARN_LAB_ROUNDS_MAX));
  return FALSE;
}

/* The policy may cause something that wakes it again. */
void
tarn_lab_asset_lake_ask (TarnLabAssetLake *self)
{
  guint n_wakes = self->wakes->len;
  gint64 next_us;

  if (!begin_round (self))
    return;

  self->is_woken = FALSE;
  self->assets->trial->n_woken--;
  next_us = tarn_lab_asset_policy_decide (self->policy, self);
  if (n_wakes > 0)
    g_array_remove_range (self->wakes, 0, n_wakes);
  if (self->assets->trial->error == NULL)
    set_next_wake (self, next_us);
}
