/* SPDX-License-Identifier: MIT */
/*
 * Tests which rules are applied when several match one call. What they do to the run adds up. At most one of
 * them decides the answer of the call.
 */
#include <string.h>

#include "worlds/sample.h"

#define REFRESH "operation=" START_REFRESH "\n"
#define GENERATION "operation=" START_METADATA "\n"
#define SLOW "[slow]\ndo=slow-run\nfactor-permille=2000\n"
#define SLOWER "[slower]\ndo=slow-run\nfactor-permille=4000\n"
#define FAIL "[fail]\ndo=fail-run\nat-ppm=500000\n"
#define FAIL_LATE "[fail late]\ndo=fail-run\nat-ppm=1000000\n"
#define HANG "[hang]\ndo=hang-run\n"
#define IGNORE "[ignore]\ndo=ignore-stop\ndelay-us=60000000\n"
#define END_AT_STOP "[end]\ndo=end-at-stop\n"
#define THROW "[throw]\ndo=throw\nexception=AccessDeniedException\n"
#define LOSE "[lose]\ndo=lose-reply\n"

enum
{
  NO_STOP = -1,
  NO_END = 0,
};

typedef struct
{
  const char *name;
  const char *rules;
  gint64 stop_s; /* when the run is stopped */
  const char *status;
  const char *message;
  gint64 end_s;
  const char *unapplied; /* names of rules, with a comma after each */
} RunRow;

/* Without rules, the run is RUNNING from 30 to 314 seconds, and a stop takes 5 seconds. */
/* clang-format off */
static const RunRow run_rows[] = {
  { "slow-fail", SLOW REFRESH FAIL REFRESH, NO_STOP, "FAILED", "fail", 60 + 284, "" },
  { "fail-slow", FAIL REFRESH SLOW REFRESH, NO_STOP, "FAILED", "fail", 60 + 284, "" },
  { "slow-hang", SLOW REFRESH HANG REFRESH, NO_STOP, "RUNNING", NULL, NO_END, "" },
  { "hang-fail", HANG REFRESH FAIL REFRESH, NO_STOP, "FAILED", "fail", 30 + 142, "" },
  { "fail-hang", FAIL REFRESH HANG REFRESH, NO_STOP, "FAILED", "fail", 30 + 142, "" },
  { "slow-ignore", SLOW REFRESH IGNORE REFRESH, 100, "STOPPED", NULL, 100 + 5 + 60, "" },
  { "slow-end", SLOW REFRESH END_AT_STOP REFRESH, 400, "SUCCEEDED", NULL, 400, "" },
  { "slow-end-unstopped", SLOW REFRESH END_AT_STOP REFRESH, NO_STOP, "SUCCEEDED", NULL, 628, "" },
  { "hang-end", HANG REFRESH END_AT_STOP REFRESH, 90000, "SUCCEEDED", NULL, 90000, "" },
  { "fail-end", FAIL_LATE REFRESH END_AT_STOP REFRESH, 100, "FAILED", "fail late", 100, "" },
  { "hang-ignore", HANG REFRESH IGNORE REFRESH, 90000, "STOPPED", NULL, 90000 + 5 + 60, "" },
  { "ignore-end-early", IGNORE REFRESH END_AT_STOP REFRESH, 10, "STOPPED", NULL, 10 + 5 + 60, "" },
  { "ignore-end", IGNORE REFRESH END_AT_STOP REFRESH, 100, "SUCCEEDED", NULL, 100, "" },
  { "all", SLOW REFRESH FAIL REFRESH IGNORE REFRESH END_AT_STOP REFRESH HANG REFRESH, NO_STOP,
    "FAILED", "fail", 60 + 284, "" },
  { "slow-twice", SLOW REFRESH SLOWER REFRESH, NO_STOP, "SUCCEEDED", NULL, 628, "slower," },
  { "slower-first", SLOWER REFRESH SLOW REFRESH, NO_STOP, "SUCCEEDED", NULL, 1256, "slow," },
  { "fail-twice", FAIL REFRESH FAIL_LATE REFRESH, NO_STOP, "FAILED", "fail", 30 + 142,
    "fail late," },
  { "second-of-the-slow", SLOW REFRESH "nth=2\n" SLOWER REFRESH, NO_STOP, "SUCCEEDED", NULL, 1256,
    "slow," },
  { "other-service", SLOW REFRESH HANG GENERATION, NO_STOP, "SUCCEEDED", NULL, 628, "hang," },
};
/* clang-format on */

