/* SPDX-License-Identifier: MIT */
/*
 * Tests the sentences of tarn-refresh-run.h, tarn-refresh-run-iter.h, tarn-refresh-change.h and the page about
 * refresh runs.
 */
#include "worlds/glue-lake.h"

#include "promise.h"

#define start_run tarn_glue_client_start_materialized_view_refresh_task_run

static TarnRefreshRun *
start_with (const Lake *lake, const char *rule)
{
  g_autofree char *text
      = g_strconcat ("[rule]\noperation=StartMaterializedViewRefreshTaskRun\n", rule, "\n", NULL);
  TarnRefreshRun *run;

  engine_add_faults (lake->engine, text);
  run = start_run (lake->client, lake->view, FALSE, NULL);
  g_assert_nonnull (run);
  return run;
}

static void
reload (const Lake *lake, TarnRefreshRun *run)
{
  g_autoptr (GError) error = NULL;

  tarn_refresh_run_reload (run, lake->client, &error);
  g_assert_no_error (error);
}

static TarnRefreshRun *
run_to_end (const Lake *lake, const char *rule)
{
  TarnRefreshRun *run
      = rule != NULL ? start_with (lake, rule) : start_run (lake->client, lake->view, FALSE, NULL);

  engine_drain (lake->engine);
  reload (lake, run);
  return run;
}

static guint64
published_of (const Lake *lake)
{
  g_autoptr (TarnTable) table = lake_get_table (lake, lake->view);

  return tarn_table_get_n_commits (table);
}

/* --- Statuses and types ----------------------------------------------------------------------- */

static void
test_statuses (void)
{
  static const char *const names[] = { "STARTING", "RUNNING", "SUCCEEDED", "FAILED", "STOPPED" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      TarnRefreshStatus status = (TarnRefreshStatus) (i + 1);
      TarnRefreshStatus found = (TarnRefreshStatus) 0;

      g_assert_cmpstr (tarn_refresh_status_to_string (status), ==, names[i]);
      g_assert_true (tarn_refresh_status_from_string (names[i], &found));
      g_assert_cmpint (found, ==, status);
      g_assert_cmpint (tarn_refresh_status_is_terminal (status), ==, i >= 2);
    }
  g_assert_null (tarn_refresh_status_to_string ((TarnRefreshStatus) 0));
  g_assert_null (tarn_refresh_status_to_string ((TarnRefreshStatus) 6));
}

static void
test_no_status (void)
{
  static const char *const texts[] = { "", "starting", "STOPPING", "STARTING ", "CANCELED" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      TarnRefreshStatus status = TARN_REFRESH_STATUS_FAILED;

      g_assert_false (tarn_refresh_status_from_string (texts[i], &status));
      g_assert_cmpint (status, ==, TARN_REFRESH_STATUS_FAILED);
    }
}

static void
test_type_texts (void)
{
  TarnRefreshType type = TARN_REFRESH_TYPE_NONE;

  g_assert_null (tarn_refresh_type_to_string (TARN_REFRESH_TYPE_NONE));
  g_assert_cmpstr (tarn_refresh_type_to_string (TARN_REFRESH_TYPE_FULL), ==, "FULL");
  g_assert_cmpstr (tarn_refresh_type_to_string (TARN_REFRESH_TYPE_INCREMENTAL), ==, "INCREMENTAL");
  g_assert_true (tarn_refresh_type_from_string ("FULL", &type));
  g_assert_cmpint (type, ==, TARN_REFRESH_TYPE_FULL);
}

static void
test_no_type_text (void)
{
  TarnRefreshType type = TARN_REFRESH_TYPE_FULL;

  g_assert_false (tarn_refresh_type_from_string ("NONE", &type));
  g_assert_false (tarn_refresh_type_from_string ("full", &type));
  g_assert_cmpint (type, ==, TARN_REFRESH_TYPE_FULL);
}

