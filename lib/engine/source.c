/* SPDX-License-Identifier: MIT */
/*
 * Makes the clock one source of a main loop. The source is ready whenever an event may happen. It has a
 * lower priority than all other sources, so GLib dispatches it only when no other source is ready. Sources
 * of the user that an event makes ready must run before the next event. So a dispatch lets only one event
 * happen, unless no code of the user is called.
 *
 * The wait for the next event is a timeout of prepare () and not a ready time. GLib compares a ready time
 * with its own clock, and would then dispatch the source even if the source says that it is not ready.
 */
#include "engine/deadlock.h"
#include "engine/engine-state.h"
#include "engine/holds.h"
#include "engine/invocations.h"
#include "engine/properties.h"

enum
{
  /* So many events make the cost of a turn of the main loop small, and other sources still wait briefly. */
  BATCH_EVENTS_MAX = 1024,
  /* The source looks for work so often if the system had no pipe for the wake-up. */
  LISTEN_MS = 10,
  US_PER_MS = 1000,
};

typedef struct
{
  GSource source;
  TarnEngine *engine;
  TarnPace pace;
  GPollFD wakeup;
  gboolean is_listening; /* the main loop polls the wake-up */
} EngineSource;

/*
 * A child source that is never ready. GLib destroys it together with the source of the engine, even if the
 * user still has a reference to that source. Its end wakes the waiting threads if no source is left to make
 * their calls.
 */
typedef struct
{
  GSource source;
  TarnEngine *engine;
} Lifeline;

static void
lifeline_finalize (GSource *source)
{
  TarnEngine *engine = ((Lifeline *) source)->engine;

  if (g_atomic_int_dec_and_test (&engine->n_sources))
    tarn_invocations_wake (&engine->invocations);
  g_object_unref (engine);
}

static GSourceFuncs lifeline_funcs = {
  .finalize = lifeline_finalize,
};

static void
add_lifeline (GSource *source, TarnEngine *engine)
{
  g_autoptr (GSource) lifeline = g_source_new (&lifeline_funcs, sizeof (Lifeline));

  ((Lifeline *) lifeline)->engine = g_object_ref (engine);
  g_atomic_int_inc (&engine->n_sources);
  g_source_set_static_name (lifeline, "Tarn engine's lifeline");
  g_source_add_child_source (source, lifeline);
}

/* --- Readiness -------------------------------------------------------------------------------- */

static gint64
find_wait (EngineSource *self)
{
  TarnEngine *engine = self->engine;
  gint64 next_us = TARN_PACE_NEVER, wait_us = 0;
  gboolean is_pending = tarn_clock_peek_next (&engine->core.clock, &next_us);

  if (engine->speed > 0)
    wait_us = tarn_pace_follow (&self->pace, engine->speed, engine->core.clock.now_us, next_us,
                                engine->read_real_clock ());
  else
    self->pace.speed = 0;

  return is_pending ? wait_us : TARN_PACE_NEVER;
}

/*
 * Calls of other threads come before events, and also while a hold stops time. If the engine was handed over
 * to another thread, the source does not look at it until this thread owns it again.
 */
static gboolean
find_ready (EngineSource *self, gint *out_timeout_ms)
{
  TarnEngine *engine = self->engine;

  *out_timeout_ms = self->wakeup.fd >= 0 ? -1 : LISTEN_MS;
  if (!tarn_ownership_is_mine (&engine->core.clock.ownership))
    return FALSE;
  if (tarn_invocations_are_waiting (engine))
    return TRUE;
  if (tarn_clock_is_busy (&engine->core.clock))
    return FALSE;
  if (tarn_holds_count (engine->holds) > 0)
    {
      if (engine->speed > 0)
        tarn_pace_freeze (&self->pace, engine->read_real_clock ());
      return FALSE;
    }

  tarn_engine_report_deadlock (engine);
  gint64 wait_us = find_wait (self);
  if (wait_us != TARN_PACE_NEVER)
    *out_timeout_ms
        = (gint) MIN ((wait_us + US_PER_MS - 1) / US_PER_MS, (guint) *out_timeout_ms & G_MAXINT);
  return wait_us == 0;
}

/* The wake-up is polled only when the main loop may sleep, because one more descriptor slows each turn. */
static void
set_listening (EngineSource *self, gboolean is_listening)
{
  if (self->is_listening == is_listening || self->wakeup.fd < 0)
    return;

  if (is_listening)
    g_source_add_poll (&self->source, &self->wakeup);
  else
    g_source_remove_poll (&self->source, &self->wakeup);
  self->is_listening = is_listening;
}

