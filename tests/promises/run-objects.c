/* SPDX-License-Identifier: MIT */
/*
 * What the headers promise of the functions that take a run in place of names and ids: they stop it, cancel it or
 * wait for it. And of the functions that count runs.
 */
#include "worlds/sample.h"

#include "model.h"
#include "promise.h"

#define HANG "[hang]\noperation=" START_REFRESH "\ndo=hang-run\n"
#define HANG_METADATA "[hang]\noperation=" START_METADATA "\ndo=hang-run\n"

static TarnRefreshRun *
start (TarnSample *sample, const char *view)
{
  g_autoptr (TarnTableName) name = sample_name (view);
  g_autoptr (GError) error = NULL;
  TarnRefreshRun *run
      = tarn_glue_client_start_materialized_view_refresh_task_run (tarn_sample_get_glue (sample),
                                                                   name, TRUE, &error);

  g_assert_no_error (error);
  return run;
}

static TarnMetadataRun *
generate (TarnSample *sample)
{
  g_autoptr (GError) error = NULL;
  TarnMetadataRun *run = sample_generate (sample, &error);

  g_assert_no_error (error);
  return run;
}

static void
stop (TarnSample *sample, TarnRefreshRun *run)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_refresh_run_stop (run, tarn_sample_get_glue (sample), &error));
  g_assert_no_error (error);
}

static TarnRefreshStatus
reload_status (TarnSample *sample, TarnRefreshRun *run)
{
  g_assert_true (tarn_refresh_run_reload (run, tarn_sample_get_glue (sample), NULL));
  return tarn_refresh_run_get_status (run);
}

/* Returns everything that the run says. */
static char *
describe (TarnRefreshRun *run)
{
  return g_strdup_printf ("%s %d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                          " %" G_GINT64_FORMAT,
                          tarn_refresh_run_get_id (run), tarn_refresh_run_get_status (run),
                          tarn_refresh_run_get_refresh_type (run),
                          tarn_refresh_run_get_start_time (run),
                          tarn_refresh_run_get_end_time (run),
                          tarn_refresh_run_get_last_update_time (run),
                          tarn_refresh_run_get_dpu_milliseconds (run));
}

/* --- Stop ------------------------------------------------------------------------------------- */

/* The journal and the run are the same whether the caller stops the view by its name or by a run. */
static char *
run_and_stop (gboolean is_by_run)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnRefreshRun) run = start (sample, "daily");

  sample_advance_to (sample, MINUTE_US);
  if (is_by_run)
    stop (sample, run);
  else
    g_assert_true (stop_refresh (tarn_sample_get_glue (sample), ACCOUNT, DATABASE, "daily", NULL));
  sample_drain (sample);
  g_assert_cmpint (reload_status (sample, run), ==, TARN_REFRESH_STATUS_STOPPED);
  return tarn_journal_dup_text (tarn_sample_get_journal (sample));
}

static void
test_stop (void)
{
  g_autofree char *by_name = run_and_stop (FALSE);
  g_autofree char *by_run = run_and_stop (TRUE);

  g_assert_cmpstr (by_run, ==, by_name);
}

static void
test_stop_hits_later_run (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnRefreshRun) first = start (sample, "daily");

  sample_drain (sample);
  g_assert_cmpint (reload_status (sample, first), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_autoptr (TarnRefreshRun) second = start (sample, "daily");
  stop (sample, first);
  sample_drain (sample);
  g_assert_cmpint (reload_status (sample, first), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_assert_cmpint (reload_status (sample, second), ==, TARN_REFRESH_STATUS_STOPPED);
}

static void
test_stop_leaves_copy (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnRefreshRun) run = start (sample, "daily");
  g_autofree char *before = describe (run);

  sample_advance_to (sample, MINUTE_US);
  stop (sample, run);
  g_autofree char *after = describe (run);
  g_assert_cmpstr (after, ==, before);
}

