/* SPDX-License-Identifier: MIT */
/*
 * The test reads 2,345 runs page by page over the wire, and adds a run after each page. Each of the 2,345
 * runs is listed exactly once, and the added runs are not listed.
 */
#include "requests.h"

#include <jansson.h>

enum
{
  RUNS = 2345,
};

typedef struct
{
  const char *name;
  gboolean is_glue;
  guint page_size;
} PagingRow;

static const PagingRow paging_rows[] = {
  { "refreshes-by-1000", TRUE, 1000 }, { "refreshes-by-7", TRUE, 7 },
  { "refreshes-by-default", TRUE, 0 }, { "metadata-by-50", FALSE, 50 },
  { "metadata-by-default", FALSE, 0 },
};

/* Starts a run, and drives the engine until the run has ended. Returns the id of the run. */
static char *
add_run (const Wire *wire, gboolean is_glue)
{
  g_autoptr (GError) error = NULL;
  char *id;

  if (is_glue)
    id = sample_refresh (wire->sample, "daily", &error);
  else
    {
      g_autoptr (TarnMetadataRun) run = sample_generate (wire->sample, &error);

      g_assert_no_error (error);
      id = g_strdup (tarn_metadata_run_get_id (run));
    }
  g_assert_no_error (error);
  sample_drain (wire->sample);
  return id;
}

static char *
escape (const char *token)
{
  return g_uri_escape_string (token, NULL, FALSE);
}

static json_t *
read_page (const Wire *wire, const PagingRow *row, const char *token)
{
  g_autofree char *size = row->page_size > 0 ? g_strdup_printf ("%u", row->page_size) : NULL;
  g_autofree char *escaped = token != NULL ? escape (token) : NULL;
  g_autofree char *told = NULL;

  if (row->is_glue)
    {
      g_autofree char *body
          = g_strdup_printf ("{\"DatabaseName\":\"sales\",\"MaxResults\":%s,\"NextToken\":%s%s%s}",
                             size != NULL ? size : "null", token != NULL ? "\"" : "",
                             token != NULL ? token : "null", token != NULL ? "\"" : "");
      told = wire_ask_glue (wire, LIST_REFRESHES, body);
    }
  else
    {
      g_autofree char *query
          = g_strjoin ("", size != NULL ? "maxResults=" : "", size != NULL ? size : "", "&",
                       token != NULL ? "nextToken=" : "", token != NULL ? escaped : "", NULL);
      told = wire_ask_datazone (wire, "GET", "", query, NULL);
    }

  g_assert_true (g_str_has_prefix (told, "200 ok {"));
  json_t *page = json_loads (told + strlen ("200 ok "), JSON_REJECT_DUPLICATES, NULL);
  g_assert_nonnull (page);
  return page;
}

/* Checks that all runs of a page are expected, and removes their ids from the expected ones. */
static void
check_page (const PagingRow *row, const json_t *page, GHashTable *expected)
{
  const json_t *runs
      = json_object_get (page, row->is_glue ? "MaterializedViewRefreshTaskRuns" : "items");
  const char *id_name = row->is_glue ? "MaterializedViewRefreshTaskRunId" : "id";

  g_assert_true (json_is_array (runs));
  g_assert_cmpuint (json_array_size (runs), >, 0);
  if (row->page_size > 0)
    g_assert_cmpuint (json_array_size (runs), <=, row->page_size);
  for (gsize i = 0; i < json_array_size (runs); i++)
    g_assert_true (g_hash_table_remove (
        expected, json_string_value (json_object_get (json_array_get (runs, i), id_name))));
}

static void
test_paging (gconstpointer data)
{
  const PagingRow *row = data;
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *token = NULL;

  tarn_engine_set_journal (tarn_sample_get_engine (wire.sample), NULL);
  for (guint i = 0; i < RUNS; i++)
    g_hash_table_add (expected, add_run (&wire, row->is_glue));
  g_assert_cmpuint (g_hash_table_size (expected), ==, RUNS);

  do
    {
      json_t *page = read_page (&wire, row, token);

      check_page (row, page, expected);
      g_free (token);
      token = g_strdup (
          json_string_value (json_object_get (page, row->is_glue ? "NextToken" : "nextToken")));
      json_decref (page);
      g_free (add_run (&wire, row->is_glue));
    }
  while (token != NULL);
  g_assert_cmpuint (g_hash_table_size (expected), ==, 0);
}

/* --- Tokens ----------------------------------------------------------------------------------- */

static void
test_bad_tokens (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *told = wire_ask_glue (&wire, LIST_REFRESHES, "{\"NextToken\":\"forged\"}");
  g_autofree char *rest_told = wire_ask_datazone (&wire, "GET", "", "nextToken=%2B%26", NULL);
  g_autofree char *empty_told = wire_ask_datazone (&wire, "GET", "", "nextToken=", NULL);

  g_assert_true (g_str_has_prefix (told, "400 InvalidInputException "));
  g_assert_true (g_str_has_prefix (rest_told, "400 ValidationException "));
  g_assert_true (g_str_has_prefix (empty_told, "400 ValidationException "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/wire/paging/", paging_rows, test_paging);
  g_test_add_func ("/wire/paging/bad-tokens", test_bad_tokens);
  return g_test_run ();
}
