/* SPDX-License-Identifier: MIT */
#include "engine/holds.h"

#include "engine/engine-state.h"
#include "kernel/accessors.h"

/*
 * The list is in a g_atomic_rc_box; the engine and each hold own a reference. A hold is in the list until it is
 * released. Its release takes it out, in any thread, so nothing of it is left in the engine.
 */
struct _TarnHoldList
{
  GMutex mutex; /* of the queue */
  GQueue holds; /* TarnHold; the links are in the holds, and the holds belong to their users */
  gint n_out;   /* the length of the queue; atomic, so that the source need not lock */
  TarnWakeup *wakeup; /* signalled when the last hold is released */
};

struct _TarnHold
{
  gint n_refs; /* atomic, like the next one */
  gint is_out; /* not released yet */
  TarnHoldList *list;
  GList link;
  char *reason;
};

G_DEFINE_BOXED_TYPE (TarnHold, tarn_hold, tarn_hold_ref, tarn_hold_unref)

static TarnHoldList *
list_new (TarnWakeup *wakeup)
{
  TarnHoldList *list = g_atomic_rc_box_new0 (TarnHoldList);

  g_mutex_init (&list->mutex);
  g_queue_init (&list->holds);
  list->wakeup = g_atomic_rc_box_acquire (wakeup);
  return list;
}

static void
clear_list (gpointer data)
{
  TarnHoldList *list = data;

  g_mutex_clear (&list->mutex);
  tarn_wakeup_unref (list->wakeup);
}

static void
list_unref (TarnHoldList *list)
{
  g_atomic_rc_box_release_full (list, clear_list);
}

static void
list_add (TarnHoldList *list, TarnHold *hold)
{
  g_mutex_lock (&list->mutex);
  g_queue_push_tail_link (&list->holds, &hold->link);
  g_atomic_int_inc (&list->n_out);
  g_mutex_unlock (&list->mutex);
}

/* Returns whether that was the last hold. */
static gboolean
list_remove (TarnHoldList *list, TarnHold *hold)
{
  g_mutex_lock (&list->mutex);
  g_queue_unlink (&list->holds, &hold->link);
  gboolean is_last = g_atomic_int_dec_and_test (&list->n_out);
  g_mutex_unlock (&list->mutex);

  return is_last;
}

/* --- Holds ------------------------------------------------------------------------------------ */

TarnHold *
tarn_hold_ref (TarnHold *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->n_refs);
  return self;
}

void
tarn_hold_unref (TarnHold *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->n_refs))
    return;

  tarn_hold_release (self);
  list_unref (self->list);
  g_free (self->reason);
  g_free (self);
}

void
tarn_hold_release (TarnHold *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_compare_and_exchange (&self->is_out, TRUE, FALSE))
    return;
  if (list_remove (self->list, self))
    tarn_wakeup_signal (self->list->wakeup);
}

TARN_GETTER (const char *, tarn_hold_get_reason, TarnHold, reason)

/* --- The holds of an engine ------------------------------------------------------------------- */

guint
tarn_holds_count (const TarnHoldList *list)
{
  return list != NULL ? (guint) g_atomic_int_get (&((TarnHoldList *) list)->n_out) : 0;
}

static char **
list_reasons (TarnHoldList *list)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();

  if (list != NULL)
    {
      g_mutex_lock (&list->mutex);
      for (const GList *link = list->holds.head; link != NULL; link = link->next)
        g_ptr_array_add (reasons, g_strdup (((const TarnHold *) link->data)->reason));
      g_mutex_unlock (&list->mutex);
    }
  g_ptr_array_add (reasons, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&reasons), FALSE);
}

void
tarn_holds_free (TarnHoldList *list)
{
  g_auto (GStrv) reasons = list_reasons (list);

  if (reasons[0] != NULL)
    {
      g_autofree char *text = g_strjoinv ("', '", reasons);

      g_warning ("an engine goes while it is held for '%s'", text);
    }
  list_unref (list);
}

TarnHold *
tarn_engine_hold (TarnEngine *self, const char *reason)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (reason != NULL, NULL);
  g_return_val_if_fail (tarn_core_may_change (&self->core), NULL);

  if (self->holds == NULL)
    self->holds = list_new (tarn_engine_get_wakeup (self));

  TarnHold *hold = g_new0 (TarnHold, 1);
  hold->n_refs = 1;
  hold->is_out = TRUE;
  hold->list = g_atomic_rc_box_acquire (self->holds);
  hold->link.data = hold;
  hold->reason = g_strdup (reason);
  list_add (hold->list, hold);
  return hold;
}

char **
tarn_engine_list_holds (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership), NULL);

  return list_reasons (self->holds);
}