static void
assert_unapplied (TarnSample *sample, const char *expected)
{
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (tarn_sample_get_engine (sample));
  g_auto (GStrv) unapplied = tarn_fault_plan_list_unapplied (plan);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; unapplied[i] != NULL; i++)
    g_string_append_printf (text, "%s,", unapplied[i]);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
finish (TarnSample *sample, gint64 stop_s)
{
  if (stop_s != NO_STOP)
    {
      sample_advance_to (sample, stop_s * SECOND_US);
      sample_stop (sample, "daily", NULL);
    }
  sample_drain (sample);
}

static void
test_run (gconstpointer data)
{
  const RunRow *row = data;
  g_autoptr (TarnSample) sample = sample_with_faults (row->rules);
  g_autofree char *id = sample_start_refresh (sample, "daily");

  assert_unapplied (sample, row->unapplied);
  finish (sample, row->stop_s);
  assert_refresh (sample, id, row->status, row->message);
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (sample, id);
  g_assert_cmpint (tarn_refresh_run_get_end_time (run), ==,
                   row->end_s != NO_END ? START_US + row->end_s * SECOND_US : 0);
}

/* A fork and a restored engine do to the run what the engine does. */
static void
test_run_is_copied (gconstpointer data)
{
  const RunRow *row = data;
  g_autoptr (TarnSample) sample = sample_with_faults (row->rules);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
  g_autoptr (GError) error = NULL;

  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) bytes = tarn_engine_save (engine, &error);
  g_assert_no_error (error);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, &error);
  g_assert_no_error (error);

  engine_drain (engine);
  engine_drain (fork);
  engine_drain (restored);
  g_autofree char *expected = tarn_engine_dup_digest (engine, NULL);
  g_autofree char *of_fork = tarn_engine_dup_digest (fork, NULL);
  g_autofree char *of_restored = tarn_engine_dup_digest (restored, NULL);
  g_assert_cmpstr (of_fork, ==, expected);
  g_assert_cmpstr (of_restored, ==, expected);
}

/* --- The answer of the call ------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *rules;
  const char *exception;
  guint n_runs;
  gint64 end_s; /* of the run, if there is one */
  const char *unapplied;
} AnswerRow;

/* clang-format off */
static const AnswerRow answer_rows[] = {
  { "throw-slow", THROW REFRESH SLOW REFRESH, "AccessDeniedException", 0, 0, "slow," },
  { "slow-throw", SLOW REFRESH THROW REFRESH, "AccessDeniedException", 0, 0, "slow," },
  { "throw-lose", THROW REFRESH LOSE REFRESH, "AccessDeniedException", 0, 0, "lose," },
  { "lose-throw", LOSE REFRESH THROW REFRESH, "OperationTimeoutException", 1, 314, "throw," },
  { "lose-slow", LOSE REFRESH SLOW REFRESH, "OperationTimeoutException", 1, 628, "" },
  { "slow-lose", SLOW REFRESH LOSE REFRESH, "OperationTimeoutException", 1, 628, "" },
  { "throw-second", THROW REFRESH "nth=2\n" SLOW REFRESH, NULL, 1, 628, "throw," },
};
/* clang-format on */

static void
test_answer (gconstpointer data)
{
  const AnswerRow *row = data;
  g_autoptr (TarnSample) sample = sample_with_faults (row->rules);
  g_autoptr (GError) error = NULL;
  g_autofree char *id G_GNUC_UNUSED = sample_refresh (sample, "daily", &error);

  assert_exception (error, row->exception, NULL);
  assert_unapplied (sample, row->unapplied);
  sample_drain (sample);
  g_autoptr (GPtrArray) runs = sample_list_refreshes (sample);
  g_assert_cmpuint (runs->len, ==, row->n_runs);
  if (row->n_runs > 0)
    g_assert_cmpint (tarn_refresh_run_get_end_time (runs->pdata[0]), ==,
                     START_US + row->end_s * SECOND_US);
}

