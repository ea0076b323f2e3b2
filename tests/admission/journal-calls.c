/* SPDX-License-Identifier: MIT */
/*
 * Compares what the journal writes for one call of each operation with golden text. Tests of users keep such
 * text as what they expect, so a difference here breaks their tests. Each call is made in a fixture of its
 * own. All calls have the same time and the same caller, so the table has neither.
 */
#include "worlds/every-operation.h"

#define MIDNIGHT "2000-01-01T00:00:00.000000Z "

typedef struct
{
  const char *service;
  const char *operation;
  const char *rest;       /* the rest of the line of the call */
  const char *changes[3]; /* the lines that follow, without their time */
} GoldenRow;

/* clang-format off */
static const GoldenRow golden_rows[] = {
  { "glue", "StartMaterializedViewRefreshTaskRun",
    "DatabaseName=\"sales\" TableName=\"monthly\" FullRefresh=\"false\" -> ok "
    "826efee8-0240-4786-97bd-ecae663c4fd5",
    { "change glue 123456789012.sales.monthly run 826efee8-0240-4786-97bd-ecae663c4fd5 "
      "create >STARTING",
      "change glue 123456789012.sales.monthly run 826efee8-0240-4786-97bd-ecae663c4fd5 "
      "take-slot STARTING>STARTING" } },
  { "glue", "GetMaterializedViewRefreshTaskRun",
    "MaterializedViewRefreshTaskRunId=\"a3824752-2227-46ef-bd4e-e587ff3df030\" -> ok "
    "STARTING",
    { NULL } },
  { "glue", "StopMaterializedViewRefreshTaskRun",
    "DatabaseName=\"sales\" TableName=\"daily\" -> ok",
    { "change glue 123456789012.sales.daily run a3824752-2227-46ef-bd4e-e587ff3df030 stop "
      "STARTING>STARTING" } },
  { "glue", "ListMaterializedViewRefreshTaskRuns",
    "-> ok",
    { NULL } },
  { "glue", "CreateCatalog",
    "CatalogId=\"123456789012:s3tablescatalog/new\" IsFederated=\"false\" -> ok",
    { NULL } },
  { "glue", "CreateDatabase",
    "DatabaseName=\"new\" -> ok",
    { NULL } },
  { "glue", "GetDatabase",
    "DatabaseName=\"sales\" -> ok",
    { NULL } },
  { "glue", "GetDatabases",
    "MaxResults=1 -> ok",
    { NULL } },
  { "glue", "CreateTable",
    "DatabaseName=\"sales\" TableName=\"new\" Table Format=ICEBERG SizeBytes=0 "
    "RecordCount=0 -> ok",
    { NULL } },
  { "glue", "GetTable",
    "CatalogId=\"123456789012\" DatabaseName=\"sales\" TableName=\"orders\" -> ok",
    { NULL } },
  { "glue", "GetTables",
    "DatabaseName=\"sales\" MaxResults=1 -> ok",
    { NULL } },
  { "glue", "UpdateTable",
    "CatalogId=\"123456789012\" DatabaseName=\"sales\" TableName=\"spare\" Table Format=ICEBERG "
    "SizeBytes=1000 RecordCount=0 -> ok",
    { NULL } },
  { "glue", "DeleteTable",
    "CatalogId=\"123456789012\" DatabaseName=\"sales\" TableName=\"spare\" -> ok",
    { NULL } },
  { "glue", "Commit",
    "CatalogId=\"123456789012\" DatabaseName=\"sales\" TableName=\"orders\" "
    "Commit=\"append added-bytes=1000 removed-bytes=0 added-records=0 removed-records=0 "
    "total-bytes=-1\" -> ok",
    { NULL } },
  { "glue", "PauseSchedule",
    "CatalogId=\"123456789012\" DatabaseName=\"sales\" TableName=\"hourly\" -> ok",
    { NULL } },
  { "glue", "ResumeSchedule",
    "CatalogId=\"123456789012\" DatabaseName=\"sales\" TableName=\"hourly\" -> ok",
    { NULL } },
  { "glue", "EstimateRefresh",
    "CatalogId=\"123456789012\" DatabaseName=\"sales\" TableName=\"daily\" -> ok",
    { NULL } },
  { "glue", "Explain",
    "CatalogId=\"123456789012\" DatabaseName=\"sales\" TableName=\"daily\" -> ok",
    { NULL } },
  { "glue", "GetViewMeasures",
    "CatalogId=\"123456789012\" DatabaseName=\"sales\" TableName=\"daily\" -> ok",
    { NULL } },
  { "glue", "GetAccountMeasures",
    "-> ok",
    { NULL } },
  { "glue", "ResetMeasures",
    "-> ok",
    { NULL } },
  { "datazone", "StartMetadataGenerationRun",
    "domainIdentifier=\"dzd_hcewkks4h0szlr\" target.type=\"ASSET\" "
    "target.identifier=\"szk657ebsi1xaq\" owningProjectIdentifier=\"dt0bk1d1izumca\" "
    "types=\"BUSINESS_NAMES\" -> ok ci3ga99j3nuzmk",
    { "change datazone dzd_hcewkks4h0szlr/szk657ebsi1xaq run ci3ga99j3nuzmk create "
      ">SUBMITTED",
      "change datazone dzd_hcewkks4h0szlr/szk657ebsi1xaq run ci3ga99j3nuzmk begin "
      "SUBMITTED>IN_PROGRESS" } },
  { "datazone", "GetMetadataGenerationRun",
    "domainIdentifier=\"dzd_hcewkks4h0szlr\" identifier=\"lzavttrprsk072\" -> ok "
    "IN_PROGRESS",
    { NULL } },
  { "datazone", "CancelMetadataGenerationRun",
    "domainIdentifier=\"dzd_hcewkks4h0szlr\" identifier=\"lzavttrprsk072\" -> ok",
    { "change datazone dzd_hcewkks4h0szlr/nwgj7vk2fr564n run lzavttrprsk072 cancel "
      "IN_PROGRESS>CANCELED [Metadata Generation Canceled]" } },
  { "datazone", "ListMetadataGenerationRuns",
    "domainIdentifier=\"dzd_hcewkks4h0szlr\" -> ok",
    { NULL } },
  { "datazone", "CreateDomain",
    "name=\"new\" domainVersion=\"V2\" -> ok dzd-8fen0rlgmlelwz",
    { NULL } },
  { "datazone", "CreateUserProfile",
    "domainIdentifier=\"dzd_hcewkks4h0szlr\" "
    "userIdentifier=\"arn:aws:iam::210987654321:root\" -> ok 8giuzgtygpc9m6",
    { NULL } },
  { "datazone", "CreateProject",
    "domainIdentifier=\"dzd_hcewkks4h0szlr\" name=\"new\" -> ok gro99q2x9mu6ug",
    { NULL } },
  { "datazone", "CreateProjectMembership",
    "domainIdentifier=\"dzd_hcewkks4h0szlr\" projectIdentifier=\"dt0bk1d1izumca\" "
    "member.userIdentifier=\"wxk2t5uusba3zv\" -> ok",
    { NULL } },
  { "datazone", "CreateGlossaryTerm",
    "domainIdentifier=\"dzd_hcewkks4h0szlr\" name=\"new\" -> ok",
    { NULL } },
  { "datazone", "CreateAsset",
    "domainIdentifier=\"dzd_hcewkks4h0szlr\" owningProjectIdentifier=\"dt0bk1d1izumca\" "
    "name=\"new\" typeIdentifier=\"GlueTableAssetType\" RowCount=1 "
    "BusinessNameGeneration=false Column=\"ord_id\":\"bigint\" -> ok saq80rk0ns8mb0",
    { NULL } },
  { "datazone", "CreateAssetRevision",
    "domainIdentifier=\"dzd_hcewkks4h0szlr\" identifier=\"szk657ebsi1xaq\" name=\"new\" "
    "typeIdentifier=\"GlueTableAssetType\" RowCount=1 BusinessNameGeneration=false "
    "Column=\"ord_id\":\"bigint\" -> ok 2",
    { NULL } },
  { "datazone", "GetAsset",
    "domainIdentifier=\"dzd_hcewkks4h0szlr\" identifier=\"szk657ebsi1xaq\" -> ok",
    { NULL } },
  { "datazone", "AcceptPredictions",
    "domainIdentifier=\"dzd_hcewkks4h0szlr\" identifier=\"szk657ebsi1xaq\" Rule=NONE -> ok 1",
    { NULL } },
  { "datazone", "RejectPredictions",
    "domainIdentifier=\"dzd_hcewkks4h0szlr\" identifier=\"szk657ebsi1xaq\" Rule=ALL -> ok 1",
    { NULL } },
  { "datazone", "SetBusinessNameGeneration",
    "domainIdentifier=\"dzd_hcewkks4h0szlr\" projectIdentifier=\"dt0bk1d1izumca\" "
    "isEnabled=\"true\" -> ok",
    { NULL } },
};
/* clang-format on */

