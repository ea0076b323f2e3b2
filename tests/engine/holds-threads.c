/* SPDX-License-Identifier: MIT */
/* Holds that other threads let go of, while the main loop sleeps or the engine goes. */
#include "holds-fixture.h"

#include "worlds/helper-thread.h"

typedef struct
{
  World world;
  TarnHold *hold;
  gint answer; /* not atomic: the release is what orders it */
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
on_deadline (gpointer data)
{
  Work *work = data;

  work->answer_seen = work->answer;
  return on_event (&work->world);
}

/* The main loop may sleep as long as it likes: the release wakes it up. Again and again, as it is a race. */
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

/* What the hold is for: without it, the deadline comes before a worker that has not even begun. */
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

/* Several threads release the same hold, and the engine goes meanwhile. */
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

  g_test_add_data_func ("/holds/threads/worker", GINT_TO_POINTER (FALSE), test_worker_with_hold);
  g_test_add_data_func ("/holds/threads/worker/source-attached-late", GINT_TO_POINTER (TRUE),
                        test_worker_with_hold);
  g_test_add_func ("/holds/threads/worker/without-hold", test_worker_without_hold);
  g_test_add_func ("/holds/threads/released-by-many", test_released_by_many);

  return g_test_run ();
}