static void
test_stop_in_other_engine (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnEngine) other = tarn_engine_new (1);
  g_autoptr (TarnRefreshRun) run = start (sample, "daily");
  g_autoptr (TarnGlueClient) client = glue_client_new (other, TARN_SAMPLE_ACCOUNT_ID, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_refresh_run_stop (run, client, &error));
  g_assert_error (error, TARN_GLUE_ERROR,
                  TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING);
}

/* --- Cancel ----------------------------------------------------------------------------------- */

static char *
run_and_cancel (gboolean is_by_run)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnMetadataRun) run = generate (sample);
  g_autoptr (GError) error = NULL;

  sample_advance_to (sample, 10 * SECOND_US);
  if (is_by_run)
    tarn_metadata_run_cancel (run, tarn_sample_get_datazone (sample), &error);
  else
    sample_cancel (sample, tarn_metadata_run_get_id (run), &error);
  g_assert_no_error (error);
  assert_metadata (sample, tarn_metadata_run_get_id (run), "CANCELED", NULL);
  return tarn_journal_dup_text (tarn_sample_get_journal (sample));
}

static void
test_cancel (void)
{
  g_autofree char *by_id = run_and_cancel (FALSE);
  g_autofree char *by_run = run_and_cancel (TRUE);

  g_assert_cmpstr (by_run, ==, by_id);
}

static void
test_cancel_leaves_copy (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnMetadataRun) run = generate (sample);

  g_assert_true (tarn_metadata_run_cancel (run, tarn_sample_get_datazone (sample), NULL));
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_IN_PROGRESS);
}

static void
test_cancel_ended (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnMetadataRun) run = generate (sample);
  g_autoptr (GError) error = NULL;

  sample_drain (sample);
  g_assert_false (tarn_metadata_run_cancel (run, tarn_sample_get_datazone (sample), &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION);
  g_assert_nonnull (strstr (error->message, "SUCCEEDED"));
}

/* --- Waiting by driving the clock ------------------------------------------------------------- */

static void
test_wait (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnRefreshRun) run = start (sample, "daily");
  g_autoptr (TarnRefreshRun) holder = tarn_refresh_run_ref (run);
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_refresh_run_wait (run, tarn_sample_get_glue (sample), NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sample_now (sample), ==, DURATION_US);
  g_assert_cmpint (tarn_refresh_run_get_status (holder), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_autoptr (TarnRefreshRun) got = sample_get_refresh (sample, tarn_refresh_run_get_id (run));
  g_autofree char *expected = describe (got);
  g_autofree char *told = describe (holder);
  g_assert_cmpstr (told, ==, expected);

  /* The run has ended, so nothing happens. */
  g_assert_true (tarn_refresh_run_wait (run, tarn_sample_get_glue (sample), NULL, &error));
  g_assert_cmpint (sample_now (sample), ==, DURATION_US);
}

/* A wait is no call: the journal has none after the start. */
static void
test_wait_is_no_call (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnJournal *journal = tarn_sample_get_journal (sample);

  tarn_journal_clear (journal);
  g_autoptr (TarnRefreshRun) run = start (sample, "daily");
  g_autoptr (TarnMetadataRun) metadata = generate (sample);
  g_assert_true (tarn_metadata_run_wait (metadata, tarn_sample_get_datazone (sample), NULL, NULL));
  g_assert_true (tarn_refresh_run_wait (run, tarn_sample_get_glue (sample), NULL, NULL));
  g_assert_cmpuint (tarn_journal_count_calls (journal, NULL, NULL), ==, 2);
}

