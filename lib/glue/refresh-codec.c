/* SPDX-License-Identifier: MIT */
/*
 * Each account's count of used slots and its queue of waiting runs follow from the saved runs, so they are
 * not saved.
 */
#include "glue/refresh-codec.h"

#include "glue/refresh-decision.h"
#include "glue/refresh-queue.h"
#include "glue/refresh-slots.h"

/* --- The steps of a run in each state --------------------------------------------------------- */

typedef enum
{
  NEVER,
  ALWAYS,
  MAYBE,
} Presence;

/* The steps that a run has had in each state. A stop counts only while it is in progress. */
typedef struct
{
  guint8 slot;
  guint8 start;
  guint8 stop;
  guint8 end;
} Course;

static const Course courses[TARN_REFRESH_N_STATES] = {
  [TARN_REFRESH_WAITING] = { NEVER, NEVER, NEVER, NEVER },
  [TARN_REFRESH_STARTING] = { ALWAYS, NEVER, NEVER, NEVER },
  [TARN_REFRESH_RUNNING] = { ALWAYS, ALWAYS, NEVER, NEVER },
  [TARN_REFRESH_STOPPING_EARLY] = { MAYBE, NEVER, ALWAYS, NEVER },
  [TARN_REFRESH_STOPPING] = { ALWAYS, ALWAYS, ALWAYS, NEVER },
  [TARN_REFRESH_SUCCEEDED] = { ALWAYS, ALWAYS, NEVER, ALWAYS },
  [TARN_REFRESH_FAILED] = { ALWAYS, ALWAYS, NEVER, ALWAYS },
  [TARN_REFRESH_STOPPED] = { MAYBE, MAYBE, NEVER, ALWAYS },
};

static gboolean
fits (guint8 presence, gboolean is_there)
{
  return presence == MAYBE || (presence == ALWAYS) == is_there;
}

/* Returns whether two times are in order. A second time of 0 has not happened yet, so it is in order. */
static gboolean
is_in_order (gint64 before_us, gint64 after_us)
{
  return after_us == 0 || before_us <= after_us;
}

static gboolean
check_use (TarnCodec *codec, const TarnRefreshRecord *record)
{
  gboolean may_have_used = record->start_us != 0 && record->run.end_us != 0;

  return tarn_codec_check (codec,
                           may_have_used
                               || (record->dpu_milliseconds == 0 && record->processed_bytes == 0),
                           "dpu-milliseconds", "or the bytes are there before the end");
}

static gboolean
check_record (TarnCodec *codec, const TarnRefreshRecord *record)
{
  const Course *course = &courses[record->run.state];

  return tarn_codec_check (codec, fits (course->slot, record->run.type != TARN_REFRESH_TYPE_NONE),
                           "type", "does not fit the phase")
         && tarn_codec_check (codec,
                              (record->run.state == TARN_REFRESH_FAILED)
                                  == (record->run.failure != TARN_REFRESH_NO_FAILURE),
                              "failure", "does not fit the phase")
         && tarn_codec_check (codec,
                              fits (course->start, record->start_us != 0)
                                  && is_in_order (record->run.creation_us, record->start_us),
                              "start-time", "does not fit the phase, or is before the creation")
         && tarn_codec_check (codec,
                              fits (course->end, record->run.end_us != 0)
                                  && is_in_order (record->run.creation_us, record->run.end_us)
                                  && is_in_order (record->start_us, record->run.end_us),
                              "end-time", "does not fit the phase, or is before the start")
         && check_use (codec, record);
}

static void
check_active (TarnCodec *codec, const TarnRefreshRecord *record, const TarnActiveRefresh *active,
              const TarnRunHistory *history)
{
  const Course *course = &courses[record->run.state];

  (void) (tarn_codec_check (codec, (guint64) active->run.ordinal + 1 == history->n_runs, "ordinal",
                            "is not that of the last run of the view")
          && tarn_codec_check (codec,
                               fits (course->slot, active->has_slot)
                                   && active->has_slot
                                          == (record->run.type != TARN_REFRESH_TYPE_NONE),
                               "has-slot", "does not fit the phase or the type")
          && tarn_codec_check (codec,
                               active->has_slot == (active->slot_us != 0)
                                   && is_in_order (record->run.creation_us, active->slot_us)
                                   && is_in_order (active->slot_us, record->start_us),
                               "slot-time", "does not fit the phase, or the other times")
          && tarn_codec_check (codec,
                               fits (course->stop, active->stop_us != 0)
                                   && is_in_order (record->run.creation_us, active->stop_us)
                                   && is_in_order (active->slot_us, active->stop_us)
                                   && is_in_order (record->start_us, active->stop_us),
                               "stop-time", "does not fit the phase, or the other times")
          && tarn_codec_check (codec, active->end_after_us <= active->plan.running_us,
                               "end-after-us", "is after the end of the plan"));
}

