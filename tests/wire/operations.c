/* SPDX-License-Identifier: MIT */
/* Tests what each of the eight operations on runs takes and returns, to the byte, at each stage of a run. */
#include "requests.h"

#define RUN_HEAD                                                                                   \
  "{\"CustomerId\":\"123456789012\",\"MaterializedViewRefreshTaskRunId\":\"%s\","                  \
  "\"DatabaseName\":\"sales\",\"TableName\":\"daily\",\"CatalogId\":\"123456789012\","
#define GET_BODY "{\"CatalogId\":\"123456789012\",\"MaterializedViewRefreshTaskRunId\":\"%s\"}"

typedef struct
{
  const char *name;
  gint64 time_us;
  const char *rest; /* the text after RUN_HEAD */
} StageRow;

static char *
ask_for_run (const Wire *wire, const char *id)
{
  g_autofree char *body = g_strdup_printf (GET_BODY, id);

  return wire_ask_glue (wire, GET_REFRESH, body);
}

/* clang-format off */

static const StageRow stage_rows[] = {
  { "starting", 0,
    "\"Status\":\"STARTING\",\"CreationTime\":946684800.000,\"LastUpdated\":946684800.000,"
    "\"RefreshType\":\"FULL\"}" },
  { "running", STARTUP_US,
    "\"Status\":\"RUNNING\",\"CreationTime\":946684800.000,\"LastUpdated\":946684830.000,"
    "\"StartTime\":946684830.000,\"DPUSeconds\":0.000,\"RefreshType\":\"FULL\","
    "\"ProcessedBytes\":0}" },
  { "used-in-part", STARTUP_US + 12345678,
    "\"Status\":\"RUNNING\",\"CreationTime\":946684800.000,\"LastUpdated\":946684830.000,"
    "\"StartTime\":946684830.000,\"DPUSeconds\":24.691,\"RefreshType\":\"FULL\","
    "\"ProcessedBytes\":187654240}" },
  { "succeeded", DURATION_US,
    "\"Status\":\"SUCCEEDED\",\"CreationTime\":946684800.000,\"LastUpdated\":946685114.000,"
    "\"StartTime\":946684830.000,\"EndTime\":946685114.000,\"DPUSeconds\":2520.000,"
    "\"RefreshType\":\"FULL\",\"ProcessedBytes\":100000000000}" },
};

/* clang-format on */

static void
test_refresh_stage (gconstpointer data)
{
  const StageRow *row = data;
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *id = wire_start_daily (&wire);
  g_autofree char *head = g_strdup_printf (RUN_HEAD, id);
  g_autofree char *run = g_strconcat (head, row->rest, NULL);
  g_autofree char *got
      = g_strconcat ("200 ok {\"MaterializedViewRefreshTaskRun\":", run, "}", NULL);
  g_autofree char *listed
      = g_strconcat ("200 ok {\"MaterializedViewRefreshTaskRuns\":[", run, "]}", NULL);

  sample_advance_to (wire.sample, row->time_us);
  assert_told (ask_for_run (&wire, id), got);
  assert_told (wire_ask_glue (&wire, LIST_REFRESHES, "{\"CatalogId\":\"123456789012\"}"), listed);
}

/* Times are rounded down to whole milliseconds. */
static void
test_times_are_whole_milliseconds (void)
{
  g_auto (Wire) wire = wire_new (1);

  sample_advance_to (wire.sample, 1999999);
  g_autofree char *id = wire_start_daily (&wire);
  g_autofree char *told = ask_for_run (&wire, id);
  g_assert_nonnull (strstr (told, "\"CreationTime\":946684801.999,\"LastUpdated\":946684801.999,"));
}

static void
test_failed_run_tells_why (void)
{
  g_auto (Wire) wire = wire_new (1);

  sample_set (wire.sample, "glue.read-failure-ppm", 1000000);
  g_autofree char *id = wire_start_daily (&wire);
  sample_drain (wire.sample);
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (wire.sample, id);
  g_autofree char *expected
      = g_strdup_printf ("\"ErrorMessage\":\"%s\"", tarn_refresh_run_get_error_message (run));
  g_autofree char *told = ask_for_run (&wire, id);
  g_assert_nonnull (strstr (told, expected));
  g_assert_nonnull (strstr (told, "\"Status\":\"FAILED\""));
}

