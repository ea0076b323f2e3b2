/* SPDX-License-Identifier: MIT */
/*
 * Tests the sentences of tarn-service.h, and of the pages about operations, state machines and words. The service
 * is described by data, so each sentence is tested for all operations or edges of both services.
 */
#include "worlds/every-operation.h"
#include "worlds/helper-thread.h"

#include "promise.h"

static const char *const names_of_services[] = { "glue", "datazone" };

static const TarnService *
get_service (const World *world, guint index)
{
  return tarn_engine_get_service (get_engine (world), names_of_services[index]);
}

typedef void (*OperationFunc) (const World *world, const TarnService *service,
                               const char *operation);

static void
foreach_operation (OperationFunc func)
{
  for (guint i = 0; i < G_N_ELEMENTS (names_of_services); i++)
    {
      g_auto (World) first = world_new (0);
      g_autofree const char **operations = tarn_service_list_operations (get_service (&first, i));

      g_assert_nonnull (operations[0]);
      for (guint j = 0; operations[j] != NULL; j++)
        {
          g_auto (World) world = world_new (0);

          func (&world, get_service (&world, i), operations[j]);
        }
    }
}

/* The functions that only read. */
static gboolean
is_reading (const char *operation)
{
  return g_str_has_prefix (operation, "Get") || g_str_has_prefix (operation, "List")
         || g_str_equal (operation, "EstimateRefresh") || g_str_equal (operation, "Explain");
}

static gboolean
is_about_runs (const char *operation)
{
  return strstr (operation, "TaskRun") != NULL || strstr (operation, "GenerationRun") != NULL;
}

/* --- tarn-service.h --------------------------------------------------------------------------- */

static void
test_name (void)
{
  g_auto (World) world = world_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (names_of_services); i++)
    {
      const TarnService *service = get_service (&world, i);
      g_autofree const char **options = tarn_service_list_options (service);
      g_autofree char *prefix = g_strconcat (names_of_services[i], ".", NULL);

      g_assert_cmpstr (tarn_service_get_name (service), ==, names_of_services[i]);
      for (guint j = 0; options[j] != NULL; j++)
        g_assert_true (g_str_has_prefix (options[j], prefix));
    }
}

static void
test_static (void)
{
  TarnEngine *engine = tarn_engine_new (0);
  const TarnService *service = tarn_engine_get_service (engine, "glue");
  g_autofree const char **operations = tarn_service_list_operations (service);

  g_object_unref (engine);
  g_assert_cmpstr (tarn_service_get_name (service), ==, "glue");
  g_assert_cmpstr (operations[0], ==, "StartMaterializedViewRefreshTaskRun");
}

/* The operations that only the simulation has come last. */
static void
test_simulation_last (void)
{
  static const char *const last[]
      = { "Commit",  "PauseSchedule",   "ResumeSchedule",     "EstimateRefresh",
          "Explain", "GetViewMeasures", "GetAccountMeasures", "ResetMeasures" };
  g_auto (World) world = world_new (0);
  g_autofree const char **glue = tarn_service_list_operations (get_service (&world, 0));
  g_autofree const char **datazone = tarn_service_list_operations (get_service (&world, 1));
  guint n_glue = g_strv_length ((char **) glue);

  for (guint i = 0; i < G_N_ELEMENTS (last); i++)
    g_assert_cmpstr (glue[n_glue - G_N_ELEMENTS (last) + i], ==, last[i]);
  g_assert_cmpstr (datazone[g_strv_length ((char **) datazone) - 1], ==,
                   "SetBusinessNameGeneration");
}

static void
test_no_operation (void)
{
  g_auto (World) world = world_new (0);
  const TarnService *service = get_service (&world, 0);

  g_assert_null (tarn_service_list_members (service, "none"));
  g_assert_null (tarn_service_list_exceptions (service, "none"));
  g_assert_false (tarn_service_is_member_required (service, "none", "CatalogId"));
  g_assert_false (tarn_service_is_member_required (service, "GetTable", "none"));
  g_assert_true (tarn_service_is_member_required (service, "GetTable", "DatabaseName"));
}

