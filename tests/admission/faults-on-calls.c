/* SPDX-License-Identifier: MIT */
/*
 * Tests what a fault plan does to a call: the call fails without any effect, or the call takes effect and its
 * reply is lost. In the first case the test compares the engine with its state before the call. In the second
 * case it compares the engine with a twin in which the same call got its reply.
 */
#include "worlds/every-operation.h"

#define THROWN "Something went wrong"

static const char *
get_lost_exception (const char *service)
{
  return g_str_equal (service, "glue") ? "OperationTimeoutException" : "InternalServerException";
}

static guint
get_status (const GError *error)
{
  return error->domain == TARN_GLUE_ERROR
             ? tarn_glue_error_get_http_status ((TarnGlueError) error->code)
             : tarn_datazone_error_get_http_status ((TarnDataZoneError) error->code);
}

static gboolean
is_reply_lost (const GError *error)
{
  return error->domain == TARN_GLUE_ERROR ? tarn_glue_error_is_reply_lost (error)
                                          : tarn_datazone_error_is_reply_lost (error);
}

static char *
rule_for (const CallRow *row, const char *lines)
{
  return g_strdup_printf ("[rule]\nservice=%s\noperation=%s\n%s", row->service, row->operation,
                          lines);
}

static void
stop_faults (const World *world)
{
  tarn_engine_set_fault_plan (tarn_sample_get_engine (world->sample), NULL);
}

/* --- throw ------------------------------------------------------------------------------------ */

static void
check_throw (const CallRow *row, const TarnService *service, const char *exception)
{
  g_auto (World) world = world_new (1);
  TarnJournal *journal = tarn_sample_get_journal (world.sample);
  g_autoptr (GError) error = NULL;
  g_autofree char *lines
      = g_strdup_printf ("do=throw\nexception=%s\nmessage=" THROWN "\n", exception);
  g_autofree char *rule = rule_for (row, lines);
  g_autofree char *before = world_to_string (&world);
  g_autofree char *after = NULL;

  tarn_sample_add_faults (world.sample, rule);
  g_assert_false (row->call (&world, &error));
  assert_exception (error, exception, THROWN);
  g_assert_false (is_reply_lost (error));
  g_assert_cmpuint (get_status (error), ==, tarn_service_get_exception_status (service, exception));
  g_assert_false (row->call (&world, NULL));
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 3);
  tarn_assert_n_calls (journal, row->operation, exception, 2);

  stop_faults (&world);
  after = world_to_string (&world);
  g_assert_cmpstr (after, ==, before);
  g_clear_error (&error);
  g_assert_true (row->call (&world, &error));
  g_assert_no_error (error);
}

/* A rule can throw each exception of the service, also those that the operation does not list. */
static void
test_throw (gconstpointer data)
{
  const CallRow *row = data;
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  const TarnService *service = tarn_engine_get_service (engine, row->service);
  g_autofree const char **exceptions = tarn_service_list_exceptions (service, NULL);

  for (guint i = 0; exceptions[i] != NULL; i++)
    check_throw (row, service, exceptions[i]);
}

static void
test_throw_without_message (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (GError) error = NULL;

  tarn_sample_add_faults (world.sample, "[none today]\ndo=throw\nexception=ThrottlingException\n");
  g_assert_false (call_get_table (&world, &error));
  assert_exception (error, "ThrottlingException", "none today");
}

/*
 * Only Amazon DataZone has this exception, so a rule without a service does not apply to calls of AWS Glue.
 */
static void
test_throw_what_one_service_has (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (GError) error = NULL;

  tarn_sample_add_faults (world.sample, "[a]\ndo=throw\nexception=ConflictException\n");
  g_assert_true (call_get_table (&world, NULL));
  g_assert_false (call_get_asset (&world, &error));
  assert_exception (error, "ConflictException", "a");
}

/* --- lose-reply ------------------------------------------------------------------------------- */

/*
 * Makes a second call. Returns the state before the call, the answer, the journal without its first line and
 * without the fault plan, and the state when the engine is idle.
 */
static char *
describe_rest (const World *world, const CallRow *row)
{
  TarnJournal *journal = tarn_sample_get_journal (world->sample);
  g_autofree char *first = world_to_string (world);
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (first);

  row->call (world, &error);
  g_string_append_printf (text, "%s %s\n", error != NULL ? get_exception (error) : "ok",
                          error != NULL ? error->message : "");
  for (guint i = 1; i < tarn_journal_get_length (journal); i++)
    {
      g_autofree char *line = tarn_journal_dup_line (journal, i);

      if (strstr (line, " faults ") == NULL)
        g_string_append_printf (text, "%s\n", line);
    }

  sample_drain (world->sample);
  g_autofree char *last = world_to_string (world);
  g_string_append (text, last);
  return g_string_free (text, FALSE);
}

