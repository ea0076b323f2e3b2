/* SPDX-License-Identifier: MIT */
/*
 * The one point from which changes are told: they are gathered while an operation or an event does
 * its work, and delivered to the observers once it is done.
 */
#pragma once

#include "admission/change.h"
#include "admission/journal.h"
#include "admission/waiters.h"
#include "kernel/clock.h"
#include "kernel/names.h"

typedef struct
{
  TarnChange change;
  TarnName *kept; /* what the change points at and its room may drop before all are told, or NULL */
} TarnPendingChange;

typedef struct
{
  TarnPendingChange *changes;
  guint n_changes;
  guint n_allocated;
} TarnChangeBuffer;

/* Who watches: shared by all services. */
typedef struct
{
  GArray *observers;
  gboolean is_watched;  /* by any of these, or those below, but for handlers of the signal */
  TarnJournal *journal; /* NULL for none */
  /* Looks at each change before anybody else does; NULL for none. */
  void (*filter) (gpointer data, TarnPendingChange *pending);
  gpointer filter_data;
  TarnWaiters waiters;
  guint signal;             /* of the owner, with the change as its argument */
  TarnChangeBuffer pending; /* not delivered yet; only filled while somebody watches */
  guint n_journaled;        /* how many of these the journal has */
  TarnChangeBuffer spare;
  guint last_id;
  TarnClock *clock;
  GObject *owner; /* of all this; borrowed */
} TarnEmission;

void tarn_emission_init (TarnEmission *emission, TarnClock *clock, GObject *owner);
void tarn_emission_clear (TarnEmission *emission);
guint tarn_emission_add_observer (TarnEmission *emission, TarnObserverFunc func, gpointer data,
                                  GDestroyNotify destroy);
gboolean tarn_emission_remove_observer (TarnEmission *emission, guint id);

void tarn_emission_set_journal (TarnEmission *emission, TarnJournal *journal);

void tarn_emission_set_filter (TarnEmission *emission,
                               void (*filter) (gpointer data, TarnPendingChange *pending),
                               gpointer data);

/* Is emitted for each change with the service as the detail, if a handler is connected. */
void tarn_emission_set_signal (TarnEmission *emission, guint signal);

/* GObject does not tell its owner of a handler, but it is cheap to ask for one. */
gboolean tarn_emission_has_handlers (const TarnEmission *emission);

/* Who waits is told once all observers were. */
void tarn_emission_add_waiter (TarnEmission *emission, TarnWaiter *waiter);

/* Nothing happens if it is not there any more. */
void tarn_emission_remove_waiter (TarnEmission *emission, TarnWaiter *waiter);

static inline gboolean
tarn_emission_is_watched (const TarnEmission *emission)
{
  return emission->is_watched || tarn_emission_has_handlers (emission);
}

/* Room for one more change, for the caller to fill at once. */
TarnChange *tarn_emission_add (TarnEmission *emission);

/* Adds a change that is filled already, with what it keeps. */
void tarn_emission_add_copy (TarnEmission *emission, const TarnPendingChange *copy);

/* The change that was added last points into @name. */
void tarn_emission_keep (TarnEmission *emission, const TarnName *name);
void tarn_emission_deliver_pending (TarnEmission *emission);

/* Delivers what was emitted, unless that is being done. */
static inline void
tarn_emission_deliver (TarnEmission *emission)
{
  if (emission->pending.n_changes > 0)
    tarn_emission_deliver_pending (emission);
}
