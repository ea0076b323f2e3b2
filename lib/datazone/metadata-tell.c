/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-tell.h"

/* Of a type that has ended the time it had, of one that has not the time so far. */
static gint64
get_used_us (const TarnDataZone *datazone, const TarnGenerationRecord *record,
             const TarnActiveGeneration *active, guint type)
{
  if (record->type_phases[type] == TARN_METADATA_IN_PROGRESS)
    return datazone->clock->now_us - active->begin_us;

  return active->types[type].used_us;
}

/* What has succeeded has used all of it, even where its time was past the end of time. */
static void
add_type_use (const TarnDataZone *datazone, const TarnGenerationRecord *record,
              const TarnActiveGeneration *active, guint type, TarnModelUse *use)
{
  const TarnMetadataPlan *plan = &active->types[type].plan;

  if (record->type_phases[type] == TARN_METADATA_SUCCEEDED)
    {
      use->model_calls += plan->use.model_calls;
      use->input_tokens += plan->use.input_tokens;
      use->output_tokens += plan->use.output_tokens;
      return;
    }

  tarn_metadata_plan_add_use (plan, get_used_us (datazone, record, active, type), use);
}

TarnModelUse
tarn_metadata_get_use (const TarnDataZone *datazone, const TarnGenerationRecord *record)
{
  TarnModelUse use = { 0, 0, 0 };

  if (record->active == TARN_NO_RUN)
    return record->use;
  if (record->phase == TARN_METADATA_SUBMITTED)
    return use;

  const TarnActiveGeneration *active
      = tarn_metadata_store_get_active (&datazone->runs, record->active);
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if ((record->types & 1u << i) != 0)
      add_type_use (datazone, record, active, i, &use);

  return use;
}

static void
tell_target (TarnMetadataRun *told, const TarnGenerationRecord *record)
{
  g_snprintf (told->revision_text, sizeof told->revision_text, "%u", record->revision);
  told->target = (TarnMetadataTarget){ "ASSET", told->subject->asset_id, told->revision_text };
}

static void
tell_type_stats (TarnMetadataRun *told, const TarnGenerationRecord *record)
{
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if ((told->types & 1u << i) != 0)
      {
        told->type_statuses[i] = (guint8) tarn_metadata_phase_get_status (record->type_phases[i]);
        told->type_failures[i] = record->type_failures[i];
      }
}

TarnMetadataRun *
tarn_metadata_tell (const TarnDataZone *datazone, guint32 run, TarnMetadataTypes types,
                    TarnTellFlags flags)
{
  const TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);
  TarnMetadataRun *told = g_new0 (TarnMetadataRun, 1);

  told->ref_count = 1;
  told->subject
      = tarn_metadata_subject_ref (tarn_assets_get (&datazone->assets, record->asset)->subject);
  told->id = record->record.id;
  told->status = (guint8) tarn_metadata_phase_get_status (record->phase);
  told->types = record->types & types;
  told->is_system = record->user == TARN_SYSTEM_USER;
  if (!told->is_system)
    told->user_id = tarn_domains_get_user (&datazone->domains, record->user)->id;
  told->message = record->message;
  told->creation_us = record->creation_us;
  told->end_us = record->end_us;
  told->use = tarn_metadata_get_use (datazone, record);
  told->cost_nano_usd = tarn_metadata_cost_get_nano_usd (datazone->admission.options, &told->use);

  if (flags & TARN_TELL_TARGET)
    tell_target (told, record);
  if (flags & TARN_TELL_TYPE_STATS)
    tell_type_stats (told, record);
  return told;
}
