/* SPDX-License-Identifier: MIT */
#include "kernel/ownership.h"

#include <tarn/tarn-error.h>

#include "kernel/fail.h"

guint tarn_n_ended_owners;

/* GLib calls this function when a thread ends that has claimed an engine. */
static void
count_ended_owner (gpointer mark G_GNUC_UNUSED)
{
  __atomic_add_fetch (&tarn_n_ended_owners, 1, __ATOMIC_RELEASE);
}

static GPrivate owner_mark = G_PRIVATE_INIT (count_ended_owner);

void
tarn_ownership_set (TarnOwnership *ownership, GThread *thread)
{
  GThread *before = ownership->thread;

  __atomic_store_n (&ownership->address, NULL, __ATOMIC_RELAXED);
  __atomic_store_n (&ownership->thread, g_thread_ref (thread), __ATOMIC_RELEASE);
  if (before != NULL)
    g_thread_unref (before);
}

void
tarn_ownership_clear (TarnOwnership *ownership)
{
  g_clear_pointer (&ownership->thread, g_thread_unref);
}

/*
 * A thread that finds that it owns the engine also sees all that was done before it became the owner, because
 * the thread may not have synchronized in any other way. The function stores the address of the thread
 * although @ownership is const: this changes nothing that the ownership says about the engine.
 */
gboolean
tarn_ownership_claim (const TarnOwnership *ownership)
{
  TarnOwnership *claimed = (TarnOwnership *) ownership;

  if (__atomic_load_n (&ownership->thread, __ATOMIC_ACQUIRE) != g_thread_self ())
    return FALSE;

  g_private_set (&owner_mark, &owner_mark);
  __atomic_store_n (&claimed->n_ended, __atomic_load_n (&tarn_n_ended_owners, __ATOMIC_ACQUIRE),
                    __ATOMIC_RELAXED);
  __atomic_store_n (&claimed->address, tarn_thread_get_address (), __ATOMIC_RELAXED);
  return TRUE;
}

gboolean
tarn_ownership_check (const TarnOwnership *ownership, const char *what, GError **error)
{
  if (tarn_ownership_is_mine (ownership))
    return TRUE;

  return tarn_fail (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD,
                    "%s: the engine belongs to another thread", what);
}
