/* SPDX-License-Identifier: MIT */
/*
 * Tests the actions of a fault plan that affect more than the call itself. One action fills the limit of
 * active runs of a service for a while. The other denies a principal something from a given moment on.
 */
#include "worlds/sample.h"

#define FILL "do=fill-limit\nduration-us=60000000\n"
#define DENY_ROOT "do=revoke\ndeny-principal=" ROOT "\n"
#define DENY_GET_TABLE DENY_ROOT "deny-action=glue:GetTable\ndeny-resource=*\n"
#define DENY_SOURCE DENY_ROOT "deny-action=lakeformation:SELECT\ndeny-resource=" ORDERS "\n"

static char *
try_refresh (TarnSample *sample, const char *view)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sample_refresh (sample, view, &error);

  g_assert_cmpint (id != NULL, ==, error == NULL);
  return g_strdup (error != NULL ? get_exception (error) : "ok");
}

static char *
try_generate (TarnSample *sample)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run = sample_generate (sample, &error);

  g_assert_cmpint (run != NULL, ==, error == NULL);
  return g_strdup (error != NULL ? get_exception (error) : "ok");
}

static char *
try_get_table (TarnSample *sample, const char *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = sample_name (table);
  g_autoptr (TarnTable) told
      = tarn_glue_client_get_table (tarn_sample_get_glue (sample), name, &error);

  g_assert_cmpint (told != NULL, ==, error == NULL);
  return g_strdup (error != NULL ? get_exception (error) : "ok");
}

/* Takes @answer. */
static void
assert_answer (char *answer, const char *expected)
{
  g_autofree char *own = answer;

  g_assert_cmpstr (own, ==, expected);
}

#define FULL_GLUE "ResourceNumberLimitExceededException"
#define FULL_DATAZONE "ServiceQuotaExceededException"
#define DENIED "AccessDeniedException"

/* --- fill-limit ------------------------------------------------------------------------------- */

/* The call that fills the limit is the first call that finds the limit reached. */
static void
test_fill_glue (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  tarn_sample_add_faults (sample, "[full]\nnth=1\noperation=" START_REFRESH "\n" FILL);
  assert_answer (try_refresh (sample, "daily"), FULL_GLUE);
  sample_advance_to (sample, 60 * SECOND_US - 1);
  assert_answer (try_refresh (sample, "daily"), FULL_GLUE);
  assert_answer (try_generate (sample), "ok");
  sample_advance_to (sample, 60 * SECOND_US);
  assert_answer (try_refresh (sample, "daily"), "ok");
  assert_answer (try_refresh (sample, "monthly"), "ok");
}

/* A second rule does not end what the first one fills for longer. */
static void
test_fill_twice (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  tarn_sample_add_faults (sample, "[full]\nnth=1\noperation=" START_REFRESH "\n" FILL
                                  "[shorter]\nnth=1\noperation=GetTable\ndo=fill-limit\n"
                                  "duration-us=1000000\n"
                                  "[longer]\nnth=2\noperation=GetTable\ndo=fill-limit\n"
                                  "duration-us=70000000\n");
  assert_answer (try_refresh (sample, "daily"), FULL_GLUE);
  assert_answer (try_get_table (sample, "daily"), "ok");
  sample_advance_to (sample, 60 * SECOND_US - 1);
  assert_answer (try_refresh (sample, "daily"), FULL_GLUE);
  assert_answer (try_get_table (sample, "daily"), "ok");
  sample_advance_to (sample, 130 * SECOND_US - 2);
  assert_answer (try_refresh (sample, "daily"), FULL_GLUE);
  sample_advance_to (sample, 130 * SECOND_US - 1);
  assert_answer (try_refresh (sample, "daily"), "ok");
}

static void
test_fill_datazone (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  tarn_sample_add_faults (sample, "[full]\nnth=1\noperation=" START_METADATA "\n" FILL);
  assert_answer (try_generate (sample), FULL_DATAZONE);
  sample_advance_to (sample, 60 * SECOND_US - 1);
  assert_answer (try_generate (sample), FULL_DATAZONE);
  assert_answer (try_refresh (sample, "daily"), "ok");
  sample_advance_to (sample, 60 * SECOND_US);
  assert_answer (try_generate (sample), "ok");
}

