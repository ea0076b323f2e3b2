/* SPDX-License-Identifier: MIT */
/*
 * Tests what a fault plan does to events. Observers and the journal always see the same changes. The tests of
 * chaos apply many faults at once: every run is accounted for, and the same seed gives the same bytes.
 */
#include "worlds/sample.h"

#define SUCCEEDED "Glue Materialized View Refresh Task Succeeded"

enum
{
  CHAOS_VIEWS = 40,
  CHAOS_ROUNDS = 25,
};

/* Appends the seconds since the start, the cause, the statuses, and the last word of the event. */
static void
log_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  GString *log = data;

  g_string_append_printf (
      log, "%" G_GINT64_FORMAT " %s %s>%s",
      (tarn_change_get_time (change) - TARN_ENGINE_START_TIME) / SECOND_US,
      tarn_change_get_cause (change),
      tarn_change_get_from_status (change) != NULL ? tarn_change_get_from_status (change) : "",
      tarn_change_get_to_status (change) != NULL ? tarn_change_get_to_status (change) : "");
  if (tarn_change_get_detail_type (change) != NULL)
    g_string_append_printf (log, " [%s]", strrchr (tarn_change_get_detail_type (change), ' ') + 1);
  g_string_append_c (log, '\n');
}

/* Makes the lines that log_change() writes from the journal instead, so that the test can compare the two. */
static char *
read_changes (TarnJournal *journal)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tarn_journal_get_length (journal); i++)
    {
      g_autofree char *line = tarn_journal_dup_line (journal, i);
      g_auto (GStrv) words = NULL;
      const char *event;

      if (tarn_journal_get_kind (journal, i) != TARN_JOURNAL_CHANGE)
        continue;
      words = g_strsplit (line, " ", 9);
      event = strchr (line, '[');
      g_string_append_printf (text, "%" G_GINT64_FORMAT " %s %s",
                              (tarn_journal_get_time (journal, i) - TARN_ENGINE_START_TIME)
                                  / SECOND_US,
                              words[6], words[7]);
      if (event != NULL)
        {
          g_autofree char *inner = g_strndup (event + 1, strcspn (event + 1, "]"));

          g_string_append_printf (text, " [%s]", strrchr (inner, ' ') + 1);
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

/* Refreshes `daily` with a plan of these rules, and checks the changes that observers and the journal see. */
static void
check_refresh (const char *rules, const char *expected)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autofree char *id = NULL, *changes = NULL;

  if (rules != NULL)
    tarn_sample_add_faults (sample, rules);
  tarn_engine_add_observer (tarn_sample_get_engine (sample), log_change, log, NULL);
  id = sample_refresh (sample, "daily", NULL);
  sample_drain (sample);

  g_assert_cmpstr (log->str, ==, expected);
  changes = read_changes (tarn_sample_get_journal (sample));
  g_assert_cmpstr (changes, ==, expected);
  assert_refresh (sample, id, "SUCCEEDED", NULL);
}

static void
test_nothing (void)
{
  check_refresh (NULL, "0 create >STARTING\n"
                       "0 take-slot STARTING>STARTING\n"
                       "30 begin STARTING>RUNNING [Started]\n"
                       "314 succeed RUNNING>SUCCEEDED [Succeeded]\n");
}

static void
test_drop (void)
{
  check_refresh ("[a]\ndo=drop-event\nevent=" SUCCEEDED "\n",
                 "0 create >STARTING\n"
                 "0 take-slot STARTING>STARTING\n"
                 "30 begin STARTING>RUNNING [Started]\n"
                 "314 succeed RUNNING>SUCCEEDED\n");
}

static void
test_drop_all (void)
{
  check_refresh ("[a]\ndo=drop-event\n", "0 create >STARTING\n"
                                         "0 take-slot STARTING>STARTING\n"
                                         "30 begin STARTING>RUNNING\n"
                                         "314 succeed RUNNING>SUCCEEDED\n");
}

static void
test_duplicate (void)
{
  check_refresh ("[a]\ndo=duplicate-event\n", "0 create >STARTING\n"
                                              "0 take-slot STARTING>STARTING\n"
                                              "30 begin STARTING>RUNNING [Started]\n"
                                              "30 redelivery RUNNING>RUNNING [Started]\n"
                                              "314 succeed RUNNING>SUCCEEDED [Succeeded]\n"
                                              "314 redelivery SUCCEEDED>SUCCEEDED [Succeeded]\n");
}

static void
test_delay (void)
{
  check_refresh ("[a]\ndo=delay-event\ndelay-us=500000000\n",
                 "0 create >STARTING\n"
                 "0 take-slot STARTING>STARTING\n"
                 "30 begin STARTING>RUNNING\n"
                 "314 succeed RUNNING>SUCCEEDED\n"
                 "530 late-event RUNNING>RUNNING [Started]\n"
                 "814 late-event SUCCEEDED>SUCCEEDED [Succeeded]\n");
}

/* The order of two late events can differ from the order of their changes. */
static void
test_overtake (void)
{
  check_refresh ("[a]\nnth=1\ndo=delay-event\ndelay-us=500000000\n"
                 "[b]\ndo=delay-event\ndelay-us=0\n",
                 "0 create >STARTING\n"
                 "0 take-slot STARTING>STARTING\n"
                 "30 begin STARTING>RUNNING\n"
                 "314 succeed RUNNING>SUCCEEDED\n"
                 "314 late-event SUCCEEDED>SUCCEEDED [Succeeded]\n"
                 "530 late-event RUNNING>RUNNING [Started]\n");
}

static void
test_resource (void)
{
  check_refresh ("[a]\ndo=drop-event\nresource=" MONTHLY "\n"
                 "[b]\ndo=drop-event\nservice=datazone\n"
                 "[c]\nnth=2\ndo=drop-event\nresource=" TARN_SAMPLE_ACCOUNT_ID "*\n",
                 "0 create >STARTING\n"
                 "0 take-slot STARTING>STARTING\n"
                 "30 begin STARTING>RUNNING [Started]\n"
                 "314 succeed RUNNING>SUCCEEDED\n");
}

/* The resource of an event is the path of the view, as that of a call. */
static void
test_resource_of_the_view (void)
{
  check_refresh ("[a]\ndo=drop-event\nnth=1\nresource=" TARN_SAMPLE_ACCOUNT_ID "/" DATABASE
                 "/daily\n",
                 "0 create >STARTING\n"
                 "0 take-slot STARTING>STARTING\n"
                 "30 begin STARTING>RUNNING\n"
                 "314 succeed RUNNING>SUCCEEDED [Succeeded]\n");
}

/* A late event is delivered even if the engine has forgotten its run. */
static void
test_late_after_forgotten (void)
{
  static const char *const types[] = { "BUSINESS_NAMES", NULL };
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnMetadataTarget target = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (sample) };
  g_autofree char *first = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) log = g_string_new (NULL);

  sample_set (sample, "datazone.retention-runs", 1);
  sample_set (sample, "datazone.client-token-lifetime-us", 1);
  tarn_sample_add_faults (sample, "[a]\nnth=1\ndo=delay-event\ndelay-us=3600000000\n");
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *token = g_strdup_printf ("token-%u", i);
      g_autoptr (TarnMetadataRun) run
          = tarn_datazone_client_start_metadata_generation_run (tarn_sample_get_datazone (sample),
                                                                tarn_sample_get_domain_id (sample),
                                                                tarn_sample_get_project_id (sample),
                                                                &target, NULL, types, token, NULL);

      g_assert_nonnull (run);
      if (i == 0)
        first = g_strdup (tarn_metadata_run_get_id (run));
      sample_advance_to (sample, (i + 1) * 600 * SECOND_US);
    }
  g_assert_null (tarn_datazone_client_get_metadata_generation_run (
      tarn_sample_get_datazone (sample), tarn_sample_get_domain_id (sample), first, NULL, &error));
  assert_exception (error, "ResourceNotFoundException", NULL);
  tarn_engine_add_observer (tarn_sample_get_engine (sample), log_change, log, NULL);
  sample_drain (sample);
  g_assert_nonnull (strstr (log->str, "late-event SUCCEEDED>SUCCEEDED [Succeeded]"));
}

