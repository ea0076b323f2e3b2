/* SPDX-License-Identifier: MIT */
#include "glue/refresh.h"

#include "glue/glue-error.h"
#include "glue/refresh-decision.h"
#include "glue/refresh-emit.h"
#include "glue/refresh-failure.h"
#include "glue/refresh-queue.h"
#include "glue/refresh-retention.h"
#include "glue/refresh-tell.h"

static void
move (TarnGlue *glue, guint32 run, TarnRefreshCause cause)
{
  TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, run);
  TarnRefreshPhase from = record->phase, to = from;
  gboolean is_legal = tarn_refresh_machine_find_edge (from, cause, &to);

  g_assert (is_legal);
  record->phase = (guint8) to;
  tarn_refresh_emit_edge (glue, run, from, cause);
}

static TarnTableEntry *
get_table (const TarnGlue *glue, const TarnRunRecord *record)
{
  return tarn_catalog_get_table (&glue->catalog, record->view);
}

static TarnActiveRun *
get_active (const TarnGlue *glue, const TarnRunRecord *record)
{
  return tarn_refresh_store_get_active (&glue->runs, record->active);
}

static void
schedule (TarnGlue *glue, const TarnRunRecord *record, guint16 kind, gint64 delay_us)
{
  TarnActiveRun *active = get_active (glue, record);

  active->event = tarn_clock_schedule (glue->clock, tarn_time_add (glue->clock->now_us, delay_us),
                                       kind, record->active, active->generation, 0);
}

/* --- Slots ------------------------------------------------------------------------------------ */

static void
take_slot (TarnGlue *glue, guint32 run)
{
  TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, run);
  TarnTableEntry *table = get_table (glue, record);
  TarnActiveRun *active = get_active (glue, record);
  TarnPending pending = tarn_table_entry_get_pending (table, glue->catalog.tables);

  tarn_catalog_get_account (&glue->catalog, table->account)->n_running++;
  active->has_slot = TRUE;
  active->slot_us = glue->clock->now_us;
  active->n_changes = pending.commits;
  active->changed_bytes = pending.bytes;
  record->type
      = (guint8) tarn_refresh_choose_type (glue, table, &pending, active->is_full_requested);

  tarn_table_entry_take_snapshot (table, glue->catalog.tables);
  tarn_refresh_make_plan (glue, table, &pending, record->type, active->ordinal, &active->plan);
  tarn_refresh_decide_end (glue, table, active);

  schedule (glue, record, glue->begin_kind, active->plan.startup_us);
  move (glue, run, TARN_REFRESH_TAKE_SLOT);
}

void
tarn_refresh_admit_waiting (TarnGlue *glue, guint32 account_position)
{
  for (;;)
    {
      TarnAccount *account = tarn_catalog_get_account (&glue->catalog, account_position);
      guint32 position = account->first_waiting;

      if (position == TARN_NO_RUN || !tarn_refresh_has_free_slot (glue, account))
        return;
      tarn_refresh_queue_remove (glue, account, position);
      take_slot (glue, tarn_refresh_store_get_active (&glue->runs, position)->run);
    }
}

/* --- Start ------------------------------------------------------------------------------------ */

static gboolean
check_can_start (const TarnGlue *glue, const TarnTableEntry *table, GError **error)
{
  const TarnAccount *account = tarn_catalog_get_account (&glue->catalog, table->account);

  if (table->view->active_run != TARN_NO_RUN)
    {
      g_set_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING,
                   TARN_TABLE_NAME_FORMAT " has a refresh task run that has not ended",
                   TARN_TABLE_NAME_ARGS (table->name));
      return FALSE;
    }
  if (!tarn_refresh_has_free_slot (glue, account)
      && !tarn_glue_get_option (glue, TARN_GLUE_QUEUE_AT_LIMIT))
    {
      g_set_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED,
                   "account %s has %u refresh task runs, as many as it may have or more",
                   account->id->parts[0], account->n_running);
      return FALSE;
    }

  return TRUE;
}

/* Two views that draw the same id are as good as impossible; it must be told apart all the same. */
static TarnIdentifier
draw_id (const TarnGlue *glue, const TarnTableEntry *table)
{
  TarnDraw draw = { table->hash, table->view->n_runs, TARN_PURPOSE_REFRESH_RUN_ID, 0 };
  TarnIdentifier id;

  do
    {
      id = tarn_identifier_draw (glue->random, &draw);
      /* The numbers of one ordinal may all be taken, if somebody took pains with a snapshot. */
      if (draw.index == 0)
        draw.ordinal++;
    }
  while (tarn_record_store_lookup (&glue->runs.records, &id) != TARN_NO_RUN);

  return id;
}

