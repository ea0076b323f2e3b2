/* SPDX-License-Identifier: MIT */
/*
 * These tests fork, save and restore random engines between any two of their events. The branches must equal
 * the original to the byte, and must stay equal while they get the same time and the same calls, some of them
 * for long. With -m slow, the tests do this at a million boundaries.
 */
#include "worlds/engine-bytes.h"
#include "worlds/random-world.h"

enum
{
  WORLDS = 64,
  BOUNDARIES_QUICK = 40,
  BOUNDARIES_SLOW = 16000,
  BOUNDARIES_OF_A_LIFE = 160, /* then the test makes a new engine */
  CLOSE_LOOK_EVERY = 64,      /* for the checks that take longer than the boundary itself */
  KEEP_EVERY = 8,
  KEPT_MAX = 2,
};

typedef struct
{
  guint64 seed;
  RandomWorld *original;
  RandomWorld *fresh[2]; /* of a fork and of a restored engine */
  RandomWorld *kept[KEPT_MAX];
  GRand *luck;

  guint64 n_branchings;
  guint64 n_boundaries; /* branchings after which there was another event */
  gboolean is_watched;
  guint64 n_changes; /* that the observer has counted */
  guint64 n_calls;
  guint64 n_bytes;
  guint64 n_close_looks;
} Proof;

static void
fail (const Proof *proof, const char *what, const char *first, const char *second)
{
  g_printerr ("seed %" G_GUINT64_FORMAT ", boundary %" G_GUINT64_FORMAT ": %s\n%s\n--\n%s\n",
              proof->seed, proof->n_boundaries, what, first, second);
  g_assert_not_reached ();
}

static void
assert_same_bytes (const Proof *proof, const char *what, GBytes *bytes, TarnEngine *engine)
{
  g_autoptr (GBytes) other = engine_get_bytes (engine);

  if (g_bytes_equal (bytes, other))
    return;

  g_autofree char *diff
      = tarn_engine_diff (random_world_get_engine (proof->original), engine, 20, NULL);
  fail (proof, what, diff, "");
}

/* --- Branching -------------------------------------------------------------------------------- */

static TarnEngine *
fork_engine (const Proof *proof, TarnEngine *engine)
{
  g_autoptr (GError) error = NULL;
  TarnLeftBehind left = { 0 };
  TarnEngine *fork = tarn_engine_fork (engine, NULL, &left, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (left.n_observers, ==, proof->is_watched ? 1 : 0);
  g_assert_cmpuint (left.n_journals, ==, proof->is_watched ? 1 : 0);
  return fork;
}

static TarnEngine *
restore_engine (const Proof *proof, GBytes *saved)
{
  g_autoptr (GError) error = NULL;
  TarnEngine *restored = tarn_engine_restore (saved, NULL, &error);

  if (error != NULL)
    fail (proof, "not restored", error->message, "");
  return restored;
}

static void
assert_saved_alike (Proof *proof, GBytes *saved, TarnEngine *restored)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) again = tarn_engine_save (restored, &error);

  g_assert_no_error (error);
  if (!g_bytes_equal (saved, again))
    fail (proof, "the restored engine saves other bytes", "", "");
  proof->n_bytes += g_bytes_get_size (saved);
}

/*
 * Makes a fork and a restored engine, and compares them with the original. Each branch that goes on has new
 * clients, which must not show in its state.
 */
static void
branch (Proof *proof)
{
  g_autoptr (GError) error = NULL;
  TarnEngine *engine = random_world_get_engine (proof->original);
  g_autoptr (GBytes) before = engine_get_bytes (engine);
  g_autoptr (TarnEngine) fork = fork_engine (proof, engine);
  g_autoptr (GBytes) saved = tarn_engine_save (engine, &error);
  g_assert_no_error (error);
  g_autoptr (TarnEngine) restored = restore_engine (proof, saved);

  proof->fresh[0] = random_world_attach (proof->original, fork);
  proof->fresh[1] = random_world_attach (proof->original, restored);
  /*
   * A save might repair a branch. So in half of the cases the test saves other branches than those that go
   * on.
   */
  if (proof->n_branchings++ % 2 == 0)
    {
      g_object_unref (fork);
      fork = fork_engine (proof, engine);
      g_object_unref (restored);
      restored = restore_engine (proof, saved);
    }
  assert_same_bytes (proof, "the fork differs", before, fork);
  assert_saved_alike (proof, saved, restored);
  assert_same_bytes (proof, "the fork or the save has changed the engine", before, engine);
}