static void
test_failures (void)
{
  static const char *const options[][2] = {
    { "glue.read-failure-ppm", "The refresh failed while reading its sources." },
    { "glue.worker-failures-per-1000-hours", "The refresh lost a worker." },
    { "glue.publication-failure-ppm", "The refresh failed while publishing its result." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_auto (Lake) lake = lake_new (0);

      engine_set (lake.engine, options[i][0], 1000000);
      g_autoptr (TarnRefreshRun) run = run_to_end (&lake, NULL);
      g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_FAILED);
      g_assert_cmpstr (tarn_refresh_run_get_error_message (run), ==, options[i][1]);
      g_assert_cmpuint (published_of (&lake), ==, 0);
    }
}

static void
test_stopped (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);

  engine_advance (lake.engine, MINUTE_US);
  lake_stop (&lake, lake.view);
  engine_drain (lake.engine);
  assert_status (&lake, id, "STOPPED");
  g_assert_cmpuint (published_of (&lake), ==, 0);
}

static void
test_running_while_stopping (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);

  engine_advance (lake.engine, MINUTE_US);
  lake_stop (&lake, lake.view);
  engine_advance (lake.engine, SECOND_US);
  assert_status (&lake, id, "RUNNING");
}

static void
test_starting_while_stopping (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);

  engine_advance (lake.engine, FULL_STARTUP_US - SECOND_US);
  lake_stop (&lake, lake.view);
  engine_advance (lake.engine, 3 * SECOND_US);
  assert_status (&lake, id, "STARTING");
}

/* --- The copy --------------------------------------------------------------------------------- */

static void
test_copy (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = start_run (lake.client, lake.view, FALSE, NULL);

  engine_drain (lake.engine);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STARTING);
  g_assert_cmpint (tarn_refresh_run_get_end_time (run), ==, 0);
}

static void
test_outlives_engine (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = run_to_end (&lake, NULL);
  g_autofree char *id = g_strdup (tarn_refresh_run_get_id (run));

  lake_clear (&lake);
  g_assert_cmpstr (tarn_refresh_run_get_id (run), ==, id);
  g_assert_cmpstr (tarn_refresh_run_get_table_name (run), ==, VIEW);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
}

static void
test_not_happened (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = start_run (lake.client, lake.view, FALSE, NULL);

  g_assert_cmpint (tarn_refresh_run_get_start_time (run), ==, 0);
  g_assert_cmpint (tarn_refresh_run_get_end_time (run), ==, 0);
  g_assert_cmpint (tarn_refresh_run_get_creation_time (run), ==, START_US);
}

static void
test_id (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);

  g_assert_true (g_uuid_string_is_valid (id));
  for (const char *letter = id; *letter != '\0'; letter++)
    g_assert_false (g_ascii_isupper (*letter));
}

static void
test_account_of_run (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = start_run (lake.client, lake.view, FALSE, NULL);

  g_assert_cmpstr (tarn_refresh_run_get_customer_id (run), ==, ACCOUNT);
  g_assert_cmpstr (tarn_refresh_run_get_catalog_id (run), ==, ACCOUNT);
  g_assert_null (tarn_refresh_run_get_role (run));
}

static void
test_start_time (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = run_to_end (&lake, NULL);

  g_assert_cmpint (tarn_refresh_run_get_start_time (run), ==, START_US + FULL_STARTUP_US);
  g_assert_cmpint (tarn_refresh_run_get_end_time (run), ==, START_US + FULL_DURATION_US);
}

static void
test_stopped_before_running (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = NULL;

  lake_stop (&lake, lake.view);
  engine_drain (lake.engine);
  run = lake_get (&lake, id);
  g_assert_cmpint (tarn_refresh_run_get_start_time (run), ==, 0);
  g_assert_cmpint (tarn_refresh_run_get_end_time (run), ==, START_US + 5 * SECOND_US);
}

