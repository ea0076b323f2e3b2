/* SPDX-License-Identifier: MIT */
/*
 * Compares the store of runs with a plain array of the runs that the store must have, oldest first. The store
 * uses the place of a removed run again. So the cases check that no trace of a removed run is left in the
 * chains, in the index, or at a place that a caller remembers.
 */
#include "runs/run-store.h"

enum
{
  SUBJECTS = 5,
  SMALL_GROUPS = 2, /* the subjects are in them by turns, and all are in one group */
};

/* A record is larger than the part of it that the store uses. */
typedef struct
{
  TarnRun run;
  guint64 value;
  TarnRunLinks small;
} Record;

typedef struct
{
  TarnIdentifier id;
  guint64 sequence;
  guint64 value;
  guint32 place;
  guint subject;
} Expected;

typedef struct
{
  TarnRunStore store;
  TarnRunHistory subjects[SUBJECTS];
  GArray *expected;  /* of Expected, oldest first */
  GArray *forgotten; /* of TarnIdentifier */
  guint64 n_added;
  TarnRandom random;
  guint32 n_draws;
} World;

static void
world_init (World *world, guint64 seed)
{
  *world = (World){
    .expected = g_array_new (FALSE, FALSE, sizeof (Expected)),
    .forgotten = g_array_new (FALSE, FALSE, sizeof (TarnIdentifier)),
  };
  tarn_run_store_init (&world->store, sizeof (Record), sizeof (TarnActiveRun),
                       sizeof (TarnActiveRun));
  world->store.small_group_offset = G_STRUCT_OFFSET (Record, small);
  for (guint i = 0; i < SUBJECTS; i++)
    {
      world->subjects[i] = tarn_run_history_new (i);
      world->subjects[i].groups[TARN_RUN_SMALL_GROUP] = i % SMALL_GROUPS;
    }
  tarn_random_init (&world->random, seed, 0);
}

static void
world_clear (World *world)
{
  tarn_run_store_clear (&world->store);
  g_array_unref (world->expected);
  g_array_unref (world->forgotten);
}

static Expected *
get_expected (const World *world, guint nth)
{
  return &g_array_index (world->expected, Expected, nth);
}

static Record *
get_record (const World *world, guint32 place)
{
  return tarn_run_store_get_typed (&world->store, place, Record);
}

static guint32
draw_below (World *world, guint32 bound)
{
  TarnDraw draw = { .ordinal = world->n_draws++ };

  return tarn_random_below (&world->random, &draw, bound);
}

static guint32
add (World *world, guint subject)
{
  TarnDraw draw = { .entity = 1, .ordinal = world->n_draws++ };
  Expected added = { .id = tarn_identifier_draw (&world->random, &draw), .subject = subject };

  added.sequence = ++world->n_added;
  added.value = added.id.low;
  added.place = tarn_run_store_add (&world->store, &added.id, subject, &world->subjects[subject]);
  get_record (world, added.place)->value = added.value;
  g_array_append_val (world->expected, added);

  return added.place;
}

static guint
find_oldest (const World *world, guint subject)
{
  for (guint i = 0; i < world->expected->len; i++)
    if (get_expected (world, i)->subject == subject)
      return i;

  return G_MAXUINT;
}

static void
remove_oldest (World *world, guint subject)
{
  guint nth = find_oldest (world, subject);

  tarn_run_store_remove_oldest (&world->store, &world->subjects[subject]);
  g_array_append_val (world->forgotten, get_expected (world, nth)->id);
  g_array_remove_index (world->expected, nth);
}

/* --- Checks ----------------------------------------------------------------------------------- */

static void
assert_record (const World *world, const Expected *expected)
{
  const TarnRun *record = tarn_run_store_get (&world->store, expected->place);

  g_assert_true ((const TarnRun *) get_record (world, expected->place) == record);
  g_assert_true (tarn_identifier_equal (&record->id, &expected->id));
  g_assert_cmpuint (record->sequence, ==, expected->sequence);
  g_assert_cmpuint (get_record (world, expected->place)->value, ==, expected->value);
  g_assert_cmpuint (tarn_run_store_lookup (&world->store, &expected->id), ==, expected->place);
}