static void
test_stop (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *id = wire_start_daily (&wire);

  assert_told (wire_ask_glue (&wire, STOP_REFRESH, DAILY_VIEW), "200 ok {}");
  sample_drain (wire.sample);
  assert_refresh (wire.sample, id, "STOPPED", NULL);
}

static void
test_full_refresh_is_passed_on (void)
{
  static const char *const values[]
      = { "", ",\"FullRefresh\":null", ",\"FullRefresh\":false", ",\"FullRefresh\":true" };
  g_auto (Wire) wire = wire_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"DatabaseName\":\"sales\",\"TableName\":\"daily\""
                                               "%s}",
                                               values[i]);
      g_autofree char *told = wire_ask_glue (&wire, START_REFRESH, body);
      g_autofree char *id = find_text (told, "MaterializedViewRefreshTaskRunId");

      sample_drain (wire.sample);
      g_autoptr (TarnRefreshRun) run = sample_get_refresh (wire.sample, id);
      g_assert_cmpstr (tarn_refresh_type_to_string (tarn_refresh_run_get_refresh_type (run)), ==,
                       i == 1 || i == 2 ? "INCREMENTAL" : "FULL");
    }
}

/* --- Members ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *operation;
  const char *body;
  const char *told;
} MemberRow;

/* clang-format off */

static const MemberRow member_rows[] = {
  { "null-is-absent", LIST_REFRESHES,
    "{\"CatalogId\":null,\"DatabaseName\":null,\"TableName\":null,\"MaxResults\":null,"
    "\"NextToken\":null}", "200 ok {\"MaterializedViewRefreshTaskRuns\":[]}" },
  { "null-that-is-required", STOP_REFRESH, "{\"DatabaseName\":null,\"TableName\":\"daily\"}",
    "400 " INVALID_INPUT ("DatabaseName is missing") },
  { "unknown-is-ignored", LIST_REFRESHES, "{\"New\":{\"a\":[1,2.5,true,null]}}",
    "200 ok {\"MaterializedViewRefreshTaskRuns\":[]}" },
  { "case-counts", STOP_REFRESH, "{\"databaseName\":\"sales\",\"TableName\":\"daily\"}",
    "400 " INVALID_INPUT ("DatabaseName is missing") },
  { "no-body-is-no-member", LIST_REFRESHES, NULL,
    "200 ok {\"MaterializedViewRefreshTaskRuns\":[]}" },
  { "max-results-of-minus-one", LIST_REFRESHES, "{\"MaxResults\":-1}",
    "400 " INVALID_INPUT ("MaxResults is -1; it takes 1 to 1000") },
  { "max-results-of-zero", LIST_REFRESHES, "{\"MaxResults\":0}",
    "400 " INVALID_INPUT ("MaxResults is 0; it takes 1 to 1000") },
  { "max-results-beyond", LIST_REFRESHES, "{\"MaxResults\":1001}",
    "400 " INVALID_INPUT ("MaxResults is 1001; it takes 1 to 1000") },
  { "max-results-least", LIST_REFRESHES, "{\"MaxResults\":-9223372036854775808}",
    "400 " INVALID_INPUT ("MaxResults is -9223372036854775807; it takes 1 to 1000") },
  { "max-results-most", LIST_REFRESHES, "{\"MaxResults\":9223372036854775807}",
    "400 " INVALID_INPUT ("MaxResults is 9223372036854775807; it takes 1 to 1000") },
  { "texts-are-unescaped", STOP_REFRESH,
    "{\"DatabaseName\":\"s\\u0061les\",\"TableName\":\"\\\"\\u00e4\\\\\"}",
    "400 " FAILURE ("MaterializedViewRefreshTaskNotRunningException",
                    "123456789012.sales.\\\"ä\\\\ has no refresh task run that could be stopped, "
                    "or is no view") },
};