/* An active run has not committed yet, so that its view has a commit less than runs. */
static void
check_commits (TarnCodec *codec, const TarnTableEntry *view)
{
  tarn_codec_check (codec, view->current.n_commits < view->view->runs.n_runs, "ordinal",
                    "leaves the view more commits than runs");
}

/* --- Plans ------------------------------------------------------------------------------------ */

static void
code_phase (TarnCodec *codec, TarnCostPlan *plan, guint index)
{
  TarnCostPhase *phase = &plan->phases[index];

  tarn_codec_int64 (codec, "duration-us", &phase->duration_us);
  tarn_codec_int64 (codec, "dpu", &phase->dpu);
  tarn_codec_uint64 (codec, "work-dpu-us", &phase->work_dpu_us);
  if (!tarn_codec_is_reading (codec))
    return;

  TarnCostPhase read = *phase;
  if (tarn_codec_check (codec, tarn_cost_plan_takes_phase (plan, &read), "dpu",
                        "or another number of the phase is out of range"))
    tarn_cost_plan_add_phase (plan, read.duration_us, read.dpu, (gint64) read.work_dpu_us);
}

static void
code_plan (TarnCodec *codec, TarnCostPlan *plan)
{
  guint8 n_phases = (guint8) plan->n_phases;

  tarn_codec_begin (codec, "plan");
  tarn_codec_int64_within (codec, "startup-us", &plan->startup_us, 0, TARN_PLAN_DURATION_US_MAX);
  tarn_codec_int64_within (codec, "processed-bytes", &plan->processed_bytes, 0,
                           TARN_PLAN_BYTES_MAX);
  tarn_codec_uint8 (codec, "phases", &n_phases);
  tarn_codec_check_below (codec, "phases", n_phases, TARN_COST_PLAN_PHASES_MAX + 1);
  for (guint32 i = 0; tarn_codec_next_item (codec, "phase", i, n_phases); i++)
    code_phase (codec, plan, i);
  tarn_codec_end (codec);
}

/* --- Records ---------------------------------------------------------------------------------- */

char *
tarn_refresh_describe (TarnRoom *room, guint32 run)
{
  const TarnGlue *glue = (const TarnGlue *) room;
  const TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  char id[TARN_UUID_LENGTH + 1];

  tarn_identifier_format (&record->run.id, id);
  return g_strdup_printf ("%s of " TARN_TABLE_NAME_FORMAT, id,
                          TARN_TABLE_NAME_ARGS (tarn_glue_get_view (glue, record)->name));
}

void
tarn_refresh_code (TarnRoom *room, TarnCodec *codec, guint32 run)
{
  const TarnGlue *glue = (const TarnGlue *) room;
  TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  gint64 now_us = tarn_glue_get_now (glue);

  if (!tarn_codec_is_describing (codec))
    tarn_codec_uint32 (codec, "view", &record->run.subject);
  tarn_codec_named_enum (codec, "state", &record->run.state, TARN_REFRESH_N_STATES,
                         tarn_refresh_state_names);
  tarn_codec_enum (codec, "type", &record->run.type, TARN_REFRESH_TYPE_INCREMENTAL + 1);
  tarn_codec_enum (codec, "failure", &record->run.failure, TARN_REFRESH_N_FAILURES);
  if (record->run.failure == TARN_REFRESH_PLANNED_FAILURE)
    tarn_runs_code_messages (&room->runs, codec, &record->run, 1);
  tarn_codec_time (codec, "creation-time", &record->run.creation_us, now_us);
  tarn_codec_time (codec, "start-time", &record->start_us, now_us);
  tarn_codec_time (codec, "end-time", &record->run.end_us, now_us);
  tarn_codec_int64_within (codec, "dpu-milliseconds", &record->dpu_milliseconds, 0,
                           (gint64) (TARN_PLAN_USE_DPU_US_MAX / 1000));
  tarn_codec_int64_within (codec, "processed-bytes", &record->processed_bytes, 0,
                           TARN_PLAN_BYTES_MAX);
}