static void
assert_chain_of_all (const World *world)
{
  guint32 at = tarn_run_store_get_newest (&world->store, TARN_RUN_GROUP, 0), newer = TARN_NO_RUN;

  for (guint i = world->expected->len; i > 0; i--)
    {
      g_assert_cmpuint (at, ==, get_expected (world, i - 1)->place);
      g_assert_cmpuint (get_record (world, at)->run.group.newer, ==, newer);
      newer = at;
      at = get_record (world, at)->run.group.older;
    }
  g_assert_cmpuint (at, ==, TARN_NO_RUN);
}

static void
assert_chain_of_small_group (const World *world, guint32 group)
{
  guint32 at = tarn_run_store_get_newest (&world->store, TARN_RUN_SMALL_GROUP, group);
  guint32 newer = TARN_NO_RUN;

  for (guint i = world->expected->len; i > 0; i--)
    {
      if (get_expected (world, i - 1)->subject % SMALL_GROUPS != group)
        continue;

      g_assert_cmpuint (at, ==, get_expected (world, i - 1)->place);
      g_assert_cmpuint (get_record (world, at)->small.newer, ==, newer);
      newer = at;
      at = get_record (world, at)->small.older;
    }
  g_assert_cmpuint (at, ==, TARN_NO_RUN);
}

static void
assert_chain_of_subject (const World *world, guint subject)
{
  guint32 at = world->subjects[subject].newest, newer = TARN_NO_RUN;

  for (guint i = world->expected->len; i > 0; i--)
    {
      if (get_expected (world, i - 1)->subject != subject)
        continue;

      g_assert_cmpuint (at, ==, get_expected (world, i - 1)->place);
      g_assert_cmpuint (get_record (world, at)->run.own.newer, ==, newer);
      newer = at;
      at = get_record (world, at)->run.own.older;
    }
  g_assert_cmpuint (at, ==, TARN_NO_RUN);
  g_assert_cmpuint (world->subjects[subject].oldest, ==, newer);
}

static void
assert_same (const World *world)
{
  assert_chain_of_all (world);
  for (guint i = 0; i < SMALL_GROUPS; i++)
    assert_chain_of_small_group (world, i);
  for (guint i = 0; i < SUBJECTS; i++)
    assert_chain_of_subject (world, i);
  for (guint i = 0; i < world->expected->len; i++)
    assert_record (world, get_expected (world, i));
  for (guint i = 0; i < world->forgotten->len; i++)
    g_assert_cmpuint (tarn_run_store_lookup (&world->store,
                                             &g_array_index (world->forgotten, TarnIdentifier, i)),
                      ==, TARN_NO_RUN);
}

/* --- Cases ------------------------------------------------------------------------------------ */

static void
test_empty (void)
{
  const TarnIdentifier id = { 0, 0 };
  World world;

  world_init (&world, 0);
  assert_same (&world);
  g_assert_cmpuint (tarn_run_store_lookup (&world.store, &id), ==, TARN_NO_RUN);
  g_assert_cmpuint (tarn_run_store_lookup_near (&world.store, &id, 0), ==, TARN_NO_RUN);
  world_clear (&world);
}

/* The test removes four runs in each of the 24 orders. */
static void
test_remove_in_every_order (void)
{
  for (guint order = 0; order < 24; order++)
    {
      guint left[] = { 0, 1, 2, 3 };
      World world;

      world_init (&world, 0);
      for (guint subject = 0; subject < 4; subject++)
        add (&world, subject);
      for (guint n = 4, rest = order; n > 0; rest /= n, n--)
        {
          guint nth = rest % n;

          remove_oldest (&world, left[nth]);
          left[nth] = left[n - 1];
          assert_same (&world);
        }
      g_assert_cmpuint (tarn_run_store_get_newest (&world.store, TARN_RUN_GROUP, 0), ==,
                        TARN_NO_RUN);
      world_clear (&world);
    }
}

