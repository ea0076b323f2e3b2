/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-glue-client.h about starting, getting, reloading and stopping a run. */
#include "glue-runs.h"
#include "promise.h"

static TarnRefreshStatus
status_of (const Lake *lake, const char *id)
{
  g_autoptr (TarnRefreshRun) run = lake_get (lake, id);

  return tarn_refresh_run_get_status (run);
}

static TarnRefreshType
type_of (const Lake *lake, const char *id)
{
  g_autoptr (TarnRefreshRun) run = lake_get (lake, id);

  return tarn_refresh_run_get_refresh_type (run);
}

/* The view shows its source as it is. */
static TarnTableName *
add_fresh_view (const Lake *lake, const char *name)
{
  return lake_add_view (lake, name, lake->base, TARN_REFRESH_TYPE_FULL);
}

/* --- Start ------------------------------------------------------------------------------------ */

static void
test_starts_now (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_advance (lake.engine, 7 * SECOND_US);
  run = start_run (lake.client, lake.view, FALSE, NULL);
  g_assert_cmpint (tarn_refresh_run_get_creation_time (run), ==, START_US + 7 * SECOND_US);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STARTING);
}

static void
test_returned_run_polls (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = start_run (lake.client, lake.view, FALSE, NULL);

  engine_drain (lake.engine);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STARTING);
  g_assert_true (tarn_refresh_run_reload (run, lake.client, NULL));
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
}

static void
test_moves_with_time (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);

  for (guint i = 0; i < 100; i++)
    g_assert_cmpint (status_of (&lake, id), ==, TARN_REFRESH_STATUS_STARTING);
  engine_advance (lake.engine, FULL_STARTUP_US);
  g_assert_cmpint (status_of (&lake, id), ==, TARN_REFRESH_STATUS_RUNNING);
}

/* A run of `first` has the only slot, and runs of the view and of `third` wait, in this order. */
typedef struct
{
  Lake lake;
  TarnTableName *first;
  TarnTableName *third;
  char *first_id;
  char *id;
  char *third_id;
} Queue;

static void
queue_init (Queue *queue)
{
  queue->lake = lake_new (0);
  engine_set (queue->lake.engine, "glue.running-max", 1);
  engine_set (queue->lake.engine, "glue.queue-at-limit", 1);
  queue->first = lake_add_view (&queue->lake, "first", queue->lake.base, TARN_REFRESH_TYPE_NONE);
  queue->third = lake_add_view (&queue->lake, "third", queue->lake.base, TARN_REFRESH_TYPE_NONE);
  queue->first_id = lake_start (&queue->lake, queue->first);
  queue->id = lake_start (&queue->lake, queue->lake.view);
  queue->third_id = lake_start (&queue->lake, queue->third);
}

static void
queue_clear (Queue *queue)
{
  g_free (queue->first_id);
  g_free (queue->id);
  g_free (queue->third_id);
  tarn_table_name_unref (queue->first);
  tarn_table_name_unref (queue->third);
  lake_clear (&queue->lake);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Queue, queue_clear)

static void
test_type_at_slot (void)
{
  g_auto (Queue) queue = { 0 };

  queue_init (&queue);
  engine_advance (queue.lake.engine, FULL_DURATION_US - 1);
  g_assert_cmpint (type_of (&queue.lake, queue.id), ==, TARN_REFRESH_TYPE_NONE);
  engine_advance (queue.lake.engine, 1);
  g_assert_cmpint (type_of (&queue.lake, queue.id), ==, TARN_REFRESH_TYPE_FULL);
}

static void
test_slot_at_once (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;

  engine_set (lake.engine, "glue.queue-at-limit", 1);
  engine_set (lake.engine, "glue.running-max", 1);
  id = lake_start (&lake, lake.view);
  g_assert_cmpint (type_of (&lake, id), ==, TARN_REFRESH_TYPE_FULL);
}

static void
test_refused_at_limit (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) other = add_fresh_view (&lake, "other");
  g_autofree char *id = NULL;

  engine_set (lake.engine, "glue.running-max", 1);
  id = lake_start (&lake, other);
  assert_start_error (&lake, NULL, DATABASE, VIEW, LIMIT);
}

