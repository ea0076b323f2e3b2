/* SPDX-License-Identifier: MIT */
#include "runs/runs.h"

#include <string.h>

#include "admission/change.h"
#include "admission/fault.h"

/* --- Messages of planned failures -------------------------------------------------------------- */

/* The texts are interned, so equal texts have equal pointers. The hash decides no order. */
static guint
hash_messages (gconstpointer data)
{
  const TarnRunMessages *messages = data;
  guint hash = 0;

  for (guint i = 0; i < TARN_RUN_TYPES_MAX; i++)
    hash = 31 * hash + g_direct_hash (messages->texts[i]);
  return hash;
}

static gboolean
equal_messages (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (TarnRunMessages)) == 0;
}

/* --- Scheduled events ------------------------------------------------------------------------- */

/*
 * Code that makes an event obsolete also cancels it. The generation is a second check against a stale event.
 */
static void
on_event (gpointer data, const TarnEvent *event)
{
  TarnRuns *runs = data;
  TarnActiveRun *active = tarn_run_store_get_active (&runs->store, event->subject);

  if (active->generation != event->generation)
    return;

  active->event = 0;
  runs->class->events[event->kind - runs->first_kind].happen (runs->room, active->run);
  tarn_admission_leave_event (runs->admission);
}

static const TarnEventClass event_class = {
  .handler = on_event,
  .describe_subject = tarn_runs_describe_event,
  .code_subject = tarn_runs_code_event,
  .adopt = tarn_runs_adopt_event,
};

void
tarn_runs_init (TarnRuns *runs, const TarnRunClass *class, TarnRoom *room, TarnAdmission *admission)
{
  *runs
      = (TarnRuns){ .class = class, .room = room, .admission = admission, .core = admission->core };
  tarn_run_store_init (&runs->store, class->record_size, class->active_size,
                       class->active_cleared_size);
  runs->store.small_group_offset = class->small_group_offset;
  runs->messages = g_array_new (FALSE, FALSE, sizeof (TarnRunMessages));
  runs->message_places = g_hash_table_new_full (hash_messages, equal_messages, g_free, NULL);
  for (guint i = 0; i < class->n_events; i++)
    {
      guint16 kind
          = tarn_clock_add_kind (&runs->core->clock, class->events[i].name, &event_class, runs);

      runs->first_kind = (guint16) (kind - i);
    }
}

void
tarn_runs_clear (TarnRuns *runs)
{
  tarn_run_store_clear (&runs->store);
  g_clear_pointer (&runs->messages, g_array_unref);
  g_clear_pointer (&runs->message_places, g_hash_table_unref);
}

static guint32
add_messages (TarnRuns *runs, const TarnRunMessages *messages)
{
  guint32 place = runs->messages->len;

  g_array_append_val (runs->messages, *messages);
  g_hash_table_insert (runs->message_places, g_memdup2 (messages, sizeof *messages),
                       GUINT_TO_POINTER (place));
  return place;
}

void
tarn_runs_copy (TarnRuns *runs, const TarnRuns *from)
{
  tarn_run_store_copy (&runs->store, &from->store);
  for (guint i = 0; i < from->messages->len; i++)
    add_messages (runs, &g_array_index (from->messages, TarnRunMessages, i));
}

void
tarn_runs_schedule (TarnRuns *runs, guint32 run, guint event, gint64 time_us)
{
  guint32 place = tarn_runs_get (runs, run)->active;
  TarnActiveRun *active = tarn_run_store_get_active (&runs->store, place);

  active->event
      = tarn_clock_schedule (&runs->core->clock, time_us, (guint16) (runs->first_kind + event),
                             place, active->generation, 0);
}

void
tarn_runs_cancel_event (TarnRuns *runs, guint32 run)
{
  TarnActiveRun *active = tarn_runs_get_active (runs, run);

  tarn_clock_cancel (&runs->core->clock, active->event);
  active->event = 0;
}

/* --- Moving between states -------------------------------------------------------------------- */

gboolean
tarn_runs_can_move (const TarnRuns *runs, guint8 state, guint cause)
{
  const TarnService *service = runs->admission->service;

  return service->edges[state * service->n_causes + cause] != TARN_RUN_STATE_NONE;
}

guint8
tarn_runs_follow (const TarnRuns *runs, guint8 state, guint cause)
{
  const TarnService *service = runs->admission->service;
  guint8 next = service->edges[state * service->n_causes + cause];

  g_assert (next != TARN_RUN_STATE_NONE);
  return next;
}

/* Sets every member, because this runs for each change and the struct is large. The room sets its own part. */
static G_GNUC_NO_INLINE void
notify (TarnRuns *runs, guint32 run, guint8 from, guint cause, TarnChange *change)
{
  const TarnRunClass *class = runs->class;
  const TarnRun *record = tarn_runs_get (runs, run);

  change->time_us = runs->core->clock.now_us;
  change->service = runs->admission->service;
  change->kind = TARN_CHANGE_KIND_RUN;
  change->cause = (guint8) cause;
  change->from_state = from;
  change->to_state = record->state;
  change->detail_type = NULL;
  change->error_message = NULL;
  change->run_id = record->id;
  change->creation_us = record->creation_us;
  change->tag = tarn_run_store_get_tag (&runs->store, run);
  class->describe_change (runs->room, run, cause, change);
}

TarnChange *
tarn_runs_emit_without_run (TarnRuns *runs, const char *event, const char *message)
{
  TarnChange *change = tarn_admission_emit (runs->admission);

  if (change != NULL)
    *change = (TarnChange){
      .time_us = runs->core->clock.now_us,
      .service = runs->admission->service,
      .detail_type = event,
      .kind = TARN_CHANGE_KIND_INVOCATION_FAILURE,
      .error_message = message,
    };
  return change;
}

