/* SPDX-License-Identifier: MIT */
#include "engine/holds.h"

#include <errno.h>
#include <glib-unix.h>
#include <unistd.h>

#include "engine/engine.h"

struct _TarnHoldBell
{
  gint n_owners; /* the engine and the holds; atomic, like the next */
  gint n_out;    /* of the holds */
  gint fds[2];   /* to listen at, and to ring */
};

struct _TarnHold
{
  gint n_refs;   /* of users; atomic, like the next two */
  gint n_owners; /* the engine, and the users together */
  gint is_out;
  TarnHoldBell *bell;
  char *reason;
};

G_DEFINE_BOXED_TYPE (TarnHold, tarn_hold, tarn_hold_ref, tarn_hold_unref)

/* --- The bell --------------------------------------------------------------------------------- */

static TarnHoldBell *
bell_new (void)
{
  TarnHoldBell *bell = g_new0 (TarnHoldBell, 1);

  bell->n_owners = 1;
  if (!g_unix_open_pipe (bell->fds, FD_CLOEXEC, NULL))
    {
      bell->fds[0] = bell->fds[1] = -1;
      return bell;
    }
  g_unix_set_fd_nonblocking (bell->fds[0], TRUE, NULL);
  g_unix_set_fd_nonblocking (bell->fds[1], TRUE, NULL);
  return bell;
}

static void
bell_unref (TarnHoldBell *bell)
{
  if (!g_atomic_int_dec_and_test (&bell->n_owners))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (bell->fds); i++)
    if (bell->fds[i] >= 0)
      close (bell->fds[i]);
  g_free (bell);
}

/* A pipe that is full has been heard already. */
static void
bell_ring (const TarnHoldBell *bell)
{
  while (bell->fds[1] >= 0 && write (bell->fds[1], "", 1) < 0 && errno == EINTR)
    ;
}

gint
tarn_holds_get_fd (const TarnHolds *holds)
{
  return holds->bell->fds[0];
}

/* Before the holds are counted: whoever rings has counted his own before. */
void
tarn_holds_silence (const TarnHolds *holds)
{
  char rings[64];

  while (read (holds->bell->fds[0], rings, sizeof rings) > 0)
    ;
}

/* --- Holds ------------------------------------------------------------------------------------ */

static void
hold_drop (TarnHold *hold)
{
  if (!g_atomic_int_dec_and_test (&hold->n_owners))
    return;

  bell_unref (hold->bell);
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
  if (g_atomic_int_dec_and_test (&self->bell->n_out))
    bell_ring (self->bell);
}

const char *
tarn_hold_get_reason (TarnHold *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->reason;
}

/* --- Those of an engine ----------------------------------------------------------------------- */

gboolean
tarn_holds_are_out (const TarnHolds *holds)
{
  return holds->bell != NULL && g_atomic_int_get (&holds->bell->n_out) > 0;
}

/* The threads that release cannot take theirs out of the array. */
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

  if (holds->bell != NULL)
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

  if (holds->bell == NULL)
    return;
  if (reasons[0] != NULL)
    {
      g_autofree char *text = g_strjoinv ("', '", reasons);

      g_warning ("an engine goes while it is held for '%s'", text);
    }

  for (guint i = 0; i < holds->holds->len; i++)
    hold_drop (holds->holds->pdata[i]);
  g_clear_pointer (&holds->holds, g_ptr_array_unref);
  g_clear_pointer (&holds->bell, bell_unref);
}

TarnHold *
tarn_engine_hold (TarnEngine *self, const char *reason)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (reason != NULL, NULL);
  g_return_val_if_fail (tarn_engine_may_change (self), NULL);

  TarnHolds *holds = &self->holds;
  if (holds->bell == NULL)
    {
      holds->bell = bell_new ();
      holds->holds = g_ptr_array_new ();
    }
  forget_released (holds);

  TarnHold *hold = g_new0 (TarnHold, 1);
  hold->n_refs = 1;
  hold->n_owners = 2;
  hold->is_out = TRUE;
  hold->bell = holds->bell;
  hold->reason = g_strdup (reason);
  g_atomic_int_inc (&holds->bell->n_owners);
  g_atomic_int_inc (&holds->bell->n_out);
  g_ptr_array_add (holds->holds, hold);
  return hold;
}

char **
tarn_engine_list_holds (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->clock.ownership), NULL);

  return list_reasons (&self->holds);
}