static void
test_wait_fails (void)
{
  g_autoptr (TarnSample) sample = sample_with_faults (HANG);
  g_autoptr (TarnRefreshRun) run = start (sample, "daily");
  g_autoptr (TarnEngine) other = tarn_engine_new (1);
  g_autoptr (TarnGlueClient) elsewhere = glue_client_new (other, TARN_SAMPLE_ACCOUNT_ID, NULL);
  g_autoptr (TarnGlueClient) foreign
      = glue_client_new (tarn_sample_get_engine (sample), FOREIGN, NULL);
  g_autofree char *before = describe (run);
  g_autoptr (GError) hangs = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) denied = NULL;

  g_assert_false (tarn_refresh_run_wait (run, elsewhere, NULL, &missing));
  g_assert_error (missing, TARN_GLUE_ERROR, TARN_GLUE_ERROR_ENTITY_NOT_FOUND);
  g_assert_false (tarn_refresh_run_wait (run, foreign, NULL, &denied));
  g_assert_error (denied, TARN_GLUE_ERROR, TARN_GLUE_ERROR_ACCESS_DENIED);
  g_assert_cmpint (sample_now (sample), ==, 0);
  g_assert_false (tarn_refresh_run_wait (run, tarn_sample_get_glue (sample), NULL, &hangs));
  g_assert_error (hangs, TARN_ERROR, TARN_ERROR_DEADLOCK);
  g_autofree char *after = describe (run);
  g_assert_cmpstr (after, ==, before);
}

typedef struct
{
  TarnGlueClient *client;
  TarnRefreshRun *run;
  GError *error;
} Inside;

static gboolean
wait_inside (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Inside *inside = data;

  g_assert_false (tarn_refresh_run_wait (inside->run, inside->client, NULL, &inside->error));
  return G_SOURCE_REMOVE;
}

static void
test_wait_in_callback (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnRefreshRun) run = start (sample, "daily");
  Inside inside = { tarn_sample_get_glue (sample), run, NULL };

  tarn_engine_add_timeout (tarn_sample_get_engine (sample), 1, TARN_TIMEOUT_NONE, wait_inside,
                           &inside, NULL);
  sample_advance_to (sample, 1);
  g_assert_error (inside.error, TARN_ERROR, TARN_ERROR_BUSY);
  g_clear_error (&inside.error);
}

/* A callback drops the last reference of the user while the function drives time. */
static gboolean
drop_run (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  tarn_refresh_run_unref (data);
  return G_SOURCE_REMOVE;
}

static void
test_wait_for_dropped_run (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnRefreshRun *run = start (sample, "daily");

  tarn_engine_add_timeout (tarn_sample_get_engine (sample), 1, TARN_TIMEOUT_NONE, drop_run, run,
                           NULL);
  g_assert_true (tarn_refresh_run_wait (run, tarn_sample_get_glue (sample), NULL, NULL));
  g_assert_cmpint (sample_now (sample), ==, DURATION_US);
}

static void
test_wait_for_metadata (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnMetadataRun) run = generate (sample);
  TarnDataZoneClient *client = tarn_sample_get_datazone (sample);
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_metadata_run_wait (run, client, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_SUCCEEDED);
  g_assert_cmpint (tarn_metadata_run_get_end_time (run), ==, START_US + sample_now (sample));
}

static void
test_wait_for_metadata_fails (void)
{
  g_autoptr (TarnSample) sample = sample_with_faults (HANG_METADATA);
  g_autoptr (TarnMetadataRun) run = generate (sample);
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_metadata_run_wait (run, tarn_sample_get_datazone (sample), NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_DEADLOCK);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_IN_PROGRESS);
}

/* The copy that Get makes for one type keeps to the type. */
static void
test_wait_keeps_type (void)
{
  static const char *const types[] = { "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES", NULL };
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnDataZoneClient *client = tarn_sample_get_datazone (sample);
  const char *domain = tarn_sample_get_domain_id (sample);
  TarnMetadataTarget target = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (sample) };
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_start_metadata_generation_run (client, domain,
                                                            tarn_sample_get_project_id (sample),
                                                            &target, NULL, types, NULL, NULL);
  g_autoptr (TarnMetadataRun) names
      = tarn_datazone_client_get_metadata_generation_run (client, domain,
                                                          tarn_metadata_run_get_id (run),
                                                          "BUSINESS_NAMES", NULL);

  g_assert_true (tarn_metadata_run_wait (names, client, NULL, NULL));
  g_assert_cmpstr (tarn_metadata_run_get_types (names)[0], ==, "BUSINESS_NAMES");
  g_assert_null (tarn_metadata_run_get_types (names)[1]);
}