void
tarn_runs_move (TarnRuns *runs, guint32 run, guint cause)
{
  TarnRun *record = tarn_runs_get (runs, run);
  guint8 from = record->state;

  record->state = tarn_runs_follow (runs, from, cause);
  /* A fault plan can make a call end a run and fail, so a call that succeeds is not the only way to get here. */
  tarn_clock_touch (&runs->core->clock);

  TarnChange *change = tarn_admission_emit_move (runs->admission, cause);
  if (G_UNLIKELY (change != NULL))
    notify (runs, run, from, cause, change);
}

/* --- Creating a run --------------------------------------------------------------------------- */

/* It is nearly impossible that two subjects draw the same id, but the ids must differ even then. */
static TarnIdentifier
draw_id (const TarnRuns *runs, const TarnRunHistory *history)
{
  TarnDraw draw = { history->hash, history->n_runs, runs->class->id_purpose, 0 };
  TarnIdentifier id;

  do
    {
      id = runs->admission->service->has_code_run_ids
               ? tarn_identifier_draw_code (&runs->core->random, &draw)
               : tarn_identifier_draw (&runs->core->random, &draw);
      /*
       * If the index is 0 again, all ids of this ordinal are taken. Only a specially made snapshot can cause
       * this.
       */
      if (draw.index == 0)
        draw.ordinal++;
    }
  while (tarn_run_store_lookup (&runs->store, &id) != TARN_NO_RUN);

  return id;
}

/* Equal messages of several runs are kept once. */
void
tarn_runs_set_messages (TarnRuns *runs, TarnRun *run, const TarnRunMessages *messages)
{
  gpointer place;

  if (g_hash_table_lookup_extended (runs->message_places, messages, NULL, &place))
    run->messages = GPOINTER_TO_UINT (place);
  else
    run->messages = add_messages (runs, messages);
}

guint32
tarn_runs_create (TarnRuns *runs, guint32 subject, guint64 tag, guint types,
                  const TarnRunFaults *faults)
{
  TarnRunHistory *history = runs->class->get_history (runs->room, subject);
  TarnIdentifier id = draw_id (runs, history);
  guint32 run = tarn_run_store_add (&runs->store, &id, subject, history);
  TarnRun *record = tarn_runs_get (runs, run);
  TarnActiveRun *active = tarn_runs_get_active (runs, run);

  if (G_UNLIKELY (tag != 0 || runs->store.tags != NULL))
    tarn_run_store_set_tag (&runs->store, run, tag);
  record->creation_us = runs->core->clock.now_us;
  active->ordinal = history->n_runs++;
  if (faults != NULL && faults->actions != 0)
    {
      tarn_fault_count_run (runs->admission->service, faults, types);
      active->faults = *faults;
      active->faults.rules = NULL;
      tarn_runs_set_messages (runs, record, &faults->messages);
    }
  history->active_run = run;
  return run;
}

/* --- Ending a run ----------------------------------------------------------------------------- */

gboolean
tarn_runs_has_expired (const TarnRuns *runs, const TarnRun *run)
{
  gint64 age_us = tarn_admission_get_option (runs->admission, runs->class->retention_age_us);

  return age_us > 0 && run->active == TARN_NO_RUN
         && runs->core->clock.now_us - run->end_us >= age_us;
}

/* Forgets the ended runs beyond those that are kept, oldest first. */
static void
forget_old_runs (TarnRuns *runs, TarnRunHistory *history)
{
  guint64 kept_max
      = (guint64) tarn_admission_get_option (runs->admission, runs->class->retention_runs);

  while (history->n_ended > 0)
    {
      if (!tarn_runs_has_expired (runs, tarn_runs_get (runs, history->oldest))
          && (kept_max == 0 || history->n_ended <= kept_max))
        return;

      history->n_ended--;
      tarn_run_store_remove_oldest (&runs->store, history);
    }
}

/* Copies the run as it is now, because the run may be forgotten before its waiters are notified. */
static G_GNUC_NO_INLINE void
notify_waiters (TarnRuns *runs, guint32 run)
{
  const TarnIdentifier *id = &tarn_runs_get (runs, run)->id;
  TarnWaiter *waiter;

  while ((waiter = tarn_admission_find_waiter (runs->admission, id)) != NULL)
    waiter->ended = runs->class->copy (runs->room, run);
}

void
tarn_runs_end (TarnRuns *runs, guint32 run, guint cause)
{
  TarnRun *record = tarn_runs_get (runs, run);
  TarnRunHistory *history = runs->class->get_history (runs->room, record->subject);

  record->end_us = runs->core->clock.now_us;
  tarn_runs_move (runs, run, cause);

  if (runs->class->release != NULL)
    runs->class->release (runs->room, run);
  tarn_run_store_release_active (&runs->store, run);
  history->active_run = TARN_NO_RUN;
  history->n_ended++;
  if (G_UNLIKELY (tarn_admission_is_awaited (runs->admission)))
    notify_waiters (runs, run);
  forget_old_runs (runs, history);
}

static gboolean
plans (const TarnCostModelInterface *model, const TarnRunClass *class)
{
  return class->plan_offset != 0 && G_STRUCT_MEMBER (gpointer, model, class->plan_offset) != NULL;
}

gboolean
tarn_run_class_is_planned_by (const TarnRunClass *class, TarnCostModel *model)
{
  return plans (TARN_COST_MODEL_GET_IFACE (model), class);
}

gboolean
tarn_runs_have_model (const TarnRuns *runs)
{
  const TarnCostModelInterface *model = runs->core->cost_model_interface;

  return model != NULL && plans (model, runs->class);
}
