/* SPDX-License-Identifier: MIT */
/* What tarn-fault-plan.h and the page of faults promise: what a rule matches, what it hits, what it does. */
#include <glib/gstdio.h>

#include "worlds/sample.h"

#include "promise.h"

#define STARTS "operation=" START_REFRESH "\n"
#define GETS "operation=" GET_REFRESH "\n"
#define TIMEOUT "OperationTimeoutException"

static TarnFaultPlan *
get_plan (TarnSample *sample)
{
  return tarn_engine_get_fault_plan (tarn_sample_get_engine (sample));
}

/* Gets a run that is not there, and returns one letter: what happened to the call. */
static char
get_nothing (TarnSample *sample, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_get_materialized_view_refresh_task_run (tarn_sample_get_glue (sample),
                                                                 NULL, id, &error);

  g_assert_null (run);
  return g_error_matches (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_OPERATION_TIMEOUT)  ? 'T'
         : g_error_matches (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_THROTTLING)       ? 'R'
         : g_error_matches (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_ENTITY_NOT_FOUND) ? '.'
         : g_error_matches (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_ACCESS_DENIED)    ? 'D'
                                                                                      : '?';
}

#define RUN_ID(digit) "0000000" digit "-0000-4000-8000-000000000000"
#define THROW "do=throw\nexception=" TIMEOUT "\n"

static char *
get_pattern (const char *lines, guint n_calls)
{
  g_autoptr (TarnSample) sample = sample_with_rule (lines);
  GString *pattern = g_string_new (NULL);

  for (guint i = 0; i < n_calls; i++)
    {
      g_string_append_c (pattern, get_nothing (sample, RUN_ID ("0")));
      engine_advance (tarn_sample_get_engine (sample), SECOND_US);
    }
  return g_string_free (pattern, FALSE);
}

typedef struct
{
  const char *lines;
  const char *pattern;
} Hits;

static void
test_hits (gconstpointer data)
{
  const Hits *hits = data;
  g_autofree char *pattern = get_pattern (hits->lines, 8);

  g_assert_cmpstr (pattern, ==, hits->pattern);
}

/* --- Rules ------------------------------------------------------------------------------------ */

static void
test_first_rule_that_is_due (void)
{
  g_autoptr (TarnSample) sample = sample_with_faults (
      "[second]\n" GETS "nth=2\n" THROW "[all]\n" GETS "do=throw\nexception=ThrottlingException\n");

  g_assert_cmpint (get_nothing (sample, RUN_ID ("0")), ==, 'R');
  g_assert_cmpint (get_nothing (sample, RUN_ID ("0")), ==, 'T');
  g_assert_cmpint (get_nothing (sample, RUN_ID ("0")), ==, 'R');
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (get_plan (sample), "second"), ==, 3);
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (get_plan (sample), "second"), ==, 1);
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (get_plan (sample), "all"), ==, 3);
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (get_plan (sample), "all"), ==, 2);
}

static void
test_numbers_of_no_rule (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule (GETS THROW);
  TarnFaultPlan *plan = get_plan (sample);

  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 1);
  g_assert_cmpstr (tarn_fault_plan_get_rule_name (plan, 0), ==, "rule");
  g_assert_null (tarn_fault_plan_get_rule_name (plan, 1));
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, "other"), ==, 0);
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (plan, "other"), ==, 0);
}

static void
test_list_unapplied (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_faults ("[a]\n" GETS "nth=2\n" THROW "[b]\nprobability-ppm=0\n" THROW
                            "[c]\n" GETS THROW "[d]\n" STARTS "do=hang-run\n");

  get_nothing (sample, RUN_ID ("0"));
  g_auto (GStrv) names = tarn_fault_plan_list_unapplied (get_plan (sample));
  g_autofree char *joined = g_strjoinv (" ", names);
  g_assert_cmpstr (joined, ==, "a d");
}

