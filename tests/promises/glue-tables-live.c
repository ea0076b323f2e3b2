/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-catalog.h and tarn-table.h about tables that are listed, changed and deleted. */
#include "worlds/glue-lake.h"

#include "glue-tables.h"
#include "promise.h"

static TarnTableInput *
view_input_new (const TarnTableName *source, gint64 refresh_seconds)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, source);
  tarn_table_input_set_refresh_seconds (input, refresh_seconds);
  return input;
}

static void
update (const Lake *lake, const TarnTableName *name, TarnTableInput *input)
{
  g_autoptr (TarnTableInput) own = input;

  g_assert_true (tarn_glue_client_update_table (lake->client, name, own, NULL));
}

static void delete (const Lake *lake, const TarnTableName *name)
{
  g_assert_true (tarn_glue_client_delete_table (lake->client, name, NULL));
}

static guint
count_runs (const Lake *lake, const char *database, const char *table)
{
  g_autoptr (GPtrArray) runs
      = list_runs (lake->client, NULL, database, table, -1, NULL, NULL, NULL);

  return runs->len;
}

/* --- GetDatabase and GetDatabases ------------------------------------------------------------- */

static void
test_database_as_stored (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *name = tarn_glue_client_get_database (lake.client, NULL, "SALES", NULL);

  g_assert_cmpstr (name, ==, DATABASE);
}

static void
test_order_of_databases (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *token = NULL;

  g_assert_true (tarn_glue_client_create_database (lake.client, NULL, "b", NULL));
  g_autoptr (GPtrArray) first
      = tarn_glue_client_get_databases (lake.client, NULL, 1, NULL, &token, NULL);
  g_assert_true (tarn_glue_client_create_database (lake.client, NULL, "a", NULL));
  g_autoptr (GPtrArray) rest
      = tarn_glue_client_get_databases (lake.client, NULL, -1, token, NULL, NULL);

  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpstr (first->pdata[0], ==, DATABASE);
  g_assert_cmpuint (rest->len, ==, 2);
  g_assert_cmpstr (rest->pdata[0], ==, "b");
  g_assert_cmpstr (rest->pdata[1], ==, "a");
}

/* --- GetTables -------------------------------------------------------------------------------- */

static GPtrArray *
get_page (const Lake *lake, char **token)
{
  g_autofree char *next = NULL;
  GPtrArray *page
      = tarn_glue_client_get_tables (lake->client, NULL, DATABASE, 1, *token, &next, NULL);

  g_free (*token);
  *token = g_steal_pointer (&next);
  return page;
}

/* Takes ownership of @page, which must have one table. */
static void
assert_only (GPtrArray *page, const char *name)
{
  g_assert_cmpuint (page->len, ==, 1);
  g_assert_cmpstr (tarn_table_name_get_table_name (tarn_table_get_name (page->pdata[0])), ==, name);
  g_ptr_array_unref (page);
}

static void
test_order (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *token = NULL;

  assert_only (get_page (&lake, &token), BASE);
  assert_only (get_page (&lake, &token), VIEW);
  g_assert_null (token);
}

static void
test_pages_do_not_shift (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) a = lake_add_base (&lake, "a", 1);
  g_autoptr (TarnTableName) b = NULL;
  g_autofree char *token = NULL;

  assert_only (get_page (&lake, &token), BASE);
  delete (&lake, lake.base);
  delete (&lake, a);
  b = lake_add_base (&lake, "b", 1);
  assert_only (get_page (&lake, &token), VIEW);
  assert_only (get_page (&lake, &token), "b");
  g_assert_null (token);
}

/* --- UpdateTable ------------------------------------------------------------------------------ */

static void
test_replaces (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTable) table = NULL;

  update (&lake, lake.base, tarn_table_input_new ());
  table = lake_get_table (&lake, lake.base);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, 0);
  g_assert_cmpuint (tarn_table_get_n_commits (table), ==, 0);
}

static gint64
peek_after (const Lake *lake)
{
  gint64 next_us = 0;

  g_assert_true (tarn_engine_peek_next (lake->engine, &next_us));
  return next_us - tarn_engine_get_now (lake->engine);
}

static void
test_schedule (void)
{
  g_auto (Lake) lake = lake_new (0);

  update (&lake, lake.view, view_input_new (lake.base, 7200));
  engine_advance (lake.engine, HOUR_US);
  update (&lake, lake.view, view_input_new (lake.base, 7200));
  g_assert_cmpint (peek_after (&lake), ==, HOUR_US);
  update (&lake, lake.view, view_input_new (lake.base, 10800));
  g_assert_cmpint (peek_after (&lake), ==, 3 * HOUR_US);
}

