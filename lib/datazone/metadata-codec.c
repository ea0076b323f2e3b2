/* SPDX-License-Identifier: MIT */
/*
 * Metadata generation runs and their events as they are saved and told. Which run of an asset is active,
 * and how many a domain has, follows from the phases of the runs, and is not saved. Nor is the ordinal
 * of a run that has not ended: it is that of the last run that the asset had.
 */
#include "datazone/metadata-codec.h"

#include "datazone/value-codec.h"

#define ALL_TYPES ((1u << TARN_N_METADATA_TYPES) - 1)
#define BIT(phase) (1u << TARN_METADATA_##phase)

/* clang-format off */

/* Which phases the types of a run may be in, and which of these some type must be in. */
static const struct
{
  guint allowed;
  guint required;
} type_phases[TARN_METADATA_N_PHASES] = {
  [TARN_METADATA_SUBMITTED]   = { BIT (SUBMITTED), BIT (SUBMITTED) },
  [TARN_METADATA_IN_PROGRESS] = { BIT (IN_PROGRESS) | BIT (SUCCEEDED) | BIT (FAILED),
                                  BIT (IN_PROGRESS) },
  [TARN_METADATA_CANCELED]    = { BIT (CANCELED) | BIT (SUCCEEDED) | BIT (FAILED), BIT (CANCELED) },
  [TARN_METADATA_SUCCEEDED]   = { BIT (SUCCEEDED), BIT (SUCCEEDED) },
  [TARN_METADATA_FAILED]      = { BIT (FAILED), BIT (FAILED) },
  [TARN_METADATA_PARTIALLY_SUCCEEDED]
                              = { BIT (SUCCEEDED) | BIT (FAILED), BIT (SUCCEEDED) | BIT (FAILED) },
};

/* clang-format on */

static gboolean
has_ended (const TarnGenerationRecord *record)
{
  return record->phase != TARN_METADATA_SUBMITTED && record->phase != TARN_METADATA_IN_PROGRESS;
}

static gboolean
has_type (const TarnGenerationRecord *record, guint type)
{
  return (record->types & 1u << type) != 0;
}

/* Whether some type failed by the fault plan, and so has a message of its own. */
static gboolean
has_planned_failure (const TarnGenerationRecord *record)
{
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (record->type_failures[i] == TARN_METADATA_PLANNED_FAILURE)
      return TRUE;

  return FALSE;
}

/* --- What a run has of the active part -------------------------------------------------------- */

static void
code_use (TarnCodec *codec, TarnModelUse *use, gint64 max)
{
  tarn_codec_int64_within (codec, "model-calls", &use->model_calls, 0, max);
  tarn_codec_int64_within (codec, "input-tokens", &use->input_tokens, 0, max);
  tarn_codec_int64_within (codec, "output-tokens", &use->output_tokens, 0, max);
}

/* Of a type that has ended only counts what it has used. */
static void
code_work (TarnCodec *codec, TarnGenerationRecord *record, TarnActiveGeneration *active, guint type)
{
  TarnTypeWork *work = &active->types[type];

  tarn_codec_int64_within (codec, "base-us", &work->plan.base_us, 0, TARN_METADATA_DURATION_US_MAX);
  tarn_codec_int64_within (codec, "generation-us", &work->plan.generation_us, 0,
                           TARN_METADATA_DURATION_US_MAX);
  code_use (codec, &work->plan.use, TARN_METADATA_USE_MAX);
  if (record->type_phases[type] == TARN_METADATA_FAILED)
    tarn_codec_int64_within (codec, "used-us", &work->used_us, 0, G_MAXINT64);
  if (record->type_phases[type] != TARN_METADATA_IN_PROGRESS)
    return;

  tarn_codec_int64_within (codec, "end-after-us", &work->end_after_us, 0, G_MAXINT64);
  tarn_codec_enum (codec, "planned-failure", &work->failure, TARN_METADATA_N_FAILURES);
}

/* What fails as planned says what the plan says. */
static void
check_planned_failures (TarnCodec *codec, const TarnGenerationRecord *record,
                        const TarnActiveGeneration *active)
{
  gboolean is_planned = has_planned_failure (record);

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    is_planned = is_planned || active->types[i].failure == TARN_METADATA_PLANNED_FAILURE;

  tarn_codec_check (codec,
                    !is_planned
                        || (active->fault.is_set && active->fault.action == TARN_FAULT_FAIL_RUN),
                    "fault", "is none that has a type fail");
}

static void
code_active (TarnDataZone *datazone, TarnCodec *codec, TarnGenerationRecord *record)
{
  TarnActiveGeneration *active = tarn_metadata_store_get_active (&datazone->runs, record->active);

  tarn_run_fault_code (&active->fault, codec);
  if (record->phase == TARN_METADATA_IN_PROGRESS)
    {
      tarn_codec_time (codec, "begin-time", &active->begin_us, datazone->clock->now_us);
      for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
        if (has_type (record, i))
          {
            tarn_codec_begin (codec, tarn_metadata_type_names[i]);
            code_work (codec, record, active, i);
            tarn_codec_end (codec);
          }
    }
  if (!tarn_codec_is_reading (codec))
    return;

  check_planned_failures (codec, record, active);
  record->message = active->fault.is_set ? active->fault.message : NULL;
  active->ordinal = tarn_assets_get (&datazone->assets, record->asset)->n_runs - 1;
}

