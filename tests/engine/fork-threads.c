/* SPDX-License-Identifier: MIT */
/*
 * Forks of one engine run in several threads at once, and each fork behaves as if it were alone. With -m
 * slow, a test makes a data race that a thread sanitizer must find.
 */
#include "worlds/helper-thread.h"
#include "worlds/random-world.h"

#include <sched.h>

enum
{
  WORLDS = 6,
  FORKS = 3,
  CALLS_BEFORE = 60,
  CALLS_AFTER = 150,
};

typedef struct
{
  RandomWorld *world;
  GThread *next_owner;
  char *digest;
  char *answers; /* a checksum */
} Branch;

/* Makes random calls and gives the engine to its next owner. branch_new() lets each fork make other calls. */
static void
go_on (gpointer data)
{
  Branch *branch = data;
  TarnEngine *engine = random_world_get_engine (branch->world);
  g_autoptr (GChecksum) answers = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < CALLS_AFTER; i++)
    {
      const RandomAnswer *answer
          = i % 10 == 9 ? random_world_move (branch->world) : random_world_act (branch->world);

      g_checksum_update (answers, (const guint8 *) answer->text, -1);
      random_world_step (branch->world);
    }

  branch->digest = tarn_engine_dup_digest (engine, &error);
  g_assert_no_error (error);
  branch->answers = g_strdup (g_checksum_get_string (answers));
  tarn_engine_set_owner (engine, branch->next_owner);
}

static Branch
branch_new (RandomWorld *original, guint which)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) fork
      = tarn_engine_fork (random_world_get_engine (original), NULL, NULL, &error);
  g_assert_no_error (error);
  Branch branch = { random_world_attach (original, fork), g_thread_self (), NULL, NULL };

  for (guint i = 0; i < which; i++)
    random_world_pick (branch.world, 2);
  return branch;
}

static void
branch_clear (Branch *branch)
{
  g_free (branch->digest);
  g_free (branch->answers);
  random_world_free (branch->world);
}

static RandomWorld *
make_world (guint64 seed)
{
  RandomWorld *world = random_world_new (seed, RANDOM_WORLD_WITH_FAULTS);

  for (guint i = 0; i < CALLS_BEFORE; i++)
    {
      random_world_act (world);
      random_world_step (world);
    }
  return world;
}

static void
check_world (HelperThread *helpers, guint64 seed)
{
  g_autoptr (RandomWorld) original = make_world (seed);
  Branch in_threads[FORKS], alone[FORKS];

  for (guint i = 0; i < FORKS; i++)
    {
      in_threads[i] = branch_new (original, i);
      tarn_engine_set_owner (random_world_get_engine (in_threads[i].world), helpers[i].self);
      helper_thread_set (&helpers[i], go_on, &in_threads[i]);
    }
  /* Meanwhile the thread of the original drives forks too. */
  for (guint i = 0; i < FORKS; i++)
    {
      alone[i] = branch_new (original, i);
      go_on (&alone[i]);
    }
  for (guint i = 0; i < FORKS; i++)
    {
      helper_thread_wait (&helpers[i]);
      g_assert_cmpstr (in_threads[i].digest, ==, alone[i].digest);
      g_assert_cmpstr (in_threads[i].answers, ==, alone[i].answers);
      g_assert_cmpstr (alone[i].answers, !=, alone[(i + 1) % FORKS].answers);
    }
  for (guint i = 0; i < FORKS; i++)
    {
      branch_clear (&in_threads[i]);
      branch_clear (&alone[i]);
    }
}

static void
test_forks (void)
{
  HelperThread helpers[FORKS];

  for (guint i = 0; i < FORKS; i++)
    helper_thread_start (&helpers[i]);
  for (guint64 seed = 0; seed < WORLDS; seed++)
    check_world (helpers, seed);
  for (guint i = 0; i < FORKS; i++)
    helper_thread_stop (&helpers[i]);
}

/* --- From thread to thread -------------------------------------------------------------------- */

/* An engine that moves from thread to thread has the same results as one that stays. */
static void
test_round (void)
{
  HelperThread helpers[FORKS];
  g_autoptr (RandomWorld) original = make_world (4711);
  Branch round = branch_new (original, 0), alone = branch_new (original, 0);

  for (guint i = 0; i < FORKS; i++)
    helper_thread_start (&helpers[i]);
  for (guint i = 0; i < 3 * FORKS; i++)
    {
      tarn_engine_set_owner (random_world_get_engine (round.world), helpers[i % FORKS].self);
      helper_thread_run (&helpers[i % FORKS], go_on, &round);
      go_on (&alone);
      g_assert_cmpstr (round.digest, ==, alone.digest);
      g_assert_cmpstr (round.answers, ==, alone.answers);
      g_clear_pointer (&round.digest, g_free);
      g_clear_pointer (&round.answers, g_free);
      g_clear_pointer (&alone.digest, g_free);
      g_clear_pointer (&alone.answers, g_free);
    }

  /* A thread that does not own the engine may drop the last reference. */
  helper_thread_run (&helpers[0], (HelperTask) random_world_free, g_steal_pointer (&round.world));
  for (guint i = 0; i < FORKS; i++)
    helper_thread_stop (&helpers[i]);
  branch_clear (&round);
  branch_clear (&alone);
}

/* --- A race ----------------------------------------------------------------------------------- */

typedef struct
{
  guint n_steps;
  guint n_seen;
  gint is_looking; /* relaxed, because an ordered access would remove the race */
  gint is_over;
} Race;

static void
look (gpointer data)
{
  Race *race = data;

  __atomic_store_n (&race->is_looking, TRUE, __ATOMIC_RELAXED);
  while (!__atomic_load_n (&race->is_over, __ATOMIC_RELAXED))
    race->n_seen = race->n_steps;
}

/*
 * A thread reads what another one writes. An engine is not read without a check of its owner, which would end the test, so
 * that the race is one of the test alone.
 */
static void
test_race (void)
{
  HelperThread helper;
  g_autoptr (RandomWorld) world = make_world (1);
  Race race = { 0 };

  helper_thread_start (&helper);
  helper_thread_set (&helper, look, &race);
  while (!__atomic_load_n (&race.is_looking, __ATOMIC_RELAXED))
    sched_yield ();
  for (guint i = 0; i < 100; i++)
    {
      random_world_step (world);
      race.n_steps++;
    }
  __atomic_store_n (&race.is_over, TRUE, __ATOMIC_RELAXED);
  helper_thread_wait (&helper);
  helper_thread_stop (&helper);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fork-threads/each-as-if-it-were-alone", test_forks);
  g_test_add_func ("/fork-threads/one-goes-round", test_round);
  if (g_test_slow ())
    g_test_add_func ("/fork-threads/planted-race", test_race);

  return g_test_run ();
}
