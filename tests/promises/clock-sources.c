/* SPDX-License-Identifier: MIT */
/* What tarn-clock.h, tarn-hold.h and tarn-invoke.h promise of timeouts, main loops and other threads. */
#include "worlds/sample.h"

#include "promise.h"

typedef struct
{
  TarnEngine *engine;
  GString *log;
  char letter;
  guint64 id;
  guint n_left;
} Ring;

static gboolean
on_ring (TarnEngine *engine, gpointer data)
{
  Ring *ring = data;

  g_assert_true (engine == ring->engine);
  g_string_append_printf (ring->log, "%c%" G_GINT64_FORMAT " ", ring->letter,
                          engine_now (ring->engine));
  return ring->n_left > 0 && --ring->n_left > 0;
}

static void
on_ring_over (gpointer data)
{
  Ring *ring = data;

  g_string_append_printf (ring->log, "(%c) ", ring->letter);
}

static void
add_ring (Ring *ring, gint64 interval_us, TarnTimeoutFunc func)
{
  ring->id = tarn_engine_add_timeout (ring->engine, interval_us, TARN_TIMEOUT_NONE, func, ring,
                                      on_ring_over);
  g_assert_cmpuint (ring->id, !=, 0);
}

static void
assert_log (GString *log, const char *expected)
{
  g_assert_cmpstr (log->str, ==, expected);
  g_string_truncate (log, 0);
}

/* --- Timeouts --------------------------------------------------------------------------------- */

static void
test_repeats (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Ring ring = { engine, log, 'a', 0, 3 };

  add_ring (&ring, 5, on_ring);
  engine_drain (engine);
  assert_log (log, "a5 a10 a15 (a) ");
}

static void
test_zero_interval (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Ring ring = { engine, log, 'a', 0, 0 };

  add_ring (&ring, 0, on_ring);
  assert_log (log, "");
  engine_drain (engine);
  assert_log (log, "a0 (a) ");
}

static gboolean
on_ring_and_add (TarnEngine *engine, gpointer data)
{
  Ring *ring = data;
  static Ring added;

  if (ring->n_left == 2)
    {
      added = (Ring){ ring->engine, ring->log, 'b', 0, 0 };
      add_ring (&added, 5, on_ring);
    }
  return on_ring (engine, ring);
}

static void
test_repeated_comes_behind (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Ring ring = { engine, log, 'a', 0, 2 };

  add_ring (&ring, 5, on_ring_and_add);
  engine_drain (engine);
  assert_log (log, "a5 b10 (b) a10 (a) ");
}

static void
test_destroyed_with_engine (void)
{
  TarnEngine *engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Ring ring = { engine, log, 'a', 0, 0 };

  add_ring (&ring, 5, on_ring);
  g_object_unref (engine);
  assert_log (log, "(a) ");
}

static gboolean
on_ring_and_remove (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Ring *ring = data;

  g_assert_true (tarn_engine_remove_timeout (ring->engine, ring->id));
  g_assert_false (tarn_engine_remove_timeout (ring->engine, ring->id));
  g_string_append (ring->log, "removed ");
  return G_SOURCE_CONTINUE;
}

static void
test_removes_itself (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Ring ring = { engine, log, 'a', 0, 0 };

  add_ring (&ring, 5, on_ring_and_remove);
  engine_drain (engine);
  assert_log (log, "removed (a) ");
  g_assert_cmpint (engine_now (engine), ==, 5);
}

static void
test_remove (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Ring ring = { engine, log, 'a', 0, 0 };

  add_ring (&ring, 5, on_ring);
  g_assert_false (tarn_engine_remove_timeout (engine, ring.id + 1));
  g_assert_false (tarn_engine_remove_timeout (engine, 0));
  g_assert_true (tarn_engine_remove_timeout (engine, ring.id));
  assert_log (log, "(a) ");
  g_assert_false (tarn_engine_remove_timeout (engine, ring.id));
  engine_drain (engine);
  assert_log (log, "");
}

/* --- Sources ---------------------------------------------------------------------------------- */

typedef struct
{
  GMainContext *context;
  GSource *source;
  GString *log;
  TarnEngine *engine;
} Loop;