/* --- Runs ------------------------------------------------------------------------------------- */

static void
code_user (const TarnDataZone *datazone, TarnCodec *codec, TarnGenerationRecord *record)
{
  const TarnDomains *domains = &datazone->domains;
  gboolean is_system = record->user == TARN_SYSTEM_USER;

  tarn_codec_boolean (codec, "system", &is_system);
  if (is_system)
    {
      record->user = TARN_SYSTEM_USER;
      return;
    }

  const char *id = tarn_codec_is_reading (codec)
                       ? NULL
                       : tarn_domains_get_user (domains, record->user)->id_text;
  tarn_datazone_code_position (codec, "user", &record->user, domains->users->len, id);
}

static void
code_type (TarnCodec *codec, TarnGenerationRecord *record, guint type)
{
  tarn_codec_begin (codec, tarn_metadata_type_names[type]);
  tarn_codec_named_enum (codec, "phase", &record->type_phases[type], TARN_METADATA_N_PHASES,
                         tarn_metadata_phase_names);
  if (record->type_phases[type] == TARN_METADATA_FAILED)
    {
      tarn_codec_enum (codec, "failure", &record->type_failures[type], TARN_METADATA_N_FAILURES);
      if (tarn_codec_is_reading (codec))
        tarn_codec_check (codec, record->type_failures[type] != TARN_METADATA_NO_FAILURE, "failure",
                          "is none");
    }
  tarn_codec_end (codec);
}

static void
code_record (TarnDataZone *datazone, TarnCodec *codec, TarnGenerationRecord *record)
{
  const char *asset_id
      = tarn_codec_is_reading (codec)
            ? NULL
            : tarn_assets_get (&datazone->assets, record->asset)->subject->asset_id;

  tarn_datazone_code_position (codec, "asset", &record->asset, datazone->assets.entries->len,
                               asset_id);
  tarn_codec_uint32 (codec, "revision", &record->revision);
  code_user (datazone, codec, record);
  tarn_codec_time (codec, "creation-time", &record->creation_us, datazone->clock->now_us);
  tarn_codec_named_enum (codec, "phase", &record->phase, TARN_METADATA_N_PHASES,
                         tarn_metadata_phase_names);
  tarn_codec_uint8 (codec, "types", &record->types);
  if (!tarn_codec_check_below (codec, "types", record->types, ALL_TYPES + 1))
    return;
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (has_type (record, i))
      code_type (codec, record, i);
}

/* What only a run that has ended has: until then all of it follows. */
static void
code_end (TarnDataZone *datazone, TarnCodec *codec, TarnGenerationRecord *record)
{
  tarn_codec_time (codec, "end-time", &record->end_us, datazone->clock->now_us);
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec, record->end_us >= record->creation_us, "end-time",
                      "is before the run was created");
  code_use (codec, &record->use, TARN_N_METADATA_TYPES * TARN_METADATA_USE_MAX);
  if (!has_planned_failure (record))
    return;

  tarn_codec_interned (codec, "message", &record->message);
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec, record->message != NULL, "message", "is missing");
}

static gboolean
are_types_good (const TarnGenerationRecord *record)
{
  guint seen = 0;

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (has_type (record, i))
      seen |= 1u << record->type_phases[i];

  return (seen & ~type_phases[record->phase].allowed) == 0
         && (seen & type_phases[record->phase].required) == type_phases[record->phase].required;
}

static gboolean
check_record (const TarnDataZone *datazone, TarnCodec *codec, const TarnGenerationRecord *record)
{
  if (!tarn_codec_is_ok (codec))
    return FALSE;

  const TarnAssetEntry *asset = tarn_assets_get (&datazone->assets, record->asset);
  gboolean is_user_good
      = record->user == TARN_SYSTEM_USER
        || tarn_domains_get_user (&datazone->domains, record->user)->domain == asset->domain;

  return tarn_codec_check (codec, tarn_identifier_is_code (&record->record.id), "id", "is no code")
         && tarn_codec_check (codec, record->revision >= 1, "revision", "is none")
         && tarn_codec_check_below (codec, "revision", record->revision - 1, asset->revisions->len)
         && tarn_codec_check (codec, is_user_good, "user", "is of another domain than the asset")
         && tarn_codec_check (codec, record->phase != TARN_METADATA_NONE, "phase", "is none")
         && tarn_codec_check (codec, record->types != 0 && are_types_good (record), "types",
                              "are in phases that do not make that of the run")
         && tarn_codec_check (codec, has_ended (record) || asset->active_run == TARN_NO_RUN,
                              "phase", "makes it the second run of the asset that has not ended");
}

