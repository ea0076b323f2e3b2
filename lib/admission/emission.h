/* SPDX-License-Identifier: MIT */
/*
 * Delivers changes to observers, signal handlers, the journal and waiters. Changes are gathered while an
 * operation or an event does its work, and delivered after the work is done.
 */
#pragma once

#include "admission/change-filter.h"
#include "admission/journal.h"
#include "admission/service.h"
#include "admission/waiters.h"
#include "kernel/clock.h"
#include "kernel/names.h"

typedef struct
{
  TarnChange change;
  TarnName *kept; /* a name in the change that the room may drop before the delivery; or NULL */
} TarnPendingChange;

typedef struct
{
  TarnPendingChange *changes;
  guint n_changes;
  guint n_allocated;
} TarnChangeBuffer;

/* The observers of an engine and the changes that wait for delivery. All services share it. */
typedef struct
{
  GArray *observers;      /* in the order of their ids; some places may be free */
  guint n_observers;      /* without the free places */
  GArray *removed;        /* observers whose data are freed when the delivery has ended */
  gboolean is_watched;    /* by an observer, journal, filter or waiter; ignores signal handlers */
  guint64 watched_causes; /* the causes of runs' changes that one of these asks for, as bits */
  guint n_of_cause[TARN_CAUSES_MAX]; /* how many observers' filters ask for the cause */
  guint n_commit_observers;          /* those whose filter lets commits pass */
  TarnJournal *journal;              /* NULL for none */
  /* Called with each change before the journal and the observers; NULL for none. */
  void (*filter) (gpointer data, TarnPendingChange *pending);
  gpointer filter_data;
  TarnWaiters waiters;
  gboolean is_mute;         /* the signal is not emitted */
  guint signal;             /* a signal of the owner; its argument is the change */
  TarnChangeBuffer pending; /* not delivered yet; filled only while something watches */
  guint n_journaled;        /* how many of these the journal has already */
  TarnChangeBuffer spare;
  guint last_id;
  TarnClock *clock;
  GObject *owner; /* the engine; borrowed */
} TarnEmission;

void tarn_emission_init (TarnEmission *emission, TarnClock *clock, GObject *owner);
void tarn_emission_clear (TarnEmission *emission);

/* The observer gets a copy of @filter. NULL lets every change pass but commits. */
guint tarn_emission_add_observer (TarnEmission *emission, const TarnChangeFilter *filter,
                                  TarnObserverFunc func, gpointer data, GDestroyNotify destroy);
gboolean tarn_emission_remove_observer (TarnEmission *emission, guint id);

/* Sets what makes the data of the observer's copy in a fork; NULL leaves the observer behind. */
gboolean tarn_emission_set_copy_func (TarnEmission *emission, guint id, TarnCopyFunc copy);

/* Returns how many observers a fork leaves behind. */
guint tarn_emission_count_left (const TarnEmission *emission);

/*
 * Takes the observers that have a copy function over into @fork, which must be new, without the user's data. Nothing
 * may be delivered in the fork until their data are copied.
 */
void tarn_emission_take_observers (TarnEmission *fork, const TarnEmission *from);

/* Calls the copy functions. */
void tarn_emission_copy_data (TarnEmission *fork, const TarnEmission *from);

void tarn_emission_set_journal (TarnEmission *emission, TarnJournal *journal);

void tarn_emission_set_filter (TarnEmission *emission,
                               void (*filter) (gpointer data, TarnPendingChange *pending),
                               gpointer data);

/* The signal is emitted for each change but commits, with the service as its detail, if a handler is connected. */
void tarn_emission_set_signal (TarnEmission *emission, guint signal);

/* GObject does not notify an object when a handler is connected, so it must be asked each time. */
gboolean tarn_emission_find_handler (const TarnEmission *emission);

/* Returns whether the signal has a handler and is emitted. */
static inline gboolean
tarn_emission_has_handlers (const TarnEmission *emission)
{
  return !emission->is_mute && tarn_emission_find_handler (emission);
}

/* Waiters are notified after all observers. */
void tarn_emission_add_waiter (TarnEmission *emission, TarnWaiter *waiter);

/* Does nothing if the waiter was already removed. */
void tarn_emission_remove_waiter (TarnEmission *emission, TarnWaiter *waiter);

static inline gboolean
tarn_emission_is_watched (const TarnEmission *emission)
{
  return emission->is_watched || tarn_emission_has_handlers (emission);
}

/*
 * Returns whether anything asks for changes of runs by this cause. An observer may add another one, which is
 * notified from the next change on, so a change that follows another one in the same delivery is always wanted.
 */
static inline gboolean
tarn_emission_wants_cause (const TarnEmission *emission, guint cause)
{
  return (emission->watched_causes >> cause & 1) != 0 || emission->pending.n_changes > 0
         || emission->clock->is_notifying || tarn_emission_has_handlers (emission);
}

/* Adds a change, which the caller must fill at once. */
TarnChange *tarn_emission_add (TarnEmission *emission);

/* Adds a copy of a filled change, and takes its reference to the name. */
void tarn_emission_add_copy (TarnEmission *emission, const TarnPendingChange *copy);

/* Keeps a reference to @name until delivery, because the last added change points into it. */
void tarn_emission_keep (TarnEmission *emission, const TarnName *name);
void tarn_emission_deliver_pending (TarnEmission *emission);

/* Delivers the pending changes, and drops the observers that were removed. No delivery may be running. */
void tarn_emission_deliver_all (TarnEmission *emission);

/* Delivers the pending changes, unless a delivery is already running. */
static inline void
tarn_emission_deliver (TarnEmission *emission)
{
  if (emission->pending.n_changes > 0)
    tarn_emission_deliver_pending (emission);
}
