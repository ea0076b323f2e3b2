/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-generation.h"

#include "datazone/metadata-emit.h"
#include "datazone/metadata-retention.h"
#include "datazone/metadata-tell.h"
#include "kernel/arith.h"

static TarnActiveGeneration *
get_active (const TarnDataZone *datazone, const TarnGenerationRecord *record)
{
  return tarn_metadata_store_get_active (&datazone->runs, record->active);
}

static gboolean
has_type (const TarnGenerationRecord *record, guint type)
{
  return (record->types & 1u << type) != 0;
}

static TarnMetadataPhase
follow_edge (TarnMetadataPhase from, TarnMetadataCause cause)
{
  TarnMetadataPhase to = from;
  gboolean is_legal = tarn_metadata_machine_find_edge (from, cause, &to);

  g_assert (is_legal);
  return to;
}

static void
move (TarnDataZone *datazone, guint32 run, TarnMetadataCause cause)
{
  TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);
  TarnMetadataPhase from = record->phase;

  record->phase = (guint8) follow_edge (from, cause);
  tarn_metadata_emit_edge (datazone, run, from, cause);
}

static void
move_type (TarnGenerationRecord *record, guint type, TarnMetadataCause cause)
{
  record->type_phases[type] = (guint8) follow_edge (record->type_phases[type], cause);
}

static void
move_types (TarnGenerationRecord *record, TarnMetadataCause cause)
{
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (has_type (record, i))
      move_type (record, i, cause);
}

/* --- Planning --------------------------------------------------------------------------------- */

static void
make_plan (TarnDataZone *datazone, const TarnMetadataWork *work, TarnMetadataPlan *ret_plan)
{
  *ret_plan = (TarnMetadataPlan){ 0 };
  if (datazone->cost_model == NULL)
    {
      tarn_metadata_cost_plan (datazone->admission.options, work, ret_plan);
      return;
    }

  /* A model of the user only looks: whatever it tries to change is refused. */
  gboolean was_asking = datazone->clock->is_asking;
  datazone->clock->is_asking = TRUE;
  TARN_METADATA_COST_MODEL_GET_IFACE (datazone->cost_model)
      ->plan_generation (datazone->cost_model, work, ret_plan);
  datazone->clock->is_asking = was_asking;
}

/* Whether a type fails is its own luck: nothing else in the lake moves it. */
static gboolean
draw_failure (const TarnDataZone *datazone, const TarnAssetEntry *asset, guint32 ordinal,
              guint type, gint64 *ret_ppm)
{
  guint32 ppm = (guint32) tarn_datazone_get_option (datazone,
                                                    TARN_DATAZONE_DESCRIPTIONS_FAILURE_PPM + type);
  TarnDraw draw = { asset->hash, ordinal, TARN_PURPOSE_METADATA_FAILURE, (guint16) (type << 12) };

  if (!tarn_random_chance (datazone->random, &draw, ppm))
    return FALSE;

  *ret_ppm = tarn_random_below (datazone->random, &draw, 1000000);
  return TRUE;
}

static gboolean
take_quota (TarnDataZone *datazone, const TarnAssetEntry *asset, guint type)
{
  guint32 account = tarn_domains_get_domain (&datazone->domains, asset->domain)->account;
  gint64 max = tarn_datazone_get_option (datazone, TARN_DATAZONE_DESCRIPTIONS_PER_MONTH_MAX + type);

  return tarn_metadata_quota_take (&datazone->quota, account, type, max, datazone->clock->now_us);
}

static void
plan_type (TarnDataZone *datazone, const TarnAssetEntry *asset, TarnActiveGeneration *active,
           guint type)
{
  TarnTypeWork *work = &active->types[type];
  gint64 failure_ppm;

  work->end_after_us = tarn_time_add (work->plan.base_us, work->plan.generation_us);
  if (!take_quota (datazone, asset, type))
    {
      work->failure = TARN_METADATA_QUOTA_FAILURE;
      work->end_after_us = work->plan.base_us;
      work->plan.use = (TarnModelUse){ 0, 0, 0 };
    }
  else if (draw_failure (datazone, asset, active->ordinal, type, &failure_ppm))
    {
      work->failure = TARN_METADATA_MODEL_FAILURE;
      work->end_after_us = (gint64) tarn_multiply_divide ((guint64) work->end_after_us,
                                                          (guint64) failure_ppm, 1000000);
    }
}

