/* SPDX-License-Identifier: MIT */
/*
 * Who waits for the end of a run. They are looked for when a run ends, and then only if there is
 * anybody at all.
 */
#pragma once

#include <tarn/tarn-types.h>

#include "kernel/identifier.h"

typedef struct _TarnWaiter TarnWaiter;

struct _TarnWaiter
{
  const TarnService *service;
  TarnIdentifier run_id;
  gpointer ended;       /* the run as it ended, in the words of its service; NULL before */
  gboolean is_reported; /* as one who may wait for ever */
  /* After all observers were told; it runs nobody's code. NULL for none. */
  void (*settle) (TarnWaiter *waiter);
};

typedef struct
{
  GPtrArray *waiting; /* in the order of run ids, those for one run in the order they came */
  GPtrArray *ended;   /* whose run has ended, in the order of that, until they are settled */
} TarnWaiters;

void tarn_waiters_init (TarnWaiters *waiters);
void tarn_waiters_clear (TarnWaiters *waiters);

static inline gboolean
tarn_waiters_has_ended (const TarnWaiters *waiters)
{
  return waiters->ended->len > 0;
}

static inline gboolean
tarn_waiters_has_waiting (const TarnWaiters *waiters)
{
  return waiters->waiting->len > 0;
}

/* Those whose run has not ended. */
static inline guint
tarn_waiters_count (const TarnWaiters *waiters)
{
  return waiters->waiting->len;
}

static inline gboolean
tarn_waiters_has_any (const TarnWaiters *waiters)
{
  return tarn_waiters_has_waiting (waiters) || tarn_waiters_has_ended (waiters);
}

/* What is waited for, for people. */
char *tarn_waiter_describe (const TarnWaiter *waiter);

/* @waiter stays where it is until it is settled or removed. */
void tarn_waiters_add (TarnWaiters *waiters, TarnWaiter *waiter);
void tarn_waiters_remove (TarnWaiters *waiters, TarnWaiter *waiter);

/* The next who waits for the run, and waits for it no more; NULL if there is none. */
TarnWaiter *tarn_waiters_end_next (TarnWaiters *waiters, const TarnService *service,
                                   const TarnIdentifier *run_id);

void tarn_waiters_settle (TarnWaiters *waiters);