gboolean
tarn_refresh_check (TarnRoom *room, TarnCodec *codec, guint32 run)
{
  const TarnGlue *glue = (const TarnGlue *) room;
  const TarnRefreshRecord *record = tarn_glue_get_record (glue, run);

  return check_record (codec, record)
         && tarn_codec_check_below (codec, "view", record->run.subject, glue->catalog.tables->len)
         && tarn_codec_check (codec, tarn_glue_get_view (glue, record)->view != NULL, "view",
                              "is a base table");
}

/* Only the service's choice has a threshold, so the bytes have none for the other modes. */
static void
code_wish (TarnCodec *codec, TarnRefreshWish *wish)
{
  gint64 percent = wish->threshold_percent;

  tarn_codec_named_enum (codec, "refresh-mode", &wish->mode, TARN_N_REFRESH_MODES,
                         tarn_refresh_mode_names);
  if (wish->mode == TARN_REFRESH_MODE_SERVICE)
    tarn_codec_int64_within (codec, "threshold-percent", &percent, TARN_NO_THRESHOLD,
                             TARN_THRESHOLD_PERCENT_MAX);
  else
    percent = TARN_NO_THRESHOLD;
  wish->threshold_percent = (gint) percent;

  gint64 slot_class = wish->slot_class;
  tarn_codec_int64_within (codec, "slot-class", &slot_class, 0, TARN_SLOT_CLASS_MAX);
  wish->slot_class = (guint) slot_class;
}

/* The run of a view that is deleted was stopped. */
static void
check_view (TarnCodec *codec, const TarnRefreshRecord *record, const TarnTableEntry *table)
{
  tarn_codec_check (codec,
                    !table->is_deleted || record->run.state == TARN_REFRESH_STOPPING_EARLY
                        || record->run.state == TARN_REFRESH_STOPPING,
                    "view", "is deleted, and the run was not stopped");
}

void
tarn_refresh_code_rest (TarnRoom *room, TarnCodec *codec, guint32 run)
{
  const TarnGlue *glue = (const TarnGlue *) room;
  TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  gint64 now_us = tarn_glue_get_now (glue);

  if (record->run.active == TARN_NO_RUN)
    return;

  TarnActiveRefresh *active = tarn_glue_get_active (glue, record);
  tarn_codec_uint32 (codec, "ordinal", &active->run.ordinal);
  code_wish (codec, &active->wish);
  tarn_codec_boolean (codec, "has-slot", &active->has_slot);
  tarn_codec_enum (codec, "planned-failure", &active->failure, TARN_REFRESH_N_FAILURES);
  if (active->failure == TARN_REFRESH_PLANNED_FAILURE)
    tarn_runs_code_messages (&room->runs, codec, &record->run, 1);
  tarn_codec_time (codec, "slot-time", &active->slot_us, now_us);
  tarn_codec_time (codec, "stop-time", &active->stop_us, now_us);
  tarn_codec_int64_within (codec, "end-after-us", &active->end_after_us, 0, G_MAXINT64);
  tarn_codec_uint64 (codec, "changes", &active->n_changes);
  tarn_codec_uint64 (codec, "changed-bytes", &active->changed_bytes);
  tarn_runs_code_faults (&room->runs, codec, run);
  code_plan (codec, &active->plan);
  if (!tarn_codec_is_reading (codec))
    return;

  check_active (codec, record, active, &tarn_glue_get_view (glue, record)->view->runs);
  check_commits (codec, tarn_glue_get_view (glue, record));
  check_view (codec, record, tarn_glue_get_view (glue, record));
}

void
tarn_refresh_count (TarnRoom *room, guint32 run)
{
  const TarnGlue *glue = (const TarnGlue *) room;
  const TarnRefreshRecord *record = tarn_glue_get_record (glue, run);

  if (tarn_glue_get_active (glue, record)->has_slot)
    tarn_refresh_slots_take (tarn_catalog_get_account (&glue->catalog,
                                                       tarn_glue_get_view (glue, record)->account),
                             tarn_glue_get_active (glue, record));
}