/* A used-up quota is what it is; bad luck of another kind gives way to what is planned. */
static void
apply_fault (const TarnRunFault *fault, guint type, TarnTypeWork *work)
{
  if (!fault->is_set
      || (fault->type != NULL && !g_str_equal (fault->type, tarn_metadata_type_names[type])))
    return;
  if (fault->action == TARN_FAULT_HANG_RUN)
    work->end_after_us = G_MAXINT64;
  if (fault->action == TARN_FAULT_FAIL_RUN && work->failure != TARN_METADATA_QUOTA_FAILURE)
    {
      gint64 whole_us = tarn_time_add (work->plan.base_us, work->plan.generation_us);

      work->failure = TARN_METADATA_PLANNED_FAILURE;
      work->end_after_us
          = (gint64) tarn_multiply_divide ((guint64) whole_us, (guint64) fault->at_ppm, 1000000);
    }
}

static void
plan_types (TarnDataZone *datazone, const TarnGenerationRecord *record)
{
  const TarnAssetEntry *asset = tarn_assets_get (&datazone->assets, record->asset);
  TarnMetadataWork work = {
    .domain_id = asset->subject->domain_id,
    .asset_id = asset->subject->asset_id,
    .ordinal = get_active (datazone, record)->ordinal,
    .n_columns = tarn_asset_entry_get_revision (asset, record->revision)->columns->len,
  };

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (has_type (record, i))
      {
        work.type = (TarnMetadataType) (i + 1);
        make_plan (datazone, &work, &get_active (datazone, record)->types[i].plan);

        TarnActiveGeneration *active = get_active (datazone, record);
        if (active->fault.is_set && active->fault.action == TARN_FAULT_SLOW_RUN)
          tarn_metadata_plan_slow (&active->types[i].plan, active->fault.factor_permille);
        plan_type (datazone, asset, active, i);
        apply_fault (&active->fault, i, &active->types[i]);
      }
}

/* --- Beginning -------------------------------------------------------------------------------- */

static void
schedule (TarnDataZone *datazone, const TarnGenerationRecord *record, guint16 kind, gint64 time_us)
{
  TarnActiveGeneration *active = get_active (datazone, record);

  active->event
      = tarn_clock_schedule (datazone->clock, time_us, kind, record->active, active->generation, 0);
}

/* One event is pending for a run: that of the type that ends first of those that have not. */
static void
schedule_next_end (TarnDataZone *datazone, const TarnGenerationRecord *record)
{
  const TarnActiveGeneration *active = get_active (datazone, record);
  gint64 next_us = G_MAXINT64;

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (has_type (record, i) && record->type_phases[i] == TARN_METADATA_IN_PROGRESS)
      next_us = MIN (next_us, active->types[i].end_after_us);

  /* One that hangs has no end, not even that of time. */
  if (next_us == G_MAXINT64 && active->fault.is_set)
    get_active (datazone, record)->event = 0;
  else
    schedule (datazone, record, datazone->type_end_kind, tarn_time_add (active->begin_us, next_us));
}

static void
begin (TarnDataZone *datazone, guint32 run)
{
  TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);

  get_active (datazone, record)->begin_us = datazone->clock->now_us;
  plan_types (datazone, record);
  move_types (record, TARN_METADATA_BEGIN);
  schedule_next_end (datazone, record);
  move (datazone, run, TARN_METADATA_BEGIN);
}

/* Two assets that draw the same id are as good as impossible; it must be told apart all the same. */
static TarnIdentifier
draw_id (const TarnDataZone *datazone, const TarnAssetEntry *asset)
{
  TarnDraw draw = { asset->hash, asset->n_runs, TARN_PURPOSE_METADATA_RUN_ID, 0 };
  TarnIdentifier id;

  do
    {
      id = tarn_identifier_draw_code (datazone->random, &draw);
      /* The numbers of one ordinal may all be taken, if somebody took pains with a snapshot. */
      if (draw.index == 0)
        draw.ordinal++;
    }
  while (tarn_record_store_lookup (&datazone->runs.records, &id) != TARN_NO_RUN);

  return id;
}

