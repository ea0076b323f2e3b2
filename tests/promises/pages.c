/* SPDX-License-Identifier: MIT */
/*
 * What the README and the pages promise of the library's behaviour, where no header says the same. The code
 * and the tables of the pages have tests of their own, tests/house/docs.py and tests/house/readme.py.
 */
#include <locale.h>

#include "worlds/sample.h"

#include "promise.h"

static TarnTable *
get_table (TarnSample *sample, const char *name)
{
  g_autoptr (TarnTableName) full_name = sample_name (name);

  return tarn_glue_client_get_table (tarn_sample_get_glue (sample), full_name, NULL);
}

/* --- Getting started -------------------------------------------------------------------------- */

static void
test_every_refresh_fails (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  sample_set (sample, "glue.read-failure-ppm", 1000000);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = sample_start_refresh (sample, "daily");
      g_autoptr (TarnRefreshRun) run = NULL;

      sample_drain (sample);
      run = sample_get_refresh (sample, id);
      g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_FAILED);
      g_assert_cmpint (tarn_refresh_run_get_start_time (run), ==,
                       tarn_refresh_run_get_creation_time (run) + STARTUP_US);
      g_assert_cmpint (tarn_refresh_run_get_end_time (run), >,
                       tarn_refresh_run_get_start_time (run));
    }
}

/* --- Random failures -------------------------------------------------------------------------- */

/* Refreshes `daily`, which has nothing to refresh but for the first time, and returns how many runs failed. */
static guint
count_failures (const char *option, gint64 value, gint64 run_us)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  guint n_failed = 0;

  g_free (sample_start_refresh (sample, "daily"));
  sample_drain (sample);
  sample_set (sample, "glue.cost-unchanged-ms", run_us / MS_US);
  if (option != NULL)
    sample_set (sample, option, value);
  for (guint i = 0; i < 4000; i++)
    {
      g_autofree char *id = sample_start_refresh (sample, "daily");

      sample_drain (sample);
      g_autoptr (TarnRefreshRun) run = sample_get_refresh (sample, id);
      n_failed += tarn_refresh_run_get_status (run) == TARN_REFRESH_STATUS_FAILED;
    }
  return n_failed;
}

static void
test_probability_of_failure (void)
{
  guint n_short = count_failures ("glue.worker-failure-ppm", 50000, 2 * SECOND_US);
  guint n_long = count_failures ("glue.worker-failure-ppm", 50000, 4 * SECOND_US);

  g_assert_cmpuint (n_short, >, 150);
  g_assert_cmpuint (n_short, <, 250);
  g_assert_cmpuint (n_long, ==, n_short);
}

static void
test_rate_of_failures (void)
{
  guint n_short = count_failures ("glue.worker-failures-per-1000-hours", 90000, 2 * SECOND_US);
  guint n_long = count_failures ("glue.worker-failures-per-1000-hours", 90000, 4 * SECOND_US);

  g_assert_cmpuint (n_short, >, 150);
  g_assert_cmpuint (n_long * 10, >, n_short * 16);
  g_assert_cmpuint (n_long * 10, <, n_short * 24);
}

static void
test_no_failures_by_default (void)
{
  g_assert_cmpuint (count_failures (NULL, 0, 2 * SECOND_US), ==, 0);
}

/* Returns the only run of `daily` in a new sample, which failed. */
static TarnRefreshRun *
fail (const char *option, gint64 value, const char *other_option, gint64 other_value)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  sample_set (sample, option, value);
  sample_set (sample, other_option, other_value);
  g_autofree char *id = sample_start_refresh (sample, "daily");
  sample_drain (sample);
  TarnRefreshRun *run = sample_get_refresh (sample, id);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_FAILED);
  return run;
}

