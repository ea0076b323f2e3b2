/* SPDX-License-Identifier: MIT */
#include "kernel/clock.h"

#include <tarn/tarn-error.h>

#include "kernel/fail.h"

enum
{
  SAME_INSTANT_MAX_DEFAULT = 10000,
  ROUNDS_MAX_DEFAULT = 1000,
  N_PENDING_IN_MESSAGE = 10,
};

void
tarn_clock_init (TarnClock *clock, gint64 now_us)
{
  *clock = (TarnClock){
    .now_us = now_us,
    .queue = tarn_event_queue_new (),
    .same_instant_max = SAME_INSTANT_MAX_DEFAULT,
    .rounds_max = ROUNDS_MAX_DEFAULT,
  };
  tarn_ownership_set (&clock->ownership, g_thread_self ());
}

void
tarn_clock_clear (TarnClock *clock)
{
  g_clear_pointer (&clock->queue, tarn_event_queue_free);
  tarn_ownership_clear (&clock->ownership);
}

guint16
tarn_clock_add_kind (TarnClock *clock, const char *name, const TarnEventClass *class, gpointer data)
{
  g_assert (clock->n_kinds < TARN_CLOCK_KINDS_MAX);
  clock->kinds[clock->n_kinds]
      = (TarnEventKind){ name, class, class->handler, data, class->code_subject != NULL };

  return clock->n_kinds++;
}

static void
lengthen_chain (TarnClock *clock, TarnEvent *event)
{
  event->chain = (guint16) MIN (clock->chain + 1, G_MAXUINT16);
  clock->is_chain_long = clock->is_chain_long || event->chain > clock->same_instant_max;
}

TarnEventHandle
tarn_clock_schedule (TarnClock *clock, gint64 time_us, guint16 kind, guint32 subject,
                     guint32 generation, TarnEventFlags flags)
{
  TarnEvent event = { time_us, subject, generation, (guint8) kind, (guint8) flags, 0 };

  g_assert (time_us >= clock->now_us);
  if (clock->is_driving && time_us == clock->now_us)
    lengthen_chain (clock, &event);
  if (!clock->kinds[kind].is_kept)
    event.flags |= TARN_EVENT_APART;

  return tarn_event_queue_push (clock->queue, &event);
}

gboolean
tarn_clock_cancel (TarnClock *clock, TarnEventHandle handle)
{
  return tarn_event_queue_cancel (clock->queue, handle);
}

/* --- The end of an instant -------------------------------------------------------------------- */

void
tarn_clock_set_finish (TarnClock *clock, void (*finish) (gpointer data, guint round), gpointer data)
{
  clock->finish = finish;
  clock->finish_data = data;
  clock->is_open = finish != NULL;
}

void
tarn_clock_copy_instant (TarnClock *clock, const TarnClock *from,
                         void (*finish) (gpointer data, guint round), gpointer data)
{
  tarn_clock_set_finish (clock, finish, data);
  clock->is_open = from->is_open;
  clock->round = from->round;
  clock->rounds_given_up = from->rounds_given_up;
  clock->round_us = from->round_us;
}

gboolean
tarn_clock_peek_next (const TarnClock *clock, gint64 *out_time_us)
{
  if (!clock->is_open)
    return tarn_event_queue_peek (clock->queue, out_time_us);

  *out_time_us = clock->now_us;
  return TRUE;
}

gboolean
tarn_clock_has_foreground (const TarnClock *clock)
{
  return clock->is_open || tarn_event_queue_get_n_foreground (clock->queue) > 0;
}

/* The chain of the last event ends here, because the rounds have a limit of their own. */
static void
finish_instant (TarnClock *clock)
{
  if (clock->round_us != clock->now_us)
    {
      clock->round_us = clock->now_us;
      clock->round = 0;
      clock->rounds_given_up = 0;
    }
  clock->is_open = FALSE;
  clock->chain = 0;
  clock->finish (clock->finish_data, clock->round++);
}

