/* SPDX-License-Identifier: MIT */
/*
 * These tests compare the index with a GHashTable. The likely mistake is in closing the gap after a removal.
 * So these ids collide: their hashes have few different homes, some of them at the end of the table, where a
 * chain goes on at the beginning. Other tests count how many slots the index looks at, for ids that somebody
 * made to have it look at many.
 */
#include "kernel/identifier-index.h"

typedef struct
{
  TarnIdentifierIndex index;
  GArray *ids;        /* of TarnIdentifier, by position */
  GArray *present;    /* of guint32: the positions that are in the table, in no order */
  GHashTable *model;  /* from keys in storage to position + 1 */
  GPtrArray *storage; /* keys of the model, because the array of ids moves in memory */

  TarnRandom random;
  guint32 n_draws;
} World;

static guint
hash_identifier (gconstpointer key)
{
  return tarn_identifier_hash (key, 99);
}

static gboolean
equal_identifiers (gconstpointer a, gconstpointer b)
{
  return tarn_identifier_equal (a, b);
}

static const TarnIdentifier *
get_identifier (gconstpointer array, guint32 position)
{
  return &g_array_index ((const GArray *) array, TarnIdentifier, position);
}

static void
world_init (World *world, guint64 seed)
{
  *world = (World){
    .ids = g_array_new (FALSE, FALSE, sizeof (TarnIdentifier)),
    .present = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .model = g_hash_table_new (hash_identifier, equal_identifiers),
    .storage = g_ptr_array_new_with_free_func (g_free),
  };
  tarn_random_init (&world->random, seed, 0);
}

static void
world_clear (World *world)
{
  tarn_identifier_index_clear (&world->index);
  g_assert_null (world->index.slots);
  g_array_unref (world->ids);
  g_array_unref (world->present);
  g_hash_table_unref (world->model);
  g_ptr_array_unref (world->storage);
}

static guint32
draw_below (World *world, guint32 bound)
{
  TarnDraw draw = { .ordinal = world->n_draws++ };

  return tarn_random_below (&world->random, &draw, bound);
}

static guint32
lookup (const World *world, TarnIdentifier identifier)
{
  return tarn_identifier_index_lookup (&world->index, &identifier, get_identifier, world->ids);
}

static void
insert (World *world, TarnIdentifier identifier)
{
  guint32 position = world->ids->len;
  TarnIdentifier *key = g_memdup2 (&identifier, sizeof identifier);

  g_array_append_val (world->ids, identifier);
  g_array_append_val (world->present, position);
  g_ptr_array_add (world->storage, key);
  g_hash_table_insert (world->model, key, GUINT_TO_POINTER (position + 1));
  tarn_identifier_index_insert (&world->index, position, get_identifier, world->ids);
}

static void
remove_one (World *world, guint nth)
{
  guint32 position = g_array_index (world->present, guint32, nth);

  tarn_identifier_index_remove (&world->index, position, get_identifier, world->ids);
  g_hash_table_remove (world->model, get_identifier (world->ids, position));
  g_array_remove_index_fast (world->present, nth);
}

/* Checks that every present id is found at its position, and that no removed id is found. */
static void
assert_same (const World *world)
{
  g_assert_cmpuint (world->index.n_used, ==, g_hash_table_size (world->model));
  for (guint32 i = 0; i < world->ids->len; i++)
    {
      const TarnIdentifier *id = get_identifier (world->ids, i);
      guint32 expected = GPOINTER_TO_UINT (g_hash_table_lookup (world->model, id)) - 1;

      g_assert_cmpuint (lookup (world, *id), ==, expected);
    }
}

static void
test_empty (void)
{
  World world;

  world_init (&world, 0);
  g_assert_cmpuint (lookup (&world, (TarnIdentifier){ 0, 0 }), ==, TARN_NO_POSITION);
  insert (&world, (TarnIdentifier){ 0, 0 });
  g_assert_cmpuint (lookup (&world, (TarnIdentifier){ 0, 0 }), ==, 0);
  g_assert_cmpuint (lookup (&world, (TarnIdentifier){ 1, 0 }), ==, TARN_NO_POSITION);
  g_assert_cmpuint (lookup (&world, (TarnIdentifier){ 0, 1 }), ==, TARN_NO_POSITION);
  remove_one (&world, 0);
  g_assert_cmpuint (lookup (&world, (TarnIdentifier){ 0, 0 }), ==, TARN_NO_POSITION);
  tarn_identifier_index_clear (&world.index);
  g_assert_cmpuint (lookup (&world, (TarnIdentifier){ 0, 0 }), ==, TARN_NO_POSITION);
  world_clear (&world);
}