gboolean
tarn_refresh_start (TarnGlue *glue, TarnTableEntry *table, gboolean is_full_requested,
                    const TarnRunFault *fault, guint32 *ret_run, GError **error)
{
  TarnView *view = table->view;

  if (!check_can_start (glue, table, error))
    return FALSE;

  TarnIdentifier id = draw_id (glue, table);
  guint32 run = tarn_refresh_store_add (&glue->runs, &id, table->position, &view->runs);
  TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, run);
  TarnActiveRun *active = get_active (glue, record);

  record->creation_us = glue->clock->now_us;
  active->ordinal = view->n_runs++;
  active->is_full_requested = is_full_requested;
  active->fault.is_set = FALSE;
  if (fault != NULL)
    active->fault = *fault;
  view->active_run = run;

  tarn_refresh_queue_push (glue, tarn_catalog_get_account (&glue->catalog, table->account),
                           record->active);
  move (glue, run, TARN_REFRESH_CREATE);
  tarn_refresh_admit_waiting (glue, table->account);

  *ret_run = run;
  return TRUE;
}

/* --- The end ---------------------------------------------------------------------------------- */

/* What a refresh writes is a commit for the views over this one; a first one replaces nothing. */
static void
publish (TarnGlue *glue, TarnTableEntry *table, const TarnRunRecord *record)
{
  const TarnActiveRun *active = get_active (glue, record);
  gboolean is_full = record->type == TARN_REFRESH_TYPE_FULL;
  gboolean is_first = table->view->last_refresh_type == TARN_REFRESH_TYPE_NONE;
  guint64 changed_bytes = is_full ? (is_first ? 1 : 2) * table->size_bytes
                                  : MIN (table->size_bytes, active->changed_bytes);

  tarn_table_entry_show_snapshot (table, record->type, active->slot_us, glue->clock->now_us);
  if (is_full || active->n_changes > 0)
    tarn_table_entry_add_version (table, glue->catalog.tables,
                                  tarn_table_entry_draw_version_id (table, glue->random),
                                  changed_bytes, TRUE, glue->clock->now_us);
}

/* As it is now: it may be forgotten before who waits is told. */
static G_GNUC_NO_INLINE void
tell_waiters (TarnGlue *glue, guint32 run)
{
  const TarnIdentifier *id = &tarn_refresh_store_get (&glue->runs, run)->record.id;
  TarnWaiter *waiter;

  while ((waiter = tarn_admission_find_waiter (&glue->admission, id)) != NULL)
    waiter->told = tarn_refresh_tell (glue, run, NULL);
}

static void
end_run (TarnGlue *glue, guint32 run, TarnRefreshCause cause)
{
  TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, run);
  TarnTableEntry *table = get_table (glue, record);
  TarnActiveRun *active = get_active (glue, record);
  gboolean had_slot = active->has_slot;

  record->end_us = glue->clock->now_us;
  if (record->start_us != 0)
    {
      gint64 running_us = record->end_us - record->start_us;

      record->dpu_milliseconds = tarn_cost_plan_get_dpu_milliseconds (&active->plan, running_us);
      record->processed_bytes = tarn_cost_plan_get_processed_bytes (&active->plan, running_us);
    }
  if (cause == TARN_REFRESH_SUCCEED)
    publish (glue, table, record);

  move (glue, run, cause);
  tarn_refresh_store_release_active (&glue->runs, run);
  table->view->active_run = TARN_NO_RUN;
  table->view->n_ended++;
  if (G_UNLIKELY (tarn_admission_is_awaited (&glue->admission)))
    tell_waiters (glue, run);
  tarn_refresh_forget_old_runs (glue, table->view);

  if (had_slot)
    {
      tarn_catalog_get_account (&glue->catalog, table->account)->n_running--;
      tarn_refresh_admit_waiting (glue, table->account);
    }
}

