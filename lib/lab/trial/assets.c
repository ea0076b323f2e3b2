/* SPDX-License-Identifier: MIT */
/* The trial sees what happens to assets, tells its watchers, and asks the policies of assets. */
#include "lab/trial/assets.h"

#include "lab/trial/failures.h"

/* The causes that end a run, as bits. */
#define ENDS                                                                                       \
  (1u << TARN_METADATA_CAUSE_SUCCEED | 1u << TARN_METADATA_CAUSE_FAIL                              \
   | 1u << TARN_METADATA_CAUSE_SUCCEED_PARTIALLY | 1u << TARN_METADATA_CAUSE_CANCEL)

static TarnLabAssetLake *
get_lake (TarnLabTrialAssets *self, guint asset)
{
  return &self->lakes[self->lake_of[tarn_lab_scenario_find_assets_of (self->trial->scenario,
                                                                      asset)]];
}

void
tarn_lab_trial_assets_tell (TarnLabTrialAssets *self, TarnLabTrialEventKind kind,
                            const TarnChange *change, TarnLabAssetEvent of_asset)
{
  const TarnLabAssetState *state = &self->states[of_asset.asset];

  if (tarn_lab_trial_wants (self->trial, kind))
    tarn_lab_trial_tell (self->trial, &(TarnLabTrialEvent){
                                          .kind = kind,
                                          .time_us = tarn_engine_get_now (self->trial->engine),
                                          .view = TARN_LAB_NO_VIEW,
                                          .request_us = state->request_us,
                                          .start_us = state->start_us,
                                          .change = change,
                                          .of_asset = &of_asset,
                                      });
}

/* --- Arrivals ----------------------------------------------------------------------------------- */

static void
arrive (TarnLabTrialAssets *self, guint asset)
{
  guint group = tarn_lab_scenario_find_assets_of (self->trial->scenario, asset);
  TarnLabAssetState *state = &self->states[asset];

  state->lacks = tarn_lab_asset_wants (tarn_lab_trial_assets_get_settings (self, group));
  tarn_lab_trial_assets_tell (self, TARN_LAB_TRIAL_EVENT_ASSET_ARRIVAL, NULL,
                              (TarnLabAssetEvent){
                                  .asset = asset,
                                  .types = state->lacks,
                                  .n_columns
                                  = tarn_lab_asset_world_get_n_columns (self->world, asset),
                              });
  tarn_lab_asset_lake_wake (&self->lakes[self->lake_of[group]], TARN_LAB_ASSET_WAKE_LACKS, asset,
                            0);
}

static void
on_arrival (guint asset, gpointer data)
{
  arrive (data, asset);
}

/* Watchers are there when the first instant ends, and are then told of what was there at the start. */
static void
begin (TarnLabTrialAssets *self)
{
  self->has_begun = TRUE;
  for (guint i = 0; i < self->n_assets; i++)
    if (tarn_lab_asset_world_get_id (self->world, i) != NULL && self->states[i].lacks == 0)
      arrive (self, i);
}

/* --- Runs --------------------------------------------------------------------------------------- */

void
tarn_lab_trial_assets_note_start (TarnLabTrialAssets *self)
{
  TarnLabAssetState *state = &self->states[self->starting];
  TarnLabAssetEvent event = {
    .asset = self->starting,
    .types = tarn_lab_asset_lake_get_types (get_lake (self, self->starting), self->starting),
  };

  state->is_waiting = FALSE;
  state->start_us = tarn_engine_get_now (self->trial->engine);
  self->n_waiting--;
  self->n_active++;
  self->n_started++;
  self->starting = TARN_LAB_NO_ASSET;
  tarn_lab_trial_assets_tell (self, TARN_LAB_TRIAL_EVENT_ASSET_START, NULL, event);
}

static guint
find_generated (const TarnMetadataChange *metadata)
{
  guint types = 0;

  for (guint type = 1; type <= TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS; type++)
    if (tarn_metadata_change_get_type_status (metadata, (TarnMetadataType) type)
        == TARN_METADATA_STATUS_SUCCEEDED)
      types |= 1u << type;
  return types;
}