static void
test_last_update (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = start_run (lake.client, lake.view, FALSE, NULL);

  g_assert_cmpint (tarn_refresh_run_get_last_update_time (run), ==, START_US);
  engine_advance (lake.engine, MINUTE_US);
  reload (&lake, run);
  g_assert_cmpint (tarn_refresh_run_get_last_update_time (run), ==, START_US + FULL_STARTUP_US);
  lake_stop (&lake, lake.view);
  reload (&lake, run);
  g_assert_cmpint (tarn_refresh_run_get_last_update_time (run), ==, START_US + MINUTE_US);
  engine_drain (lake.engine);
  reload (&lake, run);
  g_assert_cmpint (tarn_refresh_run_get_last_update_time (run), ==,
                   START_US + MINUTE_US + 5 * SECOND_US);
}

static void
test_error_message (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) failed = run_to_end (&lake, "do=fail-run\nmessage=no luck");
  g_autoptr (TarnRefreshRun) good = run_to_end (&lake, "do=slow-run\nfactor-permille=1000");

  g_assert_cmpstr (tarn_refresh_run_get_error_message (failed), ==, "no luck");
  g_assert_null (tarn_refresh_run_get_error_message (good));
}

static void
assert_seconds (const TarnRefreshRun *run, double seconds)
{
  double difference = tarn_refresh_run_get_dpu_seconds (run) - seconds;

  g_assert_true (difference > -1e-12 && difference < 1e-12);
}

static void
test_dpu_seconds (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = start_run (lake.client, lake.view, FALSE, NULL);
  gint64 milliseconds;

  engine_advance (lake.engine, FULL_STARTUP_US + 1234567);
  reload (&lake, run);
  milliseconds = tarn_refresh_run_get_dpu_milliseconds (run);
  g_assert_cmpint (milliseconds, ==, 2469); /* 2 DPU for 1.234567 s, in whole ones */
  assert_seconds (run, 2.469);
}

static void
test_raw_use (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = start_run (lake.client, lake.view, FALSE, NULL);

  engine_advance (lake.engine, FULL_STARTUP_US + SECOND_US);
  reload (&lake, run);
  assert_seconds (run, 2.0);
  g_assert_cmpint (tarn_refresh_run_get_billed_dpu_milliseconds (run), ==, 2 * 60 * 1000);
}

/* The option changes after the copy was made, and the copy keeps its answer until it is reloaded. */
static void
test_billing_of_copy (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = run_to_end (&lake, NULL);
  gint64 billed = tarn_refresh_run_get_billed_dpu_milliseconds (run);

  engine_set (lake.engine, "glue.cost-billing-granularity-ms", 3600000);
  g_assert_cmpint (tarn_refresh_run_get_billed_dpu_milliseconds (run), ==, billed);
  reload (&lake, run);
  g_assert_cmpint (tarn_refresh_run_get_billed_dpu_milliseconds (run), ==, 3600000);
}

static void
test_cost (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_set (lake.engine, "glue.cost-billing-granularity-ms", 1);
  engine_set (lake.engine, "glue.cost-billing-minimum-ms", 0);
  run = start_run (lake.client, lake.view, FALSE, NULL);
  engine_advance (lake.engine, FULL_STARTUP_US + 1001 * MS_US);
  reload (&lake, run);
  g_assert_cmpint (tarn_refresh_run_get_billed_dpu_milliseconds (run), ==, 2002);
  /* A DPU-hour of 3,600,000 DPU-milliseconds costs 440,000,000 billionths: 2002 of them cost 244688.8. */
  g_assert_cmpint (tarn_refresh_run_get_cost_nano_usd (run), ==, 244688);
}

static void
test_processed_so_far (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = start_run (lake.client, lake.view, FALSE, NULL);
  gint64 half;

  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (run), ==, 0);
  engine_advance (lake.engine, FULL_DURATION_US - MINUTE_US);
  reload (&lake, run);
  half = tarn_refresh_run_get_processed_bytes (run);
  g_assert_cmpint (half, >, 0);
  g_assert_cmpint (half, <, 100 * GIGABYTE);
  engine_drain (lake.engine);
  reload (&lake, run);
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (run), ==, 100 * GIGABYTE);
}

