/* SPDX-License-Identifier: MIT */
/* What the headers of tarn-wire promise of requests that are answered. */
#include "wire/requests.h"

#include "promise.h"

#define KEY AUTHORIZED_BY (KEY_ID)

static void
assert_prefix (char *told, const char *prefix)
{
  g_autofree char *own = told;

  if (!g_str_has_prefix (own, prefix))
    g_assert_cmpstr (own, ==, prefix);
}

static void
assert_has (char *told, const char *part, gboolean has)
{
  g_autofree char *own = told;

  if ((strstr (own, part) != NULL) != has)
    g_assert_cmpstr (own, ==, part);
}

static char *
get_run (const Wire *wire, const char *id)
{
  g_autofree char *body = g_strdup_printf ("{\"CatalogId\":\"" TARN_SAMPLE_ACCOUNT_ID
                                           "\",\"MaterializedViewRefreshTaskRunId\":\"%s\"}",
                                           id);

  return wire_ask_glue (wire, GET_REFRESH, body);
}

/* --- Protocols -------------------------------------------------------------------------------- */

static void
test_content_type (void)
{
  static const char *const types[] = { "Content-Type: text/plain", "content-type: nonsense", NULL };
  g_auto (Wire) wire = wire_new (1);

  for (guint i = 0; i < 3; i++)
    {
      const char *const headers[]
          = { "X-Amz-Target: AWSGlue." LIST_REFRESHES, KEY, types[i], NULL };

      assert_prefix (wire_ask (&wire, "POST", "/", NULL, headers, "{}"), "200 ok ");
    }
}

static void
test_members (void)
{
  g_auto (Wire) wire = wire_new (1);

  assert_prefix (wire_ask_glue (&wire, LIST_REFRESHES, "{\"CatalogId\":null,\"MaxResults\":null}"),
                 "200 ok ");
  assert_prefix (wire_ask_glue (&wire, LIST_REFRESHES, "{\"Nonsense\":{\"a\":[1,2]}}"), "200 ok ");
  assert_prefix (wire_ask_glue (&wire, LIST_REFRESHES, NULL), "200 ok ");
  assert_prefix (wire_ask_glue (&wire, LIST_REFRESHES, ""), "200 ok ");
}

static void
test_parameters (void)
{
  g_auto (Wire) wire = wire_new (1);

  assert_prefix (wire_ask_datazone (&wire, "GET", "", "maxResults=5&maxResults=many", NULL),
                 "200 ok ");
  assert_prefix (wire_ask_datazone (&wire, "GET", "", "maxResults=many&maxResults=5", NULL),
                 "400 SerializationException ");
  assert_has (wire_ask_datazone (&wire, "GET", "", "status=IN+PROGRESS", NULL),
              "ValidationException", TRUE);
  assert_prefix (wire_ask_datazone (&wire, "GET", "", "status=IN_PROGRESS", NULL), "200 ok ");
}

static void
test_bodies_of_none (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *id = wire_start_metadata (&wire);
  g_autofree char *one = g_strconcat ("/", id, NULL);
  g_autofree char *cancel = g_strconcat ("/", id, "/cancel", NULL);

  assert_prefix (wire_ask_datazone (&wire, "GET", "", NULL, "no { json"), "200 ok ");
  assert_prefix (wire_ask_datazone (&wire, "GET", one, NULL, "no { json"), "200 ok ");
  assert_told (wire_ask_datazone (&wire, "POST", cancel, NULL, "no { json"), "200 ok ");
}

static void
test_times (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *id = NULL;

  engine_advance (tarn_sample_get_engine (wire.sample), 1234567);
  id = wire_start_daily (&wire);
  assert_has (get_run (&wire, id), "\"CreationTime\":946684801.234,", TRUE);
  assert_has (get_run (&wire, id), "DPUSeconds", FALSE);
  assert_has (get_run (&wire, id), "ProcessedBytes", FALSE);
  assert_has (get_run (&wire, id), "EndTime", FALSE);
  sample_drain (wire.sample);
  assert_has (get_run (&wire, id), "\"DPUSeconds\":2520.000", TRUE);
  assert_has (get_run (&wire, id), "\"EndTime\":946685115.234", TRUE);
}

