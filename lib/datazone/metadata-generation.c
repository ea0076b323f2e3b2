/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-generation.h"

#include <tarn/tarn-error.h>

#include "admission/fault.h"
#include "datazone/metadata-change.h"
#include "datazone/metadata-codec.h"
#include "datazone/metadata-decision.h"
#include "datazone/metadata-run.h"
#include "datazone/metadata-copy.h"
#include "kernel/fail.h"

enum
{
  EVENT_BEGIN,
  EVENT_TYPE_END,
};

static void
move_type (TarnDataZone *datazone, TarnGenerationRecord *record, guint type,
           TarnMetadataCause cause)
{
  record->type_states[type]
      = tarn_runs_follow (&datazone->room.runs, record->type_states[type], cause);
}

static void
move_types (TarnDataZone *datazone, TarnGenerationRecord *record, TarnMetadataCause cause)
{
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (tarn_generation_has_type (record, i))
      move_type (datazone, record, i, cause);
}

/* --- Beginning -------------------------------------------------------------------------------- */

/*
 * Returns the earliest end, counted from the beginning of the run, of the types that have not ended. Returns
 * G_MAXINT64, the end of time, if no type will end.
 */
static gint64
get_next_end_us (const TarnGenerationRecord *record, const TarnActiveGeneration *active)
{
  gint64 next_us = G_MAXINT64;

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (tarn_generation_has_type (record, i) && record->type_states[i] == TARN_METADATA_IN_PROGRESS)
      next_us = MIN (next_us, active->types[i].end_after_us);
  return next_us;
}

/* No event is scheduled for a run that hangs, or of which no type ends before the end of time. */
static gboolean
is_hanging (const TarnGenerationRecord *record, const TarnActiveGeneration *active)
{
  return get_next_end_us (record, active) > G_MAXINT64 - active->begin_us;
}

/* A run has only one pending event, whatever the number of its types. */
static void
schedule_next_end (TarnDataZone *datazone, const TarnGenerationRecord *record)
{
  const TarnActiveGeneration *active = tarn_datazone_get_active (datazone, record);

  if (!is_hanging (record, active))
    tarn_runs_schedule (&datazone->room.runs, active->run.run, EVENT_TYPE_END,
                        active->begin_us + get_next_end_us (record, active));
}

static void
begin (TarnDataZone *datazone, guint32 run)
{
  TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);

  tarn_datazone_get_active (datazone, record)->begin_us = tarn_datazone_get_now (datazone);
  tarn_metadata_plan_types (datazone, record);
  move_types (datazone, record, TARN_METADATA_CAUSE_BEGIN);
  schedule_next_end (datazone, record);
  tarn_runs_move (&datazone->room.runs, run, TARN_METADATA_CAUSE_BEGIN);
}

static void
give_client_token (TarnDataZone *datazone, const TarnGenerationRequest *request, guint32 run)
{
  const TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);
  guint32 position
      = tarn_client_tokens_add (&datazone->tokens,
                                tarn_domains_get_user (&datazone->domains, request->user)->id_text,
                                request->client_token, tarn_datazone_get_now (datazone));
  TarnClientToken *token = tarn_client_tokens_get (&datazone->tokens, position);

  token->run = run;
  token->run_sequence = record->run.sequence;
  token->requested_revision = request->requested_revision;
  tarn_datazone_get_active (datazone, record)->client_token = position;
}

guint32
tarn_metadata_generation_start (TarnDataZone *datazone, const TarnGenerationRequest *request)
{
  TarnRuns *runs = &datazone->room.runs;
  guint32 run = tarn_runs_create (runs, request->asset->position, request->tag,
                                  (guint) request->types, request->faults);
  TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);
  gint64 submitted_us = tarn_datazone_get_option (datazone, TARN_DATAZONE_SUBMITTED_DURATION_US);

  record->revision = request->revision;
  record->user = request->user;
  record->run.type = request->types;
  tarn_datazone_get_active (datazone, record)->client_token = TARN_NO_CLIENT_TOKEN;
  tarn_domains_get_domain (&datazone->domains, request->asset->entity.domain)->n_active_runs++;
  tarn_datazone_expire_tokens (datazone);
  if (request->client_token != NULL)
    give_client_token (datazone, request, run);

  move_types (datazone, record, TARN_METADATA_CAUSE_CREATE);
  tarn_runs_move (runs, run, TARN_METADATA_CAUSE_CREATE);
  if (submitted_us > 0)
    tarn_runs_schedule (runs, run, EVENT_BEGIN,
                        tarn_time_add (tarn_datazone_get_now (datazone), submitted_us));
  else
    begin (datazone, run);

  return run;
}