static void
test_lose_reply (gconstpointer data)
{
  const CallRow *row = data;
  g_auto (World) world = world_new (1);
  g_auto (World) twin = world_new (1);
  TarnJournal *journal = tarn_sample_get_journal (world.sample);
  g_autofree char *rule = rule_for (row, "do=lose-reply\nmessage=" THROWN "\n");
  g_autofree char *rest = NULL, *rest_of_twin = NULL, *line = NULL, *ending = NULL;
  g_autoptr (GError) error = NULL, copy = NULL;

  tarn_sample_add_faults (world.sample, rule);
  tarn_journal_clear (journal);
  g_assert_false (row->call (&world, &error));
  assert_exception (error, get_lost_exception (row->service), THROWN);
  g_assert_true (is_reply_lost (error));
  copy = g_error_copy (error);
  g_assert_true (is_reply_lost (copy));
  g_assert_true (row->call (&twin, NULL));
  line = tarn_journal_dup_line (journal, 0);
  ending = g_strdup_printf (" -> %s " THROWN, get_lost_exception (row->service));
  g_assert_true (g_str_has_suffix (line, ending));

  stop_faults (&world);
  rest = describe_rest (&world, row);
  rest_of_twin = describe_rest (&twin, row);
  g_assert_cmpstr (rest, ==, rest_of_twin);
}

static void
test_lose_reply_without_error (gconstpointer data)
{
  const CallRow *row = data;
  g_auto (World) world = world_new (1);
  g_autofree char *rule = rule_for (row, "do=lose-reply\n");

  tarn_sample_add_faults (world.sample, rule);
  g_assert_false (row->call (&world, NULL));
  tarn_assert_n_calls (tarn_sample_get_journal (world.sample), row->operation,
                       get_lost_exception (row->service), 1);
}

/* A reply can be lost even if there is no journal and the caller takes no GError. */
static void
test_lose_reply_unseen (gconstpointer data)
{
  const CallRow *row = data;
  g_auto (World) world = world_new (1);
  g_autofree char *rule = rule_for (row, "do=lose-reply\n");

  tarn_sample_add_faults (world.sample, rule);
  tarn_engine_set_journal (tarn_sample_get_engine (world.sample), NULL);
  g_assert_false (row->call (&world, NULL));
  g_assert_cmpuint (tarn_journal_get_length (tarn_sample_get_journal (world.sample)), ==, 1);
}

static void
test_lose_reply_of_page (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sample_refresh (world.sample, "monthly", &error);
  g_autoptr (TarnMetadataRun) run = sample_generate (world.sample, &error);
  char untouched[] = "untouched", *token = untouched;
  TarnGlueClient *glue = tarn_sample_get_glue (world.sample);
  GPtrArray *page;

  g_assert_no_error (error);
  g_assert_nonnull (id);
  g_assert_nonnull (run);
  tarn_sample_add_faults (world.sample, "[lost]\ndo=lose-reply\n");
  page = tarn_glue_client_list_materialized_view_refresh_task_runs (glue, NULL, NULL, NULL, 1, NULL,
                                                                    &token, &error);
  g_assert_null (page);
  assert_exception (error, "OperationTimeoutException", "lost");
  g_assert_true (token == untouched);

  g_clear_error (&error);
  page = tarn_datazone_client_list_metadata_generation_runs (
      tarn_sample_get_datazone (world.sample), tarn_sample_get_domain_id (world.sample), NULL, NULL,
      NULL, 1, NULL, &token, &error);
  g_assert_null (page);
  assert_exception (error, "InternalServerException", "lost");
  g_assert_true (token == untouched);

  stop_faults (&world);
  page = tarn_glue_client_list_materialized_view_refresh_task_runs (glue, NULL, NULL, NULL, 1, NULL,
                                                                    &token, NULL);
  g_assert_cmpuint (page->len, ==, 1);
  g_assert_true (token != untouched);
  g_free (token);
  g_ptr_array_unref (page);
}

/* A run whose reload got no answer can be reloaded later. */
static void
test_reload (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (GError) error = NULL;
  TarnGlueClient *glue = tarn_sample_get_glue (world.sample);
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (world.sample, world.refresh_id);

  tarn_sample_add_faults (world.sample, "[lost]\nnth=1\ndo=lose-reply\n");
  g_assert_false (tarn_refresh_run_reload (run, glue, &error));
  assert_exception (error, "OperationTimeoutException", "lost");

  g_clear_error (&error);
  stop_faults (&world);
  g_assert_true (tarn_refresh_run_reload (run, glue, &error));
  g_assert_no_error (error);
}