/* A run that takes the place of a removed run is the newest run. */
static void
test_place_is_given_away (void)
{
  World world;

  world_init (&world, 0);
  for (guint i = 0; i < 6; i++)
    add (&world, i % 2);
  guint32 place = world.subjects[1].oldest;
  remove_oldest (&world, 1);
  g_assert_cmpuint (get_record (&world, place)->run.sequence, ==, 0);

  g_assert_cmpuint (add (&world, 0), ==, place);
  g_assert_cmpuint (tarn_run_store_get_newest (&world.store, TARN_RUN_GROUP, 0), ==, place);
  g_assert_cmpuint (get_record (&world, place)->run.sequence, ==, 7);
  assert_same (&world);

  remove_oldest (&world, 0);
  remove_oldest (&world, 1);
  add (&world, 2);
  add (&world, 2);
  g_assert_cmpuint (world.store.n_places, ==, 6);
  g_assert_cmpuint (add (&world, 2), ==, 6);
  assert_same (&world);
  world_clear (&world);
}

static void
test_sequence_is_never_reused (void)
{
  World world;

  world_init (&world, 0);
  for (guint64 i = 1; i <= 100; i++)
    {
      guint32 place = add (&world, 0);

      g_assert_cmpuint (place, ==, 0);
      g_assert_cmpuint (get_record (&world, place)->run.sequence, ==, i);
      remove_oldest (&world, 0);
      assert_same (&world);
    }
  world_clear (&world);
}

static guint32
lookup_near (const World *world, const TarnIdentifier *id, guint32 place)
{
  return tarn_run_store_lookup_near (&world->store, id, place);
}

static void
test_lookup_near (void)
{
  World world;

  world_init (&world, 0);
  for (guint i = 0; i < 4; i++)
    add (&world, i);

  for (guint i = 0; i < 4; i++)
    {
      const Expected *expected = get_expected (&world, i);

      for (guint32 hint = 0; hint < 4; hint++)
        g_assert_cmpuint (lookup_near (&world, &expected->id, hint), ==, expected->place);
      g_assert_cmpuint (lookup_near (&world, &expected->id, 4), ==, expected->place);
      g_assert_cmpuint (lookup_near (&world, &expected->id, TARN_RUNS_PER_CHUNK), ==,
                        expected->place);
      g_assert_cmpuint (lookup_near (&world, &expected->id, TARN_NO_RUN), ==, expected->place);
    }
  world_clear (&world);
}

/* A lookup does not find a removed run at its old place, whether the place is free or has another run. */
static void
test_lookup_near_the_forgotten (void)
{
  World world;

  world_init (&world, 0);
  add (&world, 0);
  add (&world, 1);
  TarnIdentifier gone = get_expected (&world, 0)->id, other = get_expected (&world, 1)->id;
  remove_oldest (&world, 0);
  g_assert_cmpuint (lookup_near (&world, &gone, 0), ==, TARN_NO_RUN);
  g_assert_cmpuint (lookup_near (&world, &gone, 1), ==, TARN_NO_RUN);
  g_assert_cmpuint (lookup_near (&world, &gone, TARN_NO_RUN), ==, TARN_NO_RUN);
  g_assert_cmpuint (lookup_near (&world, &other, 0), ==, 1);

  g_assert_cmpuint (add (&world, 0), ==, 0);
  TarnIdentifier later = get_expected (&world, 1)->id;
  g_assert_cmpuint (lookup_near (&world, &gone, 0), ==, TARN_NO_RUN);
  g_assert_cmpuint (lookup_near (&world, &other, 0), ==, 1);
  g_assert_cmpuint (lookup_near (&world, &later, 0), ==, 0);
  g_assert_cmpuint (lookup_near (&world, &later, 1), ==, 0);
  world_clear (&world);
}

