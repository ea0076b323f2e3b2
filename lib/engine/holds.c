/* SPDX-License-Identifier: MIT */
#include "engine/holds.h"

#include "engine/engine-state.h"
#include "kernel/accessors.h"

/* The count is in a g_atomic_rc_box; the engine and each hold own a reference. */
struct _TarnHoldCount
{
  gint n_out;         /* holds that are not released; atomic */
  TarnWakeup *wakeup; /* signalled when the last hold is released */
};

struct _TarnHold
{
  gint n_refs;   /* references of users; atomic, like the next two */
  gint n_owners; /* the engine is one owner, and all users together are one */
  gint is_out;   /* not released yet */
  TarnHoldCount *count;
  char *reason;
};

G_DEFINE_BOXED_TYPE (TarnHold, tarn_hold, tarn_hold_ref, tarn_hold_unref)

static void
clear_count (gpointer data)
{
  tarn_wakeup_unref (((TarnHoldCount *) data)->wakeup);
}

static void
count_unref (TarnHoldCount *count)
{
  g_atomic_rc_box_release_full (count, clear_count);
}

/* --- Holds ------------------------------------------------------------------------------------ */

static void
hold_drop (TarnHold *hold)
{
  if (!g_atomic_int_dec_and_test (&hold->n_owners))
    return;

  count_unref (hold->count);
  g_free (hold->reason);
  g_free (hold);
}

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
  hold_drop (self);
}

void
tarn_hold_release (TarnHold *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_compare_and_exchange (&self->is_out, TRUE, FALSE))
    return;
  if (g_atomic_int_dec_and_test (&self->count->n_out))
    tarn_wakeup_signal (self->count->wakeup);
}

TARN_GETTER (const char *, tarn_hold_get_reason, TarnHold, reason)

/* --- The holds of an engine ------------------------------------------------------------------- */

guint
tarn_holds_count (const TarnHolds *holds)
{
  return holds->count != NULL ? (guint) g_atomic_int_get (&holds->count->n_out) : 0;
}

/* Only the engine's thread changes the array, so a thread that releases a hold cannot take it out there. */
static void
forget_released (TarnHolds *holds)
{
  guint n_kept = 0;

  for (guint i = 0; i < holds->holds->len; i++)
    {
      TarnHold *hold = holds->holds->pdata[i];

      if (g_atomic_int_get (&hold->is_out))
        holds->holds->pdata[n_kept++] = hold;
      else
        hold_drop (hold);
    }
  g_ptr_array_set_size (holds->holds, (gint) n_kept);
}

static char **
list_reasons (TarnHolds *holds)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();

  if (holds->count != NULL)
    {
      forget_released (holds);
      for (guint i = 0; i < holds->holds->len; i++)
        g_ptr_array_add (reasons, g_strdup (((TarnHold *) holds->holds->pdata[i])->reason));
    }
  g_ptr_array_add (reasons, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&reasons), FALSE);
}

void
tarn_holds_clear (TarnHolds *holds)
{
  g_auto (GStrv) reasons = list_reasons (holds);

  if (holds->count == NULL)
    return;
  if (reasons[0] != NULL)
    {
      g_autofree char *text = g_strjoinv ("', '", reasons);

      g_warning ("an engine goes while it is held for '%s'", text);
    }

  for (guint i = 0; i < holds->holds->len; i++)
    hold_drop (holds->holds->pdata[i]);
  g_clear_pointer (&holds->holds, g_ptr_array_unref);
  g_clear_pointer (&holds->count, count_unref);
}

TarnHold *
tarn_engine_hold (TarnEngine *self, const char *reason)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (reason != NULL, NULL);
  g_return_val_if_fail (tarn_core_may_change (&self->core), NULL);

  TarnHolds *holds = &self->holds;
  if (holds->count == NULL)
    {
      holds->count = g_atomic_rc_box_new0 (TarnHoldCount);
      holds->count->wakeup = g_atomic_rc_box_acquire (tarn_engine_get_wakeup (self));
      holds->holds = g_ptr_array_new ();
    }
  forget_released (holds);

  TarnHold *hold = g_new0 (TarnHold, 1);
  hold->n_refs = 1;
  hold->n_owners = 2;
  hold->is_out = TRUE;
  hold->count = g_atomic_rc_box_acquire (holds->count);
  hold->reason = g_strdup (reason);
  g_atomic_int_inc (&holds->count->n_out);
  g_ptr_array_add (holds->holds, hold);
  return hold;
}

char **
tarn_engine_list_holds (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership), NULL);

  return list_reasons (&self->holds);
}