static void
test_first_come (void)
{
  g_auto (Queue) queue = { 0 };

  queue_init (&queue);
  engine_advance (queue.lake.engine, FULL_DURATION_US);
  g_assert_cmpint (type_of (&queue.lake, queue.id), ==, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpint (type_of (&queue.lake, queue.third_id), ==, TARN_REFRESH_TYPE_NONE);
  engine_advance (queue.lake.engine, FULL_DURATION_US);
  g_assert_cmpint (type_of (&queue.lake, queue.third_id), ==, TARN_REFRESH_TYPE_FULL);
}

/* A commit while the run waits is in its snapshot, and a later one is not. */
static void
test_snapshot_at_slot (void)
{
  g_auto (Queue) queue = { 0 };
  g_autoptr (TarnTable) view = NULL;

  queue_init (&queue);
  lake_commit (&queue.lake, queue.lake.base, TARN_COMMIT_APPEND, 1000);
  engine_advance (queue.lake.engine, FULL_DURATION_US + SECOND_US);
  lake_commit (&queue.lake, queue.lake.base, TARN_COMMIT_APPEND, 17);
  engine_drain (queue.lake.engine);
  view = lake_get_table (&queue.lake, queue.lake.view);
  g_assert_cmpuint (tarn_table_get_pending_bytes (view), ==, 17);
  g_assert_cmpint (tarn_table_get_snapshot_time (view), ==, START_US + FULL_DURATION_US);
}

typedef struct
{
  gint64 changed_bytes;
  gboolean is_full;
  gboolean is_never_refreshed;
  gboolean is_definition_full;
  TarnRefreshType type;
} TypeRow;

/* The base table has 100 GB, and the change of 25 GB is a fifth of what the table has then. */
static const TypeRow type_rows[] = {
  { 25 * GIGABYTE, FALSE, FALSE, FALSE, TARN_REFRESH_TYPE_INCREMENTAL },
  { 25 * GIGABYTE + 1, FALSE, FALSE, FALSE, TARN_REFRESH_TYPE_FULL },
  { 1, TRUE, FALSE, FALSE, TARN_REFRESH_TYPE_FULL },
  { 1, FALSE, TRUE, FALSE, TARN_REFRESH_TYPE_FULL },
  { 1, FALSE, FALSE, TRUE, TARN_REFRESH_TYPE_FULL },
  { 0, FALSE, FALSE, TRUE, TARN_REFRESH_TYPE_INCREMENTAL },
  { 0, FALSE, FALSE, FALSE, TARN_REFRESH_TYPE_INCREMENTAL },
  { 0, TRUE, FALSE, FALSE, TARN_REFRESH_TYPE_FULL },
};

static TarnRefreshRun *
refresh_as_row (const Lake *lake, const TypeRow *row)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) name = NULL;
  TarnRefreshRun *run;

  tarn_table_input_add_sub_object (input, lake->base);
  tarn_table_input_set_incremental (input, !row->is_definition_full);
  if (!row->is_never_refreshed)
    tarn_table_input_set_last_refresh_type (input, TARN_REFRESH_TYPE_FULL);
  name = lake_add (lake, "row", input);
  if (row->changed_bytes > 0)
    lake_commit (lake, lake->base, TARN_COMMIT_APPEND, row->changed_bytes);
  run = start_run (lake->client, name, row->is_full, NULL);
  engine_drain (lake->engine);
  g_assert_true (tarn_refresh_run_reload (run, lake->client, NULL));
  return run;
}

static void
test_type (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (type_rows); i++)
    {
      g_auto (Lake) lake = lake_new (0);
      g_autoptr (TarnRefreshRun) run = refresh_as_row (&lake, &type_rows[i]);

      g_assert_cmpint (tarn_refresh_run_get_refresh_type (run), ==, type_rows[i].type);
      g_assert_null (tarn_refresh_run_get_error_message (run));
    }
}

static void
test_short_if_unchanged (void)
{
  static const TypeRow row = { 0, FALSE, FALSE, TRUE, TARN_REFRESH_TYPE_INCREMENTAL };
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = refresh_as_row (&lake, &row);

  g_assert_cmpint (tarn_refresh_run_get_end_time (run) - tarn_refresh_run_get_creation_time (run),
                   ==, 2 * SECOND_US);
}

/* --- Get and reload --------------------------------------------------------------------------- */

static void
test_either_case (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autofree char *upper = g_ascii_strup (id, -1);
  g_autoptr (TarnRefreshRun) run = lake_get (&lake, upper);

  g_assert_cmpstr (upper, !=, id);
  g_assert_cmpstr (tarn_refresh_run_get_id (run), ==, id);
}

static void
test_holders (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = lake_get (&lake, id);
  g_autoptr (TarnRefreshRun) other = tarn_refresh_run_ref (run);

  engine_drain (lake.engine);
  g_assert_true (tarn_refresh_run_reload (run, lake.client, NULL));
  g_assert_cmpint (tarn_refresh_run_get_status (other), ==, TARN_REFRESH_STATUS_SUCCEEDED);
}