/* --- Waiting in a main loop ------------------------------------------------------------------- */

typedef struct
{
  guint n_calls;
  GObject *source;
  GAsyncResult *result;
} Answer;

static void
on_waited (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->n_calls++;
  answer->source = source;
  answer->result = g_object_ref (result);
}

static void
dispatch (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_wait_async (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnRefreshRun) run = start (sample, "daily");
  g_autofree char *before = describe (run);
  g_autoptr (GError) error = NULL;
  Answer answer = { 0 };

  tarn_refresh_run_wait_async (run, tarn_sample_get_glue (sample), NULL, on_waited, &answer);
  dispatch ();
  g_assert_cmpuint (answer.n_calls, ==, 0);
  sample_drain (sample);
  dispatch ();
  g_assert_cmpuint (answer.n_calls, ==, 1);
  g_assert_true (answer.source == G_OBJECT (tarn_sample_get_glue (sample)));
  g_autofree char *unchanged = describe (run);
  g_assert_cmpstr (unchanged, ==, before);
  g_assert_true (tarn_refresh_run_wait_finish (run, answer.result, &error));
  g_assert_no_error (error);
  g_autoptr (TarnRefreshRun) got = sample_get_refresh (sample, tarn_refresh_run_get_id (run));
  g_autofree char *expected = describe (got);
  g_autofree char *told = describe (run);
  g_assert_cmpstr (told, ==, expected);
  g_object_unref (answer.result);
}

static void
test_wait_async_cancelled (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnRefreshRun) run = start (sample, "daily");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = describe (run);
  g_autoptr (GError) error = NULL;
  Answer answer = { 0 };

  tarn_refresh_run_wait_async (run, tarn_sample_get_glue (sample), cancellable, on_waited, &answer);
  sample_drain (sample);
  g_cancellable_cancel (cancellable);
  dispatch ();
  g_assert_cmpuint (answer.n_calls, ==, 1);
  g_assert_false (tarn_refresh_run_wait_finish (run, answer.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *after = describe (run);
  g_assert_cmpstr (after, ==, before);
  g_object_unref (answer.result);
}

/* Another copy of the run takes the answer. The copy with which the wait began is gone. */
static void
test_wait_keeps_no_reference (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnRefreshRun *run = start (sample, "daily");
  g_autoptr (TarnRefreshRun) copy = sample_get_refresh (sample, tarn_refresh_run_get_id (run));
  Answer answer = { 0 };

  tarn_refresh_run_wait_async (run, tarn_sample_get_glue (sample), NULL, on_waited, &answer);
  tarn_refresh_run_unref (run);
  sample_drain (sample);
  dispatch ();
  g_assert_true (tarn_refresh_run_wait_finish (copy, answer.result, NULL));
  g_assert_cmpint (tarn_refresh_run_get_status (copy), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_object_unref (answer.result);
}

static void
test_finish_of_other_run (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnRefreshRun) run = start (sample, "daily");
  g_autoptr (TarnRefreshRun) other = start (sample, "monthly");
  g_autofree char *before = describe (other);
  Answer answer = { 0 };

  tarn_refresh_run_wait_async (run, tarn_sample_get_glue (sample), NULL, on_waited, &answer);
  sample_drain (sample);
  dispatch ();
  ASSERT_CRITICAL (g_assert_false (tarn_refresh_run_wait_finish (other, answer.result, NULL)));
  g_autofree char *after = describe (other);
  g_assert_cmpstr (after, ==, before);
  g_object_unref (answer.result);
}

static void
test_wait_async_for_metadata (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnMetadataRun) run = generate (sample);
  g_autoptr (GError) error = NULL;
  Answer answer = { 0 };

  tarn_metadata_run_wait_async (run, tarn_sample_get_datazone (sample), NULL, on_waited, &answer);
  sample_drain (sample);
  dispatch ();
  g_assert_true (answer.source == G_OBJECT (tarn_sample_get_datazone (sample)));
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_IN_PROGRESS);
  g_assert_true (tarn_metadata_run_wait_finish (run, answer.result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_SUCCEEDED);
  g_object_unref (answer.result);
}