static void
test_text (void)
{
  static const char *const texts[]
      = { "# A comment.\n[one]\n" GETS THROW, "[two]\n" STARTS "do=hang-run" /* no line break */,
          "[three]\ndo=lose-reply\n" };
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);
  g_autoptr (TarnFaultPlan) other = tarn_engine_create_fault_plan (engine);
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (tarn_fault_plan_add_from_data (plan, texts[i], -1, "rules", NULL));
  text = tarn_fault_plan_to_string (plan);
  g_assert_nonnull (strstr (text, texts[0]));
  g_assert_nonnull (strstr (text, texts[1]));
  g_assert_true (tarn_fault_plan_add_from_data (other, text, -1, "rules", NULL));
  again = tarn_fault_plan_to_string (other);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (other), ==, 3);
}

static void
test_length (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);
  static const char text[] = "[one]\ndo=lose-reply\n[two]\nnonsense";

  g_assert_true (tarn_fault_plan_add_from_data (plan, text, 20, "rules", NULL));
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 1);
  g_assert_false (tarn_fault_plan_add_from_data (plan, text, -1, "rules", NULL));
}

static void
test_file (void)
{
  g_autofree char *name = g_strdup_printf ("tarn-promises-plan-%p", (gconstpointer) &name);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
  g_autoptr (TarnSample) sample = sample_with_rule (GETS THROW);
  g_autoptr (TarnFaultPlan) other = tarn_engine_create_fault_plan (tarn_sample_get_engine (sample));
  g_autoptr (GError) error = NULL;

  get_nothing (sample, RUN_ID ("0"));
  g_assert_true (tarn_fault_plan_save_to_file (get_plan (sample), path, NULL));
  g_assert_true (tarn_fault_plan_add_from_file (other, path, NULL));
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (other), ==, 1);
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (other, "rule"), ==, 0);
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (get_plan (sample), "rule"), ==, 1);

  g_assert_true (g_file_set_contents (path, "[a]\ndo=lose-reply\n[b]\n", -1, NULL));
  g_assert_false (tarn_fault_plan_add_from_file (other, path, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_FAULT_PLAN);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (other), ==, 1);
  g_unlink (path);
}

/* --- What is wrong with a rule ---------------------------------------------------------------- */

/* Each text has two faults. The first of the documentation must be the one of the message. */
typedef struct
{
  const char *text;
  const char *found; /* in the message */
} Wrong;

static void
test_order (gconstpointer data)
{
  const Wrong *wrong = data;
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);

  for (const Wrong *row = wrong; row->text != NULL; row++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (tarn_fault_plan_add_from_data (plan, row->text, -1, "the name", &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_FAULT_PLAN);
      g_assert_true (g_str_has_prefix (error->message, "the name: "));
      if (strstr (error->message, row->found) == NULL)
        g_assert_cmpstr (error->message, ==, row->found);
      g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 0);
    }
}

/* clang-format off */
static const Wrong orders[] = {
  { "[a]\nevery=0\ndo=explode\n", "[a], key every" },
  { "[a]\nwhen=1\ndo=explode\n", "[a], key when" },
  { "[a]\ndo=explode\nmessage=\xff\n", "[a], key message" },
  { "[a]\ndo=explode\ntype=x\n", "[a], key do" },
  { "[a]\nfactor-permille=2\n", "[a], key do" },
  { "[a]\ndo=throw\nprincipal=a*b\n", "[a], key exception" },
  { "[a]\ndo=lose-reply\nat-ppm=1\nresource=a*b\n", "[a], key at-ppm" },
  { "[a]\ndo=lose-reply\nresource=a*b\nservice=s3\n", "[a], key resource" },
  { "[a]\ndo=lose-reply\nprincipal=a*b\nresource=b*c\n", "[a], key principal" },
  { "[a]\ndo=throw\nexception=Oops\nresource=daily\n", "[a], key exception" },
  { "[a]\ndo=hang-run\noperation=" GET_REFRESH "\nresource=daily\n", "[a], key resource" },
  { "[a]\ndo=fail-run\noperation=" GET_REFRESH "\ntype=x\n", "[a], key do" },
  { "[a]\ndo=fail-run\noperation=" START_METADATA "\ntype=x\n", "[a], key type" },
  { "[good]\ndo=lose-reply\n[a]\ndo=fail-run\noperation=x\n[b]\nevery=0\n", "[a], key operation" },
  { NULL, NULL },
};
static const Wrong choices[] = {
  { "[a]\ndo=lose-reply\nservice=s3\n", "'s3'; it takes glue, datazone" },
  { "[a]\ndo=lose-reply\noperation=Nap\nservice=glue\n", "'Nap'; it takes StartMaterialized" },
  { "[a]\ndo=drop-event\nevent=Nap\nservice=glue\n", "'Nap'; it takes Glue Materialized View" },
  { "[a]\ndo=throw\nexception=Nap\nservice=datazone\n", "'Nap'; it takes " },
  { "[a]\ndo=fail-run\noperation=" START_METADATA "\ntype=NAP\n", "'NAP'; it takes BUSINESS_DESCRIPTIONS, BUSINESS_NAMES" },
  { "[a]\ndo=nap\n", "'nap'; it takes throw, lose-reply" },
  { NULL, NULL },
};
static const Wrong daily_alone[] = {
  { "[a]\ndo=lose-reply\nresource=daily\n", "'daily'" },
  { NULL, NULL },
};
/* clang-format on */