/* clang-format on */

static void
test_member (gconstpointer data)
{
  const MemberRow *row = data;
  g_auto (Wire) wire = wire_new (1);

  assert_told (wire_ask_glue (&wire, row->operation, row->body), row->told);
}

/* --- Metadata generation runs ----------------------------------------------------------------- */

/* Returns the text that Get and List return for a run in progress, up to the members in which they differ. */
static char *
expect_metadata (const Wire *wire, const char *id)
{
  g_autoptr (TarnMetadataRun) run = sample_get_metadata (wire->sample, id);

  return g_strdup_printf (
      "{\"domainId\":\"%s\",\"id\":\"%s\",\"target\":{\"type\":\"ASSET\",\"identifier\":\"%s\","
      "\"revision\":\"1\"},\"status\":\"IN_PROGRESS\",\"type\":\"BUSINESS_NAMES\","
      "\"types\":[\"BUSINESS_NAMES\"],\"createdAt\":946684800.000,\"createdBy\":\"%s\","
      "\"owningProjectId\":\"%s\"",
      tarn_sample_get_domain_id (wire->sample), id, tarn_sample_get_asset_id (wire->sample),
      tarn_metadata_run_get_created_by (run), tarn_sample_get_project_id (wire->sample));
}

static void
test_metadata_start (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *body = wire_metadata_body (&wire, "\"BUSINESS_NAMES\",\"BUSINESS_DESCRIPTIONS\"",
                                              ",\"clientToken\":\"one\"");
  g_autofree char *told = wire_ask_datazone (&wire, "POST", "", NULL, body);
  g_autofree char *id = find_text (told, "id");
  g_autoptr (TarnMetadataRun) run = sample_get_metadata (wire.sample, id);
  g_autofree char *expected = g_strdup_printf (
      "200 ok {\"domainId\":\"%s\",\"id\":\"%s\",\"status\":\"IN_PROGRESS\",\"types\":["
      "\"BUSINESS_DESCRIPTIONS\",\"BUSINESS_NAMES\"],\"createdAt\":946684800.000,"
      "\"createdBy\":\"%s\",\"owningProjectId\":\"%s\"}",
      tarn_sample_get_domain_id (wire.sample), id, tarn_metadata_run_get_created_by (run),
      tarn_sample_get_project_id (wire.sample));

  g_assert_cmpstr (told, ==, expected);
  /* The token makes the second request the same call. */
  assert_told (wire_ask_datazone (&wire, "POST", "", NULL, body), expected);
}

static void
test_metadata_get_and_list (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *id = wire_start_metadata (&wire);
  g_autofree char *rest = g_strconcat ("/", id, NULL);
  g_autofree char *run = expect_metadata (&wire, id);
  g_autofree char *listed = g_strconcat ("200 ok {\"items\":[", run, "}]}", NULL);
  g_autofree char *got
      = g_strconcat ("200 ok ", run,
                     ",\"typeStats\":[{\"type\":\"BUSINESS_NAMES\",\"status\":\"IN_PROGRESS\"}]}",
                     NULL);

  assert_told (wire_ask_datazone (&wire, "GET", "", NULL, NULL), listed);
  assert_told (wire_ask_datazone (&wire, "GET", rest, NULL, NULL), got);
  assert_told (wire_ask_datazone (&wire, "GET", rest, "type=BUSINESS%5FNAMES", NULL), got);
}

static void
test_metadata_type_that_failed (void)
{
  g_auto (Wire) wire = wire_new (1);

  sample_set (wire.sample, "datazone.names-per-month-max", 0);
  g_autofree char *id = wire_start_metadata (&wire);
  g_autofree char *rest = g_strconcat ("/", id, NULL);
  sample_drain (wire.sample);
  g_autofree char *told = wire_ask_datazone (&wire, "GET", rest, NULL, NULL);
  g_assert_nonnull (strstr (told, "\"typeStats\":[{\"type\":\"BUSINESS_NAMES\",\"status\":"
                                  "\"FAILED\",\"errorMessage\":\"business name generation has "
                                  "reached monthly quota\"}]}"));
}

