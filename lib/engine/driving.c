/* SPDX-License-Identifier: MIT */
/*
 * The public functions that drive time. Each function holds a reference to the engine while it drives
 * time, so that a callback may drop the user's last reference.
 */
#include <tarn/tarn-error.h>

#include "engine/deadlock.h"
#include "engine/driving.h"
#include "kernel/accessors.h"

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnClockResult, tarn_clock_result,
                    G_DEFINE_ENUM_VALUE (TARN_CLOCK_RESULT_CONDITION, "condition"),
                    G_DEFINE_ENUM_VALUE (TARN_CLOCK_RESULT_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (TARN_CLOCK_RESULT_DEADLINE, "deadline"),
                    G_DEFINE_ENUM_VALUE (TARN_CLOCK_RESULT_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (TARN_CLOCK_RESULT_DEADLOCK, "deadlock"))
/* clang-format on */

enum
{
  MAX_EVENTS_DEFAULT = 100000,
};

#define HORIZON_US_DEFAULT (G_GINT64_CONSTANT (365) * 24 * 3600 * 1000000)

struct _TarnClockLimits
{
  guint64 max_events;
  gint64 horizon_us;
};

TARN_PLAIN_PUBLIC_TYPE (TarnClockLimits, tarn_clock_limits)

TarnClockLimits *
tarn_clock_limits_new (void)
{
  TarnClockLimits *self = g_new0 (TarnClockLimits, 1);

  self->max_events = MAX_EVENTS_DEFAULT;
  self->horizon_us = HORIZON_US_DEFAULT;
  return self;
}

TARN_SETTER (tarn_clock_limits_set_max_events, TarnClockLimits, guint64, max_events)

void
tarn_clock_limits_set_horizon_us (TarnClockLimits *self, gint64 horizon_us)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (horizon_us >= 0);

  self->horizon_us = horizon_us;
}

/* --- Reading the clock ------------------------------------------------------------------------ */

gint64
tarn_engine_get_now (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), 0);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership), 0);

  return self->core.clock.now_us;
}

gboolean
tarn_engine_peek_next (TarnEngine *self, gint64 *out_time_us)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (out_time_us != NULL, FALSE);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership), FALSE);

  return tarn_clock_peek_next (&self->core.clock, out_time_us);
}

G_DEFINE_BOXED_TYPE (TarnPendingEvent, tarn_pending_event, tarn_pending_event_copy,
                     tarn_pending_event_free)

TarnPendingEvent *
tarn_pending_event_copy (const TarnPendingEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnPendingEvent *copy = g_memdup2 (self, sizeof *self);
  copy->kind = g_strdup (self->kind);
  copy->subject = g_strdup (self->subject);
  return copy;
}

void
tarn_pending_event_free (TarnPendingEvent *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->subject);
  g_free (self);
}

GPtrArray *
tarn_engine_list_pending (TarnEngine *self, guint max)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership), NULL);

  /* Looking at the first event makes the queue sort the first ones apart from the others. */
  gint64 next_us;
  tarn_event_queue_peek (self->core.clock.queue, &next_us);

  g_autoptr (GArray) events = tarn_event_queue_list (self->core.clock.queue, max);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_pending_event_free);

  for (guint i = 0; i < events->len; i++)
    {
      const TarnEvent *event = &g_array_index (events, TarnEvent, i);
      const TarnEventKind *kind = &self->core.clock.kinds[event->kind];
      TarnPendingEvent *pending = g_new0 (TarnPendingEvent, 1);

      pending->time_us = event->time_us;
      pending->kind = g_strdup (kind->name);
      if (kind->class->describe_subject != NULL)
        pending->subject = kind->class->describe_subject (kind->data, event);
      pending->is_background = (event->flags & TARN_EVENT_BACKGROUND) != 0;
      g_ptr_array_add (list, pending);
    }

  return list;
}

/* --- Driving ---------------------------------------------------------------------------------- */

static gboolean
check_thread (const TarnEngine *self, const char *function, GError **error)
{
  return tarn_ownership_check (&self->core.clock.ownership, function, error);
}

/*
 * The journal does not record a call that is refused, because such a call moves no time. A call is refused
 * inside a callback, or if it leads into the past.
 */
static void
note_move (TarnEngine *self, const char *move, gint64 to_us)
{
  if (self->core.emission.journal == NULL || tarn_clock_is_busy (&self->core.clock))
    return;
  if (to_us == TARN_NO_DEADLINE || to_us >= self->core.clock.now_us)
    tarn_journal_add_clock (self->core.emission.journal, move,
                            to_us == TARN_NO_DEADLINE ? -1 : to_us);
}

gboolean
tarn_engine_stop (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership), FALSE);

  return tarn_clock_stop (&self->core.clock);
}