static char *
expected_text (const GoldenRow *row)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, MIDNIGHT "call %s:%s by " ROOT " %s\n", row->service,
                          row->operation, row->rest);
  for (guint i = 0; row->changes[i] != NULL; i++)
    g_string_append_printf (text, MIDNIGHT "%s\n", row->changes[i]);
  return g_string_free (text, FALSE);
}

static void
test_golden (gconstpointer data)
{
  const GoldenRow *row = data;
  g_auto (World) world = world_new (1);
  TarnJournal *journal = tarn_sample_get_journal (world.sample);
  g_autofree char *expected = expected_text (row);
  g_autoptr (GError) error = NULL;

  g_assert_true (find_call (row->service, row->operation)->call (&world, &error));
  g_assert_no_error (error);
  assert_journal (journal, expected);
  g_assert_cmpint (tarn_journal_get_kind (journal, 0), ==, TARN_JOURNAL_CALL);
  g_assert_cmpint (tarn_journal_get_time (journal, 0), ==, TARN_ENGINE_START_TIME);
  tarn_assert_n_calls (journal, NULL, NULL, 1);
  tarn_assert_n_calls (journal, row->operation, "ok", 1);
}

/* The table has a row for each operation that the services describe. */
static void
test_all_are_there (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  static const char *const names[] = { "glue", "datazone" };
  guint n_operations = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree const char **operations
          = tarn_service_list_operations (tarn_engine_get_service (engine, names[i]));

      n_operations += g_strv_length ((char **) operations);
    }
  g_assert_cmpuint (n_operations, ==, G_N_ELEMENTS (golden_rows));
}