static void
test_metadata_cancel (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *id = wire_start_metadata (&wire);
  g_autofree char *rest = g_strconcat ("/", id, "/cancel", NULL);

  assert_told (wire_ask_datazone (&wire, "POST", rest, NULL, NULL), "200 ok ");
  assert_metadata (wire.sample, id, "CANCELED", NULL);
}

typedef struct
{
  const char *name;
  const char *query;
  guint n_found; /* of one run, which is in progress and generates names */
} FilterRow;

static const FilterRow filter_rows[] = {
  { "none", "", 1 },
  { "status", "status=IN_PROGRESS", 1 },
  { "another-status", "status=SUCCEEDED", 0 },
  { "type", "type=BUSINESS_NAMES", 1 },
  { "another-type", "type=BUSINESS_DESCRIPTIONS", 0 },
  { "another-target", "targetIdentifier=abc", 0 },
  { "both", "type=BUSINESS_NAMES&status=IN_PROGRESS", 1 },
  { "both-and-one-fails", "type=BUSINESS_NAMES&status=FAILED", 0 },
  { "unknown-is-ignored", "new=1&maxResults=1&=&&typed=x", 1 },
  { "separators", "&", 1 },
  { "separators-before-and-behind", "&&status=FAILED&&", 0 },
  { "name-without-value", "statu", 1 },
  { "first-of-two", "status=FAILED&status=IN_PROGRESS", 0 },
};

static void
test_filter (gconstpointer data)
{
  const FilterRow *row = data;
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *id = wire_start_metadata (&wire);
  g_autofree char *told = wire_ask_datazone (&wire, "GET", "", row->query, NULL);

  g_assert_true (g_str_has_prefix (told, "200 ok "));
  g_assert_cmpuint (strstr (told, id) != NULL, ==, row->n_found);
}

/* --- Responses -------------------------------------------------------------------------------- */

static void
test_headers (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (TarnWireResponse) first
      = wire_try_glue (&wire, AUTHORIZED_BY (KEY_ID), LIST_REFRESHES, "{}", NULL);
  g_autoptr (TarnWireResponse) second
      = wire_try_datazone (&wire, AUTHORIZED_BY (KEY_ID), "GET", "/absent", NULL, NULL, NULL);
  g_auto (GStrv) headers = tarn_wire_response_list_headers (first);
  g_auto (GStrv) second_headers = tarn_wire_response_list_headers (second);
  g_autofree char *joined = g_strjoinv ("\n", headers);
  g_autofree char *second_joined = g_strjoinv ("\n", second_headers);

  g_assert_cmpstr (joined, ==,
                   "content-type: application/x-amz-json-1.1\ncontent-length: 38\n"
                   "x-amzn-requestid: 00000000-0000-4000-8000-000000000001");
  g_assert_true (g_str_has_prefix (second_joined, "content-type: application/json\n"));
  g_assert_true (g_str_has_suffix (second_joined,
                                   "x-amzn-requestid: 00000000-0000-4000-8000-000000000002\n"
                                   "x-amzn-errortype: ResourceNotFoundException"));
  g_assert_cmpstr (tarn_wire_response_get_header (first, "CONTENT-Length"), ==, "38");
  g_assert_null (tarn_wire_response_get_header (first, "x-amzn-errortype"));
}

/* The id of a response ends with the number of the request in hexadecimal digits. Refused requests count. */
static void
test_requests_are_numbered (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (TarnWireResponse) response = NULL;

  for (guint i = 0; i < 0xabc; i++)
    {
      g_clear_pointer (&response, tarn_wire_response_unref);
      response = wire_try (&wire, "GET", i % 2 == 0 ? "/" : "/v2/", NULL, NULL, NULL, NULL);
    }
  g_assert_cmpstr (tarn_wire_response_get_header (response, "x-amzn-requestid"), ==,
                   "00000000-0000-4000-8000-000000000abc");
}