/* A record keeps its address when the store grows. */
static void
test_chunks (void)
{
  const guint n_records = 3 * TARN_RUNS_PER_CHUNK + 1;
  World world;

  world_init (&world, 0);
  g_assert_cmpuint (add (&world, 0), ==, 0);
  const Record *first = get_record (&world, 0);
  for (guint i = 1; i < n_records; i++)
    g_assert_cmpuint (add (&world, i % SUBJECTS), ==, i);
  g_assert_true (get_record (&world, 0) == first);
  g_assert_cmpuint (world.store.chunks->len, ==, 4);
  assert_same (&world);

  for (guint i = 0; i < n_records - 1; i++)
    tarn_run_store_remove_oldest (&world.store, &world.subjects[i % SUBJECTS]);
  g_array_remove_range (world.expected, 0, n_records - 1);
  assert_same (&world);
  world_clear (&world);
}

/* The store grows, and then shrinks until it is empty. */
static void
test_model (gconstpointer seed)
{
  const guint n_steps = 3000;
  World world;

  world_init (&world, GPOINTER_TO_SIZE (seed));
  for (guint i = 0; i < n_steps || world.expected->len > 0; i++)
    {
      guint subject = draw_below (&world, SUBJECTS);

      if (draw_below (&world, n_steps) > n_steps / 5 + i * 2 / 3)
        add (&world, subject);
      else if (world.subjects[subject].oldest != TARN_NO_RUN)
        remove_oldest (&world, subject);
      if (i % 50 == 0)
        assert_same (&world);
    }
  assert_same (&world);
  g_assert_cmpuint (world.forgotten->len, ==, world.n_added);
  g_assert_cmpuint (world.forgotten->len, >, n_steps / 4);
  g_assert_cmpuint (world.store.n_places, <, world.forgotten->len);
  world_clear (&world);
}

/* An active part that is used again has no data of the earlier run, but its generation goes on. */
static void
test_active_part_is_used_again (void)
{
  World world;

  world_init (&world, 0);
  guint32 first = add (&world, 0), next = add (&world, 1);
  guint32 active = tarn_run_store_take_active (&world.store, first);
  TarnActiveRun *part = tarn_run_store_get_active (&world.store, active);
  guint32 generation = part->generation;
  memset (part, 0xff, sizeof *part);
  part->generation = generation;
  tarn_run_store_get (&world.store, first)->active = active;
  tarn_run_store_release_active (&world.store, first);

  g_assert_cmpuint (tarn_run_store_take_active (&world.store, next), ==, active);
  part = tarn_run_store_get_active (&world.store, active);
  g_assert_cmpuint (part->generation, >, generation);
  TarnActiveRun expected;
  memset (&expected, 0, sizeof expected);
  expected.run = next;
  expected.generation = part->generation;
  g_assert_true (memcmp (part, &expected, sizeof expected) == 0);
  world_clear (&world);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/run-store/empty", test_empty);
  g_test_add_func ("/run-store/remove-in-every-order", test_remove_in_every_order);
  g_test_add_func ("/run-store/place-is-given-away", test_place_is_given_away);
  g_test_add_func ("/run-store/sequence-is-never-reused", test_sequence_is_never_reused);
  g_test_add_func ("/run-store/lookup-near", test_lookup_near);
  g_test_add_func ("/run-store/lookup-near-the-forgotten", test_lookup_near_the_forgotten);
  g_test_add_func ("/run-store/chunks", test_chunks);
  for (gsize seed = 0; seed < 3; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/run-store/model/%" G_GSIZE_FORMAT, seed);

      g_test_add_data_func (path, GSIZE_TO_POINTER (seed), test_model);
    }
  g_test_add_func ("/run-store/active-part", test_active_part_is_used_again);

  return g_test_run ();
}
