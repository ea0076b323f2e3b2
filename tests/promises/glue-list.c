/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-glue-client.h about listing runs, and those of tarn-refresh-run-iter.h. */
#include "glue-runs.h"
#include "promise.h"

static void
add_runs (const Lake *lake, guint n_runs)
{
  lake_set_unchanged_us (lake, SECOND_US);
  for (guint i = 0; i < n_runs; i++)
    {
      g_autofree char *id G_GNUC_UNUSED = lake_start (lake, lake->view);

      engine_drain (lake->engine);
    }
}

static void
assert_newest_first (const GPtrArray *runs)
{
  for (guint i = 1; i < runs->len; i++)
    g_assert_cmpint (tarn_refresh_run_get_creation_time (runs->pdata[i - 1]), >,
                     tarn_refresh_run_get_creation_time (runs->pdata[i]));
}

static void
test_pages (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *token = NULL;
  g_autofree char *last = NULL;
  g_autofree char *new_id = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  add_runs (&lake, 5);
  first = list_runs (lake.client, NULL, NULL, NULL, 3, NULL, &token, NULL);
  new_id = lake_start (&lake, lake.view);
  second = list_runs (lake.client, NULL, NULL, NULL, 3, token, &last, NULL);
  g_assert_cmpuint (first->len, ==, 3);
  g_assert_cmpuint (second->len, ==, 2);
  g_assert_null (last);
  g_ptr_array_extend (first, second, NULL, NULL);
  g_ptr_array_set_free_func (second, NULL);
  assert_newest_first (first);
}

static void
test_page_default (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *token = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GPtrArray) all = NULL;

  add_runs (&lake, 101);
  runs = list_runs (lake.client, NULL, NULL, NULL, -1, NULL, &token, NULL);
  g_assert_cmpuint (runs->len, ==, 100);
  g_assert_nonnull (token);
  g_clear_pointer (&token, g_free);
  all = list_runs (lake.client, NULL, NULL, NULL, 1000, NULL, &token, NULL);
  g_assert_cmpuint (all->len, ==, 101);
  g_assert_null (token);
}

static void
test_lists_nothing (void)
{
  static const char *const places[][3] = {
    { BUCKET, NULL, NULL },
    { NULL, "none", NULL },
    { NULL, DATABASE, "none" },
    { "x", NULL, NULL },
  };
  g_auto (Lake) lake = lake_new (0);

  add_runs (&lake, 1);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) runs = list_runs (lake.client, places[i][0], places[i][1], places[i][2],
                                              -1, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (runs->len, ==, 0);
    }
}

static void
test_token_untouched (void)
{
  g_auto (Lake) lake = lake_new (0);
  char *token = (char *) "before";

  g_assert_null (list_runs (lake.client, NULL, NULL, NULL, 0, NULL, &token, NULL));
  g_assert_cmpstr (token, ==, "before");
}

static void
test_token_of_other_names (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *token = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;

  add_runs (&lake, 2);
  runs = list_runs (lake.client, NULL, DATABASE, NULL, 1, NULL, &token, NULL);
  g_assert_nonnull (token);
  g_assert_null (list_runs (lake.client, NULL, DATABASE, VIEW, 1, token, NULL, &error));
  assert_exception (error, INVALID, "NextToken ");
}

/* --- The iterator ----------------------------------------------------------------------------- */

static guint
count_rest (TarnRefreshRunIter *iter)
{
  g_autoptr (GError) error = NULL;
  TarnRefreshRun *run;
  gint64 time_us = G_MAXINT64;
  guint n_runs = 0;

  while ((run = tarn_refresh_run_iter_next (iter, &error)) != NULL)
    {
      g_assert_cmpint (tarn_refresh_run_get_creation_time (run), <, time_us);
      time_us = tarn_refresh_run_get_creation_time (run);
      tarn_refresh_run_unref (run);
      n_runs++;
    }
  g_assert_no_error (error);
  return n_runs;
}

static void
test_iterates_all (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRunIter) iter = tarn_refresh_run_iter_new (lake.client, NULL, NULL, NULL);

  add_runs (&lake, 203); /* on three pages */
  g_assert_cmpuint (count_rest (iter), ==, 203);
  g_assert_null (tarn_refresh_run_iter_next (iter, NULL));
}