/*
 * Functions that take a checked name or a run write the same line, with the catalog of the name or the run.
 */
static void
test_checked_calls (void)
{
  g_auto (World) world = world_new (1);
  TarnGlueClient *glue = tarn_sample_get_glue (world.sample);
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (world.sample, world.refresh_id);
  g_autoptr (TarnTableName) monthly = sample_name ("monthly");
  g_autofree char *id = NULL, *again = NULL;

  tarn_journal_clear (tarn_sample_get_journal (world.sample));
  id = start_refresh_of (glue, monthly, TRUE, NULL);
  again = start_refresh_of (glue, monthly, FALSE, NULL);
  g_assert_null (again);
  g_assert_true (tarn_refresh_run_reload (run, glue, NULL));

#define START_LINE MIDNIGHT "call glue:" START_REFRESH " by " ROOT " CatalogId=\"123456789012\" "
#define CHANGE_LINE MIDNIGHT "change glue 123456789012.sales.monthly run "
  g_autofree char *expected = g_strdup_printf (
      START_LINE
      "DatabaseName=\"sales\" TableName=\"monthly\" FullRefresh=\"true\" -> ok %s\n" CHANGE_LINE
      "%s create >STARTING\n" CHANGE_LINE "%s take-slot STARTING>STARTING\n" START_LINE
      "DatabaseName=\"sales\" TableName=\"monthly\" FullRefresh=\"false\""
      " -> MaterializedViewRefreshTaskRunningException 123456789012.sales.monthly has a refresh"
      " task run that has not ended\n" MIDNIGHT "call glue:" GET_REFRESH " by " ROOT
      " CatalogId=\"123456789012\""
      " MaterializedViewRefreshTaskRunId=\"%s\" -> ok STARTING\n",
      id, id, id, world.refresh_id);
  assert_journal (tarn_sample_get_journal (world.sample), expected);
}

/* The journal writes all members of a view's input. */
static void
test_view (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();
  const char *const sources[] = { "orders", "daily" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autoptr (TarnTableName) source = sample_name (sources[i]);

      tarn_table_input_add_sub_object (input, source);
      tarn_table_input_add_sub_object_version_id (input, 7 + i);
    }
  tarn_table_input_set_size_bytes (input, 5);
  tarn_table_input_set_record_count (input, 6);
  tarn_table_input_set_refresh_seconds (input, 3600);
  tarn_table_input_set_incremental (input, TRUE);
  tarn_table_input_set_last_refresh_type (input, TARN_REFRESH_TYPE_FULL);
  glue_create_table (tarn_sample_get_glue (world.sample), NULL, "sales", "new", input, &error);
  g_assert_no_error (error);

  assert_journal (tarn_sample_get_journal (world.sample), MIDNIGHT
                  "call glue:CreateTable by " ROOT
                  " DatabaseName=\"sales\" TableName=\"new\" View Format=ICEBERG SizeBytes=5"
                  " RecordCount=6 SubObject=123456789012.sales.orders"
                  " SubObject=123456789012.sales.daily SubObjectVersionId=7 SubObjectVersionId=8"
                  " RefreshSeconds=3600 IsIncremental=true LastRefreshType=FULL -> ok\n");
}

