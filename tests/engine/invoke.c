/* SPDX-License-Identifier: MIT */
/*
 * A thread that does not own the engine can ask for a call. These tests check which thread makes the call,
 * when, and in which cases no thread makes it. A call may also come during something else, such as a main
 * loop inside an event, or a change of the owner.
 */
#include <tarn/tarn-invoke.h>

#include "holds-fixture.h"
#include "worlds/helper-thread.h"

/* This fixture has a call that the engine's thread makes for another thread, and the result of the call. */
typedef struct
{
  World world;
  GThread *thread; /* of the engine */
  GCancellable *cancellable;
  TarnHold *hold;     /* released by the call, or NULL */
  GThread *called_in; /* NULL before the call */
  gint64 now_us;
  gint n_calls;
  gboolean is_called;
  GError *error;
} Call;

static void
call_init (Call *call)
{
  *call = (Call){ .n_calls = 0 };
  world_init (&call->world);
}

static void
call_clear (Call *call)
{
  g_clear_error (&call->error);
  world_clear (&call->world);
}

static void
note_call (TarnEngine *engine, gpointer data)
{
  Call *call = data;

  g_assert_true (engine == call->world.engine);
  call->called_in = g_thread_self ();
  call->now_us = tarn_engine_get_now (engine);
  if (call->hold != NULL)
    tarn_hold_release (call->hold);
  g_atomic_int_inc (&call->n_calls);
}

static void
invoke (gpointer data)
{
  Call *call = data;

  call->is_called
      = tarn_engine_invoke (call->world.engine, note_call, call, call->cancellable, &call->error);
}

static void
assert_called (Call *call, GThread *thread)
{
  g_assert_no_error (call->error);
  g_assert_true (call->is_called);
  g_assert_cmpint (call->n_calls, ==, 1);
  g_assert_true (call->called_in == thread);
}

static void
assert_not_called (Call *call, GQuark domain, gint code)
{
  g_assert_error (call->error, domain, code);
  g_assert_false (call->is_called);
  g_assert_cmpint (call->n_calls, ==, 0);
}

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
on_event_invoke (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
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

/* The call wakes a main loop that sleeps. The test repeats this often, because the threads race. */
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

/* The source makes the call while time is held, and before the event that is due. */
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

/* The call is made between two events, so it may even drive time. */
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

/* --- Calls that no thread makes --------------------------------------------------------------- */

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

/* The call fails with the same error, whether it already waits when the source ends or comes too late. */
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
      /* The source ends even if the user still has a reference to it, as a binding may. */
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

/* The engine's thread waits for the other thread here, so without the cancellable both would wait forever. */
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
      /* A call that was cancelled is not made later. */
      for (guint turn = 0; turn < 3; turn++)
        g_main_context_iteration (call.world.context, FALSE);
      assert_not_called (&call, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      call_clear (&call);
    }
  helper_thread_stop (&helper);
}

/* --- A main loop inside a callback ------------------------------------------------------------ */

typedef struct
{
  Call call;
  HelperThread *helper;
} Nested;

static gboolean
on_event_iterate (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Nested *nested = data;
  Call *call = &nested->call;

  helper_thread_set (nested->helper, invoke, call);
  while (g_atomic_int_get (&call->n_calls) == 0)
    g_main_context_iteration (call->world.context, TRUE);
  return G_SOURCE_REMOVE;
}

/*
 * An event that the main loop did not dispatch may run the main loop, which then makes the calls of other
 * threads.
 */
static void
test_main_loop_within_an_event (void)
{
  HelperThread helper;
  Nested nested = { .helper = &helper };

  helper_thread_start (&helper);
  call_init (&nested.call);
  tarn_engine_add_timeout (nested.call.world.engine, HOUR_US, TARN_TIMEOUT_NONE, on_event_iterate,
                           &nested, NULL);
  g_assert_true (tarn_engine_advance_by (nested.call.world.engine, HOUR_US, NULL));
  helper_thread_wait (&helper);
  assert_called (&nested.call, g_thread_self ());
  g_assert_cmpint (nested.call.now_us, ==, START_US + HOUR_US);
  call_clear (&nested.call);
  helper_thread_stop (&helper);
}