static void
test_iterates_old (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRunIter) iter = tarn_refresh_run_iter_new (lake.client, NULL, NULL, NULL);
  g_autoptr (TarnRefreshRun) first = NULL;

  add_runs (&lake, 150);
  first = tarn_refresh_run_iter_next (iter, NULL);
  add_runs (&lake, 5);
  g_assert_cmpuint (count_rest (iter), ==, 149);
}

static void
test_iter_keeps_client (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRunIter) iter = NULL;

  add_runs (&lake, 3);
  iter = tarn_refresh_run_iter_new (lake.client, NULL, NULL, NULL);
  g_clear_object (&lake.client);
  g_clear_object (&lake.engine);
  g_assert_cmpuint (count_rest (iter), ==, 3);
}

static void
test_iter_checks_at_first (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRunIter) iter = tarn_refresh_run_iter_new (lake.client, NULL, "", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_refresh_run_iter_next (iter, &error));
  assert_exception (error, INVALID, "DatabaseName ");
}

static void
test_iter_copy (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRunIter) iter = tarn_refresh_run_iter_new (lake.client, NULL, NULL, NULL);
  g_autoptr (TarnRefreshRunIter) copy = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  add_runs (&lake, 4);
  run = tarn_refresh_run_iter_next (iter, NULL);
  copy = tarn_refresh_run_iter_copy (iter);
  g_assert_cmpuint (count_rest (iter), ==, 3);
  g_assert_cmpuint (count_rest (copy), ==, 3);
}

static void
test_iter_error (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRunIter) iter = tarn_refresh_run_iter_new (lake.client, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  add_runs (&lake, 150);
  for (guint i = 0; i < 100; i++)
    tarn_refresh_run_unref (tarn_refresh_run_iter_next (iter, NULL));
  engine_set (lake.engine, "glue.list-rate-per-second", 0);
  g_assert_null (tarn_refresh_run_iter_next (iter, &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_THROTTLING);
  engine_set (lake.engine, "glue.list-rate-per-second", -1);
  g_assert_cmpuint (count_rest (iter), ==, 50);
}

static void
test_iter_run_of_page (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) other
      = lake_add_view (&lake, "other", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autofree char *first_id = lake_start (&lake, lake.view);
  g_autofree char *second_id G_GNUC_UNUSED = lake_start (&lake, other);
  g_autoptr (TarnRefreshRunIter) iter = tarn_refresh_run_iter_new (lake.client, NULL, NULL, NULL);
  g_autoptr (TarnRefreshRun) newest G_GNUC_UNUSED = tarn_refresh_run_iter_next (iter, NULL);
  g_autoptr (TarnRefreshRun) next = NULL;

  engine_drain (lake.engine);
  next = tarn_refresh_run_iter_next (iter, NULL);
  g_assert_cmpstr (tarn_refresh_run_get_id (next), ==, first_id);
  g_assert_cmpint (tarn_refresh_run_get_status (next), ==, TARN_REFRESH_STATUS_STARTING);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): Lists runs, newest first. Pages do not shift: "
    "runs that start between two calls are not on the later pages.", test_pages },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): 1 to 1000, or -1 for 100", test_page_default },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): A catalog, database or view that does not exist "
    "has no runs. This is no error.", test_lists_nothing },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): then @out_next_token is unchanged",
    test_token_untouched },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): the token from an earlier call with the same "
    "names", test_token_of_other_names },

  { "tarn-refresh-run-iter.h: TarnRefreshRunIter: An iterator over all runs", test_iterates_all },
  { "tarn-refresh-run-iter.h: TarnRefreshRunIter: Runs that start after the first page was listed are not among them.",
    test_iterates_old },
  { "tarn-refresh-run-iter.h: iter_new(): Makes an iterator, which keeps the client alive.", test_iter_keeps_client },
  { "tarn-refresh-run-iter.h: iter_new(): This function does not check the arguments", test_iter_checks_at_first },
  { "tarn-refresh-run-iter.h: iter_copy(): an iterator at the same place", test_iter_copy },
  { "tarn-refresh-run-iter.h: iter_next(): After an error the iterator is where it was before the call, and the next "
    "call lists the same page again.", test_iter_error },
  { "tarn-refresh-run-iter.h: iter_next(): a run as it was when its page was listed", test_iter_run_of_page },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
