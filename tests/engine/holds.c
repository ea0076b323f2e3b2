/* SPDX-License-Identifier: MIT */
/* A hold keeps the source from moving time and does nothing else. Other threads may release it. */
#include <string.h>
#include <sys/resource.h>

#include "holds-fixture.h"
#include "worlds/helper-thread.h"

static void
let_go_by_release (TarnHold *hold)
{
  tarn_hold_release (hold);
  tarn_hold_release (hold);
  tarn_hold_unref (hold);
}

static void
let_go_by_unref (TarnHold *hold)
{
  tarn_hold_unref (hold);
}

static void
let_go_by_last_unref (TarnHold *hold)
{
  g_assert_true (tarn_hold_ref (hold) == hold);
  tarn_hold_unref (hold);
  tarn_hold_unref (hold);
}

static void
let_go_by_boxed (TarnHold *hold)
{
  g_boxed_free (TARN_TYPE_HOLD, g_boxed_copy (TARN_TYPE_HOLD, hold));
  g_boxed_free (TARN_TYPE_HOLD, hold);
}

typedef struct
{
  const char *name;
  void (*let_go) (TarnHold *hold);
} Way;

static const Way ways[] = {
  { "release", let_go_by_release },
  { "unref", let_go_by_unref },
  { "last-unref", let_go_by_last_unref },
  { "boxed", let_go_by_boxed },
};

static void
test_held_until (gconstpointer data)
{
  const Way *way = data;
  World world;

  world_init (&world);
  for (guint i = 1; i <= 3; i++)
    {
      add_event (&world);
      TarnHold *hold = tarn_engine_hold (world.engine, "answer");
      g_assert_cmpstr (tarn_hold_get_reason (hold), ==, "answer");
      assert_still (&world);
      assert_listed (&world, "answer");
      way->let_go (hold);
      assert_listed (&world, "");
      assert_moves (&world);
      g_assert_cmpuint (world.n_events, ==, i);
    }
  world_clear (&world);
}

/* A hold is not released while there is another reference to it. */
static void
test_kept_by_another_reference (void)
{
  World world;

  world_init (&world);
  add_event (&world);
  TarnHold *hold = tarn_engine_hold (world.engine, "answer");
  tarn_hold_unref (tarn_hold_ref (hold));
  assert_still (&world);
  tarn_hold_unref (hold);
  assert_moves (&world);
  world_clear (&world);
}

/* A hold that is released twice does not release another hold. */
static void
test_several (void)
{
  World world;

  world_init (&world);
  add_event (&world);
  assert_listed (&world, "");
  g_autoptr (TarnHold) first = tarn_engine_hold (world.engine, "first");
  g_autoptr (TarnHold) second = tarn_engine_hold (world.engine, "second");
  g_autoptr (TarnHold) third = tarn_engine_hold (world.engine, "third");
  assert_listed (&world, "first second third");
  tarn_hold_release (second);
  tarn_hold_release (second);
  tarn_hold_release (second);
  assert_listed (&world, "first third");
  assert_still (&world);
  tarn_hold_release (first);
  assert_listed (&world, "third");
  assert_still (&world);
  tarn_hold_release (third);
  assert_listed (&world, "");
  assert_moves (&world);
  world_clear (&world);
}

static void
test_direct_verbs_go_on (void)
{
  World world;

  world_init (&world);
  for (guint i = 0; i < 3; i++)
    add_event (&world);
  TarnHold *hold = tarn_engine_hold (world.engine, "answer");
  assert_still (&world);
  g_assert_true (tarn_engine_step (world.engine, NULL, NULL));
  g_assert_true (tarn_engine_run_until_idle (world.engine, NULL, NULL));
  g_assert_cmpuint (world.n_events, ==, 3);
  tarn_hold_unref (hold);
  world_clear (&world);
}

typedef struct
{
  World *world;
  TarnHold *hold;
} Taker;

static gboolean
on_event_hold (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Taker *taker = data;

  taker->hold = tarn_engine_hold (taker->world->engine, "taken in an event");
  return G_SOURCE_REMOVE;
}

/* A hold that an event takes also delays the other events of the same time. */
static void
test_taken_in_an_event (void)
{
  World world;
  Taker taker = { &world, NULL };

  world_init (&world);
  tarn_engine_add_timeout (world.engine, HOUR_US, TARN_TIMEOUT_NONE, on_event_hold, &taker, NULL);
  add_event (&world);
  assert_moves (&world);
  assert_still (&world);
  g_assert_cmpuint (world.n_events, ==, 0);
  g_clear_pointer (&taker.hold, tarn_hold_unref);
  while (world.n_events == 0)
    g_main_context_iteration (world.context, FALSE);
  world_clear (&world);
}

