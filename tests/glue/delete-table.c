/* SPDX-License-Identifier: MIT */
/*
 * Tests the deletion of tables and views: what happens to the runs and the schedule of a view, to the views that
 * read a table, and to a table that is created under the name again.
 */
#include "worlds/glue-lake.h"

static void delete (const Lake *lake, const TarnTableName *name)
{
  g_autoptr (GError) error = NULL;

  tarn_glue_client_delete_table (lake->client, name, &error);
  g_assert_no_error (error);
}

static void
assert_gone (const Lake *lake, TarnTableName *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_glue_client_get_table (lake->client, name, &error));
  assert_exception (error, NOT_FOUND, "there is no table");
}

static guint
count_runs (const Lake *lake, const char *database, const char *table)
{
  g_autoptr (GPtrArray) runs
      = list_runs (lake->client, NULL, database, table, -1, NULL, NULL, NULL);

  return runs->len;
}

static void
test_names (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

  delete (&lake, lake.base);
  assert_gone (&lake, lake.base);
  g_assert_false (tarn_glue_client_commit (lake.client, lake.base, commit, &error));
  assert_exception (error, NOT_FOUND, "there is no table");
  g_clear_error (&error);
  g_assert_false (tarn_glue_client_delete_table (lake.client, lake.base, &error));
  assert_exception (error, NOT_FOUND, "there is no table");
}

/* The schedule would start a run every hour, because the view was never refreshed. */
static void
test_schedule_ends (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view
      = glue_add_view (lake.client, "hourly", lake.base, TARN_REFRESH_TYPE_NONE, 3600);
  g_autoptr (GString) log = lake_log (&lake);
  gint64 next_us;

  delete (&lake, view);
  g_assert_false (tarn_engine_peek_next (lake.engine, &next_us));
  engine_advance (lake.engine, 10 * HOUR_US);
  assert_log (log, "");
}

