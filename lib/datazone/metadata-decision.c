/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-decision.h"

#include "kernel/arith.h"
#include "runs/run-luck.h"

static void
make_plan (TarnDataZone *datazone, const TarnMetadataWork *work, TarnMetadataPlan *out_plan)
{
  TarnCore *core = datazone->room.core;

  *out_plan = (TarnMetadataPlan){ 0 };
  if (!tarn_runs_have_model (&datazone->room.runs))
    {
      tarn_metadata_cost_plan (datazone->room.admission.options, work, out_plan);
      return;
    }

  gboolean was_asking = tarn_core_begin_asking (core);
  core->cost_model_interface->plan_metadata_generation (core->cost_model, work, out_plan);
  tarn_core_end_asking (core, was_asking);
}

/* All types have the same factor, so the mean of the run's duration stays, which is that of its longest type. */
static gint64
draw_spread (const TarnDataZone *datazone, const TarnAssetEntry *asset, guint32 ordinal,
             guint64 tag)
{
  if (tarn_runs_have_model (&datazone->room.runs))
    return 0;

  return tarn_runs_draw_spread (&datazone->room.runs, TARN_DATAZONE_COST_DURATION_SPREAD_PERMILLE,
                                asset->position, ordinal, tag, TARN_PURPOSE_METADATA_DURATION,
                                TARN_PURPOSE_METADATA_DURATION_BY_TAG);
}

/* Each type of a run draws at a place of its own, and the draw by rate follows the one by probability. */
#define TYPE_INDEX(type) ((guint16) ((type) << 12))
#define RATE_INDEX(type) ((guint16) (TYPE_INDEX (type) | 1 << 11))

static void
fail_after (TarnTypeWork *work, gint64 after_us)
{
  work->failure = TARN_METADATA_MODEL_FAILURE;
  work->end_after_us = after_us;
}

/* Draws whether the type fails before its end, by probability and by rate; the earlier failure wins. */
static void
draw_failure (const TarnDataZone *datazone, guint32 run, guint type, TarnTypeWork *work)
{
  const TarnRuns *runs = &datazone->room.runs;
  gint64 ppm = tarn_datazone_get_option (datazone, TARN_DATAZONE_DESCRIPTIONS_FAILURE_PPM + type);
  gint64 rate
      = tarn_datazone_get_option (datazone,
                                  TARN_DATAZONE_DESCRIPTIONS_FAILURES_PER_1000_HOURS + type);
  gint64 after_us;

  if (G_LIKELY ((ppm | rate) == 0))
    return;

  TarnDraw draw = tarn_runs_get_draw (runs, run, TARN_PURPOSE_METADATA_FAILURE,
                                      TARN_PURPOSE_METADATA_FAILURE_BY_TAG);
  draw.index = TYPE_INDEX (type);
  if (tarn_runs_draw_failure_evenly (runs, draw, ppm, work->end_after_us, &after_us))
    fail_after (work, after_us);
  draw.index = RATE_INDEX (type);
  if (tarn_runs_draw_failure_by_rate (runs, draw, rate, work->end_after_us, &after_us))
    fail_after (work, after_us);
}

static gboolean
take_quota (TarnDataZone *datazone, const TarnAssetEntry *asset, guint type)
{
  guint32 account = tarn_domains_get_domain (&datazone->domains, asset->entity.domain)->account;
  gint64 max = tarn_datazone_get_option (datazone, TARN_DATAZONE_DESCRIPTIONS_PER_MONTH_MAX + type);

  return tarn_metadata_quota_take (&datazone->quota, account, type, max,
                                   tarn_datazone_get_now (datazone));
}

static void
plan_type (TarnDataZone *datazone, const TarnAssetEntry *asset, TarnActiveGeneration *active,
           guint type)
{
  TarnTypeWork *work = &active->types[type];

  work->end_after_us = tarn_time_add (work->plan.base_us, work->plan.generation_us);
  if (!take_quota (datazone, asset, type))
    {
      work->failure = TARN_METADATA_QUOTA_FAILURE;
      work->end_after_us = work->plan.base_us;
      work->plan.use = (TarnModelUse){ 0, 0, 0 };
    }
  else
    draw_failure (datazone, active->run.run, type, work);
}