/* The journal writes several types as one argument. */
static void
test_types (void)
{
  static const char *const types[] = { "BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS", NULL };
  g_auto (World) world = world_new (1);
  TarnMetadataTarget target
      = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (world.sample) };
  TarnJournal *journal = tarn_sample_get_journal (world.sample);
  g_autoptr (TarnMetadataRun) run = tarn_datazone_client_start_metadata_generation_run (
      tarn_sample_get_datazone (world.sample), tarn_sample_get_domain_id (world.sample),
      tarn_sample_get_project_id (world.sample), &target, NULL, types, NULL, NULL);
  g_autofree char *line = tarn_journal_dup_line (journal, 0);

  g_assert_nonnull (run);
  g_assert_nonnull (strstr (line, " types=\"BUSINESS_NAMES,BUSINESS_DESCRIPTIONS\" -> ok "));
}

/* --- Answers ---------------------------------------------------------------------------------- */

static void
assert_last_line_ends (World *world, const char *expected)
{
  TarnJournal *journal = tarn_sample_get_journal (world->sample);
  g_autofree char *line = tarn_journal_dup_line (journal, tarn_journal_get_length (journal) - 1);
  const char *answer = strstr (line, " -> ");

  g_assert_cmpstr (answer, ==, expected);
}

static void
test_answers (void)
{
  g_auto (World) world = world_new (1);
  g_autofree char *none = sample_refresh (world.sample, "none", NULL);

  g_assert_null (none);
  assert_last_line_ends (&world, " -> EntityNotFoundException there is no table"
                                 " 123456789012.sales.none");
  none = sample_refresh (world.sample, "", NULL);
  g_assert_null (none);
  tarn_assert_n_calls (tarn_sample_get_journal (world.sample), START_REFRESH,
                       "InvalidInputException", 1);
  g_assert_false (sample_cancel (world.sample, "none", NULL));
  tarn_assert_n_calls (tarn_sample_get_journal (world.sample), CANCEL_METADATA,
                       "ResourceNotFoundException", 1);
  sample_drain (world.sample);
  tarn_assert_n_calls (tarn_sample_get_journal (world.sample), NULL, NULL, 3);
}

static void
test_throttled (void)
{
  g_auto (World) world = world_new (1);

  sample_set (world.sample, "glue.get-rate-per-second", 1);
  g_assert_true (call_get_refresh (&world, NULL));
  g_assert_false (call_get_refresh (&world, NULL));
  assert_last_line_ends (&world, " -> ThrottlingException Rate exceeded");
}

/* --- Escaping --------------------------------------------------------------------------------- */

/* Checks that each entry is one line, whatever its texts contain, and that the journal contains @escaped. */
static void
assert_lines (World *world, const char *escaped)
{
  TarnJournal *journal = tarn_sample_get_journal (world->sample);
  g_autofree char *text = tarn_journal_dup_text (journal);
  guint n_lines = 0;

  for (const char *next = text; (next = strchr (next, '\n')) != NULL; next++)
    n_lines++;
  g_assert_cmpuint (n_lines, ==, tarn_journal_get_length (journal));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (strstr (text, escaped));
}

static void
test_escaped_argument (void)
{
  g_auto (World) world = world_new (1);
  g_autofree char *id = sample_refresh (world.sample, "a\"b\\c\n\t\x01\xc3\xa9\xff", NULL);

  g_assert_null (id);
  assert_lines (&world, "TableName=\"a\\\"b\\\\c\\n\\t\\001\\303\\251\\377\" FullRefresh");
}