/* The place of a run in the world is how many runs of its asset did something. */
static void
on_end (TarnLabTrialAssets *self, guint asset, guint exhausted)
{
  TarnLabAssetState *state = &self->states[asset];
  TarnLabAssetLake *lake = get_lake (self, asset);

  self->n_active--;
  self->n_ended++;
  state->start_us = 0;
  state->n_runs += exhausted == 0;
  tarn_lab_asset_lake_wake (lake, TARN_LAB_ASSET_WAKE_END, asset, 0);
  if (state->lacks != 0)
    tarn_lab_asset_lake_wake (lake, TARN_LAB_ASSET_WAKE_LACKS, asset, 0);
  for (guint i = 0; i < self->n_lakes; i++)
    if (self->lakes[i].waits_for_room)
      {
        self->lakes[i].waits_for_room = FALSE;
        tarn_lab_asset_lake_wake (&self->lakes[i], TARN_LAB_ASSET_WAKE_ROOM, asset, 0);
      }
}

static void
on_run (TarnLabTrialAssets *self, guint asset, const TarnChange *change)
{
  const TarnMetadataChange *metadata = tarn_change_get_metadata (change);
  gboolean is_end = (1u << tarn_change_get_metadata_cause (change) & ENDS) != 0;
  TarnLabAssetState *state = &self->states[asset];
  guint exhausted = tarn_lab_find_failures (metadata).over_quota;

  if (is_end)
    state->lacks &= ~find_generated (metadata);
  tarn_lab_trial_assets_tell (self, TARN_LAB_TRIAL_EVENT_ASSET_RUN, change,
                              (TarnLabAssetEvent){ .asset = asset, .types = state->lacks });
  if (exhausted != 0)
    tarn_lab_asset_lake_wake (get_lake (self, asset), TARN_LAB_ASSET_WAKE_EXHAUSTED, asset,
                              exhausted);
  if (is_end)
    on_end (self, asset, exhausted);
}

static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  TarnLabTrialAssets *self = data;
  const TarnMetadataChange *metadata = tarn_change_get_metadata (change);
  guint asset;

  if (!tarn_lab_asset_world_find (self->world, tarn_metadata_change_get_asset_id (metadata),
                                  &asset))
    return;

  if (self->starting == asset)
    tarn_lab_trial_assets_note_start (self);
  if (self->states[asset].start_us != 0)
    on_run (self, asset, change);
}

/* --- Asking ------------------------------------------------------------------------------------- */

void
tarn_lab_trial_assets_ask (TarnLabTrialAssets *self)
{
  if (!self->has_begun)
    begin (self);
  for (guint i = 0; i < self->n_lakes && self->trial->error == NULL; i++)
    if (self->lakes[i].is_woken)
      tarn_lab_asset_lake_ask (&self->lakes[i]);
}

gboolean
tarn_lab_trial_assets_is_busy (const TarnLabTrialAssets *self)
{
  return self->n_active > 0 || self->n_waiting > 0;
}

guint64
tarn_lab_trial_assets_get_progress (const TarnLabTrialAssets *self)
{
  return self->n_started + self->n_ended;
}

/* --- The engine --------------------------------------------------------------------------------- */

void
tarn_lab_trial_assets_connect (TarnLabTrialAssets *self)
{
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();
  gint64 types_max = 0;
  gboolean is_known
      = tarn_engine_get_option (self->trial->engine, "datazone.types-max", &types_max, NULL);

  g_assert (is_known);
  self->types_max = (guint) types_max;
  self->world = tarn_lab_world_get_assets (self->trial->world);
  self->client = tarn_lab_asset_world_get_client (self->world);
  tarn_lab_asset_world_set_arrival_func (self->world, on_arrival, self);
  tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_RUN);
  for (guint cause = TARN_METADATA_CAUSE_CREATE; cause <= TARN_METADATA_CAUSE_CANCEL; cause++)
    tarn_change_filter_add_metadata_cause (filter, (TarnMetadataCause) cause);
  self->observer
      = tarn_engine_add_filtered_observer (self->trial->engine, filter, on_change, self, NULL);
}

void
tarn_lab_trial_assets_disconnect (TarnLabTrialAssets *self, TarnEngine *engine)
{
  tarn_engine_remove_observer (engine, self->observer);
  for (guint i = 0; i < self->n_lakes; i++)
    if (self->lakes[i].timeout != 0)
      tarn_engine_remove_timeout (engine, self->lakes[i].timeout);
}

/* --- Life --------------------------------------------------------------------------------------- */

