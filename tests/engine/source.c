/* SPDX-License-Identifier: MIT */
/*
 * The clock is a source of a main loop. These tests check which other sources run between two events. No test
 * waits for real time.
 */
#include <tarn/tarn.h>

#include <string.h>

#include "worlds/helper-thread.h"
#include "worlds/small-lake.h"

typedef struct
{
  GMainContext *context;
  TarnEngine *engine;
  GSource *source;
  GString *log; /* the calls, with the virtual time since the start */
} World;

static void
world_init (World *world)
{
  world->context = g_main_context_new ();
  world->engine = tarn_engine_new (0);
  world->source = tarn_engine_create_source (world->engine);
  world->log = g_string_new (NULL);
  g_source_attach (world->source, world->context);
}

static void
world_clear (World *world)
{
  if (world->source != NULL)
    g_source_destroy (world->source);
  g_clear_pointer (&world->source, g_source_unref);
  g_clear_object (&world->engine);
  g_main_context_unref (world->context);
  g_string_free (world->log, TRUE);
}

static void
write_log (World *world, const char *what)
{
  g_string_append_printf (world->log, "%s%" G_GINT64_FORMAT " ", what,
                          tarn_engine_get_now (world->engine) - START_US);
}

static gboolean
on_event (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  write_log (data, "event");
  return G_SOURCE_REMOVE;
}

static void
add_event (World *world, gint64 interval_us, TarnTimeoutFunc func)
{
  tarn_engine_add_timeout (world->engine, interval_us, TARN_TIMEOUT_NONE, func, world, NULL);
}

static void
attach (World *world, GSource *source, gint priority, GSourceFunc func)
{
  g_source_set_priority (source, priority);
  g_source_set_callback (source, func, world, NULL);
  g_source_attach (source, world->context);
  g_source_unref (source);
}

static void
iterate_until_quiet (World *world)
{
  while (g_main_context_iteration (world->context, FALSE))
    ;
}

/* --- Ready or not ----------------------------------------------------------------------------- */

static void
test_ready_while_pending (void)
{
  World world;

  world_init (&world);
  g_assert_cmpint (g_source_get_priority (world.source), ==, G_PRIORITY_LOW);
  g_assert_false (g_main_context_pending (world.context));
  g_assert_false (g_main_context_iteration (world.context, FALSE));

  add_event (&world, HOUR_US, on_event);
  g_assert_true (g_main_context_pending (world.context));
  g_assert_true (g_main_context_iteration (world.context, FALSE));
  g_assert_cmpstr (world.log->str, ==, "event3600000000 ");
  g_assert_false (g_main_context_pending (world.context));
  g_assert_false (g_main_context_iteration (world.context, FALSE));
  world_clear (&world);
}

static void
test_one_event_per_dispatch (void)
{
  World world;

  world_init (&world);
  for (guint i = 0; i < 3; i++)
    add_event (&world, 5, on_event);
  for (guint i = 1; i <= 3; i++)
    {
      g_assert_true (g_main_context_iteration (world.context, FALSE));
      g_assert_cmpuint (world.log->len, ==, i * strlen ("event5 "));
    }
  g_assert_false (g_main_context_iteration (world.context, FALSE));
  world_clear (&world);
}

/* --- Between two events ----------------------------------------------------------------------- */

static gboolean
on_idle (gpointer data)
{
  write_log (data, "idle");
  return G_SOURCE_REMOVE;
}

static gboolean
on_normal (gpointer data)
{
  write_log (data, "normal");
  return G_SOURCE_REMOVE;
}

static gboolean
on_event_make_ready (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  World *world = data;

  write_log (world, "event");
  attach (world, g_idle_source_new (), G_PRIORITY_DEFAULT_IDLE, on_idle);
  attach (world, g_idle_source_new (), G_PRIORITY_DEFAULT, on_normal);
  return G_SOURCE_REMOVE;
}

/* A source that an event makes ready runs before the next event, which may be at the same time or later. */
static void
test_others_come_first (void)
{
  World world;

  world_init (&world);
  attach (&world, g_idle_source_new (), G_PRIORITY_DEFAULT_IDLE, on_idle);
  add_event (&world, 10, on_event_make_ready);
  add_event (&world, 10, on_event);
  add_event (&world, 20, on_event_make_ready);
  add_event (&world, 30, on_event);
  iterate_until_quiet (&world);
  g_assert_cmpstr (world.log->str, ==,
                   "idle0 event10 normal10 idle10 event10 event20 normal20 idle20 event30 ");
  world_clear (&world);
}

static gboolean
on_idle_repeated (gpointer data)
{
  World *world = data;

  write_log (world, "idle");
  return world->log->len < 5 * strlen ("idle0 ");
}

/* Time does not move while other sources are ready. */
static void
test_time_waits_for_work (void)
{
  World world;

  world_init (&world);
  add_event (&world, 7, on_event);
  attach (&world, g_idle_source_new (), G_PRIORITY_DEFAULT_IDLE, on_idle_repeated);
  iterate_until_quiet (&world);
  g_assert_cmpstr (world.log->str, ==, "idle0 idle0 idle0 idle0 idle0 event7 ");
  world_clear (&world);
}

