/* SPDX-License-Identifier: MIT */
/*
 * These tests compare the index with a GHashTable. The likely mistake is in closing the gap after a removal.
 * So these ids collide: they have few different low words, some of them at the end of the table, where a
 * chain goes on at the beginning.
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
  const TarnIdentifier *identifier = key;

  return (guint) (identifier->high * 31 + identifier->low);
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

/* A chain goes on over the end of the table. Its members have three homes, and are removed in every order. */
static void
test_chain_goes_round (void)
{
  const guint64 lows[] = { 62, 63, 62, 0, 63, 0 };
  guint32 orders = 720; /* 6! */

  for (guint32 order = 0; order < orders; order++)
    {
      World world;

      world_init (&world, 0);
      for (guint i = 0; i < G_N_ELEMENTS (lows); i++)
        insert (&world, (TarnIdentifier){ i, lows[i] });
      for (guint32 left = G_N_ELEMENTS (lows), rest = order; left > 0; rest /= left, left--)
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
  const guint64 lows[] = { 0, 1, 2, 5, 61, 62, 63, 64, 127, 128, G_MAXUINT64, G_MAXUINT64 - 1 };

  return (TarnIdentifier){ world->ids->len, lows[draw_below (world, G_N_ELEMENTS (lows))] };
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/identifier-index/empty", test_empty);
  g_test_add_func ("/identifier-index/chain-goes-round", test_chain_goes_round);
  g_test_add_data_func ("/identifier-index/model/colliding", (gconstpointer) make_colliding,
                        test_model);
  g_test_add_data_func ("/identifier-index/model/spread", (gconstpointer) make_spread, test_model);

  return g_test_run ();
}