/* All rules that revoke or fill the limit are applied, also beside a rule for a run that there is not then. */
static void
test_revoke_and_fill (void)
{
  g_autoptr (TarnSample) sample = sample_with_faults (
      "[no get]\ndo=revoke\ndeny-principal=*\ndeny-action=glue:GetTable\ndeny-resource=*\n" REFRESH
      "[no stop]\ndo=revoke\ndeny-principal=*\n"
      "deny-action=glue:" STOP_REFRESH "\ndeny-resource=*\n" REFRESH
      "[full]\ndo=fill-limit\nduration-us=1000000\n" REFRESH
      "[fuller]\ndo=fill-limit\nduration-us=2000000\n" REFRESH SLOW REFRESH);
  g_autoptr (TarnTableName) name = sample_name ("daily");
  g_autoptr (GError) error = NULL;

  g_autofree char *id = sample_refresh (sample, "daily", &error);
  g_assert_null (id);
  assert_exception (error, "ResourceNumberLimitExceededException", NULL);
  g_assert_nonnull (strstr (error->message, "a fault plan fills the limit"));
  g_clear_error (&error);
  assert_unapplied (sample, "slow,");
  g_autoptr (TarnTable) table
      = tarn_glue_client_get_table (tarn_sample_get_glue (sample), name, &error);
  g_assert_null (table);
  assert_exception (error, "AccessDeniedException", NULL);
  g_clear_error (&error);
  sample_stop (sample, "daily", &error);
  assert_exception (error, "AccessDeniedException", NULL);
}

/* --- The types of a metadata run -------------------------------------------------------------- */

#define FAIL_NAMES "[names]\ndo=fail-run\ntype=BUSINESS_NAMES\n"
#define FAIL_DESCRIPTIONS "[descriptions]\ndo=fail-run\ntype=BUSINESS_DESCRIPTIONS\n"
#define FAIL_REST "[rest]\ndo=fail-run\n"

typedef struct
{
  const char *name;
  const char *rules;
  const char *status;
  const char *messages[2]; /* of descriptions and names; NULL for a type that does not fail */
  const char *unapplied;
} TypesRow;

/* clang-format off */
static const TypesRow types_rows[] = {
  { "each-its-own", FAIL_NAMES GENERATION FAIL_DESCRIPTIONS GENERATION, "FAILED",
    { "descriptions", "names" }, "" },
  { "one-and-the-rest", FAIL_NAMES GENERATION FAIL_REST GENERATION, "FAILED",
    { "rest", "names" }, "" },
  { "all-before-one", FAIL_REST GENERATION FAIL_NAMES GENERATION, "FAILED",
    { "rest", "rest" }, "names," },
  { "one-fails-one-hangs", HANG GENERATION FAIL_NAMES GENERATION, "IN_PROGRESS",
    { NULL, "names" }, "" },
  { "slow", SLOW GENERATION FAIL_DESCRIPTIONS GENERATION, "PARTIALLY_SUCCEEDED",
    { "descriptions", NULL }, "" },
};
/* clang-format on */

static void
test_types (gconstpointer data)
{
  static const char *const types[] = { "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES", NULL };
  const TypesRow *row = data;
  g_autoptr (TarnSample) sample = sample_with_faults (row->rules);
  TarnMetadataTarget target = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (sample) };
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) started
      = tarn_datazone_client_start_metadata_generation_run (tarn_sample_get_datazone (sample),
                                                            tarn_sample_get_domain_id (sample),
                                                            tarn_sample_get_project_id (sample),
                                                            &target, NULL, types, NULL, &error);
  g_assert_no_error (error);

  assert_unapplied (sample, row->unapplied);
  sample_drain (sample);
  const char *id = tarn_metadata_run_get_id (started);
  assert_metadata (sample, id, row->status, row->messages[1]);
  g_autoptr (TarnMetadataRun) run = sample_get_metadata (sample, id);
  g_assert_cmpstr (
      tarn_metadata_run_get_type_error_message (run, TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS), ==,
      row->messages[0]);

  g_autoptr (GBytes) bytes = tarn_engine_save (tarn_sample_get_engine (sample), &error);
  g_assert_no_error (error);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) again = tarn_engine_save (restored, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (again, bytes));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/faults-together/run/", run_rows, test_run);
  ADD_ROWS ("/faults-together/run-is-copied/", run_rows, test_run_is_copied);
  ADD_ROWS ("/faults-together/answer/", answer_rows, test_answer);
  g_test_add_func ("/faults-together/revoke-and-fill", test_revoke_and_fill);
  ADD_ROWS ("/faults-together/types/", types_rows, test_types);

  return g_test_run ();
}