/* An engine that is freed before its late events are due leaks nothing. */
static void
test_never_late (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnMetadataRun) run = NULL;

  tarn_sample_add_faults (sample, "[a]\ndo=delay-event\ndelay-us=31536000000000000\n");
  run = sample_generate (sample, NULL);
  sample_advance_to (sample, HOUR_US);
  g_assert_nonnull (run);
  tarn_assert_order (tarn_sample_get_journal (sample), "IN_PROGRESS>SUCCEEDED", NULL);
}

/* A rule counts the events that it was compared with, even if there are no observers. */
static void
test_counted_unwatched (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);
  g_autofree char *id = NULL;

  g_assert_true (tarn_fault_plan_add_from_data (plan, "[a]\ndo=drop-event\n", -1, "x", NULL));
  tarn_engine_set_fault_plan (engine, plan);
  tarn_engine_set_journal (engine, NULL);
  id = sample_refresh (sample, "daily", NULL);
  sample_drain (sample);
  g_assert_nonnull (id);
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, "a"), ==, 2);
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (plan, "a"), ==, 2);
}

/* A change without an EventBridge event is neither a call nor an event, so no rule counts it. */
static void
test_changes_without_event (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnFaultPlan *plan;

  tarn_sample_add_faults (sample, "[a]\nnth=1000\ndo=lose-reply\n");
  plan = tarn_engine_get_fault_plan (tarn_sample_get_engine (sample));
  g_free (sample_start_refresh (sample, "daily"));
  sample_drain (sample);
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, "a"), ==, 1);
}

