/* SPDX-License-Identifier: MIT */
/*
 * The virtual clock. It stands still until a function drives it, and then it goes from event to event.
 *
 * A room registers a handler once for each kind of event that it schedules. Handlers may schedule more events
 * and call the services, but they may not drive the clock. <tarn/tarn-clock.h> says what the functions that
 * drive time promise to users.
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

/* The longest chain of events within one instant that may be allowed. An event counts up to the next number. */
#define TARN_SAME_INSTANT_MAX (G_MAXUINT16 - 1)

/* The highest limit of rounds within one instant. */
#define TARN_ROUNDS_MAX G_MAXINT32

/* Describes one kind of event to the clock. The struct must be static. */
typedef struct
{
  TarnEventHandler handler;

  /* Describes the subject of the event for people; NULL where the kind has no subject. */
  char *(*describe_subject) (gpointer data, const TarnEvent *event);

  /*
   * Codes the subject of the event; reading sets subject and generation. NULL for a kind that calls the
   * user's code: events of that kind are not saved.
   */
  void (*code_subject) (gpointer data, TarnCodec *codec, TarnEvent *event);

  /*
   * Takes the handle of an event that was read and is pending now. NULL where the owner of the kind keeps no
   * handles.
   */
  void (*adopt) (gpointer data, const TarnEvent *event, TarnEventHandle handle);
} TarnEventClass;

typedef struct
{
  const char *name; /* shown to users in lists of pending events */
  const TarnEventClass *class;
  TarnEventHandler handler;
  gpointer data;
  gboolean is_kept; /* events of this kind are saved */
} TarnEventKind;

typedef struct
{
  gint64 now_us;
  TarnEventQueue *queue;
  TarnOwnership ownership; /* the thread that owns the engine */

  TarnEventKind kinds[TARN_CLOCK_KINDS_MAX];
  guint16 n_kinds;

  gboolean is_driving;
  gboolean is_stopped;   /* driving ends after the current event */
  gboolean is_notifying; /* observers are being notified, maybe outside of any event */
  gboolean is_asking;    /* a condition or a cost model is being called: nothing may change */

  guint64 n_kept_events;    /* events that have happened, of the kinds that are saved */
  guint16 chain;            /* of the event that happens now, see TarnEvent */
  guint16 same_instant_max; /* the longest chain that is allowed */
  gboolean is_chain_long;   /* an event of a longer chain may be pending */
  gint64 tie_seed;          /* seed of a shuffle of ties */

  /*
   * The clock calls finish at the end of an instant: when nothing more is due now, and something has happened
   * now since the last call. NULL for none.
   */
  void (*finish) (gpointer data, guint round);
  gpointer finish_data;
  gboolean is_open;      /* something has happened in this instant since the last call of finish */
  guint round;           /* how often finish was called in the instant round_us */
  guint rounds_given_up; /* of these, the calls before the last error about too many */
  guint rounds_max;      /* how often it may be called in one instant */
  gint64 round_us;
} TarnClock;

typedef struct
{
  gint64 deadline_us;
  gint64 horizon_us; /* how far the clock may go from the time at which it starts */
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

/* Returns whether a callback is running. The clock may not be driven from inside a callback. */
static inline gboolean
tarn_clock_is_busy (const TarnClock *clock)
{
  return clock->is_driving || clock->is_notifying || clock->is_asking;
}

void tarn_clock_init (TarnClock *clock, gint64 now_us);
void tarn_clock_clear (TarnClock *clock);

/* Registers a kind of event and returns its number. @name must be static. */
guint16 tarn_clock_add_kind (TarnClock *clock, const char *name, const TarnEventClass *class,
                             gpointer data);

/* Returns the name of the event's kind and a description of its subject, if the kind has subjects. */
char *tarn_clock_describe_event (const TarnClock *clock, const TarnEvent *event);

/*
 * Makes @clock go on as @from would. @clock must be new and have the same kinds. The copy has the
 * user's own events too: the caller cancels those that are not to stay.
 */
void tarn_clock_copy (TarnClock *clock, const TarnClock *from);

/* Restarts the count of the user's own events in a shuffle. No such event may be pending. */
void tarn_clock_restart_count (TarnClock *clock);

/*
 * For a replay: lets events happen that are due by @time_us, until a total of @n_kept_events of the saved
 * kinds have happened, and then sets the time. Returns FALSE if fewer events are due by then, or if another
 * event is due before @time_us.
 */
gboolean tarn_clock_replay_to (TarnClock *clock, guint64 n_kept_events, gint64 time_us);

/*
 * The clock's own part is coded first, because other times are compared with it. Its events are coded last.
 */
void tarn_clock_code (TarnClock *clock, TarnCodec *codec);
void tarn_clock_code_events (TarnClock *clock, TarnCodec *codec);

/* Says that something has happened now, so that the instant must be finished before time moves on. */
static inline void
tarn_clock_touch (TarnClock *clock)
{
  if (G_UNLIKELY (clock->finish != NULL))
    clock->is_open = TRUE;
}

/* Sets the function that is called at the end of each instant. The present instant counts as open. */
void tarn_clock_set_finish (TarnClock *clock, void (*finish) (gpointer data, guint round),
                            gpointer data);

/* Does the same for @clock, a copy of @from. The present instant and its rounds go on as in @from. */
void tarn_clock_copy_instant (TarnClock *clock, const TarnClock *from,
                              void (*finish) (gpointer data, guint round), gpointer data);

/* Returns whether an event is pending or the present instant is open, and sets @out_time_us to when that is. */
gboolean tarn_clock_peek_next (const TarnClock *clock, gint64 *out_time_us);

/* Returns whether a foreground event is pending or the present instant is open. */
gboolean tarn_clock_has_foreground (const TarnClock *clock);

/* @time_us must be now or later. */
TarnEventHandle tarn_clock_schedule (TarnClock *clock, gint64 time_us, guint16 kind,
                                     guint32 subject, guint32 generation, TarnEventFlags flags);
gboolean tarn_clock_cancel (TarnClock *clock, TarnEventHandle handle);

/* Ends driving after the current event. Returns FALSE if no function drives the clock. */
gboolean tarn_clock_stop (TarnClock *clock);

gboolean tarn_clock_step (TarnClock *clock, gboolean *out_stepped, GError **error);
gboolean tarn_clock_advance_to (TarnClock *clock, gint64 time_us, GError **error);
gboolean tarn_clock_advance_by (TarnClock *clock, gint64 duration_us, GError **error);
gboolean tarn_clock_run (TarnClock *clock, const TarnClockRun *run, TarnClockEnd *out_end,
                         GError **error);

/*
 * Lets, for the source of a main loop, at most @events_max events happen that are due by @limit_us, and ends
 * before an event of @kind_apart. The clock must have no function that it calls at the end of an instant.
 */
void tarn_clock_run_batch (TarnClock *clock, gint64 limit_us, guint16 kind_apart, guint events_max,
                           GError **error);

/* Returns @base_us + @delta_us, or the end of time where the sum is past it. */
static inline gint64
tarn_time_add (gint64 base_us, gint64 delta_us)
{
  return delta_us > G_MAXINT64 - base_us ? G_MAXINT64 : base_us + delta_us;
}