static void
test_full_without_asking (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = run_to_end (&lake, NULL);

  g_assert_cmpint (tarn_refresh_run_get_refresh_type (run), ==, TARN_REFRESH_TYPE_FULL);
}

/* --- The iterator ----------------------------------------------------------------------------- */

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

/* --- Changes ---------------------------------------------------------------------------------- */

static void
see (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  GString *text = data;
  const TarnRefreshChange *part = tarn_change_get_refresh (change);
  const char *type = tarn_refresh_type_to_string (tarn_refresh_change_get_refresh_type (part));

  g_assert_null (tarn_change_get_metadata (change));
  g_string_append_printf (
      text, "%s slot %s snapshot %s %s %s use %d bytes %d pending %d/%d\n",
      tarn_change_get_cause (change), tarn_refresh_change_get_slot_time (part) != 0 ? "yes" : "no",
      tarn_refresh_change_get_snapshot_time (part) != 0 ? "yes" : "no", type != NULL ? type : "-",
      tarn_table_name_get_table_name (tarn_refresh_change_get_table_name (part)),
      (int) tarn_refresh_change_get_dpu_milliseconds (part),
      (int) (tarn_refresh_change_get_processed_bytes (part) / 1000000),
      (int) tarn_refresh_change_get_pending_commits (part),
      (int) (tarn_refresh_change_get_pending_bytes (part) / 1000000));
}

static void
test_parts_of_changes (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) other
      = lake_add_view (&lake, "other", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autofree char *first = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 3 * MEGABYTE);
  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  first = lake_start (&lake, other);
  tarn_engine_add_observer (lake.engine, see, text, NULL);
  id = lake_start (&lake, lake.view);
  g_assert_cmpstr (text->str, ==,
                   "create slot no snapshot no - totals use 0 bytes 0 pending 1/3\n");
  lake_stop (&lake, other);
  g_string_truncate (text, 0);
  engine_advance (lake.engine, 5 * SECOND_US);
  g_assert_cmpstr (text->str, ==,
                   "stop-done slot yes snapshot yes FULL other use 0 bytes 0 pending 1/3\n"
                   "take-slot slot yes snapshot yes FULL totals use 0 bytes 0 pending 1/3\n");
  g_string_truncate (text, 0);
  engine_advance (lake.engine, HOUR_US);
  g_assert_true (g_str_has_suffix (text->str, " bytes 100003 pending 0/0\n"));
}

static void
see_metadata (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  guint *n_seen = data;

  g_assert_null (tarn_change_get_refresh (change));
  g_assert_nonnull (tarn_change_get_metadata (change));
  (*n_seen)++;
}

static void
test_part_of_other_service (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnMetadataTarget target = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (sample) };
  g_autoptr (TarnMetadataRun) run = NULL;
  guint n_seen = 0;

  tarn_engine_add_observer (tarn_sample_get_engine (sample), see_metadata, &n_seen, NULL);
  run = tarn_datazone_client_start_metadata_generation_run (tarn_sample_get_datazone (sample),
                                                            tarn_sample_get_domain_id (sample),
                                                            tarn_sample_get_project_id (sample),
                                                            &target, "BUSINESS_NAMES", NULL, NULL,
                                                            NULL);
  g_assert_nonnull (run);
  g_assert_cmpuint (n_seen, >, 0);
}

/* --- The page --------------------------------------------------------------------------------- */

static void
test_second_start (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.view);
  g_autoptr (GError) error = NULL;

  lake_stop (&lake, lake.view);
  g_assert_null (start_run (lake.client, lake.view, FALSE, &error));
  assert_exception (error, RUNNING, "");
}

static void
test_stop_without_run (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED = run_to_end (&lake, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (
      tarn_glue_client_stop_materialized_view_refresh_task_run (lake.client, lake.view, &error));
  assert_exception (error, NOT_RUNNING, "");
}

static void
test_failed_reports_use (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = run_to_end (&lake, "do=fail-run\nat-ppm=500000");

  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), >, 0);
  g_assert_cmpuint (published_of (&lake), ==, 0);
}