static void
test_finish_of_other_metadata (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnMetadataRun) run = generate (sample);
  Answer answer = { 0 };

  tarn_metadata_run_wait_async (run, tarn_sample_get_datazone (sample), NULL, on_waited, &answer);
  sample_drain (sample);
  dispatch ();
  g_autoptr (TarnMetadataRun) other = generate (sample);
  ASSERT_CRITICAL (g_assert_false (tarn_metadata_run_wait_finish (other, answer.result, NULL)));
  g_assert_cmpint (tarn_metadata_run_get_status (other), ==, TARN_METADATA_STATUS_IN_PROGRESS);
  g_object_unref (answer.result);
}

/* --- Counts ----------------------------------------------------------------------------------- */

static void
assert_counts (TarnSample *sample, guint n_running, guint n_waiting)
{
  TarnGlueClient *client = tarn_sample_get_glue (sample);

  g_assert_cmpuint (tarn_glue_client_get_n_running_runs (client), ==, n_running);
  g_assert_cmpuint (tarn_glue_client_get_n_waiting_runs (client), ==, n_waiting);
}

/* The copies of an engine count the same. */
static void
assert_copies_count (TarnSample *sample, guint n_running, guint n_waiting)
{
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GBytes) bytes = tarn_engine_save (engine, NULL);
  TarnEngine *copies[]
      = { tarn_engine_fork (engine, NULL, NULL, NULL), tarn_engine_restore (bytes, NULL, NULL) };

  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      g_autoptr (TarnGlueClient) client = glue_client_new (copies[i], TARN_SAMPLE_ACCOUNT_ID, NULL);

      g_assert_cmpuint (tarn_glue_client_get_n_running_runs (client), ==, n_running);
      g_assert_cmpuint (tarn_glue_client_get_n_waiting_runs (client), ==, n_waiting);
      g_object_unref (copies[i]);
    }
}

static void
test_counts (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnGlueClient) foreign
      = glue_client_new (tarn_sample_get_engine (sample), FOREIGN, NULL);

  sample_set (sample, "glue.running-max", 1);
  sample_set (sample, "glue.queue-at-limit", 1);
  assert_counts (sample, 0, 0);
  g_autoptr (TarnRefreshRun) first = start (sample, "daily"); /* starts up */
  assert_counts (sample, 1, 0);
  g_autoptr (TarnRefreshRun) second G_GNUC_UNUSED = start (sample, "monthly");
  assert_counts (sample, 1, 1);
  assert_copies_count (sample, 1, 1);
  g_assert_cmpuint (tarn_glue_client_get_n_running_runs (foreign), ==, 0);
  g_assert_cmpuint (tarn_glue_client_get_n_waiting_runs (foreign), ==, 0);

  sample_advance_to (sample, MINUTE_US); /* is RUNNING */
  assert_counts (sample, 1, 1);
  stop (sample, first); /* is being stopped */
  assert_counts (sample, 1, 1);
  sample_advance_to (sample, MINUTE_US + 5 * SECOND_US); /* the second run has the slot */
  assert_counts (sample, 1, 0);
  sample_drain (sample);
  assert_counts (sample, 0, 0);
}

