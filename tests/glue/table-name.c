/* SPDX-License-Identifier: MIT */
/* Names of tables: their parts, and which are the same. */
#include <tarn/tarn.h>

#define ACCOUNT "123456789012"

typedef struct
{
  const char *path;
  const char *parts[3];
  gboolean is_equal; /* to the first */
} EqualRow;

static const EqualRow equal_rows[] = {
  { "itself", { ACCOUNT, "sales", "orders" }, TRUE },
  { "another-catalog", { ACCOUNT ":s3tablescatalog/b", "sales", "orders" }, FALSE },
  { "another-database", { ACCOUNT, "sale", "sorders" }, FALSE },
  { "another-table", { ACCOUNT, "sales", "order" }, FALSE },
  { "another-case", { ACCOUNT, "sales", "Orders" }, FALSE },
};

static TarnTableName *
make_name (const EqualRow *row)
{
  g_autoptr (GError) error = NULL;
  TarnTableName *name = tarn_table_name_new (row->parts[0], row->parts[1], row->parts[2], &error);

  g_assert_no_error (error);
  return name;
}

static void
test_equal (gconstpointer data)
{
  const EqualRow *row = data;
  g_autoptr (TarnTableName) first = make_name (&equal_rows[0]);
  g_autoptr (TarnTableName) name = make_name (row);

  g_assert_cmpstr (tarn_table_name_get_catalog_id (name), ==, row->parts[0]);
  g_assert_cmpstr (tarn_table_name_get_database_name (name), ==, row->parts[1]);
  g_assert_cmpstr (tarn_table_name_get_table_name (name), ==, row->parts[2]);
  g_assert_true (tarn_table_name_equal (name, name));
  g_assert_cmpint (tarn_table_name_equal (name, first), ==, row->is_equal);
  g_assert_cmpint (tarn_table_name_equal (first, name), ==, row->is_equal);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (equal_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/table-name/equal/", equal_rows[i].path, NULL);

      g_test_add_data_func (path, &equal_rows[i], test_equal);
    }

  return g_test_run ();
}
