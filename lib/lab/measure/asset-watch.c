/* SPDX-License-Identifier: MIT */
#include "lab/measure/asset-watch.h"

#include "lab/trial/failures.h"

typedef struct
{
  TarnLabTrial *trial;
  TarnLabAssetMeasures *measures;
} Watch;

/* --- Events ------------------------------------------------------------------------------------- */

static gint64
get_option (const Watch *self, const char *name)
{
  gint64 value = 0;
  gboolean is_known
      = tarn_engine_get_option (tarn_lab_trial_get_engine (self->trial), name, &value, NULL);

  g_assert (is_known);
  return value;
}

static void
on_begin (Watch *self, gint64 now_us)
{
  TarnLabAssetTerms terms = { get_option (self, "datazone.cost-price-input-nano-usd"),
                              get_option (self, "datazone.cost-price-output-nano-usd") };

  tarn_lab_asset_measures_begin (self->measures, terms, now_us);
}

static guint
count (guint types)
{
  guint n_types = 0;

  for (; types != 0; types &= types - 1)
    n_types++;
  return n_types;
}

static void
on_end_of_run (Watch *self, const TarnLabTrialEvent *event)
{
  const TarnMetadataChange *metadata = tarn_change_get_metadata (event->change);
  TarnLabMetadataFailures failures = tarn_lab_find_failures (metadata);
  TarnLabAssetEndFacts facts = {
    .status = tarn_change_get_to_metadata_status (event->change),
    .n_types_over_quota = count (failures.over_quota),
    .n_types_failed = count (failures.failed & ~failures.over_quota),
    .model_calls = tarn_metadata_change_get_model_calls (metadata),
    .input_tokens = tarn_metadata_change_get_input_tokens (metadata),
    .output_tokens = tarn_metadata_change_get_output_tokens (metadata),
    .covers = event->of_asset->types == 0,
  };

  tarn_lab_asset_measures_end_run (self->measures, event->of_asset->asset, &facts, event->time_us);
}

static void
on_run (Watch *self, const TarnLabTrialEvent *event)
{
  switch (tarn_change_get_metadata_cause (event->change))
    {
    case TARN_METADATA_CAUSE_SUCCEED:
    case TARN_METADATA_CAUSE_FAIL:
    case TARN_METADATA_CAUSE_SUCCEED_PARTIALLY:
    case TARN_METADATA_CAUSE_CANCEL:
      on_end_of_run (self, event);
      break;
    case TARN_METADATA_CAUSE_NONE:
    case TARN_METADATA_CAUSE_CREATE:
    case TARN_METADATA_CAUSE_BEGIN:
    case TARN_METADATA_CAUSE_TYPE_DONE:
      break;
    }
}

static void
on_refusal (Watch *self, const TarnLabTrialEvent *event)
{
  if (event->of_asset->outcome == TARN_LAB_ASSET_THROTTLED)
    tarn_lab_asset_measures_refuse (self->measures, event->of_asset->asset,
                                    TARN_LAB_ASSET_SUM_THROTTLED);
  else if (event->of_asset->outcome == TARN_LAB_ASSET_OVER_LIMIT)
    tarn_lab_asset_measures_refuse (self->measures, event->of_asset->asset,
                                    TARN_LAB_ASSET_SUM_OVER_LIMIT);
}

static void
watch (gpointer state, const TarnLabTrialEvent *event)
{
  Watch *self = state;

  switch (event->kind)
    {
    case TARN_LAB_TRIAL_EVENT_BEGIN:
      on_begin (self, event->time_us);
      break;
    case TARN_LAB_TRIAL_EVENT_ASSET_ARRIVAL:
      tarn_lab_asset_measures_arrive (self->measures, event->of_asset->asset, event->time_us);
      break;
    case TARN_LAB_TRIAL_EVENT_ASSET_REQUEST:
      tarn_lab_asset_measures_request (self->measures, event->of_asset->asset, event->time_us);
      break;
    case TARN_LAB_TRIAL_EVENT_ASSET_REFUSAL:
      on_refusal (self, event);
      break;
    case TARN_LAB_TRIAL_EVENT_ASSET_START:
      tarn_lab_asset_measures_start (self->measures, event->of_asset->asset, event->time_us);
      break;
    case TARN_LAB_TRIAL_EVENT_ASSET_RUN:
      on_run (self, event);
      break;
    case TARN_LAB_TRIAL_EVENT_END:
      tarn_lab_asset_measures_end (self->measures, event->time_us);
      break;
    case TARN_LAB_TRIAL_EVENT_REQUEST:
    case TARN_LAB_TRIAL_EVENT_SKIP:
    case TARN_LAB_TRIAL_EVENT_REJECT:
    case TARN_LAB_TRIAL_EVENT_START:
    case TARN_LAB_TRIAL_EVENT_RUN:
    case TARN_LAB_TRIAL_EVENT_COMMIT:
    case TARN_LAB_TRIAL_EVENT_STRETCH:
      break;
    }
}

/* --- Life --------------------------------------------------------------------------------------- */

static Watch *
new_watch (TarnLabTrial *trial, TarnLabAssetMeasures *measures)
{
  Watch *self = g_new (Watch, 1);

  *self = (Watch){ trial, measures };
  return self;
}

static gpointer
copy_watch (gconstpointer state, TarnLabTrial *fork)
{
  return new_watch (fork, tarn_lab_asset_measures_copy (((const Watch *) state)->measures));
}

static void
free_watch (gpointer state)
{
  tarn_lab_asset_measures_free (((Watch *) state)->measures);
  g_free (state);
}

/* The causes of runs are those of refreshes, which it does not want. */
static const TarnLabWatcherClass watch_class
    = { .name = "assets",
        .watch = watch,
        .copy = copy_watch,
        .free = free_watch,
        .ignored = 1u << TARN_LAB_TRIAL_EVENT_REQUEST | 1u << TARN_LAB_TRIAL_EVENT_SKIP
                   | 1u << TARN_LAB_TRIAL_EVENT_REJECT | 1u << TARN_LAB_TRIAL_EVENT_START
                   | 1u << TARN_LAB_TRIAL_EVENT_RUN | 1u << TARN_LAB_TRIAL_EVENT_COMMIT
                   | 1u << TARN_LAB_TRIAL_EVENT_STRETCH };

void
tarn_lab_asset_watch_begin (TarnLabTrial *trial)
{
  TarnLabAssetMeasures *measures
      = tarn_lab_asset_measures_new (tarn_lab_trial_get_scenario (trial));

  tarn_lab_trial_add_watcher (trial, &watch_class, new_watch (trial, measures));
}

TarnLabAssetMeasures *
tarn_lab_asset_watch_get_measures (TarnLabTrial *trial)
{
  const Watch *self = tarn_lab_trial_get_watcher (trial, &watch_class);

  return self != NULL ? self->measures : NULL;
}
