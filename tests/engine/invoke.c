/* SPDX-License-Identifier: MIT */
/* What a thread asks that the engine does not belong to: who makes the call, when, and when nobody does. */
#include "invoke-fixture.h"

/* --- The engine's own thread ------------------------------------------------------------------ */

static void
test_own_thread (void)
{
  Call call;

  call_init (&call);
  invoke (&call);
  assert_called (&call, g_thread_self ());
  call_clear (&call);
}

static void
drive (TarnEngine *engine, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_engine_advance_by (engine, 1, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
  note_call (engine, data);
}

static gboolean
on_event_invoke (gpointer data)
{
  Call *call = data;

  call->is_called = tarn_engine_invoke (call->world.engine, drive, call, NULL, &call->error);
  return G_SOURCE_REMOVE;
}

static void
test_own_thread_inside_an_event (void)
{
  Call call;

  call_init (&call);
  tarn_engine_add_timeout (call.world.engine, HOUR_US, TARN_TIMEOUT_NONE, on_event_invoke, &call,
                           NULL);
  g_assert_true (tarn_engine_advance_by (call.world.engine, HOUR_US, NULL));
  assert_called (&call, g_thread_self ());
  g_assert_cmpint (call.now_us, ==, START_US + HOUR_US);
  call_clear (&call);
}

/* --- Other threads ---------------------------------------------------------------------------- */

/* The main loop may sleep as long as it likes: the call wakes it up. Again and again, as it is a race. */
static void
test_other_thread (void)
{
  HelperThread helper;

  helper_thread_start (&helper);
  for (guint i = 0; i < 300; i++)
    {
      Call call;

      call_init (&call);
      helper_thread_set (&helper, invoke, &call);
      while (g_atomic_int_get (&call.n_calls) == 0)
        g_main_context_iteration (call.world.context, TRUE);
      helper_thread_wait (&helper);
      assert_called (&call, g_thread_self ());
      call_clear (&call);
    }
  helper_thread_stop (&helper);
}

/* The call comes while time is held, and before the event that is due. */
static void
test_while_held (void)
{
  HelperThread helper;
  Call call;

  helper_thread_start (&helper);
  call_init (&call);
  add_event (&call.world);
  call.hold = tarn_engine_hold (call.world.engine, "the worker");
  helper_thread_set (&helper, invoke, &call);
  while (call.world.n_events == 0)
    g_main_context_iteration (call.world.context, TRUE);
  helper_thread_wait (&helper);
  assert_called (&call, g_thread_self ());
  g_assert_cmpint (call.now_us, ==, START_US);
  tarn_hold_unref (call.hold);
  call_clear (&call);
  helper_thread_stop (&helper);
}

enum
{
  THREADS = 3,
  CALLS_EACH = 50,
};

static void
invoke_often (gpointer data)
{
  Call *call = data;

  for (guint i = 0; i < CALLS_EACH; i++)
    g_assert_true (tarn_engine_invoke (call->world.engine, note_call, call, NULL, NULL));
}

static void
test_many_threads (void)
{
  HelperThread helpers[THREADS];
  Call call;

  call_init (&call);
  for (guint i = 0; i < THREADS; i++)
    {
      helper_thread_start (&helpers[i]);
      helper_thread_set (&helpers[i], invoke_often, &call);
    }
  while (g_atomic_int_get (&call.n_calls) < THREADS * CALLS_EACH)
    g_main_context_iteration (call.world.context, TRUE);
  for (guint i = 0; i < THREADS; i++)
    helper_thread_stop (&helpers[i]);
  g_assert_cmpint (call.n_calls, ==, THREADS * CALLS_EACH);
  call_clear (&call);
}

/* Between two events, so it may even drive. */
static void
advance (TarnEngine *engine, gpointer data)
{
  Call *call = data;

  g_assert_true (tarn_engine_advance_by (engine, 5 * HOUR_US, NULL));
  note_call (engine, call);
}

static void
invoke_advance (gpointer data)
{
  Call *call = data;

  call->is_called = tarn_engine_invoke (call->world.engine, advance, call, NULL, &call->error);
}

static void
test_drives (void)
{
  HelperThread helper;
  Call call;

  helper_thread_start (&helper);
  call_init (&call);
  helper_thread_set (&helper, invoke_advance, &call);
  while (g_atomic_int_get (&call.n_calls) == 0)
    g_main_context_iteration (call.world.context, TRUE);
  helper_thread_wait (&helper);
  assert_called (&call, g_thread_self ());
  g_assert_cmpint (tarn_engine_get_now (call.world.engine), ==, START_US + 5 * HOUR_US);
  call_clear (&call);
  helper_thread_stop (&helper);
}

/* --- Nobody to make the call ------------------------------------------------------------------ */

static void
test_without_source (void)
{
  HelperThread helper;
  Call call;

  helper_thread_start (&helper);
  call_init (&call);
  g_source_destroy (call.world.source);
  g_clear_pointer (&call.world.source, g_source_unref);
  helper_thread_run (&helper, invoke, &call);
  assert_not_called (&call, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  attach_source (&call.world);
  call_clear (&call);
  helper_thread_stop (&helper);
}

/* Whether it waits by then or comes too late, it is told the same. */
static void
test_source_goes (void)
{
  HelperThread helper;

  helper_thread_start (&helper);
  for (guint i = 0; i < 300; i++)
    {
      Call call;

      call_init (&call);
      helper_thread_set (&helper, invoke, &call);
      if (i % 2 == 0)
        g_thread_yield ();
      g_source_destroy (call.world.source);
      /* Whoever has a reference to it, as a binding does, need not give that back before. */
      if (i % 4 < 2)
        g_clear_pointer (&call.world.source, g_source_unref);
      helper_thread_wait (&helper);
      g_clear_pointer (&call.world.source, g_source_unref);
      assert_not_called (&call, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
      attach_source (&call.world);
      call_clear (&call);
    }
  helper_thread_stop (&helper);
}

static void
test_cancelled_before (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Call call;

  call_init (&call);
  call.cancellable = cancellable;
  g_cancellable_cancel (cancellable);
  invoke (&call);
  assert_not_called (&call, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  call_clear (&call);
}

/* The engine's thread waits for the other one here, and so would both for ever. */
static void
test_cancelled_while_it_waits (void)
{
  HelperThread helper;

  helper_thread_start (&helper);
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Call call;

      call_init (&call);
      call.cancellable = cancellable;
      helper_thread_set (&helper, invoke, &call);
      if (i % 2 == 0)
        g_thread_yield ();
      g_cancellable_cancel (cancellable);
      helper_thread_wait (&helper);
      assert_not_called (&call, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      /* What has been given up is not called later. */
      for (guint turn = 0; turn < 3; turn++)
        g_main_context_iteration (call.world.context, FALSE);
      assert_not_called (&call, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      call_clear (&call);
    }
  helper_thread_stop (&helper);
}

typedef struct
{
  const char *path;
  GTestFunc func;
} Row;

static const Row rows[] = {
  { "own-thread", test_own_thread },
  { "own-thread/inside-an-event", test_own_thread_inside_an_event },
  { "other-thread", test_other_thread },
  { "other-thread/while-held", test_while_held },
  { "other-thread/many", test_many_threads },
  { "other-thread/drives", test_drives },
  { "unserved/without-source", test_without_source },
  { "unserved/source-goes", test_source_goes },
  { "cancelled/before", test_cancelled_before },
  { "cancelled/while-it-waits", test_cancelled_while_it_waits },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/invoke/", rows[i].path, NULL);

      g_test_add_func (path, rows[i].func);
    }

  return g_test_run ();
}