static TarnRefreshType
get_last_type (const Lake *lake)
{
  g_autoptr (TarnTable) table = lake_get_table (lake, lake->view);

  g_assert_cmpuint (tarn_table_get_pending_commits (table), ==, 0);
  return tarn_table_get_last_refresh_type (table);
}

static void
test_sources (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) other = lake_add_base (&lake, "other", GIGABYTE);

  refresh (&lake, lake.view, TRUE);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 5);
  update (&lake, lake.view, view_input_new (other, 0));
  g_assert_cmpint (get_last_type (&lake), ==, TARN_REFRESH_TYPE_NONE);
  refresh (&lake, lake.view, FALSE);
  g_assert_cmpint (get_last_type (&lake), ==, TARN_REFRESH_TYPE_FULL);
}

static void
test_run_in_progress (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) other = lake_add_base (&lake, "other", GIGABYTE);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnTable) table = NULL;

  update (&lake, lake.view, view_input_new (other, 0));
  engine_drain (lake.engine);
  assert_status (&lake, id, "SUCCEEDED");
  table = lake_get_table (&lake, lake.view);
  g_assert_cmpuint (tarn_table_get_n_commits (table), ==, 1);
  g_assert_cmpint (get_last_type (&lake), ==, TARN_REFRESH_TYPE_NONE);
}

static void
test_waiting_run (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) other = lake_add_base (&lake, "other", GIGABYTE);

  engine_set (lake.engine, "glue.running-max", 0);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  g_free (lake_start (&lake, lake.view));
  update (&lake, lake.view, view_input_new (other, 0));
  engine_set (lake.engine, "glue.running-max", 1);
  engine_drain (lake.engine);
  g_assert_cmpint (get_last_type (&lake), ==, TARN_REFRESH_TYPE_FULL);
}

static void
test_definer_of_run (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnTableInput *input = view_input_new (lake.base, 0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autoptr (TarnRefreshRun) later = NULL;

  tarn_table_input_set_definer (input, "new");
  update (&lake, lake.view, input);
  run = lake_get (&lake, id);
  g_assert_null (tarn_refresh_run_get_role (run));
  engine_drain (lake.engine);
  later = start_run (lake.client, lake.view, FALSE, NULL);
  g_assert_cmpstr (tarn_refresh_run_get_role (later), ==, "new");
}

/* --- DeleteTable ------------------------------------------------------------------------------ */

static void
test_another_table (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *first = lake_start (&lake, lake.view);
  g_autofree char *second = NULL;
  g_autoptr (TarnTable) table = NULL;

  engine_drain (lake.engine);
  delete (&lake, lake.view);
  g_assert_null (tarn_glue_client_get_table (lake.client, lake.view, NULL));
  tarn_table_name_unref (lake_add_view (&lake, VIEW, lake.base, TARN_REFRESH_TYPE_NONE));
  table = lake_get_table (&lake, lake.view);
  g_assert_cmpuint (tarn_table_get_n_commits (table), ==, 0);
  g_assert_cmpuint (count_runs (&lake, DATABASE, VIEW), ==, 0);
  second = lake_start (&lake, lake.view);
  g_assert_cmpstr (second, !=, first);
}

static void
test_stopped (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;

  update (&lake, lake.view, view_input_new (lake.base, 3600));
  id = lake_start (&lake, lake.view);
  delete (&lake, lake.view);
  engine_advance (lake.engine, 10 * HOUR_US);
  assert_status (&lake, id, "STOPPED");
  g_assert_cmpuint (count_runs (&lake, NULL, NULL), ==, 1);
  g_assert_cmpuint (count_runs (&lake, DATABASE, NULL), ==, 1);
  tarn_table_name_unref (lake_add_view (&lake, VIEW, lake.base, TARN_REFRESH_TYPE_NONE));
  g_assert_cmpuint (count_runs (&lake, DATABASE, VIEW), ==, 0);
}

static TarnRefreshStatus
run_to_end (const Lake *lake)
{
  g_autofree char *id = lake_start (lake, lake->view);
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_drain (lake->engine);
  run = lake_get (lake, id);
  return tarn_refresh_run_get_status (run);
}

static void
test_source (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnTableName) base = NULL;
  g_autoptr (TarnTable) table = NULL;

  delete (&lake, lake.base);
  engine_drain (lake.engine);
  assert_status (&lake, id, "SUCCEEDED");
  table = lake_get_table (&lake, lake.view);
  g_assert_cmpuint (tarn_table_get_n_sub_objects (table), ==, 1);
  g_assert_true (tarn_table_is_sub_object_deleted (table, 0));
  g_assert_false (tarn_table_is_sub_object_deleted (table, 1));
  g_assert_cmpint (run_to_end (&lake), ==, TARN_REFRESH_STATUS_FAILED);
  base = lake_add_base (&lake, BASE, GIGABYTE);
  g_assert_cmpint (run_to_end (&lake), ==, TARN_REFRESH_STATUS_FAILED);
  update (&lake, lake.view, view_input_new (base, 0));
  g_assert_cmpint (run_to_end (&lake), ==, TARN_REFRESH_STATUS_SUCCEEDED);
}