static Loop
loop_new (void)
{
  Loop loop = { g_main_context_new (), NULL, g_string_new (NULL), tarn_engine_new (1) };

  loop.source = tarn_engine_create_source (loop.engine);
  g_source_attach (loop.source, loop.context);
  return loop;
}

static void
loop_clear (Loop *loop)
{
  g_source_destroy (loop->source);
  g_source_unref (loop->source);
  g_main_context_unref (loop->context);
  g_clear_object (&loop->engine);
  g_string_free (loop->log, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Loop, loop_clear)

static void
loop_drain (Loop *loop)
{
  while (g_main_context_iteration (loop->context, FALSE))
    ;
}

static gboolean
on_idle (gpointer data)
{
  Loop *loop = data;

  g_string_append_printf (loop->log, "idle%" G_GINT64_FORMAT " ", engine_now (loop->engine));
  return G_SOURCE_REMOVE;
}

static void
loop_add_idle (Loop *loop)
{
  g_autoptr (GSource) idle = g_idle_source_new ();

  g_source_set_callback (idle, on_idle, loop, NULL);
  g_source_attach (idle, loop->context);
}

static gboolean
on_ring_and_idle (TarnEngine *engine, gpointer data)
{
  Ring *ring = data;

  loop_add_idle ((gpointer) (gsize) ring->id);
  return on_ring (engine, ring);
}

static void
test_idle_comes_first (void)
{
  g_auto (Loop) loop = loop_new ();
  Ring ring = { loop.engine, loop.log, 'a', 0, 2 };
  Ring other = { loop.engine, loop.log, 'b', 0, 0 };

  g_assert_cmpint (g_source_get_priority (loop.source), ==, G_PRIORITY_LOW);
  add_ring (&ring, 5, on_ring_and_idle);
  add_ring (&other, 5, on_ring);
  ring.id = (gsize) &loop;
  loop_add_idle (&loop);
  loop_drain (&loop);
  g_assert_cmpstr (loop.log->str, ==, "idle0 a5 idle5 b5 (b) a10 (a) idle10 ");
}

static gboolean
on_source (gpointer data)
{
  Loop *loop = data;

  g_string_append_c (loop->log, '!');
  return strlen (loop->log->str) < 15;
}

static void
test_source_callback (void)
{
  g_auto (Loop) loop = loop_new ();
  Ring ring = { loop.engine, loop.log, 'a', 0, 9 };

  g_source_set_callback (loop.source, on_source, &loop, NULL);
  add_ring (&ring, 1, on_ring);
  loop_drain (&loop);
  g_assert_cmpstr (loop.log->str, ==, "a1 !a2 !a3 !a4 !");
  g_assert_true (g_source_is_destroyed (loop.source));
}

static void
test_source_keeps_engine (void)
{
  g_auto (Loop) loop = loop_new ();
  TarnEngine *engine = loop.engine;

  g_object_add_weak_pointer (G_OBJECT (engine), (gpointer *) &engine);
  g_clear_object (&loop.engine);
  g_assert_nonnull (engine);
  g_source_destroy (loop.source);
  g_source_unref (loop.source);
  loop.source = g_idle_source_new ();
  g_assert_null (engine);
}

static gboolean
on_ring_and_iterate (TarnEngine *engine, gpointer data)
{
  Ring *ring = data;

  if (ring->n_left == 2)
    while (g_main_context_iteration ((gpointer) (gsize) ring->id, FALSE))
      ;
  return on_ring (engine, ring);
}

static void
test_nested_loop_stands_still (void)
{
  g_auto (Loop) loop = loop_new ();
  Ring ring = { loop.engine, loop.log, 'a', 0, 2 };
  Ring other = { loop.engine, loop.log, 'b', 0, 0 };

  add_ring (&ring, 5, on_ring_and_iterate);
  add_ring (&other, 5, on_ring);
  ring.id = (gsize) loop.context;
  loop_drain (&loop);
  g_assert_cmpstr (loop.log->str, ==, "a5 b5 (b) a10 (a) ");
}

static gboolean
on_ring_and_stop (TarnEngine *engine, gpointer data)
{
  g_assert_true (tarn_engine_stop (((Ring *) data)->engine));
  return on_ring (engine, data);
}

static void
test_source_is_not_stopped (void)
{
  g_auto (Loop) loop = loop_new ();
  Ring ring = { loop.engine, loop.log, 'a', 0, 3 };

  add_ring (&ring, 5, on_ring_and_stop);
  loop_drain (&loop);
  g_assert_cmpstr (loop.log->str, ==, "a5 a10 a15 (a) ");
  g_assert_false (tarn_engine_stop (loop.engine));
}

static gboolean
on_idle_and_iterate (gpointer data)
{
  Loop *loop = data;

  while (g_main_context_iteration (loop->context, FALSE))
    ;
  return on_idle (loop);
}

static void
test_nested_loop_of_others_moves (void)
{
  g_auto (Loop) loop = loop_new ();
  Ring ring = { loop.engine, loop.log, 'a', 0, 0 };
  g_autoptr (GSource) idle = g_idle_source_new ();

  add_ring (&ring, 5, on_ring);
  g_source_set_callback (idle, on_idle_and_iterate, &loop, NULL);
  g_source_attach (idle, loop.context);
  loop_drain (&loop);
  g_assert_cmpstr (loop.log->str, ==, "a5 (a) idle5 ");
}

static void
test_source_goes_on_at_the_limit (void)
{
  g_auto (Loop) loop = loop_new ();
  Ring ring = { loop.engine, loop.log, 'a', 0, 4 };

  engine_set (loop.engine, "clock.same-instant-chain-max", 2);
  add_ring (&ring, 0, on_ring);
  g_test_expect_message ("Tarn", G_LOG_LEVEL_WARNING, "*");
  loop_drain (&loop);
  g_test_assert_expected_messages ();
  g_assert_cmpstr (loop.log->str, ==, "a0 a0 a0 a0 (a) ");
}

static void
iterate_and_expect (const char *pattern)
{
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_MESSAGE);

  if (pattern != NULL)
    g_test_expect_message ("Tarn", G_LOG_LEVEL_MESSAGE, pattern);
  for (guint i = 0; i < 10; i++)
    g_main_context_iteration (NULL, FALSE);
  g_log_set_always_fatal (fatal);
  if (pattern != NULL)
    g_test_assert_expected_messages ();
}

