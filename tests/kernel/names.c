/* SPDX-License-Identifier: MIT */
/*
 * These tests are about qualified names: which names are equal, and their hash, which is part of the draw
 * format. The fixed hashes come from another program that was written from the definition of FNV-1a.
 */
#include "kernel/names.h"

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
  g_assert_null (table.positions);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/names/hash", test_hash);
  g_test_add_func ("/names/new", test_new);
  g_test_add_func ("/names/equal", test_equal);
  g_test_add_func ("/names/table", test_table);

  return g_test_run ();
}