static void
test_empty_outputs (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *id G_GNUC_UNUSED = wire_start_daily (&wire);

  assert_told (wire_ask_glue (&wire, STOP_REFRESH, DAILY_VIEW), "200 ok {}");
  assert_told (wire_ask_glue (&wire, "CreateDatabase", "{\"DatabaseInput\":{\"Name\":\"new\"}}"),
               "200 ok {}");
}

/* --- Exceptions ------------------------------------------------------------------------------- */

static void
test_exceptions (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *stopped = wire_ask_glue (&wire, STOP_REFRESH, DAILY_VIEW);
  static const char beginning[]
      = "400 MaterializedViewRefreshTaskNotRunningException "
        "{\"__type\":\"MaterializedViewRefreshTaskNotRunningException\",\"Message\":\"";

  g_assert_true (g_str_has_prefix (stopped, beginning));
  g_assert_nonnull (strstr (stopped, "\",\"message\":\""));
  g_assert_null (strstr (stopped, "FromFederationSource"));
  assert_has (get_run (&wire, "00000000-0000-4000-8000-000000000000"),
              "\"FromFederationSource\":false", TRUE);
  assert_has (get_run (&wire, "no"), "InvalidInputException", TRUE);
  assert_has (get_run (&wire, "no"), "\"FromFederationSource\":false", TRUE);
  assert_prefix (wire_ask_datazone (&wire, "GET", "/abc", NULL, NULL),
                 "404 ResourceNotFoundException {\"message\":\"");
}

static void
test_unknown_operation (void)
{
  g_auto (Wire) wire = wire_new (1);

  assert_prefix (wire_ask_glue (&wire, "StartJobRun", "{}"), "404 UnknownOperationException ");
  assert_has (wire_ask_glue (&wire, "StartJobRun", "{}"), "StartJobRun", TRUE);
}

/* --- Responses -------------------------------------------------------------------------------- */

static TarnWireResponse *
list_runs (const Wire *wire)
{
  return wire_try_glue (wire, KEY, LIST_REFRESHES, "{}", NULL);
}

static void
test_headers (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (TarnWireResponse) good = list_runs (&wire);
  g_autoptr (TarnWireResponse) bad = wire_try_glue (&wire, KEY, "Nonsense", "{}", NULL);
  g_auto (GStrv) good_lines = tarn_wire_response_list_headers (good);
  g_auto (GStrv) bad_lines = tarn_wire_response_list_headers (bad);
  static const char *const names[]
      = { "content-type: ", "content-length: ", "x-amzn-requestid: ", "x-amzn-errortype: " };

  g_assert_cmpuint (g_strv_length (good_lines), ==, 3);
  g_assert_cmpuint (g_strv_length (bad_lines), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_true (g_str_has_prefix (bad_lines[i], names[i]));
      g_assert_true (i == 3 || g_str_has_prefix (good_lines[i], names[i]));
      g_assert_null (strpbrk (bad_lines[i], "\r\n"));
    }
  g_assert_cmpuint (tarn_wire_response_get_status (good), ==, 200);
  g_assert_cmpstr (tarn_wire_response_get_header (bad, "X-AMZN-ErrorType"), ==,
                   "UnknownOperationException");
  g_assert_null (tarn_wire_response_get_header (good, "x-amzn-errortype"));
  g_assert_null (tarn_wire_response_get_header (good, "date"));
}

