/* SPDX-License-Identifier: MIT */
/*
 * Each exception of the operations on runs occurs at least once. If the simulation can cause the exception,
 * the test makes it occur without a fault plan, otherwise a rule throws it. A list names the exceptions that
 * only a rule can cause, so the test fails when an exception no longer occurs without a rule. The test prints
 * a table of operation, exception and number of calls. The script counters.py makes such a table for all
 * programs and operations.
 */
#include "worlds/every-operation.h"
#include "worlds/only-thrown.h"

typedef void (*ScenarioFunc) (const World *world);

static GHashTable *counts; /* "operation exception" to the number of calls */

static guint
get_count (const char *key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));
}

/* Adds the number of calls in the journal that ended with each exception. */
static void
count_calls (const World *world)
{
  TarnJournal *journal = tarn_sample_get_journal (world->sample);

  for (guint i = 0; i < G_N_ELEMENTS (call_rows); i++)
    {
      g_autofree const char **exceptions = tarn_service_list_exceptions (
          tarn_engine_get_service (tarn_sample_get_engine (world->sample), call_rows[i].service),
          call_rows[i].operation);

      for (guint j = 0; exceptions[j] != NULL; j++)
        {
          guint n_calls = tarn_journal_count_calls (journal, call_rows[i].operation, exceptions[j]);
          char *key = g_strdup_printf ("%s %s", call_rows[i].operation, exceptions[j]);

          n_calls += get_count (key);
          g_hash_table_insert (counts, key, GUINT_TO_POINTER (n_calls));
        }
    }
}

/* --- Exceptions without a fault plan ---------------------------------------------------------- */

static void
call_all (const World *world)
{
  for (guint i = 0; i < G_N_ELEMENTS (call_rows); i++)
    call_rows[i].call (world, NULL);
}

static void
deny_all (const World *world)
{
  tarn_engine_deny (tarn_sample_get_engine (world->sample), "*", "*", "*");
  call_all (world);
}

/* Makes each call twice in the same instant, so that Amazon DataZone throttles the second call. */
static void
throttle_all (const World *world)
{
  static const char *const operations[] = { "start", "get", "cancel", "list" };

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autofree char *option = g_strdup_printf ("datazone.%s-rate-per-second", operations[i]);

      sample_set (world->sample, option, 1);
    }
  call_all (world);
  call_all (world);
}

static void
call_what_is_not_there (const World *world)
{
  TarnGlueClient *glue = tarn_sample_get_glue (world->sample);
  TarnDataZoneClient *datazone = tarn_sample_get_datazone (world->sample);
  const char *types[] = { "BUSINESS_NAMES", NULL };
  TarnMetadataTarget target = { .type = "ASSET", .identifier = "none" };

  g_assert_null (sample_refresh (world->sample, "none", NULL));
  g_assert_null (tarn_glue_client_get_materialized_view_refresh_task_run (
      glue, NULL, "00000000-0000-4000-8000-000000000000", NULL));
  g_assert_false (sample_stop (world->sample, "none", NULL));
  g_assert_null (tarn_datazone_client_start_metadata_generation_run (datazone, "dzd_none", "none",
                                                                     &target, NULL, types, NULL,
                                                                     NULL));
  g_assert_null (
      tarn_datazone_client_get_metadata_generation_run (datazone, "dzd_none", "none", NULL, NULL));
  g_assert_false (
      tarn_datazone_client_cancel_metadata_generation_run (datazone, "dzd_none", "none", NULL));
  g_assert_null (tarn_datazone_client_list_metadata_generation_runs (datazone, "dzd_none", NULL,
                                                                     NULL, NULL, -1, NULL, NULL,
                                                                     NULL));
}

static void
call_with_bad_arguments (const World *world)
{
  TarnGlueClient *glue = tarn_sample_get_glue (world->sample);
  TarnDataZoneClient *datazone = tarn_sample_get_datazone (world->sample);

  g_assert_null (sample_refresh (world->sample, "", NULL));
  g_assert_null (
      tarn_glue_client_get_materialized_view_refresh_task_run (glue, NULL, "none", NULL));
  g_assert_false (sample_stop (world->sample, "", NULL));
  g_assert_null (tarn_glue_client_list_materialized_view_refresh_task_runs (glue, NULL, NULL, NULL,
                                                                            0, NULL, NULL, NULL));
  g_assert_null (tarn_datazone_client_start_metadata_generation_run (datazone, NULL, NULL, NULL,
                                                                     NULL, NULL, NULL, NULL));
  g_assert_null (
      tarn_datazone_client_get_metadata_generation_run (datazone, NULL, NULL, NULL, NULL));
  g_assert_false (tarn_datazone_client_cancel_metadata_generation_run (datazone, NULL, NULL, NULL));
  g_assert_null (tarn_datazone_client_list_metadata_generation_runs (datazone, NULL, NULL, NULL,
                                                                     NULL, -1, NULL, NULL, NULL));
}