/* A response can outlive its endpoint and its engine. */
static void
test_response_outlives_endpoint (void)
{
  Wire wire = wire_new (1);
  TarnWireResponse *response
      = wire_try_glue (&wire, AUTHORIZED_BY (KEY_ID), LIST_REFRESHES, "{}", NULL);
  g_autoptr (TarnWireResponse) kept = tarn_wire_response_ref (response);
  gsize size;

  tarn_wire_response_unref (response);
  wire_clear (&wire);
  g_assert_cmpstr ((const char *) tarn_wire_response_get_body (kept, &size), ==,
                   "{\"MaterializedViewRefreshTaskRuns\":[]}");
  g_assert_cmpuint (size, ==, 38);
}

/* An endpoint keeps its engine, even if nothing else does. */
static void
test_endpoint_keeps_engine (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnWireEndpoint) endpoint = tarn_wire_endpoint_new (engine);

  g_assert_true (tarn_wire_endpoint_get_engine (endpoint) == engine);
  g_clear_object (&engine);
  g_assert_cmpint (tarn_engine_get_now (tarn_wire_endpoint_get_engine (endpoint)), ==,
                   TARN_ENGINE_START_TIME);
}

/* A request changes the engine like the call that it stands for, and an access key like a client. */
static void
test_same_as_calls (void)
{
  g_auto (Wire) wire = wire_new (7);
  g_autoptr (TarnSample) twin = tarn_sample_new (7);
  g_autoptr (TarnPrincipal) other = principal_new (OTHER_ACCOUNT_ID, NULL);
  g_autoptr (TarnGlueClient) client G_GNUC_UNUSED
      = tarn_engine_create_glue_client (tarn_sample_get_engine (twin), other);
  g_autofree char *id = wire_start_daily (&wire);
  g_autofree char *twin_id = sample_refresh (twin, "daily", NULL);
  g_autofree char *metadata_id = wire_start_metadata (&wire);
  g_autoptr (TarnMetadataRun) twin_run = sample_generate (twin, NULL);

  g_assert_cmpstr (id, ==, twin_id);
  g_assert_cmpstr (metadata_id, ==, tarn_metadata_run_get_id (twin_run));
  sample_drain (wire.sample);
  sample_drain (twin);
  g_autofree char *difference = tarn_engine_diff (tarn_sample_get_engine (wire.sample),
                                                  tarn_sample_get_engine (twin), 10, NULL);
  g_assert_cmpstr (difference, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/wire/refresh/", stage_rows, test_refresh_stage);
  ADD_ROWS ("/wire/member/", member_rows, test_member);
  ADD_ROWS ("/wire/filter/", filter_rows, test_filter);
  g_test_add_func ("/wire/refresh/times-are-whole-milliseconds", test_times_are_whole_milliseconds);
  g_test_add_func ("/wire/refresh/failed-tells-why", test_failed_run_tells_why);
  g_test_add_func ("/wire/refresh/stop", test_stop);
  g_test_add_func ("/wire/refresh/full-is-passed-on", test_full_refresh_is_passed_on);
  g_test_add_func ("/wire/metadata/start", test_metadata_start);
  g_test_add_func ("/wire/metadata/get-and-list", test_metadata_get_and_list);
  g_test_add_func ("/wire/metadata/type-that-failed", test_metadata_type_that_failed);
  g_test_add_func ("/wire/metadata/cancel", test_metadata_cancel);
  g_test_add_func ("/wire/response/headers", test_headers);
  g_test_add_func ("/wire/response/requests-are-numbered", test_requests_are_numbered);
  g_test_add_func ("/wire/response/outlives-endpoint", test_response_outlives_endpoint);
  g_test_add_func ("/wire/endpoint/keeps-engine", test_endpoint_keeps_engine);
  g_test_add_func ("/wire/endpoint/same-as-calls", test_same_as_calls);
  return g_test_run ();
}
