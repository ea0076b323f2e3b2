/* SPDX-License-Identifier: MIT */
#include "glue/refresh.h"

#include <tarn/tarn-error.h>

#include "glue/glue-error.h"
#include "glue/measuring.h"
#include "glue/refresh-change.h"
#include "glue/refresh-codec.h"
#include "glue/refresh-decision.h"
#include "glue/refresh-emission.h"
#include "glue/refresh-queue.h"
#include "glue/refresh-run.h"
#include "glue/refresh-schedule.h"
#include "glue/refresh-slots.h"
#include "glue/refresh-copy.h"
#include "glue/table-version.h"
#include "kernel/fail.h"

enum
{
  EVENT_BEGIN,
  EVENT_END,
  EVENT_STOP_DONE,
};

/*
 * Schedules an event of the course of a run. A run that waited for its slot may get it so late that the event
 * would come after the end of time. Then it never comes.
 */
static void
schedule (TarnGlue *glue, guint32 run, guint event, gint64 delay_us)
{
  gint64 now_us = tarn_glue_get_now (glue);

  if (delay_us <= G_MAXINT64 - now_us)
    tarn_runs_schedule (&glue->room.runs, run, event, now_us + delay_us);
}

/* Tells the measures, if there are any, that the run is about to move. */
static inline void
measure (TarnGlue *glue, guint32 run, TarnRefreshCause cause)
{
  if (G_UNLIKELY (glue->measuring != NULL))
    tarn_measuring_note_move (glue, run, cause);
}

static void
move (TarnGlue *glue, guint32 run, TarnRefreshCause cause)
{
  measure (glue, run, cause);
  tarn_runs_move (&glue->room.runs, run, cause);
}

/* --- Slots ------------------------------------------------------------------------------------ */

static void
take_slot (TarnGlue *glue, guint32 run)
{
  TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  TarnTableEntry *table = tarn_glue_get_view (glue, record);
  TarnActiveRefresh *active = tarn_glue_get_active (glue, record);
  TarnPending pending = tarn_table_entry_get_pending (table, glue->catalog.tables);

  active->has_slot = TRUE;
  active->slot_us = tarn_glue_get_now (glue);
  active->n_changes = pending.commits;
  active->changed_bytes = pending.bytes;
  record->run.type = (guint8) tarn_refresh_choose_type (glue, table, &pending, &active->wish);
  tarn_table_entry_take_snapshot (table, glue->catalog.tables);
  tarn_refresh_make_plan (glue, table, &pending, record->run.type, active->run.ordinal,
                          tarn_run_store_get_tag (&glue->room.runs.store, run), &active->plan);
  tarn_refresh_decide_end (glue, table, record->run.type, active);
  tarn_refresh_slots_take (tarn_catalog_get_account (&glue->catalog, table->account), active);

  schedule (glue, run, EVENT_BEGIN, active->plan.startup_us);
  move (glue, run, TARN_REFRESH_CAUSE_TAKE_SLOT);
}

void
tarn_refresh_admit_waiting (TarnGlue *glue, guint32 account_position)
{
  for (;;)
    {
      TarnAccount *account = tarn_catalog_get_account (&glue->catalog, account_position);
      guint32 position = tarn_refresh_slots_choose (glue, account);

      if (position == TARN_NO_RUN)
        return;

      tarn_refresh_queue_remove (glue, account, position);
      take_slot (glue, tarn_glue_get_active_at (glue, position)->run.run);
    }
}

/* --- Start ------------------------------------------------------------------------------------ */

/* Returns TRUE if there is no limit. */
static gboolean
check_limit (const TarnGlue *glue, const TarnTableEntry *table, guint slot_class,
             TarnSlotLimit limit, GError **error)
{
  const TarnAccount *account = tarn_catalog_get_account (&glue->catalog, table->account);
  const char *id = account->id->parts[0];

  switch (limit)
    {
    case TARN_SLOT_LIMIT_RUNS:
      if (tarn_admission_is_full (&glue->room.admission))
        return tarn_fail (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED,
                          "a fault plan fills the limit of the refresh task runs of account %s",
                          id);
      return tarn_fail (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED,
                        "account %s has %u refresh task runs, as many as it may have or more", id,
                        account->n_running);
    case TARN_SLOT_LIMIT_CLASS:
      return tarn_fail (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED,
                        "account %s has %u refresh task runs of slot class %u, as many as it may"
                        " have or more",
                        id, account->n_running_of_class[slot_class], slot_class);
    case TARN_SLOT_LIMIT_DPU:
      return tarn_fail (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED,
                        "account %s has %u refresh task runs, which leave too few DPU for one"
                        " of " TARN_TABLE_NAME_FORMAT,
                        id, account->n_running, TARN_TABLE_NAME_ARGS (table->name));
    case TARN_SLOT_LIMIT_NONE:
    default:
      return TRUE;
    }
}