/* --- Limits ----------------------------------------------------------------------------------- */

char *
tarn_clock_describe_event (const TarnClock *clock, const TarnEvent *event)
{
  const TarnEventKind *kind = &clock->kinds[event->kind];

  if (kind->class->describe_subject == NULL)
    return g_strdup (kind->name);

  g_autofree char *subject = kind->class->describe_subject (kind->data, event);
  return g_strconcat (kind->name, " ", subject, NULL);
}

static char *
describe_pending (const TarnClock *clock)
{
  g_autoptr (GArray) events = tarn_event_queue_list (clock->queue, N_PENDING_IN_MESSAGE);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < events->len; i++)
    {
      const TarnEvent *event = &g_array_index (events, TarnEvent, i);
      g_autofree char *described = tarn_clock_describe_event (clock, event);

      g_string_append_printf (text, "%s%s at +%" G_GINT64_FORMAT " us", i > 0 ? ", " : "",
                              described, event->time_us - clock->now_us);
    }
  if (events->len == 0 && clock->is_open)
    g_string_append (text, "only the next round");

  return g_string_free (text, FALSE);
}

static gboolean
fail_at_limit (const TarnClock *clock, const char *limit, gint64 value, GError **error)
{
  g_autofree char *pending = describe_pending (clock);

  return tarn_fail (error, TARN_ERROR, TARN_ERROR_LIMIT,
                    "%s of %" G_GINT64_FORMAT " reached at %" G_GINT64_FORMAT
                    " us with %" G_GUINT64_FORMAT " events pending: %s",
                    limit, value, clock->now_us, tarn_event_queue_get_length (clock->queue),
                    pending);
}

static gboolean
is_due (const TarnClock *clock, gint64 limit_us)
{
  gint64 next_us;

  return tarn_event_queue_peek (clock->queue, &next_us) && next_us <= limit_us;
}

/*
 * Many events may be due at one instant, and that is no endless loop. A long chain is: each event schedules the
 * next one for the same instant. After the error the chain starts again, see dispatch_next(). Otherwise the
 * caller could not drive the clock any further.
 */
static gboolean
check_chain (TarnClock *clock, GError **error)
{
  TarnEvent next;

  if (!tarn_event_queue_peek_event (clock->queue, &next) || next.time_us != clock->now_us)
    {
      clock->is_chain_long = FALSE;
      return TRUE;
    }
  if (next.chain <= clock->same_instant_max)
    return TRUE;

  clock->is_chain_long = FALSE;
  return fail_at_limit (clock, "the limit of a chain of events within one instant,",
                        clock->same_instant_max, error);
}

/*
 * After the error the clock allows as many rounds again, so that the caller can go on. Their numbers go on too.
 */
static gboolean
check_rounds (TarnClock *clock, GError **error)
{
  if (clock->round_us != clock->now_us || clock->round - clock->rounds_given_up < clock->rounds_max
      || is_due (clock, clock->now_us))
    return TRUE;

  clock->rounds_given_up = clock->round;
  return fail_at_limit (clock, "the limit of rounds within one instant,", clock->rounds_max, error);
}

static inline gboolean
check_same_instant (TarnClock *clock, GError **error)
{
  return (G_LIKELY (!clock->is_chain_long) || check_chain (clock, error))
         && (G_LIKELY (!clock->is_open) || check_rounds (clock, error));
}

/* --- Driving ---------------------------------------------------------------------------------- */

static gboolean
check_idle (const TarnClock *clock, GError **error)
{
  if (!tarn_clock_is_busy (clock))
    return TRUE;

  return tarn_fail (error, TARN_ERROR, TARN_ERROR_BUSY,
                    "the clock cannot be driven from inside a callback");
}

/*
 * Takes the event out of the queue before its handler runs, so the handler can neither cancel its own event
 * nor find it in the queue.
 */
