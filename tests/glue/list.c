/* SPDX-License-Identifier: MIT */
/*
 * Tests ListMaterializedViewRefreshTaskRuns: which runs it lists, and in which order. All pages together are
 * the listing at the time of the first page, even if more runs begin before the last page is read.
 */
#include "worlds/glue-lake.h"

#define OTHER_DATABASE "stock"

#define RUN_US (2 * SECOND_US) /* the duration of a run that finds nothing changed */

typedef struct
{
  const char *name;
  const char *catalog;
  const char *database;
  const char *table;
  gint max_results;
  const char *token;
  const char *exception;
  const char *begins;
} RefusedRow;

typedef struct
{
  const char *name;
  const char *catalog;
  const char *database;
  const char *table;
  const char *expected;
} FilterRow;

/* clang-format off */
static const RefusedRow refused_rows[] = {
  { "empty-catalog", "", NULL, NULL, -1, NULL, INVALID, "CatalogId" },
  { "empty-database", NULL, "", NULL, -1, NULL, INVALID, "DatabaseName" },
  { "control-character", NULL, "a\nb", NULL, -1, NULL, INVALID, "DatabaseName" },
  { "empty-table", NULL, DATABASE, "", -1, NULL, INVALID, "TableName" },
  { "not-utf-8", NULL, DATABASE, "\xfe", -1, NULL, INVALID, "TableName" },
  { "max-results-0", NULL, NULL, NULL, 0, NULL, INVALID, "MaxResults" },
  { "max-results-1001", NULL, NULL, NULL, 1001, NULL, INVALID, "MaxResults" },
  { "max-results-minus-2", NULL, NULL, NULL, -2, NULL, INVALID, "MaxResults" },
  { "max-results-minus-5", NULL, NULL, NULL, -5, NULL, INVALID, "MaxResults" },
  { "max-results-least", NULL, NULL, NULL, G_MININT, NULL, INVALID, "MaxResults" },
  { "max-results-greatest", NULL, NULL, NULL, G_MAXINT, NULL, INVALID, "MaxResults" },
  { "table-without-database", NULL, NULL, "a", -1, NULL, INVALID, "TableName" },
  { "empty-token", NULL, NULL, NULL, -1, "", INVALID, "NextToken" },
  { "garbage-token", NULL, NULL, NULL, -1, "abc", INVALID, "NextToken" },
  { "token-not-utf-8", NULL, NULL, NULL, -1, "\xff\xfe", INVALID, "NextToken" },
  { "foreign-account", FOREIGN, NULL, NULL, -1, NULL, DENIED, "" },
  { "order/members", "", "", "", 0, "", INVALID, "CatalogId" },
  { "order/max-results-before-table", NULL, NULL, "a", 0, NULL, INVALID, "MaxResults" },
  { "order/table-before-token", NULL, NULL, "a", -1, "abc", INVALID, "TableName" },
  { "order/token-before-access", FOREIGN, NULL, NULL, -1, "abc", INVALID, "NextToken" },
};

/* The runs are named by view and number. From the oldest to the newest they are a1 c1 b1 d1 a2. */
static const FilterRow filter_rows[] = {
  { "own-account", NULL, NULL, NULL, "a2 b1 c1 a1" },
  { "catalog", ACCOUNT, NULL, NULL, "a2 b1 c1 a1" },
  { "bucket", BUCKET, NULL, NULL, "d1" },
  { "database", ACCOUNT, DATABASE, NULL, "a2 b1 a1" },
  { "other-database", NULL, OTHER_DATABASE, NULL, "c1" },
  { "database-in-bucket", BUCKET, DATABASE, NULL, "d1" },
  { "view", NULL, DATABASE, "a", "a2 a1" },
  { "one-run", NULL, DATABASE, "b", "b1" },
  { "never-run", NULL, DATABASE, VIEW, "" },
  { "base-table", NULL, DATABASE, BASE, "" },
  { "view-of-another-database", NULL, OTHER_DATABASE, "a", "" },
  { "view-of-another-catalog", BUCKET, DATABASE, "a", "" },
  { "unknown-catalog", ACCOUNT ":s3tablescatalog/none", NULL, NULL, "" },
  { "unknown-database", NULL, "none", NULL, "" },
  { "unknown-view", NULL, DATABASE, "none", "" },
};
/* clang-format on */