static void
test_zero_byte (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_fault_plan_add_from_data (plan, "[a]\ndo=\0", 8, "n", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_FAULT_PLAN);
}

/* --- Matching --------------------------------------------------------------------------------- */

static void
test_principal_pattern (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_rule (GETS "principal=arn:aws:iam::210987654321:*\n" THROW);
  g_autoptr (TarnGlueClient) foreign
      = glue_client_new (tarn_sample_get_engine (sample), FOREIGN, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (get_nothing (sample, RUN_ID ("0")), ==, '.');
  g_assert_null (tarn_glue_client_get_materialized_view_refresh_task_run (foreign, NULL,
                                                                          RUN_ID ("0"), &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_OPERATION_TIMEOUT);
}

static void
test_resource_is_lower_case (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule (STARTS "resource=" DAILY "\n" THROW);
  g_autoptr (GError) error = NULL;

  g_free (sample_start_refresh (sample, "monthly"));
  g_assert_null (
      start_refresh (tarn_sample_get_glue (sample), NULL, "SALES", "Daily", FALSE, &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_OPERATION_TIMEOUT);
}

static guint
count_matches (TarnSample *sample, const char *resource)
{
  g_autofree char *text = g_strdup_printf ("[rule]\nresource=%s\ndo=lose-reply\n", resource);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (tarn_sample_get_engine (sample));
  g_autofree char *generation G_GNUC_UNUSED = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  g_assert_true (tarn_fault_plan_add_from_data (plan, text, -1, "rules", NULL));
  tarn_engine_set_fault_plan (tarn_sample_get_engine (sample), plan);
  g_free (sample_refresh (sample, "daily", NULL));
  get_nothing (sample, RUN_ID ("1"));
  run = sample_generate (sample, NULL);
  sample_cancel (sample, "a-run", NULL);
  runs = tarn_glue_client_list_materialized_view_refresh_task_runs (tarn_sample_get_glue (sample),
                                                                    NULL, NULL, NULL, -1, NULL,
                                                                    NULL, NULL);
  tarn_engine_set_fault_plan (tarn_sample_get_engine (sample), NULL);
  return (guint) tarn_fault_plan_get_n_matched (plan, "rule");
}

static void
test_resources (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  const char *domain = tarn_sample_get_domain_id (sample);
  g_autofree char *asset = g_strjoin ("/", domain, tarn_sample_get_asset_id (sample), NULL);
  g_autofree char *run = g_strjoin ("/", domain, "a-run", NULL);
  g_autofree char *any = g_strjoin ("/", domain, "*", NULL);

  g_assert_cmpuint (count_matches (sample, DAILY), ==, 1);
  g_assert_cmpuint (count_matches (sample, MONTHLY), ==, 0);
  g_assert_cmpuint (count_matches (sample, TARN_SAMPLE_ACCOUNT_ID "/" RUN_ID ("1")), ==, 1);
  g_assert_cmpuint (count_matches (sample, TARN_SAMPLE_ACCOUNT_ID), ==, 1);
  g_assert_cmpuint (count_matches (sample, TARN_SAMPLE_ACCOUNT_ID "*"), ==, 3);
  g_assert_cmpuint (count_matches (sample, asset), ==, 1);
  g_assert_cmpuint (count_matches (sample, run), ==, 1);
  g_assert_cmpuint (count_matches (sample, any), ==, 2);
  g_assert_cmpuint (count_matches (sample, "*"), ==, 5);
}

/* The example at the beginning of the header. */
static void
test_example (void)
{
  g_autoptr (TarnSample) sample = sample_with_faults (
      "[the first start gets no answer]\noperation=StartMaterializedViewRefreshTaskRun\nnth=1\n"
      "do=lose-reply\n\n[one poll in three is throttled]\n"
      "operation=GetMaterializedViewRefreshTaskRun\nevery=3\ndo=throw\n"
      "exception=ThrottlingException\nmessage=Rate exceeded\n");
  g_autoptr (GError) error = NULL;

  g_assert_null (sample_refresh (sample, "daily", &error));
  assert_exception (error, TIMEOUT, "the first start gets no answer");
  for (guint i = 0; i < 6; i++)
    g_assert_cmpint (get_nothing (sample, RUN_ID ("0")), ==, "..R..R"[i]);
}

static void
test_fill_limit_of_datazone (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_rule ("operation=" LIST_METADATA "\nnth=1\ndo=fill-limit\nduration-us=5\n");
  g_autoptr (GPtrArray) runs G_GNUC_UNUSED = sample_list_metadata (sample);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run = sample_generate (sample, &error);

  g_assert_null (run);
  g_assert_true (error->domain == TARN_DATAZONE_ERROR);
  engine_advance (tarn_sample_get_engine (sample), 5);
  g_free (sample_start_metadata (sample));
}

/* The draws for one run id do not depend on how many calls there are about another. */
static void
test_draws_of_resources (void)
{
  for (guint n_others = 0; n_others < 3; n_others++)
    {
      static char expected[65];
      char pattern[65] = "";
      g_autoptr (TarnSample) sample = sample_with_rule (GETS "probability-ppm=500000\n" THROW);

      for (guint i = 0; i < 64; i++)
        {
          for (guint j = 0; j < n_others; j++)
            get_nothing (sample, RUN_ID ("1"));
          pattern[i] = get_nothing (sample, RUN_ID ("0"));
        }
      if (n_others == 0)
        memcpy (expected, pattern, sizeof expected);
      g_assert_cmpstr (pattern, ==, expected);
      g_assert_nonnull (strchr (pattern, 'T'));
      g_assert_nonnull (strchr (pattern, '.'));
    }
}

/* --- What is done to calls -------------------------------------------------------------------- */

static void
test_throw (void)
{
  g_autoptr (TarnSample) sample = sample_with_faults ("[the group]\n" STARTS THROW);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  g_assert_null (sample_refresh (sample, "daily", &error));
  assert_exception (error, TIMEOUT, "the group");
  runs = sample_list_refreshes (sample);
  g_assert_cmpuint (runs->len, ==, 0);
}

static void
test_lose_reply (void)
{
  g_autoptr (TarnSample) sample = sample_with_faults ("[lost]\ndo=lose-reply\n");
  g_autoptr (GError) glue_error = NULL;
  g_autoptr (GError) datazone_error = NULL;
  g_autoptr (GError) own_error = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;

  g_assert_null (sample_refresh (sample, "daily", &glue_error));
  assert_exception (glue_error, TIMEOUT, "lost");
  run = sample_generate (sample, &datazone_error);
  g_assert_null (run);
  assert_exception (datazone_error, "InternalServerException", "lost");
  g_assert_null (sample_refresh (sample, "daily", &own_error));
  assert_exception (own_error, "MaterializedViewRefreshTaskRunningException", NULL);
  tarn_engine_set_fault_plan (tarn_sample_get_engine (sample), NULL);
  g_autoptr (GPtrArray) refreshes = sample_list_refreshes (sample);
  g_autoptr (GPtrArray) generations = sample_list_metadata (sample);
  g_assert_cmpuint (refreshes->len, ==, 1);
  g_assert_cmpuint (generations->len, ==, 1);
}

static void
test_revoke (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_rule (GETS "nth=1\ndo=revoke\ndelay-us=5\ndeny-principal=*\n"
                               "deny-action=glue:" GET_REFRESH "\ndeny-resource=*\n");
  TarnEngine *engine = tarn_sample_get_engine (sample);

  g_assert_cmpint (get_nothing (sample, RUN_ID ("0")), ==, '.');
  engine_advance (engine, 4);
  g_assert_cmpint (get_nothing (sample, RUN_ID ("0")), ==, '.');
  engine_advance (engine, 1);
  g_assert_cmpint (get_nothing (sample, RUN_ID ("0")), ==, 'D');
}

static void
test_fill_limit (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_rule ("operation=" LIST_REFRESHES "\nnth=1\ndo=fill-limit\nduration-us=5\n");
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GPtrArray) runs G_GNUC_UNUSED = sample_list_refreshes (sample);
  g_autoptr (GError) error = NULL;

  engine_advance (engine, 4);
  g_assert_null (sample_refresh (sample, "daily", &error));
  assert_exception (error, "ResourceNumberLimitExceededException", NULL);
  engine_advance (engine, 1);
  g_free (sample_start_refresh (sample, "daily"));
}

/* --- What is done to runs --------------------------------------------------------------------- */

static gint64
get_length (TarnSample *sample, const char *id)
{
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (sample, id);

  return tarn_refresh_run_get_end_time (run) - tarn_refresh_run_get_creation_time (run);
}

static void
test_fail_run (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_faults ("[half]\n" STARTS "nth=1\ndo=fail-run\n[tenth]\n" STARTS
                            "nth=2\ndo=fail-run\nat-ppm=100000\nmessage=early\n");
  g_autofree char *half = sample_start_refresh (sample, "daily");
  g_autofree char *tenth = NULL;
  gint64 work_us = DURATION_US - STARTUP_US;

  sample_drain (sample);
  assert_refresh (sample, half, "FAILED", "half");
  tenth = sample_start_refresh (sample, "daily");
  sample_drain (sample);
  assert_refresh (sample, tenth, "FAILED", "early");
  g_assert_cmpint (get_length (sample, half), ==, STARTUP_US + work_us / 2);
  g_assert_cmpint (get_length (sample, tenth), ==, STARTUP_US + work_us / 10);
}

static void
test_fail_type (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("operation=" START_METADATA
                                                    "\ndo=fail-run\ntype=BUSINESS_DESCRIPTIONS\n");
  g_autofree char *id = sample_start_metadata (sample);

  sample_drain (sample);
  assert_metadata (sample, id, "SUCCEEDED", NULL);
}

static gint64
get_use (TarnSample *sample, const char *id)
{
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (sample, id);

  return tarn_refresh_run_get_dpu_milliseconds (run);
}

static void
test_hang_run (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule (STARTS "nth=2\ndo=hang-run\n");
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *plain = sample_start_refresh (sample, "daily");
  g_autofree char *hung = NULL;

  sample_drain (sample);
  hung = start_refresh (tarn_sample_get_glue (sample), NULL, DATABASE, "daily", TRUE, NULL);
  engine_advance (engine, 300 * DAY_US);
  assert_refresh (sample, hung, "RUNNING", NULL);
  g_assert_true (sample_stop (sample, "daily", NULL));
  sample_drain (sample);
  assert_refresh (sample, hung, "STOPPED", NULL);
  g_assert_cmpint (get_use (sample, hung), ==, get_use (sample, plain));
}

static void
test_slow_run (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule (STARTS "do=slow-run\nfactor-permille=2500\n");
  g_autofree char *id = sample_start_refresh (sample, "daily");

  sample_drain (sample);
  assert_refresh (sample, id, "SUCCEEDED", NULL);
  g_assert_cmpint (get_length (sample, id), ==, DURATION_US * 5 / 2);
}

static gint64
get_stop_latency (const char *lines)
{
  g_autoptr (TarnSample) sample = sample_with_rule (lines);
  g_autofree char *id = sample_start_refresh (sample, "daily");

  engine_advance (tarn_sample_get_engine (sample), MINUTE_US);
  g_assert_true (sample_stop (sample, "daily", NULL));
  sample_drain (sample);
  return get_length (sample, id) - MINUTE_US;
}

static void
test_ignore_stop (void)
{
  g_assert_cmpint (get_stop_latency (STARTS "do=ignore-stop\ndelay-us=7000000\n"), ==,
                   get_stop_latency (STARTS "nth=2\ndo=hang-run\n") + 7 * SECOND_US);
}

static void
test_end_at_stop (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule (STARTS "do=end-at-stop\n");
  g_autofree char *id = sample_start_refresh (sample, "daily");
  g_autoptr (GError) error = NULL;

  engine_advance (tarn_sample_get_engine (sample), MINUTE_US);
  g_assert_false (sample_stop (sample, "daily", &error));
  assert_exception (error, "MaterializedViewRefreshTaskNotRunningException", NULL);
  assert_refresh (sample, id, "SUCCEEDED", NULL);
  g_assert_cmpint (get_length (sample, id), ==, MINUTE_US);
}

/* --- What is done to EventBridge events ------------------------------------------------------- */

static void
log_event (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer log)
{
  const char *type = tarn_change_get_detail_type (change);
  const char *cause = tarn_change_get_cause (change);

  if (type != NULL || g_str_equal (cause, "begin"))
    g_string_append_printf (log, "%" G_GINT64_FORMAT "%s:%s ",
                            (tarn_change_get_time (change) - START_US) / SECOND_US,
                            type != NULL ? "!" : "", cause);
}

static char *
log_events (const char *lines)
{
  g_autoptr (TarnSample) sample = sample_with_rule (lines);
  GString *log = g_string_new (NULL);

  tarn_engine_add_observer (tarn_sample_get_engine (sample), log_event, log, NULL);
  g_free (sample_start_refresh (sample, "daily"));
  sample_drain (sample);
  return g_string_free (log, FALSE);
}

#define STARTED "event=Glue Materialized View Refresh Task Started\n"

static void
test_events (gconstpointer data)
{
  const Hits *hits = data;
  g_autofree char *log = log_events (hits->lines);

  g_assert_cmpstr (log, ==, hits->pattern);
}

/* --- Whose plan it is ------------------------------------------------------------------------- */

static gboolean
add_rule (TarnEngine *engine G_GNUC_UNUSED, gpointer plan)
{
  g_assert_true (tarn_fault_plan_add_from_data (plan, "[a]\ndo=lose-reply\n", -1, "n", NULL));
  return TRUE;
}

/* A condition may add rules to a plan that the engine does not use. */
static void
test_plan_of_nobody (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);

  g_assert_true (
      tarn_engine_run_until (engine, add_rule, plan, TARN_NO_DEADLINE, NULL, NULL, NULL));
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 1);
}

