/* SPDX-License-Identifier: MIT */
/*
 * Whose an engine is: one thread's at a time. Every call asks, so the answer is one comparison with an
 * address that no two living threads share; only after a hand-over GLib is asked, once.
 */
#pragma once

#include <glib.h>

typedef struct
{
  GThread *thread;
  gpointer address; /* of the thread, once it has shown up; NULL before */
} TarnOwnership;

#if defined(__has_builtin)
#if __has_builtin(__builtin_thread_pointer)
#define TARN_HAS_THREAD_POINTER
#endif
#endif

static inline gpointer
tarn_thread_get_address (void)
{
#ifdef TARN_HAS_THREAD_POINTER
  return __builtin_thread_pointer ();
#else
  static __thread char mark;
  return &mark;
#endif
}

/* @thread may be another one, which then has to be told by other means that it is its turn. */
void tarn_ownership_set (TarnOwnership *ownership, GThread *thread);

gboolean tarn_ownership_claim (const TarnOwnership *ownership);

/* Atomic, as what asks may be the wrong thread. */
static inline gboolean
tarn_ownership_is_mine (const TarnOwnership *ownership)
{
  return G_LIKELY (__atomic_load_n (&ownership->address, __ATOMIC_RELAXED)
                   == tarn_thread_get_address ())
         || tarn_ownership_claim (ownership);
}

/* FALSE, with TARN_ERROR_WRONG_THREAD for @what, unless it is this thread's. */
gboolean tarn_ownership_check (const TarnOwnership *ownership, const char *what, GError **error);
