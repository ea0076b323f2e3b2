/* SPDX-License-Identifier: MIT */
/*
 * Says which thread owns an engine; one thread owns it at a time. Every call checks this, so the check compares
 * an address that no two running threads share. A new thread can get the address of a thread that has ended,
 * so the check also compares how many owners have ended. Only the first check after a hand-over, and after an
 * owner of any engine has ended, calls GLib.
 */
#pragma once

#include <glib.h>

typedef struct
{
  GThread *thread;  /* a reference, so that no other thread gets this address */
  gpointer address; /* of the owner's memory after its first check; NULL before */
  guint n_ended;    /* tarn_n_ended_owners at that check */
} TarnOwnership;

/* Counts the threads that have owned an engine and have ended. It may wrap around. */
extern guint tarn_n_ended_owners;

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

/*
 * @thread may be another thread. The caller must then notify that thread by other means that it owns the
 * engine.
 */
void tarn_ownership_set (TarnOwnership *ownership, GThread *thread);
void tarn_ownership_clear (TarnOwnership *ownership);

gboolean tarn_ownership_claim (const TarnOwnership *ownership);

/*
 * Returns whether the calling thread owns the engine. The read is atomic, because the calling thread may be
 * the wrong one.
 */
static inline gboolean
tarn_ownership_is_mine (const TarnOwnership *ownership)
{
  return G_LIKELY (__atomic_load_n (&ownership->address, __ATOMIC_RELAXED)
                       == tarn_thread_get_address ()
                   && __atomic_load_n (&ownership->n_ended, __ATOMIC_RELAXED)
                          == __atomic_load_n (&tarn_n_ended_owners, __ATOMIC_RELAXED))
         || tarn_ownership_claim (ownership);
}

/* Returns FALSE, with TARN_ERROR_WRONG_THREAD for @what, unless the calling thread owns the engine. */
gboolean tarn_ownership_check (const TarnOwnership *ownership, const char *what, GError **error);