static void
test_stopped_while_waiting (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  sample_set (sample, "glue.running-max", 1);
  sample_set (sample, "glue.queue-at-limit", 1);
  g_autoptr (TarnRefreshRun) first G_GNUC_UNUSED = start (sample, "daily");
  g_autoptr (TarnRefreshRun) second = start (sample, "monthly");
  stop (sample, second);
  g_assert_cmpint (reload_status (sample, second), ==, TARN_REFRESH_STATUS_STARTING);
  assert_counts (sample, 1, 0);
  assert_copies_count (sample, 1, 0);
}

static void
test_filled_limit (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_faults ("[fill]\noperation=" START_REFRESH "\ndo=fill-limit\n"
                            "duration-us=3600000000\n");

  sample_set (sample, "glue.queue-at-limit", 1);
  g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED = start (sample, "daily");
  assert_counts (sample, 0, 1);
  sample_advance_to (sample, HOUR_US);
  assert_counts (sample, 1, 0);
}

static void
test_active_runs (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnDataZoneClient *client = tarn_sample_get_datazone (sample);
  const char *domain = tarn_sample_get_domain_id (sample);

  sample_set (sample, "datazone.submitted-duration-us", 5 * SECOND_US);
  g_assert_cmpuint (tarn_datazone_client_get_n_active_runs (client, domain), ==, 0);
  g_autoptr (TarnMetadataRun) run G_GNUC_UNUSED = generate (sample);
  g_assert_cmpuint (tarn_datazone_client_get_n_active_runs (client, domain), ==, 1);
  sample_advance_to (sample, 10 * SECOND_US);
  g_assert_cmpuint (tarn_datazone_client_get_n_active_runs (client, domain), ==, 1);
  sample_drain (sample);
  g_assert_cmpuint (tarn_datazone_client_get_n_active_runs (client, domain), ==, 0);
  g_assert_cmpuint (tarn_datazone_client_get_n_active_runs (client, "dzd-none"), ==, 0);
  ASSERT_CRITICAL (g_assert_cmpuint (tarn_datazone_client_get_n_active_runs (client, NULL), ==, 0));
}