/* The run ends as after a stop, and its slot is free then. */
static void
test_active_run_is_stopped (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other
      = lake_add_view (&lake, "other", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (GString) log = lake_log (&lake);

  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  engine_advance (lake.engine, 60 * SECOND_US);
  assert_log (log, "@30000 totals begin STARTING>RUNNING"
                   " (Glue Materialized View Refresh Task Started)\n");
  delete (&lake, lake.view);
  assert_log (log, "@60000 totals stop RUNNING>RUNNING\n");
  g_free (lake_start (&lake, other));
  engine_advance (lake.engine, 5 * SECOND_US);
  assert_log (log, "@60000 other create >STARTING\n"
                   "@65000 totals stop-done RUNNING>STOPPED\n"
                   "@65000 other take-slot STARTING>STARTING\n");
  assert_status (&lake, id, "STOPPED");
}

/* A run that waits for its slot leaves the queue, and one that is being stopped ends at its own time. */
static void
test_waiting_and_stopping_runs (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other
      = lake_add_view (&lake, "other", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autoptr (GString) log = NULL;

  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  g_free (lake_start (&lake, lake.view));
  g_free (lake_start (&lake, other));
  lake_stop (&lake, lake.view);
  engine_advance (lake.engine, 2 * SECOND_US);
  log = lake_log (&lake);
  delete (&lake, other);
  delete (&lake, lake.view);
  engine_drain (lake.engine);
  assert_log (log, "@2000 other stop STARTING>STARTING\n"
                   "@5000 totals stop-done STARTING>STOPPED\n"
                   "@7000 other stop-done STARTING>STOPPED\n");
}

/* The end of the run would schedule the next refresh, but the view is gone. */
static void
test_run_ends_at_the_stop (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view
      = glue_add_view (lake.client, "hourly", lake.base, TARN_REFRESH_TYPE_NONE, 3600);
  g_autofree char *id = lake_start (&lake, view);
  gint64 next_us;

  engine_add_faults (lake.engine, "[r]\noperation=StartMaterializedViewRefreshTaskRun\n"
                                  "do=end-at-stop\n");
  engine_drain (lake.engine);
  g_free (id);
  id = lake_start (&lake, view);
  engine_set (lake.engine, "glue.interval-from-end", 1);
  engine_advance (lake.engine, SECOND_US);
  delete (&lake, view);
  g_assert_false (tarn_engine_peek_next (lake.engine, &next_us));
  assert_status (&lake, id, "SUCCEEDED");
}

static void
test_runs_stay (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = lake_get (&lake, id);
  g_autoptr (GError) error = NULL;

  engine_drain (lake.engine);
  delete (&lake, lake.view);
  assert_status (&lake, id, "SUCCEEDED");
  tarn_refresh_run_reload (run, lake.client, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tarn_refresh_run_get_table_name (run), ==, VIEW);
  g_assert_cmpuint (count_runs (&lake, NULL, NULL), ==, 1);
  g_assert_cmpuint (count_runs (&lake, DATABASE, NULL), ==, 1);
  g_assert_cmpuint (count_runs (&lake, DATABASE, VIEW), ==, 0);
}

/* The second view has other ids, and its runs alone. */
static void
test_same_name_again (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *first = lake_start (&lake, lake.view);
  g_autofree char *second = NULL;
  g_autoptr (TarnTableName) view = NULL;
  g_autoptr (TarnTable) table = NULL;

  engine_drain (lake.engine);
  delete (&lake, lake.view);
  view = lake_add_view (&lake, VIEW, lake.base, TARN_REFRESH_TYPE_NONE);
  table = lake_get_table (&lake, view);
  g_assert_cmpuint (tarn_table_get_n_commits (table), ==, 0);
  g_assert_cmpint (tarn_table_get_last_refresh_type (table), ==, TARN_REFRESH_TYPE_NONE);
  second = lake_start (&lake, view);
  g_assert_cmpstr (second, !=, first);
  g_assert_cmpuint (count_runs (&lake, DATABASE, VIEW), ==, 1);
  g_assert_cmpuint (count_runs (&lake, DATABASE, NULL), ==, 2);
}

/* A token, like an iterator, of the deleted view finds no run among those of the new one. */
static void
test_token_of_the_view_before (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_free (lake_start (&lake, lake.view));
      engine_advance (lake.engine, HOUR_US);
    }
  g_ptr_array_unref (list_runs (lake.client, NULL, DATABASE, VIEW, 1, NULL, &token, &error));
  g_assert_no_error (error);
  g_assert_nonnull (token);

  delete (&lake, lake.view);
  view = lake_add_view (&lake, VIEW, lake.base, TARN_REFRESH_TYPE_NONE);
  for (guint n_runs = 0; n_runs < 2; n_runs++)
    {
      g_autoptr (GPtrArray) after
          = list_runs (lake.client, NULL, DATABASE, VIEW, -1, token, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (after->len, ==, 0);
      g_assert_cmpuint (count_runs (&lake, DATABASE, VIEW), ==, n_runs);
      g_free (lake_start (&lake, view));
      engine_advance (lake.engine, HOUR_US);
    }
}

/* The luck of the n-th table of a name does not depend on when the tables before it were deleted. */
static void
test_luck_by_number (void)
{
  char *ids[2] = { NULL, NULL };

  for (guint i = 0; i < 2; i++)
    {
      g_auto (Lake) lake = lake_new (1);

      if (i == 1)
        g_free (lake_start (&lake, lake.view));
      engine_advance (lake.engine, i * HOUR_US);
      delete (&lake, lake.view);
      tarn_table_name_unref (lake_add_view (&lake, VIEW, lake.base, TARN_REFRESH_TYPE_NONE));
      ids[i] = lake_start (&lake, lake.view);
    }
  g_assert_cmpstr (ids[0], ==, ids[1]);
  g_free (ids[0]);
  g_free (ids[1]);
}

/* --- Sources ---------------------------------------------------------------------------------- */

static void
assert_fails (const Lake *lake, TarnTableName *view)
{
  g_autofree char *id = lake_start (lake, view);
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_drain (lake->engine);
  run = lake_get (lake, id);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_FAILED);
  g_assert_cmpstr (tarn_refresh_run_get_error_message (run), ==,
                   "A source of the view was deleted.");
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), ==, 0);
}

/* The view still names its source. A new table of the name is no source of the view, until an update says so. */
static void
test_source (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTable) before = lake_get_table (&lake, lake.view);
  g_autoptr (TarnTable) after = NULL;
  g_autoptr (TarnTableName) base = NULL;
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();
  g_autofree char *id = NULL;

  g_assert_false (tarn_table_is_sub_object_deleted (before, 0));
  delete (&lake, lake.base);
  after = lake_get_table (&lake, lake.view);
  g_assert_true (tarn_table_is_sub_object_deleted (after, 0));
  g_assert_false (tarn_table_is_sub_object_deleted (after, 1));
  g_assert_cmpstr (tarn_table_name_get_table_name (tarn_table_get_sub_object (after, 0)), ==, BASE);
  assert_fails (&lake, lake.view);

  base = lake_add_base (&lake, BASE, GIGABYTE);
  assert_fails (&lake, lake.view);
  tarn_table_input_add_sub_object (input, base);
  g_assert_true (tarn_glue_client_update_table (lake.client, lake.view, input, NULL));
  id = lake_start (&lake, lake.view);
  engine_drain (lake.engine);
  assert_status (&lake, id, "SUCCEEDED");
}