/* Any call of the service can fill the limit. A run that already has a slot keeps the slot and goes on. */
static void
test_fill_by_another_call (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = sample_refresh (sample, "daily", NULL);

  tarn_sample_add_faults (sample, "[full]\nnth=1\noperation=GetTable\ndo=fill-limit\n"
                                  "duration-us=31536000000000000\n");
  assert_answer (try_get_table (sample, "daily"), "ok");
  assert_answer (try_refresh (sample, "monthly"), FULL_GLUE);
  sample_drain (sample);
  assert_refresh (sample, id, "SUCCEEDED", NULL);
  assert_answer (try_refresh (sample, "monthly"), FULL_GLUE);
}

/* The service makes its other checks before it checks the limit. */
static void
test_fill_after_other_checks (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = sample_refresh (sample, "daily", NULL);

  g_assert_nonnull (id);
  tarn_sample_add_faults (sample, "[full]\noperation=" START_REFRESH "\n" FILL);
  assert_answer (try_refresh (sample, "none"), "EntityNotFoundException");
  assert_answer (try_refresh (sample, "daily"), "MaterializedViewRefreshTaskRunningException");
  assert_answer (try_refresh (sample, "monthly"), FULL_GLUE);
}

/* With the queue, a run that finds the limit filled waits until a slot is free again. */
static void
test_fill_with_queue (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GPtrArray) runs = NULL;

  sample_set (sample, "glue.queue-at-limit", 1);
  tarn_sample_add_faults (sample, "[full]\nnth=1\noperation=" START_REFRESH "\n" FILL);
  assert_answer (try_refresh (sample, "daily"), "ok");
  sample_advance_to (sample, 60 * SECOND_US);
  sample_drain (sample);
  runs = sample_list_refreshes (sample);
  g_assert_cmpint (tarn_refresh_run_get_start_time (runs->pdata[0]), >=,
                   TARN_ENGINE_START_TIME + 60 * SECOND_US);
}

/* An automatic refresh that becomes due while the limit is filled is reported as an invocation failure. */
static void
test_fill_against_schedule (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) orders = sample_name ("orders");

  tarn_table_input_add_sub_object (view, orders);
  tarn_table_input_set_refresh_seconds (view, 3600);
  glue_create_table (tarn_sample_get_glue (sample), NULL, "sales", "hourly", view, NULL);
  tarn_sample_add_faults (sample, "[full]\noperation=GetTable\ndo=fill-limit\n"
                                  "duration-us=5400000000\n");
  assert_answer (try_get_table (sample, "daily"), "ok");
  sample_advance_to (sample, HOUR_US);
  tarn_assert_order (tarn_sample_get_journal (sample),
                     "invocation-failure [Glue Materialized View Auto-Refresh Invocation Failure]",
                     NULL);
  sample_advance_to (sample, 2 * HOUR_US);
  tarn_assert_order (tarn_sample_get_journal (sample), "invocation-failure", "create >STARTING",
                     NULL);
}

/* --- revoke ----------------------------------------------------------------------------------- */

static void
test_revoke_at_once (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  tarn_sample_add_faults (sample, "[gone]\nnth=1\noperation=GetTable\n" DENY_GET_TABLE);
  assert_answer (try_get_table (sample, "daily"), "ok");
  assert_answer (try_get_table (sample, "daily"), DENIED);
  assert_answer (try_refresh (sample, "daily"), DENIED);
}

static void
test_revoke_later (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  tarn_sample_add_faults (sample,
                          "[gone]\nnth=1\noperation=GetTable\ndelay-us=10\n" DENY_GET_TABLE);
  assert_answer (try_get_table (sample, "daily"), "ok");
  sample_advance_to (sample, 9);
  assert_answer (try_get_table (sample, "daily"), "ok");
  sample_advance_to (sample, 10);
  assert_answer (try_get_table (sample, "daily"), DENIED);
}

/* The rule acts like tarn_engine_deny(), so the journal gets an entry when the denial takes effect. */
static void
test_revoke_is_told (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnJournal *journal = tarn_sample_get_journal (sample);

  tarn_sample_add_faults (sample,
                          "[gone]\nnth=1\noperation=GetTable\ndelay-us=10\n" DENY_GET_TABLE);
  assert_answer (try_get_table (sample, "daily"), "ok");
  sample_advance_to (sample, 20);
  g_assert_cmpint (tarn_journal_find (journal,
                                      "2000-01-01T00:00:00.000010Z access deny " ROOT
                                      " glue:GetTable *",
                                      0),
                   >=, 0);
}