static void
test_source_of_schedule (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view G_GNUC_UNUSED
      = glue_add_view (lake.client, "hourly", lake.base, TARN_REFRESH_TYPE_FULL, 3600);

  delete (&lake, lake.base);
  engine_advance (lake.engine, HOUR_US);
  g_assert_cmpuint (count_runs (&lake, DATABASE, "hourly"), ==, 1);
}

/* --- Schedules -------------------------------------------------------------------------------- */

static TarnTableName *
add_hourly (const Lake *lake, gint64 offset_seconds, gint64 jitter_seconds)
{
  TarnTableInput *input = view_input_new (lake->base, 3600);

  tarn_table_input_set_refresh_offset_seconds (input, offset_seconds);
  tarn_table_input_set_refresh_jitter_seconds (input, jitter_seconds);
  return lake_add (lake, "hourly", input);
}

static void
pause_view (const Lake *lake, const TarnTableName *view)
{
  g_assert_true (tarn_glue_client_pause_schedule (lake->client, view, NULL));
}

static void
resume_view (const Lake *lake, const TarnTableName *view)
{
  g_assert_true (tarn_glue_client_resume_schedule (lake->client, view, NULL));
}

static void
test_pause (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = add_hourly (&lake, 0, 0);
  g_autoptr (TarnTable) table = NULL;
  g_autofree char *id = lake_start (&lake, view);
  gint64 next_us;

  pause_view (&lake, view);
  pause_view (&lake, view);
  engine_drain (lake.engine);
  assert_status (&lake, id, "SUCCEEDED");
  g_assert_false (tarn_engine_peek_next (lake.engine, &next_us));
  refresh (&lake, view, TRUE);
  table = lake_get_table (&lake, view);
  g_assert_true (tarn_table_is_schedule_paused (table));
  g_assert_false (tarn_table_is_schedule_suspended (table));
}

static void
test_resume (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = add_hourly (&lake, 600, 0);

  resume_view (&lake, view);
  engine_advance (lake.engine, 1800 * SECOND_US);
  resume_view (&lake, view);
  g_assert_cmpint (peek_after (&lake), ==, 2400 * SECOND_US);
  pause_view (&lake, view);
  resume_view (&lake, view);
  g_assert_cmpint (peek_after (&lake), ==, 4200 * SECOND_US);
}

static void
test_stays_paused (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = add_hourly (&lake, 0, 0);
  g_autoptr (TarnTable) paused = NULL;
  g_autoptr (TarnTable) after = NULL;

  pause_view (&lake, view);
  update (&lake, view, view_input_new (lake.base, 7200));
  paused = lake_get_table (&lake, view);
  g_assert_true (tarn_table_is_schedule_paused (paused));
  update (&lake, view, view_input_new (lake.base, 0));
  after = lake_get_table (&lake, view);
  g_assert_false (tarn_table_is_schedule_paused (after));
}

static void
test_offset (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = add_hourly (&lake, 900, 0);
  g_autoptr (TarnTable) table = lake_get_table (&lake, view);

  g_assert_cmpint (tarn_table_get_refresh_offset_seconds (table), ==, 900);
  g_assert_cmpint (peek_after (&lake), ==, 4500 * SECOND_US);
  engine_advance (lake.engine, 4500 * SECOND_US);
  engine_drain (lake.engine);
  engine_advance_to (lake.engine, 4500 * SECOND_US + HOUR_US - 1);
  g_assert_cmpint (peek_after (&lake), ==, 1);
}

