/* SPDX-License-Identifier: MIT */
/*
 * These tests are about qualified names: which names are equal, and their hash, which is part of the draw
 * format. The fixed hashes come from another program that was written from the definition of FNV-1a.
 */
#include "kernel/names.h"

#include <string.h>

typedef struct
{
  const char *parts[TARN_NAME_PARTS];
  guint n_parts;
  guint64 hash;
} Row;

static const Row rows[] = {
  { { "a" }, 1, G_GUINT64_CONSTANT (0x089be207b544f1e4) },
  { { "ab" }, 1, G_GUINT64_CONSTANT (0xe72003190541fc1e) },
  { { "a", "b" }, 2, G_GUINT64_CONSTANT (0xab40d7820d408076) },
  { { "ab", "" }, 2, G_GUINT64_CONSTANT (0xfd616183ef1f66fa) },
  { { "", "ab" }, 2, G_GUINT64_CONSTANT (0x2ed90f7efb841478) },
  { { "123456789012", "sales", "orders" }, 3, G_GUINT64_CONSTANT (0x3b58911c2872d0f4) },
  { { "" }, 1, G_GUINT64_CONSTANT (0xaf63bd4c8601b7df) },
  { { "\xc3\xa9" }, 1, G_GUINT64_CONSTANT (0x5feb231c1dfafbb3) },
};

static void
test_hash (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TarnName key;
      TarnName *name = tarn_name_new (rows[i].parts, rows[i].n_parts);

      tarn_name_init_key (&key, rows[i].parts, rows[i].n_parts);
      g_assert_cmphex (key.hash, ==, rows[i].hash);
      g_assert_cmphex (name->hash, ==, rows[i].hash);
      tarn_name_unref (name);
    }
}

/* A name copies its texts, so the originals may change. */
static void
test_new (void)
{
  char first[] = "one", second[] = "two";
  const char *parts[] = { first, second };
  TarnName *name = tarn_name_new (parts, 2);

  first[0] = second[0] = 'x';
  g_assert_cmpuint (name->n_parts, ==, 2);
  g_assert_cmpstr (name->parts[0], ==, "one");
  g_assert_cmpstr (name->parts[1], ==, "two");
  g_assert_null (name->parts[2]);

  g_assert_true (tarn_name_ref (name) == name);
  tarn_name_unref (name);
  g_assert_cmpstr (name->parts[0], ==, "one");
  tarn_name_unref (name);
}

/* Every name equals itself and a copy of itself, and none of the others. */
static void
test_equal (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (rows); j++)
      {
        TarnName a, b;

        tarn_name_init_key (&a, rows[i].parts, rows[i].n_parts);
        tarn_name_init_key (&b, rows[j].parts, rows[j].n_parts);
        g_assert_cmpint (tarn_name_equal (&a, &b), ==, i == j);
        g_assert_true (tarn_name_equal (&a, &a));

        /* Names differ even if their hashes are equal. */
        b.hash = a.hash;
        b.digest = a.digest;
        g_assert_cmpint (tarn_name_equal (&a, &b), ==, i == j);
      }
}

static void
test_table (void)
{
  TarnNameTable table;
  guint32 position = 77;

  tarn_name_table_init (&table);
  for (guint32 i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TarnName *name = tarn_name_new (rows[i].parts, rows[i].n_parts);

      g_assert_false (tarn_name_table_lookup (&table, name, &position));
      g_assert_cmpuint (position, ==, 77);
      tarn_name_table_insert (&table, name, i);
      tarn_name_unref (name);
    }

  for (guint32 i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TarnName key;

      tarn_name_init_key (&key, rows[i].parts, rows[i].n_parts);
      g_assert_true (tarn_name_table_lookup (&table, &key, &position));
      g_assert_cmpuint (position, ==, i);
    }
  tarn_name_table_clear (&table);
  g_assert_null (table.entries);
}

/* Makes the n-th of 2^14 texts that all have the same g_str_hash(). */
static TarnName *
make_twin (guint n)
{
  char text[2 * 14 + 1];
  const char *part = text;

  for (guint i = 0; i < 14; i++)
    memcpy (text + 2 * i, (n >> i & 1) != 0 ? "ab" : "bA", 2);
  text[2 * 14] = '\0';
  return tarn_name_new (&part, 1);
}

enum
{
  N_TWINS = 1 << 14,
  REACH_MAX = 200, /* as of random names */
};

/* No entry is far from its home, whether the texts have one g_str_hash() or one hash of the draw format. */
static void
test_twins (gconstpointer has_one_hash)
{
  TarnNameTable table;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_name_unref);
  guint32 position;

  tarn_name_table_init (&table);
  for (guint32 i = 0; i < N_TWINS; i++)
    {
      TarnName *name = make_twin (i);

      if (GPOINTER_TO_INT (has_one_hash))
        name->hash = 1;
      g_assert_cmpuint (g_str_hash (name->parts[0]), ==,
                        g_str_hash (i > 0 ? ((TarnName *) names->pdata[0])->parts[0]
                                          : name->parts[0]));
      g_ptr_array_add (names, name);
      tarn_name_table_insert (&table, name, i);
    }
  g_assert_cmpuint (table.index.reach, <=, REACH_MAX);
  g_assert_cmpuint (table.index.key, ==, 0);

  for (guint32 i = 0; i < N_TWINS; i++)
    {
      g_assert_true (tarn_name_table_lookup (&table, names->pdata[i], &position));
      g_assert_cmpuint (position, ==, i);
    }
  tarn_name_table_clear (&table);
}

/* A name is found, and is removed, though another name has the same two hashes. */
static void
test_equal_hashes (void)
{
  TarnNameTable table;
  TarnName *names[3];
  guint32 position;

  tarn_name_table_init (&table);
  for (guint32 i = 0; i < G_N_ELEMENTS (names); i++)
    {
      names[i] = make_twin (i);
      names[i]->hash = names[i]->digest = 5;
      tarn_name_table_insert (&table, names[i], i);
    }
  tarn_name_table_remove (&table, names[1]);
  for (guint32 i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpint (tarn_name_table_lookup (&table, names[i], &position), ==, i != 1);
      g_assert_cmpuint (position, ==, i != 1 ? i : 0);
    }

  /* The place of the removed name is used again. */
  tarn_name_table_remove (&table, names[1]);
  tarn_name_table_insert (&table, names[1], 7);
  g_assert_cmpuint (table.entries->len, ==, G_N_ELEMENTS (names));
  g_assert_true (tarn_name_table_lookup (&table, names[1], &position));
  g_assert_cmpuint (position, ==, 7);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    tarn_name_unref (names[i]);
  tarn_name_table_clear (&table);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/names/hash", test_hash);
  g_test_add_func ("/names/new", test_new);
  g_test_add_func ("/names/equal", test_equal);
  g_test_add_func ("/names/table", test_table);
  g_test_add_data_func ("/names/twins", GINT_TO_POINTER (FALSE), test_twins);
  g_test_add_data_func ("/names/twins-of-one-hash", GINT_TO_POINTER (TRUE), test_twins);
  g_test_add_func ("/names/equal-hashes", test_equal_hashes);

  return g_test_run ();
}