static inline gboolean
dispatch_event (TarnClock *clock, gint64 limit_us)
{
  TarnEvent event;

  if (!tarn_event_queue_pop (clock->queue, limit_us, &event))
    return FALSE;

  clock->now_us = event.time_us;
  clock->chain = event.chain <= clock->same_instant_max ? event.chain : 1;

  const TarnEventKind *kind = &clock->kinds[event.kind];
  clock->n_kept_events += (guint64) kind->is_kept;
  /* This comes before the handler, because a callback may ask whether a round is to come. */
  tarn_clock_touch (clock);
  kind->handler (kind->data, &event);

  return TRUE;
}

/* Lets the next event happen, or finishes the instant if it is open and nothing more is due now. */
static inline gboolean
dispatch_next (TarnClock *clock, gint64 limit_us)
{
  if (G_UNLIKELY (clock->is_open) && !is_due (clock, clock->now_us))
    {
      finish_instant (clock);
      return TRUE;
    }
  return dispatch_event (clock, limit_us);
}

gboolean
tarn_clock_stop (TarnClock *clock)
{
  if (!clock->is_driving)
    return FALSE;

  clock->is_stopped = TRUE;
  return TRUE;
}

static void
begin_driving (TarnClock *clock)
{
  clock->is_driving = TRUE;
  clock->is_stopped = FALSE;
}

/*
 * The functions that fail in this way have no result that could report the stop, and their caller relies on
 * the time that was to be reached. So a stop is an error.
 */
static gboolean
fail_stopped (const TarnClock *clock, GError **error)
{
  return tarn_fail (error, TARN_ERROR, TARN_ERROR_STOPPED,
                    "the clock was stopped at %" G_GINT64_FORMAT " us", clock->now_us);
}

gboolean
tarn_clock_step (TarnClock *clock, gboolean *out_stepped, GError **error)
{
  if (!check_idle (clock, error) || !check_same_instant (clock, error))
    return FALSE;

  begin_driving (clock);
  gboolean stepped = dispatch_next (clock, G_MAXINT64);
  clock->is_driving = FALSE;

  if (out_stepped != NULL)
    *out_stepped = stepped;
  return TRUE;
}

gboolean
tarn_clock_advance_to (TarnClock *clock, gint64 time_us, GError **error)
{
  gboolean more = TRUE, within_limits = TRUE;

  if (!check_idle (clock, error))
    return FALSE;
  if (time_us < clock->now_us)
    return tarn_fail (error, TARN_ERROR, TARN_ERROR_INVALID_TIME,
                      "the clock cannot go back from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                      " us",
                      clock->now_us, time_us);

  begin_driving (clock);
  while (more && !clock->is_stopped && (within_limits = check_same_instant (clock, error)))
    more = dispatch_next (clock, time_us);
  clock->is_driving = FALSE;

  if (!within_limits)
    return FALSE;
  if (clock->is_stopped)
    return fail_stopped (clock, error);
  clock->now_us = time_us;
  return TRUE;
}

gboolean
tarn_clock_advance_by (TarnClock *clock, gint64 duration_us, GError **error)
{
  if (!check_idle (clock, error))
    return FALSE;
  if (duration_us < 0 || duration_us > G_MAXINT64 - clock->now_us)
    return tarn_fail (error, TARN_ERROR, TARN_ERROR_INVALID_TIME,
                      "the clock cannot advance by %" G_GINT64_FORMAT " us from %" G_GINT64_FORMAT
                      " us",
                      duration_us, clock->now_us);

  return tarn_clock_advance_to (clock, clock->now_us + duration_us, error);
}

static gboolean
is_condition_met (TarnClock *clock, const TarnClockRun *run)
{
  if (run->condition == NULL)
    return FALSE;

  clock->is_asking = TRUE;
  gboolean is_met = run->condition (run->condition_data);
  clock->is_asking = FALSE;

  return is_met;
}