/* --- Chaos ------------------------------------------------------------------------------------ */

static void
test_chaos (void)
{
  static const char *const actions[]
      = { "do=throw",    "do=lose-reply", "do=fail-run",        "do=hang-run",
          "do=slow-run", "do=drop-event", "do=duplicate-event", "do=delay-event" };
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);
  g_autofree char *text = NULL;

  tarn_fault_plan_add_chaos (plan, 1000);
  text = tarn_fault_plan_to_string (plan);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_assert_nonnull (strstr (text, actions[i]));
  g_auto (GStrv) parts = g_strsplit (text, "probability-ppm=1000\n", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, tarn_fault_plan_get_n_rules (plan) + 1);
}

#define HITS(lines, pattern) (&(const Hits){ lines, pattern })

/* clang-format off */
static const Promise promises[] = {
  { "tarn-fault-plan.h: chapter: Of the rules that decide the answer of a call, `throw` and `lose-reply`, the first one.", test_first_rule_that_is_due },
  { "tarn-fault-plan.h: chapter: The engine compares each call of an operation, each EventBridge event, and each start of a run by the service itself with all rules", test_first_rule_that_is_due },
  { "tarn-fault-plan.h: get_n_matched(): how many calls, EventBridge events or automatic starts matched the rule, hit or not", test_first_rule_that_is_due },
  { "tarn-fault-plan.h: get_n_applied(): how many calls, EventBridge events or automatic starts the rule was applied to", test_first_rule_that_is_due },
  { "tarn-fault-plan.h: get_n_matched(): 0 if there is no such rule", test_numbers_of_no_rule },
  { "tarn-fault-plan.h: get_rule_name(): or %NULL if there is no such rule", test_numbers_of_no_rule },
  { "tarn-fault-plan.h: list_unapplied(): A rule with `probability-ppm` is not listed, because it may apply to nothing.", test_list_unapplied },
  { "tarn-fault-plan.h: list_unapplied(): the names of the rules, in their order", test_list_unapplied },
  { "tarn-fault-plan.h: to_string(): the text of all rules, as they were added; another plan can read it again", test_text },
  { "tarn-fault-plan.h: add_from_data(): Adds rules after the rules that are there.", test_text },
  { "tarn-fault-plan.h: add_from_data(): the length of the text in bytes, or -1 if it ends with a zero byte", test_length },
  { "tarn-fault-plan.h: save_to_file(): What the rules have counted is not saved.", test_file },
  { "tarn-fault-plan.h: add_from_file(): Messages name the file by its path.", test_file },
  { "tarn-fault-plan.h: add_from_data(): Each message about the text begins with @name, and names the group and the key if the error is about a key", NULL, test_order, orders },
  { "tarn-fault-plan.h: add_from_data(): The message quotes the value, and lists what the key takes", NULL, test_order, choices },
  { "tarn-fault-plan.h: chapter: The plan refuses a resource that no call can have, such as `daily` for `123456789012/sales/daily`.", NULL, test_order, daily_alone },
  { "tarn-fault-plan.h: add_from_data(): the text is too long, contains a zero byte, or is no key file", test_zero_byte },
  { "tarn-fault-plan.h: chapter: a pattern, which is a text, or the beginning of a text followed by `*`", test_principal_pattern },
  { "tarn-fault-plan.h: chapter: Databases and tables are in lower case there.", test_resource_is_lower_case },
  { "tarn-fault-plan.h: chapter: The resource of a call consists of the members that name it: `CATALOG/DATABASE/TABLE`, `CATALOG/RUN`, `DOMAIN/ASSET`, `DOMAIN/RUN`, as far as they are given.", test_resources },
  { "tarn-fault-plan.h: chapter: [one poll in three is throttled] operation=GetMaterializedViewRefreshTaskRun every=3 do=throw exception=ThrottlingException message=Rate exceeded", test_example },
  { "README.md: Rehearse failures: [the first start gets no answer] operation=StartMaterializedViewRefreshTaskRun nth=1 do=lose-reply", test_example },
  { "tarn-fault-plan.h: chapter: `fill-limit`: for `duration-us` the service answers", test_fill_limit_of_datazone },
  { "tarn-fault-plan.h: chapter: the rule matches from the first time on, and before the second time", NULL, test_hits, HITS (GETS THROW "after-us=946684802000000\nuntil-us=946684805000000\n", "..TTT...") },
  { "tarn-fault-plan.h: chapter: `nth`: only the n-th, counted from 1", NULL, test_hits, HITS (GETS THROW "nth=3\n", "..T.....") },
  { "tarn-fault-plan.h: chapter: or several of them, at most 32, such as `1,2,5`", NULL, test_hits, HITS (GETS THROW "nth=1,2,5\n", "TT..T...") },
  { "tarn-fault-plan.h: chapter: `every`: each n-th", NULL, test_hits, HITS (GETS THROW "every=3\n", "..T..T..") },
  { "tarn-fault-plan.h: chapter: with several of them, only those that each key chooses", NULL, test_hits, HITS (GETS THROW "every=3\nnth=5,6,7\n", ".....T..") },
  { "tarn-fault-plan.h: chapter: What a rule matches, all of it optional:", NULL, test_hits, HITS (GETS THROW "nth=2\nafter-us=946684802000000\n", "...T....") },
  { "tarn-fault-plan.h: chapter: without any of these keys, all", NULL, test_hits, HITS (GETS THROW, "TTTTTTTT") },
  { "tarn-fault-plan.h: chapter: `service`: `glue` or `datazone`", NULL, test_hits, HITS ("service=datazone\ndo=lose-reply\n", "........") },
  { "tarn-fault-plan.h: chapter: Each resource has random draws of its own with each rule, so calls about another resource change nothing", test_draws_of_resources },
  { "tarn-fault-plan.h: chapter: `throw`: the call fails with `exception` and `message`, and nothing else happens.", test_throw },
  { "tarn-fault-plan.h: chapter: Here and below, the name of the group is the message if no message is given", test_throw },
  { "tarn-fault-plan.h: chapter: `lose-reply`: the call takes effect, and fails with OperationTimeoutException of `glue` or InternalServerException of `datazone`.", test_lose_reply },
  { "tarn-fault-plan.h: chapter: A call that fails by itself keeps its own error", test_lose_reply },
  { "tarn-fault-plan.h: chapter: after `at-ppm` of a million parts of the time for which it would be RUNNING, 500000 by default", test_fail_run },
  { "tarn-fault-plan.h: chapter: a run without that type is not changed", test_fail_type },
  { "tarn-fault-plan.h: chapter: the run that the call starts never ends by itself. It uses what it would have used, and nothing beyond, however long it hangs", test_hang_run },
  { "tarn-fault-plan.h: chapter: the run that the call starts takes `factor-permille` of a thousand parts of its time, of the time before it is RUNNING as well", test_slow_run },
  { "tarn-fault-plan.h: chapter: a stop of the refresh run that the call starts takes `delay-us` longer", test_ignore_stop },
  { "tarn-fault-plan.h: chapter: the run ends in that very instant, as it would have ended without the stop. So the stop comes too late", test_end_at_stop },
  { "tarn-fault-plan.h: chapter: from `delay-us` after the call on, `deny-principal` is denied `deny-action` on `deny-resource`", test_revoke },
  { "tarn-fault-plan.h: chapter: for `duration-us` the service answers as if its limit of active runs were reached", test_fill_limit },
  { "tarn-fault-plan.h: chapter: `drop-event`: observers are notified about the change without its EventBridge event", NULL, test_events, HITS (STARTED "do=drop-event\n", "30:begin 314!:succeed ") },
  { "tarn-fault-plan.h: chapter: `duplicate-event`: observers are notified once more, with `redelivery` as the cause", NULL, test_events, HITS (STARTED "do=duplicate-event\n", "30!:begin 30!:redelivery 314!:succeed ") },
  { "tarn-fault-plan.h: chapter: and once more `delay-us` later, with `late-event` as the cause", NULL, test_events, HITS (STARTED "do=delay-event\ndelay-us=7000000\n", "30:begin 37!:late-event 314!:succeed ") },
  { "tarn-change.h: get_cause(): for an EventBridge event that a fault plan doubles or delays, `redelivery` or `late-event`", NULL, test_events, HITS (STARTED "do=duplicate-event\n", "30!:begin 30!:redelivery 314!:succeed ") },
  { "tarn-change.h: get_detail_type(): or a fault plan has dropped or delayed the EventBridge event", NULL, test_events, HITS (STARTED "do=drop-event\n", "30:begin 314!:succeed ") },
  { "tarn-fault-plan.h: add_from_data(): from inside a condition or a cost model of an engine that uses the plan", test_plan_of_nobody },
  { "tarn-fault-plan.h: add_chaos(): Adds rules that make everything happen at one rate: throttled calls, lost replies, runs that fail, hang or are slow, EventBridge events that are dropped, doubled or late.", test_chaos },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
