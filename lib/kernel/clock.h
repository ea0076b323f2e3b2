/* SPDX-License-Identifier: MIT */
/*
 * The virtual clock: it stands still but when it is driven, and then goes from event to event.
 *
 * A room registers a handler once for each kind of event it schedules. Handlers may schedule more
 * and call into the services; they may not drive the clock. What the verbs promise to users is
 * written in <tarn/tarn-clock.h>.
 */
#pragma once

#include "kernel/codec.h"
#include "kernel/event-queue.h"
#include "kernel/ownership.h"

typedef void (*TarnEventHandler) (gpointer data, const TarnEvent *event);
typedef gboolean (*TarnClockCondition) (gpointer data);

enum
{
  TARN_CLOCK_KINDS_MAX = 32,
};

#define TARN_SAME_INSTANT_MAX G_GINT64_CONSTANT (1000000000)

/* What the clock must know of a kind of event; static. */
typedef struct
{
  TarnEventHandler handler;

  /* Whom the event is about, for people; NULL where the kind has no subject. */
  char *(*describe_subject) (gpointer data, const TarnEvent *event);

  /*
   * Whom the event is about, as it is saved; reading sets subject and generation. NULL for a kind that
   * calls the user's code: its events are not saved.
   */
  void (*code_subject) (gpointer data, TarnCodec *codec, TarnEvent *event);

  /* The event that was read is pending by this handle; NULL where nobody keeps handles. */
  void (*adopt) (gpointer data, const TarnEvent *event, TarnEventHandle handle);
} TarnEventClass;

typedef struct
{
  const char *name; /* tells users what is pending */
  const TarnEventClass *class;
  TarnEventHandler handler;
  gpointer data;
  gboolean is_kept; /* it is saved */
} TarnEventKind;

typedef struct
{
  gint64 now_us;
  TarnEventQueue *queue;
  TarnOwnership ownership; /* of the engine */

  TarnEventKind kinds[TARN_CLOCK_KINDS_MAX];
  guint16 n_kinds;

  gboolean is_driving;
  gboolean is_stopped;   /* what is driving is to end after this event */
  gboolean is_notifying; /* observers are being called, maybe from outside of any event */
  gboolean is_asking;    /* a condition or a cost model is being asked: nothing may change */

  guint64 n_kept_events;  /* how many have happened of the kinds that are saved */
  guint64 n_same_instant; /* events of this instant that were scheduled by events of it */
  guint64 same_instant_max;
  gint64 tie_seed; /* for a shuffle of ties */
} TarnClock;

typedef struct
{
  gint64 deadline_us;
  gint64 horizon_us; /* how far a verb may go, from where it starts */
  guint64 events_max;
  gboolean only_foreground;
  TarnClockCondition condition;
  gpointer condition_data;
} TarnClockRun;

typedef enum
{
  TARN_CLOCK_CONDITION,
  TARN_CLOCK_IDLE,
  TARN_CLOCK_DEADLINE,
  TARN_CLOCK_STOPPED,
} TarnClockEnd;

/* Whether a callback is running, from inside of which the clock may not be driven. */
static inline gboolean
tarn_clock_is_busy (const TarnClock *clock)
{
  return clock->is_driving || clock->is_notifying || clock->is_asking;
}

void tarn_clock_init (TarnClock *clock, gint64 now_us);
void tarn_clock_clear (TarnClock *clock);

/* @name is static. */
guint16 tarn_clock_add_kind (TarnClock *clock, const char *name, const TarnEventClass *class,
                             gpointer data);

/* The name of its kind, and whom it is about. */
char *tarn_clock_describe_event (const TarnClock *clock, const TarnEvent *event);

/* The clock, new and with the same kinds, goes on as @from would, but for the user's own events. */
void tarn_clock_copy (TarnClock *clock, const TarnClock *from);

/*
 * For a replay: lets happen what is due by @time_us until @n_kept_events have happened in all, and sets
 * the time. FALSE when fewer are due by then, or one more is due before it.
 */
gboolean tarn_clock_replay_to (TarnClock *clock, guint64 n_kept_events, gint64 time_us);

/* The clock's own part comes first, as times are compared with it, and its events come last. */
void tarn_clock_code (TarnClock *clock, TarnCodec *codec);
void tarn_clock_code_events (TarnClock *clock, TarnCodec *codec);

/* @time_us is now or later. */
TarnEventHandle tarn_clock_schedule (TarnClock *clock, gint64 time_us, guint16 kind,
                                     guint32 subject, guint32 generation, TarnEventFlags flags);
gboolean tarn_clock_cancel (TarnClock *clock, TarnEventHandle handle);

/* Ends what is driving, after the event that is happening; FALSE if nothing is. */
gboolean tarn_clock_stop (TarnClock *clock);

gboolean tarn_clock_step (TarnClock *clock, gboolean *out_stepped, GError **error);
gboolean tarn_clock_advance_to (TarnClock *clock, gint64 time_us, GError **error);
gboolean tarn_clock_advance_by (TarnClock *clock, gint64 duration_us, GError **error);
gboolean tarn_clock_run (TarnClock *clock, const TarnClockRun *run, TarnClockEnd *out_end,
                         GError **error);

/*
 * For a source: lets at most @events_max events happen that are due by @limit_us, and ends before one of
 * @kind_apart.
 */
void tarn_clock_run_batch (TarnClock *clock, gint64 limit_us, guint16 kind_apart, guint events_max,
                           GError **error);

/* @base_us + @delta_us, or the end of time where that is past it. */
static inline gint64
tarn_time_add (gint64 base_us, gint64 delta_us)
{
  return delta_us > G_MAXINT64 - base_us ? G_MAXINT64 : base_us + delta_us;
}