static void
test_revoke_to_come (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  tarn_sample_add_faults (sample,
                          "[gone]\nnth=1\noperation=GetTable\ndelay-us=10\n" DENY_GET_TABLE);
  assert_answer (try_get_table (sample, "daily"), "ok");
  g_autoptr (GPtrArray) pending = tarn_engine_list_pending (tarn_sample_get_engine (sample), 1);
  g_assert_cmpuint (pending->len, ==, 1);
  const TarnPendingEvent *event = pending->pdata[0];
  g_assert_cmpstr (event->kind, ==, "denial");
  g_assert_cmpstr (event->subject, ==, ROOT " glue:GetTable *");
}

/* A revocation that is still pending does not keep the engine from being idle. */
static void
test_revoke_does_not_hold_up (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  tarn_sample_add_faults (sample,
                          "[gone]\noperation=GetTable\ndelay-us=3600000000\n" DENY_GET_TABLE);
  assert_answer (try_get_table (sample, "daily"), "ok");
  sample_drain (sample);
  g_assert_cmpint (sample_now (sample), ==, 0);
}

/* A rule is applied to a call even if the call then fails by itself. */
static void
test_revoke_by_failing_call (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  tarn_sample_add_faults (sample, "[gone]\nnth=1\noperation=GetTable\ndelay-us=1\n" DENY_GET_TABLE);
  assert_answer (try_get_table (sample, "none"), "EntityNotFoundException");
  sample_advance_to (sample, 1);
  assert_answer (try_get_table (sample, "daily"), DENIED);
}

/* Checks how and when a run ends if its definer, here the root, is denied the source @delay_us later. */
static void
check_loss (const char *delay_us, const char *status, gint64 end_us)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *rule
      = g_strdup_printf ("[gone]\nnth=1\noperation=" START_REFRESH "\ndelay-us=%s\n" DENY_SOURCE,
                         delay_us);
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autofree char *id = NULL;

  tarn_sample_add_faults (sample, rule);
  id = sample_refresh (sample, "daily", NULL);
  sample_drain (sample);
  run = sample_get_refresh (sample, id);
  g_assert_cmpstr (tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)), ==, status);
  g_assert_cmpint (tarn_refresh_run_get_end_time (run) - TARN_ENGINE_START_TIME, ==, end_us);
}

static void
test_revoke_source_on_the_way (void)
{
  check_loss ("100000000", "FAILED", DURATION_US);
}

static void
test_revoke_source_before_the_end (void)
{
  check_loss ("313999999", "FAILED", DURATION_US);
}

static void
test_revoke_source_after_the_end (void)
{
  check_loss ("314000001", "SUCCEEDED", DURATION_US);
}

/* The denial takes effect before a publication in the same instant, so the run fails. */
static void
test_revoke_source_at_the_end (void)
{
  check_loss ("314000000", "FAILED", DURATION_US);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fault-limits/fill/glue", test_fill_glue);
  g_test_add_func ("/fault-limits/fill/twice", test_fill_twice);
  g_test_add_func ("/fault-limits/fill/datazone", test_fill_datazone);
  g_test_add_func ("/fault-limits/fill/by-another-call", test_fill_by_another_call);
  g_test_add_func ("/fault-limits/fill/after-other-checks", test_fill_after_other_checks);
  g_test_add_func ("/fault-limits/fill/with-queue", test_fill_with_queue);
  g_test_add_func ("/fault-limits/fill/against-schedule", test_fill_against_schedule);
  g_test_add_func ("/fault-limits/revoke/at-once", test_revoke_at_once);
  g_test_add_func ("/fault-limits/revoke/later", test_revoke_later);
  g_test_add_func ("/fault-limits/revoke/to-come", test_revoke_to_come);
  g_test_add_func ("/fault-limits/revoke/is-told", test_revoke_is_told);
  g_test_add_func ("/fault-limits/revoke/does-not-hold-up", test_revoke_does_not_hold_up);
  g_test_add_func ("/fault-limits/revoke/by-failing-call", test_revoke_by_failing_call);
  g_test_add_func ("/fault-limits/revoke/source-on-the-way", test_revoke_source_on_the_way);
  g_test_add_func ("/fault-limits/revoke/source-before-the-end", test_revoke_source_before_the_end);
  g_test_add_func ("/fault-limits/revoke/source-after-the-end", test_revoke_source_after_the_end);
  g_test_add_func ("/fault-limits/revoke/source-at-the-end", test_revoke_source_at_the_end);

  return g_test_run ();
}