/* --- Checking a request ----------------------------------------------------------------------- */

static guint
find_first_type (TarnMetadataTypes types)
{
  guint type = 0;

  while ((types & 1u << type) == 0)
    type++;

  return type;
}

static gboolean
check_asset (const TarnGenerationRequest *request, GError **error)
{
  const TarnAssetEntry *asset = request->asset;

  if (!tarn_asset_entry_is_supported (asset, request->revision))
    return tarn_fail (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION,
                      "%s is not supported for asset type %s",
                      tarn_metadata_type_get_title (find_first_type (request->types)),
                      asset->type_identifier);
  if (!tarn_asset_revision_has_schema (tarn_asset_entry_get_revision (asset, request->revision)))
    return tarn_fail (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION,
                      "Revision %u of asset %s has no structured schema with rows and columns",
                      request->revision, asset->subject->asset_id);

  return TRUE;
}

gboolean
tarn_metadata_generation_check (TarnDataZone *datazone, const TarnGenerationRequest *request,
                                GError **error)
{
  const TarnAssetEntry *asset = request->asset;
  const TarnDomain *domain = tarn_domains_get_domain (&datazone->domains, asset->entity.domain);
  gint64 max = tarn_datazone_get_option (datazone, TARN_DATAZONE_ACTIVE_RUNS_MAX);

  if (!check_asset (request, error))
    return FALSE;
  if (asset->runs.active_run != TARN_NO_RUN)
    return tarn_fail (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_CONFLICT,
                      "Asset %s has a metadata generation run that has not ended",
                      asset->subject->asset_id);
  if (asset->runs.n_runs == TARN_RUNS_STARTED_MAX)
    return tarn_fail (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED,
                      "Asset %s has had %u metadata generation runs, as many as it may have",
                      asset->subject->asset_id, asset->runs.n_runs);
  if (tarn_admission_is_full (&datazone->room.admission))
    return tarn_fail (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED,
                      "A fault plan fills the limit of the metadata generation runs of domain %s",
                      domain->id_text);
  if (max != TARN_UNLIMITED && domain->n_active_runs >= max)
    return tarn_fail (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED,
                      "Domain %s has %u metadata generation runs that have not ended, as many as it"
                      " may have or more",
                      domain->id_text, domain->n_active_runs);
  if (!tarn_metadata_ends_in_time (datazone, request))
    return tarn_fail (error, TARN_ERROR, TARN_ERROR_INVALID_TIME,
                      "the metadata generation run of asset %s would end past the end of time",
                      asset->subject->asset_id);

  return TRUE;
}

/* Returns the reason why a run of the system could not start, or NULL if observers are not notified of it. */
static const char *
find_reason (const TarnAssetEntry *asset, const GError *error)
{
  if (error->domain == TARN_ERROR)
    return "The metadata generation run would end past the end of time";
  if (error->code != TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED)
    return NULL;

  return asset->runs.n_runs == TARN_RUNS_STARTED_MAX
             ? "The asset has had as many metadata generation runs as it may have"
             : "The domain has as many metadata generation runs as it may have or more";
}

void
tarn_metadata_generation_name_asset (TarnDataZone *datazone, TarnAssetEntry *asset,
                                     gboolean is_wanted)
{
  g_autoptr (GError) error = NULL;
  TarnAutomaticStart start;
  const char *reason;
  TarnGenerationRequest request = {
    .faults = &start.run_faults,
    .user = TARN_SYSTEM_USER,
    .asset = asset,
    .revision = asset->revisions->len,
    .types = 1u << (TARN_METADATA_TYPE_BUSINESS_NAMES - 1),
  };

  if (!is_wanted && !tarn_domains_get_project (&datazone->domains, asset->project)->generates_names)
    return;
  if (!check_asset (&request, NULL))
    return;

  const char *const resource[] = { asset->subject->domain_id, asset->subject->asset_id, NULL };
  if (!tarn_fault_admit_start (&datazone->room.admission, resource, &start))
    tarn_metadata_emit_invocation_failure (datazone, asset, start.message);
  else if (tarn_metadata_generation_check (datazone, &request, &error))
    tarn_metadata_generation_start (datazone, &request);
  else if ((reason = find_reason (asset, error)) != NULL)
    tarn_metadata_emit_invocation_failure (datazone, asset, reason);
  tarn_fault_finish_start (&datazone->room.admission, &start);
}