static void
test_body_ends_with_nul (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *id = wire_start_metadata (&wire);
  g_autofree char *rest = g_strconcat ("/", id, "/cancel", NULL);
  g_autoptr (TarnWireResponse) empty
      = wire_try_datazone (&wire, KEY, "POST", rest, NULL, NULL, NULL);
  g_autoptr (TarnWireResponse) full = list_runs (&wire);
  gsize size = 77;

  g_assert_nonnull (tarn_wire_response_get_body (empty, &size));
  g_assert_cmpuint (size, ==, 0);
  g_assert_cmpint (tarn_wire_response_get_body (empty, &size)[0], ==, 0);
  tarn_wire_response_get_body (full, &size);
  g_assert_cmpint (tarn_wire_response_get_body (full, &size)[size], ==, 0);
  g_autofree char *length = g_strdup_printf ("%" G_GSIZE_FORMAT, size);
  g_assert_cmpstr (tarn_wire_response_get_header (full, "content-length"), ==, length);
}

static gpointer
keep_in_thread (gpointer response)
{
  tarn_wire_response_unref (tarn_wire_response_ref (response));
  tarn_wire_response_unref (response);
  return NULL;
}

static void
test_response_outlives_endpoint (void)
{
  Wire wire = wire_new (1);
  TarnWireResponse *response = list_runs (&wire);

  wire_clear (&wire);
  g_assert_cmpuint (tarn_wire_response_get_status (response), ==, 200);
  g_thread_join (g_thread_new ("keeper", keep_in_thread, response));
}

static char *
dup_request_id (const Wire *wire)
{
  g_autoptr (TarnWireResponse) response = list_runs (wire);

  return g_strdup (tarn_wire_response_get_header (response, "x-amzn-requestid"));
}

static void
test_request_ids (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_auto (Wire) other = wire_new (1);
  g_autofree char *first = dup_request_id (&wire);
  g_autofree char *second = dup_request_id (&wire);
  g_autofree char *other_first = dup_request_id (&other);
  g_autofree char *other_second = dup_request_id (&other);

  g_assert_cmpstr (first, !=, second);
  g_assert_cmpstr (first, ==, other_first);
  g_assert_cmpstr (second, ==, other_second);
}

/* --- Endpoints -------------------------------------------------------------------------------- */

static void
test_endpoint_keeps_engine (void)
{
  TarnEngine *engine = tarn_engine_new (1);
  TarnEngine *weak = engine;
  TarnWireEndpoint *endpoint = tarn_wire_endpoint_new (engine);

  g_object_add_weak_pointer (G_OBJECT (engine), (gpointer *) &weak);
  g_object_unref (engine);
  g_assert_true (tarn_wire_endpoint_get_engine (endpoint) == weak);
  g_assert_false (tarn_wire_endpoint_get_checks_signatures (endpoint));
  g_object_unref (endpoint);
  g_assert_null (weak);
}

static gboolean
add_key (TarnWireEndpoint *endpoint, const char *id, const char *secret, GError **error)
{
  g_autoptr (TarnPrincipal) principal = principal_new (ACCOUNT, NULL);

  return tarn_wire_endpoint_add_access_key (endpoint, id, secret, principal, error);
}