static void
add_view_in (const Lake *lake, const char *catalog, const char *database, const char *view)
{
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();
  g_autoptr (GError) error = NULL;

  tarn_table_input_add_sub_object (input, lake->base);
  tarn_table_input_set_last_refresh_type (input, TARN_REFRESH_TYPE_FULL);
  glue_create_table (lake->client, catalog, database, view, input, &error);
  g_assert_no_error (error);
}

static char *
run_once (const Lake *lake, const char *catalog, const char *database, const char *view)
{
  g_autoptr (GError) error = NULL;
  char *id = start_refresh (lake->client, catalog, database, view, FALSE, &error);

  g_assert_no_error (error);
  engine_advance (lake->engine, RUN_US);
  return id;
}

/* Makes an engine with the views a and b, which show all of their source. */
static Lake
list_lake_new (guint64 seed)
{
  Lake lake = lake_new (seed);

  add_view_in (&lake, ACCOUNT, DATABASE, "a");
  add_view_in (&lake, ACCOUNT, DATABASE, "b");
  return lake;
}

/* Appends the ids of a page. Returns the token for the next page, or NULL. */
static char *
list_page (const Lake *lake, const char *table, gint max_results, const char *token, GPtrArray *ids)
{
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;
  char stale[] = "stale";
  char *next = stale;

  runs = list_runs (lake->client, NULL, table ? DATABASE : NULL, table, max_results, token, &next,
                    &error);
  g_assert_no_error (error);
  g_assert_true (next != stale);
  for (guint i = 0; i < runs->len; i++)
    g_ptr_array_add (ids, g_strdup (tarn_refresh_run_get_id (runs->pdata[i])));
  return next;
}

static void
test_refused (gconstpointer data)
{
  const RefusedRow *row = data;
  g_auto (Lake) lake = list_lake_new (1);
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;
  char untouched[] = "untouched";
  char *token = untouched;

  g_free (run_once (&lake, NULL, DATABASE, "a"));
  runs = list_runs (lake.client, row->catalog, row->database, row->table, row->max_results,
                    row->token, &token, &error);

  g_assert_null (runs);
  assert_exception (error, row->exception, row->begins);
  g_assert_true (token == untouched);
}

static void
test_filter (gconstpointer data)
{
  const FilterRow *row = data;
  g_auto (Lake) lake = list_lake_new (1);
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GString) text = g_string_new ("");
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  tarn_glue_client_create_catalog (lake.client, BUCKET, FALSE, &error);
  tarn_glue_client_create_database (lake.client, BUCKET, DATABASE, &error);
  tarn_glue_client_create_database (lake.client, NULL, OTHER_DATABASE, &error);
  add_view_in (&lake, ACCOUNT, OTHER_DATABASE, "c");
  add_view_in (&lake, BUCKET, DATABASE, "d");
  g_hash_table_insert (labels, run_once (&lake, NULL, DATABASE, "a"), (gpointer) "a1");
  g_hash_table_insert (labels, run_once (&lake, NULL, OTHER_DATABASE, "c"), (gpointer) "c1");
  g_hash_table_insert (labels, run_once (&lake, NULL, DATABASE, "b"), (gpointer) "b1");
  g_hash_table_insert (labels, run_once (&lake, BUCKET, DATABASE, "d"), (gpointer) "d1");
  g_hash_table_insert (labels, run_once (&lake, NULL, DATABASE, "a"), (gpointer) "a2");
  runs = list_runs (lake.client, row->catalog, row->database, row->table, -1, NULL, &token, &error);

  g_assert_no_error (error);
  g_assert_null (token);
  for (guint i = 0; i < runs->len; i++)
    g_string_append_printf (text, "%s%s", i ? " " : "",
                            (char *) g_hash_table_lookup (labels, tarn_refresh_run_get_id (
                                                                      runs->pdata[i])));
  g_assert_cmpstr (text->str, ==, row->expected);
}

/*
 * Runs of the same instant are also listed in the order of their starts. List returns the same runs as Get.
 */