static void
give_client_token (TarnDataZone *datazone, const TarnGenerationRequest *request, guint32 run)
{
  const TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);
  gint64 now_us = datazone->clock->now_us;

  tarn_client_tokens_expire (&datazone->tokens,
                             tarn_datazone_get_option (datazone,
                                                       TARN_DATAZONE_CLIENT_TOKEN_LIFETIME_US),
                             now_us);
  guint32 position
      = tarn_client_tokens_add (&datazone->tokens,
                                tarn_domains_get_user (&datazone->domains, request->user)->id_text,
                                request->client_token, now_us);
  TarnClientToken *token = tarn_client_tokens_get (&datazone->tokens, position);

  token->run = run;
  token->run_sequence = record->record.sequence;
  token->requested_revision = request->requested_revision;
  get_active (datazone, record)->client_token = position;
}

guint32
tarn_metadata_generation_start (TarnDataZone *datazone, const TarnGenerationRequest *request)
{
  TarnAssetEntry *asset = request->asset;
  TarnIdentifier id = draw_id (datazone, asset);
  guint32 run = tarn_metadata_store_add (&datazone->runs, &id, asset->position, &asset->runs);
  TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);
  gint64 submitted_us = tarn_datazone_get_option (datazone, TARN_DATAZONE_SUBMITTED_DURATION_US);

  record->creation_us = datazone->clock->now_us;
  record->revision = request->revision;
  record->user = request->user;
  record->types = request->types;
  if (request->fault != NULL)
    {
      get_active (datazone, record)->fault = *request->fault;
      record->message = request->fault->message;
    }
  get_active (datazone, record)->ordinal = asset->n_runs++;
  asset->active_run = run;
  tarn_domains_get_domain (&datazone->domains, asset->domain)->n_active_runs++;
  if (request->client_token != NULL)
    give_client_token (datazone, request, run);

  move_types (record, TARN_METADATA_CREATE);
  move (datazone, run, TARN_METADATA_CREATE);
  if (submitted_us > 0)
    schedule (datazone, record, datazone->begin_kind,
              tarn_time_add (datazone->clock->now_us, submitted_us));
  else
    begin (datazone, run);

  return run;
}

/* --- Whether it can begin --------------------------------------------------------------------- */

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
    {
      g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION,
                   "%s is not supported for asset type %s",
                   tarn_metadata_type_get_title (find_first_type (request->types)),
                   asset->type_identifier);
      return FALSE;
    }
  if (!tarn_asset_revision_has_schema (tarn_asset_entry_get_revision (asset, request->revision)))
    {
      g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION,
                   "Revision %u of asset %s has no structured schema with rows and columns",
                   request->revision, asset->subject->asset_id);
      return FALSE;
    }

  return TRUE;
}

gboolean
tarn_metadata_generation_check (const TarnDataZone *datazone, const TarnGenerationRequest *request,
                                GError **error)
{
  const TarnAssetEntry *asset = request->asset;
  const TarnDomain *domain = tarn_domains_get_domain (&datazone->domains, asset->domain);
  gint64 max = tarn_datazone_get_option (datazone, TARN_DATAZONE_ACTIVE_RUNS_MAX);

  if (!check_asset (request, error))
    return FALSE;
  if (asset->active_run != TARN_NO_RUN)
    {
      g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_CONFLICT,
                   "Asset %s has a metadata generation run that has not ended",
                   asset->subject->asset_id);
      return FALSE;
    }
  if (tarn_admission_is_full (&datazone->admission)
      || (max != TARN_UNLIMITED && domain->n_active_runs >= max))
    {
      g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED,
                   "Domain %s has %u metadata generation runs that have not ended, as many as it"
                   " may have or more",
                   domain->id_text, domain->n_active_runs);
      return FALSE;
    }

  return TRUE;
}

