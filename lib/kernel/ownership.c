/* SPDX-License-Identifier: MIT */
#include "kernel/ownership.h"

#include <tarn/tarn-error.h>

#include "kernel/fail.h"

void
tarn_ownership_set (TarnOwnership *ownership, GThread *thread)
{
  __atomic_store_n (&ownership->address, NULL, __ATOMIC_RELAXED);
  __atomic_store_n (&ownership->thread, thread, __ATOMIC_RELEASE);
}

/*
 * A thread that finds that it owns the engine also sees all that was done before it became the owner, because
 * the thread may not have synchronized in any other way. The function stores the address of the thread
 * although @ownership is const: this changes nothing that the ownership says about the engine.
 */
gboolean
tarn_ownership_claim (const TarnOwnership *ownership)
{
  if (__atomic_load_n (&ownership->thread, __ATOMIC_ACQUIRE) != g_thread_self ())
    return FALSE;

  __atomic_store_n (&((TarnOwnership *) ownership)->address, tarn_thread_get_address (),
                    __ATOMIC_RELAXED);
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