static void
assert_key (const char *id, const char *secret, gboolean is_good)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnWireEndpoint) endpoint = tarn_wire_endpoint_new (engine);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = get_digest (engine);
  g_autofree char *after = NULL;

  g_assert_true (add_key (endpoint, id, secret, &error) == is_good);
  if (!is_good)
    {
      g_assert_error (error, TARN_WIRE_ERROR, TARN_WIRE_ERROR_INVALID_ACCESS_KEY);
      after = get_digest (engine);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
test_access_keys (void)
{
  g_autofree char *longest = g_strnfill (128, '~');
  g_autofree char *too_long = g_strnfill (129, 'a');

  assert_key ("a", NULL, TRUE);
  assert_key ("!#$%&'()*+-.:;<=>?@[]^_`{|}~", "s", TRUE);
  assert_key (longest, longest, TRUE);
  assert_key (too_long, NULL, FALSE);
  assert_key ("", NULL, FALSE);
  assert_key ("a/b", NULL, FALSE);
  assert_key ("a,b", NULL, FALSE);
  assert_key ("a b", NULL, FALSE);
  assert_key ("a\x7f", NULL, FALSE);
  assert_key ("\xc3\xa9", NULL, FALSE);
  assert_key ("a", "", FALSE);
  assert_key ("a", too_long, FALSE);
}

static gpointer
add_bad_key (gpointer endpoint)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (add_key (endpoint, "", "", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  return NULL;
}

static void
test_key_in_thread (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *before = get_digest (tarn_sample_get_engine (wire.sample));
  g_autofree char *after = NULL;

  g_thread_join (g_thread_new ("other", add_bad_key, wire.endpoint));
  after = get_digest (tarn_sample_get_engine (wire.sample));
  g_assert_cmpstr (before, ==, after);
}

static gboolean
add_key_in_condition (TarnEngine *engine G_GNUC_UNUSED, gpointer endpoint)
{
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
  g_assert_false (add_key (endpoint, "new", NULL, NULL));
  g_test_assert_expected_messages ();
  return TRUE;
}

static void
test_key_in_condition (void)
{
  g_auto (Wire) wire = wire_new (1);

  g_assert_true (tarn_engine_run_until (tarn_sample_get_engine (wire.sample), add_key_in_condition,
                                        wire.endpoint, TARN_NO_DEADLINE, NULL, NULL, NULL));
  g_autofree char *told
      = wire_log (wire_try_glue (&wire, AUTHORIZED_BY ("new"), LIST_REFRESHES, "{}", NULL), NULL);
  g_assert_true (g_str_has_prefix (told, "403 UnrecognizedClientException "));
}

static void
test_key_is_replaced (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (TarnPrincipal) steward = principal_new (ACCOUNT, STEWARD);

  g_assert_true (tarn_wire_endpoint_add_access_key (wire.endpoint, KEY_ID, NULL, steward, NULL));
  assert_prefix (wire_ask_glue (&wire, LIST_REFRESHES, "{}"), "200 ok ");
  g_assert_cmpint (tarn_journal_find (tarn_sample_get_journal (wire.sample),
                                      "call glue:" LIST_REFRESHES " by " STEWARD, 0),
                   >=, 0);
}

static void
test_signatures_by_default (void)
{
  g_auto (Wire) wire = wire_new (1);

  assert_prefix (wire_ask_glue (&wire, LIST_REFRESHES, "{}"), "200 ok ");
  tarn_wire_endpoint_set_checks_signatures (wire.endpoint, TRUE);
  g_assert_true (tarn_wire_endpoint_get_checks_signatures (wire.endpoint));
  assert_prefix (wire_ask_glue (&wire, LIST_REFRESHES, "{}"), "400 IncompleteSignatureException ");
}

/* --- Errors without a response ---------------------------------------------------------------- */

static gpointer
handle_in_thread (gpointer data)
{
  const Wire *wire = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (wire_try (wire, "DELETE", "/nowhere", NULL, NULL, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  return NULL;
}

static void
test_handle_in_thread (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *before = get_digest (tarn_sample_get_engine (wire.sample));
  g_autofree char *after = NULL;

  g_thread_join (g_thread_new ("other", handle_in_thread, &wire));
  after = get_digest (tarn_sample_get_engine (wire.sample));
  g_assert_cmpstr (before, ==, after);
}

static gboolean
handle_in_condition (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Wire *wire = data;
  g_autoptr (GError) error = NULL;

  assert_prefix (wire_ask_glue (wire, LIST_REFRESHES, "{}"), "200 ok ");
  assert_prefix (wire_ask_glue (wire, "Nonsense", "{}"), "404 UnknownOperationException ");
  g_assert_null (wire_try_glue (wire, KEY, START_REFRESH, DAILY_VIEW, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
  return TRUE;
}

static void
test_handle_in_condition (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (GPtrArray) runs = NULL;

  g_assert_true (tarn_engine_run_until (tarn_sample_get_engine (wire.sample), handle_in_condition,
                                        &wire, TARN_NO_DEADLINE, NULL, NULL, NULL));
  runs = sample_list_refreshes (wire.sample);
  g_assert_cmpuint (runs->len, ==, 0);
}

static void
test_reply_lost (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  tarn_sample_add_faults (wire.sample,
                          "[into the void]\noperation=" START_REFRESH "\nnth=1\ndo=lose-reply\n");
  g_assert_null (wire_try_glue (&wire, KEY, START_REFRESH, DAILY_VIEW, &error));
  g_assert_error (error, TARN_WIRE_ERROR, TARN_WIRE_ERROR_REPLY_LOST);
  g_assert_cmpstr (error->message, ==, "into the void");
  runs = sample_list_refreshes (wire.sample);
  g_assert_cmpuint (runs->len, ==, 1);
  assert_prefix (wire_ask_glue (&wire, START_REFRESH, DAILY_VIEW),
                 "400 MaterializedViewRefreshTaskRunningException ");
}

static void
test_token_after_lost_reply (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *body
      = wire_metadata_body (&wire, "\"BUSINESS_NAMES\"", ",\"clientToken\":\"once\"");
  g_autofree char *told = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  tarn_sample_add_faults (wire.sample,
                          "[lost]\noperation=" START_METADATA "\nnth=1\ndo=lose-reply\n");
  g_assert_null (wire_try_datazone (&wire, KEY, "POST", "", NULL, body, &error));
  g_assert_error (error, TARN_WIRE_ERROR, TARN_WIRE_ERROR_REPLY_LOST);
  told = wire_ask_datazone (&wire, "POST", "", NULL, body);
  g_assert_true (g_str_has_prefix (told, "200 ok "));
  id = find_text (told, "id");
  runs = sample_list_metadata (wire.sample);
  g_assert_cmpuint (runs->len, ==, 1);
  g_assert_cmpstr (tarn_metadata_run_get_id (runs->pdata[0]), ==, id);
}

static void
test_second_stop (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *id G_GNUC_UNUSED = wire_start_daily (&wire);

  engine_advance (tarn_sample_get_engine (wire.sample), MINUTE_US);
  assert_told (wire_ask_glue (&wire, STOP_REFRESH, DAILY_VIEW), "200 ok {}");
  assert_prefix (wire_ask_glue (&wire, STOP_REFRESH, DAILY_VIEW),
                 "400 MaterializedViewRefreshTaskStoppingException ");
}

static void
test_key_makes_catalog (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnEngine) before = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_autoptr (TarnWireEndpoint) endpoint = tarn_wire_endpoint_new (engine);
  g_autofree char *lines = NULL;

  g_assert_true (add_key (endpoint, "a", NULL, NULL));
  lines = tarn_engine_diff (before, engine, 9, NULL);
  g_assert_nonnull (strstr (lines, "glue.catalog[" ACCOUNT "]: only in the second\n"));
}

/* --- Set-up ----------------------------------------------------------------------------------- */

#define TABLE_OF(input) "{\"DatabaseName\":\"sales\",\"TableInput\":" input "}"
#define NEW_TABLE "{\"DatabaseName\":\"sales\",\"Name\":\"new\"}"

static char *
create_and_get (const char *input, const char *key)
{
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (TarnWireResponse) got = NULL;

  assert_told (wire_ask_glue (&wire, "CreateTable", input), "200 ok {}");
  got = wire_try_glue (&wire, key, "GetTable", NEW_TABLE, NULL);
  return wire_log (g_steal_pointer (&got), NULL);
}

static void
test_table_parameters (void)
{
  assert_has (create_and_get (TABLE_OF ("{\"Name\":\"new\",\"Parameters\":{\"totalSize\":\"2\","
                                        "\"sizeKey\":\"1\",\"numRows\":\"4\"}}"),
                              KEY),
              "\"sizeKey\":\"1\",\"recordCount\":\"4\"", TRUE);
  assert_has (create_and_get (TABLE_OF ("{\"Name\":\"new\",\"Parameters\":{\"table_type\":"
                                        "\"IceBerg\"}}"),
                              KEY),
              "\"table_type\":\"IceBerg\"", TRUE);
  assert_has (create_and_get (TABLE_OF ("{\"Name\":\"new\"}"), KEY), "\"table_type\":\"ICEBERG\"",
              TRUE);
  assert_has (create_and_get ("{\"DatabaseName\":\"sales\",\"Name\":\"new\"}", KEY),
              "\"Name\":\"new\"", TRUE);
  assert_has (create_and_get (TABLE_OF ("{\"Name\":\"new\"}"), KEY), "CreateTime", FALSE);
}

static void
test_formats (void)
{
  static const struct
  {
    const char *table_type;
    TarnTableFormat format;
  } rows[] = { { "ICEBERG", TARN_TABLE_FORMAT_ICEBERG },
               { "iceberg", TARN_TABLE_FORMAT_ICEBERG },
               { "anything", TARN_TABLE_FORMAT_HIVE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Wire) wire = wire_new (1);
      g_autoptr (TarnTableName) name = sample_name ("new");
      g_autofree char *body
          = g_strdup_printf (TABLE_OF ("{\"Name\":\"new\",\"Parameters\":{\"table_type\":\"%s\"}}"),
                             rows[i].table_type);

      assert_told (wire_ask_glue (&wire, "CreateTable", body), "200 ok {}");
      g_autoptr (TarnTable) table
          = tarn_glue_client_get_table (tarn_sample_get_glue (wire.sample), name, NULL);
      g_assert_cmpint (tarn_table_get_format (table), ==, rows[i].format);
    }
}

static void
test_kept (void)
{
  assert_has (create_and_get (TABLE_OF ("{\"Name\":\"new\",\"Owner\":\"me\",\"Parameters\":{\"a\":"
                                        "\"b\"}}"),
                              KEY),
              "\"Owner\":\"me\"", TRUE);
  assert_has (create_and_get (TABLE_OF ("{\"Name\":\"new\",\"Parameters\":{\"a\":\"b\"}}"), KEY),
              "\"a\":\"b\"", TRUE);
}

static void
test_view_without_definition (void)
{
  g_auto (Wire) wire = wire_new (1);

  assert_prefix (wire_ask_glue (&wire, "CreateTable",
                                TABLE_OF (
                                    "{\"Name\":\"new\",\"TableType\":\"MATERIALIZED_VIEW\"}")),
                 "400 InvalidInputException ");
}

static void
test_catalog_of_a_bucket (void)
{
  g_auto (Wire) wire = wire_new (1);

  assert_told (wire_ask_glue (&wire, "CreateCatalog",
                              "{\"Name\":\"s3tablescatalog/b\",\"CatalogInput\":{}}"),
               "200 ok {}");
  assert_told (wire_ask_glue (&wire, "GetDatabases",
                              "{\"CatalogId\":\"123456789012:s3tablescatalog/b\"}"),
               "200 ok {\"DatabaseList\":[]}");
}

#define NEW_VIEW(region)                                                                           \
  TABLE_OF ("{\"Name\":\"new\",\"ViewDefinition\":{\"SubObjects\":[\"arn:aws:glue:" region         \
            ":" TARN_SAMPLE_ACCOUNT_ID ":table/sales/orders\"]}}")

static void
test_regions (void)
{
  static const char none[]
      = "Authorization: AWS4-HMAC-SHA256 Credential=" KEY_ID "/20000101//glue/aws4_request";

  assert_has (create_and_get (NEW_VIEW ("mars-1"), KEY), "arn:aws:glue:eu-west-1:", TRUE);
  assert_has (create_and_get (NEW_VIEW ("mars-1"), none), "arn:aws:glue:us-east-1:", TRUE);
}

/* A commit at a later time, whose time and snapshot GetTable returns. */
static void
test_last_commit (void)
{
  static const char orders[] = "{\"DatabaseName\":\"sales\",\"Name\":\"orders\"}";
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (TarnTableName) name = sample_name ("orders");
  g_autoptr (TarnTable) table = NULL;
  g_autofree char *version = NULL;

  engine_advance (tarn_sample_get_engine (wire.sample), MINUTE_US);
  glue_append (tarn_sample_get_glue (wire.sample), name, MEGABYTE);
  engine_advance (tarn_sample_get_engine (wire.sample), MINUTE_US);
  table = tarn_glue_client_get_table (tarn_sample_get_glue (wire.sample), name, NULL);
  version = g_strdup_printf ("\"VersionId\":\"%" G_GINT64_FORMAT "\"",
                             tarn_table_get_version_id (table));
  assert_has (wire_ask_glue (&wire, "GetTable", orders), "\"UpdateTime\":946684860.000", TRUE);
  assert_has (wire_ask_glue (&wire, "GetTable", orders), version, TRUE);
  assert_has (wire_ask_glue (&wire, "GetTable", orders), "\"IsMaterializedView\":false", TRUE);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-wire-endpoint.h: chapter: The endpoint does not look at the Content-Type of a request.", test_content_type },
  { "tarn-wire-endpoint.h: chapter: A member that is null counts as absent. An unknown member is ignored, or kept where this is said below. An empty body counts as `{}`.", test_members },
  { "tarn-wire-endpoint.h: chapter: If a query parameter comes twice, the first one counts. A `+` in a query parameter is a plus.", test_parameters },
  { "tarn-wire-endpoint.h: chapter: The endpoint does not look at the body of an operation that takes none, such as DataZone's Get, List and Cancel.", test_bodies_of_none },
  { "tarn-wire-endpoint.h: chapter: seconds since 1970-01-01T00:00:00Z with exactly three digits after the point. They are rounded down to the millisecond", test_times },
  { "tarn-wire-endpoint.h: chapter: DPUSeconds has the same form. A member without a value is absent. A refresh run has no DPUSeconds and no ProcessedBytes while it is `STARTING`.", test_times },
  { "tarn-wire-endpoint.h: chapter: An output without members is `{}` with Glue", test_empty_outputs },
  { "tarn-wire-endpoint.h: chapter: and an empty body with DataZone", test_bodies_of_none },
  { "tarn-wire-endpoint.h: chapter: The name is in the header `x-amzn-errortype`, and with Glue also in `__type`. The text is in `message`, and with Glue also in `Message`.", test_exceptions },
  { "tarn-wire-endpoint.h: chapter: Glue's EntityNotFoundException and InvalidInputException always have FromFederationSource.", test_exceptions },
  { "tarn-wire-endpoint.h: chapter: X-Amz-Target is missing, or names no operation of the endpoint; the message names it", test_unknown_operation },
  { "wire.md: What the endpoint does not have: They fail with UnknownOperationException, and the message names the operation.", test_unknown_operation },
  { "tarn-wire-response.h: list_headers(): Lists the headers: `content-type`, `content-length`, `x-amzn-requestid` and, for an error, `x-amzn-errortype`, always in this order. There is no date", test_headers },
  { "tarn-wire-response.h: get_header(): the name of a header, in any case", test_headers },
  { "tarn-wire-response.h: get_header(): or %NULL if the response has no such header", test_headers },
  { "tarn-wire-response.h: get_status(): the HTTP status, 200 for success", test_headers },
  { "tarn-wire-response.h: get_body(): the body, followed by a NUL that does not count; never %NULL", test_body_ends_with_nul },
  { "tarn-wire-response.h: TarnWireResponse: A response is immutable and stays valid after the endpoint is gone. Any thread may take and give back its references.", test_response_outlives_endpoint },
  { "tarn-wire-endpoint.h: handle(): The endpoint numbers its responses: the same requests get the same `x-amzn-requestid`.", test_request_ids },
  { "tarn-wire-endpoint.h: endpoint_new(): Makes an endpoint without any access key. It keeps the engine alive.", test_endpoint_keeps_engine },
  { "tarn-wire-endpoint.h: add_access_key(): the id: 1 to 128 visible ASCII characters, none of them a slash or a comma", test_access_keys },
  { "tarn-wire-endpoint.h: add_access_key(): the secret, not empty and at most 128 bytes", test_access_keys },
  { "tarn-wire-endpoint.h: add_access_key(): Errors, in the order they are checked; nothing has changed then:", test_key_in_thread },
  { "tarn-wire-endpoint.h: add_access_key(): a call from inside a condition or a cost model is a programmer error", test_key_in_condition },
  { "tarn-wire-endpoint.h: add_access_key(): A key with the same id is replaced.", test_key_is_replaced },
  { "tarn-wire-endpoint.h: set_checks_signatures(): By default it does not look at them, and the id of the access key alone decides which principal calls.", test_signatures_by_default },
  { "tarn-wire-endpoint.h: handle(): %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing was done", test_handle_in_thread },
  { "tarn-wire-endpoint.h: handle(): the call came from inside a condition or a cost model, and the operation does not only read; nothing was done", test_handle_in_condition },
  { "tarn-wire-endpoint.h: handle(): %TARN_WIRE_ERROR_REPLY_LOST: a fault plan lost the reply; the operation took effect", test_reply_lost },
  { "tarn-wire-error.h: TarnWireError: the operation took effect, and a fault plan lost its reply. The caller must break the connection to the client. The message is that of the fault plan", test_reply_lost },
  { "wire.md: Lost replies: Glue has no token: it refuses a second start with MaterializedViewRefreshTaskRunningException", test_reply_lost },
  { "wire.md: Lost replies: DataZone recognizes the request by its `clientToken`, and answers with the same run.", test_token_after_lost_reply },
  { "wire.md: Lost replies: and a second stop with MaterializedViewRefreshTaskStoppingException", test_second_stop },
  { "tarn-wire-endpoint.h: add_access_key(): the catalog of the principal's account exists from now on", test_key_makes_catalog },
  { "tarn-wire-endpoint.h: chapter: The values are texts, as in the service, and the first of two names counts. Without `table_type` the table is an Iceberg table.", test_table_parameters },
  { "tarn-wire-endpoint.h: chapter: Name; without it, the Name beside TableInput counts", test_table_parameters },
  { "tarn-wire-endpoint.h: chapter: UpdateTime (the last commit), Parameters as above, VersionId (the current snapshot), IsMaterializedView", test_last_commit },
  { "tarn-wire-endpoint.h: chapter: so there is no CreateTime", test_table_parameters },
  { "tarn-wire-endpoint.h: chapter: `ICEBERG` in any case for an Iceberg table, and anything else for a Hive table.", test_formats },
  { "tarn-wire-endpoint.h: chapter: The engine keeps all other members of TableInput, of its Parameters and of its ViewDefinition, and GetTable gives them back as they were.", test_kept },
  { "tarn-wire-endpoint.h: chapter: A TableType of `MATERIALIZED_VIEW` without a ViewDefinition is refused.", test_view_without_definition },
  { "tarn-wire-endpoint.h: chapter: The id of the catalog is that of the caller's account, a colon and the Name.", test_catalog_of_a_bucket },
  { "tarn-wire-endpoint.h: chapter: It takes any region, and GetTable returns the region of the request's own credential, or `us-east-1` if the credential has none.", test_regions },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