/*
 * A failure by a used-up quota stays as it is. The fault plan replaces every other result, also a failure by
 * a random draw.
 */
static void
apply_faults (const TarnRunFaults *faults, guint type, TarnTypeWork *work)
{
  if (tarn_run_faults_hang (faults, type))
    work->end_after_us = G_MAXINT64;
  if (faults->messages.texts[type] != NULL && work->failure != TARN_METADATA_QUOTA_FAILURE)
    {
      gint64 whole_us = tarn_time_add (work->plan.base_us, work->plan.generation_us);

      work->failure = TARN_METADATA_PLANNED_FAILURE;
      work->end_after_us
          = (gint64) tarn_multiply_divide ((guint64) whole_us, faults->at_ppm[type], 1000000);
    }
}

static TarnMetadataWork
get_work (const TarnAssetEntry *asset, guint32 revision, guint32 ordinal, guint64 tag)
{
  return (TarnMetadataWork){
    .domain_id = asset->subject->domain_id,
    .asset_id = asset->subject->asset_id,
    .ordinal = ordinal,
    .tag = tag,
    .n_columns = tarn_asset_entry_get_revision (asset, revision)->columns->len,
  };
}

static gint64
estimate_type_us (TarnDataZone *datazone, const TarnGenerationRequest *request, guint type)
{
  TarnMetadataWork work
      = get_work (request->asset, request->revision, request->asset->runs.n_runs, request->tag);
  TarnMetadataPlan plan;

  work.type = (TarnMetadataType) (type + 1);
  make_plan (datazone, &work, &plan);
  tarn_metadata_plan_spread (&plan, draw_spread (datazone, request->asset, work.ordinal, work.tag));
  if (request->faults != NULL && tarn_run_faults_have (request->faults, TARN_FAULT_SLOW_RUN))
    tarn_metadata_plan_slow (&plan, request->faults->factor_permille);
  return plan.base_us + plan.generation_us;
}

/* Every run is shorter than half of all time, so that nearly no start needs a plan for this. */
gboolean
tarn_metadata_ends_in_time (TarnDataZone *datazone, const TarnGenerationRequest *request)
{
  gint64 left_us = G_MAXINT64 - tarn_datazone_get_now (datazone)
                   - tarn_datazone_get_option (datazone, TARN_DATAZONE_SUBMITTED_DURATION_US);

  if (G_LIKELY (left_us >= 2 * TARN_METADATA_DURATION_US_MAX))
    return TRUE;

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if ((request->types & 1u << i) != 0
        && (request->faults == NULL || !tarn_run_faults_hang (request->faults, i))
        && estimate_type_us (datazone, request, i) > left_us)
      return FALSE;

  return left_us >= 0;
}

void
tarn_metadata_plan_types (TarnDataZone *datazone, const TarnGenerationRecord *record)
{
  const TarnAssetEntry *asset = tarn_datazone_get_asset_of (datazone, record);
  const TarnActiveRun *run = &tarn_datazone_get_active (datazone, record)->run;
  TarnMetadataWork work = get_work (asset, record->revision, run->ordinal,
                                    tarn_run_store_get_tag (&datazone->room.runs.store, run->run));
  gint64 log = draw_spread (datazone, asset, work.ordinal, work.tag);

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (tarn_generation_has_type (record, i))
      {
        work.type = (TarnMetadataType) (i + 1);
        make_plan (datazone, &work, &tarn_datazone_get_active (datazone, record)->types[i].plan);

        TarnActiveGeneration *active = tarn_datazone_get_active (datazone, record);
        tarn_metadata_plan_spread (&active->types[i].plan, log);
        if (tarn_active_run_has_fault (&active->run, TARN_FAULT_SLOW_RUN))
          tarn_metadata_plan_slow (&active->types[i].plan, active->run.faults.factor_permille);
        plan_type (datazone, asset, active, i);
        apply_faults (&active->run.faults, i, &active->types[i]);
      }
}