static void
assert_exceptions_known (const World *world G_GNUC_UNUSED, const TarnService *service,
                         const char *operation)
{
  g_autofree const char **all = tarn_service_list_exceptions (service, NULL);
  g_autofree const char **own = tarn_service_list_exceptions (service, operation);

  for (guint i = 0; own[i] != NULL; i++)
    {
      g_assert_true (g_strv_contains (all, own[i]));
      g_assert_cmpuint (tarn_service_get_exception_status (service, own[i]), >=, 400);
    }
}

static void
test_exceptions (void)
{
  foreach_operation (assert_exceptions_known);
}

static void
test_no_exception (void)
{
  g_auto (World) world = world_new (0);

  g_assert_cmpuint (tarn_service_get_exception_status (get_service (&world, 0), "none"), ==, 0);
  g_assert_cmpuint (tarn_service_get_exception_status (get_service (&world, 0),
                                                       "ValidationException"),
                    ==, 0);
}

static void
test_detail_types (void)
{
  g_auto (World) world = world_new (0);
  g_autofree const char **details = tarn_service_list_detail_types (get_service (&world, 1));

  g_assert_true (g_strv_contains (details, "Metadata Generation Succeeded"));
  g_assert_false (g_strv_contains (details, "Metadata Generation Accepted"));
  g_assert_false (g_strv_contains (details, "Metadata Generation Rejected"));
}

static void
test_edge_lines (void)
{
  g_auto (World) world = world_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (names_of_services); i++)
    {
      g_autofree const char **edges = tarn_service_list_edges (get_service (&world, i));

      for (guint j = 0; edges[j] != NULL; j++)
        {
          g_auto (GStrv) words = g_strsplit (edges[j], " ", -1);

          g_assert_cmpuint (g_strv_length (words), ==, 3);
        }
    }
}

static void
test_no_option (void)
{
  g_auto (World) world = world_new (0);
  gint64 initial = 7, least = 8, greatest = 9;

  g_assert_null (tarn_service_describe_option (get_service (&world, 0), "glue.none", &initial,
                                               &least, &greatest));
  g_assert_null (tarn_service_describe_option (get_service (&world, 0), "datazone.types-max",
                                               &initial, &least, &greatest));
  g_assert_cmpint (initial, ==, 7);
  g_assert_cmpint (least, ==, 8);
  g_assert_cmpint (greatest, ==, 9);
}

/* --- operations.md ---------------------------------------------------------------------------- */

typedef struct
{
  const World *world;
  const CallRow *row;
  GError *error;
} Call;

static void
make_call (gpointer data)
{
  Call *call = data;

  call->row->call (call->world, &call->error);
}

static void
assert_wrong_thread (const World *world, const TarnService *service, const char *operation)
{
  Call call = { world, find_call (tarn_service_get_name (service), operation), NULL };
  HelperThread helper;

  helper_thread_start (&helper);
  helper_thread_run (&helper, make_call, &call);
  helper_thread_stop (&helper);
  g_assert_error (call.error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  g_error_free (call.error);
}

/* One thread for all operations would be faster, but each has a world of its own. */
static void
test_wrong_thread (void)
{
  foreach_operation (assert_wrong_thread);
}

static gboolean
call_in_condition (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  make_call (data);
  return TRUE;
}

static void
assert_busy_if_changing (const World *world, const TarnService *service, const char *operation)
{
  Call call = { world, find_call (tarn_service_get_name (service), operation), NULL };

  tarn_engine_run_until (get_engine (world), call_in_condition, &call, TARN_NO_DEADLINE, NULL, NULL,
                         NULL);
  if (is_reading (operation))
    g_assert_no_error (call.error);
  else
    g_assert_error (call.error, TARN_ERROR, TARN_ERROR_BUSY);
  g_clear_error (&call.error);
}

static void
test_busy (void)
{
  foreach_operation (assert_busy_if_changing);
}

static void
assert_set_up_last (const TarnService *service)
{
  g_autofree const char **operations = tarn_service_list_operations (service);

  for (guint i = 0; operations[i] != NULL; i++)
    g_assert_cmpint (is_about_runs (operations[i]), ==, i < 4);
}

static void
test_runs_first (void)
{
  g_auto (World) world = world_new (0);

  assert_set_up_last (get_service (&world, 0));
  assert_set_up_last (get_service (&world, 1));
}

static gboolean
is_listed (const TarnService *service, const char *operation, const GError *error)
{
  g_autofree const char **exceptions = tarn_service_list_exceptions (service, operation);
  const char *name = error->domain == TARN_GLUE_ERROR
                         ? tarn_glue_error_get_exception_name ((TarnGlueError) error->code)
                         : tarn_datazone_error_get_exception_name ((TarnDataZoneError) error->code);

  return g_strv_contains (exceptions, name);
}

static void
assert_lost_reply (const World *world, const TarnService *service, const char *operation)
{
  const CallRow *row = find_call (tarn_service_get_name (service), operation);
  g_autofree char *rule = g_strdup_printf ("[r]\noperation=%s\nservice=%s\ndo=lose-reply\n",
                                           operation, tarn_service_get_name (service));
  g_autoptr (GError) error = NULL;

  engine_add_faults (get_engine (world), rule);
  g_assert_false (row->call (world, &error));
  if (g_str_equal (tarn_service_get_name (service), "glue"))
    g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_OPERATION_TIMEOUT);
  else
    g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_INTERNAL_SERVER);
  g_assert_cmpint (is_listed (service, operation, error), ==, is_about_runs (operation));
}

