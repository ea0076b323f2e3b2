/* SPDX-License-Identifier: MIT */
/*
 * Databases and tables are stored in lower case. Calls find them in any case, unless glue.fold-lookups is 0.
 */
#include "worlds/glue-lake.h"

#define MIXED_DATABASE "Sales"
#define MIXED_VIEW "Totals"

/* --- Storing ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *given;
  const char *stored;
} StoredRow;

/* The last letter of a row stands beside the letters A to Z in ASCII, or is not in ASCII. */
static const StoredRow stored_rows[] = {
  { "lower", "abc xyz", "abc xyz" },
  { "upper", "ABC XYZ", "abc xyz" },
  { "mixed", "aBc-Z9", "abc-z9" },
  { "beside-a", "A@", "a@" },
  { "beside-z", "Z[", "z[" },
  { "not-in-ascii",
    "\xc3\x84"
    "A",
    "\xc3\x84"
    "a" },
};

static void
test_stored (gconstpointer data)
{
  const StoredRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) name = table_name_new (ACCOUNT, row->given, row->given);

  tarn_table_input_add_sub_object (input, lake.base);
  g_assert_true (tarn_glue_client_create_database (lake.client, NULL, row->given, &error));
  g_assert_true (tarn_glue_client_create_table (lake.client, name, input, &error));
  g_autoptr (TarnTable) table = lake_get_table (&lake, name);
  g_autofree char *id = start_refresh_of (lake.client, name, FALSE, &error);
  g_autoptr (TarnRefreshRun) run = lake_get (&lake, id);

  g_assert_cmpstr (tarn_table_name_get_database_name (tarn_table_get_name (table)), ==,
                   row->stored);
  g_assert_cmpstr (tarn_table_name_get_table_name (tarn_table_get_name (table)), ==, row->stored);
  g_assert_cmpstr (tarn_refresh_run_get_database_name (run), ==, row->stored);
  g_assert_cmpstr (tarn_refresh_run_get_table_name (run), ==, row->stored);
}

/* A name that differs only in its case is taken already, whatever the option says. */
static void
test_taken (gconstpointer data)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();
  g_autoptr (TarnTableName) name = table_name_new (ACCOUNT, DATABASE, "Orders");

  engine_set (lake.engine, "glue.fold-lookups", GPOINTER_TO_INT (data));
  g_assert_false (tarn_glue_client_create_database (lake.client, NULL, MIXED_DATABASE, &error));
  assert_exception (error, EXISTS, "there is a database sales already");
  g_clear_error (&error);
  g_assert_false (tarn_glue_client_create_table (lake.client, name, input, &error));
  assert_exception (error, EXISTS, "there is a table orders already");
}

/* The sources of a view are the stored tables, and one of them may not be named twice in two cases. */
static void
test_sources (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) source = table_name_new (NULL, MIXED_DATABASE, "ORDERS");
  g_autoptr (TarnTableName) name = name_new ("Another");

  tarn_table_input_add_sub_object (input, source);
  g_assert_true (tarn_glue_client_create_table (lake.client, name, input, &error));
  g_autoptr (TarnTable) view = lake_get_table (&lake, name);
  g_assert_true (tarn_table_name_equal (tarn_table_get_sub_object (view, 0), lake.base));

  g_autoptr (TarnTableName) other = name_new ("other");
  tarn_table_input_add_sub_object (input, lake.base);
  g_assert_false (tarn_glue_client_create_table (lake.client, other, input, &error));
  assert_exception (error, INVALID, "SubObjects names " ACCOUNT ".sales.orders twice");
}

/* --- Finding ---------------------------------------------------------------------------------- */

/* Calls each operation that finds a table, and returns a letter for each: x for one that found nothing. */
static char *
find (const Lake *lake, const TarnTableName *name)
{
  g_autofree char *id = start_refresh_of (lake->client, name, FALSE, NULL);
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (lake->client, name, NULL);
  g_autoptr (TarnRefreshEstimate) estimate
      = tarn_glue_client_estimate_refresh (lake->client, name, TARN_REFRESH_TYPE_FULL, NULL);
  g_autofree char *text = tarn_glue_client_explain (lake->client, name, NULL);
  g_autoptr (GPtrArray) runs
      = list_runs (lake->client, NULL, tarn_table_name_get_database_name (name),
                   tarn_table_name_get_table_name (name), -1, NULL, NULL, NULL);
  g_autoptr (GPtrArray) of_database
      = list_runs (lake->client, NULL, tarn_table_name_get_database_name (name), NULL, -1, NULL,
                   NULL, NULL);
  gboolean is_stopped
      = tarn_glue_client_stop_materialized_view_refresh_task_run (lake->client, name, NULL);

  return g_strdup_printf ("%c%c%c%c%c%c%c", id != NULL ? 's' : 'x', table != NULL ? 'g' : 'x',
                          estimate != NULL ? 'e' : 'x', text != NULL ? 't' : 'x',
                          runs->len > 0 ? 'l' : 'x', of_database->len > 0 ? 'd' : 'x',
                          is_stopped ? 'h' : 'x');
}