/* --- Chaos ------------------------------------------------------------------------------------ */

static void
add_views (TarnSample *sample)
{
  g_autoptr (TarnTableName) orders = sample_name ("orders");

  for (guint i = 0; i < CHAOS_VIEWS; i++)
    {
      g_autofree char *name = g_strdup_printf ("view-%u", i);
      g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();

      tarn_table_input_add_sub_object (view, orders);
      glue_create_table (tarn_sample_get_glue (sample), NULL, "sales", name, view, NULL);
    }
}

static void
generate (TarnSample *sample)
{
  g_autoptr (TarnMetadataRun) run G_GNUC_UNUSED = sample_generate (sample, NULL);
}

/* Starts each view and one metadata run every hour, and stops each fifth view 100 seconds later. */
static void
make_chaos (TarnSample *sample)
{
  for (guint round = 0; round < CHAOS_ROUNDS; round++)
    {
      for (guint i = 0; i < CHAOS_VIEWS; i++)
        {
          g_autofree char *name = g_strdup_printf ("view-%u", i);

          g_free (sample_refresh (sample, name, NULL));
        }
      generate (sample);
      sample_advance_to (sample, round * HOUR_US + 100 * SECOND_US);
      for (guint i = 0; i < CHAOS_VIEWS; i += 5)
        {
          g_autofree char *name = g_strdup_printf ("view-%u", i);

          sample_stop (sample, name, NULL);
        }
      sample_advance_to (sample, (round + 1) * HOUR_US);
    }
}

static TarnSample *
chaos_new (guint64 seed, guint rate_ppm)
{
  TarnSample *sample = tarn_sample_new (seed);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);

  tarn_fault_plan_add_chaos (plan, rate_ppm);
  add_views (sample);
  tarn_engine_set_fault_plan (engine, plan);
  make_chaos (sample);
  tarn_engine_set_fault_plan (engine, NULL);
  return sample;
}

/*
 * Checks that every run has ended or is RUNNING, and that the journal has one creation for each run. Returns
 * how many runs are RUNNING.
 */
static guint
account_for_runs (TarnSample *sample)
{
  g_autoptr (GPtrArray) runs = sample_list_refreshes (sample);
  TarnJournal *journal = tarn_sample_get_journal (sample);
  guint n_created = 0, n_ended = 0, n_running = 0;

  for (gint i = -1; (i = tarn_journal_find (journal, " create >STARTING", (guint) (i + 1))) >= 0;)
    n_created++;
  for (guint i = 0; i < runs->len; i++)
    if (tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (runs->pdata[i])))
      n_ended++;
    else if (tarn_refresh_run_get_status (runs->pdata[i]) == TARN_REFRESH_STATUS_RUNNING)
      n_running++;
  g_assert_cmpuint (n_ended + n_running, ==, runs->len);
  g_assert_cmpuint (n_created, ==, runs->len);
  return n_running;
}

static void
test_chaos_at_0 (void)
{
  g_autoptr (TarnSample) sample = chaos_new (1, 0);
  TarnJournal *journal = tarn_sample_get_journal (sample);

  tarn_assert_n_calls (journal, START_REFRESH, "ok", CHAOS_VIEWS * CHAOS_ROUNDS);
  tarn_assert_n_calls (journal, START_METADATA, "ok", CHAOS_ROUNDS);
  tarn_assert_n_calls (journal, STOP_REFRESH, "ok", CHAOS_VIEWS / 5 * CHAOS_ROUNDS);
  g_assert_cmpuint (account_for_runs (sample), ==, 0);
}

