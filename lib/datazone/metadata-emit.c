/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-emit.h"

#include "datazone/metadata-tell.h"

/* Partial success, and a cancel of what nobody started, have no event. */
static const char *
find_event (TarnMetadataCause cause, gboolean is_system)
{
  switch (cause)
    {
    case TARN_METADATA_SUCCEED:
      return tarn_datazone_events[is_system ? TARN_DATAZONE_EVENT_NAMES_SUCCEEDED
                                            : TARN_DATAZONE_EVENT_SUCCEEDED];
    case TARN_METADATA_FAIL:
      return tarn_datazone_events[is_system ? TARN_DATAZONE_EVENT_NAMES_FAILED
                                            : TARN_DATAZONE_EVENT_FAILED];
    case TARN_METADATA_CANCEL:
      return is_system ? NULL : tarn_datazone_events[TARN_DATAZONE_EVENT_CANCELED];
    default:
      return NULL;
    }
}

static void
describe_asset (const TarnDataZone *datazone, const TarnAssetEntry *asset, TarnChange *ret_change)
{
  *ret_change = (TarnChange){
    .time_us = datazone->clock->now_us,
    .service = &tarn_datazone_service,
    .domain_id = asset->subject->domain_id,
    .owning_project_id = asset->subject->project_id,
    .asset_id = asset->subject->asset_id,
  };
}

static void
describe_types (const TarnGenerationRecord *record, TarnChange *change)
{
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    {
      if ((record->types & 1u << i) == 0)
        continue;

      TarnTypeStat *stat = &change->type_stats[change->n_type_stats++];
      TarnMetadataStatus status = tarn_metadata_phase_get_status (record->type_phases[i]);

      stat->type = tarn_metadata_type_names[i];
      stat->status = tarn_metadata_status_to_string (status);
      stat->error_message
          = tarn_metadata_failure_get_message (record->type_failures[i], i, record->message);
      if (change->error_message == NULL)
        change->error_message = stat->error_message;
    }
}

/* While it is emitted, a run that ends still has its active part. */
static void
describe_run (const TarnDataZone *datazone, guint32 run, TarnChange *change)
{
  const TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);
  const TarnActiveGeneration *active
      = tarn_metadata_store_get_active (&datazone->runs, record->active);
  TarnModelUse use = tarn_metadata_get_use (datazone, record);

  change->run_id_high = record->record.id.high;
  change->run_id_low = record->record.id.low;
  change->creation_time_us = record->creation_us;
  change->asset_revision = record->revision;
  change->created_by = record->user == TARN_SYSTEM_USER
                           ? "SYSTEM"
                           : tarn_domains_get_user (&datazone->domains, record->user)->id_text;
  if (active->client_token != TARN_NO_CLIENT_TOKEN)
    {
      const TarnName *token
          = tarn_client_tokens_get (&datazone->tokens, active->client_token)->name;

      change->client_token = token->parts[1];
      tarn_emission_keep (datazone->admission.emission, token);
    }
  change->model_calls = use.model_calls;
  change->input_tokens = use.input_tokens;
  change->output_tokens = use.output_tokens;
  describe_types (record, change);
}

void
tarn_metadata_emit_edge (TarnDataZone *datazone, guint32 run, TarnMetadataPhase from,
                         TarnMetadataCause cause)
{
  TarnChange *change = tarn_admission_emit (&datazone->admission);

  if (change == NULL)
    return;

  const TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);
  describe_asset (datazone, tarn_assets_get (&datazone->assets, record->asset), change);
  describe_run (datazone, run, change);
  change->detail_type = find_event (cause, record->user == TARN_SYSTEM_USER);
  change->from = tarn_metadata_status_to_string (tarn_metadata_phase_get_status (from));
  change->to = tarn_metadata_status_to_string (tarn_metadata_phase_get_status (record->phase));
  change->cause = tarn_metadata_cause_names[cause];
}

void
tarn_metadata_emit_invocation_failure (TarnDataZone *datazone, const TarnAssetEntry *asset,
                                       const char *message)
{
  TarnChange *change = tarn_admission_emit (&datazone->admission);

  if (change == NULL)
    return;

  describe_asset (datazone, asset, change);
  change->detail_type = tarn_datazone_events[TARN_DATAZONE_EVENT_NAMES_FAILED];
  change->asset_revision = asset->revisions->len;
  change->created_by = "SYSTEM";
  change->cause = "invocation-failure";
  change->error_message = message;
}