/* A signal that comes before the wake-up is polled stays in the pipe, and the next poll finds it. */
static gboolean
engine_source_prepare (GSource *source, gint *out_timeout_ms)
{
  gboolean is_ready = find_ready ((EngineSource *) source, out_timeout_ms);

  set_listening ((EngineSource *) source, !is_ready);
  return is_ready;
}

static gboolean
engine_source_check (GSource *source)
{
  EngineSource *self = (EngineSource *) source;
  gint timeout_ms;

  if (self->is_listening && self->wakeup.revents != 0)
    tarn_wakeup_acknowledge (self->engine->wakeup);
  return find_ready (self, &timeout_ms);
}

/* --- Driving time ----------------------------------------------------------------------------- */

/* Returns whether the next event may call the user's code. */
static gboolean
is_observed (const TarnEngine *engine)
{
  TarnEvent next;

  return (tarn_event_queue_peek_event (engine->core.clock.queue, &next)
          && next.kind == engine->timeouts.kind)
         || engine->core.clock.finish != NULL || tarn_emission_is_watched (&engine->core.emission)
         || tarn_core_has_user_objects (&engine->core);
}

/* The pace must not treat the events that this source let happen as a change to follow. */
static void
note_passed (EngineSource *self)
{
  const TarnClock *clock = &self->engine->core.clock;
  gint64 next_us = TARN_PACE_NEVER;

  if (self->pace.speed == 0)
    return;
  tarn_clock_peek_next (clock, &next_us);
  tarn_pace_pass (&self->pace, clock->now_us, next_us);
}

/* Warns, because there is no caller to return the error to, and a zero-delay loop must not run unseen. */
static void
warn_of (GError *error)
{
  if (error != NULL)
    g_warning ("%s", error->message);
}

static void
move_one (EngineSource *self)
{
  g_autoptr (GError) error = NULL;

  tarn_engine_step (self->engine, NULL, &error);
  note_passed (self);
  warn_of (error);
}

/*
 * Calls the clock and not a public function that drives time: there is no journal to write to, and the source
 * holds a reference to the engine.
 */
static void
move_many (EngineSource *self)
{
  g_autoptr (GError) error = NULL;
  TarnEngine *engine = self->engine;
  gint64 limit_us = self->pace.speed == 0
                        ? G_MAXINT64
                        : tarn_pace_find_point (&self->pace, engine->read_real_clock ());

  tarn_clock_run_batch (&engine->core.clock, limit_us, engine->timeouts.kind, BATCH_EVENTS_MAX,
                        &error);
  note_passed (self);
  warn_of (error);
}

static gboolean
engine_source_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  EngineSource *self = (EngineSource *) source;
  gint timeout_ms;

  if (tarn_invocations_serve (self->engine))
    return G_SOURCE_CONTINUE;
  /* Another source of the same priority may have run first. */
  if (!find_ready (self, &timeout_ms))
    return G_SOURCE_CONTINUE;

  if (callback != NULL || is_observed (self->engine))
    move_one (self);
  else
    move_many (self);

  return callback != NULL ? callback (data) : G_SOURCE_CONTINUE;
}

/* --- The source ------------------------------------------------------------------------------- */

static void
engine_source_finalize (GSource *source)
{
  EngineSource *self = (EngineSource *) source;

  g_object_unref (self->engine);
}

static GSourceFuncs engine_source_funcs = {
  .prepare = engine_source_prepare,
  .check = engine_source_check,
  .dispatch = engine_source_dispatch,
  .finalize = engine_source_finalize,
};

GSource *
tarn_engine_create_source (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership), NULL);

  GSource *source = g_source_new (&engine_source_funcs, sizeof (EngineSource));
  EngineSource *new = (EngineSource *) source;

  new->engine = g_object_ref (self);
  new->wakeup
      = (GPollFD){ .fd = tarn_wakeup_get_fd (tarn_engine_get_wakeup (self)), .events = G_IO_IN };
  add_lifeline (source, self);
  g_source_set_priority (source, G_PRIORITY_LOW);
  /* A main loop inside a call or a callback drives time like any other; inside an event the clock is busy. */
  g_source_set_can_recurse (source, TRUE);
  g_source_set_static_name (source, "Tarn engine");

  return source;
}

void
tarn_engine_set_speed (TarnEngine *self, guint speed)
{
  g_return_if_fail (TARN_IS_ENGINE (self));
  g_return_if_fail (speed <= TARN_SPEED_MAX);
  g_return_if_fail (tarn_core_may_change (&self->core));

  self->speed = speed;
  tarn_engine_notify (self, TARN_ENGINE_PROPERTY_SPEED);
}

guint
tarn_engine_get_speed (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), 0);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership), 0);

  return self->speed;
}