static void
test_lost_replies (void)
{
  foreach_operation (assert_lost_reply);
}

static void
assert_no_throttling (const World *world G_GNUC_UNUSED, const TarnService *service,
                      const char *operation)
{
  g_autofree const char **exceptions = tarn_service_list_exceptions (service, operation);

  if (g_str_equal (tarn_service_get_name (service), "glue"))
    g_assert_false (g_strv_contains (exceptions, "ThrottlingException"));
}

static void
test_glue_throttling (void)
{
  foreach_operation (assert_no_throttling);
}

/* --- machines.md ------------------------------------------------------------------------------ */

typedef struct
{
  GHashTable *lines; /* "STATUS cause STATUS" */
  guint n_changes;
} Legal;

/* Returns the status that the service shows of a state. A run that stops shows the status from before. */
static const char *
show (const char *state, gboolean is_early)
{
  if (g_str_equal (state, "none"))
    return "";
  if (g_str_equal (state, "waiting") || g_str_equal (state, "starting"))
    return "STARTING";
  if (g_str_has_prefix (state, "stopping"))
    return is_early ? "STARTING" : "RUNNING";
  return NULL;
}

static char *
dup_shown (const char *state, gboolean is_early)
{
  const char *shown = show (state, is_early);

  return shown != NULL ? g_strdup (shown) : g_strdelimit (g_ascii_strup (state, -1), "-", '_');
}

static char *
shown_edge (const char *edge)
{
  gboolean is_early = strstr (edge, "stopping-early") != NULL;
  g_auto (GStrv) words = g_strsplit (edge, " ", -1);
  g_autofree char *from = dup_shown (words[0], is_early);
  g_autofree char *to = dup_shown (words[2], is_early);

  return g_strdup_printf ("%s %s %s", from, words[1], to);
}

static void
check_edge (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  Legal *legal = data;
  const char *from = tarn_change_get_from_status (change);
  const char *to = tarn_change_get_to_status (change);
  g_autofree char *line = g_strdup_printf ("%s %s %s", from != NULL ? from : "",
                                           tarn_change_get_cause (change), to != NULL ? to : "");

  if (!g_hash_table_contains (legal->lines, line))
    g_error ("no edge: %s", line);
  legal->n_changes++;
}

static void
add_edges (const World *world, Legal *legal)
{
  for (guint i = 0; i < G_N_ELEMENTS (names_of_services); i++)
    {
      g_autofree const char **edges = tarn_service_list_edges (get_service (world, i));

      for (guint j = 0; edges[j] != NULL; j++)
        g_hash_table_add (legal->lines, shown_edge (edges[j]));
    }
}