gboolean
tarn_engine_step (TarnEngine *self, gboolean *out_stepped, GError **error)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check_thread (self, "tarn_engine_step", error))
    return FALSE;

  g_autoptr (TarnEngine) kept G_GNUC_UNUSED = g_object_ref (self);
  note_move (self, "step", TARN_NO_DEADLINE);
  return tarn_clock_step (&self->core.clock, out_stepped, error);
}

gboolean
tarn_engine_advance_to (TarnEngine *self, gint64 time_us, GError **error)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check_thread (self, "tarn_engine_advance_to", error))
    return FALSE;

  g_autoptr (TarnEngine) kept G_GNUC_UNUSED = g_object_ref (self);
  note_move (self, "advance", time_us);
  return tarn_clock_advance_to (&self->core.clock, time_us, error);
}

gboolean
tarn_engine_advance_by (TarnEngine *self, gint64 duration_us, GError **error)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check_thread (self, "tarn_engine_advance_by", error))
    return FALSE;

  g_autoptr (TarnEngine) kept G_GNUC_UNUSED = g_object_ref (self);
  if (duration_us >= 0 && duration_us <= G_MAXINT64 - self->core.clock.now_us)
    note_move (self, "advance", self->core.clock.now_us + duration_us);
  return tarn_clock_advance_by (&self->core.clock, duration_us, error);
}

typedef struct
{
  TarnEngine *engine;
  TarnConditionFunc condition;
  gpointer data;
} Condition;

static gboolean
ask (gpointer data)
{
  const Condition *condition = data;

  return condition->condition (condition->engine, condition->data);
}

static TarnClockResult
translate_end (const TarnEngine *self, TarnClockEnd end)
{
  switch (end)
    {
    case TARN_CLOCK_CONDITION:
      return TARN_CLOCK_RESULT_CONDITION;
    case TARN_CLOCK_IDLE:
      return tarn_waiters_count (&self->core.emission.waiters) > 0 ? TARN_CLOCK_RESULT_DEADLOCK
                                                                   : TARN_CLOCK_RESULT_IDLE;
    case TARN_CLOCK_DEADLINE:
      return TARN_CLOCK_RESULT_DEADLINE;
    case TARN_CLOCK_STOPPED:
      return TARN_CLOCK_RESULT_STOPPED;
    }

  g_assert_not_reached ();
}

static TarnClockRun
make_run (const TarnClockLimits *limits)
{
  return (TarnClockRun){
    .deadline_us = TARN_NO_DEADLINE,
    .horizon_us = limits != NULL ? limits->horizon_us : HORIZON_US_DEFAULT,
    .events_max = limits != NULL ? limits->max_events : MAX_EVENTS_DEFAULT,
  };
}

gboolean
tarn_engine_run_until (TarnEngine *self, TarnConditionFunc condition, gpointer user_data,
                       gint64 deadline_us, const TarnClockLimits *limits,
                       TarnClockResult *out_result, GError **error)
{
  Condition asked = { self, condition, user_data };
  TarnClockRun run = make_run (limits);
  TarnClockEnd end;

  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (condition != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check_thread (self, "tarn_engine_run_until", error))
    return FALSE;

  g_autoptr (TarnEngine) kept G_GNUC_UNUSED = g_object_ref (self);
  run.deadline_us = deadline_us;
  run.condition = ask;
  run.condition_data = &asked;
  note_move (self, "run-until", deadline_us);
  if (!tarn_clock_run (&self->core.clock, &run, &end, error))
    return FALSE;

  if (out_result != NULL)
    *out_result = translate_end (self, end);
  return TRUE;
}

typedef struct
{
  gboolean (*is_over) (TarnCore *engine, gpointer data);
  gpointer data;
} Inner;

static gboolean
ask_inner (TarnEngine *engine, gpointer data)
{
  const Inner *inner = data;

  return inner->is_over (&engine->core, inner->data);
}

gboolean
tarn_engine_drive_until (TarnCore *core, gboolean (*is_over) (TarnCore *engine, gpointer data),
                         gpointer data, const TarnClockLimits *limits, gboolean *out_is_stopped,
                         GError **error)
{
  Inner inner = { is_over, data };
  TarnClockResult result = TARN_CLOCK_RESULT_IDLE;
  gboolean is_within_limits = tarn_engine_run_until ((TarnEngine *) core, ask_inner, &inner,
                                                     TARN_NO_DEADLINE, limits, &result, error);

  *out_is_stopped = result == TARN_CLOCK_RESULT_STOPPED;
  return is_within_limits;
}

gboolean
tarn_engine_run_until_idle (TarnEngine *self, const TarnClockLimits *limits, GError **error)
{
  TarnClockRun run = make_run (limits);

  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check_thread (self, "tarn_engine_run_until_idle", error))
    return FALSE;

  g_autoptr (TarnEngine) kept G_GNUC_UNUSED = g_object_ref (self);
  run.only_foreground = TRUE;
  note_move (self, "run-until-idle", TARN_NO_DEADLINE);
  return tarn_clock_run (&self->core.clock, &run, NULL, error)
         && tarn_engine_check_deadlock (self, error);
}