/* Searches the ids that begin with @high for one whose hash under @key ends with these bits. */
static TarnIdentifier
find_ending (guint64 high, guint32 bits, guint32 mask, guint64 key)
{
  TarnIdentifier id = { high, 0 };

  while ((tarn_identifier_hash (&id, key) & mask) != bits)
    id.low++;
  return id;
}

/* A chain goes on over the end of the table. Its members have three homes, and are removed in every order. */
static void
test_chain_goes_round (void)
{
  const guint32 homes[] = { 62, 63, 62, 0, 63, 0 };
  guint32 orders = 720; /* 6! */

  for (guint32 order = 0; order < orders; order++)
    {
      World world;

      world_init (&world, 0);
      for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
        insert (&world, find_ending (i, homes[i], 63, 0));
      for (guint32 left = G_N_ELEMENTS (homes), rest = order; left > 0; rest /= left, left--)
        {
          remove_one (&world, rest % left);
          assert_same (&world);
        }
      world_clear (&world);
    }
}

static TarnIdentifier
make_colliding (World *world)
{
  const guint32 ends[] = { 0, 1, 2, 5, 61, 62, 63, 64, 127, 128, 2046, 2047 };

  return find_ending (world->ids->len, ends[draw_below (world, G_N_ELEMENTS (ends))], 2047, 0);
}

static TarnIdentifier
make_spread (World *world)
{
  TarnDraw draw = { .ordinal = world->n_draws++ };

  return tarn_identifier_draw (&world->random, &draw);
}

static void
test_model (gconstpointer make_function)
{
  TarnIdentifier (*make) (World *) = (TarnIdentifier (*) (World *)) make_function;
  World world;

  for (guint64 seed = 0; seed < 4; seed++)
    {
      world_init (&world, seed);
      for (guint i = 0; i < 1500; i++)
        {
          /* The index grows and then shrinks. */
          if (world.present->len == 0 || draw_below (&world, 1500) > 300 + i * 2 / 3)
            insert (&world, make (&world));
          else
            remove_one (&world, draw_below (&world, world.present->len));
          if (i % 50 == 0)
            assert_same (&world);
        }
      assert_same (&world);
      world_clear (&world);
    }
}

/* --- Ids that somebody chose ------------------------------------------------------------------ */

enum
{
  N_CHOSEN = 20000,
  N_SLOTS = 32768, /* for so many ids */
  CHAIN_MAX = 200, /* random ids make chains of about a hundred slots */
  REACH_MAX
  = 1024, /* whatever the ids are: 512 and the square root of the slots, with room for more slots */
};

/* In each row, the n-th id has the base and n times the step, so that many bits of the ids are equal. */
typedef struct
{
  const char *name;
  TarnIdentifier base;
  TarnIdentifier step;
} Pattern;

static const Pattern patterns[] = {
  { "equal-low-bits", { 0x4000, 0 }, { 0, G_GUINT64_CONSTANT (1) << 32 } },
  { "equal-low-words", { 0x4000, 7 }, { G_GUINT64_CONSTANT (1) << 16, 0 } },
  { "equal-high-words", { 0x4000, 0 }, { 0, 1 } },
  { "high-bits-of-high-words", { 0x4000, 0 }, { G_GUINT64_CONSTANT (1) << 48, 0 } },
  { "high-bits-of-low-words", { 0x4000, 0 }, { 0, G_GUINT64_CONSTANT (1) << 49 } },
  { "codes", { 0, 1 }, { G_GUINT64_CONSTANT (1) << 27, 0 } },
  { "both-words", { 0, 0 }, { 1, 1 } },
  { "sum-is-equal", { 0, 0 }, { 1, G_MAXUINT64 } },
};

static void
test_pattern (gconstpointer data)
{
  const Pattern *pattern = data;
  World world;

  world_init (&world, 0);
  for (guint64 i = 0; i < N_CHOSEN; i++)
    insert (&world, (TarnIdentifier){ pattern->base.high + i * pattern->step.high,
                                      pattern->base.low + i * pattern->step.low });
  g_assert_cmpuint (world.index.n_slots, ==, N_SLOTS);
  g_assert_cmpuint (world.index.reach, <=, CHAIN_MAX);
  g_assert_cmpuint (world.index.key, ==, 0);
  world_clear (&world);
}

/* Somebody has computed ids that collide under the first key. */
static void
test_collisions_of_one_key (void)
{
  World world;

  world_init (&world, 0);
  for (guint32 i = 0; i < 1500; i++)
    {
      insert (&world, find_ending (i, 5, 2047, 0));
      g_assert_cmpuint (world.index.reach, <=, REACH_MAX);
    }
  g_assert_cmpuint (world.index.key, !=, 0);
  g_assert_cmpuint (world.index.reach, <=, CHAIN_MAX);
  assert_same (&world);
  world_clear (&world);
}

