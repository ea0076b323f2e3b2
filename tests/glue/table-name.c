/* SPDX-License-Identifier: MIT */
/* Tests table names: their parts, their texts, and equality. An operation, not the name, reports an error. */
#include "worlds/glue-lake.h"

/* --- Equality --------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *parts[3];
  gboolean is_equal; /* whether the name equals the first one */
  const char *text;
} EqualRow;

static const EqualRow equal_rows[] = {
  { "itself", { ACCOUNT, "sales", "orders" }, TRUE, ACCOUNT ".sales.orders" },
  { "another-catalog", { BUCKET, "sales", "orders" }, FALSE, BUCKET ".sales.orders" },
  { "another-database", { ACCOUNT, "sale", "sorders" }, FALSE, ACCOUNT ".sale.sorders" },
  { "another-table", { ACCOUNT, "sales", "order" }, FALSE, ACCOUNT ".sales.order" },
  { "another-case", { ACCOUNT, "sales", "Orders" }, FALSE, ACCOUNT ".sales.Orders" },
  { "no-catalog", { NULL, "sales", "orders" }, FALSE, "sales.orders" },
  { "no-database", { ACCOUNT, NULL, "orders" }, FALSE, ACCOUNT ".orders" },
  { "nothing", { NULL, NULL, NULL }, FALSE, "" },
  { "empty", { "", "", "" }, FALSE, ".." },
};

static TarnTableName *
make_name (const EqualRow *row)
{
  return tarn_table_name_new (row->parts[0], row->parts[1], row->parts[2]);
}

static void
test_equal (gconstpointer data)
{
  const EqualRow *row = data;
  g_autoptr (TarnTableName) first = make_name (&equal_rows[0]);
  g_autoptr (TarnTableName) name = make_name (row);
  g_autoptr (TarnTableName) again = make_name (row);
  g_autofree char *text = tarn_table_name_to_string (name);

  g_assert_cmpstr (tarn_table_name_get_catalog_id (name), ==, row->parts[0]);
  g_assert_cmpstr (tarn_table_name_get_database_name (name), ==, row->parts[1]);
  g_assert_cmpstr (tarn_table_name_get_table_name (name), ==, row->parts[2]);
  g_assert_cmpstr (text, ==, row->text);
  g_assert_true (tarn_table_name_equal (name, again));
  g_assert_cmpint (tarn_table_name_equal (name, first), ==, row->is_equal);
  g_assert_cmpint (tarn_table_name_equal (first, name), ==, row->is_equal);
}

/* Each row is a key of its own, and a name with the same parts finds it. */
static void
test_hash (void)
{
  g_autoptr (GHashTable) rows
      = g_hash_table_new_full (tarn_table_name_hash, tarn_table_name_equal,
                               (GDestroyNotify) tarn_table_name_unref, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (equal_rows); i++)
    g_hash_table_insert (rows, make_name (&equal_rows[i]), (gpointer) &equal_rows[i]);
  g_assert_cmpuint (g_hash_table_size (rows), ==, G_N_ELEMENTS (equal_rows));
  for (guint i = 0; i < G_N_ELEMENTS (equal_rows); i++)
    {
      g_autoptr (TarnTableName) again = make_name (&equal_rows[i]);

      g_assert_true (g_hash_table_lookup (rows, again) == &equal_rows[i]);
    }
}

/* --- Parsing ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *text;
  gboolean is_name;
  const char *parts[3];
} TextRow;

#define ARN "arn:aws:glue:us-east-1:" ACCOUNT ":"

/* clang-format off */
static const TextRow text_rows[] = {
  { "two-parts", "sales.orders", TRUE, { NULL, "sales", "orders" } },
  { "three-parts", ACCOUNT ".sales.orders", TRUE, { ACCOUNT, "sales", "orders" } },
  { "bucket", BUCKET ".sales.orders", TRUE, { BUCKET, "sales", "orders" } },
  { "spaces", "my sales.all orders", TRUE, { NULL, "my sales", "all orders" } },
  { "empty-parts", "..", TRUE, { "", "", "" } },
  { "arn", ARN "table/sales/orders", TRUE, { ACCOUNT, "sales", "orders" } },
  { "arn-of-a-bucket", ARN "table/s3tablescatalog/bucket/sales/orders", TRUE,
    { BUCKET, "sales", "orders" } },
  { "arn-of-another-partition", "arn:aws-cn:glue:cn-north-1:" ACCOUNT ":table/sales/orders", TRUE,
    { ACCOUNT, "sales", "orders" } },
  { "arn-with-dots", ARN "table/sa.les/or.ders", TRUE, { ACCOUNT, "sa.les", "or.ders" } },
  { "nothing", "", FALSE, { NULL } },
  { "one-part", "orders", FALSE, { NULL } },
  { "four-parts", "a.b.c.d", FALSE, { NULL } },
  { "arn-of-a-database", ARN "database/sales", FALSE, { NULL } },
  { "arn-without-a-database", ARN "table/orders", FALSE, { NULL } },
  { "arn-of-another-service", "arn:aws:s3:us-east-1:" ACCOUNT ":table/sales/orders", FALSE, { NULL } },
  { "arn-without-a-resource", "arn:aws:glue:us-east-1:" ACCOUNT, FALSE, { NULL } },
};
/* clang-format on */

