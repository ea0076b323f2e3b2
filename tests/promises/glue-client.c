/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-glue-client.h, besides its lists of errors and waiting. */
#include "worlds/glue-lake.h"

#include "promise.h"

#define start_run tarn_glue_client_start_materialized_view_refresh_task_run

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

/* --- The client ------------------------------------------------------------------------------- */

static void
test_keeps_engine (void)
{
  TarnEngine *engine = tarn_engine_new (0);
  g_autoptr (TarnGlueClient) client = glue_client_new (engine, ACCOUNT, NULL);
  gpointer weak = engine;

  g_object_add_weak_pointer (G_OBJECT (engine), &weak);
  g_object_unref (engine);
  g_assert_nonnull (weak);
  g_assert_cmpint (tarn_engine_get_now (tarn_glue_client_get_engine (client)), ==, START_US);
  g_clear_object (&client);
  g_assert_null (weak);
}

static void
test_properties (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnPrincipal) principal = principal_new (ACCOUNT, STEWARD);
  g_autoptr (TarnGlueClient) client = tarn_engine_create_glue_client (engine, principal);
  g_autoptr (TarnEngine) of_property = NULL;
  g_autoptr (TarnPrincipal) caller = NULL;

  g_object_get (client, "engine", &of_property, "principal", &caller, NULL);
  g_assert_true (of_property == tarn_glue_client_get_engine (client));
  g_assert_true (caller == tarn_glue_client_get_principal (client));
  g_assert_cmpstr (tarn_principal_get_arn (caller), ==, STEWARD);
}

static void
assert_start_error (const Lake *lake, const char *catalog, const char *database, const char *table,
                    const char *exception)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = start_refresh (lake->client, catalog, database, table, FALSE, &error);

  assert_outcome (id != NULL, error, exception, "");
}

/* A name that the operation takes leads on to the next check, which does not find it. */
static void
test_names (void)
{
  static const struct
  {
    const char *name;
    const char *exception;
  } rows[] = {
    { " ", NOT_FOUND },
    { "\t", NOT_FOUND },
    { "\xef\xbf\xbd", NOT_FOUND },
    { "", INVALID },
    { "\x1f", INVALID },
    { "\n", INVALID },
    { "\xef\xbf\xbe", INVALID },
    { "\xef\xbf\xbf", INVALID },
    { "\xff", INVALID },
  };
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *longest = g_strnfill (255, 'x');
  g_autofree char *too_long = g_strnfill (256, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_start_error (&lake, NULL, rows[i].name, VIEW, rows[i].exception);
      assert_start_error (&lake, NULL, DATABASE, rows[i].name, rows[i].exception);
    }
  assert_start_error (&lake, NULL, DATABASE, longest, NOT_FOUND);
  assert_start_error (&lake, NULL, DATABASE, too_long, INVALID);
}

static void
test_catalog_of_account (void)
{
  g_auto (Lake) lake = lake_new (0);

  assert_start_error (&lake, FOREIGN, DATABASE, VIEW, DENIED);
  assert_start_error (&lake, FOREIGN ":s3tablescatalog/bucket", DATABASE, VIEW, DENIED);
  assert_start_error (&lake, FOREIGN "3", DATABASE, VIEW, DENIED);
  assert_start_error (&lake, FOREIGN "-x", DATABASE, VIEW, DENIED);
}

static void
test_catalog_of_no_account (void)
{
  g_auto (Lake) lake = lake_new (0);

  assert_start_error (&lake, "21098765432", DATABASE, VIEW, NOT_FOUND);
  assert_start_error (&lake, "21098765432x", DATABASE, VIEW, NOT_FOUND);
  assert_start_error (&lake, "x" ACCOUNT, DATABASE, VIEW, NOT_FOUND);
}

/* Calls each operation that takes a catalog, without one. Returns how many succeeded. */
static guint
call_without_catalog (const Lake *lake, GError **errors)
{
  g_autoptr (TarnTableName) base = tarn_table_name_new (NULL, DATABASE, BASE);
  g_autoptr (TarnTableName) view = tarn_table_name_new (NULL, DATABASE, VIEW);
  g_autoptr (TarnTableName) new_table = tarn_table_name_new (NULL, DATABASE, "new");
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);
  g_autofree char *id = start_refresh_of (lake->client, view, FALSE, &errors[0]);
  g_autoptr (GPtrArray) runs
      = list_runs (lake->client, NULL, NULL, NULL, -1, NULL, NULL, &errors[1]);
  g_autoptr (TarnRefreshRun) run
      = get_run (lake->client, NULL, id != NULL ? id : "00000000-0000-4000-8000-000000000000",
                 &errors[2]);
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (lake->client, view, &errors[3]);
  g_autofree char *text = tarn_glue_client_explain (lake->client, view, &errors[4]);
  g_autoptr (TarnRefreshEstimate) estimate
      = tarn_glue_client_estimate_refresh (lake->client, view, TARN_REFRESH_TYPE_NONE, &errors[5]);
  gpointer answers[] = { id, runs, run, table, text, estimate };
  guint n_done = 0;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (answers[i] != NULL)
      n_done++;
  n_done += (guint) tarn_glue_client_stop_materialized_view_refresh_task_run (lake->client, view,
                                                                              &errors[6]);
  n_done += (guint) tarn_glue_client_commit (lake->client, base, commit, &errors[7]);
  n_done += (guint) tarn_glue_client_create_database (lake->client, NULL, "new", &errors[8]);
  n_done += (guint) tarn_glue_client_create_table (lake->client, new_table, input, &errors[9]);
  return n_done;
}