static void
test_active_runs_of_system (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnDataZoneClient *client = tarn_sample_get_datazone (sample);
  const char *domain = tarn_sample_get_domain_id (sample);
  g_autoptr (TarnAssetInput) input = tarn_asset_input_new ("automatic", "GlueTableAssetType");
  g_autoptr (GError) error = NULL;

  tarn_asset_input_add_column (input, "id", "string");
  tarn_asset_input_set_business_name_generation (input, TRUE);
  g_autofree char *asset
      = tarn_datazone_client_create_asset (client, domain, tarn_sample_get_project_id (sample),
                                           input, &error);
  g_assert_no_error (error);
  g_assert_nonnull (asset);
  g_assert_cmpuint (tarn_datazone_client_get_n_active_runs (client, domain), ==, 1);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-glue-client.h: tarn_refresh_run_stop(): Stops the run that the view of @self has now, as "
    "tarn_glue_client_stop_materialized_view_refresh_task_run() does", test_stop },
  { "tarn-glue-client.h: tarn_refresh_run_stop(): if @self has ended, this call stops a later run of the view",
    test_stop_hits_later_run },
  { "tarn-glue-client.h: tarn_refresh_run_stop(): @self stays as it is until it is reloaded.", test_stop_leaves_copy },
  { "tarn-glue-client.h: tarn_refresh_run_stop(): the client's engine has no such view", test_stop_in_other_engine },
  { "tarn-datazone-client.h: tarn_metadata_run_cancel(): as tarn_datazone_client_cancel_metadata_generation_run() does "
    "with its domain and its id", test_cancel },
  { "tarn-datazone-client.h: tarn_metadata_run_cancel(): @self stays as it is until it is reloaded.",
    test_cancel_leaves_copy },
  { "tarn-datazone-client.h: tarn_metadata_run_cancel(): %TARN_DATAZONE_ERROR_VALIDATION means that the run has ended",
    test_cancel_ended },

  { "tarn-glue-client.h: tarn_refresh_run_wait(): Drives time until the run has ended, as "
    "tarn_glue_client_wait_for_materialized_view_refresh_task_run() does, and writes the run as it ended into @self.",
    test_wait },
  { "tarn-glue-client.h: tarn_refresh_run_wait(): every holder of a reference to @self sees it", test_wait },
  { "tarn-glue-client.h: tarn_refresh_run_wait(): On error @self is unchanged.", test_wait_fails },
  { "tarn-glue-client.h: tarn_refresh_run_wait(): The errors are those of "
    "tarn_glue_client_wait_for_materialized_view_refresh_task_run() without %TARN_GLUE_ERROR_INVALID_INPUT.",
    test_wait_in_callback },
  { "tarn-glue-client.h: tarn_refresh_run_wait(): Drives time until the run has ended", test_wait_for_dropped_run },
  { "waiting.md: chapter: Neither is a call of the service: no rate counts it, no fault plan makes it fail, and no "
    "journal records it.", test_wait_is_no_call },
  { "tarn-datazone-client.h: tarn_metadata_run_wait(): Drives time until the run has ended", test_wait_for_metadata },
  { "tarn-datazone-client.h: tarn_metadata_run_wait(): writes the run as it ended into @self, as "
    "tarn_metadata_run_reload() writes its answer", test_wait_keeps_type },
  { "tarn-datazone-client.h: tarn_metadata_run_wait(): On error @self is unchanged.", test_wait_for_metadata_fails },

  { "tarn-glue-client.h: tarn_refresh_run_wait_async(): called once, when the run has ended or there is an error; its "
    "source object is @client", test_wait_async },
  { "tarn-glue-client.h: tarn_refresh_run_wait_async(): @self stays as it is until tarn_refresh_run_wait_finish() is "
    "called.", test_wait_async },
  { "tarn-glue-client.h: tarn_refresh_run_wait_async(): The wait keeps no reference to @self.",
    test_wait_keeps_no_reference },
  { "tarn-glue-client.h: tarn_refresh_run_wait_finish(): Writes the run as it ended into @self.", test_wait_async },
  { "tarn-glue-client.h: tarn_refresh_run_wait_finish(): the run, or another copy of it; a copy of another run is a "
    "programmer error", test_finish_of_other_run },
  { "tarn-glue-client.h: tarn_refresh_run_wait_finish(): On error @self is unchanged.", test_wait_async_cancelled },
  { "tarn-datazone-client.h: tarn_metadata_run_wait_async(): @self stays as it is until "
    "tarn_metadata_run_wait_finish() is called.", test_wait_async_for_metadata },
  { "tarn-datazone-client.h: tarn_metadata_run_wait_finish(): a copy of another run is a programmer error",
    test_finish_of_other_metadata },

  { "tarn-glue-client.h: get_n_running_runs(): those that start up, that are `RUNNING`, and that are being stopped "
    "after they got their slot", test_counts },
  { "tarn-glue-client.h: get_n_running_runs(): Counts the refresh runs of the caller's account", test_counts },
  { "tarn-glue-client.h: get_n_running_runs(): A fault plan that fills the limit does not change the number.",
    test_filled_limit },
  { "tarn-glue-client.h: get_n_waiting_runs(): A run that was stopped while it waited has left the queue",
    test_stopped_while_waiting },
  { "tarn-datazone-client.h: get_n_active_runs(): Counts the metadata generation runs of a domain that have not ended",
    test_active_runs },
  { "tarn-datazone-client.h: get_n_active_runs(): a domain; %NULL is a programmer error", test_active_runs },
  { "tarn-datazone-client.h: get_n_active_runs(): 0 if the engine has no such domain", test_active_runs },
  { "tarn-datazone-client.h: get_n_active_runs(): those of `SYSTEM` included", test_active_runs_of_system },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
