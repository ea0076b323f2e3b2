/* SPDX-License-Identifier: MIT */
/*
 * Says which thread owns an engine; one thread owns it at a time. Every call checks this, so the check is one
 * comparison with an address that no two running threads share. Only the first check after a hand-over calls
 * GLib.
 */
#pragma once

#include <glib.h>

typedef struct
{
  GThread *thread;
  gpointer address; /* address of the owner after its first check; NULL before */
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

/*
 * @thread may be another thread. The caller must then notify that thread by other means that it owns the
 * engine.
 */
void tarn_ownership_set (TarnOwnership *ownership, GThread *thread);

gboolean tarn_ownership_claim (const TarnOwnership *ownership);

/*
 * Returns whether the calling thread owns the engine. The read is atomic, because the calling thread may be
 * the wrong one.
 */
static inline gboolean
tarn_ownership_is_mine (const TarnOwnership *ownership)
{
  return G_LIKELY (__atomic_load_n (&ownership->address, __ATOMIC_RELAXED)
                   == tarn_thread_get_address ())
         || tarn_ownership_claim (ownership);
}

/* Returns FALSE, with TARN_ERROR_WRONG_THREAD for @what, unless the calling thread owns the engine. */
gboolean tarn_ownership_check (const TarnOwnership *ownership, const char *what, GError **error);