static gboolean
check_can_start (TarnGlue *glue, const TarnTableEntry *table, const TarnRefreshWish *wish,
                 guint64 tag, TarnSlotLimit *out_limit, GError **error)
{
  *out_limit = TARN_SLOT_LIMIT_NONE;
  if (table->view->runs.active_run != TARN_NO_RUN)
    return tarn_fail (error, TARN_GLUE_ERROR,
                      TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING,
                      TARN_TABLE_NAME_FORMAT " has a refresh task run that has not ended",
                      TARN_TABLE_NAME_ARGS (table->name));
  if (table->view->runs.n_runs == TARN_RUNS_STARTED_MAX)
    return tarn_fail (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED,
                      TARN_TABLE_NAME_FORMAT
                      " has had %u refresh task runs, as many as it may have",
                      TARN_TABLE_NAME_ARGS (table->name), table->view->runs.n_runs);
  if (tarn_glue_get_option (glue, TARN_GLUE_QUEUE_AT_LIMIT))
    return TRUE;

  *out_limit = tarn_refresh_slots_find_limit (glue, table, wish, tag);
  return check_limit (glue, table, wish->slot_class, *out_limit, error);
}

gboolean
tarn_refresh_start (TarnGlue *glue, TarnTableEntry *table, gboolean is_full_requested,
                    const TarnStartOptions *options, const TarnRunFaults *faults, guint32 *out_run,
                    TarnSlotLimit *out_limit, GError **error)
{
  TarnRefreshWish wish = tarn_refresh_wish_new (is_full_requested, options);
  guint64 tag = options->tag;

  if (!check_can_start (glue, table, &wish, tag, out_limit, error))
    return FALSE;
  if (!tarn_refresh_ends_in_time (glue, table, &wish, tag, faults))
    return tarn_fail (error, TARN_ERROR, TARN_ERROR_INVALID_TIME,
                      "the refresh task run of " TARN_TABLE_NAME_FORMAT
                      " would end past the end of time",
                      TARN_TABLE_NAME_ARGS (table->name));

  guint32 run = tarn_runs_create (&glue->room.runs, table->position, tag, 1, faults);
  const TarnRefreshRecord *record = tarn_glue_get_record (glue, run);

  tarn_glue_get_active (glue, record)->wish = wish;
  tarn_refresh_queue_push (glue, tarn_catalog_get_account (&glue->catalog, table->account),
                           record->run.active);
  move (glue, run, TARN_REFRESH_CAUSE_CREATE);
  tarn_refresh_admit_waiting (glue, table->account);

  *out_run = run;
  return TRUE;
}

/* --- The end ---------------------------------------------------------------------------------- */

/*
 * The result of a refresh is a commit for the views that read this view. A full refresh removes the old data
 * and adds the new data, so it counts the size twice. The first refresh replaces nothing and counts the size
 * once. An incremental refresh counts as an append. A run that has read other sources than the view has now
 * commits too, but its result is not what the view shows.
 */
static void
publish (TarnGlue *glue, TarnTableEntry *table, guint32 run)
{
  const TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  const TarnActiveRefresh *active = tarn_glue_get_active (glue, record);
  gboolean is_full = record->run.type == TARN_REFRESH_TYPE_FULL;
  gboolean is_first = table->view->last_refresh_type == TARN_REFRESH_TYPE_NONE;
  guint64 changed_bytes = is_full ? (is_first ? 1 : 2) * table->size_bytes
                                  : MIN (table->size_bytes, active->changed_bytes);
  TarnCommitOperation operation = is_full && !is_first ? TARN_COMMIT_OVERWRITE : TARN_COMMIT_APPEND;

  if (!table->view->is_run_outdated)
    tarn_table_entry_show_snapshot (table, record->run.type, active->slot_us,
                                    tarn_glue_get_now (glue));
  if (is_full || active->n_changes > 0)
    tarn_glue_add_version (glue, table, operation, changed_bytes, run);
}

static void
end_run (TarnGlue *glue, guint32 run, TarnRefreshCause cause)
{
  TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  TarnTableEntry *table = tarn_glue_get_view (glue, record);
  gboolean had_slot = tarn_glue_get_active (glue, record)->has_slot;

  tarn_refresh_get_use (glue, record, &record->dpu_milliseconds, &record->processed_bytes);
  measure (glue, run, cause);
  if (cause == TARN_REFRESH_CAUSE_SUCCEED)
    publish (glue, table, run);
  if (had_slot)
    tarn_refresh_slots_give_back (tarn_catalog_get_account (&glue->catalog, table->account),
                                  tarn_glue_get_active (glue, record));
  tarn_runs_end (&glue->room.runs, run, cause);
  tarn_refresh_schedule_note_end (glue, table, cause);

  if (had_slot)
    tarn_refresh_admit_waiting (glue, table->account);
}