static void
test_jitter (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = add_hourly (&lake, 0, 3599);
  g_autoptr (TarnTable) table = lake_get_table (&lake, view);
  gint64 first_us = 0;

  g_assert_cmpint (tarn_table_get_refresh_jitter_seconds (table), ==, 3599);
  for (guint i = 1; i <= 20; i++)
    {
      gint64 due_us = engine_now (lake.engine) + peek_after (&lake);
      gint64 delay_us = due_us - i * HOUR_US;

      g_assert_true (delay_us >= 0 && delay_us <= 3599 * SECOND_US);
      g_assert_cmpint (delay_us % SECOND_US, ==, 0);
      if (i == 1)
        first_us = delay_us;
      else if (i == 20)
        g_assert_cmpint (delay_us, !=, first_us);
      engine_advance_to (lake.engine, due_us);
      engine_drain (lake.engine);
    }
}

static void
test_from_end (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = add_hourly (&lake, 0, 0);

  engine_set (lake.engine, "glue.interval-from-end", 1);
  engine_advance (lake.engine, 1800 * SECOND_US);
  refresh (&lake, view, TRUE);
  g_assert_cmpint (peek_after (&lake), ==, HOUR_US);
}

static void
test_failures (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = add_hourly (&lake, 0, 0);
  g_autoptr (TarnTable) before = NULL, suspended = NULL, resumed = NULL;

  engine_set (lake.engine, "glue.suspend-after-failures", 2);
  engine_add_faults (lake.engine,
                     "[r]\noperation=StartMaterializedViewRefreshTaskRun\ndo=fail-run\n");
  refresh (&lake, view, TRUE);
  before = lake_get_table (&lake, view);
  refresh (&lake, view, TRUE);
  suspended = lake_get_table (&lake, view);
  resume_view (&lake, view);
  resumed = lake_get_table (&lake, view);
  g_assert_false (tarn_table_is_schedule_suspended (before));
  g_assert_cmpuint (tarn_table_get_n_failures_in_a_row (before), ==, 1);
  g_assert_true (tarn_table_is_schedule_suspended (suspended));
  g_assert_cmpuint (tarn_table_get_n_failures_in_a_row (suspended), ==, 2);
  g_assert_false (tarn_table_is_schedule_suspended (resumed));
  g_assert_cmpuint (tarn_table_get_n_failures_in_a_row (resumed), ==, 0);
  g_assert_cmpint (peek_after (&lake), ==, HOUR_US);
}

/* --- The history of sources ------------------------------------------------------------------- */

static TarnRefreshType
get_next_type (const Lake *lake, TarnTableName *view)
{
  g_autoptr (TarnRefreshEstimate) estimate
      = tarn_glue_client_estimate_refresh (lake->client, view, TARN_REFRESH_TYPE_NONE, NULL);

  return tarn_refresh_estimate_get_refresh_type (estimate);
}

static void
test_snapshots (void)
{
  static const char *const options[]
      = { "glue.retention-snapshots", "glue.retention-snapshot-age-us",
          "glue.incremental-appends-only" };
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "v", lake.base, TARN_REFRESH_TYPE_FULL);

  engine_advance (lake.engine, 1);
  lake_commit (&lake, lake.base, TARN_COMMIT_OVERWRITE, 5);
  g_assert_cmpint (get_next_type (&lake, view), ==, TARN_REFRESH_TYPE_INCREMENTAL);
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      engine_set (lake.engine, options[i], 1);
      g_assert_cmpint (get_next_type (&lake, view), ==, TARN_REFRESH_TYPE_FULL);
      engine_set (lake.engine, options[i], 0);
    }
}