/* A call that fails by itself keeps its own error, so the rule has not been applied to it. */
static void
test_lose_reply_of_failure (void)
{
  g_auto (World) world = world_new (1);
  TarnEngine *engine = tarn_sample_get_engine (world.sample);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  g_assert_true (tarn_fault_plan_add_from_data (plan, "[lost]\ndo=lose-reply\n", -1, "x", NULL));
  tarn_engine_set_fault_plan (engine, plan);
  id = sample_refresh (world.sample, "none", &error);
  g_assert_null (id);
  assert_exception (error, "EntityNotFoundException", NULL);
  g_assert_false (is_reply_lost (error));
  g_clear_error (&error);
  g_assert_false (sample_cancel (world.sample, "none", &error));
  assert_exception (error, "ResourceNotFoundException", NULL);
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, "lost"), ==, 2);
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (plan, "lost"), ==, 0);
}

static TarnMetadataRun *
start_with_token (const World *world)
{
  static const char *const types[] = { "BUSINESS_NAMES", NULL };
  TarnMetadataTarget target
      = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (world->sample) };

  return tarn_datazone_client_start_metadata_generation_run (
      tarn_sample_get_datazone (world->sample), tarn_sample_get_domain_id (world->sample),
      tarn_sample_get_project_id (world->sample), &target, NULL, types, "token", NULL);
}

/* What a rule does to a run counts when there is a run of the type, and not when the start fails. */
static void
test_faults_of_no_run (void)
{
  static const char *const rules
      = "[fails]\ndo=fail-run\noperation=StartMaterializedViewRefreshTaskRun\n"
        "[hangs]\ndo=hang-run\noperation=StartMaterializedViewRefreshTaskRun\n"
        "[names]\ndo=fail-run\noperation=StartMetadataGenerationRun\ntype=BUSINESS_NAMES\n"
        "[texts]\ndo=fail-run\noperation=StartMetadataGenerationRun\n"
        "type=BUSINESS_DESCRIPTIONS\n";
  g_auto (World) world = world_new (1);
  TarnEngine *engine = tarn_sample_get_engine (world.sample);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);

  g_assert_true (tarn_fault_plan_add_from_data (plan, rules, -1, "x", NULL));
  tarn_engine_set_fault_plan (engine, plan);
  g_assert_null (sample_refresh (world.sample, "none", NULL));
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, "fails"), ==, 1);
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (plan, "fails"), ==, 0);
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (plan, "hangs"), ==, 0);

  g_autoptr (TarnMetadataRun) run = start_with_token (&world), again = start_with_token (&world);
  g_assert_nonnull (run);
  g_assert_nonnull (again);
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, "names"), ==, 2);
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (plan, "names"), ==, 1);
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (plan, "texts"), ==, 0);
}

/* A client gives a call a token so that its second start finds the run of the first. */
static void
test_lose_reply_with_token (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (TarnMetadataRun) lost = NULL;
  g_autoptr (TarnMetadataRun) found = NULL;
  g_autoptr (GPtrArray) all = NULL;

  tarn_sample_add_faults (world.sample, "[lost]\nnth=1\ndo=lose-reply\n");
  lost = start_with_token (&world);
  found = start_with_token (&world);
  g_assert_null (lost);
  g_assert_nonnull (found);
  all = sample_list_metadata (world.sample);
  g_assert_cmpuint (all->len, ==, 2);
}

static void
add_for_all (const char *what, GTestDataFunc test)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  static const char *const names[] = { "glue", "datazone" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree const char **operations
          = tarn_service_list_operations (tarn_engine_get_service (engine, names[i]));

      for (guint j = 0; operations[j] != NULL; j++)
        {
          g_autofree char *path
              = g_strdup_printf ("/faults-on-calls/%s/%s/%s", what, names[i], operations[j]);

          g_test_add_data_func (path, find_call (names[i], operations[j]), test);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_for_all ("throw", test_throw);
  g_test_add_func ("/faults-on-calls/throw-without-message", test_throw_without_message);
  g_test_add_func ("/faults-on-calls/throw-what-one-service-has", test_throw_what_one_service_has);
  add_for_all ("lose-reply", test_lose_reply);
  add_for_all ("lose-reply-without-error", test_lose_reply_without_error);
  add_for_all ("lose-reply-unseen", test_lose_reply_unseen);
  g_test_add_func ("/faults-on-calls/lose-reply-of-page", test_lose_reply_of_page);
  g_test_add_func ("/faults-on-calls/reload", test_reload);
  g_test_add_func ("/faults-on-calls/lose-reply-of-failure", test_lose_reply_of_failure);
  g_test_add_func ("/faults-on-calls/faults-of-no-run", test_faults_of_no_run);
  g_test_add_func ("/faults-on-calls/lose-reply-with-token", test_lose_reply_with_token);

  return g_test_run ();
}