/*
 * The work of the run is over. The run succeeds if no failure was decided for it and the definer may still
 * read the sources, because the run publishes what it has read.
 */
static void
finish_run (TarnGlue *glue, guint32 run)
{
  TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  TarnRefreshFailure failure = tarn_glue_get_active (glue, record)->failure;

  if (failure == TARN_REFRESH_NO_FAILURE && tarn_refresh_is_denied (glue, &record->run))
    failure = TARN_REFRESH_PERMISSION_FAILURE;
  record->run.failure = (guint8) failure;
  end_run (glue, run,
           failure != TARN_REFRESH_NO_FAILURE ? TARN_REFRESH_CAUSE_FAIL
                                              : TARN_REFRESH_CAUSE_SUCCEED);
}

/* --- Stop ------------------------------------------------------------------------------------- */

static gboolean
fail_not_running (const TarnName *name, GError **error)
{
  return tarn_fail (error, TARN_GLUE_ERROR,
                    TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING,
                    "%s.%s.%s has no refresh task run that could be stopped, or is no view",
                    name->parts[0], name->parts[1], name->parts[2]);
}

static gint64
get_stop_latency_us (const TarnGlue *glue, const TarnActiveRefresh *active)
{
  gint64 latency_us = tarn_glue_get_option (glue, TARN_GLUE_STOP_LATENCY_US);

  return tarn_active_run_has_fault (&active->run, TARN_FAULT_IGNORE_STOP)
             ? tarn_time_add (latency_us, active->run.faults.delay_us)
             : latency_us;
}

static gboolean
can_stop (const TarnGlue *glue, guint32 run)
{
  return tarn_runs_can_move (&glue->room.runs, tarn_glue_get_record (glue, run)->run.state,
                             TARN_REFRESH_CAUSE_STOP);
}

/* Returns FALSE if a fault ended the run instead. */
static gboolean
stop_run (TarnGlue *glue, TarnTableEntry *table)
{
  TarnRuns *runs = &glue->room.runs;
  guint32 run = table->view->runs.active_run;
  TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  TarnActiveRefresh *active = tarn_glue_get_active (glue, record);

  if (active->has_slot)
    tarn_runs_cancel_event (runs, run);
  else
    tarn_refresh_queue_remove (glue, tarn_catalog_get_account (&glue->catalog, table->account),
                               record->run.active);
  if (tarn_active_run_has_fault (&active->run, TARN_FAULT_END_AT_STOP)
      && record->run.state == TARN_REFRESH_RUNNING)
    {
      finish_run (glue, run);
      return FALSE;
    }

  active->stop_us = tarn_glue_get_now (glue);
  tarn_runs_schedule (runs, run, EVENT_STOP_DONE,
                      tarn_time_add (active->stop_us, get_stop_latency_us (glue, active)));
  move (glue, run, TARN_REFRESH_CAUSE_STOP);
  return TRUE;
}

gboolean
tarn_refresh_stop (TarnGlue *glue, const TarnName *name, GError **error)
{
  TarnTableEntry *table = tarn_catalog_find_table (&glue->catalog, name);

  if (table == NULL || table->view == NULL || table->view->runs.active_run == TARN_NO_RUN)
    return fail_not_running (name, error);
  if (!can_stop (glue, table->view->runs.active_run))
    return tarn_fail (error, TARN_GLUE_ERROR,
                      TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING,
                      "the refresh task run of " TARN_TABLE_NAME_FORMAT " is being stopped already",
                      TARN_TABLE_NAME_ARGS (table->name));

  return stop_run (glue, table) || fail_not_running (name, error);
}

void
tarn_refresh_stop_last (TarnGlue *glue, TarnTableEntry *view)
{
  guint32 run = view->view->runs.active_run;

  if (run != TARN_NO_RUN && can_stop (glue, run))
    stop_run (glue, view);
}

/* --- Events of the clock ---------------------------------------------------------------------- */

static void
on_begin (TarnRoom *room, guint32 run)
{
  TarnGlue *glue = (TarnGlue *) room;
  TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  const TarnActiveRefresh *active = tarn_glue_get_active (glue, record);

  record->start_us = tarn_glue_get_now (glue);
  if (!tarn_run_faults_hang (&active->run.faults, 0))
    schedule (glue, run, EVENT_END, active->end_after_us);
  move (glue, run, TARN_REFRESH_CAUSE_BEGIN);
}

static void
on_end (TarnRoom *room, guint32 run)
{
  finish_run ((TarnGlue *) room, run);
}

static void
on_stop_done (TarnRoom *room, guint32 run)
{
  end_run ((TarnGlue *) room, run, TARN_REFRESH_CAUSE_STOP_DONE);
}