static gboolean
on_idle_wait_for_other (gpointer data)
{
  Nested *nested = data;

  helper_thread_set (nested->helper, invoke, &nested->call);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop inside a call. Time passes in that loop, and it makes other calls. */
static void
iterate_within (TarnEngine *engine, gpointer data)
{
  Nested *nested = data;
  Call *call = &nested->call;
  g_autoptr (GSource) idle = g_idle_source_new ();

  g_source_set_callback (idle, on_idle_wait_for_other, nested, NULL);
  g_source_attach (idle, call->world.context);
  add_event (&call->world);
  while (g_atomic_int_get (&call->n_calls) == 0 || call->world.n_events == 0)
    g_main_context_iteration (call->world.context, TRUE);
  g_assert_true (tarn_engine_advance_by (engine, HOUR_US, NULL));
}

static void
invoke_iterate_within (gpointer data)
{
  Nested *nested = data;

  g_assert_true (
      tarn_engine_invoke (nested->call.world.engine, iterate_within, nested, NULL, NULL));
}

static void
test_main_loop_within_a_call (void)
{
  HelperThread first, second;
  Nested nested = { .helper = &second };

  helper_thread_start (&first);
  helper_thread_start (&second);
  call_init (&nested.call);
  helper_thread_set (&first, invoke_iterate_within, &nested);
  while (tarn_engine_get_now (nested.call.world.engine) < START_US + 2 * HOUR_US)
    g_main_context_iteration (nested.call.world.context, TRUE);
  helper_thread_wait (&first);
  helper_thread_wait (&second);
  assert_called (&nested.call, g_thread_self ());
  call_clear (&nested.call);
  helper_thread_stop (&first);
  helper_thread_stop (&second);
}

/* A condition must not change the engine, so a main loop that it runs makes no calls. */
static gboolean
iterate_and_look (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Call *call = data;

  for (guint i = 0; i < 100; i++)
    g_main_context_iteration (call->world.context, FALSE);
  g_assert_cmpint (g_atomic_int_get (&call->n_calls), ==, 0);
  return TRUE;
}

static void
test_main_loop_within_a_condition (void)
{
  HelperThread helper;
  Call call;

  helper_thread_start (&helper);
  call_init (&call);
  helper_thread_set (&helper, invoke, &call);
  g_assert_true (tarn_engine_run_until (call.world.engine, iterate_and_look, &call,
                                        TARN_NO_DEADLINE, NULL, NULL, NULL));
  while (g_atomic_int_get (&call.n_calls) == 0)
    g_main_context_iteration (call.world.context, TRUE);
  helper_thread_wait (&helper);
  assert_called (&call, g_thread_self ());
  call_clear (&call);
  helper_thread_stop (&helper);
}

/* --- A change of the owner -------------------------------------------------------------------- */

static void
note_call_and_hand_back (TarnEngine *engine, gpointer data)
{
  Call *call = data;

  note_call (engine, call);
  tarn_engine_set_owner (engine, call->thread);
}

static void
invoke_and_hand_back (gpointer data)
{
  Call *call = data;

  call->is_called
      = tarn_engine_invoke (call->world.engine, note_call_and_hand_back, call, NULL, &call->error);
}

static void
test_handed_over_to_who_waits (void)
{
  HelperThread helper;

  helper_thread_start (&helper);
  for (guint i = 0; i < 100; i++)
    {
      Call call;

      call_init (&call);
      call.thread = g_thread_self ();
      helper_thread_set (&helper, invoke_and_hand_back, &call);
      tarn_engine_set_owner (call.world.engine, helper.self);
      helper_thread_wait (&helper);
      assert_called (&call, helper.self);
      call_clear (&call);
    }
  helper_thread_stop (&helper);
}

typedef struct
{
  TarnEngine *engine;
  GThread *thread, *heir; /* the first owner of the engine, and the next one */
  gint n_calls;
} Inheritance;

/* Drives time, which only the owner can do, so this checks that the calling thread owns the engine. */
static void
note_owner (TarnEngine *engine, Inheritance *inheritance)
{
  g_autoptr (GError) error = NULL;

  tarn_engine_advance_by (engine, 1, &error);
  g_assert_no_error (error);
  g_atomic_int_inc (&inheritance->n_calls);
}

static void
hand_on (TarnEngine *engine, gpointer data)
{
  Inheritance *inheritance = data;

  note_owner (engine, inheritance);
  tarn_engine_set_owner (engine, inheritance->heir);
}

static void
hand_back (TarnEngine *engine, gpointer data)
{
  Inheritance *inheritance = data;

  note_owner (engine, inheritance);
  if (g_thread_self () == inheritance->heir)
    tarn_engine_set_owner (engine, inheritance->thread);
}

static void
invoke_hand_on (gpointer data)
{
  Inheritance *inheritance = data;

  g_assert_true (tarn_engine_invoke (inheritance->engine, hand_on, inheritance, NULL, NULL));
}

static void
invoke_hand_back (gpointer data)
{
  Inheritance *inheritance = data;

  g_assert_true (tarn_engine_invoke (inheritance->engine, hand_back, inheritance, NULL, NULL));
}

/*
 * One of two waiting threads gives the engine to the other one. The other thread then makes its own call,
 * unless the engine's thread has made it before.
 */
static void
test_handed_over_by_a_call (void)
{
  HelperThread one, heir;

  helper_thread_start (&one);
  helper_thread_start (&heir);
  for (guint i = 0; i < 200; i++)
    {
      World world;

      world_init (&world);
      Inheritance inheritance = { world.engine, g_thread_self (), heir.self, 0 };
      helper_thread_set (&one, invoke_hand_on, &inheritance);
      helper_thread_set (&heir, invoke_hand_back, &inheritance);
      while (g_atomic_int_get (&inheritance.n_calls) < 2)
        g_main_context_iteration (world.context, FALSE);
      helper_thread_wait (&one);
      helper_thread_wait (&heir);
      if (!tarn_engine_advance_by (world.engine, 1, NULL))
        helper_thread_run (&heir, invoke_hand_back, &inheritance);
      g_assert_true (tarn_engine_advance_by (world.engine, 1, NULL));
      world_clear (&world);
    }
  helper_thread_stop (&one);
  helper_thread_stop (&heir);
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
  { "other-thread/main-loop-within-an-event", test_main_loop_within_an_event },
  { "other-thread/main-loop-within-a-condition", test_main_loop_within_a_condition },
  { "other-thread/main-loop-within-a-call", test_main_loop_within_a_call },
  { "handed-over-to-who-waits", test_handed_over_to_who_waits },
  { "handed-over-by-a-call", test_handed_over_by_a_call },
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