static void
init_lake (TarnLabTrialAssets *self, TarnLabAssetLake *lake, const TarnLabPolicySettings *settings)
{
  lake->assets = self;
  lake->index = (guint) (lake - self->lakes);
  lake->name = *settings->name != '\0' ? settings->name : "[policy]";
  lake->wakes = g_array_new (FALSE, FALSE, sizeof (TarnLabAssetWake));
  lake->next_wake_us = TARN_LAB_ASSETS_NEVER;
  lake->asked_us = TARN_LAB_ASSETS_NEVER;
  lake->is_woken = TRUE;
  self->trial->n_woken++;
  lake->policy = tarn_lab_asset_policy_new (&settings->composition, lake);
}

/* Makes one lake for each policy that decides about assets. */
static void
init_lakes (TarnLabTrialAssets *self)
{
  const TarnLabScenario *scenario = self->trial->scenario;
  g_autofree guint *places = g_new0 (guint, scenario->policies->len);

  self->lakes = g_new0 (TarnLabAssetLake, scenario->assets->len);
  self->lake_of = g_new (guint, scenario->assets->len);
  for (guint i = 0; i < scenario->assets->len; i++)
    {
      guint policy = tarn_lab_scenario_get_assets (scenario, i)->policy;

      if (places[policy] == 0)
        {
          init_lake (self, &self->lakes[self->n_lakes],
                     tarn_lab_scenario_get_policy (scenario, policy));
          places[policy] = ++self->n_lakes;
        }
      self->lake_of[i] = places[policy] - 1;
    }
}

/* The purpose of a draw of the world never begins so. */
static void
init_orders (TarnLabTrialAssets *self)
{
  guint n_groups = self->trial->scenario->assets->len;

  self->orders = g_new (TarnRandomStream *, n_groups);
  for (guint i = 0; i < n_groups; i++)
    {
      g_autofree char *name
          = g_strconcat ("assets ", tarn_lab_trial_assets_get_settings (self, i)->name, NULL);

      self->orders[i]
          = tarn_engine_create_random_stream (self->trial->engine, name, "policy order");
    }
}

TarnLabTrialAssets *
tarn_lab_trial_assets_new (TarnLabTrial *trial)
{
  TarnLabTrialAssets *self = g_new0 (TarnLabTrialAssets, 1);

  self->trial = trial;
  self->n_assets = tarn_lab_scenario_count_assets (trial->scenario);
  self->states = g_new0 (TarnLabAssetState, self->n_assets);
  self->starting = TARN_LAB_NO_ASSET;
  init_lakes (self);
  init_orders (self);
  tarn_lab_trial_assets_connect (self);
  return self;
}

static void
copy_lake (TarnLabAssetLake *lake, TarnLabTrialAssets *assets)
{
  lake->assets = assets;
  lake->policy = tarn_lab_asset_policy_copy (lake->policy);
  lake->wakes = g_array_copy (lake->wakes);
}

TarnLabTrialAssets *
tarn_lab_trial_assets_copy (const TarnLabTrialAssets *self, TarnLabTrial *fork)
{
  TarnLabTrialAssets *copy = g_memdup2 (self, sizeof *self);
  guint n_groups = self->trial->scenario->assets->len;

  copy->trial = fork;
  copy->observer = 0;
  copy->states = g_memdup2 (self->states, self->n_assets * sizeof *self->states);
  copy->lakes = g_memdup2 (self->lakes, n_groups * sizeof *self->lakes);
  copy->lake_of = g_memdup2 (self->lake_of, n_groups * sizeof *self->lake_of);
  copy->orders = g_new (TarnRandomStream *, n_groups);
  for (guint i = 0; i < n_groups; i++)
    copy->orders[i] = tarn_random_stream_copy (self->orders[i]);
  for (guint i = 0; i < self->n_lakes; i++)
    copy_lake (&copy->lakes[i], copy);
  return copy;
}

void
tarn_lab_trial_assets_free (TarnLabTrialAssets *self)
{
  for (guint i = 0; i < self->n_lakes; i++)
    {
      tarn_lab_asset_policy_free (self->lakes[i].policy);
      g_array_unref (self->lakes[i].wakes);
    }
  for (guint i = 0; i < self->trial->scenario->assets->len; i++)
    tarn_random_stream_free (self->orders[i]);
  g_free (self->states);
  g_free (self->lakes);
  g_free (self->lake_of);
  g_free (self->orders);
  g_free (self);
}