static gboolean
on_idle_hold (gpointer data)
{
  const Taker *taker = data;

  on_event_hold (taker->world->engine, data);
  return G_SOURCE_REMOVE;
}

/*
 * If a source of the same priority takes a hold in the same turn, the source of the engine makes no event
 * happen.
 */
static void
test_taken_in_the_same_turn (void)
{
  World world;
  Taker taker = { &world, NULL };
  g_autoptr (GSource) idle = g_idle_source_new ();

  world_init (&world);
  g_source_destroy (world.source);
  g_source_unref (world.source);
  g_source_set_priority (idle, G_PRIORITY_LOW);
  g_source_set_callback (idle, on_idle_hold, &taker, NULL);
  g_source_attach (idle, world.context);
  attach_source (&world);
  add_event (&world);
  g_assert_true (g_main_context_iteration (world.context, FALSE));
  g_assert_nonnull (taker.hold);
  g_assert_cmpuint (world.n_events, ==, 0);
  assert_still (&world);
  tarn_hold_unref (taker.hold);
  assert_moves (&world);
  world_clear (&world);
}

/* The wake-up for one hold does not keep the main loop awake during the next hold. */
static void
test_sleeps_again (void)
{
  GPollFD fds[8];
  gint priority, timeout_ms;
  World world;

  world_init (&world);
  add_event (&world);
  TarnHold *first = tarn_engine_hold (world.engine, "first");
  assert_still (&world);
  tarn_hold_unref (first);
  g_autoptr (TarnHold) second = tarn_engine_hold (world.engine, "second");
  assert_still (&world);

  g_assert_false (g_main_context_prepare (world.context, &priority));
  gint n_fds = g_main_context_query (world.context, G_MAXINT, &timeout_ms, fds, G_N_ELEMENTS (fds));
  g_assert_cmpint (timeout_ms, ==, -1);
  g_assert_cmpint (n_fds, ==, 2);
  g_assert_cmpint (g_poll (fds, (guint) n_fds, 0), ==, 0);
  tarn_hold_release (second);
  g_assert_cmpint (g_poll (fds, (guint) n_fds, 0), ==, 1);
  assert_moves (&world);
  world_clear (&world);
}

/* --- Ends ------------------------------------------------------------------------------------- */

/*
 * A hold does not keep the engine alive. An engine that is freed while it is held logs a warning with the
 * reasons, and the holds may still be released.
 */
static void
test_leaked (void)
{
  TarnEngine *engine = tarn_engine_new (0);
  gpointer watched = engine;

  g_object_add_weak_pointer (G_OBJECT (engine), &watched);
  TarnHold *first = tarn_engine_hold (engine, "the upload");
  TarnHold *second = tarn_engine_hold (engine, "the download");
  g_autoptr (TarnHold) released = tarn_engine_hold (engine, "what is over");
  tarn_hold_release (released);
  g_test_expect_message ("Tarn", G_LOG_LEVEL_WARNING, "*for 'the upload', 'the download'");
  g_object_unref (engine);
  g_test_assert_expected_messages ();
  g_assert_null (watched);
  tarn_hold_release (first);
  tarn_hold_release (first);
  g_assert_cmpstr (tarn_hold_get_reason (first), ==, "the upload");
  tarn_hold_unref (first);
  tarn_hold_unref (second);
}

/* If the system has no descriptor left for the wake-up, the source looks for work at intervals. */
static void
test_without_descriptors (void)
{
  struct rlimit limit, none;
  GPollFD fds[8];
  gint priority, timeout_ms;
  World world;

  world = (World){ .context = g_main_context_new (), .engine = tarn_engine_new (0) };
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  none = limit;
  none.rlim_cur = 0;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &none), ==, 0);
  attach_source (&world);
  add_event (&world);
  g_autoptr (TarnHold) hold = tarn_engine_hold (world.engine, "answer");
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);

  assert_still (&world);
  g_assert_false (g_main_context_prepare (world.context, &priority));
  g_main_context_query (world.context, G_MAXINT, &timeout_ms, fds, G_N_ELEMENTS (fds));
  g_assert_cmpint (timeout_ms, >, 0);
  tarn_hold_release (hold);
  assert_moves (&world);
  world_clear (&world);
}

typedef struct
{
  World world;
  TarnHold *hold;
  gint answer; /* not atomic, because the release of the hold orders it */
  gint answer_seen;
} Work;

static void
do_work (gpointer data)
{
  Work *work = data;

  work->answer = 42;
  tarn_hold_release (work->hold);
}

static void
do_work_and_unref (gpointer data)
{
  Work *work = data;

  work->answer = 42;
  g_clear_pointer (&work->hold, tarn_hold_unref);
}