static void
test_escaped_long_argument (void)
{
  g_auto (World) world = world_new (1);
  g_autofree char *long_name = g_strnfill (20000, 'x');
  g_autofree char *id = sample_refresh (world.sample, long_name, NULL);
  g_autofree char *line = tarn_journal_dup_line (tarn_sample_get_journal (world.sample), 0);

  g_assert_null (id);
  g_assert_cmpuint (strlen (line), >, 10000);
  g_assert_cmpuint (strlen (line), <, 12000);
}

static TarnMetadataRun *
generate_for (World *world, const char *asset, const char *revision)
{
  static const char *const types[] = { "BUSINESS_NAMES", NULL };
  TarnMetadataTarget target = { .type = "ASSET", .identifier = asset, .revision = revision };

  return tarn_datazone_client_start_metadata_generation_run (
      tarn_sample_get_datazone (world->sample), tarn_sample_get_domain_id (world->sample),
      tarn_sample_get_project_id (world->sample), &target, NULL, types, NULL, NULL);
}

/* The message of an exception repeats a text of the caller, so the journal escapes the message too. */
static void
test_escaped_answer (void)
{
  g_auto (World) world = world_new (1);

  g_assert_null (generate_for (&world, "no\nsuch asset", NULL));
  assert_lines (&world, "no\\nsuch asset");
}

static void
test_escaped_answer_of_revision (void)
{
  g_auto (World) world = world_new (1);

  g_assert_null (generate_for (&world, tarn_sample_get_asset_id (world.sample), "1\n2"));
  assert_lines (&world, "1\\n2");
}

static void
test_escaped_message_of_rule (void)
{
  g_auto (World) world = world_new (1);

  tarn_sample_add_faults (world.sample, "[a]\ndo=throw\nexception=ThrottlingException\n"
                                        "message=one\\ntwo\n");
  g_assert_false (call_get_table (&world, NULL));
  assert_lines (&world, "one\\ntwo");
}

static void
test_escaped_message_of_run (void)
{
  g_auto (World) world = world_new (1);

  tarn_sample_add_faults (world.sample, "[a]\ndo=fail-run\noperation=" START_REFRESH "\n"
                                        "message=one\\ntwo\n");
  g_assert_true (call_start_refresh (&world, NULL));
  sample_drain (world.sample);
  tarn_assert_order (tarn_sample_get_journal (world.sample), "RUNNING>FAILED", NULL);
  assert_lines (&world, "one\\ntwo");
}

static void
test_escaped_statement (void)
{
  g_auto (World) world = world_new (1);

  tarn_engine_deny (tarn_sample_get_engine (world.sample), "one\ntwo", "*", "*");
  assert_lines (&world, "one\\ntwo");
}

static void
test_escaped_column (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (TarnAssetInput) input = tarn_asset_input_new ("new", "GlueTableAssetType");

  tarn_asset_input_add_column (input, "one\ntwo", "int\n");
  g_assert_null (tarn_datazone_client_create_asset (tarn_sample_get_datazone (world.sample),
                                                    tarn_sample_get_domain_id (world.sample),
                                                    tarn_sample_get_project_id (world.sample),
                                                    input, NULL));
  assert_lines (&world, "Column=\"one\\ntwo\":\"int\\n\"");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (golden_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/journal-calls/golden/%s/%s",
                                               golden_rows[i].service, golden_rows[i].operation);

      g_test_add_data_func (path, &golden_rows[i], test_golden);
    }
  g_test_add_func ("/journal-calls/all-are-there", test_all_are_there);
  g_test_add_func ("/journal-calls/checked-calls", test_checked_calls);
  g_test_add_func ("/journal-calls/view", test_view);
  g_test_add_func ("/journal-calls/types", test_types);
  g_test_add_func ("/journal-calls/answers", test_answers);
  g_test_add_func ("/journal-calls/throttled", test_throttled);
  g_test_add_func ("/journal-calls/escaped/argument", test_escaped_argument);
  g_test_add_func ("/journal-calls/escaped/long-argument", test_escaped_long_argument);
  g_test_add_func ("/journal-calls/escaped/answer", test_escaped_answer);
  g_test_add_func ("/journal-calls/escaped/answer-of-revision", test_escaped_answer_of_revision);
  g_test_add_func ("/journal-calls/escaped/message-of-rule", test_escaped_message_of_rule);
  g_test_add_func ("/journal-calls/escaped/message-of-run", test_escaped_message_of_run);
  g_test_add_func ("/journal-calls/escaped/statement", test_escaped_statement);
  g_test_add_func ("/journal-calls/escaped/column", test_escaped_column);

  return g_test_run ();
}