/* Its work is over: it has succeeded if nothing was to go wrong, and what it read it may publish. */
static void
finish_run (TarnGlue *glue, guint32 run)
{
  TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, run);
  TarnRefreshFailure failure = get_active (glue, record)->failure;

  if (failure == TARN_REFRESH_NO_FAILURE && tarn_refresh_is_denied (glue, get_table (glue, record)))
    failure = TARN_REFRESH_PERMISSION_FAILURE;

  record->failure = (guint8) failure;
  record->message = get_active (glue, record)->message;
  end_run (glue, run,
           failure != TARN_REFRESH_NO_FAILURE ? TARN_REFRESH_FAIL : TARN_REFRESH_SUCCEED);
}

/* --- Stop ------------------------------------------------------------------------------------- */

static gboolean
fail_not_running (const TarnName *name, GError **error)
{
  g_set_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING,
               "%s.%s.%s has no refresh task run that could be stopped, or is no view",
               name->parts[0], name->parts[1], name->parts[2]);
  return FALSE;
}

static gboolean
ends_at_stop (const TarnActiveRun *active, const TarnRunRecord *record)
{
  return active->fault.is_set && active->fault.action == TARN_FAULT_END_AT_STOP
         && record->phase == TARN_REFRESH_RUNNING;
}

static gint64
get_stop_latency_us (const TarnGlue *glue, const TarnActiveRun *active)
{
  gint64 latency_us = tarn_glue_get_option (glue, TARN_GLUE_STOP_LATENCY_US);

  return active->fault.is_set && active->fault.action == TARN_FAULT_IGNORE_STOP
             ? tarn_time_add (latency_us, active->fault.delay_us)
             : latency_us;
}

gboolean
tarn_refresh_stop (TarnGlue *glue, const TarnName *name, GError **error)
{
  TarnTableEntry *table = tarn_catalog_find_table (&glue->catalog, name);

  if (table == NULL || table->view == NULL || table->view->active_run == TARN_NO_RUN)
    return fail_not_running (name, error);

  guint32 run = table->view->active_run;
  TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, run);
  TarnActiveRun *active = get_active (glue, record);
  TarnRefreshPhase to;

  if (!tarn_refresh_machine_find_edge (record->phase, TARN_REFRESH_STOP, &to))
    {
      g_set_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING,
                   "the refresh task run of " TARN_TABLE_NAME_FORMAT " is being stopped already",
                   TARN_TABLE_NAME_ARGS (table->name));
      return FALSE;
    }

  if (ends_at_stop (active, record))
    {
      tarn_clock_cancel (glue->clock, active->event);
      finish_run (glue, run);
      return fail_not_running (name, error);
    }

  if (active->has_slot)
    tarn_clock_cancel (glue->clock, active->event);
  else
    tarn_refresh_queue_remove (glue, tarn_catalog_get_account (&glue->catalog, table->account),
                               record->active);

  active->stop_us = glue->clock->now_us;
  schedule (glue, record, glue->stop_done_kind, get_stop_latency_us (glue, active));
  move (glue, run, TARN_REFRESH_STOP);

  return TRUE;
}

/* --- Time ------------------------------------------------------------------------------------- */

/* Stops cancel what they overtake; the generation is the second lock on that door. */
static gboolean
find_run (const TarnGlue *glue, const TarnEvent *event, guint32 *ret_run)
{
  const TarnActiveRun *active = tarn_refresh_store_get_active (&glue->runs, event->subject);

  *ret_run = active->run;
  return active->generation == event->generation;
}

void
tarn_refresh_on_begin (gpointer data, const TarnEvent *event)
{
  TarnGlue *glue = data;
  guint32 run;

  if (!find_run (glue, event, &run))
    return;

  TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, run);
  record->start_us = glue->clock->now_us;
  if (!tarn_refresh_will_hang (get_active (glue, record)))
    schedule (glue, record, glue->end_kind, get_active (glue, record)->end_after_us);
  else
    get_active (glue, record)->event = 0;
  move (glue, run, TARN_REFRESH_BEGIN);
  tarn_admission_leave_event (&glue->admission);
}

void
tarn_refresh_on_end (gpointer data, const TarnEvent *event)
{
  TarnGlue *glue = data;
  guint32 run;

  if (!find_run (glue, event, &run))
    return;

  finish_run (glue, run);
  tarn_admission_leave_event (&glue->admission);
}

void
tarn_refresh_on_stop_done (gpointer data, const TarnEvent *event)
{
  TarnGlue *glue = data;
  guint32 run;

  if (!find_run (glue, event, &run))
    return;

  end_run (glue, run, TARN_REFRESH_STOP_DONE);
  tarn_admission_leave_event (&glue->admission);
}
