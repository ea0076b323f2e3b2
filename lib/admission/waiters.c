/* SPDX-License-Identifier: MIT */
#include "admission/waiters.h"

#include "admission/service.h"

void
tarn_waiters_init (TarnWaiters *waiters)
{
  waiters->waiting = g_ptr_array_new ();
  waiters->ended = g_ptr_array_new ();
}

void
tarn_waiters_clear (TarnWaiters *waiters)
{
  g_clear_pointer (&waiters->waiting, g_ptr_array_unref);
  g_clear_pointer (&waiters->ended, g_ptr_array_unref);
}

char *
tarn_waiter_describe (const TarnWaiter *waiter)
{
  g_autofree char *id = tarn_service_dup_run_id (waiter->service, &waiter->run_id);

  return g_strconcat (waiter->service->run_noun, " ", id, NULL);
}

static gboolean
is_before (const TarnIdentifier *a, const TarnIdentifier *b)
{
  return a->high != b->high ? a->high < b->high : a->low < b->low;
}

/* Returns the index of the first waiter for a run with this id or a larger one. */
static guint
find_place (const TarnWaiters *waiters, const TarnIdentifier *run_id)
{
  guint first = 0, last = waiters->waiting->len;

  while (first < last)
    {
      guint middle = first + (last - first) / 2;
      const TarnWaiter *waiter = waiters->waiting->pdata[middle];

      if (is_before (&waiter->run_id, run_id))
        first = middle + 1;
      else
        last = middle;
    }

  return first;
}

static gboolean
is_for (const TarnWaiters *waiters, guint place, const TarnIdentifier *run_id)
{
  if (place >= waiters->waiting->len)
    return FALSE;

  const TarnWaiter *waiter = waiters->waiting->pdata[place];
  return waiter->run_id.high == run_id->high && waiter->run_id.low == run_id->low;
}

void
tarn_waiters_add (TarnWaiters *waiters, TarnWaiter *waiter)
{
  guint place = find_place (waiters, &waiter->run_id);

  while (is_for (waiters, place, &waiter->run_id))
    place++;
  g_ptr_array_insert (waiters->waiting, (gint) place, waiter);
}

void
tarn_waiters_remove (TarnWaiters *waiters, TarnWaiter *waiter)
{
  if (!g_ptr_array_remove (waiters->ended, waiter))
    g_ptr_array_remove (waiters->waiting, waiter);
}

/* Two services may have runs with the same id, although this is very unlikely. */
TarnWaiter *
tarn_waiters_end_next (TarnWaiters *waiters, const TarnService *service,
                       const TarnIdentifier *run_id)
{
  for (guint i = find_place (waiters, run_id); is_for (waiters, i, run_id); i++)
    {
      TarnWaiter *waiter = waiters->waiting->pdata[i];

      if (waiter->service != service)
        continue;
      g_ptr_array_remove_index (waiters->waiting, i);
      g_ptr_array_add (waiters->ended, waiter);
      return waiter;
    }

  return NULL;
}

/* settle() may free the waiter, so the waiter leaves the array before. */
void
tarn_waiters_settle (TarnWaiters *waiters)
{
  while (waiters->ended->len > 0)
    {
      TarnWaiter *waiter = g_ptr_array_steal_index (waiters->ended, 0);

      if (waiter->settle != NULL)
        waiter->settle (waiter);
    }
}