static void
test_records (void)
{
  g_auto (Lake) lake = list_lake_new (1);
  g_autoptr (TarnTableName) a = name_new ("a");
  g_autoptr (TarnTableName) b = name_new ("b");
  char *ids[] = { lake_start (&lake, b), lake_start (&lake, lake.view), lake_start (&lake, a) };
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;

  engine_advance (lake.engine, 100 * SECOND_US);
  runs = list_runs (lake.client, NULL, NULL, NULL, -1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (runs->len, ==, G_N_ELEMENTS (ids));

  for (guint i = 0; i < runs->len; i++)
    {
      g_autoptr (TarnRefreshRun) run = lake_get (&lake, ids[G_N_ELEMENTS (ids) - 1 - i]);
      g_autoptr (GString) told = g_string_new ("");
      g_autoptr (GString) listed = g_string_new ("");

      append_run (told, run);
      append_run (listed, runs->pdata[i]);
      g_assert_cmpstr (listed->str, ==, told->str);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_free (ids[i]);
}

static void
test_max_results (void)
{
  static const struct
  {
    gint max_results;
    guint n_runs;
    gboolean has_more;
  } rows[] = { { 1, 1, TRUE },      { -1, 100, TRUE },   { 100, 100, TRUE },  { 149, 149, TRUE },
               { 150, 150, FALSE }, { 151, 150, FALSE }, { 1000, 150, FALSE } };
  g_auto (Lake) lake = list_lake_new (1);

  for (guint i = 0; i < 150; i++)
    g_free (run_once (&lake, NULL, DATABASE, i % 2 ? "a" : "b"));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *token = list_page (&lake, NULL, rows[i].max_results, NULL, ids);

      g_assert_cmpuint (ids->len, ==, rows[i].n_runs);
      g_assert_cmpint (token != NULL, ==, rows[i].has_more);
    }
}

/*
 * Checks the pages of the listing of @table, or of all views if it is NULL. A run begins between two pages.
 */
static void
check_pages (const char *table, gint size)
{
  g_auto (Lake) lake = list_lake_new (1);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *token = NULL;
  guint n_pages = 0;

  for (guint i = 0; i < 60; i++)
    {
      char *id = run_once (&lake, NULL, DATABASE, i % 2 ? "a" : "b");

      if (table == NULL || i % 2)
        g_ptr_array_insert (expected, 0, id);
      else
        g_free (id);
    }
  do
    {
      g_autofree char *previous = g_steal_pointer (&token);

      token = list_page (&lake, table, size, previous, ids);
      g_free (run_once (&lake, NULL, DATABASE, "a"));
      n_pages++;
    }
  while (token != NULL);

  g_assert_cmpuint (n_pages, ==, (expected->len + (guint) size - 1) / (guint) size);
  g_assert_cmpuint (ids->len, ==, expected->len);
  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpstr (ids->pdata[i], ==, expected->pdata[i]);
}

static void
test_pages (void)
{
  /* There are 60 runs, 30 of them of the view. Some of the sizes divide these numbers. */
  static const gint sizes[] = { 1, 2, 7, 10, 29, 30, 31, 59, 60, 61, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      check_pages (NULL, sizes[i]);
      check_pages ("a", sizes[i]);
    }
}

/* Makes five runs of the view a. Returns the token after the first run of the listing. */
static char *
token_of (const Lake *lake)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  char *token;

  for (guint i = 0; i < 5; i++)
    g_free (run_once (lake, NULL, DATABASE, "a"));
  token = list_page (lake, "a", 1, NULL, ids);
  g_assert_nonnull (token);
  return token;
}

static void
assert_token_refused (const Lake *lake, const char *catalog, const char *database,
                      const char *table, const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs
      = list_runs (lake->client, catalog, database, table, 2, token, NULL, &error);

  g_assert_null (runs);
  assert_exception (error, INVALID, "NextToken");
}

static void
test_forged_token (void)
{
  g_auto (Lake) lake = list_lake_new (1);
  g_autofree char *token = token_of (&lake);
  g_autofree char *longer = g_strconcat (token, "0", NULL);
  gsize length = strlen (token);

  for (gsize i = 0; i < length; i++)
    for (gint c = 1; c < 256; c++)
      {
        g_autofree char *forged = g_strdup (token);

        forged[i] = (char) c;
        if (forged[i] != token[i])
          assert_token_refused (&lake, NULL, DATABASE, "a", forged);
      }
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *cut = g_strndup (token, i);

      assert_token_refused (&lake, NULL, DATABASE, "a", cut);
      assert_token_refused (&lake, NULL, DATABASE, "a", token + i + 1);
    }
  assert_token_refused (&lake, NULL, DATABASE, "a", longer);
}

