/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-copy.h"

/* Returns the time that the type has used: until its end if it has ended, until now if it has not. */
static gint64
get_used_us (const TarnDataZone *datazone, const TarnGenerationRecord *record,
             const TarnActiveGeneration *active, guint type)
{
  if (record->type_states[type] == TARN_METADATA_IN_PROGRESS)
    return tarn_datazone_get_now (datazone) - active->begin_us;

  return active->types[type].used_us;
}

/* A type that has succeeded has used all of its plan, even if a stop came too late and ended it early. */
static void
add_type_use (const TarnDataZone *datazone, const TarnGenerationRecord *record,
              const TarnActiveGeneration *active, guint type, TarnModelUse *use)
{
  const TarnMetadataPlan *plan = &active->types[type].plan;

  if (record->type_states[type] == TARN_METADATA_SUCCEEDED)
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

  if (record->run.active == TARN_NO_RUN)
    return record->use;
  if (record->run.state == TARN_METADATA_SUBMITTED)
    return use;

  const TarnActiveGeneration *active = tarn_datazone_get_active (datazone, record);
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (tarn_generation_has_type (record, i))
      add_type_use (datazone, record, active, i, &use);

  return use;
}

const char *
tarn_metadata_get_failure_message (const TarnDataZone *datazone, const TarnGenerationRecord *record,
                                   guint type)
{
  TarnMetadataFailure failure = record->type_failures[type];

  return tarn_metadata_failure_get_message (failure, type,
                                            failure == TARN_METADATA_PLANNED_FAILURE
                                                ? tarn_runs_get_message (&datazone->room.runs,
                                                                         &record->run, type)
                                                : NULL);
}

static void
copy_target (TarnMetadataRun *copy, const TarnGenerationRecord *record)
{
  g_snprintf (copy->revision_text, sizeof copy->revision_text, "%u", record->revision);
  copy->target = (TarnMetadataTarget){ .type = "ASSET",
                                       .identifier = copy->subject->asset_id,
                                       .revision = copy->revision_text };
}

static void
copy_type_stats (const TarnDataZone *datazone, TarnMetadataRun *copy,
                 const TarnGenerationRecord *record)
{
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if ((copy->types & 1u << i) != 0)
      {
        copy->type_statuses[i] = (guint8) tarn_metadata_state_get_status (record->type_states[i]);
        copy->type_failures[i] = record->type_failures[i];
        if (record->type_failures[i] == TARN_METADATA_PLANNED_FAILURE)
          copy->messages[i] = tarn_runs_get_message (&datazone->room.runs, &record->run, i);
      }
}

TarnMetadataRun *
tarn_metadata_copy (const TarnDataZone *datazone, guint32 run, TarnMetadataTypes types,
                    TarnCopyFlags flags)
{
  const TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);
  TarnMetadataRun *copy = g_new0 (TarnMetadataRun, 1);

  copy->ref_count = 1;
  copy->subject
      = tarn_metadata_subject_ref (tarn_datazone_get_asset_of (datazone, record)->subject);
  copy->id = record->run.id;
  copy->tag = tarn_run_store_get_tag (&datazone->room.runs.store, run);
  copy->status = (guint8) tarn_metadata_state_get_status (record->run.state);
  copy->types = record->run.type & types;
  copy->is_system = record->user == TARN_SYSTEM_USER;
  if (!copy->is_system)
    copy->user_id = tarn_domains_get_user (&datazone->domains, record->user)->entity.id;
  copy->creation_us = record->run.creation_us;
  copy->end_us = record->run.end_us;
  copy->use = tarn_metadata_get_use (datazone, record);
  copy->cost_nano_usd
      = tarn_metadata_cost_get_nano_usd (datazone->room.admission.options, &copy->use);

  if (flags & TARN_COPY_TARGET)
    copy_target (copy, record);
  if (flags & TARN_COPY_TYPE_STATS)
    copy_type_stats (datazone, copy, record);
  return copy;
}