/* Runs of both services that succeed, fail, wait, and are stopped early and late. */
static void
test_only_edges (void)
{
  g_auto (World) world = world_new (0);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Legal legal = { lines, 0 };
  TarnSample *sample = world.sample;

  add_edges (&world, &legal);
  tarn_engine_add_observer (get_engine (&world), check_edge, &legal, NULL);
  engine_set (get_engine (&world), "glue.queue-at-limit", 1);
  engine_set (get_engine (&world), "glue.running-max", 1);
  engine_set (get_engine (&world), "datazone.submitted-duration-us", SECOND_US);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *monthly G_GNUC_UNUSED = sample_refresh (sample, "monthly", NULL);
      g_autofree char *daily G_GNUC_UNUSED = sample_refresh (sample, "daily", NULL);
      g_autoptr (TarnMetadataRun) run = sample_generate (sample, NULL);

      engine_set (get_engine (&world), "glue.read-failure-ppm", i % 2 == 0 ? 1000000 : 0);
      engine_set (get_engine (&world), "datazone.descriptions-failure-ppm",
                  i % 2 == 0 ? 500000 : 0);
      engine_advance (get_engine (&world), i * 7 * SECOND_US);
      if (i % 3 == 1)
        {
          sample_stop (sample, "daily", NULL);
          sample_stop (sample, "monthly", NULL);
          sample_cancel (sample, tarn_metadata_run_get_id (run), NULL);
        }
      engine_drain (get_engine (&world));
    }
  g_assert_cmpuint (legal.n_changes, >, 40);
}

/* --- glossary.md ------------------------------------------------------------------------------ */

static void
test_digest (void)
{
  g_auto (World) world = world_new (0);
  g_autoptr (GBytes) snapshot = tarn_engine_save (get_engine (&world), NULL);
  g_autofree char *digest = get_digest (get_engine (&world));
  g_autofree char *computed = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, snapshot);

  g_assert_cmpstr (digest, ==, computed);
}

static gboolean
count_call (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  (*(guint *) data)++;
  return G_SOURCE_REMOVE;
}

static void
test_background_event (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  guint n_calls = 0;

  tarn_engine_add_timeout (engine, HOUR_US, TARN_TIMEOUT_BACKGROUND, count_call, &n_calls, NULL);
  engine_drain (engine);
  g_assert_cmpuint (n_calls, ==, 0);
  g_assert_cmpint (engine_now (engine), ==, 0);
  engine_advance (engine, HOUR_US);
  g_assert_cmpuint (n_calls, ==, 1);
}

static void
test_virtual_time (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GDateTime) start = g_date_time_new_utc (2000, 1, 1, 0, 0, 0);

  g_assert_cmpint (tarn_engine_get_now (engine), ==, g_date_time_to_unix (start) * SECOND_US);
}

static void
test_copies (void)
{
  g_auto (World) world = world_new (0);
  g_autoptr (TarnRefreshRun) run = tarn_glue_client_get_materialized_view_refresh_task_run (
      tarn_sample_get_glue (world.sample), NULL, world.refresh_id, NULL);
  g_autoptr (TarnMetadataRun) generation
      = tarn_datazone_client_get_metadata_generation_run (tarn_sample_get_datazone (world.sample),
                                                          tarn_sample_get_domain_id (world.sample),
                                                          world.metadata_id, NULL, NULL);

  engine_drain (get_engine (&world));
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STARTING);
  g_assert_cmpint (tarn_metadata_run_get_status (generation), ==, TARN_METADATA_STATUS_IN_PROGRESS);
}

static void
test_arrays_are_new (void)
{
  g_auto (World) world = world_new (0);
  g_autofree const char **first = tarn_service_list_operations (get_service (&world, 0));
  g_autofree const char **second = tarn_service_list_operations (get_service (&world, 0));

  g_assert_true (first != second);
  g_assert_true (first[0] == second[0]);
}

static void
test_journal_has_causes (void)
{
  g_auto (World) world = world_new (0);
  g_autofree char *text = NULL;

  engine_drain (get_engine (&world));
  text = tarn_journal_dup_text (tarn_sample_get_journal (world.sample));
  g_assert_nonnull (strstr (text, " begin STARTING>RUNNING"));
  g_assert_nonnull (strstr (text, " succeed RUNNING>SUCCEEDED"));
  g_assert_nonnull (strstr (text, " succeed IN_PROGRESS>SUCCEEDED"));
}