static void
test_earliest_failure (void)
{
  g_autoptr (TarnRefreshRun) alone
      = fail ("glue.read-failure-ppm", 1000000, "glue.publication-failure-ppm", 0);
  g_autoptr (TarnRefreshRun) with_later
      = fail ("glue.read-failure-ppm", 1000000, "glue.publication-failure-ppm", 1000000);
  g_autoptr (TarnRefreshRun) with_earlier
      = fail ("glue.read-failure-ppm", 1000000, "glue.worker-failures-per-1000-hours", 1000000000);

  g_assert_cmpint (tarn_refresh_run_get_end_time (with_later), ==,
                   tarn_refresh_run_get_end_time (alone));
  g_assert_cmpstr (tarn_refresh_run_get_error_message (with_later), ==,
                   tarn_refresh_run_get_error_message (alone));
  g_assert_cmpint (tarn_refresh_run_get_end_time (with_earlier), <,
                   tarn_refresh_run_get_end_time (alone));
  g_assert_cmpstr (tarn_refresh_run_get_error_message (with_earlier), ==,
                   "The refresh lost a worker.");
}

static void
test_cost_of_failure (void)
{
  g_autoptr (TarnRefreshRun) early
      = fail ("glue.read-failure-ppm", 1000000, "glue.publication-failure-ppm", 0);
  g_autoptr (TarnRefreshRun) late
      = fail ("glue.read-failure-ppm", 0, "glue.publication-failure-ppm", 1000000);

  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (early), >, 0);
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (early), <, 2520000);
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (late), ==, 2520000);
}

static void
test_failed_poll_leaves_run (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule (
      "operation=" GET_REFRESH "\nnth=2\ndo=throw\nexception=ThrottlingException\n");
  g_autofree char *id = sample_start_refresh (sample, "daily");
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (sample, id);
  g_autoptr (GError) error = NULL;

  sample_drain (sample);
  g_assert_false (tarn_refresh_run_reload (run, tarn_sample_get_glue (sample), &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_THROTTLING);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STARTING);
  g_assert_cmpint (tarn_refresh_run_get_end_time (run), ==, 0);
  g_assert_true (tarn_refresh_run_reload (run, tarn_sample_get_glue (sample), NULL));
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
}

/* --- Overview --------------------------------------------------------------------------------- */

static void
test_call_takes_no_time (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = sample_start_refresh (sample, "daily");

  assert_refresh (sample, id, "STARTING", NULL);
  g_assert_false (sample_stop (sample, "monthly", NULL));
  g_assert_cmpint (sample_now (sample), ==, 0);
}

/* The attempt is counted, and that is all. */
static void
test_failed_call_is_counted (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("operation=" STOP_REFRESH "\ndo=lose-reply\n");
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (tarn_sample_get_engine (sample));
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  before = get_digest (tarn_sample_get_engine (sample));
  g_assert_false (sample_stop (sample, "daily", NULL));
  after = get_digest (tarn_sample_get_engine (sample));
  g_assert_cmpstr (before, !=, after);
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, "rule"), ==, 1);
  tarn_engine_set_fault_plan (tarn_sample_get_engine (sample), NULL);
  g_free (before);
  before = get_digest (tarn_sample_get_engine (sample));
  g_assert_false (sample_stop (sample, "daily", NULL));
  g_free (after);
  after = get_digest (tarn_sample_get_engine (sample));
  g_assert_cmpstr (before, ==, after);
}

/* --- Waiting ---------------------------------------------------------------------------------- */