static char *
start_and_wait (TarnSample *sample, const char *view)
{
  char *id = sample_start_refresh (sample, view);

  tarn_glue_client_wait_for_materialized_view_refresh_task_run_async (tarn_sample_get_glue (sample),
                                                                      NULL, id, NULL, NULL, NULL);
  return id;
}

/* A message about the second wait does not name the first one again. */
static void
test_source_reports_waits_once (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("operation=" START_REFRESH "\ndo=hang-run\n");
  g_autoptr (GSource) source = tarn_engine_create_source (tarn_sample_get_engine (sample));
  g_autofree char *first = start_and_wait (sample, "daily");
  g_autofree char *first_pattern = g_strdup_printf ("*waited for: *%s", first);
  g_autofree char *second = NULL;
  g_autofree char *second_pattern = NULL;

  g_source_attach (source, NULL);
  iterate_and_expect (first_pattern);
  iterate_and_expect (NULL);
  second = start_and_wait (sample, "monthly");
  second_pattern = g_strdup_printf ("*waited for: refresh task run %s", second);
  iterate_and_expect (second_pattern);
  sample_stop (sample, "daily", NULL);
  sample_stop (sample, "monthly", NULL);
  iterate_and_expect (NULL);
  g_source_destroy (source);
}

/* --- Speed ------------------------------------------------------------------------------------ */

static void
test_speed (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnEngine) fork = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TarnEngine) restored = NULL;

  g_assert_cmpuint (tarn_engine_get_speed (engine), ==, 0);
  tarn_engine_set_speed (engine, TARN_SPEED_MAX);
  g_assert_cmpuint (tarn_engine_get_speed (engine), ==, 1000000);
  fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  bytes = tarn_engine_save (engine, NULL);
  restored = tarn_engine_restore (bytes, NULL, NULL);
  g_assert_cmpuint (tarn_engine_get_speed (fork), ==, 0);
  g_assert_cmpuint (tarn_engine_get_speed (restored), ==, 0);
}