static void
test_no_catalog (void)
{
  GError *errors[10] = { NULL };
  g_auto (Lake) lake = lake_new (0);

  g_assert_cmpuint (call_without_catalog (&lake, errors), ==, 10);
}

static void
test_catalog_required (void)
{
  GError *errors[10] = { NULL };
  g_auto (Lake) lake = lake_new (0);

  engine_set (lake.engine, "glue.catalog-id-required", 1);
  g_assert_cmpuint (call_without_catalog (&lake, errors), ==, 0);
  for (guint i = 0; i < 10; i++)
    {
      assert_exception (errors[i], INVALID, "CatalogId ");
      g_error_free (errors[i]);
    }
}

static void
test_admitted_counts_for_rate (void)
{
  g_auto (Lake) lake = lake_new (0);

  engine_set (lake.engine, "glue.start-rate-per-second", 1);
  assert_start_error (&lake, NULL, DATABASE, "", INVALID); /* it does not come as far as the rate */
  assert_start_error (&lake, NULL, DATABASE, "none", NOT_FOUND);
  assert_start_error (&lake, NULL, DATABASE, VIEW, "ThrottlingException");
}

static void
test_admitted_counts_for_plan (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnFaultPlan *plan
      = engine_add_faults (lake.engine, "[second]\n"
                                        "operation=StartMaterializedViewRefreshTaskRun\n"
                                        "nth=2\ndo=throw\nexception=" LIMIT "\n");

  engine_set (lake.engine, "glue.start-rate-per-second", 2);
  assert_start_error (&lake, NULL, DATABASE, "", INVALID);
  assert_start_error (&lake, NULL, DATABASE, "none", NOT_FOUND);
  assert_start_error (&lake, NULL, DATABASE, VIEW, LIMIT);
  assert_start_error (&lake, NULL, DATABASE, VIEW, "ThrottlingException");
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, "second"), ==, 2);
}

static gboolean
read_all (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Lake *lake = data;
  g_autoptr (TarnTable) table G_GNUC_UNUSED = lake_get_table (lake, lake->view);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = list_runs (lake->client, NULL, NULL, NULL, -1, NULL, NULL, &error);
  g_autofree char *text = tarn_glue_client_explain (lake->client, lake->view, NULL);
  g_autoptr (TarnRefreshEstimate) estimate
      = tarn_glue_client_estimate_refresh (lake->client, lake->view, TARN_REFRESH_TYPE_NONE, NULL);

  g_assert_no_error (error);
  g_assert_nonnull (text);
  g_assert_nonnull (estimate);
  for (guint i = 0; i < runs->len; i++)
    {
      g_autoptr (TarnRefreshRun) run = lake_get (lake, tarn_refresh_run_get_id (runs->pdata[i]));

      g_assert_true (tarn_refresh_run_reload (run, lake->client, NULL));
    }
  return TRUE;
}

static void
test_reading_in_condition (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.view);

  g_assert_true (
      tarn_engine_run_until (lake.engine, read_all, &lake, TARN_NO_DEADLINE, NULL, NULL, NULL));
}

static void
test_rate_of_account (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnGlueClient) steward = glue_client_new (lake.engine, ACCOUNT, STEWARD);
  g_autoptr (TarnGlueClient) foreign = glue_client_new (lake.engine, FOREIGN, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) third = NULL;

  engine_set (lake.engine, "glue.list-rate-per-second", 1);
  first = list_runs (lake.client, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_nonnull (first);
  second = list_runs (steward, NULL, NULL, NULL, -1, NULL, NULL, &error);
  assert_outcome (second != NULL, error, "ThrottlingException", "");
  third = list_runs (foreign, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_nonnull (third);
}

static void
test_granted (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnGlueClient) foreign = glue_client_new (lake.engine, FOREIGN, NULL);
  g_autoptr (TarnTable) before = tarn_glue_client_get_table (foreign, lake.view, NULL);
  g_autoptr (TarnTable) after = NULL;

  g_assert_null (before);
  tarn_engine_grant (lake.engine, "*", "glue:GetTable", ACCOUNT "/" DATABASE "/" VIEW);
  after = tarn_glue_client_get_table (foreign, lake.view, NULL);
  g_assert_nonnull (after);
}