/* Every call fails, and none is in the journal, but the waits succeed. */
static void
test_wait_is_no_call (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *refresh = sample_start_refresh (sample, "daily");
  g_autofree char *metadata = sample_start_metadata (sample);
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autoptr (TarnMetadataRun) generation = NULL;
  g_autoptr (GError) error = NULL;

  sample_set (sample, "glue.get-rate-per-second", 1);
  tarn_sample_add_faults (sample, "[all]\ndo=throw\nexception=ThrottlingException\n");
  run = tarn_glue_client_wait_for_materialized_view_refresh_task_run (tarn_sample_get_glue (sample),
                                                                      NULL, refresh, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  generation
      = tarn_datazone_client_wait_for_metadata_generation_run (tarn_sample_get_datazone (sample),
                                                               tarn_sample_get_domain_id (sample),
                                                               metadata, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_journal_count_calls (tarn_sample_get_journal (sample), GET_REFRESH, NULL),
                    ==, 0);
  g_assert_cmpuint (tarn_journal_count_calls (tarn_sample_get_journal (sample), GET_METADATA, NULL),
                    ==, 0);
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (
                        tarn_engine_get_fault_plan (tarn_sample_get_engine (sample)), "all"),
                    ==, 0);
}

/* --- Determinism ------------------------------------------------------------------------------ */

static char *
describe_random_runs (guint64 replication, gboolean with_other_view, gint64 startup_us)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new_for_replication (5, replication);
  g_autoptr (TarnSample) sample = tarn_sample_add (engine, NULL);
  GString *text = g_string_new (NULL);

  sample_set (sample, "glue.read-failure-ppm", 1000000);
  sample_set (sample, "glue.cost-startup-ms", startup_us / MS_US);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = NULL;
      g_autoptr (TarnRefreshRun) run = NULL;

      if (with_other_view)
        g_free (sample_start_refresh (sample, "monthly"));
      id = sample_start_refresh (sample, "daily");
      sample_drain (sample);
      run = sample_get_refresh (sample, id);
      g_string_append_printf (text, "%" G_GINT64_FORMAT " ",
                              tarn_refresh_run_get_end_time (run)
                                  - tarn_refresh_run_get_start_time (run));
    }
  return g_string_free (text, FALSE);
}

static void
test_draws_of_views (void)
{
  g_autofree char *alone = describe_random_runs (0, FALSE, STARTUP_US);
  g_autofree char *beside = describe_random_runs (0, TRUE, STARTUP_US);
  g_autofree char *again = describe_random_runs (1, FALSE, STARTUP_US);

  g_assert_cmpstr (alone, ==, beside);
  g_assert_cmpstr (alone, !=, again);
}

/* The two policies differ in their start-up. The failures are drawn evenly from the time after it. */
static void
test_draws_of_policies (void)
{
  g_autofree char *policy = describe_random_runs (0, FALSE, STARTUP_US);
  g_autofree char *other = describe_random_runs (0, FALSE, 3 * STARTUP_US);

  g_assert_cmpstr (policy, ==, other);
}

static void
test_same_digest_same_future (void)
{
  g_autoptr (TarnSample) first = tarn_sample_new (3);
  g_autoptr (TarnSample) second = tarn_sample_new (3);
  g_autofree char *digest = NULL;
  g_autofree char *same = NULL;

  g_free (sample_start_refresh (first, "daily"));
  g_free (sample_start_refresh (second, "daily"));
  digest = get_digest (tarn_sample_get_engine (first));
  same = get_digest (tarn_sample_get_engine (second));
  g_assert_cmpstr (digest, ==, same);
  sample_drain (first);
  sample_drain (second);
  g_free (digest);
  g_free (same);
  digest = get_digest (tarn_sample_get_engine (first));
  same = get_digest (tarn_sample_get_engine (second));
  g_assert_cmpstr (digest, ==, same);
}

/* Another time zone and another language change nothing. */
static void
test_environment (void)
{
  if (g_test_subprocess ())
    setlocale (LC_ALL, "");

  g_autofree char *before = describe_random_runs (0, FALSE, STARTUP_US);
  g_autofree char *after = NULL;

  if (g_test_subprocess ())
    {
      g_print ("%s\n", before);
      return;
    }
  g_setenv ("TZ", "Asia/Kathmandu", TRUE);
  g_setenv ("LC_ALL", "tr_TR.UTF-8", TRUE);
  g_setenv ("LANGUAGE", "de", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  after = g_strdup_printf ("*%s*", before);
  g_test_trap_assert_stdout (after);
}

static void
test_seconds_are_computed (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = sample_start_refresh (sample, "daily");
  g_autoptr (TarnRefreshRun) run = NULL;

  sample_drain (sample);
  run = sample_get_refresh (sample, id);
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), ==, 2520000);
  g_assert_cmpint ((gint64) (1000.0 * tarn_refresh_run_get_dpu_seconds (run)), ==, 2520000);
}