void
tarn_metadata_generation_name_asset (TarnDataZone *datazone, TarnAssetEntry *asset,
                                     gboolean is_wanted)
{
  g_autoptr (GError) error = NULL;
  TarnGenerationRequest request = {
    .user = TARN_SYSTEM_USER,
    .asset = asset,
    .revision = asset->revisions->len,
    .types = 1u << (TARN_METADATA_TYPE_BUSINESS_NAMES - 1),
  };

  if (!is_wanted && !tarn_domains_get_project (&datazone->domains, asset->project)->generates_names)
    return;

  if (tarn_metadata_generation_check (datazone, &request, &error))
    tarn_metadata_generation_start (datazone, &request);
  else if (error->code == TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED)
    tarn_metadata_emit_invocation_failure (
        datazone, asset, "The domain has as many metadata generation runs as it may have or more");
}

/* --- Ending ----------------------------------------------------------------------------------- */

/* As it is now: it may be forgotten before who waits is told. */
static G_GNUC_NO_INLINE void
tell_waiters (TarnDataZone *datazone, guint32 run)
{
  const TarnIdentifier *id = &tarn_metadata_store_get (&datazone->runs, run)->record.id;
  TarnWaiter *waiter;

  while ((waiter = tarn_admission_find_waiter (&datazone->admission, id)) != NULL)
    waiter->told = tarn_metadata_tell (datazone, run, (TarnMetadataTypes) ~0u,
                                       TARN_TELL_TARGET | TARN_TELL_TYPE_STATS);
}

static void
end_run (TarnDataZone *datazone, guint32 run, TarnMetadataCause cause)
{
  TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);
  TarnAssetEntry *asset = tarn_assets_get (&datazone->assets, record->asset);
  guint32 client_token = get_active (datazone, record)->client_token;

  record->use = tarn_metadata_get_use (datazone, record);
  record->end_us = datazone->clock->now_us;
  move (datazone, run, cause);

  if (client_token != TARN_NO_CLIENT_TOKEN)
    tarn_client_tokens_release (&datazone->tokens, client_token);
  tarn_metadata_store_release_active (&datazone->runs, run);
  asset->active_run = TARN_NO_RUN;
  asset->n_ended++;
  tarn_domains_get_domain (&datazone->domains, asset->domain)->n_active_runs--;
  if (G_UNLIKELY (tarn_admission_is_awaited (&datazone->admission)))
    tell_waiters (datazone, run);
  tarn_metadata_forget_old_runs (datazone, asset);
}

static void
suggest (TarnDataZone *datazone, const TarnGenerationRecord *record, guint type)
{
  TarnAssetEntry *asset = tarn_assets_get (&datazone->assets, record->asset);

  tarn_asset_entry_get_revision (asset, record->revision)->suggested_by[type] = (TarnSuggestedBy){
    .is_made = TRUE,
    .run_id = record->record.id,
    .n_terms = tarn_domains_get_domain (&datazone->domains, asset->domain)->terms->len,
  };
}

static void
end_type (TarnDataZone *datazone, TarnGenerationRecord *record, guint type)
{
  TarnTypeWork *work = &get_active (datazone, record)->types[type];

  work->used_us = work->end_after_us;
  record->type_failures[type] = (guint8) work->failure;
  if (work->failure == TARN_METADATA_NO_FAILURE)
    {
      move_type (record, type, TARN_METADATA_SUCCEED);
      suggest (datazone, record, type);
    }
  else
    move_type (record, type, TARN_METADATA_FAIL);
}

static guint
count_types (const TarnGenerationRecord *record, TarnMetadataPhase phase)
{
  guint n_types = 0;

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (has_type (record, i) && record->type_phases[i] == phase)
      n_types++;

  return n_types;
}

/* What the end of a type means for the run. */
static TarnMetadataCause
find_cause (const TarnGenerationRecord *record)
{
  if (count_types (record, TARN_METADATA_IN_PROGRESS) > 0)
    return TARN_METADATA_TYPE_DONE;
  if (count_types (record, TARN_METADATA_FAILED) == 0)
    return TARN_METADATA_SUCCEED;

  return count_types (record, TARN_METADATA_SUCCEEDED) == 0 ? TARN_METADATA_FAIL
                                                            : TARN_METADATA_SUCCEED_PARTIALLY;
}

