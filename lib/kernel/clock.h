/* SPDX-License-Identifier: MIT */
/*
 * The virtual clock: it stands still but when it is driven, and then goes from event to event.
 *
 * A room registers a handler once for each kind of event it schedules. Handlers may schedule more
 * and call into the services; they may not drive the clock. What the verbs promise to users is
 * written in <tarn/tarn-clock.h>.
 */
#pragma once

#include "kernel/event-queue.h"

typedef void (*TarnEventHandler) (gpointer data, const TarnEvent *event);
typedef gboolean (*TarnClockCondition) (gpointer data);

enum
{
  TARN_CLOCK_KINDS_MAX = 32,
};

typedef struct
{
  const char *name;
  TarnEventHandler handler;
  gpointer data;
} TarnEventKind;

typedef struct
{
  gint64 now_us;
  TarnEventQueue *queue;

  TarnEventKind kinds[TARN_CLOCK_KINDS_MAX];
  guint16 n_kinds;

  gboolean is_driving;
  gboolean is_telling; /* observers are being called, maybe from outside of any event */
  gboolean is_asking;  /* a condition or a cost model is being asked: nothing may change */

  guint64 n_same_instant; /* events of this instant that were scheduled by events of it */
  guint64 same_instant_max;
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
} TarnClockEnd;

/* Whether a callback is running, from inside of which the clock may not be driven. */
static inline gboolean
tarn_clock_is_busy (const TarnClock *clock)
{
  return clock->is_driving || clock->is_telling || clock->is_asking;
}

void tarn_clock_init (TarnClock *clock, gint64 now_us);
void tarn_clock_clear (TarnClock *clock);

/* @name is static; it tells users what is pending. */
guint16 tarn_clock_add_kind (TarnClock *clock, const char *name, TarnEventHandler handler,
                             gpointer data);

/* @time_us is now or later. */
TarnEventHandle tarn_clock_schedule (TarnClock *clock, gint64 time_us, guint16 kind,
                                     guint32 subject, guint32 generation, TarnEventFlags flags);
gboolean tarn_clock_cancel (TarnClock *clock, TarnEventHandle handle);

gboolean tarn_clock_step (TarnClock *clock, gboolean *ret_stepped, GError **error);
gboolean tarn_clock_advance_to (TarnClock *clock, gint64 time_us, GError **error);
gboolean tarn_clock_advance_by (TarnClock *clock, gint64 duration_us, GError **error);
gboolean tarn_clock_run (TarnClock *clock, const TarnClockRun *run, TarnClockEnd *ret_end,
                         GError **error);

/* @base_us + @delta_us, or the end of time where that is past it. */
static inline gint64
tarn_time_add (gint64 base_us, gint64 delta_us)
{
  return delta_us > G_MAXINT64 - base_us ? G_MAXINT64 : base_us + delta_us;
}
