/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-refresh-run.h. */
#include "glue-runs.h"
#include "promise.h"

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