/* What the asset and the domain know of a run. */
static void
count_run (TarnDataZone *datazone, guint32 run)
{
  const TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);
  TarnAssetEntry *asset = tarn_assets_get (&datazone->assets, record->asset);

  if (has_ended (record))
    {
      asset->n_ended++;
      return;
    }
  asset->active_run = run;
  tarn_domains_get_domain (&datazone->domains, asset->domain)->n_active_runs++;
}

static void
code_run (TarnDataZone *datazone, TarnCodec *codec, guint32 run)
{
  TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);
  char label[TARN_CODE_LENGTH + 1];

  if (tarn_codec_is_telling (codec))
    {
      tarn_identifier_format_code (&record->record.id, label);
      tarn_codec_label (codec, label);
    }
  if (!tarn_record_store_code_place (&datazone->runs.records, codec, run))
    return;

  code_record (datazone, codec, record);
  if (tarn_codec_is_reading (codec))
    {
      record->active = TARN_NO_RUN;
      if (!check_record (datazone, codec, record))
        return;
      if (!has_ended (record))
        record->active = tarn_metadata_store_take_active (&datazone->runs, run);
    }
  if (has_ended (record))
    code_end (datazone, codec, record);
  else
    code_active (datazone, codec, record);
  if (tarn_codec_is_reading (codec) && tarn_codec_is_ok (codec))
    count_run (datazone, run);
}

static TarnRecordChain *
get_chain (gpointer data, guint32 run)
{
  TarnDataZone *datazone = data;
  guint32 asset = tarn_metadata_store_get (&datazone->runs, run)->asset;

  return &tarn_assets_get (&datazone->assets, asset)->runs;
}

/* While a run has not ended, its asset gets no other. */
static void
check_active_runs (const TarnDataZone *datazone, TarnCodec *codec)
{
  for (guint32 i = 0; i < datazone->assets.entries->len && tarn_codec_is_ok (codec); i++)
    {
      const TarnAssetEntry *asset = tarn_assets_get (&datazone->assets, i);

      tarn_codec_check (codec,
                        asset->active_run == TARN_NO_RUN || asset->active_run == asset->runs.newest,
                        "sequence", "of a run that has not ended is before that of another");
    }
}

void
tarn_metadata_code (TarnDataZone *datazone, TarnCodec *codec)
{
  TarnRecordStore *records = &datazone->runs.records;

  tarn_codec_begin (codec, "runs");
  guint32 n_places = tarn_record_store_code (records, codec);
  tarn_codec_end (codec);
  for (guint32 run = 0; run < n_places && tarn_codec_is_ok (codec); run++)
    {
      tarn_codec_begin_item (codec, "run", run);
      code_run (datazone, codec, run);
      tarn_codec_end (codec);
    }
  if (!tarn_codec_is_reading (codec))
    return;

  tarn_record_store_link (records, codec, get_chain, datazone);
  check_active_runs (datazone, codec);
}

/* --- Events ----------------------------------------------------------------------------------- */

char *
tarn_metadata_describe_event (gpointer data, const TarnEvent *event)
{
  const TarnDataZone *datazone = data;
  guint32 run = tarn_metadata_store_get_active (&datazone->runs, event->subject)->run;
  char id[TARN_CODE_LENGTH + 1];

  tarn_identifier_format_code (&tarn_metadata_store_get (&datazone->runs, run)->record.id, id);
  return g_strdup (id);
}

void
tarn_metadata_code_event (gpointer data, TarnCodec *codec, TarnEvent *event)
{
  TarnDataZone *datazone = data;
  guint8 phase
      = event->kind == datazone->begin_kind ? TARN_METADATA_SUBMITTED : TARN_METADATA_IN_PROGRESS;
  guint32 run = 0;

  if (!tarn_codec_is_reading (codec))
    run = tarn_metadata_store_get_active (&datazone->runs, event->subject)->run;
  tarn_codec_uint32 (codec, "run", &run);
  if (!tarn_codec_is_reading (codec)
      || !tarn_codec_check_below (codec, "run", run, datazone->runs.records.n_places))
    return;

  const TarnGenerationRecord *record = tarn_metadata_store_get (&datazone->runs, run);
  if (!tarn_codec_check (codec, record->record.sequence != 0 && record->phase == phase, "run",
                         "is in no phase that waits for this"))
    return;

  const TarnActiveGeneration *active
      = tarn_metadata_store_get_active (&datazone->runs, record->active);
  tarn_codec_check (codec, active->event == 0, "run", "waits for something else already");
  event->subject = record->active;
  event->generation = active->generation;
}

void
tarn_metadata_adopt_event (gpointer data, const TarnEvent *event, TarnEventHandle handle)
{
  const TarnDataZone *datazone = data;

  tarn_metadata_store_get_active (&datazone->runs, event->subject)->event = handle;
}