/* --- Ending ----------------------------------------------------------------------------------- */

static void
end_run (TarnDataZone *datazone, guint32 run, TarnMetadataCause cause)
{
  TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);

  record->use = tarn_metadata_get_use (datazone, record);
  tarn_runs_end (&datazone->room.runs, run, cause);
}

static void
suggest (TarnDataZone *datazone, const TarnGenerationRecord *record, guint type)
{
  TarnAssetEntry *asset = tarn_datazone_get_asset_of (datazone, record);

  TarnSuggestedBy by = {
    .is_made = TRUE,
    .run_id = record->run.id,
    .n_terms = tarn_domains_get_domain (&datazone->domains, asset->entity.domain)->terms->len,
  };

  tarn_asset_revision_suggest (tarn_asset_entry_get_revision (asset, record->revision), type, &by);
}

static void
end_type (TarnDataZone *datazone, TarnGenerationRecord *record, guint type)
{
  TarnTypeWork *work = &tarn_datazone_get_active (datazone, record)->types[type];

  work->used_us = work->end_after_us;
  record->type_failures[type] = (guint8) work->failure;
  if (work->failure == TARN_METADATA_NO_FAILURE)
    {
      move_type (datazone, record, type, TARN_METADATA_CAUSE_SUCCEED);
      suggest (datazone, record, type);
    }
  else
    move_type (datazone, record, type, TARN_METADATA_CAUSE_FAIL);
}

static guint
count_types (const TarnGenerationRecord *record, TarnMetadataState state)
{
  guint n_types = 0;

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (tarn_generation_has_type (record, i) && record->type_states[i] == state)
      n_types++;

  return n_types;
}

/* Returns the cause by which the run moves after a type has ended. */
static TarnMetadataCause
find_cause (const TarnGenerationRecord *record)
{
  if (count_types (record, TARN_METADATA_IN_PROGRESS) > 0)
    return TARN_METADATA_CAUSE_TYPE_DONE;
  if (count_types (record, TARN_METADATA_FAILED) == 0)
    return TARN_METADATA_CAUSE_SUCCEED;

  return count_types (record, TARN_METADATA_SUCCEEDED) == 0 ? TARN_METADATA_CAUSE_FAIL
                                                            : TARN_METADATA_CAUSE_SUCCEED_PARTIALLY;
}

static gboolean
is_due (const TarnDataZone *datazone, const TarnGenerationRecord *record, guint type)
{
  const TarnActiveGeneration *active = tarn_datazone_get_active (datazone, record);

  return tarn_generation_has_type (record, type)
         && record->type_states[type] == TARN_METADATA_IN_PROGRESS
         && active->types[type].end_after_us <= tarn_datazone_get_now (datazone) - active->begin_us;
}

/* Types that end at the same instant end in their order. The end of the last type ends the run. */
static void
end_types (TarnDataZone *datazone, guint32 run)
{
  TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    {
      if (!is_due (datazone, record, i))
        continue;

      end_type (datazone, record, i);
      TarnMetadataCause cause = find_cause (record);
      if (cause != TARN_METADATA_CAUSE_TYPE_DONE)
        {
          end_run (datazone, run, cause);
          return;
        }
      tarn_runs_move (&datazone->room.runs, run, cause);
    }

  schedule_next_end (datazone, record);
}

static gboolean
refuse_cancel (const TarnGenerationRecord *record, GError **error)
{
  char id[TARN_CODE_LENGTH + 1];

  tarn_identifier_format_code (&record->run.id, id);
  return tarn_fail (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION,
                    "Metadata generation run %s in %s status cannot be canceled", id,
                    tarn_metadata_state_get_status_text (record->run.state));
}

/* The types that have not ended end now, with the result that they would have had. */
static void
succeed_at_once (TarnDataZone *datazone, guint32 run)
{
  const TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);
  TarnActiveGeneration *active = tarn_datazone_get_active (datazone, record);
  gint64 elapsed_us = tarn_datazone_get_now (datazone) - active->begin_us;

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    active->types[i].end_after_us = MIN (active->types[i].end_after_us, elapsed_us);
  end_types (datazone, run);
}