/* Compares the branches with the original by the public functions. */
static void
look_closely (Proof *proof)
{
  g_autoptr (GError) error = NULL;
  TarnEngine *engine = random_world_get_engine (proof->original);
  g_autofree char *digest = tarn_engine_dup_digest (engine, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < 2; i++)
    {
      TarnEngine *branch = random_world_get_engine (proof->fresh[i]);
      g_autofree char *other = tarn_engine_dup_digest (branch, &error);
      g_assert_no_error (error);
      g_autofree char *diff = tarn_engine_diff (engine, branch, 20, &error);
      g_assert_no_error (error);

      g_assert_cmpstr (digest, ==, other);
      g_assert_cmpstr (diff, ==, "");
    }
  proof->n_close_looks++;
}

/* --- Going on --------------------------------------------------------------------------------- */

typedef const RandomAnswer *(*Go) (RandomWorld *world);

static const RandomAnswer stepped = { .text = "stepped" }, idle = { .text = "idle" };

static const RandomAnswer *
step (RandomWorld *world)
{
  return random_world_step (world) ? &stepped : &idle;
}

/* A course has the steps of the original, which each branch then follows. */
typedef struct
{
  Go steps[5];
  guint n_steps;
} Course;

static Course
draw_course (Proof *proof)
{
  Course course = { .n_steps = 0 };
  guint n_calls = (guint) g_rand_int_range (proof->luck, 0, 4);

  for (guint i = 0; i < n_calls; i++)
    course.steps[course.n_steps++] = random_world_act;
  course.steps[course.n_steps++]
      = g_rand_int_range (proof->luck, 0, 10) == 0 ? random_world_move : step;
  return course;
}

static GPtrArray *
go_first (Proof *proof, const Course *course)
{
  GPtrArray *answers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < course->n_steps; i++)
    {
      const RandomAnswer *answer = course->steps[i](proof->original);

      g_ptr_array_add (answers, g_strdup (answer->text));
      if (answer == &stepped)
        proof->n_boundaries++;
    }
  proof->n_calls += course->n_steps - 1;
  return answers;
}

static void
follow (Proof *proof, const Course *course, const GPtrArray *answers, RandomWorld *world,
        const char *who)
{
  for (guint i = 0; i < course->n_steps; i++)
    {
      const RandomAnswer *answer = course->steps[i](world);

      if (!g_str_equal (answer->text, answers->pdata[i]))
        fail (proof, who, answers->pdata[i], answer->text);
    }
}

/*
 * Checks that tarn_engine_diff() shows a difference if and only if the bytes differ. The branch has not
 * followed the original yet.
 */
static void
check_diff (Proof *proof)
{
  g_autoptr (GError) error = NULL;
  TarnEngine *engine = random_world_get_engine (proof->original);
  TarnEngine *branch = random_world_get_engine (proof->fresh[0]);
  g_autoptr (GBytes) first = engine_get_bytes (engine);
  g_autoptr (GBytes) second = engine_get_bytes (branch);
  g_autofree char *diff = tarn_engine_diff (engine, branch, 20, &error);

  g_assert_no_error (error);
  if (g_bytes_equal (first, second) != (*diff == '\0'))
    fail (proof, "the difference is wrong", diff, "");
}

static void
go_on (Proof *proof, gboolean looks_closely)
{
  Course course = draw_course (proof);
  g_autoptr (GPtrArray) answers = go_first (proof, &course);
  g_autoptr (GBytes) bytes = engine_get_bytes (random_world_get_engine (proof->original));

  if (looks_closely)
    check_diff (proof);
  for (guint i = 0; i < 2; i++)
    {
      follow (proof, &course, answers, proof->fresh[i], i == 0 ? "fork" : "restored");
      assert_same_bytes (proof, "a branch differs", bytes,
                         random_world_get_engine (proof->fresh[i]));
    }
  for (guint i = 0; i < KEPT_MAX; i++)
    if (proof->kept[i] != NULL)
      {
        follow (proof, &course, answers, proof->kept[i], "kept branch");
        if (proof->n_branchings % KEEP_EVERY == 0)
          assert_same_bytes (proof, "a kept branch differs", bytes,
                             random_world_get_engine (proof->kept[i]));
      }
}