/* The sum may be past the end of time, where what is left is due. */
static gboolean
is_due (const TarnDataZone *datazone, const TarnGenerationRecord *record, guint type)
{
  const TarnActiveGeneration *active = get_active (datazone, record);

  return has_type (record, type) && record->type_phases[type] == TARN_METADATA_IN_PROGRESS
         && tarn_time_add (active->begin_us, active->types[type].end_after_us)
                <= datazone->clock->now_us;
}

/* Types that end in the same instant end in their order, and the last of all ends the run. */
static void
end_types (TarnDataZone *datazone, guint32 run)
{
  TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    {
      if (!is_due (datazone, record, i))
        continue;

      end_type (datazone, record, i);
      TarnMetadataCause cause = find_cause (record);
      if (cause != TARN_METADATA_TYPE_DONE)
        {
          end_run (datazone, run, cause);
          return;
        }
      move (datazone, run, cause);
    }

  schedule_next_end (datazone, record);
}

static gboolean
refuse_cancel (const TarnGenerationRecord *record, GError **error)
{
  char id[TARN_CODE_LENGTH + 1];
  TarnMetadataStatus status = tarn_metadata_phase_get_status (record->phase);

  tarn_identifier_format_code (&record->record.id, id);
  g_set_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION,
               "Metadata generation run %s in %s status cannot be canceled", id,
               tarn_metadata_status_to_string (status));
  return FALSE;
}

static gboolean
ends_at_cancel (const TarnActiveGeneration *active, const TarnGenerationRecord *record)
{
  return active->fault.is_set && active->fault.action == TARN_FAULT_END_AT_STOP
         && record->phase == TARN_METADATA_IN_PROGRESS;
}

/* What has not ended ends now, as it would have ended. */
static void
succeed_at_once (TarnDataZone *datazone, guint32 run)
{
  const TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);
  TarnActiveGeneration *active = get_active (datazone, record);
  gint64 elapsed_us = datazone->clock->now_us - active->begin_us;

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    active->types[i].end_after_us = MIN (active->types[i].end_after_us, elapsed_us);
  end_types (datazone, run);
}

gboolean
tarn_metadata_generation_cancel (TarnDataZone *datazone, guint32 run, GError **error)
{
  TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);
  TarnMetadataPhase to;

  if (!tarn_metadata_machine_find_edge (record->phase, TARN_METADATA_CANCEL, &to))
    return refuse_cancel (record, error);

  TarnActiveGeneration *active = get_active (datazone, record);
  tarn_clock_cancel (datazone->clock, active->event);
  if (ends_at_cancel (active, record))
    {
      succeed_at_once (datazone, run);
      return refuse_cancel (record, error);
    }

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (has_type (record, i)
        && tarn_metadata_machine_find_edge (record->type_phases[i], TARN_METADATA_CANCEL, &to))
      {
        active->types[i].used_us = record->phase == TARN_METADATA_SUBMITTED
                                       ? 0
                                       : datazone->clock->now_us - active->begin_us;
        move_type (record, i, TARN_METADATA_CANCEL);
      }

  end_run (datazone, run, TARN_METADATA_CANCEL);
  return TRUE;
}

/* --- Time ------------------------------------------------------------------------------------- */

/* A cancel takes back what it overtakes; the generation is the second lock on that door. */
static gboolean
find_run (const TarnDataZone *datazone, const TarnEvent *event, guint32 *ret_run)
{
  const TarnActiveGeneration *active
      = tarn_metadata_store_get_active (&datazone->runs, event->subject);

  *ret_run = active->run;
  return active->generation == event->generation;
}

void
tarn_metadata_generation_on_begin (gpointer data, const TarnEvent *event)
{
  TarnDataZone *datazone = data;
  guint32 run;

  if (!find_run (datazone, event, &run))
    return;

  begin (datazone, run);
  tarn_admission_leave_event (&datazone->admission);
}

void
tarn_metadata_generation_on_type_end (gpointer data, const TarnEvent *event)
{
  TarnDataZone *datazone = data;
  guint32 run;

  if (!find_run (datazone, event, &run))
    return;

  end_types (datazone, run);
  tarn_admission_leave_event (&datazone->admission);
}