static void
test_upper_view (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) upper
      = lake_add_view (&lake, "upper", lake.view, TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED = run_to_end (&lake, NULL);
  g_autoptr (TarnTable) table = lake_get_table (&lake, upper);

  g_assert_cmpuint (tarn_table_get_pending_commits (table), ==, 1);
}

/* All slots are taken when the automatic refresh falls due. */
static void
test_automatic_at_limit (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) hourly G_GNUC_UNUSED
      = glue_add_view (lake.client, "hourly", lake.base, TARN_REFRESH_TYPE_NONE, 3600);
  g_autofree char *id = NULL;
  GString *log;
  g_autoptr (GPtrArray) runs = NULL;

  engine_set (lake.engine, "glue.running-max", 1);
  engine_advance (lake.engine, HOUR_US - MINUTE_US);
  id = lake_start (&lake, lake.view);
  log = lake_log (&lake);
  engine_advance (lake.engine, MINUTE_US);
  g_assert_nonnull (strstr (log->str, "(Glue Materialized View Auto-Refresh Invocation Failure)"));
  g_string_free (log, TRUE);
  runs = list_runs (lake.client, NULL, DATABASE, "hourly", -1, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, 0);
}

/* A caller lists, waits for and stops an automatic run, and cannot start one of its own meanwhile. */
static void
test_automatic_like_others (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) hourly
      = glue_add_view (lake.client, "hourly", lake.base, TARN_REFRESH_TYPE_NONE, 3600);
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_advance (lake.engine, HOUR_US);
  runs = list_runs (lake.client, NULL, DATABASE, "hourly", -1, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
  g_assert_null (start_run (lake.client, hourly, FALSE, &error));
  assert_exception (error, RUNNING, "");
  lake_stop (&lake, hourly);
  run = tarn_glue_client_wait_for_materialized_view_refresh_task_run (
      lake.client, NULL, tarn_refresh_run_get_id (runs->pdata[0]), NULL, NULL);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STOPPED);
}

static void
check_complete (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const Lake *lake = data;
  g_autofree char *id = tarn_change_dup_run_id (change);
  g_autoptr (TarnRefreshRun) run = lake_get (lake, id);

  g_assert_cmpstr (tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)), ==,
                   tarn_change_get_to_status (change));
}

static void
test_after_complete (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = NULL;

  tarn_engine_add_observer (lake.engine, check_complete, &lake, NULL);
  run = run_to_end (&lake, NULL);
}

static void
test_skips (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) hourly G_GNUC_UNUSED
      = glue_add_view (lake.client, "hourly", lake.base, TARN_REFRESH_TYPE_FULL, 3600);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) one = NULL;

  engine_advance (lake.engine, 3 * HOUR_US);
  none = list_runs (lake.client, NULL, DATABASE, "hourly", -1, NULL, NULL, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, GIGABYTE);
  engine_advance (lake.engine, HOUR_US);
  one = list_runs (lake.client, NULL, DATABASE, "hourly", -1, NULL, NULL, NULL);
  g_assert_cmpuint (one->len, ==, 1);
}

static void
note_cause (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  g_string_append_printf (data, "%s ", tarn_change_get_cause (change));
}

static void
on_change (TarnEngine *engine, const TarnChange *change, gpointer data)
{
  note_cause (engine, change, data);
}

static void
test_signal (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GString) of_observer = g_string_new (NULL);
  g_autoptr (GString) of_signal = g_string_new (NULL);
  g_autoptr (TarnRefreshRun) run = NULL;

  tarn_engine_add_observer (lake.engine, note_cause, of_observer, NULL);
  g_signal_connect (lake.engine, "change", G_CALLBACK (on_change), of_signal);
  run = run_to_end (&lake, NULL);
  g_assert_cmpstr (of_observer->str, ==, "create take-slot begin succeed ");
  g_assert_cmpstr (of_signal->str, ==, of_observer->str);
}

