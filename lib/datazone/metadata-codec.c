/* SPDX-License-Identifier: MIT */
/*
 * The number of active runs of a domain is not saved, because it follows from the states of the runs. The
 * ordinal of an active run is not saved either, because an active run is always the last run of its asset.
 */
#include "datazone/metadata-codec.h"

#include "datazone/value-codec.h"

#define ALL_TYPES ((1u << TARN_N_METADATA_TYPES) - 1)
#define BIT(phase) (1u << TARN_METADATA_##phase)

/* clang-format off */

/* For each state of a run: the states that its types may have, and the states that some type must have. */
static const struct
{
  guint allowed;
  guint required;
} type_states[TARN_METADATA_N_STATES] = {
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

/* Returns the types that failed by the fault plan, as bits. Each of them has a message of its own. */
static guint
find_planned_failures (const TarnGenerationRecord *record)
{
  guint failed = 0;

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (record->type_failures[i] == TARN_METADATA_PLANNED_FAILURE)
      failed |= 1u << i;

  return failed;
}

/* --- The active part of a run ----------------------------------------------------------------- */

static void
code_use (TarnCodec *codec, TarnModelUse *use, gint64 max)
{
  tarn_codec_int64_within (codec, "model-calls", &use->model_calls, 0, max);
  tarn_codec_int64_within (codec, "input-tokens", &use->input_tokens, 0, max);
  tarn_codec_int64_within (codec, "output-tokens", &use->output_tokens, 0, max);
}

/* For a type that has ended, only the plan and, if the type failed, its used time still matter. */
static void
code_work (TarnCodec *codec, TarnGenerationRecord *record, TarnActiveGeneration *active, guint type)
{
  TarnTypeWork *work = &active->types[type];

  tarn_codec_int64_within (codec, "base-us", &work->plan.base_us, 0, TARN_METADATA_DURATION_US_MAX);
  tarn_codec_int64_within (codec, "generation-us", &work->plan.generation_us, 0,
                           TARN_METADATA_DURATION_US_MAX);
  code_use (codec, &work->plan.use, TARN_METADATA_USE_MAX);
  if (record->type_states[type] == TARN_METADATA_FAILED)
    tarn_codec_int64_within (codec, "used-us", &work->used_us, 0, G_MAXINT64);
  if (record->type_states[type] != TARN_METADATA_IN_PROGRESS)
    return;

  tarn_codec_int64_within (codec, "end-after-us", &work->end_after_us, 0, G_MAXINT64);
  tarn_codec_enum (codec, "planned-failure", &work->failure, TARN_METADATA_N_FAILURES);
}

/* A planned failure takes its message from the faults of the run, which must make that type fail. */
static void
check_planned_failures (TarnCodec *codec, const TarnGenerationRecord *record,
                        const TarnActiveGeneration *active)
{
  guint failed = find_planned_failures (record);

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    {
      gboolean is_planned
          = (failed & 1u << i) != 0 || active->types[i].failure == TARN_METADATA_PLANNED_FAILURE;

      tarn_codec_check (codec, !is_planned || active->run.faults.messages.texts[i] != NULL,
                        "faults", "make no such type fail");
    }
}

static void
code_active (TarnDataZone *datazone, TarnCodec *codec, TarnGenerationRecord *record)
{
  TarnActiveGeneration *active = tarn_datazone_get_active (datazone, record);

  tarn_runs_code_faults (&datazone->room.runs, codec, active->run.run);
  if (record->run.state == TARN_METADATA_IN_PROGRESS)
    {
      tarn_codec_time (codec, "begin-time", &active->begin_us, tarn_datazone_get_now (datazone));
      for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
        if (tarn_generation_has_type (record, i))
          {
            tarn_codec_begin (codec, tarn_metadata_type_names[i]);
            code_work (codec, record, active, i);
            tarn_codec_end (codec);
          }
    }
  if (!tarn_codec_is_reading (codec))
    return;

  check_planned_failures (codec, record, active);
  active->run.ordinal = tarn_datazone_get_asset_of (datazone, record)->runs.n_runs - 1;
  active->client_token = TARN_NO_CLIENT_TOKEN;
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
  tarn_datazone_code_position (codec, "user", &record->user, domains->users.list->len, id);
}

static void
code_type (TarnCodec *codec, TarnGenerationRecord *record, guint type)
{
  tarn_codec_begin (codec, tarn_metadata_type_names[type]);
  tarn_codec_named_enum (codec, "state", &record->type_states[type], TARN_METADATA_N_STATES,
                         tarn_metadata_state_names);
  if (record->type_states[type] == TARN_METADATA_FAILED)
    {
      tarn_codec_enum (codec, "failure", &record->type_failures[type], TARN_METADATA_N_FAILURES);
      if (tarn_codec_is_reading (codec))
        tarn_codec_check (codec, record->type_failures[type] != TARN_METADATA_NO_FAILURE, "failure",
                          "is none");
    }
  tarn_codec_end (codec);
}

void
tarn_generation_code (TarnRoom *room, TarnCodec *codec, guint32 run)
{
  const TarnDataZone *datazone = (const TarnDataZone *) room;
  TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);
  const char *asset_id = tarn_codec_is_reading (codec)
                             ? NULL
                             : tarn_datazone_get_asset_of (datazone, record)->subject->asset_id;

  tarn_datazone_code_position (codec, "asset", &record->run.subject, datazone->assets.list->len,
                               asset_id);
  tarn_codec_uint32 (codec, "revision", &record->revision);
  code_user (datazone, codec, record);
  tarn_codec_time (codec, "creation-time", &record->run.creation_us,
                   tarn_datazone_get_now (datazone));
  tarn_codec_named_enum (codec, "state", &record->run.state, TARN_METADATA_N_STATES,
                         tarn_metadata_state_names);
  tarn_codec_uint8 (codec, "types", &record->run.type);
  if (!tarn_codec_check_below (codec, "types", record->run.type, ALL_TYPES + 1))
    return;

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (tarn_generation_has_type (record, i))
      code_type (codec, record, i);
}