static void
drop_branches (Proof *proof)
{
  for (guint i = 0; i < 2; i++)
    {
      guint place = (guint) g_rand_int_range (proof->luck, 0, KEPT_MAX * KEEP_EVERY);

      if (place < KEPT_MAX)
        {
          g_clear_pointer (&proof->kept[place], random_world_free);
          proof->kept[place] = g_steal_pointer (&proof->fresh[i]);
        }
      g_clear_pointer (&proof->fresh[i], random_world_free);
    }
}

/* --- Engines ---------------------------------------------------------------------------------- */

static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
           gpointer n_changes)
{
  (*(guint64 *) n_changes)++;
}

/*
 * Adds a journal and an observer to the original, but not to its branches, because they must make no
 * difference.
 */
static void
watch (Proof *proof)
{
  TarnEngine *engine = random_world_get_engine (proof->original);
  g_autoptr (TarnJournal) journal = tarn_journal_new_bounded (20);

  tarn_engine_set_journal (engine, journal);
  tarn_engine_add_observer (engine, on_change, &proof->n_changes, NULL);
}

static void
live (Proof *proof, guint64 n_boundaries)
{
  guint64 end = proof->n_boundaries + n_boundaries;

  proof->original = random_world_new (proof->seed, RANDOM_WORLD_DEFAULT);
  proof->is_watched = g_rand_boolean (proof->luck);
  if (proof->is_watched)
    watch (proof);
  for (guint i = 0; proof->n_boundaries < end; i++)
    {
      gboolean looks_closely = i % CLOSE_LOOK_EVERY == 1;

      branch (proof);
      if (looks_closely)
        look_closely (proof);
      go_on (proof, looks_closely);
      drop_branches (proof);
    }
  for (guint i = 0; i < KEPT_MAX; i++)
    g_clear_pointer (&proof->kept[i], random_world_free);
  g_clear_pointer (&proof->original, random_world_free);
}

static void
live_on (Proof *proof, guint world, guint n_boundaries)
{
  guint64 end = proof->n_boundaries + n_boundaries;

  proof->luck = g_rand_new_with_seed (world);
  for (proof->seed = world; proof->n_boundaries < end; proof->seed += WORLDS)
    live (proof, MIN (BOUNDARIES_OF_A_LIFE, end - proof->n_boundaries));
  g_rand_free (proof->luck);
}

static void
test_worlds (gconstpointer data)
{
  guint first = GPOINTER_TO_UINT (data);
  guint n_boundaries = g_test_slow () ? BOUNDARIES_SLOW : BOUNDARIES_QUICK;
  Proof proof = { 0 };

  for (guint world = first; world < first + WORLDS / 2; world++)
    {
      live_on (&proof, world, n_boundaries);
      if (g_test_slow ())
        g_test_message ("world %u: %" G_GUINT64_FORMAT " boundaries so far", world,
                        proof.n_boundaries);
    }

  g_test_message ("%" G_GUINT64_FORMAT " boundaries, %" G_GUINT64_FORMAT
                  " branchings, %" G_GUINT64_FORMAT " calls between them, %" G_GUINT64_FORMAT
                  " bytes saved, %" G_GUINT64_FORMAT " digests and differences",
                  proof.n_boundaries, proof.n_branchings, proof.n_calls, proof.n_bytes,
                  proof.n_close_looks);
  g_assert_cmpuint (proof.n_changes, >, 0);
  g_assert_cmpuint (proof.n_boundaries, >=, (guint64) n_boundaries * (WORLDS / 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/snapshot/boundaries/first-half", GUINT_TO_POINTER (0), test_worlds);
  g_test_add_data_func ("/snapshot/boundaries/second-half", GUINT_TO_POINTER (WORLDS / 2),
                        test_worlds);

  return g_test_run ();
}