static gboolean
on_deadline (TarnEngine *engine, gpointer data)
{
  Work *work = data;

  work->answer_seen = work->answer;
  return on_event (engine, &work->world);
}

/* The release wakes a main loop that sleeps. The test repeats this often, because the threads race. */
static void
test_worker_with_hold (gconstpointer data)
{
  HelperTask tasks[] = { do_work, do_work_and_unref };
  gboolean is_attached_late = GPOINTER_TO_INT (data);
  HelperThread helper;

  helper_thread_start (&helper);
  for (guint i = 0; i < 300; i++)
    {
      Work work = { .answer = 0 };

      world_init (&work.world);
      if (is_attached_late)
        {
          g_source_destroy (work.world.source);
          g_source_unref (work.world.source);
        }
      tarn_engine_add_timeout (work.world.engine, HOUR_US, TARN_TIMEOUT_NONE, on_deadline, &work,
                               NULL);
      work.hold = tarn_engine_hold (work.world.engine, "the worker");
      helper_thread_set (&helper, tasks[i % 2], &work);
      if (is_attached_late)
        attach_source (&work.world);
      while (work.world.n_events == 0)
        g_main_context_iteration (work.world.context, TRUE);
      g_assert_cmpint (work.answer_seen, ==, 42);
      world_clear (&work.world);
      helper_thread_wait (&helper);
      g_clear_pointer (&work.hold, tarn_hold_unref);
    }
  helper_thread_stop (&helper);
}

static void
answer_late (gpointer data)
{
  Work *work = data;

  work->answer = 42;
}

/* Without a hold, the deadline comes before a worker that has not even begun. */
static void
test_worker_without_hold (void)
{
  HelperThread helper;
  Work work = { .answer = 0 };

  helper_thread_start (&helper);
  world_init (&work.world);
  tarn_engine_add_timeout (work.world.engine, HOUR_US, TARN_TIMEOUT_NONE, on_deadline, &work, NULL);
  while (work.world.n_events == 0)
    g_main_context_iteration (work.world.context, TRUE);
  helper_thread_run (&helper, answer_late, &work);
  g_assert_cmpint (work.answer_seen, ==, 0);
  g_assert_cmpint (work.answer, ==, 42);
  world_clear (&work.world);
  helper_thread_stop (&helper);
}

enum
{
  THREADS = 3,
};

/*
 * Several threads drop references to one hold, and the engine may be freed before their calls have returned.
 */
static void
test_released_by_many (void)
{
  HelperThread helpers[THREADS];

  for (guint i = 0; i < THREADS; i++)
    helper_thread_start (&helpers[i]);
  for (guint round = 0; round < 100; round++)
    {
      Work works[THREADS];
      World world;

      world_init (&world);
      add_event (&world);
      TarnHold *hold = tarn_engine_hold (world.engine, "all of them");
      g_autoptr (TarnHold) other = tarn_engine_hold (world.engine, "another");
      for (guint i = 0; i < THREADS; i++)
        {
          works[i] = (Work){ .hold = tarn_hold_ref (hold) };
          helper_thread_set (&helpers[i], do_work_and_unref, &works[i]);
        }
      tarn_hold_unref (hold);
      while (g_main_context_iteration (world.context, FALSE))
        ;
      g_assert_cmpuint (world.n_events, ==, 0);
      tarn_hold_release (other);
      while (world.n_events == 0)
        g_main_context_iteration (world.context, TRUE);
      world_clear (&world);
      for (guint i = 0; i < THREADS; i++)
        helper_thread_wait (&helpers[i]);
    }
  for (guint i = 0; i < THREADS; i++)
    helper_thread_stop (&helpers[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/holds/until/", ways, test_held_until);
  g_test_add_func ("/holds/kept-by-another-reference", test_kept_by_another_reference);
  g_test_add_func ("/holds/several", test_several);
  g_test_add_func ("/holds/direct-verbs-go-on", test_direct_verbs_go_on);
  g_test_add_func ("/holds/taken-in-an-event", test_taken_in_an_event);
  g_test_add_func ("/holds/taken-in-the-same-turn", test_taken_in_the_same_turn);
  g_test_add_func ("/holds/sleeps-again", test_sleeps_again);
  g_test_add_func ("/holds/leaked", test_leaked);
  g_test_add_func ("/holds/without-descriptors", test_without_descriptors);

  g_test_add_data_func ("/holds/threads/worker", GINT_TO_POINTER (FALSE), test_worker_with_hold);
  g_test_add_data_func ("/holds/threads/worker/source-attached-late", GINT_TO_POINTER (TRUE),
                        test_worker_with_hold);
  g_test_add_func ("/holds/threads/worker/without-hold", test_worker_without_hold);
  g_test_add_func ("/holds/threads/released-by-many", test_released_by_many);

  return g_test_run ();
}