/* Somebody has also computed ids that collide under the second key. */
static void
test_collisions_of_two_keys (void)
{
  World world;
  guint64 second = 0;

  world_init (&world, 0);
  for (guint32 i = 0; i < 3000; i++)
    {
      insert (&world, find_ending (i, 5, 4095, world.index.key));
      if (second == 0)
        second = world.index.key;
      g_assert_cmpuint (world.index.reach, <=, REACH_MAX);
    }
  g_assert_cmpuint (second, !=, 0);
  g_assert_cmpuint (world.index.key, !=, second);
  assert_same (&world);
  world_clear (&world);
}

/* Each id is at the home of its hash, so no chain looks long before one is removed. */
static void
test_homes_side_by_side (void)
{
  World world;

  world_init (&world, 0);
  for (guint32 i = 0; i < 1400; i++)
    insert (&world, find_ending (i, i, 2047, 0));
  g_assert_cmpuint (world.index.n_slots, ==, 2048);
  g_assert_cmpuint (world.index.key, ==, 0);
  g_assert_cmpuint (world.index.reach, ==, 1);
  assert_same (&world);

  remove_one (&world, 0);
  g_assert_cmpuint (world.index.key, !=, 0);
  g_assert_cmpuint (world.index.reach, <=, CHAIN_MAX);
  assert_same (&world);
  world_clear (&world);
}

/* A copy has the key of the original. */
static void
test_copy_under_another_key (void)
{
  World world;
  TarnIdentifierIndex copy = { .slots = NULL };

  world_init (&world, 0);
  for (guint32 i = 0; i < 1400; i++)
    insert (&world, find_ending (i, 5, 2047, 0));
  tarn_identifier_index_copy (&copy, &world.index);
  for (guint32 i = 0; i < 1400; i++)
    g_assert_cmpuint (tarn_identifier_index_lookup (&copy, get_identifier (world.ids, i),
                                                    get_identifier, world.ids),
                      ==, i);
  tarn_identifier_index_clear (&copy);
  world_clear (&world);
}

/* --- Growing ---------------------------------------------------------------------------------- */

enum
{
  GROWN = 3000,
  MOVED_MAX = 8, /* slots that one insertion moves */
};

/*
 * A table that grows moves few slots with each insertion, and has moved all before it grows again. Meanwhile
 * entries are found, removed and copied in both tables.
 */
static void
test_grows_step_by_step (void)
{
  World world;
  guint n_growing = 0;

  world_init (&world, 5);
  for (guint64 i = 1; i <= GROWN; i++)
    {
      TarnIdentifierIndex before = world.index, copy = { 0 };

      insert (&world, (TarnIdentifier){ i, 0 });
      if (world.index.n_slots == before.n_slots && before.n_old_slots > 0)
        g_assert_cmpuint ((world.index.n_old_slots > 0 ? world.index.n_moved : before.n_old_slots)
                              - before.n_moved,
                          <=, MOVED_MAX);
      else if (world.index.n_slots != before.n_slots)
        g_assert_cmpuint (before.n_old_slots, ==, 0);

      if (world.index.n_old_slots == 0 || i % 7 != 0)
        continue;
      n_growing++;
      remove_one (&world, draw_below (&world, world.present->len));
      assert_same (&world);
      tarn_identifier_index_copy (&copy, &world.index);
      tarn_identifier_index_clear (&world.index);
      world.index = copy;
      assert_same (&world);
    }

  g_assert_cmpuint (n_growing, >, 50);
  world_clear (&world);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/identifier-index/empty", test_empty);
  g_test_add_func ("/identifier-index/chain-goes-round", test_chain_goes_round);
  g_test_add_data_func ("/identifier-index/model/colliding", (gconstpointer) make_colliding,
                        test_model);
  g_test_add_data_func ("/identifier-index/model/spread", (gconstpointer) make_spread, test_model);
  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autofree char *path = g_strconcat ("/identifier-index/pattern/", patterns[i].name, NULL);
      g_test_add_data_func (path, &patterns[i], test_pattern);
    }
  g_test_add_func ("/identifier-index/collisions-of-one-key", test_collisions_of_one_key);
  g_test_add_func ("/identifier-index/collisions-of-two-keys", test_collisions_of_two_keys);
  g_test_add_func ("/identifier-index/homes-side-by-side", test_homes_side_by_side);
  g_test_add_func ("/identifier-index/grows-step-by-step", test_grows_step_by_step);
  g_test_add_func ("/identifier-index/copy-under-another-key", test_copy_under_another_key);

  return g_test_run ();
}