static gboolean
on_idle_add (gpointer data)
{
  add_event (data, 1, on_event);
  return on_idle (data);
}

/* An idle function between two events may add an event that comes before the second one. */
static void
test_idle_adds_an_event (void)
{
  World world;

  world_init (&world);
  attach (&world, g_idle_source_new (), G_PRIORITY_DEFAULT_IDLE, on_idle_add);
  add_event (&world, 7, on_event);
  iterate_until_quiet (&world);
  g_assert_cmpstr (world.log->str, ==, "idle0 event1 event7 ");
  world_clear (&world);
}

/* --- A main loop inside an event -------------------------------------------------------------- */

static gboolean
on_event_iterate (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  World *world = data;

  write_log (world, "outer");
  g_assert_false (g_main_context_pending (world->context));
  g_assert_false (g_main_context_iteration (world->context, FALSE));
  attach (world, g_idle_source_new (), G_PRIORITY_DEFAULT_IDLE, on_idle);
  g_assert_true (g_main_context_iteration (world->context, FALSE));
  g_assert_false (g_main_context_iteration (world->context, FALSE));
  write_log (world, "end");
  return G_SOURCE_REMOVE;
}

/* The inner loop runs other sources but does not move time, whichever function drives time outside. */
static void
test_nested_loop (void)
{
  for (guint driver = 0; driver < 3; driver++)
    {
      World world;

      world_init (&world);
      add_event (&world, 10, on_event_iterate);
      add_event (&world, 10, on_event);
      add_event (&world, 11, on_event);
      if (driver == 0)
        iterate_until_quiet (&world);
      else if (driver == 1)
        g_assert_true (tarn_engine_advance_by (world.engine, 11, NULL));
      else
        g_assert_true (tarn_engine_run_until_idle (world.engine, NULL, NULL));
      g_assert_cmpstr (world.log->str, ==, "outer10 idle10 end10 event10 event11 ");
      world_clear (&world);
    }
}

static void
iterate_on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
                   gpointer data)
{
  g_assert_false (g_main_context_iteration (data, FALSE));
}

/*
 * A loop inside an observer does not move time either, whether an event or an operation calls the observer.
 */
static void
test_nested_loop_in_observer (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  SmallLake lake;

  small_lake_init (&lake, 0, 1, 0);
  g_autoptr (GSource) source = tarn_engine_create_source (lake.engine);
  g_source_attach (source, context);
  tarn_engine_add_observer (lake.engine, iterate_on_change, context, NULL);
  g_autofree char *id = small_lake_start (&lake, 0, NULL);
  g_assert_nonnull (id);
  g_assert_cmpint (tarn_engine_get_now (lake.engine), ==, START_US);
  g_assert_true (tarn_engine_run_until_idle (lake.engine, NULL, NULL));
  g_source_destroy (source);
  small_lake_clear (&lake);
}

/* --- Ends ------------------------------------------------------------------------------------- */

static void
test_keeps_the_engine (void)
{
  World world;
  gpointer watched;

  world_init (&world);
  watched = world.engine;
  g_object_add_weak_pointer (G_OBJECT (world.engine), &watched);
  add_event (&world, 3, on_event);
  g_object_unref (world.engine);
  iterate_until_quiet (&world);
  g_assert_cmpstr (world.log->str, ==, "event3 ");

  g_source_destroy (world.source);
  g_assert_nonnull (watched); /* because the test still has a reference to the source */
  g_clear_pointer (&world.source, g_source_unref);
  g_assert_null (watched);
  world.engine = NULL;
  world_clear (&world);
}

static gboolean
on_event_destroy (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  World *world = data;

  g_source_destroy (world->source);
  g_clear_pointer (&world->source, g_source_unref);
  g_clear_object (&world->engine);
  return G_SOURCE_CONTINUE;
}

/* An event may drop the last references to the source and to the engine. */
static void
test_destroyed_in_an_event (void)
{
  World world;
  gpointer watched;

  world_init (&world);
  watched = world.engine;
  g_object_add_weak_pointer (G_OBJECT (world.engine), &watched);
  add_event (&world, 3, on_event_destroy);
  add_event (&world, 4, on_event);
  iterate_until_quiet (&world);
  g_assert_null (watched);
  g_assert_cmpstr (world.log->str, ==, "");
  world_clear (&world);
}

static gboolean
on_event_again (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  write_log (data, "");
  return ((World *) data)->log->len < 14 * strlen ("0 ");
}

/* The source warns about a loop without delay, and the main loop goes on. */
static void
test_limit_is_warned_of (void)
{
  World world;

  world_init (&world);
  g_assert_true (tarn_engine_set_option (world.engine, "clock.same-instant-chain-max", 5, NULL));
  add_event (&world, 0, on_event_again);
  g_test_expect_message ("Tarn", G_LOG_LEVEL_WARNING, "*limit*timeout 0*");
  g_test_expect_message ("Tarn", G_LOG_LEVEL_WARNING, "*limit*timeout 0*");
  iterate_until_quiet (&world);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (world.log->len, ==, 14 * strlen ("0 "));
  world_clear (&world);
}

