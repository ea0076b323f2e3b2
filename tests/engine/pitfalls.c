/* SPDX-License-Identifier: MIT */
/*
 * Each test is about a mistake that users of other virtual clocks have met. Limits, ties and the main loop
 * have more tests in files of their own.
 */
#include "worlds/random-world.h"
#include "worlds/small-lake.h"

#include <string.h>

/* This fixture is an engine with a log of calls and of their times, in seconds since its start. */
typedef struct
{
  TarnEngine *engine;
  GString *log;
  guint64 id; /* of the timeout that on_cancel() removes */
  guint n_left;
} World;

static void
world_init (World *world)
{
  *world = (World){ .engine = tarn_engine_new (0), .log = g_string_new (NULL) };
}

static void
world_clear (World *world)
{
  g_clear_object (&world->engine);
  g_string_free (world->log, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
write_log (World *world, const char *what)
{
  gint64 since_us = tarn_engine_get_now (world->engine) - START_US;

  g_string_append_printf (world->log, "%s@%" G_GINT64_FORMAT " ", what, since_us / SECOND_US);
}

static gboolean
on_once (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  write_log (data, "once");
  return G_SOURCE_REMOVE;
}

static gboolean
on_again (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  write_log (data, "again");
  return G_SOURCE_CONTINUE;
}

static guint64
add (World *world, gint64 interval_us, TarnTimeoutFunc func)
{
  return tarn_engine_add_timeout (world->engine, interval_us, TARN_TIMEOUT_NONE, func, world, NULL);
}

/* --- P01: the law ------------------------------------------------------------------------------- */

enum
{
  N_WORLDS = 50,
  N_SPLITS = 20, /* of each */
};

static gboolean
is_due (TarnEngine *engine, gint64 until_us)
{
  gint64 next_us;

  return tarn_engine_peek_next (engine, &next_us) && next_us <= until_us;
}

static void
drive_split (TarnEngine *engine, RandomWorld *luck, gint64 until_us)
{
  while (tarn_engine_get_now (engine) < until_us)
    {
      gint64 left_us = until_us - tarn_engine_get_now (engine);
      gint64 part_us = 1 + (gint64) random_world_pick (luck, 4000) * SECOND_US / 2;

      engine_advance (engine, MIN (left_us, part_us));
    }
}

static void
drive_steps (TarnEngine *engine, RandomWorld *luck G_GNUC_UNUSED, gint64 until_us)
{
  while (is_due (engine, until_us))
    g_assert_true (tarn_engine_step (engine, NULL, NULL));
}

static void
drive_until (TarnEngine *engine, RandomWorld *luck G_GNUC_UNUSED, gint64 until_us)
{
  g_autoptr (GError) error = NULL;

  tarn_engine_run_until (engine, never, NULL, until_us, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
drive_main_loop (TarnEngine *engine, RandomWorld *luck G_GNUC_UNUSED, gint64 until_us)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = tarn_engine_create_source (engine);

  g_source_attach (source, context);
  /* With a journal the source makes one event happen in a turn, so it does not go past the time. */
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  tarn_engine_set_journal (engine, journal);
  while (is_due (engine, until_us))
    g_main_context_iteration (context, FALSE);
  tarn_engine_set_journal (engine, NULL);
  g_source_destroy (source);
}

typedef void (*DriveFunc) (TarnEngine *engine, RandomWorld *luck, gint64 until_us);

static void
check_split (RandomWorld *world)
{
  static const DriveFunc drives[] = { drive_split, drive_steps, drive_until, drive_main_loop };
  TarnEngine *engine = random_world_get_engine (world);
  gint64 duration_us = (gint64) random_world_pick (world, 7200) * SECOND_US;
  g_autoptr (TarnEngine) whole = tarn_engine_fork (engine, NULL, NULL, NULL);

  engine_advance (whole, duration_us);
  g_autofree char *expected = get_digest (whole);
  for (guint i = 0; i < G_N_ELEMENTS (drives); i++)
    {
      g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);

      drives[i](fork, world, tarn_engine_get_now (whole));
      engine_advance (fork, tarn_engine_get_now (whole) - tarn_engine_get_now (fork));
      g_autofree char *digest = get_digest (fork);
      g_assert_cmpstr (digest, ==, expected);
    }
}

static void
test_p01 (void)
{
  for (guint64 seed = 0; seed < N_WORLDS; seed++)
    {
      g_autoptr (RandomWorld) world = random_world_new (seed, RANDOM_WORLD_DEFAULT);

      for (guint i = 0; i < N_SPLITS; i++)
        {
          for (guint j = 0; j < 10; j++)
            random_world_act (world);
          check_split (world);
          random_world_move (world);
        }
    }
}

/* --- P02 to P08: how time passes ----------------------------------------------------------------- */

static gboolean
on_first (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  write_log (data, "first");
  add (data, 5 * SECOND_US, on_again);
  return G_SOURCE_REMOVE;
}

/* A period of 5 s that begins after 3 s has three calls in 13 s. */
static void
test_p02 (void)
{
  g_auto (World) world;

  world_init (&world);
  add (&world, 3 * SECOND_US, on_first);
  engine_advance (world.engine, 13 * SECOND_US);
  g_assert_cmpstr (world.log->str, ==, "first@3 again@8 again@13 ");
}

static void
test_p03 (void)
{
  g_auto (World) world;

  world_init (&world);
  add (&world, 7 * SECOND_US, on_once);
  add (&world, 9 * SECOND_US, on_once);
  engine_advance (world.engine, HOUR_US);
  g_assert_cmpstr (world.log->str, ==, "once@7 once@9 ");
}

static gboolean
on_reschedule (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  World *world = data;

  write_log (world, "r");
  if (--world->n_left > 0)
    add (world, SECOND_US, on_reschedule);
  return G_SOURCE_REMOVE;
}

static void
test_p04 (void)
{
  g_auto (World) world;

  world_init (&world);
  world.n_left = 4;
  add (&world, SECOND_US, on_reschedule);
  engine_advance (world.engine, 3 * SECOND_US);
  g_assert_cmpstr (world.log->str, ==, "r@1 r@2 r@3 ");
  engine_advance (world.engine, HOUR_US);
  g_assert_cmpstr (world.log->str, ==, "r@1 r@2 r@3 r@4 ");
}

static void
test_p05 (void)
{
  g_auto (World) world;

  world_init (&world);
  add (&world, 10 * SECOND_US, on_once);
  engine_advance (world.engine, 10 * SECOND_US - 1);
  g_assert_cmpstr (world.log->str, ==, "");
  engine_advance (world.engine, 1);
  g_assert_cmpstr (world.log->str, ==, "once@10 ");
}

static void
test_p06 (void)
{
  g_auto (World) world;

  world_init (&world);
  add (&world, 0, on_once);
  g_assert_true (tarn_engine_advance_to (world.engine, START_US, NULL));
  g_assert_cmpstr (world.log->str, ==, "once@0 ");
  g_assert_cmpint (tarn_engine_get_now (world.engine), ==, START_US);
}

static void
test_p07 (void)
{
  static const gint64 durations_us[] = { -1, G_MININT64, G_MAXINT64, G_MAXINT64 - START_US + 1 };
  g_auto (World) world;

  world_init (&world);
  for (guint i = 0; i < G_N_ELEMENTS (durations_us); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (tarn_engine_advance_by (world.engine, durations_us[i], &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_TIME);
      g_assert_cmpint (tarn_engine_get_now (world.engine), ==, START_US);
    }
  g_assert_false (tarn_engine_advance_to (world.engine, START_US - 1, NULL));
  g_assert_true (tarn_engine_advance_to (world.engine, G_MAXINT64, NULL));
  g_assert_cmpint (tarn_engine_get_now (world.engine), ==, G_MAXINT64);
}

static gboolean
on_drive (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  World *world = data;
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_engine_advance_by (world->engine, HOUR_US, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
  write_log (world, "busy");
  return G_SOURCE_REMOVE;
}

static void
test_p08 (void)
{
  g_auto (World) world;

  world_init (&world);
  add (&world, SECOND_US, on_drive);
  add (&world, 2 * SECOND_US, on_once);
  engine_advance (world.engine, 3 * SECOND_US);
  g_assert_cmpstr (world.log->str, ==, "busy@1 once@2 ");
  g_assert_cmpint (tarn_engine_get_now (world.engine), ==, START_US + 3 * SECOND_US);
}

/* --- P09 to P12: events without an end ----------------------------------------------------------- */

static gboolean
on_zero_delay (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  World *world = data;

  if (world->n_left-- > 0)
    add (world, 0, on_zero_delay);
  else
    write_log (world, "end");
  return G_SOURCE_REMOVE;
}

/* The limit is an error after which the caller can go on. */
static void
test_p09 (void)
{
  g_auto (World) world;
  g_autoptr (GError) error = NULL;

  world_init (&world);
  world.n_left = 15000;
  add (&world, SECOND_US, on_zero_delay);
  g_assert_false (tarn_engine_advance_by (world.engine, HOUR_US, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_LIMIT);
  g_assert_cmpint (tarn_engine_get_now (world.engine), ==, START_US + SECOND_US);
  engine_advance (world.engine, HOUR_US);
  g_assert_cmpstr (world.log->str, ==, "end@1 ");
}

static void
test_p10 (void)
{
  g_auto (World) world;
  g_autoptr (GError) error = NULL;

  world_init (&world);
  tarn_engine_add_timeout (world.engine, MINUTE_US, TARN_TIMEOUT_BACKGROUND, on_again, &world,
                           NULL);
  add (&world, 90 * SECOND_US, on_once);
  tarn_engine_run_until_idle (world.engine, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (world.log->str, ==, "again@60 once@90 ");
}

static void
test_p11 (void)
{
  g_auto (World) world;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();

  world_init (&world);
  tarn_clock_limits_set_max_events (limits, 3);
  add (&world, SECOND_US, on_again);
  g_assert_false (tarn_engine_run_until_idle (world.engine, limits, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, "timeout 0 at +1000000 us"));
}

static void
test_p12 (void)
{
  g_auto (World) world, other;

  world_init (&world);
  world_init (&other);
  world.n_left = G_MAXINT;
  add (&world, 0, on_zero_delay);
  add (&other, SECOND_US, on_once);
  g_assert_false (tarn_engine_advance_by (world.engine, HOUR_US, NULL));
  engine_advance (other.engine, HOUR_US);
  g_assert_cmpstr (other.log->str, ==, "once@1 ");
}

/* --- P13 to P18: in one instant ------------------------------------------------------------------ */

static gboolean
on_cancel (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  World *world = data;

  write_log (world, tarn_engine_remove_timeout (world->engine, world->id) ? "removed" : "gone");
  return G_SOURCE_CONTINUE;
}

static void
test_p13 (void)
{
  g_auto (World) world;

  world_init (&world);
  add (&world, SECOND_US, on_cancel);
  world.id = add (&world, SECOND_US, on_once);
  engine_advance (world.engine, SECOND_US);
  g_assert_cmpstr (world.log->str, ==, "removed@1 ");
}

/* A timeout that removes itself ends even if its function returns TRUE. A second removal fails. */
static void
test_p14 (void)
{
  g_auto (World) world;

  world_init (&world);
  world.id = add (&world, SECOND_US, on_cancel);
  engine_advance (world.engine, HOUR_US);
  g_assert_cmpstr (world.log->str, ==, "removed@1 ");
  g_assert_false (tarn_engine_remove_timeout (world.engine, world.id));
}

static gboolean
on_add_now (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  write_log (data, "add");
  add (data, 0, on_once);
  return G_SOURCE_REMOVE;
}

/* A timeout that is added for the current instant comes after the events that were already there. */
static void
test_p15 (void)
{
  g_auto (World) world;

  world_init (&world);
  add (&world, SECOND_US, on_add_now);
  add (&world, SECOND_US, on_again);
  engine_advance (world.engine, SECOND_US);
  g_assert_cmpstr (world.log->str, ==, "add@1 again@1 once@1 ");
}

static void
test_p16 (void)
{
  g_auto (World) world;

  world_init (&world);
  add (&world, SECOND_US, on_again);
  add (&world, 2 * SECOND_US, on_once);
  engine_advance (world.engine, 2 * SECOND_US);
  g_assert_cmpstr (world.log->str, ==, "again@1 once@2 again@2 ");
}

static gboolean
on_nothing (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_REMOVE;
}

static void
test_p17 (void)
{
  for (guint n_others = 0; n_others < 100; n_others += 7)
    {
      g_auto (World) world;

      world_init (&world);
      add (&world, SECOND_US, on_add_now);
      for (guint i = 0; i < n_others; i++)
        add (&world, SECOND_US, on_nothing);
      add (&world, SECOND_US, on_once);
      add (&world, SECOND_US, on_again);
      engine_advance (world.engine, SECOND_US);
      g_assert_cmpstr (world.log->str, ==, "add@1 once@1 again@1 once@1 ");
    }
}

/* All runs succeed in every order of ties. */
static void
test_p18 (void)
{
  for (gint64 order = 0; order <= 3; order++)
    {
      SmallLake lake;

      small_lake_init (&lake, 1, SMALL_LAKE_VIEWS_MAX, 3600);
      g_assert_true (tarn_engine_set_option (lake.engine, "clock.tie-order", order, NULL));
      for (guint i = 0; i < lake.n_views; i++)
        small_lake_commit (&lake, i, 1000);
      engine_advance (lake.engine, 2 * HOUR_US);

      g_autoptr (GPtrArray) runs
          = tarn_glue_client_list_materialized_view_refresh_task_runs (lake.glue, NULL, NULL, NULL,
                                                                       -1, NULL, NULL, NULL);
      g_assert_cmpuint (runs->len, ==, lake.n_views);
      for (guint i = 0; i < runs->len; i++)
        g_assert_cmpint (tarn_refresh_run_get_status (runs->pdata[i]), ==,
                         TARN_REFRESH_STATUS_SUCCEEDED);
      small_lake_clear (&lake);
    }
}

/* --- P19 to P21: main loops and references ------------------------------------------------------- */

static gboolean
on_idle (gpointer data)
{
  write_log (data, "idle");
  return G_SOURCE_REMOVE;
}

static void
attach (GMainContext *context, GSource *source, GSourceFunc func, gpointer data)
{
  g_source_set_callback (source, func, data, NULL);
  g_source_attach (source, context);
  g_source_unref (source);
}

/* All sources that are ready run before time moves. */
static void
test_p19 (void)
{
  g_auto (World) world;
  g_autoptr (GMainContext) context = g_main_context_new ();

  world_init (&world);
  add (&world, SECOND_US, on_once);
  attach (context, tarn_engine_create_source (world.engine), NULL, NULL);
  attach (context, g_idle_source_new (), on_idle, &world);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_assert_cmpstr (world.log->str, ==, "idle@0 once@1 ");

  /* Time does not move while the engine is held. */
  add (&world, SECOND_US, on_once);
  g_autoptr (TarnHold) hold = tarn_engine_hold (world.engine, "an answer");
  while (g_main_context_iteration (context, FALSE))
    ;
  g_assert_cmpstr (world.log->str, ==, "idle@0 once@1 ");
  tarn_hold_release (hold);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_assert_cmpstr (world.log->str, ==, "idle@0 once@1 once@2 ");

  /* The engine reports a forgotten hold with its reason. */
  TarnEngine *engine = tarn_engine_new (0);
  TarnHold *leaked = tarn_engine_hold (engine, "nobody");
  g_test_expect_message ("Tarn", G_LOG_LEVEL_WARNING, "*'nobody'*");
  g_object_unref (engine);
  g_test_assert_expected_messages ();
  tarn_hold_unref (leaked);
}

typedef struct
{
  World world;
  GMainContext *context;
} Nested;

/* Time does not move in a main loop that runs inside an event. */
static gboolean
on_nest (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Nested *nested = data;

  write_log (&nested->world, "begin");
  while (g_main_context_iteration (nested->context, FALSE))
    ;
  write_log (&nested->world, "end");
  return G_SOURCE_REMOVE;
}

static void
test_p20 (void)
{
  Nested nested = { .context = g_main_context_new () };

  world_init (&nested.world);
  tarn_engine_add_timeout (nested.world.engine, SECOND_US, TARN_TIMEOUT_NONE, on_nest, &nested,
                           NULL);
  add (&nested.world, 2 * SECOND_US, on_once);
  attach (nested.context, tarn_engine_create_source (nested.world.engine), NULL, NULL);
  while (g_main_context_iteration (nested.context, FALSE))
    ;
  g_assert_cmpstr (nested.world.log->str, ==, "begin@1 end@1 once@2 ");
  g_main_context_unref (nested.context);
  world_clear (&nested.world);
}

static gboolean
on_unref (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  World *world = data;

  write_log (world, "unref");
  g_object_unref (world->engine);
  world->engine = NULL;
  return G_SOURCE_CONTINUE;
}

static void
test_p21 (void)
{
  g_auto (World) world;

  world_init (&world);
  add (&world, SECOND_US, on_unref);
  g_assert_true (tarn_engine_advance_by (world.engine, SECOND_US, NULL));
  g_assert_null (world.engine);
  g_assert_cmpstr (world.log->str, ==, "unref@1 ");
}

/* --- P22 to P24: snapshots, deadlines, threads ---------------------------------------------------- */

static gboolean
on_save (TarnEngine *engine, gpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL, fork_error = NULL;

  g_assert_null (tarn_engine_save (engine, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
  g_assert_null (tarn_engine_fork (engine, NULL, NULL, &fork_error));
  g_assert_error (fork_error, TARN_ERROR, TARN_ERROR_BUSY);
  return G_SOURCE_REMOVE;
}

/* An engine cannot be saved inside an event, but it can between two events of one instant. */
static void
test_p22 (void)
{
  SmallLake lake;
  g_autoptr (GError) error = NULL;

  small_lake_init (&lake, 1, SMALL_LAKE_VIEWS_MAX, 3600);
  tarn_engine_add_timeout (lake.engine, 0, TARN_TIMEOUT_NONE, on_save, lake.engine, NULL);
  for (guint i = 0; i < lake.n_views; i++)
    g_free (small_lake_start (&lake, i, NULL));
  for (guint i = 0; i < 3; i++)
    g_assert_true (tarn_engine_step (lake.engine, NULL, NULL));
  g_assert_true (is_due (lake.engine, tarn_engine_get_now (lake.engine)));

  g_autoptr (GBytes) saved = tarn_engine_save (lake.engine, &error);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (saved, NULL, &error);
  g_assert_no_error (error);
  engine_advance (lake.engine, HOUR_US);
  engine_advance (restored, HOUR_US);
  g_autofree char *expected = get_digest (lake.engine), *digest = get_digest (restored);
  g_assert_cmpstr (digest, ==, expected);
  small_lake_clear (&lake);
}

static void
test_p23 (void)
{
  g_auto (World) world;
  TarnClockResult result;

  world_init (&world);
  add (&world, SECOND_US, on_again);
  g_assert_true (
      tarn_engine_run_until (world.engine, always, NULL, TARN_NO_DEADLINE, NULL, &result, NULL));
  g_assert_cmpint (result, ==, TARN_CLOCK_RESULT_CONDITION);
  g_assert_cmpstr (world.log->str, ==, "");
  g_assert_true (tarn_engine_run_until (world.engine, never, NULL, START_US + 5 * SECOND_US / 2,
                                        NULL, &result, NULL));
  g_assert_cmpint (result, ==, TARN_CLOCK_RESULT_DEADLINE);
  g_assert_cmpint (tarn_engine_get_now (world.engine), ==, START_US + 5 * SECOND_US / 2);
}

static gpointer
call_from_thread (gpointer data)
{
  World *world = data;
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_engine_advance_by (world->engine, HOUR_US, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  return NULL;
}

static gpointer
live_alone (gpointer seed)
{
  SmallLake lake;

  small_lake_init (&lake, GPOINTER_TO_UINT (seed), SMALL_LAKE_VIEWS_MAX, 3600);
  for (guint i = 0; i < 100; i++)
    {
      small_lake_commit (&lake, i % SMALL_LAKE_VIEWS_MAX, 1000);
      engine_advance (lake.engine, HOUR_US);
    }
  char *digest = get_digest (lake.engine);
  small_lake_clear (&lake);
  return digest;
}

/* A call from another thread fails. Two engines in two threads do not affect each other. */
static void
test_p24 (void)
{
  g_auto (World) world;

  world_init (&world);
  g_thread_join (g_thread_new ("other", call_from_thread, &world));
  g_assert_cmpint (tarn_engine_get_now (world.engine), ==, START_US);

  g_autofree char *alone_1 = live_alone (GUINT_TO_POINTER (1));
  g_autofree char *alone_2 = live_alone (GUINT_TO_POINTER (2));
  GThread *thread = g_thread_new ("first", live_alone, GUINT_TO_POINTER (1));
  g_autofree char *digest_2 = live_alone (GUINT_TO_POINTER (2));
  g_autofree char *digest_1 = g_thread_join (thread);
  g_assert_cmpstr (digest_1, ==, alone_1);
  g_assert_cmpstr (digest_2, ==, alone_2);
}

typedef struct
{
  const char *path;
  GTestFunc func;
} Row;

static const Row rows[] = {
  { "P01-the-law-over-random-splits", test_p01 },
  { "P02-a-period-that-begins-late", test_p02 },
  { "P03-now-is-when-it-was-due", test_p03 },
  { "P04-what-reschedules-itself", test_p04 },
  { "P05-the-end-is-included", test_p05 },
  { "P06-to-now", test_p06 },
  { "P07-the-past-and-the-end-of-time", test_p07 },
  { "P08-a-verb-within-a-verb", test_p08 },
  { "P09-a-loop-without-delay", test_p09 },
  { "P10-what-recurs-for-ever", test_p10 },
  { "P11-a-limit-names-what-is-pending", test_p11 },
  { "P12-a-limit-is-one-engine's", test_p12 },
  { "P13-cancelled-in-the-same-instant", test_p13 },
  { "P14-cancelled-by-itself-and-twice", test_p14 },
  { "P15-added-to-the-present-instant", test_p15 },
  { "P16-rescheduled-behind-its-equals", test_p16 },
  { "P17-others-move-no-order", test_p17 },
  { "P18-other-orders-of-ties", test_p18 },
  { "P19-time-moves-after-what-is-ready", test_p19 },
  { "P20-a-main-loop-within-an-event", test_p20 },
  { "P21-the-last-reference-within-an-event", test_p21 },
  { "P22-a-snapshot-within-an-instant", test_p22 },
  { "P23-a-deadline-and-a-condition-that-is-met", test_p23 },
  { "P24-other-threads", test_p24 },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/pitfalls/", rows[i].path, NULL);

      g_test_add_func (path, rows[i].func);
    }

  return g_test_run ();
}