static void
test_refresh_as_commit (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) lower = lake_add_view (&lake, "l", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTableName) upper = lake_add_view (&lake, "u", lower, TARN_REFRESH_TYPE_FULL);

  engine_set (lake.engine, "glue.incremental-appends-only", 1);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 5);
  refresh (&lake, lower, FALSE);
  g_assert_cmpint (get_next_type (&lake, upper), ==, TARN_REFRESH_TYPE_INCREMENTAL);
  refresh (&lake, lower, TRUE);
  g_assert_cmpint (get_next_type (&lake, upper), ==, TARN_REFRESH_TYPE_FULL);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-catalog.h: get_database(): the name of the database, as it is stored", test_database_as_stored },
  { "tarn-catalog.h: get_databases(): Gets the names of the databases of a catalog, in the order of their creation.",
    test_order_of_databases },
  { "tarn-catalog.h: get_databases(): Pages do not shift: a database that is created between two calls is on the last "
    "page.", test_order_of_databases },
  { "tarn-catalog.h: get_tables(): Gets the tables and views of a database as they are now, in the order of their "
    "creation.", test_order },
  { "tarn-catalog.h: get_tables(): Pages do not shift: a table that is created between two calls is on the last page, "
    "and a table that is deleted between two calls is on no later page.", test_pages_do_not_shift },
  { "tarn-catalog.h: update_table(): what @input does not set is set to what a new input has.", test_replaces },
  { "tarn-catalog.h: update_table(): The format, the size and the record count change at once, and this is no commit.",
    test_replaces },
  { "tarn-catalog.h: update_table(): If RefreshSeconds changes, the pending automatic refresh is cancelled, and the "
    "next one is due one new interval after the update. Otherwise the pending automatic refresh stays.",
    test_schedule },
  { "tarn-catalog.h: update_table(): If the sources change, in number or in order, the view is as if it was never "
    "refreshed: it has no pending commits, and its next refresh is full.", test_sources },
  { "tarn-catalog.h: update_table(): A run that has its slot ends as it would have ended and commits to the view, but "
    "what it has read was of the sources before, so the view still counts as never refreshed.", test_run_in_progress },
  { "tarn-catalog.h: update_table(): A run that waits for its slot reads the new sources.", test_waiting_run },
  { "tarn-catalog.h: update_table(): A run keeps the definer with which it was started.", test_definer_of_run },
  { "tarn-catalog.h: delete_table(): From now on its name is not found, until a table is created under it. That is "
    "another table: it has no runs and no commits, and its random draws are others.", test_another_table },
  { "tarn-catalog.h: delete_table(): The automatic refreshes of a deleted view end. If the view has a run that has not "
    "ended, the run is stopped", test_stopped },
  { "tarn-catalog.h: delete_table(): The runs of the view can still be got by their ids, and are among the runs of the "
    "catalog and of the database", test_stopped },
  { "tarn-catalog.h: delete_table(): They are not among the runs of a new view of the same name.", test_stopped },
  { "tarn-catalog.h: delete_table(): The view keeps it in its SubObjects, and a run of the view that gets its slot "
    "afterwards fails", test_source },
  { "tarn-catalog.h: delete_table(): A new table of the same name does not help", test_source },
  { "tarn-catalog.h: delete_table(): A run that has its slot already has its snapshot of the source, and can succeed.",
    test_source },
  { "tarn-catalog.h: delete_table(): An automatic refresh that is due starts a run, even if no source has changed.",
    test_source_of_schedule },
  { "tarn-table.h: is_sub_object_deleted(): whether the source was deleted; %FALSE if @index is too large",
    test_source },
  { "tarn-catalog.h: update_table(): A changed offset or jitter counts as a changed RefreshSeconds. A schedule that is "
    "paused or suspended stays so, unless RefreshSeconds becomes 0.", test_stays_paused },
  { "tarn-catalog.h: pause_schedule(): the pending one is cancelled, and none is due until "
    "tarn_glue_client_resume_schedule(). A run of the view goes on, and callers can start runs.", test_pause },
  { "tarn-catalog.h: pause_schedule(): Pausing a paused schedule changes nothing.", test_pause },
  { "tarn-catalog.h: resume_schedule(): The next one is due one interval and the offset after this call", test_resume },
  { "tarn-catalog.h: resume_schedule(): Resuming a schedule that is neither paused nor suspended changes nothing.",
    test_resume },
  { "tarn-catalog.h: resume_schedule(): and the failures in a row are counted anew", test_failures },
  { "tarn-table-input.h: set_refresh_offset_seconds(): Sets by how much all automatic refreshes of a view are later "
    "than they would be without an offset.", test_offset },
  { "tarn-table-input.h: set_refresh_jitter_seconds(): Each is late by a random number of seconds, from 0 to "
    "@jitter_seconds, and the delays do not add up.", test_jitter },
  { "tarn-table-input.h: set_refresh_seconds(): With the option `glue.interval-from-end`, the interval is counted from "
    "the end of a run of the view.", test_from_end },
  { "tarn-table.h: is_schedule_suspended(): as many runs in a row have failed as `glue.suspend-after-failures` says",
    test_failures },
  { "tarn-table.h: get_n_failures_in_a_row(): since a run has succeeded, or since tarn_glue_client_resume_schedule() "
    "ended a pause or a suspension", test_failures },
  { "tarn-table.h: TarnTable: A full refresh that replaces an earlier content is an overwrite for the views over the "
    "view, and any other refresh is an append.", test_refresh_as_commit },
  { "tarn-glue-client.h: refresh_task_run(): It is also full if a source no longer keeps the snapshot that the view "
    "shows", test_snapshots },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