static gboolean
is_idle (const TarnClock *clock, const TarnClockRun *run)
{
  if (run->only_foreground)
    return !tarn_clock_has_foreground (clock);
  return !clock->is_open && tarn_event_queue_get_length (clock->queue) == 0;
}

/*
 * Ends a run of the clock when no more events are due by the deadline or the horizon, whichever comes first.
 */
static gboolean
end_at_edge (TarnClock *clock, const TarnClockRun *run, gint64 horizon_us, TarnClockEnd *out_end,
             GError **error)
{
  if (run->deadline_us > horizon_us)
    return fail_at_limit (clock, "the horizon in microseconds,", run->horizon_us, error);

  clock->now_us = run->deadline_us;
  *out_end = TARN_CLOCK_DEADLINE;
  return TRUE;
}

static gboolean
run_loop (TarnClock *clock, const TarnClockRun *run, TarnClockEnd *out_end, GError **error)
{
  gint64 horizon_us = tarn_time_add (clock->now_us, run->horizon_us);
  gint64 edge_us = MIN (run->deadline_us, horizon_us);

  for (guint64 n_events = 0;; n_events++)
    {
      if (clock->is_stopped)
        {
          *out_end = TARN_CLOCK_STOPPED;
          return TRUE;
        }
      if (is_condition_met (clock, run))
        {
          *out_end = TARN_CLOCK_CONDITION;
          return TRUE;
        }
      if (is_idle (clock, run))
        {
          *out_end = TARN_CLOCK_IDLE;
          return TRUE;
        }
      if (!check_same_instant (clock, error))
        return FALSE;
      if (n_events >= run->events_max && (clock->is_open || is_due (clock, edge_us)))
        return fail_at_limit (clock, "the limit of events,", (gint64) run->events_max, error);
      if (!dispatch_next (clock, edge_us))
        return end_at_edge (clock, run, horizon_us, out_end, error);
    }
}

gboolean
tarn_clock_run (TarnClock *clock, const TarnClockRun *run, TarnClockEnd *out_end, GError **error)
{
  TarnClockEnd end = TARN_CLOCK_IDLE;

  if (!check_idle (clock, error))
    return FALSE;
  if (run->deadline_us < clock->now_us)
    return tarn_fail (error, TARN_ERROR, TARN_ERROR_INVALID_TIME,
                      "the deadline %" G_GINT64_FORMAT " us is before now, %" G_GINT64_FORMAT " us",
                      run->deadline_us, clock->now_us);

  begin_driving (clock);
  gboolean success = run_loop (clock, run, &end, error);
  clock->is_driving = FALSE;

  if (!success)
    return FALSE;
  if (out_end != NULL)
    *out_end = end;
  else if (end == TARN_CLOCK_STOPPED)
    return fail_stopped (clock, error);
  return TRUE;
}

gboolean
tarn_clock_replay_to (TarnClock *clock, guint64 n_kept_events, gint64 time_us)
{
  gboolean is_more = TRUE;

  begin_driving (clock);
  while (clock->n_kept_events < n_kept_events && is_more)
    is_more = dispatch_event (clock, time_us);
  clock->is_driving = FALSE;

  if (clock->n_kept_events != n_kept_events || time_us < clock->now_us
      || is_due (clock, time_us - 1))
    return FALSE;

  clock->now_us = time_us;
  return TRUE;
}

void
tarn_clock_run_batch (TarnClock *clock, gint64 limit_us, guint16 kind_apart, guint events_max,
                      GError **error)
{
  gboolean is_more = TRUE;
  TarnEvent next;

  if (!check_idle (clock, error))
    return;

  begin_driving (clock);
  for (guint i = 0; i < events_max && is_more; i++)
    is_more = tarn_event_queue_peek_event (clock->queue, &next) && next.kind != kind_apart
              && check_same_instant (clock, error) && dispatch_event (clock, limit_us);
  clock->is_driving = FALSE;
}