static void
test_denied_at_home (void)
{
  g_auto (Lake) lake = lake_new (0);

  assert_start_error (&lake, NULL, DATABASE, "none", NOT_FOUND);
  tarn_engine_deny (lake.engine, ROOT, "glue:Start*", "*");
  assert_start_error (&lake, NULL, DATABASE, "none", DENIED);
}

static void
test_own_catalog (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnGlueClient) foreign = NULL;

  tarn_engine_grant (lake.engine, ROOT, "glue:*", FOREIGN "*");
  g_assert_false (tarn_glue_client_create_database (lake.client, FOREIGN, "new", NULL));
  foreign = glue_client_new (lake.engine, FOREIGN, NULL);
  g_assert_true (tarn_glue_client_create_database (lake.client, FOREIGN, "new", NULL));
}

static gboolean
create_client (TarnEngine *engine, gpointer data)
{
  TarnPrincipal *principal = data;

  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*");
  g_assert_null (tarn_engine_create_glue_client (engine, principal));
  g_test_assert_expected_messages ();
  return TRUE;
}

static void
test_create_in_condition (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnPrincipal) principal = principal_new (ACCOUNT, NULL);

  g_assert_true (
      tarn_engine_run_until (engine, create_client, principal, TARN_NO_DEADLINE, NULL, NULL, NULL));
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

/* --- List ------------------------------------------------------------------------------------- */

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

/* clang-format off */
static const Promise promises[] = {
  { "tarn-glue-client.h: TarnGlueClient: The client keeps the engine alive.", test_keeps_engine },
  { "tarn-glue-client.h: TarnGlueClient: Names take 1 to 255 characters from space upward and TAB, in valid "
    "UTF-8, but neither U+FFFE nor U+FFFF.", test_names },
  { "tarn-glue-client.h: TarnGlueClient: If the first 12 digits of a catalog id are an account id, the catalog "
    "belongs to that account.", test_catalog_of_account },
  { "tarn-glue-client.h: TarnGlueClient: A catalog id that does not begin with an account id is not found.",
    test_catalog_of_no_account },
  { "tarn-glue-client.h: TarnGlueClient: %NULL stands for the account of the caller", test_no_catalog },
  { "tarn-glue-client.h: TarnGlueClient: unless the option `glue.catalog-id-required` is 1: then %NULL is "
    "InvalidInputException.", test_catalog_required },
  { "tarn-glue-client.h: TarnGlueClient: a call that the rate admits counts for the rate",
    test_admitted_counts_for_rate },
  { "tarn-glue-client.h: TarnGlueClient: counts for the rate and for the fault plan", test_admitted_counts_for_plan },
  { "tarn-glue-client.h: TarnGlueClient: operations that only read can be called there", test_reading_in_condition },
  { "tarn-glue-client.h: TarnGlueClient: and the account makes more calls", test_rate_of_account },
  { "tarn-glue-client.h: TarnGlueClient: A call to another account fails with %TARN_GLUE_ERROR_ACCESS_DENIED unless "
    "a statement grants it.", test_granted },
  { "tarn-glue-client.h: TarnGlueClient: A call in the caller's own account fails like this only if a statement "
    "denies it.", test_denied_at_home },
  { "tarn-glue-client.h: create_glue_client(): From now on the account has its own catalog.", test_own_catalog },
  { "tarn-glue-client.h: create_glue_client(): from inside a condition or a cost model, is a programmer error",
    test_create_in_condition },
  { "tarn-glue-client.h: TarnGlueClient:principal: See tarn_glue_client_get_principal().", test_properties },

  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): Starts a refresh run of the view at the current "
    "virtual time.", test_starts_now },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): returns the run as it is now, so that a caller "
    "can poll it with tarn_refresh_run_reload().", test_returned_run_polls },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): The run is `STARTING` when this function returns. "
    "It moves on only while virtual time advances.", test_moves_with_time },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): The service chooses the type of refresh when the "
    "run gets a slot, not before", test_type_at_slot },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): A run gets its slot at once unless the account "
    "has `glue.running-max` runs.", test_slot_at_once },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): Then the service refuses the start",
    test_refused_at_limit },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): the run waits: first come, first served",
    test_first_come },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): When the run gets its slot, it takes the snapshot "
    "of its sources.", test_snapshot_at_slot },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): and the change is at most "
    "`glue.incremental-threshold-percent` of the sources. Otherwise the refresh is full, without any message.",
    test_type },
  { "tarn-glue-client.h: start_materialized_view_refresh_task_run(): a run without @full_refresh is a short "
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

  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): Lists runs, newest first. Pages do not shift: "
    "runs that start between two calls are not on the later pages.", test_pages },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): 1 to 1000, or -1 for 100", test_page_default },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): A catalog, database or view that does not exist "
    "has no runs. This is no error.", test_lists_nothing },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): then @out_next_token is unchanged",
    test_token_untouched },
  { "tarn-glue-client.h: list_materialized_view_refresh_task_runs(): the token from an earlier call with the same "
    "names", test_token_of_other_names },

};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