/* --- README ----------------------------------------------------------------------------------- */

/* 30 s to start, 10 s that more workers do not shorten, and the rest on 2 to 10 DPU. */
static void
test_first_refresh (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  gint64 startup_ms = 0;
  gint64 serial_ms = 0;
  gint64 dpu_min = 0;
  gint64 dpu_max = 0;
  TarnEngine *engine = tarn_sample_get_engine (sample);

  g_assert_true (tarn_engine_get_option (engine, "glue.cost-startup-ms", &startup_ms, NULL));
  g_assert_true (tarn_engine_get_option (engine, "glue.cost-serial-ms", &serial_ms, NULL));
  g_assert_true (tarn_engine_get_option (engine, "glue.cost-dpu-min", &dpu_min, NULL));
  g_assert_true (tarn_engine_get_option (engine, "glue.cost-dpu-max", &dpu_max, NULL));
  g_assert_cmpint (startup_ms, ==, 30000);
  g_assert_cmpint (serial_ms, ==, 10000);
  g_assert_cmpint (dpu_min, ==, 2);
  g_assert_cmpint (dpu_max, ==, 10);
  g_free (sample_start_refresh (sample, "daily"));
  sample_drain (sample);
  g_assert_cmpint (sample_now (sample), ==, 314 * SECOND_US);
}

static void
test_threshold (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  gint64 percent = 0;

  g_assert_true (
      tarn_engine_get_option (engine, "glue.incremental-threshold-percent", &percent, NULL));
  g_assert_cmpint (percent, ==, 20);
}

static void
test_second_start_collides (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
  g_autoptr (GError) start_error = NULL;
  g_autoptr (GError) stop_error = NULL;

  g_assert_null (sample_refresh (sample, "daily", &start_error));
  assert_exception (start_error, "MaterializedViewRefreshTaskRunningException", NULL);
  sample_drain (sample);
  g_assert_false (sample_stop (sample, "daily", &stop_error));
  assert_exception (stop_error, "MaterializedViewRefreshTaskNotRunningException", NULL);
  g_free (sample_start_refresh (sample, "daily"));
  g_assert_true (sample_stop (sample, "daily", NULL));
}

static void
test_only_one_time_out (void)
{
  g_autoptr (TarnSample) sample = sample_with_faults (
      "[the first start gets no answer]\noperation=" START_REFRESH "\nnth=1\ndo=lose-reply\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTable) table = NULL;

  g_assert_null (sample_refresh (sample, "daily", &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_OPERATION_TIMEOUT);
  table = get_table (sample, "daily");
  g_assert_true (tarn_table_has_active_run (table));
}

/* Counts the operations of both services, those on runs apart. */
static void
test_operations (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  guint n_operations = 0, n_on_runs = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree const char **names = tarn_service_list_operations (
          tarn_engine_get_service (engine, i == 0 ? "glue" : "datazone"));

      for (guint j = 0; names[j] != NULL; j++)
        {
          n_operations++;
          n_on_runs += g_str_has_suffix (names[j], "Run") || g_str_has_suffix (names[j], "Runs");
          if (g_str_has_prefix (names[j], "Delete") || g_str_has_prefix (names[j], "Update"))
            g_assert_true (g_str_has_suffix (names[j], "Table"));
        }
    }
  g_assert_cmpuint (n_operations, ==, 36);
  g_assert_cmpuint (n_on_runs, ==, 8);
}

static void
test_wrong_object (void)
{
  g_autoptr (GError) error = NULL;

  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*TARN_IS_ENGINE*");
  g_assert_false (tarn_engine_step (NULL, NULL, &error));
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
}

/* --- Snapshots -------------------------------------------------------------------------------- */

static void
test_fork_finds_run_ids (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = sample_start_refresh (sample, "daily");
  g_autoptr (TarnEngine) fork
      = tarn_engine_fork (tarn_sample_get_engine (sample), NULL, NULL, NULL);
  g_autoptr (TarnGlueClient) client = glue_client_new (fork, TARN_SAMPLE_ACCOUNT_ID, NULL);
  g_autoptr (TarnRefreshRun) run = NULL;

  sample_drain (sample);
  run = tarn_glue_client_get_materialized_view_refresh_task_run (client, NULL, id, NULL);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STARTING);
}