static void
cancel_types (TarnDataZone *datazone, TarnGenerationRecord *record)
{
  TarnActiveGeneration *active = tarn_datazone_get_active (datazone, record);
  gint64 used_us = record->run.state == TARN_METADATA_SUBMITTED
                       ? 0
                       : tarn_datazone_get_now (datazone) - active->begin_us;

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (tarn_generation_has_type (record, i)
        && tarn_runs_can_move (&datazone->room.runs, record->type_states[i],
                               TARN_METADATA_CAUSE_CANCEL))
      {
        active->types[i].used_us = used_us;
        move_type (datazone, record, i, TARN_METADATA_CAUSE_CANCEL);
      }
}

gboolean
tarn_metadata_generation_cancel (TarnDataZone *datazone, guint32 run, GError **error)
{
  TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);

  if (!tarn_runs_can_move (&datazone->room.runs, record->run.state, TARN_METADATA_CAUSE_CANCEL))
    return refuse_cancel (record, error);

  tarn_runs_cancel_event (&datazone->room.runs, run);
  if (record->run.state == TARN_METADATA_IN_PROGRESS
      && tarn_active_run_has_fault (tarn_runs_get_active (&datazone->room.runs, run),
                                    TARN_FAULT_END_AT_STOP))
    {
      succeed_at_once (datazone, run);
      return refuse_cancel (record, error);
    }

  cancel_types (datazone, record);
  end_run (datazone, run, TARN_METADATA_CAUSE_CANCEL);
  return TRUE;
}

/* --- Describing changes ----------------------------------------------------------------------- */

/*
 * The service sends no EventBridge event for a partial success, nor when a run that the system started is
 * canceled.
 */
static const char *
find_event (TarnMetadataCause cause, gboolean is_system)
{
  switch (cause)
    {
    case TARN_METADATA_CAUSE_SUCCEED:
      return tarn_datazone_events[is_system ? TARN_DATAZONE_EVENT_NAMES_SUCCEEDED
                                            : TARN_DATAZONE_EVENT_SUCCEEDED];
    case TARN_METADATA_CAUSE_FAIL:
      return tarn_datazone_events[is_system ? TARN_DATAZONE_EVENT_NAMES_FAILED
                                            : TARN_DATAZONE_EVENT_FAILED];
    case TARN_METADATA_CAUSE_CANCEL:
      return is_system ? NULL : tarn_datazone_events[TARN_DATAZONE_EVENT_CANCELED];
    default:
      return NULL;
    }
}

static void
describe_asset (const TarnAssetEntry *asset, guint revision, TarnMetadataChange *part)
{
  part->domain_id = asset->subject->domain_id;
  part->owning_project_id = asset->subject->project_id;
  part->asset_id = asset->subject->asset_id;
  part->asset_revision = revision;
}

static void
describe_types (const TarnDataZone *datazone, const TarnGenerationRecord *record,
                TarnChange *change)
{
  TarnMetadataChange *part = tarn_change_get_part (change);

  part->types = record->run.type;
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    {
      if (!tarn_generation_has_type (record, i))
        continue;

      const char *message = tarn_metadata_get_failure_message (datazone, record, i);
      part->type_statuses[i] = (guint8) tarn_metadata_state_get_status (record->type_states[i]);
      part->type_error_messages[i] = message;
      if (change->error_message == NULL)
        change->error_message = message;
    }
}

/* A run that ends still has its active part while its change is described. */
static void
describe_change (TarnRoom *room, guint32 run, guint cause, TarnChange *change)
{
  const TarnDataZone *datazone = (const TarnDataZone *) room;
  const TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);
  const TarnActiveGeneration *active = tarn_datazone_get_active (datazone, record);
  TarnMetadataChange *part = tarn_change_get_part (change);
  TarnModelUse use = tarn_metadata_get_use (datazone, record);
  gboolean is_system = record->user == TARN_SYSTEM_USER;

  *part = (TarnMetadataChange){ 0 };
  change->detail_type = find_event (cause, is_system);
  describe_asset (tarn_datazone_get_asset_of (datazone, record), record->revision, part);
  part->created_by
      = is_system ? "SYSTEM" : tarn_domains_get_user (&datazone->domains, record->user)->id_text;
  if (active->client_token != TARN_NO_CLIENT_TOKEN)
    {
      const TarnName *token
          = tarn_client_tokens_get (&datazone->tokens, active->client_token)->name;

      part->client_token = token->parts[1];
      tarn_emission_keep (room->admission.emission, token);
    }
  part->model_calls = use.model_calls;
  part->input_tokens = use.input_tokens;
  part->output_tokens = use.output_tokens;
  describe_types (datazone, record, change);
}

