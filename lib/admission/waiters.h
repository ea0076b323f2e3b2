/* SPDX-License-Identifier: MIT */
/*
 * The waiters for the ends of runs. The engine searches for the waiters of a run when the run ends, and only
 * if there are any waiters.
 */
#pragma once

#include <tarn/tarn-types.h>

#include "kernel/identifier.h"

typedef struct _TarnWaiter TarnWaiter;

struct _TarnWaiter
{
  const TarnService *service;
  TarnIdentifier run_id;
  guint64 arrival;      /* the number of the waiter, in the order of arrival */
  GList link;           /* its place among those whose run has ended; without data before */
  gpointer ended;       /* the service's copy of the ended run; NULL before the end */
  gboolean is_reported; /* a message reported that it may wait for ever */
  /* Called after all observers were notified. It must not call code of the user. NULL for none. */
  void (*settle) (TarnWaiter *waiter);
};

typedef struct
{
  GTree *waiting; /* in the order of run ids, services and arrival; each waiter is its own key */
  GQueue ended;   /* waiters whose run has ended, in that order, until they are settled */
  guint64 last_arrival;
} TarnWaiters;

void tarn_waiters_init (TarnWaiters *waiters);
void tarn_waiters_clear (TarnWaiters *waiters);

static inline gboolean
tarn_waiters_has_ended (const TarnWaiters *waiters)
{
  return waiters->ended.length > 0;
}

static inline gboolean
tarn_waiters_has_waiting (const TarnWaiters *waiters)
{
  return g_tree_nnodes (waiters->waiting) > 0;
}

/* Returns the number of waiters whose run has not ended. */
static inline guint
tarn_waiters_count (const TarnWaiters *waiters)
{
  return (guint) g_tree_nnodes (waiters->waiting);
}

static inline gboolean
tarn_waiters_has_any (const TarnWaiters *waiters)
{
  return tarn_waiters_has_waiting (waiters) || tarn_waiters_has_ended (waiters);
}

/* Describes, for a message, the run that is waited for. */
char *tarn_waiter_describe (const TarnWaiter *waiter);

/* @waiter is borrowed: its memory must stay valid until the waiter is settled or removed. */
void tarn_waiters_add (TarnWaiters *waiters, TarnWaiter *waiter);
void tarn_waiters_remove (TarnWaiters *waiters, TarnWaiter *waiter);

/* Moves the next waiter for the run from waiting to ended, and returns it; NULL if there is none. */
TarnWaiter *tarn_waiters_end_next (TarnWaiters *waiters, const TarnService *service,
                                   const TarnIdentifier *run_id);

void tarn_waiters_settle (TarnWaiters *waiters);
