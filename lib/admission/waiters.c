/* SPDX-License-Identifier: MIT */
#include "admission/waiters.h"

#include <string.h>

#include "admission/service.h"

static gint
compare_numbers (guint64 a, guint64 b)
{
  return a < b ? -1 : a > b;
}

/* Two services may have runs with the same id, although this is very unlikely. */
static gint
compare_waiters (gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  const TarnWaiter *x = a, *y = b;
  gint order = compare_numbers (x->run_id.high, y->run_id.high);

  if (order == 0)
    order = compare_numbers (x->run_id.low, y->run_id.low);
  if (order == 0)
    order = strcmp (x->service->name, y->service->name);
  return order != 0 ? order : compare_numbers (x->arrival, y->arrival);
}

void
tarn_waiters_init (TarnWaiters *waiters)
{
  *waiters = (TarnWaiters){
    .waiting = g_tree_new_full (compare_waiters, NULL, NULL, NULL),
    .ended = G_QUEUE_INIT,
  };
}

/* The waiters themselves are borrowed, and so are their links. */
void
tarn_waiters_clear (TarnWaiters *waiters)
{
  g_clear_pointer (&waiters->waiting, g_tree_unref);
  g_queue_init (&waiters->ended);
}

char *
tarn_waiter_describe (const TarnWaiter *waiter)
{
  g_autofree char *id = tarn_service_dup_run_id (waiter->service, &waiter->run_id);

  return g_strconcat (waiter->service->run_noun, " ", id, NULL);
}

void
tarn_waiters_add (TarnWaiters *waiters, TarnWaiter *waiter)
{
  waiter->arrival = ++waiters->last_arrival;
  waiter->link = (GList){ NULL };
  g_tree_insert (waiters->waiting, waiter, waiter);
}

void
tarn_waiters_remove (TarnWaiters *waiters, TarnWaiter *waiter)
{
  if (waiter->link.data != NULL)
    g_queue_unlink (&waiters->ended, &waiter->link);
  else
    g_tree_remove (waiters->waiting, waiter);
}

TarnWaiter *
tarn_waiters_end_next (TarnWaiters *waiters, const TarnService *service,
                       const TarnIdentifier *run_id)
{
  TarnWaiter key = { .service = service, .run_id = *run_id };
  GTreeNode *node = g_tree_lower_bound (waiters->waiting, &key);
  TarnWaiter *waiter = node != NULL ? g_tree_node_value (node) : NULL;

  if (waiter == NULL || waiter->service != service
      || !tarn_identifier_equal (&waiter->run_id, run_id))
    return NULL;

  g_tree_remove (waiters->waiting, waiter);
  waiter->link.data = waiter;
  g_queue_push_tail_link (&waiters->ended, &waiter->link);
  return waiter;
}

/*
 * settle() may free the waiter, so the waiter leaves the queue before. A waiter without settle() is removed
 * later, and then it must be known that it has left.
 */
void
tarn_waiters_settle (TarnWaiters *waiters)
{
  while (waiters->ended.length > 0)
    {
      TarnWaiter *waiter = g_queue_pop_head_link (&waiters->ended)->data;

      waiter->link.data = NULL;
      if (waiter->settle != NULL)
        waiter->settle (waiter);
    }
}