void
tarn_metadata_emit_invocation_failure (TarnDataZone *datazone, const TarnAssetEntry *asset,
                                       const char *message)
{
  TarnChange *change
      = tarn_runs_emit_without_run (&datazone->room.runs,
                                    tarn_datazone_events[TARN_DATAZONE_EVENT_NAMES_FAILED],
                                    message);

  if (change == NULL)
    return;

  TarnMetadataChange *part = tarn_change_get_part (change);
  describe_asset (asset, asset->revisions->len, part);
  part->created_by = "SYSTEM";
}

/* --- The class -------------------------------------------------------------------------------- */

static void
on_begin (TarnRoom *room, guint32 run)
{
  begin ((TarnDataZone *) room, run);
}

static void
on_type_end (TarnRoom *room, guint32 run)
{
  end_types ((TarnDataZone *) room, run);
}

static TarnRunHistory *
get_history (TarnRoom *room, guint32 asset)
{
  return &tarn_assets_get (&((TarnDataZone *) room)->assets, asset)->runs;
}

static gpointer
copy_run (TarnRoom *room, guint32 run)
{
  return tarn_metadata_copy ((const TarnDataZone *) room, run, (TarnMetadataTypes) ~0u,
                             TARN_COPY_TARGET | TARN_COPY_TYPE_STATS);
}

static void
release (TarnRoom *room, guint32 run)
{
  TarnDataZone *datazone = (TarnDataZone *) room;
  const TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);
  guint32 client_token = tarn_datazone_get_active (datazone, record)->client_token;
  guint32 domain = tarn_datazone_get_asset_of (datazone, record)->entity.domain;

  tarn_domains_get_domain (&datazone->domains, domain)->n_active_runs--;
  if (client_token != TARN_NO_CLIENT_TOKEN)
    tarn_client_tokens_release (&datazone->tokens, client_token);
  tarn_datazone_expire_tokens (datazone);
}

static gboolean
hangs (TarnRoom *room, guint32 run)
{
  const TarnDataZone *datazone = (const TarnDataZone *) room;
  const TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);

  return record->run.state == TARN_METADATA_IN_PROGRESS
         && is_hanging (record, tarn_datazone_get_active (datazone, record));
}

#define BIT(state) TARN_RUN_STATE_BIT (TARN_METADATA_##state)

static const TarnRunEvent events[] = {
  [EVENT_BEGIN] = { "metadata generation begin", BIT (SUBMITTED), on_begin },
  [EVENT_TYPE_END] = { "metadata generation end", BIT (IN_PROGRESS), on_type_end },
};

const TarnRunClass tarn_generation_class = {
  .record_size = sizeof (TarnGenerationRecord),
  .active_size = sizeof (TarnActiveGeneration),
  .active_cleared_size = sizeof (TarnActiveGeneration),
  .events = events,
  .n_events = G_N_ELEMENTS (events),
  .ended_states = BIT (CANCELED) | BIT (SUCCEEDED) | BIT (FAILED) | BIT (PARTIALLY_SUCCEEDED),
  .id_purpose = TARN_PURPOSE_METADATA_RUN_ID,
  .retention_runs = TARN_DATAZONE_RETENTION_RUNS,
  .retention_age_us = TARN_DATAZONE_RETENTION_AGE_US,
  .draw_by_tag = TARN_DATAZONE_DRAW_BY_TAG,
  .subject_noun = "asset",
  .get_history = get_history,
  .describe_change = describe_change,
  .copy = copy_run,
  .free_copy = (GDestroyNotify) tarn_metadata_run_unref,
  .copy_id_offset = G_STRUCT_OFFSET (TarnMetadataRun, id),
  .copy_end_offset = G_STRUCT_OFFSET (TarnMetadataRun, end_us),
  .release = release,
  .hangs = hangs,
  .plan_offset = G_STRUCT_OFFSET (TarnCostModelInterface, plan_metadata_generation),
  .code = tarn_generation_code,
  .check = tarn_generation_check,
  .code_rest = tarn_generation_code_rest,
  .count = tarn_generation_count,
};