static void
test_foreign_token (void)
{
  g_auto (Lake) lake = list_lake_new (1);
  g_auto (Lake) other_seed = list_lake_new (2);
  g_autofree char *token = token_of (&lake);
  g_autofree char *other = token_of (&other_seed);

  assert_token_refused (&lake, NULL, NULL, NULL, token);
  assert_token_refused (&lake, NULL, DATABASE, NULL, token);
  assert_token_refused (&lake, NULL, DATABASE, "b", token);
  assert_token_refused (&lake, NULL, "a", DATABASE, token);
  assert_token_refused (&lake, BUCKET, DATABASE, "a", token);
  assert_token_refused (&lake, FOREIGN, DATABASE, "a", token);
  assert_token_refused (&lake, NULL, DATABASE, "a", other);
}

/* A token is a position without a page size. A caller can use it more than once, because it has no state. */
static void
test_token_again (void)
{
  g_auto (Lake) lake = list_lake_new (1);
  g_autofree char *token = token_of (&lake);
  g_autoptr (GPtrArray) two = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *after_two = list_page (&lake, "a", 2, token, two);
  g_autofree char *after_all = list_page (&lake, "a", 1000, token, all);

  g_assert_cmpuint (two->len, ==, 2);
  g_assert_nonnull (after_two);
  g_assert_cmpuint (all->len, ==, 4);
  g_assert_null (after_all);
  for (guint i = 0; i < two->len; i++)
    g_assert_cmpstr (two->pdata[i], ==, all->pdata[i]);
}

/*
 * The engine drops the last run of a page, together with other runs of that view. The next page still lists
 * the older runs of another view, and no run is listed twice.
 */
static void
test_retention_by_count (void)
{
  g_auto (Lake) lake = list_lake_new (1);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *token = NULL;
  g_autofree char *next = NULL;

  for (guint i = 0; i < 5; i++)
    g_ptr_array_insert (expected, 0, run_once (&lake, NULL, DATABASE, "b"));
  for (guint i = 0; i < 4; i++)
    g_ptr_array_insert (expected, (gint) i, run_once (&lake, NULL, DATABASE, "a"));
  token = list_page (&lake, NULL, 2, NULL, ids);
  engine_set (lake.engine, "glue.retention-runs", 1);
  g_free (run_once (&lake, NULL, DATABASE, "a"));
  g_ptr_array_set_size (ids, 0);
  next = list_page (&lake, NULL, 100, token, ids);

  g_assert_null (next);
  g_assert_cmpuint (ids->len, ==, 5);
  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpstr (ids->pdata[i], ==, expected->pdata[4 + i]);
}

/* When the next page is asked for, the engine has already dropped the run that the page before ended with. */
static void
test_retention_by_age (void)
{
  g_auto (Lake) lake = list_lake_new (1);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rest = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *token = NULL;
  g_autofree char *next = NULL;

  engine_set (lake.engine, "glue.retention-age-us", HOUR_US);
  for (guint i = 0; i < 6; i++)
    g_free (run_once (&lake, NULL, DATABASE, "a"));
  token = list_page (&lake, "a", 2, NULL, ids);
  engine_advance (lake.engine, HOUR_US);
  g_free (run_once (&lake, NULL, DATABASE, "a"));
  next = list_page (&lake, "a", 2, token, rest);

  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpuint (rest->len, ==, 0);
  g_assert_null (next);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/refresh/list/refused/", refused_rows, test_refused);
  ADD_ROWS ("/refresh/list/filter/", filter_rows, test_filter);
  g_test_add_func ("/refresh/list/records", test_records);
  g_test_add_func ("/refresh/list/max-results", test_max_results);
  g_test_add_func ("/refresh/list/pages", test_pages);
  g_test_add_func ("/refresh/list/token/forged", test_forged_token);
  g_test_add_func ("/refresh/list/token/foreign", test_foreign_token);
  g_test_add_func ("/refresh/list/token/again", test_token_again);
  g_test_add_func ("/refresh/list/retention/by-count", test_retention_by_count);
  g_test_add_func ("/refresh/list/retention/by-age", test_retention_by_age);
  return g_test_run ();
}
