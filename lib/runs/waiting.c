/* SPDX-License-Identifier: MIT */
#include "runs/waiting.h"

#include <tarn/tarn-error.h>

#include "admission/call.h"
#include "kernel/fail.h"
#include "runs/room.h"

/*
 * A wait for a run. The task owns the wait as its task data, and the wait holds a reference to the task as
 * long as it waits.
 */
typedef struct
{
  TarnWaiter waiter;
  TarnEmission *emission;
  GTask *task;
  gulong cancelled; /* the handler of the cancellable; 0 for none */
  GDestroyNotify free_run;
} Wait;

/* Finds the run as Get would, but does not count as a call. @out_ended is NULL if the run has not ended. */
static gboolean
look_at_run (TarnClient *client, guint get_operation, gpointer input, gconstpointer known,
             TarnIdentifier *out_id, gpointer *out_ended, GError **error)
{
  const TarnRunClass *class = tarn_room_of (client)->class->run_class;
  TarnOutput output;

  if (!tarn_client_look (client, get_operation, input, known, &output, error))
    return FALSE;

  *out_id = G_STRUCT_MEMBER (TarnIdentifier, output.value, class->copy_id_offset);
  if (G_STRUCT_MEMBER (gint64, output.value, class->copy_end_offset) == 0)
    g_clear_pointer (&output.value, class->free_copy);
  *out_ended = output.value;
  return TRUE;
}

/* --- Waiting in a main loop ------------------------------------------------------------------- */

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  if (wait->waiter.ended != NULL)
    wait->free_run (wait->waiter.ended);
  g_free (wait);
}

/*
 * This is not called by the handler itself, in which the cancellable may not be disconnected. A handler that
 * runs in another thread meanwhile is waited for.
 */
static GTask *
wait_let_go (Wait *wait)
{
  g_cancellable_disconnect (g_task_get_cancellable (wait->task), wait->cancelled);
  wait->cancelled = 0;
  return g_steal_pointer (&wait->task);
}

static gboolean
on_over (gpointer data)
{
  Wait *wait = g_task_get_task_data (data);

  g_task_return_pointer (data, g_steal_pointer (&wait->waiter.ended), wait->free_run);
  return G_SOURCE_REMOVE;
}

static void
settle (TarnWaiter *waiter)
{
  g_autoptr (GTask) task = wait_let_go ((Wait *) waiter);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_task_attach_source (task, source, on_over);
}

/* The run may have ended before the main loop comes to this. */
static gboolean
give_up (gpointer data)
{
  Wait *wait = g_task_get_task_data (data);

  if (wait->task == NULL)
    return G_SOURCE_REMOVE;

  tarn_emission_remove_waiter (wait->emission, &wait->waiter);
  g_autoptr (GTask) task = wait_let_go (wait);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/*
 * Any thread may cancel, so the wait is given up in its own main context. A source of the cancellable would be
 * simpler, but the main loop would then look at the sources of all waits in each turn.
 */
static void
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_task_attach_source (task, source, give_up);
}

static void
wait_begin (GTask *task, TarnRoom *room, const TarnIdentifier *id)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Wait *wait = g_new0 (Wait, 1);

  wait->waiter = (TarnWaiter){ .service = room->class->service, .run_id = *id, .settle = settle };
  wait->emission = &room->core->emission;
  wait->task = g_object_ref (task);
  wait->free_run = room->class->run_class->free_copy;
  g_task_set_task_data (task, wait, wait_free);
  tarn_emission_add_waiter (wait->emission, &wait->waiter);
  if (cancellable != NULL)
    wait->cancelled = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                                             g_object_ref (task), g_object_unref);
}

/*
 * Conditions and cost models may only look, and must not leave anything behind that other code notices. So
 * they cannot wait.
 */
static gboolean
check_may_wait (const TarnClock *clock, GError **error)
{
  if (!tarn_ownership_check (&clock->ownership, "a run cannot be waited for", error))
    return FALSE;
  if (!clock->is_asking)
    return TRUE;

  return tarn_fail (error, TARN_ERROR, TARN_ERROR_BUSY,
                    "a condition or a cost model cannot wait for a run");
}

void
tarn_wait_async (TarnClient *client, guint get_operation, gpointer input, gconstpointer known,
                 GTask *task)
{
  TarnRoom *room = tarn_room_of (client);
  g_autoptr (GError) error = NULL;
  gpointer ended = NULL;
  TarnIdentifier id;

  if (!check_may_wait (&room->core->clock, &error)
      || !look_at_run (client, get_operation, input, known, &id, &ended, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (ended != NULL)
    g_task_return_pointer (task, ended, room->class->run_class->free_copy);
  else
    wait_begin (task, room, &id);
}

/* --- Waiting by driving the clock ------------------------------------------------------------- */

static gboolean
is_decided (TarnCore *core, gpointer data)
{
  const TarnWaiter *waiter = data;

  return waiter->ended != NULL || tarn_core_is_stuck (core, waiter->service);
}

static void
fail_to_end (const TarnWaiter *waiter, gboolean is_stopped, GError **error)
{
  g_autofree char *run = tarn_waiter_describe (waiter);

  if (is_stopped)
    g_set_error (error, TARN_ERROR, TARN_ERROR_STOPPED,
                 "the clock was stopped before the end of the %s", run);
  else
    g_set_error (error, TARN_ERROR, TARN_ERROR_DEADLOCK,
                 "nothing is left to happen that could end the %s", run);
}

static gpointer
drive (TarnCore *core, TarnWaiter *waiter, const TarnClockLimits *limits, GError **error)
{
  gboolean is_stopped;

  tarn_emission_add_waiter (&core->emission, waiter);
  gboolean is_within_limits
      = core->run_until (core, is_decided, waiter, limits, &is_stopped, error);
  tarn_emission_remove_waiter (&core->emission, waiter);
  if (is_within_limits && waiter->ended == NULL)
    fail_to_end (waiter, is_stopped, error);

  return waiter->ended;
}

/*
 * Holds a reference to the client, because a callback may drop the user's last reference, and with the client
 * that of the engine.
 */
gpointer
tarn_wait (TarnClient *client, guint get_operation, gpointer input, gconstpointer known,
           const TarnClockLimits *limits, GError **error)
{
  TarnRoom *room = tarn_room_of (client);
  TarnWaiter waiter = { .service = room->class->service };
  g_autoptr (GObject) kept G_GNUC_UNUSED = g_object_ref (G_OBJECT (client));
  gpointer ended = NULL;

  g_return_val_if_fail (error == NULL || *error == NULL, NULL);
  if (!tarn_core_check_quiet (room->core, "a run cannot be waited for", error)
      || !look_at_run (client, get_operation, input, known, &waiter.run_id, &ended, error))
    return NULL;

  return ended != NULL ? ended : drive (room->core, &waiter, limits, error);
}