static void
test_text (gconstpointer data)
{
  const TextRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = tarn_table_name_new_from_string (row->text, &error);

  g_assert_cmpint (name != NULL, ==, row->is_name);
  if (!row->is_name)
    {
      g_autofree char *begins = g_strdup_printf ("'%s' is neither ", row->text);

      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_NAME);
      g_assert_true (g_str_has_prefix (error->message, begins));
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpstr (tarn_table_name_get_catalog_id (name), ==, row->parts[0]);
  g_assert_cmpstr (tarn_table_name_get_database_name (name), ==, row->parts[1]);
  g_assert_cmpstr (tarn_table_name_get_table_name (name), ==, row->parts[2]);
}

/* The text may be anything, and a message is UTF-8 as in all of GLib, also where it is cut. */
static void
test_text_in_message (void)
{
  g_autofree char *long_text = g_strnfill (199, 'n');
  g_autofree char *cut = g_strconcat (long_text, "\303\274", NULL);
  const char *const texts[] = { "\xff", "\xed\xa0\x80", cut };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (tarn_table_name_new_from_string (texts[i], &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_NAME);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* --- Without a catalog ------------------------------------------------------------------------ */

/* A name without a catalog is a table of each account that calls with it. */
static void
test_own_catalog (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnGlueClient) other = glue_client_new (lake.engine, FOREIGN, NULL);
  g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, DATABASE, "shared");
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();
  TarnGlueClient *const clients[] = { lake.client, other };
  const char *const accounts[] = { ACCOUNT, FOREIGN };

  glue_add_database (other);
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autoptr (GError) error = NULL;

      tarn_glue_client_create_table (clients[i], name, input, &error);
      g_assert_no_error (error);
      g_autoptr (TarnTable) table = tarn_glue_client_get_table (clients[i], name, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (tarn_table_name_get_catalog_id (tarn_table_get_name (table)), ==,
                       accounts[i]);
    }
}

/* A source without a catalog is in the catalog of the view, and equals the same source with that catalog. */
static void
test_source_without_catalog (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) source = tarn_table_name_new (NULL, DATABASE, BASE);
  g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, DATABASE, "new");
  g_autoptr (TarnTableName) wrong = tarn_table_name_new (NULL, DATABASE, "");
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableInput) twice = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableInput) broken = tarn_table_input_new_materialized_view ();
  g_autoptr (GError) error = NULL;

  tarn_table_input_add_sub_object (twice, lake.base);
  tarn_table_input_add_sub_object (twice, source);
  g_assert_false (tarn_glue_client_create_table (lake.client, name, twice, &error));
  assert_exception (error, INVALID, "SubObjects names " DATABASE "." BASE " twice");
  g_clear_error (&error);
  tarn_table_input_add_sub_object (broken, wrong);
  g_assert_false (tarn_glue_client_create_table (lake.client, name, broken, &error));
  assert_exception (error, INVALID, "SubObjects names a table whose TableName ");
  g_clear_error (&error);

  tarn_table_input_add_sub_object (input, source);
  tarn_glue_client_create_table (lake.client, name, input, &error);
  g_assert_no_error (error);
  g_autoptr (TarnTable) view = lake_get_table (&lake, name);
  g_assert_true (tarn_table_name_equal (tarn_table_get_sub_object (view, 0), lake.base));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/table-name/equal/", equal_rows, test_equal);
  g_test_add_func ("/table-name/hash", test_hash);
  ADD_ROWS ("/table-name/text/", text_rows, test_text);
  g_test_add_func ("/table-name/text-in-message", test_text_in_message);
  g_test_add_func ("/table-name/own-catalog", test_own_catalog);
  g_test_add_func ("/table-name/source-without-catalog", test_source_without_catalog);

  return g_test_run ();
}