/* Only a run that has ended has these values. Before that, they follow from its active part. */
static void
code_end (TarnDataZone *datazone, TarnCodec *codec, TarnGenerationRecord *record)
{
  tarn_codec_time (codec, "end-time", &record->run.end_us, tarn_datazone_get_now (datazone));
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec, record->run.end_us >= record->run.creation_us, "end-time",
                      "is before the run was created");
  code_use (codec, &record->use, TARN_N_METADATA_TYPES * TARN_METADATA_USE_MAX);

  guint failed = find_planned_failures (record);
  if (failed != 0)
    tarn_runs_code_messages (&datazone->room.runs, codec, &record->run, failed);
}

void
tarn_generation_code_rest (TarnRoom *room, TarnCodec *codec, guint32 run)
{
  TarnDataZone *datazone = (TarnDataZone *) room;
  TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);

  if (record->run.active == TARN_NO_RUN)
    code_end (datazone, codec, record);
  else
    code_active (datazone, codec, record);
}

/* --- Checking what was read ------------------------------------------------------------------- */

static gboolean
are_types_good (const TarnGenerationRecord *record)
{
  guint seen = 0;

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (tarn_generation_has_type (record, i))
      seen |= 1u << record->type_states[i];

  return (seen & ~type_states[record->run.state].allowed) == 0
         && (seen & type_states[record->run.state].required)
                == type_states[record->run.state].required;
}

gboolean
tarn_generation_check (TarnRoom *room, TarnCodec *codec, guint32 run)
{
  const TarnDataZone *datazone = (const TarnDataZone *) room;
  const TarnGenerationRecord *record = tarn_datazone_get_record (datazone, run);
  const TarnAssetEntry *asset = tarn_datazone_get_asset_of (datazone, record);
  gboolean is_user_good = record->user == TARN_SYSTEM_USER
                          || tarn_domains_get_user (&datazone->domains, record->user)->entity.domain
                                 == asset->entity.domain;

  return tarn_codec_check (codec, tarn_identifier_is_code (&record->run.id), "id", "is no code")
         && tarn_codec_check (codec, record->revision >= 1, "revision", "is none")
         && tarn_codec_check_below (codec, "revision", record->revision - 1, asset->revisions->len)
         && tarn_codec_check (codec, is_user_good, "user", "is of another domain than the asset")
         && tarn_codec_check (codec, record->run.type != 0 && are_types_good (record), "types",
                              "are in states that do not make that of the run");
}

/* Counts an active run that was read for its domain. */
void
tarn_generation_count (TarnRoom *room, guint32 run)
{
  const TarnDataZone *datazone = (const TarnDataZone *) room;
  const TarnAssetEntry *asset
      = tarn_datazone_get_asset_of (datazone, tarn_datazone_get_record (datazone, run));

  tarn_domains_get_domain (&datazone->domains, asset->entity.domain)->n_active_runs++;
}

guint64
tarn_generation_count_begun (const TarnDataZone *datazone)
{
  const TarnRunStore *store = &datazone->room.runs.store;
  guint64 n_begun = store->next_sequence - 1;

  for (guint32 i = 0; i < store->active->len; i++)
    {
      guint32 run = tarn_run_store_get_active (store, i)->run;

      n_begun -= tarn_run_store_get (store, run)->state == TARN_METADATA_SUBMITTED;
    }

  return n_begun;
}