typedef struct
{
  const char *name;
  gint64 folds;
  const char *database;
  const char *table;
  const char *found;
} FindRow;

static const FindRow find_rows[] = {
  { "as-stored", 1, DATABASE, VIEW, "sgetldh" },
  { "database", 1, MIXED_DATABASE, VIEW, "sgetldh" },
  { "table", 1, DATABASE, MIXED_VIEW, "sgetldh" },
  { "both", 1, "SALES", "TOTALS", "sgetldh" },
  { "as-stored-without-folding", 0, DATABASE, VIEW, "sgetldh" },
  { "database-without-folding", 0, MIXED_DATABASE, VIEW, "xxxxxxx" },
  { "table-without-folding", 0, DATABASE, MIXED_VIEW, "xxxxxxx" },
};

static void
test_find (gconstpointer data)
{
  const FindRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) name = table_name_new (NULL, row->database, row->table);

  engine_set (lake.engine, "glue.fold-lookups", row->folds);
  g_autofree char *found = find (&lake, name);
  g_assert_cmpstr (found, ==, row->found);
}

/* Without folding, a database in another case is not there, and so a table cannot be made in it. */
static void
test_create_without_folding (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();
  g_autoptr (TarnTableName) in_mixed = table_name_new (ACCOUNT, MIXED_DATABASE, "more");
  g_autoptr (TarnTableName) mixed = name_new ("More");
  g_autoptr (TarnTableName) lower = name_new ("more");

  engine_set (lake.engine, "glue.fold-lookups", 0);
  g_assert_false (tarn_glue_client_create_table (lake.client, in_mixed, input, &error));
  assert_exception (error, NOT_FOUND, NO_DATABASE (ACCOUNT, MIXED_DATABASE));
  g_clear_error (&error);
  g_assert_true (tarn_glue_client_create_table (lake.client, mixed, input, &error));
  g_autoptr (TarnTable) table = lake_get_table (&lake, lower);
  g_assert_nonnull (table);
}

/* The token of a page continues a listing that names the same view in another case. */
static void
test_token (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_free (lake_start (&lake, lake.view));
      engine_drain (lake.engine);
    }
  g_autoptr (GPtrArray) first
      = list_runs (lake.client, NULL, MIXED_DATABASE, MIXED_VIEW, 1, NULL, &token, &error);
  g_autoptr (GPtrArray) second
      = list_runs (lake.client, NULL, DATABASE, VIEW, 1, token, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (second->len, ==, 1);
}

/* --- Beside the calls ------------------------------------------------------------------------- */

/* A rule and a statement name the table as it is stored, and apply to a call in any case. */
static void
test_rules_and_statements (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnPrincipal) role = principal_new (ACCOUNT, "arn:aws:iam::" ACCOUNT ":role/etl");
  g_autoptr (TarnTableName) name = table_name_new (NULL, MIXED_DATABASE, MIXED_VIEW);

  engine_add_faults (lake.engine, "[once]\nresource=" ACCOUNT "/sales/totals\n"
                                  "do=throw\nexception=ThrottlingException\nnth=1\n");
  g_assert_null (start_refresh_of (lake.client, name, FALSE, &error));
  assert_exception (error, "ThrottlingException", "");
  g_clear_error (&error);

  tarn_engine_deny (lake.engine, "*", "glue:StartMaterializedViewRefreshTaskRun",
                    ACCOUNT "/sales/totals");
  g_autoptr (TarnGlueClient) client = tarn_engine_create_glue_client (lake.engine, role);
  g_assert_null (start_refresh_of (client, name, FALSE, &error));
  assert_exception (error, DENIED, "");
}

/* The journal has the names as the caller gave them. */
static void
test_journal (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autoptr (TarnTableName) name = table_name_new (NULL, MIXED_DATABASE, MIXED_VIEW);

  tarn_engine_set_journal (lake.engine, journal);
  g_free (lake_start (&lake, name));
  g_autofree char *text = tarn_journal_dup_text (journal);

  g_assert_nonnull (strstr (text, " DatabaseName=\"Sales\" TableName=\"Totals\""));
  g_assert_nonnull (strstr (text, " change glue " ACCOUNT ".sales.totals run "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/lower-case/stored/", stored_rows, test_stored);
  g_test_add_data_func ("/lower-case/taken", GINT_TO_POINTER (1), test_taken);
  g_test_add_data_func ("/lower-case/taken-without-folding", GINT_TO_POINTER (0), test_taken);
  g_test_add_func ("/lower-case/sources", test_sources);
  ADD_ROWS ("/lower-case/find/", find_rows, test_find);
  g_test_add_func ("/lower-case/create-without-folding", test_create_without_folding);
  g_test_add_func ("/lower-case/token", test_token);
  g_test_add_func ("/lower-case/rules-and-statements", test_rules_and_statements);
  g_test_add_func ("/lower-case/journal", test_journal);

  return g_test_run ();
}