/* --- Notifying observers ---------------------------------------------------------------------- */

/*
 * Returns the detail type of the EventBridge event for a cause, or NULL. The service documents none for a
 * stop.
 */
static const char *
find_event (TarnRefreshCause cause)
{
  switch (cause)
    {
    case TARN_REFRESH_CAUSE_BEGIN:
      return tarn_glue_events[TARN_GLUE_EVENT_STARTED];
    case TARN_REFRESH_CAUSE_SUCCEED:
      return tarn_glue_events[TARN_GLUE_EVENT_SUCCEEDED];
    case TARN_REFRESH_CAUSE_FAIL:
      return tarn_glue_events[TARN_GLUE_EVENT_FAILED];
    default:
      return NULL;
    }
}

/* A run that ends still has its active part when this function is called. */
static void
describe_change (TarnRoom *room, guint32 run, guint cause, TarnChange *change)
{
  const TarnGlue *glue = (const TarnGlue *) room;
  const TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  TarnRefreshChange *part = tarn_change_get_part (change);

  change->detail_type = find_event (cause);
  change->error_message = tarn_refresh_get_error_message (glue, record);
  tarn_refresh_describe_view (glue, tarn_glue_get_view (glue, record), part);
  part->slot_us = part->snapshot_us = tarn_glue_get_active (glue, record)->slot_us;
  part->type = record->run.type;
  tarn_refresh_get_use (glue, record, &part->dpu_milliseconds, &part->processed_bytes);
  part->billed_dpu_milliseconds
      = tarn_billing_get_dpu_milliseconds (&glue->billing, part->dpu_milliseconds);
}

/* --- The class -------------------------------------------------------------------------------- */

static TarnRunHistory *
get_history (TarnRoom *room, guint32 view)
{
  return &tarn_catalog_get_table (&((TarnGlue *) room)->catalog, view)->view->runs;
}

static gpointer
copy_run (TarnRoom *room, guint32 run)
{
  return tarn_refresh_copy ((const TarnGlue *) room, run);
}

static gboolean
hangs (TarnRoom *room, guint32 run)
{
  const TarnGlue *glue = (const TarnGlue *) room;
  const TarnRefreshRecord *record = tarn_glue_get_record (glue, run);

  const TarnActiveRefresh *active = tarn_glue_get_active (glue, record);

  if (record->run.state == TARN_REFRESH_STARTING)
    return active->plan.startup_us > G_MAXINT64 - active->slot_us;

  return record->run.state == TARN_REFRESH_RUNNING
         && (tarn_run_faults_hang (&active->run.faults, 0)
             || active->end_after_us > G_MAXINT64 - record->start_us);
}

#define BIT(state) TARN_RUN_STATE_BIT (TARN_REFRESH_##state)

static const TarnRunEvent events[] = {
  [EVENT_BEGIN] = { "refresh begin", BIT (STARTING), on_begin },
  [EVENT_END] = { "refresh end", BIT (RUNNING), on_end },
  [EVENT_STOP_DONE] = { "refresh stop", BIT (STOPPING_EARLY) | BIT (STOPPING), on_stop_done },
};

const TarnRunClass tarn_refresh_class = {
  .record_size = sizeof (TarnRefreshRecord),
  .small_group_offset = G_STRUCT_OFFSET (TarnRefreshRecord, database),
  .active_size = sizeof (TarnActiveRefresh),
  .active_cleared_size = G_STRUCT_OFFSET (TarnActiveRefresh, plan.phases),
  .events = events,
  .n_events = G_N_ELEMENTS (events),
  .ended_states = BIT (SUCCEEDED) | BIT (FAILED) | BIT (STOPPED),
  .id_purpose = TARN_PURPOSE_REFRESH_RUN_ID,
  .retention_runs = TARN_GLUE_RETENTION_RUNS,
  .retention_age_us = TARN_GLUE_RETENTION_AGE_US,
  .draw_by_tag = TARN_GLUE_DRAW_BY_TAG,
  .subject_noun = "view",
  .get_history = get_history,
  .describe_change = describe_change,
  .describe = tarn_refresh_describe,
  .copy = copy_run,
  .free_copy = (GDestroyNotify) tarn_refresh_run_unref,
  .copy_id_offset = G_STRUCT_OFFSET (TarnRefreshRun, id),
  .copy_end_offset = G_STRUCT_OFFSET (TarnRefreshRun, end_us),
  .hangs = hangs,
  .plan_offset = G_STRUCT_OFFSET (TarnCostModelInterface, plan_refresh),
  .code = tarn_refresh_code,
  .check = tarn_refresh_check,
  .code_rest = tarn_refresh_code_rest,
  .count = tarn_refresh_count,
};