/* Calls as a role of the account that is no member of the project. */
static void
call_by_no_member (const World *world)
{
  TarnSample *sample = world->sample;
  g_autoptr (TarnPrincipal) role
      = tarn_principal_new (TARN_SAMPLE_ACCOUNT_ID,
                            "arn:aws:iam::" TARN_SAMPLE_ACCOUNT_ID ":role/other", NULL);
  g_autoptr (TarnDataZoneClient) client
      = tarn_engine_create_datazone_client (tarn_sample_get_engine (sample), role);
  const char *domain = tarn_sample_get_domain_id (sample);
  const char *const types[] = { "BUSINESS_NAMES", NULL };
  TarnMetadataTarget target = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (sample) };

  g_assert_null (tarn_datazone_client_start_metadata_generation_run (
      client, domain, tarn_sample_get_project_id (sample), &target, NULL, types, NULL, NULL));
  g_assert_false (tarn_datazone_client_cancel_metadata_generation_run (client, domain,
                                                                       world->metadata_id, NULL));
}

static void
call_twice (const World *world)
{
  call_all (world);
  call_all (world);
}

static void
call_at_limit (const World *world)
{
  sample_set (world->sample, "glue.running-max", 1);
  sample_set (world->sample, "datazone.active-runs-max", 1);
  call_start_refresh (world, NULL);
  call_start_metadata (world, NULL);
}

/* --- The table -------------------------------------------------------------------------------- */

static gboolean
is_about_runs (const char *operation)
{
  static const char *const operations[] = { START_REFRESH,   GET_REFRESH,    STOP_REFRESH,
                                            LIST_REFRESHES,  START_METADATA, GET_METADATA,
                                            CANCEL_METADATA, LIST_METADATA,  NULL };

  return g_strv_contains (operations, operation);
}

static void
throw_one (const CallRow *row, const char *exception)
{
  g_auto (World) world = world_new (1);
  g_autofree char *rule
      = g_strdup_printf ("[a]\nservice=%s\noperation=%s\ndo=throw\nexception=%s\n", row->service,
                         row->operation, exception);

  tarn_sample_add_faults (world.sample, rule);
  g_assert_false (row->call (&world, NULL));
  count_calls (&world);
}

/* Checks that the exception has occurred. If the list names the exception, a rule throws it first. */
static void
reach (const CallRow *row, const char *exception)
{
  g_autofree char *key = g_strdup_printf ("%s %s", row->operation, exception);
  gboolean is_thrown = get_count (key) == 0;

  if (is_thrown != g_strv_contains (only_thrown, key))
    g_error ("%s happens %s", key, is_thrown ? "no longer by itself" : "by itself");
  if (is_thrown)
    throw_one (row, exception);
  g_test_message ("%s %u%s", key, get_count (key), is_thrown ? " (thrown)" : "");
  g_assert_cmpuint (get_count (key), >, 0);
}

static void
test_exceptions (void)
{
  static const ScenarioFunc scenarios[]
      = { deny_all,          throttle_all, call_what_is_not_there, call_with_bad_arguments,
          call_by_no_member, call_twice,   call_at_limit };
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);

  counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    {
      g_auto (World) world = world_new (1);

      scenarios[i](&world);
      count_calls (&world);
    }
  for (guint i = 0; i < G_N_ELEMENTS (call_rows); i++)
    {
      g_autofree const char **exceptions
          = tarn_service_list_exceptions (tarn_engine_get_service (engine, call_rows[i].service),
                                          call_rows[i].operation);

      for (guint j = 0; is_about_runs (call_rows[i].operation) && exceptions[j] != NULL; j++)
        reach (&call_rows[i], exceptions[j]);
    }
  g_hash_table_unref (counts);
}

/* --- Actions of a fault plan ------------------------------------------------------------------ */

#define RUN "operation=" START_REFRESH "\n"
#define GENERATION "operation=" START_METADATA "\n"

/* If all operations are called, each rule is applied at least once. */
static void
test_action (gconstpointer rule)
{
  g_auto (World) world = world_new (1);
  g_autofree char *text = g_strconcat ("[rule]\ndo=", rule, NULL);
  TarnFaultPlan *plan = engine_add_faults (tarn_sample_get_engine (world.sample), text);

  call_all (&world);
  sample_drain (world.sample);
  g_test_message ("%s %" G_GUINT64_FORMAT, text, tarn_fault_plan_get_n_applied (plan, "rule"));
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (plan, "rule"), >, 0);
}

int
main (int argc, char *argv[])
{
  /* clang-format off */
  static const char *const rules[] = {
    "throw\nexception=ThrottlingException\n", "lose-reply\n",
    "fail-run\n" RUN, "fail-run\n" GENERATION, "hang-run\n" RUN, "hang-run\n" GENERATION,
    "slow-run\nfactor-permille=2000\n" RUN, "slow-run\nfactor-permille=2000\n" GENERATION,
    "ignore-stop\ndelay-us=1\n" RUN, "end-at-stop\n" RUN, "end-at-stop\n" GENERATION,
    "revoke\ndeny-principal=*\ndeny-action=*\ndeny-resource=*\n", "fill-limit\nduration-us=1\n",
    "drop-event\n", "duplicate-event\n", "delay-event\ndelay-us=1\n",
  };
  /* clang-format on */

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/counter-table/exceptions", test_exceptions);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *action = g_strndup (rules[i], strcspn (rules[i], "\n"));
      g_autofree char *path
          = g_strdup_printf ("/counter-table/action/%s%s", action,
                             strstr (rules[i], START_METADATA) != NULL ? "-of-metadata" : "");

      g_test_add_data_func (path, rules[i], test_action);
    }

  return g_test_run ();
}