/* The pages show the states. The edge of each state is legal for the status that the service shows of it. */
static void
test_shown_states (void)
{
  g_auto (World) world = world_new (0);
  g_autofree const char **edges = tarn_service_list_edges (get_service (&world, 0));
  guint n_stops = 0;

  for (guint i = 0; edges[i] != NULL; i++)
    {
      g_autofree char *shown = shown_edge (edges[i]);

      if (g_str_has_suffix (shown, " stop STARTING") || g_str_has_suffix (shown, " stop RUNNING"))
        n_stops++;
    }
  g_assert_cmpuint (n_stops, ==, 3);
}

static void
test_commit_of_refresh (void)
{
  g_auto (World) world = world_new (0);
  g_autoptr (TarnTable) before
      = tarn_glue_client_get_table (tarn_sample_get_glue (world.sample), world.daily, NULL);
  g_autoptr (TarnTable) after = NULL;

  engine_drain (get_engine (&world));
  after = tarn_glue_client_get_table (tarn_sample_get_glue (world.sample), world.daily, NULL);
  g_assert_cmpuint (tarn_table_get_n_commits (after), ==, tarn_table_get_n_commits (before) + 1);
  g_assert_cmpint (tarn_table_get_last_commit_time (after), ==,
                   tarn_table_get_publication_time (after));
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-service.h: tarn_service_get_name(): the short name, such as `glue`; options begin with it",
    test_name },
  { "tarn-service.h: TarnService: It is static and immutable: it is never freed",
    test_static },
  { "tarn-service.h: list_operations(): the operations that only the simulation has come last",
    test_simulation_last },
  { "tarn-service.h: list_members(): or %NULL if there is no such operation",
    test_no_operation },
  { "tarn-service.h: list_exceptions(): or %NULL for all exceptions of the service",
    test_exceptions },
  { "tarn-service.h: get_exception_status(): or 0 if there is no such exception",
    test_no_exception },
  { "tarn-service.h: list_detail_types(): `Metadata Generation Accepted` and `Metadata Generation Rejected`, "
    "are left out",
    test_detail_types },
  { "tarn-service.h: list_edges(): lines of the form `FROM cause TO`",
    test_edge_lines },
  { "tarn-service.h: describe_option(): or %NULL if there is no such option; the outputs are untouched then",
    test_no_option },
  { "operations.md: chapter: Any operation can fail with `TARN_ERROR_WRONG_THREAD`",
    test_wrong_thread },
  { "operations.md: chapter: and an operation that changes something can fail with `TARN_ERROR_BUSY`",
    test_busy },
  { "operations.md: chapter: The operations on runs come first.",
    test_runs_first },
  { "operations.md: chapter: If it loses the reply of one of the other operations, that operation fails with "
    "`OperationTimeoutException` of Glue or `InternalServerException` of DataZone, which is not in its list.",
    test_lost_replies },
  { "operations.md: chapter: It is in no operation's list",
    test_glue_throttling },
  { "machines.md: chapter: The library works with the same tables, so no other change happens.",
    test_only_edges },
  { "glossary.md: chapter: The SHA-256 of what a snapshot of an engine would hold.",
    test_digest },
  { "glossary.md: chapter: An event that `tarn_engine_run_until_idle()` does not wait for.",
    test_background_event },
  { "glossary.md: chapter: Microseconds since 1970-01-01T00:00:00Z on the clock of an engine.",
    test_virtual_time },
  { "glossary.md: chapter: The object that a call returns for a run, a table or an asset. It does not change "
    "by itself.",
    test_copies },
  { "tarn-service.h: TarnService: Arrays that the getters return are new and end with %NULL. Free them with "
    "g_free(); the strings in them are static.",
    test_arrays_are_new },
  { "machines.md: chapter: Observers find the cause of an edge in `TarnChange`, and the journal records it.",
    test_journal_has_causes },
  { "machines.md: chapter: For `stopping-early` and `stopping` it shows the status that the run had before.",
    test_shown_states },
  { "glossary.md: chapter: A refresh is a commit to its view.",
    test_commit_of_refresh },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