/* At this speed an hour would take an hour. */
static void
test_direct_drive_does_not_wait (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Ring ring = { engine, log, 'a', 0, 0 };

  tarn_engine_set_speed (engine, 1);
  add_ring (&ring, HOUR_US, on_ring);
  engine_drain (engine);
  g_assert_cmpint (engine_now (engine), ==, HOUR_US);
}

/* --- Holds ------------------------------------------------------------------------------------ */

static void
test_holds (void)
{
  g_auto (Loop) loop = loop_new ();
  Ring ring = { loop.engine, loop.log, 'a', 0, 0 };
  g_autoptr (TarnHold) first = tarn_engine_hold (loop.engine, "the first");
  TarnHold *second = tarn_engine_hold (loop.engine, "the second");

  add_ring (&ring, 5, on_ring);
  g_auto (GStrv) both = tarn_engine_list_holds (loop.engine);
  g_assert_cmpuint (g_strv_length (both), ==, 2);
  g_assert_cmpstr (both[0], ==, "the first");
  g_assert_cmpstr (both[1], ==, "the second");
  g_assert_cmpstr (tarn_hold_get_reason (second), ==, "the second");
  tarn_hold_release (first);
  tarn_hold_release (first);
  loop_drain (&loop);
  g_assert_cmpstr (loop.log->str, ==, "");
  g_auto (GStrv) one = tarn_engine_list_holds (loop.engine);
  g_assert_cmpuint (g_strv_length (one), ==, 1);
  g_assert_cmpstr (one[0], ==, "the second");
  tarn_hold_unref (tarn_hold_ref (second));
  loop_drain (&loop);
  g_assert_cmpstr (loop.log->str, ==, "");
  tarn_hold_unref (second);
  loop_drain (&loop);
  g_assert_cmpstr (loop.log->str, ==, "a5 (a) ");
}

static void
test_held_engine_is_driven (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnHold) hold G_GNUC_UNUSED = tarn_engine_hold (engine, "work");

  engine_advance (engine, HOUR_US);
  g_assert_cmpint (engine_now (engine), ==, HOUR_US);
}

static void
test_hold_outlives_engine (void)
{
  TarnEngine *engine = tarn_engine_new (1);
  g_autoptr (TarnHold) hold = tarn_engine_hold (engine, "some work");

  g_test_expect_message ("Tarn", G_LOG_LEVEL_WARNING, "*some work*");
  g_object_unref (engine);
  g_test_assert_expected_messages ();
  g_assert_cmpstr (tarn_hold_get_reason (hold), ==, "some work");
  tarn_hold_release (hold);
}

static gpointer
release_in_thread (gpointer hold)
{
  tarn_hold_unref (tarn_hold_ref (hold));
  tarn_hold_release (hold);
  return NULL;
}

static void
test_any_thread_releases (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnHold) hold = tarn_engine_hold (engine, "work");

  g_thread_join (g_thread_new ("worker", release_in_thread, hold));
  g_auto (GStrv) none = tarn_engine_list_holds (engine);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

/* --- Invocations ------------------------------------------------------------------------------ */

typedef struct
{
  TarnEngine *engine;
  GCancellable *cancellable;
  GString *log;
  GError *error;
  gboolean is_called;
  gint n_over; /* atomic */
} Invocation;

static void
on_invoked (TarnEngine *engine, gpointer data)
{
  Invocation *invocation = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (engine == invocation->engine);
  if (!tarn_engine_advance_by (engine, 1, &error))
    g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
  g_string_append_printf (invocation->log, "call%" G_GINT64_FORMAT " ", engine_now (engine));
}

static gpointer
invoke (gpointer data)
{
  Invocation *invocation = data;

  invocation->is_called = tarn_engine_invoke (invocation->engine, on_invoked, invocation,
                                              invocation->cancellable, &invocation->error);
  g_atomic_int_inc (&invocation->n_over);
  return NULL;
}

static void
test_invoke_in_own_thread (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Invocation invocation = { engine, NULL, log, NULL, FALSE, 0 };

  invoke (&invocation);
  g_assert_no_error (invocation.error);
  g_assert_true (invocation.is_called);
  g_assert_cmpstr (log->str, ==, "call1 ");
}

static gboolean
invoke_in_event (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  invoke (data);
  return G_SOURCE_REMOVE;
}

