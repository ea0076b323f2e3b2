/* SPDX-License-Identifier: MIT */
/* Tests the pages of GetTables: their order, their tokens, and what is created and deleted between two calls. */
#include "worlds/glue-lake.h"

/* Returns the names of a page, with a plus if there is another page. */
static char *
get_page (const Lake *lake, gint max_results, char **token)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *next = NULL;
  g_autoptr (GPtrArray) page = tarn_glue_client_get_tables (lake->client, NULL, DATABASE,
                                                            max_results, *token, &next, &error);
  GString *text = g_string_new ("");

  g_assert_no_error (error);
  for (guint i = 0; i < page->len; i++)
    g_string_append_printf (text, "%s ",
                            tarn_table_name_get_table_name (tarn_table_get_name (page->pdata[i])));
  g_free (*token);
  *token = g_steal_pointer (&next);
  if (*token != NULL)
    g_string_append_c (text, '+');
  return g_string_free (text, FALSE);
}

static void
assert_page (const Lake *lake, gint max_results, char **token, const char *expected)
{
  g_autofree char *page = get_page (lake, max_results, token);

  g_assert_cmpstr (page, ==, expected);
}

static void
add_tables (const Lake *lake, const char *names)
{
  for (const char *name = names; *name != '\0'; name++)
    {
      const char one[] = { *name, '\0' };

      tarn_table_name_unref (lake_add_base (lake, one, 1));
    }
}

static void delete (const Lake *lake, const char *table)
{
  g_autoptr (TarnTableName) name = name_new (table);
  g_autoptr (GError) error = NULL;

  tarn_glue_client_delete_table (lake->client, name, &error);
  g_assert_no_error (error);
}

static void
test_order_of_creation (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *token = NULL;

  add_tables (&lake, "zam");
  assert_page (&lake, -1, &token, "orders totals z a m ");
}

/* For each size of a page, all pages together have each table once. */
static void
test_pages (void)
{
  g_auto (Lake) lake = lake_new (1);

  add_tables (&lake, "abcdefg");
  for (gint max = 1; max <= 10; max++)
    {
      g_autofree char *token = NULL;
      g_autoptr (GString) all = g_string_new ("");

      do
        {
          g_autofree char *page = get_page (&lake, max, &token);

          g_string_append (all, page);
          if (token != NULL)
            g_string_truncate (all, all->len - 1);
        }
      while (token != NULL);
      g_assert_cmpstr (all->str, ==, "orders totals a b c d e f g ");
    }
}

static void
test_hundred (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *token = NULL;

  for (guint i = 2; i < 101; i++)
    {
      g_autofree char *name = g_strdup_printf ("t%u", i);

      tarn_table_name_unref (lake_add_base (&lake, name, 1));
    }
  g_autofree char *first = get_page (&lake, -1, &token);
  g_assert_true (g_str_has_suffix (first, "t99 +"));
  assert_page (&lake, -1, &token, "t100 ");
}

/* The token is of the page that begins with c. Whether c is deleted, or what is before it, the rest stays. */
static void
test_changes_between (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *token = NULL;

  add_tables (&lake, "abcde");
  assert_page (&lake, 4, &token, "orders totals a b +");
  delete (&lake, "a");
  delete (&lake, "c");
  add_tables (&lake, "af");
  assert_page (&lake, 2, &token, "d e +");
  delete (&lake, "e");
  assert_page (&lake, 2, &token, "a f ");
}

/* If all that was left is deleted, the last page is empty. */
static void
test_nothing_left (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *token = NULL;

  add_tables (&lake, "a");
  assert_page (&lake, 2, &token, "orders totals +");
  delete (&lake, "a");
  assert_page (&lake, 2, &token, "");
}

static void
test_other_databases (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();
  g_autoptr (GPtrArray) page = NULL;
  g_autofree char *token = NULL;

  g_assert_true (tarn_glue_client_create_database (lake.client, NULL, "empty", NULL));
  g_assert_true (tarn_glue_client_create_database (lake.client, NULL, "other", NULL));
  g_assert_true (glue_create_table (lake.client, NULL, "other", "stranger", input, NULL));
  assert_page (&lake, -1, &token, "orders totals ");
  page = tarn_glue_client_get_tables (lake.client, NULL, "EMPTY", -1, NULL, &token, NULL);
  g_assert_cmpuint (page->len, ==, 0);
  g_assert_null (token);
}

typedef struct
{
  const char *name;
  const char *catalog;
  const char *database;
  gint max_results;
  const char *token; /* "own" for one of another database, "runs" for one of a listing of runs */
  const char *exception;
  const char *begins;
} RefusalRow;

static const RefusalRow refusal_rows[] = {
  { "zero", NULL, DATABASE, 0, NULL, INVALID, "MaxResults" },
  { "over-100", NULL, DATABASE, 101, NULL, INVALID, "MaxResults" },
  { "made-up", NULL, DATABASE, -1, "x", INVALID, "NextToken" },
  { "of-another-database", NULL, "other", -1, "own", INVALID, "NextToken" },
  { "of-runs", NULL, DATABASE, -1, "runs", INVALID, "NextToken" },
  { "no-database", NULL, NULL, -1, NULL, INVALID, "DatabaseName" },
  { "unknown-database", NULL, "none", -1, NULL, NOT_FOUND, NO_DATABASE (ACCOUNT, "none") },
  { "unknown-catalog", BUCKET, DATABASE, -1, NULL, NOT_FOUND, NO_CATALOG (BUCKET) },
  { "foreign", FOREIGN, DATABASE, -1, NULL, DENIED, "" },
};

/* Returns the token of the second page of the runs of the database. */
static char *
make_token_of_runs (const Lake *lake)
{
  char *token = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_free (lake_start (lake, lake->view));
      engine_drain (lake->engine);
    }
  g_ptr_array_unref (list_runs (lake->client, NULL, DATABASE, NULL, 1, NULL, &token, NULL));
  g_assert_nonnull (token);
  return token;
}

static void
test_refusal (gconstpointer data)
{
  const RefusalRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *own = NULL;
  g_autofree char *of_runs = make_token_of_runs (&lake);
  const char *token = row->token;
  char *next = (char *) "unchanged";

  g_assert_true (tarn_glue_client_create_database (lake.client, NULL, "other", NULL));
  assert_page (&lake, 1, &own, "orders +");
  if (g_strcmp0 (token, "own") == 0)
    token = own;
  else if (g_strcmp0 (token, "runs") == 0)
    token = of_runs;
  g_assert_null (tarn_glue_client_get_tables (lake.client, row->catalog, row->database,
                                              row->max_results, token, &next, &error));
  assert_exception (error, row->exception, row->begins);
  g_assert_cmpstr (next, ==, "unchanged");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/get-tables/order-of-creation", test_order_of_creation);
  g_test_add_func ("/get-tables/pages", test_pages);
  g_test_add_func ("/get-tables/hundred", test_hundred);
  g_test_add_func ("/get-tables/changes-between", test_changes_between);
  g_test_add_func ("/get-tables/nothing-left", test_nothing_left);
  g_test_add_func ("/get-tables/other-databases", test_other_databases);
  ADD_ROWS ("/get-tables/refuses/", refusal_rows, test_refusal);
  return g_test_run ();
}