/* Every call is throttled, so no run is ever created. */
static void
test_chaos_at_1000000 (void)
{
  g_autoptr (TarnSample) sample = chaos_new (1, 1000000);
  TarnJournal *journal = tarn_sample_get_journal (sample);
  g_autoptr (GPtrArray) runs = sample_list_refreshes (sample);

  g_assert_cmpuint (runs->len, ==, 0);
  tarn_assert_n_calls (journal, START_REFRESH, "ThrottlingException", CHAOS_VIEWS * CHAOS_ROUNDS);
}

static void
test_chaos_at_50000 (void)
{
  g_autoptr (TarnSample) sample = chaos_new (1, 50000);
  TarnJournal *journal = tarn_sample_get_journal (sample);
  static const char *const seen[] = { "-> ThrottlingException", "-> OperationTimeoutException",
                                      "RUNNING>FAILED", "redelivery", "late-event" };

  account_for_runs (sample);
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    tarn_assert_order (journal, seen[i], NULL);
}

static void
test_chaos_again (void)
{
  g_autoptr (TarnSample) sample = chaos_new (1, 50000);
  g_autoptr (TarnSample) again = chaos_new (1, 50000);
  g_autoptr (TarnSample) other = chaos_new (2, 50000);
  g_autofree char *hash = tarn_journal_dup_sha256 (tarn_sample_get_journal (sample));
  g_autofree char *hash_again = tarn_journal_dup_sha256 (tarn_sample_get_journal (again));
  g_autofree char *hash_of_other = tarn_journal_dup_sha256 (tarn_sample_get_journal (other));

  g_assert_cmpstr (hash, ==, hash_again);
  g_assert_cmpstr (hash, !=, hash_of_other);
}

/* Each rule of the chaos matches something, and is applied at about its rate if it matches often enough. */
static void
test_chaos_rules (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);

  guint n_measured = 0;

  tarn_fault_plan_add_chaos (plan, 50000);
  add_views (sample);
  tarn_engine_set_fault_plan (engine, plan);
  make_chaos (sample);
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 11);
  for (guint i = 0; i < tarn_fault_plan_get_n_rules (plan); i++)
    {
      const char *name = tarn_fault_plan_get_rule_name (plan, i);
      guint64 n_matched = tarn_fault_plan_get_n_matched (plan, name);
      guint64 n_applied = tarn_fault_plan_get_n_applied (plan, name);

      g_assert_cmpuint (n_matched, >, 0);
      if (n_matched < 500)
        continue;
      n_measured++;
      g_assert_cmpuint (n_applied * 100, >, n_matched * 2);
      g_assert_cmpuint (n_applied * 100, <, n_matched * 8);
    }
  g_assert_cmpuint (n_measured, ==, 8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/faults-on-events/nothing", test_nothing);
  g_test_add_func ("/faults-on-events/drop", test_drop);
  g_test_add_func ("/faults-on-events/drop-all", test_drop_all);
  g_test_add_func ("/faults-on-events/duplicate", test_duplicate);
  g_test_add_func ("/faults-on-events/delay", test_delay);
  g_test_add_func ("/faults-on-events/overtake", test_overtake);
  g_test_add_func ("/faults-on-events/resource", test_resource);
  g_test_add_func ("/faults-on-events/resource-of-the-view", test_resource_of_the_view);
  g_test_add_func ("/faults-on-events/late-after-forgotten", test_late_after_forgotten);
  g_test_add_func ("/faults-on-events/never-late", test_never_late);
  g_test_add_func ("/faults-on-events/counted-unwatched", test_counted_unwatched);
  g_test_add_func ("/faults-on-events/without-event", test_changes_without_event);
  g_test_add_func ("/faults-on-events/chaos/at-0", test_chaos_at_0);
  g_test_add_func ("/faults-on-events/chaos/at-1000000", test_chaos_at_1000000);
  g_test_add_func ("/faults-on-events/chaos/at-50000", test_chaos_at_50000);
  g_test_add_func ("/faults-on-events/chaos/again", test_chaos_again);
  g_test_add_func ("/faults-on-events/chaos/rules", test_chaos_rules);

  return g_test_run ();
}