/* Inside an event the function may not drive the clock. */
static void
test_invoke_inside_event (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Invocation invocation = { engine, NULL, log, NULL, FALSE, 0 };

  tarn_engine_add_timeout (engine, 7, TARN_TIMEOUT_NONE, invoke_in_event, &invocation, NULL);
  engine_drain (engine);
  g_assert_true (invocation.is_called);
  g_assert_cmpstr (log->str, ==, "call7 ");
}

static void
test_invoke_without_source (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Invocation invocation = { engine, NULL, log, NULL, FALSE, 0 };

  g_thread_join (g_thread_new ("worker", invoke, &invocation));
  g_assert_false (invocation.is_called);
  g_assert_error (invocation.error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  g_clear_error (&invocation.error);

  g_cancellable_cancel (cancellable);
  invocation.cancellable = cancellable;
  g_thread_join (g_thread_new ("worker", invoke, &invocation));
  g_assert_false (invocation.is_called);
  g_assert_error (invocation.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&invocation.error);
  g_assert_cmpstr (log->str, ==, "");
}

static void
test_invoke_after_last_source (void)
{
  g_auto (Loop) loop = loop_new ();
  Invocation invocation = { loop.engine, NULL, loop.log, NULL, FALSE, 0 };

  g_source_destroy (loop.source);
  g_thread_join (g_thread_new ("worker", invoke, &invocation));
  g_assert_false (invocation.is_called);
  g_assert_error (invocation.error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  g_clear_error (&invocation.error);
}

/* The engine's thread waits for the calling thread, and does not run its main context. */
static void
test_invoke_is_cancelled (void)
{
  g_auto (Loop) loop = loop_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Invocation invocation = { loop.engine, cancellable, loop.log, NULL, FALSE, 0 };
  GThread *thread = g_thread_new ("worker", invoke, &invocation);

  g_cancellable_cancel (cancellable);
  g_thread_join (thread);
  g_assert_false (invocation.is_called);
  g_assert_error (invocation.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&invocation.error);
  loop_drain (&loop);
  g_assert_cmpstr (loop.log->str, ==, "");
}

static void
test_invoke_cancelled_in_own_thread (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Invocation invocation = { engine, cancellable, log, NULL, FALSE, 0 };

  g_cancellable_cancel (cancellable);
  invoke (&invocation);
  g_assert_false (invocation.is_called);
  g_assert_error (invocation.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&invocation.error);
}

/* The engine is held, and an event is due now. */
static void
test_invoke_from_thread (void)
{
  g_auto (Loop) loop = loop_new ();
  Ring ring = { loop.engine, loop.log, 'a', 0, 0 };
  TarnHold *hold = tarn_engine_hold (loop.engine, "work");
  Invocation invocation = { loop.engine, NULL, loop.log, NULL, FALSE, 0 };
  GThread *thread = g_thread_new ("worker", invoke, &invocation);

  add_ring (&ring, 5, on_ring);
  while (g_atomic_int_get (&invocation.n_over) == 0)
    g_main_context_iteration (loop.context, FALSE);
  g_thread_join (thread);
  g_assert_no_error (invocation.error);
  g_assert_true (invocation.is_called);
  tarn_hold_unref (hold);
  loop_drain (&loop);
  g_assert_cmpstr (loop.log->str, ==, "call1 a5 (a) ");
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-clock.h: TarnTimeoutFunc: @engine: the engine", test_repeats },
  { "tarn-clock.h: TarnTimeoutFunc: %G_SOURCE_CONTINUE to be called again after the same interval, or %G_SOURCE_REMOVE to end the timeout", test_repeats },
  { "tarn-clock.h: add_timeout(): after how long to call @func, 0 or more", test_zero_interval },
  { "tarn-clock.h: add_timeout(): A timeout that is called again comes after the events that are scheduled for the same time by then.", test_repeated_comes_behind },
  { "tarn-clock.h: add_timeout(): called with @user_data when the timeout is over, or when the engine is freed", test_destroyed_with_engine },
  { "tarn-clock.h: remove_timeout(): The function of the timeout may remove its own timeout, whatever it returns then: the destroy function is called after it has returned.", test_removes_itself },
  { "tarn-clock.h: remove_timeout(): whether there was such a timeout", test_remove },
  { "tarn-clock.h: create_source(): The priority of the source, %G_PRIORITY_LOW, is below that of idle sources.", test_idle_comes_first },
  { "tarn-clock.h: create_source(): callbacks and idle functions run between two events, and virtual time stands still meanwhile", test_idle_comes_first },
  { "tarn-clock.h: create_source(): A timeout of yours always has a turn of the main loop to itself.", test_idle_comes_first },
  { "tarn-clock.h: chapter: The source moves time exactly when its main context has nothing else to do.", test_idle_comes_first },
  { "tarn-clock.h: create_source(): the source calls it after each event, and ends when the callback returns %G_SOURCE_REMOVE", test_source_callback },
  { "tarn-clock.h: create_source(): it keeps the engine alive", test_source_keeps_engine },
  { "tarn-clock.h: create_source(): A main loop that is run from inside an event, an observer, a condition or a cost model does not move time.", test_nested_loop_stands_still },
  { "tarn-clock.h: create_source(): A main loop that is run from inside any other callback moves time as usual.", test_nested_loop_of_others_moves },
  { "tarn-clock.h: tarn_engine_stop(): A source goes on too: quit its main loop instead.", test_source_is_not_stopped },
  { "tarn-clock.h: tarn_engine_stop(): whether a function or a source is driving time", test_source_is_not_stopped },
  { "tarn-clock.h: create_source(): the source logs a warning and goes on", test_source_goes_on_at_the_limit },
  { "tarn-clock.h: create_source(): the source logs a message that names the runs. It reports each wait once", test_source_reports_waits_once },
  { "waiting.md: When the run does not end: In a main loop the source only prints a message", test_source_reports_waits_once },
  { "tarn-clock.h: set_speed(): The speed is 0 at first.", test_speed },
  { "tarn-clock.h: set_speed(): The speed is not part of the state: a fork and a restored engine have the speed 0.", test_speed },
  { "tarn-clock.h: TARN_SPEED_MAX: The greatest speed, in virtual seconds per real second.", test_speed },
  { "tarn-clock.h: set_speed(): The functions that drive time directly do not wait.", test_direct_drive_does_not_wait },
  { "tarn-hold.h: engine_hold(): its sources do not move time until all holds are released", test_holds },
  { "tarn-hold.h: list_holds(): the reasons, the oldest first", test_holds },
  { "tarn-hold.h: hold_unref(): the last one releases the hold", test_holds },
  { "tarn-hold.h: hold_release(): Releases the hold, unless it is released already.", test_holds },
  { "tarn-hold.h: get_reason(): what the hold waits for", test_holds },
  { "tarn-hold.h: engine_hold(): The functions that drive time directly go on regardless.", test_held_engine_is_driven },
  { "tarn-hold.h: TarnHold: But an engine that is freed while it is held logs a warning with the reasons", test_hold_outlives_engine },
  { "tarn-hold.h: TarnHold: A hold does not keep the engine alive, and may be released after the engine is gone.", test_hold_outlives_engine },
  { "threads.md: Holds: If an engine is freed while it is held, it prints a warning with these reasons.", test_hold_outlives_engine },
  { "tarn-hold.h: TarnHold: Any thread may release it", test_any_thread_releases },
  { "tarn-invoke.h: invoke(): In the engine's thread itself, @func is called at once", test_invoke_in_own_thread },
  { "tarn-invoke.h: invoke(): inside an event or an observer, @func may do what these may do", test_invoke_inside_event },
  { "tarn-invoke.h: TarnInvokeFunc: such as call the services or, between events, drive the clock", test_invoke_in_own_thread },
  { "tarn-invoke.h: invoke(): and it has no source, or its last source is gone; @func is not called", test_invoke_without_source },
  { "tarn-invoke.h: invoke(): Errors, in the order they are checked:", test_invoke_without_source },
  { "tarn-invoke.h: invoke(): the cancellable was cancelled before the engine's thread had begun the call; @func is not called", test_invoke_cancelled_in_own_thread },
  { "tarn-invoke.h: invoke(): or its last source is gone", test_invoke_after_last_source },
  { "tarn-invoke.h: invoke(): both threads wait until @cancellable ends the wait", test_invoke_is_cancelled },
  { "tarn-invoke.h: invoke(): makes the call, before the next event and also while the engine is held", test_invoke_from_thread },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