/* --- Rehearsals ------------------------------------------------------------------------------- */

#define RUN                                                                                        \
  "2000-01-01T00:00:00.000000Z change glue 123456789012.sales.daily run 11a03a8d-ca60-4bf1-8eef-0a0d3166d965 "
#define CALL                                                                                       \
  "2000-01-01T00:00:00.000000Z call glue:StartMaterializedViewRefreshTaskRun by "                  \
  "arn:aws:iam::123456789012:root DatabaseName=\"sales\" TableName=\"daily\" "                     \
  "FullRefresh=\"true\" -> "

/* The lines that the page shows below the assertion, without the line of the plan. */
static void
test_lines_of_rehearsal (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnGlueClient *glue = tarn_sample_get_glue (sample);
  TarnJournal *journal = tarn_sample_get_journal (sample);
  g_autofree char *first_line = NULL;

  tarn_sample_add_faults (sample, "[the first start gets no answer]\noperation=" START_REFRESH
                                  "\nnth=1\ndo=lose-reply\n");
  first_line = tarn_journal_dup_line (journal, 0);
  g_assert_cmpstr (first_line, ==,
                   "2000-01-01T00:00:00.000000Z faults [the first start gets no answer]\\n"
                   "operation=StartMaterializedViewRefreshTaskRun\\nnth=1\\ndo=lose-reply\\n");
  tarn_journal_clear (journal);
  for (guint i = 0; i < 2; i++)
    g_assert_null (start_refresh (glue, NULL, DATABASE, "daily", TRUE, NULL));
  assert_journal (journal, CALL "OperationTimeoutException the first start gets no answer\n" RUN
                                "create >STARTING\n" RUN "take-slot STARTING>STARTING\n" CALL
                                "MaterializedViewRefreshTaskRunningException 123456789012.sales."
                                "daily has a refresh task run that has not ended\n");
}

/* --- Compatibility ---------------------------------------------------------------------------- */

static void
test_version (void)
{
  g_assert_true (TARN_CHECK_VERSION (1, 0, 0));
  g_assert_false (TARN_CHECK_VERSION (1, 0, 1));
  g_assert_false (TARN_CHECK_VERSION (1, 1, 0));
  g_assert_false (TARN_CHECK_VERSION (2, 0, 0));
  g_assert_true (TARN_CHECK_VERSION (0, 9, 9));
  g_assert_cmpuint (TARN_VERSION_1_0, ==, G_ENCODE_VERSION (1, 0));
  g_assert_cmpuint (TARN_VERSION_MAX_ALLOWED, ==,
                    G_ENCODE_VERSION (TARN_MAJOR_VERSION, TARN_MINOR_VERSION));
}