static void
test_details (void)
{
  g_auto (Lake) lake = lake_new (0);
  GString *log = lake_log (&lake);
  g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED = run_to_end (&lake, NULL);

  assert_log (log,
              "@0 totals create >STARTING\n"
              "@0 totals take-slot STARTING>STARTING\n"
              "@30000 totals begin STARTING>RUNNING (Glue Materialized View Refresh Task Started)\n"
              "@314000 totals succeed RUNNING>SUCCEEDED (Glue Materialized View Refresh Task "
              "Succeeded)\n");
  g_string_free (log, TRUE);
}

static void
keep_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  TarnChange **copy = data;

  if (*copy == NULL)
    *copy = tarn_change_copy (change);
}

static void
test_part_is_valid (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnChange *copy = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  tarn_engine_add_observer (lake.engine, keep_change, &copy, NULL);
  run = run_to_end (&lake, NULL);
  lake_clear (&lake);
  g_assert_cmpstr (tarn_table_name_get_table_name (
                       tarn_refresh_change_get_table_name (tarn_change_get_refresh (copy))),
                   ==, VIEW);
  g_assert_cmpint (tarn_refresh_change_get_refresh_type (tarn_change_get_refresh (copy)), ==,
                   TARN_REFRESH_TYPE_NONE);
  tarn_change_free (copy);
}