/* The source calls its callback after each event, and the callback may end the source. */
static void
test_callback (void)
{
  World world;

  world_init (&world);
  g_source_set_callback (world.source, on_idle, &world, NULL);
  add_event (&world, 3, on_event);
  add_event (&world, 4, on_event);
  iterate_until_quiet (&world);
  g_assert_cmpstr (world.log->str, ==, "event3 idle3 ");
  g_assert_true (g_source_is_destroyed (world.source));
  world_clear (&world);
}

/* --- Another thread's engine ------------------------------------------------------------------ */

typedef struct
{
  World *world;
  GThread *owner;
} HandOver;

static void
drive_and_hand_back (gpointer data)
{
  HandOver *hand_over = data;
  World *world = hand_over->world;

  for (guint i = 0; i < 500; i++)
    {
      add_event (world, 1, on_event);
      g_assert_true (tarn_engine_step (world->engine, NULL, NULL));
    }
  tarn_engine_set_owner (world->engine, hand_over->owner);
}

/* The source does nothing while the engine belongs to another thread, and goes on when the engine is back. */
static void
test_handed_over (void)
{
  HelperThread helper;
  World world;

  helper_thread_start (&helper);
  world_init (&world);
  HandOver hand_over = { &world, g_thread_self () };
  add_event (&world, 1000, on_event);
  tarn_engine_set_owner (world.engine, helper.self);
  iterate_until_quiet (&world);
  g_assert_false (g_main_context_pending (world.context));
  g_assert_cmpuint (world.log->len, ==, 0);

  helper_thread_set (&helper, drive_and_hand_back, &hand_over);
  helper_thread_wait (&helper);
  while (!g_str_has_suffix (world.log->str, " event1000 "))
    g_main_context_iteration (world.context, TRUE);
  g_assert_cmpint (tarn_engine_get_now (world.engine), ==, START_US + 1000);
  world_clear (&world);
  helper_thread_stop (&helper);
}

/* What happens while the main loop sleeps. A poll function has no data, so this is global. */
static struct
{
  HelperThread helper;
  HandOver hand_over;
  gboolean is_awaited;
} sleep_of_loop;

static void
hand_back (gpointer data)
{
  const HandOver *hand_over = data;

  tarn_engine_set_owner (hand_over->world->engine, hand_over->owner);
}

/* Gets the engine back in the middle of a poll. A poll without a wake-up would sleep on, so it fails here. */
static gint
poll_over_hand_back (GPollFD *fds, guint n_fds, gint timeout_ms)
{
  if (!sleep_of_loop.is_awaited)
    return g_poll (fds, n_fds, timeout_ms);

  sleep_of_loop.is_awaited = FALSE;
  g_assert_cmpint (timeout_ms, ==, -1);
  g_assert_cmpint (g_poll (fds, n_fds, 0), ==, 0);
  helper_thread_run (&sleep_of_loop.helper, hand_back, &sleep_of_loop.hand_over);
  g_assert_cmpint (g_poll (fds, n_fds, 0), >, 0);
  return g_poll (fds, n_fds, 0);
}

static void
test_handed_over_to_who_sleeps (void)
{
  World world;

  helper_thread_start (&sleep_of_loop.helper);
  world_init (&world);
  sleep_of_loop.hand_over = (HandOver){ &world, g_thread_self () };
  add_event (&world, 1000, on_event);
  tarn_engine_set_owner (world.engine, sleep_of_loop.helper.self);
  iterate_until_quiet (&world);

  g_main_context_set_poll_func (world.context, poll_over_hand_back);
  sleep_of_loop.is_awaited = TRUE;
  g_main_context_iteration (world.context, TRUE);
  iterate_until_quiet (&world);
  g_assert_cmpstr (world.log->str, ==, "event1000 ");
  world_clear (&world);
  helper_thread_stop (&sleep_of_loop.helper);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/source/ready-while-pending", test_ready_while_pending);
  g_test_add_func ("/source/one-event-per-dispatch", test_one_event_per_dispatch);
  g_test_add_func ("/source/others-come-first", test_others_come_first);
  g_test_add_func ("/source/time-waits-for-work", test_time_waits_for_work);
  g_test_add_func ("/source/idle-adds-an-event", test_idle_adds_an_event);
  g_test_add_func ("/source/nested-loop", test_nested_loop);
  g_test_add_func ("/source/nested-loop/observer", test_nested_loop_in_observer);
  g_test_add_func ("/source/keeps-the-engine", test_keeps_the_engine);
  g_test_add_func ("/source/destroyed-in-an-event", test_destroyed_in_an_event);
  g_test_add_func ("/source/limit", test_limit_is_warned_of);
  g_test_add_func ("/source/callback", test_callback);
  g_test_add_func ("/source/handed-over", test_handed_over);
  g_test_add_func ("/source/handed-over/to-who-sleeps", test_handed_over_to_who_sleeps);

  return g_test_run ();
}