/* A run that has its slot has its snapshot too. The next run fails. */
static void
test_source_of_a_run (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);

  delete (&lake, lake.base);
  engine_drain (lake.engine);
  assert_status (&lake, id, "SUCCEEDED");
  assert_fails (&lake, lake.view);
}

/* No source has changed, but one is gone. Each automatic refresh fails, so that somebody sees it. */
static void
test_source_of_a_schedule (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view G_GNUC_UNUSED
      = glue_add_view (lake.client, "hourly", lake.base, TARN_REFRESH_TYPE_FULL, 3600);

  engine_advance (lake.engine, HOUR_US);
  g_assert_cmpuint (count_runs (&lake, DATABASE, "hourly"), ==, 0);
  delete (&lake, lake.base);
  engine_advance (lake.engine, 3 * HOUR_US);
  g_assert_cmpuint (count_runs (&lake, DATABASE, "hourly"), ==, 3);
}

/* A view that is a source shows what it is, and a commit after a deletion touches no deleted view. */
static void
test_view_as_source (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) upper
      = lake_add_view (&lake, "upper", lake.view, TARN_REFRESH_TYPE_FULL);
  g_autofree char *text = NULL;

  delete (&lake, lake.view);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, GIGABYTE);
  assert_fails (&lake, upper);
  text = tarn_glue_client_explain (lake.client, upper, NULL);
  g_assert_nonnull (strstr (text, VIEW ", which was deleted"));
}

/* --- Copies of the engine ----------------------------------------------------------------------- */

/* Each engine goes on in the same way: the fork, the restored engine, and the engine itself. */
static void
test_copies (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) upper G_GNUC_UNUSED
      = lake_add_view (&lake, "upper", lake.view, TARN_REFRESH_TYPE_FULL);
  g_autoptr (GError) error = NULL;
  char *digests[3] = { NULL, NULL, NULL };
  g_autoptr (GBytes) bytes = NULL;

  g_free (lake_start (&lake, lake.view));
  delete (&lake, lake.view);
  tarn_table_name_unref (lake_add_view (&lake, VIEW, lake.base, TARN_REFRESH_TYPE_NONE));
  delete (&lake, lake.view);
  tarn_table_name_unref (lake_add_view (&lake, VIEW, lake.base, TARN_REFRESH_TYPE_NONE));
  bytes = tarn_engine_save (lake.engine, &error);
  g_assert_no_error (error);

  g_autoptr (TarnEngine) fork = tarn_engine_fork (lake.engine, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, &error);
  g_assert_no_error (error);
  TarnEngine *engines[] = { lake.engine, fork, restored };
  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    {
      g_autoptr (TarnGlueClient) client = glue_client_new (engines[i], ACCOUNT, NULL);
      g_autofree char *id G_GNUC_UNUSED = start_refresh_of (client, lake.view, FALSE, &error);

      g_assert_no_error (error);
      g_assert_true (tarn_glue_client_delete_table (client, lake.base, NULL));
      engine_drain (engines[i]);
      digests[i] = get_digest (engines[i]);
    }
  g_assert_cmpstr (digests[1], ==, digests[0]);
  g_assert_cmpstr (digests[2], ==, digests[0]);
  for (guint i = 0; i < G_N_ELEMENTS (digests); i++)
    g_free (digests[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/delete-table/names", test_names);
  g_test_add_func ("/delete-table/schedule-ends", test_schedule_ends);
  g_test_add_func ("/delete-table/active-run-is-stopped", test_active_run_is_stopped);
  g_test_add_func ("/delete-table/waiting-and-stopping-runs", test_waiting_and_stopping_runs);
  g_test_add_func ("/delete-table/run-ends-at-the-stop", test_run_ends_at_the_stop);
  g_test_add_func ("/delete-table/runs-stay", test_runs_stay);
  g_test_add_func ("/delete-table/same-name-again", test_same_name_again);
  g_test_add_func ("/delete-table/token-of-the-view-before", test_token_of_the_view_before);
  g_test_add_func ("/delete-table/luck-by-number", test_luck_by_number);
  g_test_add_func ("/delete-table/source", test_source);
  g_test_add_func ("/delete-table/source-of-a-run", test_source_of_a_run);
  g_test_add_func ("/delete-table/source-of-a-schedule", test_source_of_a_schedule);
  g_test_add_func ("/delete-table/view-as-source", test_view_as_source);
  g_test_add_func ("/delete-table/copies", test_copies);
  return g_test_run ();
}