static void
test_old_strings (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnRefreshRun) run = start_run (lake.client, lake.view, FALSE, NULL);
  const char *id = tarn_refresh_run_get_id (run);
  g_autofree char *before = g_strdup (id);

  engine_drain (lake.engine);
  g_assert_cmpstr (id, ==, before);
  reload (&lake, run);
  g_assert_cmpstr (tarn_refresh_run_get_id (run), ==, before);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-refresh-run.h: tarn_refresh_status_to_string(): or %NULL if @status is no status", test_statuses },
  { "tarn-refresh-run.h: tarn_refresh_status_from_string(): untouched if @text is none", test_no_status },
  { "tarn-refresh-run.h: tarn_refresh_type_to_string(): or %NULL for %TARN_REFRESH_TYPE_NONE", test_type_texts },
  { "tarn-refresh-run.h: tarn_refresh_type_from_string(): untouched if @text is none", test_no_type_text },
  { "tarn-refresh-run.h: TarnRefreshStatus: the run ended with an error and published nothing. Options such as "
    "`glue.read-failure-ppm` and `glue.worker-failures-per-1000-hours` make runs fail", test_failures },
  { "tarn-refresh-run.h: get_error_message(): each kind of failure has a text of its own", test_failures },
  { "tarn-refresh-run.h: TarnRefreshStatus: a stop ended the run; it published nothing", test_stopped },
  { "tarn-refresh-run.h: TarnRefreshStatus: the run works; also while a stop is under way",
    test_running_while_stopping },
  { "tarn-refresh-run.h: tarn_refresh_run_get_status(): While a stop is under way it is still "
    "%TARN_REFRESH_STATUS_STARTING", test_starting_while_stopping },
  { "tarn-refresh-run.h: TarnRefreshRun: Only tarn_refresh_run_reload() and the functions that "
    "wait for the run change a copy", test_copy },
  { "tarn-refresh-run.h: TarnRefreshRun: A copy stays valid after the engine is gone.", test_outlives_engine },
  { "tarn-refresh-run.h: TarnRefreshRun: A time of 0 has not happened. Times are microseconds since "
    "1970-01-01T00:00:00Z.", test_not_happened },
  { "tarn-refresh-run.h: tarn_refresh_run_get_id(): a UUID in lower case", test_id },
  { "tarn-refresh-run.h: tarn_refresh_run_get_customer_id(): CustomerId, the account", test_account_of_run },
  { "tarn-refresh-run.h: tarn_refresh_run_get_start_time(): when the run became %TARN_REFRESH_STATUS_RUNNING",
    test_start_time },
  { "tarn-refresh-run.h: tarn_refresh_run_get_start_time(): , or 0", test_stopped_before_running },
  { "tarn-refresh-run.h: tarn_refresh_run_get_last_update_time(): when the status changed or a stop was accepted",
    test_last_update },
  { "tarn-refresh-run.h: tarn_refresh_run_get_error_message(): ErrorMessage of a failed run, or %NULL",
    test_error_message },
  { "tarn-refresh-run.h: tarn_refresh_run_get_dpu_seconds(): it is computed from "
    "tarn_refresh_run_get_dpu_milliseconds()", test_dpu_seconds },
  { "tarn-refresh-run.h: tarn_refresh_run_get_dpu_seconds(): the raw use, not the billed one", test_raw_use },
  { "tarn-refresh-run.h: get_billed_dpu_milliseconds(): under the billing options in force when the copy was made",
    test_billing_of_copy },
  { "tarn-refresh-run.h: get_cost_nano_usd(): in billionths of a US dollar, rounded down", test_cost },
  { "tarn-refresh-run.h: get_processed_bytes(): the bytes that the run has read so far", test_processed_so_far },
  { "tarn-refresh-run.h: tarn_refresh_run_get_refresh_type(): A caller that did not ask for a full refresh can get "
    "one", test_full_without_asking },

  { "tarn-refresh-run-iter.h: TarnRefreshRunIter: An iterator over all runs", test_iterates_all },
  { "tarn-refresh-run-iter.h: TarnRefreshRunIter: Runs that start after the first page was listed are not among them.",
    test_iterates_old },
  { "tarn-refresh-run-iter.h: iter_new(): Makes an iterator, which keeps the client alive.", test_iter_keeps_client },
  { "tarn-refresh-run-iter.h: iter_new(): This function does not check the arguments", test_iter_checks_at_first },
  { "tarn-refresh-run-iter.h: iter_copy(): an iterator at the same place", test_iter_copy },
  { "tarn-refresh-run-iter.h: iter_next(): After an error the iterator is where it was before the call, and the next "
    "call lists the same page again.", test_iter_error },
  { "tarn-refresh-run-iter.h: iter_next(): a run as it was when its page was listed", test_iter_run_of_page },

  { "tarn-refresh-change.h: TarnRefreshChange: The part of a change that only refresh runs have",
    test_parts_of_changes },
  { "tarn-refresh-change.h: tarn_change_get_refresh(): or %NULL if @self is a change of another service",
    test_part_of_other_service },

  { "refresh-runs.md: The life of a run: even while that run is being stopped", test_second_start },
  { "refresh-runs.md: The life of a run: so a late stop finds no run", test_stop_without_run },
  { "refresh-runs.md: The life of a run: the run has published nothing; it reports what it used",
    test_failed_reports_use },
  { "refresh-runs.md: Before the first run: the refresh of the lower view is a commit for the upper view",
    test_upper_view },
  { "refresh-runs.md: Automatic refreshes: If the account's slots are all taken, the engine starts no run either, and "
    "notifies observers with the EventBridge event that the service documents.", test_automatic_at_limit },
  { "refresh-runs.md: Automatic refreshes: Automatic runs are like all others: callers can list them, stop them and "
    "wait for them, and a start by hand fails while one is under way.", test_automatic_like_others },
  { "refresh-runs.md: Observers: The engine notifies observers of each change of a run after the change is complete",
    test_after_complete },
  { "refresh-runs.md: Automatic refreshes: When a refresh falls due, the engine starts no run if nothing has "
    "changed",
    test_skips },
  { "refresh-runs.md: Observers: The signal `TarnEngine::change` reports the same changes.",
    test_signal },
  { "refresh-runs.md: Observers: The member `detail_type` says whether a change is an EventBridge event of "
    "the service as well.",
    test_details },
  { "tarn-refresh-change.h: TarnRefreshChange: It belongs to the change, and is valid as long as the change "
    "is.",
    test_part_is_valid },
  { "tarn-glue-client.h: tarn_refresh_run_reload(): Strings that the getters returned before are valid until "
    "this call.",
    test_old_strings },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
