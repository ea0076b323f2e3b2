/* SPDX-License-Identifier: MIT */
#include "engine/invocations.h"

#include <tarn/tarn-error.h>
#include <tarn/tarn-invoke.h>

#include "engine/engine-state.h"
#include "kernel/fail.h"

typedef enum
{
  WAITING,
  TAKEN, /* a thread makes the call now */
  DONE,
  GIVEN_UP,
  REFUSED,
} State;

typedef struct _Invocation Invocation;

struct _Invocation
{
  gint n_owners; /* the waiting thread, and the stack; atomic */
  gint state;    /* atomic: the thread that moves it on from WAITING decides */
  Invocation *older;
  TarnInvokeFunc func;
  gpointer data;
};

void
tarn_invocations_init (TarnInvocations *invocations)
{
  g_mutex_init (&invocations->mutex);
  g_cond_init (&invocations->changed);
}

void
tarn_invocations_wake (TarnInvocations *invocations)
{
  g_mutex_lock (&invocations->mutex);
  g_cond_broadcast (&invocations->changed);
  g_mutex_unlock (&invocations->mutex);
}

static void
invocation_unref (Invocation *invocation)
{
  if (g_atomic_int_dec_and_test (&invocation->n_owners))
    g_free (invocation);
}

static gboolean
invocation_move (Invocation *invocation, State from, State to)
{
  return g_atomic_int_compare_and_exchange (&invocation->state, (gint) from, (gint) to);
}

static State
invocation_get_state (Invocation *invocation)
{
  return (State) g_atomic_int_get (&invocation->state);
}

/* --- The stack -------------------------------------------------------------------------------- */

static void
push (TarnInvocations *invocations, Invocation *invocation)
{
  do
    invocation->older = g_atomic_pointer_get (&invocations->newest);
  while (
      !g_atomic_pointer_compare_and_exchange (&invocations->newest, invocation->older, invocation));
}

/* Only the engine's thread takes an invocation out. Other threads may push more on top meanwhile. */
static Invocation *
take_oldest (TarnInvocations *invocations)
{
  Invocation *oldest = g_atomic_pointer_get (&invocations->newest);

  if (oldest == NULL)
    return NULL;
  while (oldest->older != NULL)
    oldest = oldest->older;
  if (g_atomic_pointer_compare_and_exchange (&invocations->newest, oldest, NULL))
    return oldest;

  Invocation *newer = g_atomic_pointer_get (&invocations->newest);
  while (newer->older != oldest)
    newer = newer->older;
  newer->older = NULL;
  return oldest;
}

/* Only invocations for which no thread waits any more are left. */
void
tarn_invocations_clear (TarnInvocations *invocations)
{
  for (Invocation *next; (next = take_oldest (invocations)) != NULL;)
    invocation_unref (next);
  g_mutex_clear (&invocations->mutex);
  g_cond_clear (&invocations->changed);
}

gboolean
tarn_invocations_are_waiting (TarnEngine *engine)
{
  return g_atomic_pointer_get (&engine->invocations.newest) != NULL
         && tarn_core_may_change (&engine->core);
}

static void
call (TarnEngine *engine, Invocation *invocation)
{
  invocation->func (engine, invocation->data);
  g_atomic_int_set (&invocation->state, DONE);
}

/*
 * Makes one call at a time. The call itself may serve the other invocations, or may hand the engine over to
 * a thread that serves them.
 */
gboolean
tarn_invocations_serve (TarnEngine *engine)
{
  gboolean is_called = FALSE;

  while (!is_called && tarn_invocations_are_waiting (engine))
    {
      Invocation *next = take_oldest (&engine->invocations);

      is_called = invocation_move (next, WAITING, TAKEN);
      if (is_called)
        {
          call (engine, next);
          tarn_invocations_wake (&engine->invocations);
        }
      invocation_unref (next);
    }

  return is_called;
}

/* --- The waiting thread ----------------------------------------------------------------------- */

static void
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer data)
{
  tarn_invocations_wake (data);
}

static gboolean
is_open (Invocation *invocation)
{
  State state = invocation_get_state (invocation);

  return state == WAITING || state == TAKEN;
}

/*
 * While this thread sleeps, it may become the owner of the engine; then it makes the call itself. Or the last
 * source that could make the call may be destroyed; then the call is refused.
 */
static void
sleep_until_settled (TarnEngine *self, Invocation *invocation, GCancellable *cancellable)
{
  TarnInvocations *invocations = &self->invocations;

  g_mutex_lock (&invocations->mutex);
  while (is_open (invocation))
    {
      if (g_cancellable_is_cancelled (cancellable)
          && invocation_move (invocation, WAITING, GIVEN_UP))
        continue;
      if (tarn_ownership_is_mine (&self->core.clock.ownership)
          && invocation_move (invocation, WAITING, TAKEN))
        {
          g_mutex_unlock (&invocations->mutex);
          call (self, invocation);
          g_mutex_lock (&invocations->mutex);
          continue;
        }
      if (g_atomic_int_get (&self->n_sources) == 0
          && invocation_move (invocation, WAITING, REFUSED))
        continue;
      g_cond_wait (&invocations->changed, &invocations->mutex);
    }
  g_mutex_unlock (&invocations->mutex);
}

static State
ask_owner (TarnEngine *self, Invocation *invocation, GCancellable *cancellable)
{
  gulong handler = cancellable != NULL
                       ? g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                                                &self->invocations, NULL)
                       : 0;

  push (&self->invocations, invocation);
  tarn_wakeup_signal (self->wakeup);
  sleep_until_settled (self, invocation, cancellable);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);

  return invocation_get_state (invocation);
}

static gboolean
fail_unserved (GError **error)
{
  return tarn_fail (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD,
                    "the engine belongs to another thread, and has no source there that could"
                    " make the call");
}

gboolean
tarn_engine_invoke (TarnEngine *self, TarnInvokeFunc func, gpointer user_data,
                    GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_autoptr (TarnEngine) kept G_GNUC_UNUSED = g_object_ref (self);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (tarn_ownership_is_mine (&self->core.clock.ownership))
    {
      func (self, user_data);
      return TRUE;
    }
  if (g_atomic_int_get (&self->n_sources) == 0)
    return fail_unserved (error);

  Invocation *invocation = g_new0 (Invocation, 1);
  invocation->n_owners = 2;
  invocation->func = func;
  invocation->data = user_data;
  State state = ask_owner (self, invocation, cancellable);
  invocation_unref (invocation);

  if (state == GIVEN_UP)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the call was cancelled");
  else if (state == REFUSED)
    fail_unserved (error);
  return state == DONE;
}