/* clang-format off */
static const Promise promises[] = {
  { "getting-started.md: Things that go wrong: To make every refresh fail at some time while it is RUNNING, set an option before it starts", test_every_refresh_fails },
  { "getting-started.md: Code that polls: A poll can fail, as when it is throttled, and then the run is as it was before.", test_failed_poll_leaves_run },
  { "overview.md: A first look: A call takes no virtual time.", test_call_takes_no_time },
  { "overview.md: Errors: A call that fails changes nothing, except that rates and fault plans count the attempt.", test_failed_call_is_counted },
  { "waiting.md: chapter: Neither is a call of the service: no rate counts it, no fault plan makes it fail, and no journal records it.", test_wait_is_no_call },
  { "faults.md: Without a plan: An option with `-ppm` is a probability: a short run fails as often as a long one", test_probability_of_failure },
  { "faults.md: Without a plan: An option with `-per-1000-hours` is a rate: a run that takes twice as long meets twice as many failures", test_rate_of_failures },
  { "faults.md: Without a plan: A run can draw several failures: then the earliest wins.", test_earliest_failure },
  { "faults.md: Without a plan: so an option that is set for one kind changes no other draw", test_earliest_failure },
  { "faults.md: Without a plan: A failed run costs what it has used until then.", test_cost_of_failure },
  { "faults.md: Without a plan: All other kinds are assumptions, so these options are 0 unless you set them.", test_no_failures_by_default },
  { "determinism.md: Why the results are the same: If you add a view, or if another view has one more run, no other draw changes.", test_draws_of_views },
  { "snapshots.md: Continuing in a fork: So if one view has more refreshes in a fork, the draws of all other views stay the same.", test_draws_of_views },
  { "determinism.md: Seed and replication: Two replications of one seed have no random draws in common.", test_draws_of_views },
  { "determinism.md: Seed and replication: Two policies with the same replication have all random draws in common.", test_draws_of_policies },
  { "determinism.md: Why the results are the same: The state of an engine depends on no clock of the machine, no locale, no environment variable", test_environment },
  { "determinism.md: Comparing: Two engines with the same digest continue in the same way.", test_same_digest_same_future },
  { "determinism.md: Why the results are the same: `tarn_refresh_run_get_dpu_seconds()`, is computed from integers when the caller asks for it", test_seconds_are_computed },
  { "README.md: A first test: The refresh takes 314 s of virtual time: 30 s to start, 10 s that more workers do not shorten, and the rest on 2 to 10 DPU.", test_first_refresh },
  { "README.md: What comes out: the option `glue.incremental-threshold-percent` is 20", test_threshold },
  { "README.md: Who it is for: In Tarn a run takes minutes, a second start collides with it, a late stop finds nothing or stops the *next* run", test_second_start_collides },
  { "README.md: Rehearse failures: The run starts, and the caller gets OperationTimeoutException.", test_only_one_time_out },
  { "README.md: chapter: counters: 36 of 36 operations", test_operations },
  { "README.md: What is assumed, and what is not there: Tarn has the services' eight operations on runs (Start, Get, List, and Stop or Cancel)", test_operations },
  { "README.md: What is assumed, and what is not there: Of these, only tables can be changed and deleted.", test_operations },
  { "overview.md: Errors: A wrong object", test_wrong_object },
  { "snapshots.md: Continuing in a fork: They find the same run ids in the fork.", test_fork_finds_run_ids },
  { "rehearsals.md: chapter: 2000-01-01T00:00:00.000000Z faults [the first start gets no answer]\\noperation=StartMaterializedViewRefreshTaskRun\\nnth=1\\ndo=lose-reply\\n 2000-01-01T00:00:00.000000Z call", test_lines_of_rehearsal },
  { "rehearsals.md: chapter: 11a03a8d-ca60-4bf1-8eef-0a0d3166d965 take-slot STARTING>STARTING 2000-01-01T00:00:00.000000Z call", test_lines_of_rehearsal },
  { "rehearsals.md: chapter: -> MaterializedViewRefreshTaskRunningException 123456789012.sales.daily has a refresh task run that has not ended", test_lines_of_rehearsal },
  { "tarn-version-macros.h: TARN_CHECK_VERSION: Checks whether the headers are of this release or a newer one.", test_version },
  { "tarn-version-macros.h: TARN_VERSION_1_0: The release 1.0, for TARN_VERSION_MAX_ALLOWED.", test_version },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