static void
test_reload_fails (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = lake_get (&lake, id);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GString *text = g_string_new (NULL);

  append_run (text, run);
  before = g_string_free (text, FALSE);
  engine_drain (lake.engine);
  tarn_engine_deny (lake.engine, "*", "glue:Get*", "*");
  g_assert_false (tarn_refresh_run_reload (run, lake.client, NULL));
  text = g_string_new (NULL);
  append_run (text, run);
  after = g_string_free (text, FALSE);
  g_assert_cmpstr (after, ==, before);
}

/* --- Stop ------------------------------------------------------------------------------------- */

static void
test_late_stop (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *first = lake_start (&lake, lake.view);
  g_autofree char *second = NULL;

  engine_drain (lake.engine);
  second = lake_start (&lake, lake.view);
  lake_stop (&lake, lake.view); /* it was meant for the first run */
  engine_drain (lake.engine);
  g_assert_cmpint (status_of (&lake, first), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_assert_cmpint (status_of (&lake, second), ==, TARN_REFRESH_STATUS_STOPPED);
}

static void
test_stop_takes_latency (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = NULL;
  gint64 use;

  engine_advance (lake.engine, MINUTE_US);
  lake_stop (&lake, lake.view);
  run = lake_get (&lake, id);
  use = tarn_refresh_run_get_dpu_milliseconds (run);
  engine_advance (lake.engine, 5 * SECOND_US - 1);
  g_assert_true (tarn_refresh_run_reload (run, lake.client, NULL));
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_RUNNING);
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), >, use);
  engine_advance (lake.engine, 1);
  g_assert_true (tarn_refresh_run_reload (run, lake.client, NULL));
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STOPPED);
}

static void
test_stop_before_end (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);

  engine_advance (lake.engine, FULL_DURATION_US - 1);
  lake_stop (&lake, lake.view);
  engine_advance (lake.engine, SECOND_US);
  g_assert_cmpint (status_of (&lake, id), ==, TARN_REFRESH_STATUS_RUNNING);
  engine_drain (lake.engine);
  g_assert_cmpint (status_of (&lake, id), ==, TARN_REFRESH_STATUS_STOPPED);
}

/* The stop takes an hour, and the run behind the stopped one does not wait for that. */
static void
test_leaves_queue (void)
{
  g_auto (Queue) queue = { 0 };

  queue_init (&queue);
  engine_set (queue.lake.engine, "glue.stop-latency-us", HOUR_US);
  lake_stop (&queue.lake, queue.lake.view);
  engine_advance (queue.lake.engine, FULL_DURATION_US);
  g_assert_cmpint (type_of (&queue.lake, queue.third_id), ==, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpint (type_of (&queue.lake, queue.id), ==, TARN_REFRESH_TYPE_NONE);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): Starts a refresh run of the view at the current "
    "virtual time.", test_starts_now },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): returns the run as it is now, so that a caller "
    "can poll it with tarn_refresh_run_reload().", test_returned_run_polls },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): The run is `STARTING` when this function returns. "
    "It moves on only while virtual time advances.", test_moves_with_time },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): The service chooses the type of refresh when the "
    "run gets a slot, not before", test_type_at_slot },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): A run gets its slot at once unless the account "
    "has `glue.running-max` runs", test_slot_at_once },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): Then the service refuses the start",
    test_refused_at_limit },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): the run waits: first come, first served",
    test_first_come },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): When the run gets its slot, it takes the snapshot "
    "of its sources.", test_snapshot_at_slot },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): and the change is at most "
    "`glue.incremental-threshold-percent` of the sources. Otherwise the refresh is full, without any message.",
    test_type },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): a run without @full_refresh that need not "
    "be full for one of these two reasons is a short "
    "incremental one, even if the definition does not allow incremental refreshes", test_short_if_unchanged },
  { "tarn-glue-client.h: get_materialized_view_refresh_task_run(): the id of the run, in upper or lower case",
    test_either_case },
  { "tarn-glue-client.h: tarn_refresh_run_reload(): Every holder of a reference to @self sees the new answer.",
    test_holders },
  { "tarn-glue-client.h: tarn_refresh_run_reload(): On error @self is unchanged.", test_reload_fails },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): so a late stop can stop a later run",
    test_late_stop },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): The run keeps its status for "
    "`glue.stop-latency-us` and goes on using DPU.", test_stop_takes_latency },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): Then it is `STOPPED`, even if its work would have "
    "ended meanwhile.", test_stop_before_end },
  { "tarn-glue-client.h: stop_materialized_view_refresh_task_run(): A run that waits for a slot leaves the queue at "
    "once.", test_leaves_queue },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
