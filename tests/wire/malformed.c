/* SPDX-License-Identifier: MIT */
/* Tests requests that no SDK sends: what the endpoint answers, and that nothing has happened. */
#include "requests.h"

#define AUTHORIZED AUTHORIZED_BY (KEY_ID)
#define LIST_TARGET "X-Amz-Target: AWSGlue." LIST_REFRESHES
#define RUNS "/v2/domains/dzd_a/metadata-generation-runs"

typedef struct
{
  const char *name;
  const char *method;
  const char *path;
  const char *query;
  const char *headers[3];
  const char *body;
  const char *told;
} RequestRow;

#define GLUE(body) "POST", "/", NULL, { LIST_TARGET, AUTHORIZED }, body
#define START(body) "POST", RUNS, NULL, { AUTHORIZED }, body
#define BAD_JSON(message) "400 " FAILURE ("SerializationException", message)
#define BAD_REST(message) "400 " REST_FAILURE ("SerializationException", message)
#define UNKNOWN(message) "404 " FAILURE ("UnknownOperationException", message)

/* clang-format off */

static const RequestRow request_rows[] = {
  /* JSON */
  { "open-bracket", GLUE ("{"), BAD_JSON ("The body is not JSON, at line 1, column 1") },
  { "behind-the-end", GLUE ("{} {}"), BAD_JSON ("The body is not JSON, at line 1, column 4") },
  { "second-line", GLUE ("{\n}}"), BAD_JSON ("The body is not JSON, at line 2, column 2") },
  { "list", GLUE ("[]"), BAD_JSON ("The body is JSON, but not an object") },
  { "text", GLUE ("\"a\""), BAD_JSON ("The body is not JSON, at line 1, column 3") },
  { "member-twice", GLUE ("{\"CatalogId\":\"a\",\"CatalogId\":\"b\"}"),
    BAD_JSON ("The body has a member twice, at line 1, column 28") },
  { "unknown-member-twice", GLUE ("{\"a\":1,\"a\":2}"),
    BAD_JSON ("The body has a member twice, at line 1, column 10") },
  { "integer-too-large", GLUE ("{\"MaxResults\":9223372036854775808}"),
    BAD_JSON ("The body has a number that is too large, at line 1, column 33") },
  { "fraction-too-large", GLUE ("{\"a\":1e999}"),
    BAD_JSON ("The body has a number that is too large, at line 1, column 10") },
  { "nul-in-text", GLUE ("{\"CatalogId\":\"a\\u0000\"}"),
    BAD_JSON ("The body has a NUL in a string, at line 1, column 22") },
  { "nul-in-name", GLUE ("{\"a\\u0000\":1}"),
    BAD_JSON ("The body has a NUL in a string, at line 1, column 10") },
  { "lone-surrogate", GLUE ("{\"CatalogId\":\"\\ud800\"}"),
    BAD_JSON ("The body is not JSON, at line 1, column 21") },
  /* Types */
  { "text-is-integer", GLUE ("{\"CatalogId\":123456789012}"),
    BAD_JSON ("CatalogId must be a string, and is an integer") },
  { "text-is-list", GLUE ("{\"DatabaseName\":[]}"),
    BAD_JSON ("DatabaseName must be a string, and is a list") },
  { "text-is-object", GLUE ("{\"TableName\":{}}"),
    BAD_JSON ("TableName must be a string, and is an object") },
  { "text-is-true", GLUE ("{\"NextToken\":true}"),
    BAD_JSON ("NextToken must be a string, and is true") },
  { "integer-is-text", GLUE ("{\"MaxResults\":\"5\"}"),
    BAD_JSON ("MaxResults must be an integer, and is a string") },
  { "integer-has-fraction", GLUE ("{\"MaxResults\":5.0}"),
    BAD_JSON ("MaxResults must be an integer, and is a number with a fraction") },
  { "boolean-is-text", "POST", "/", NULL,
    { "X-Amz-Target: AWSGlue." START_REFRESH, AUTHORIZED }, "{\"FullRefresh\":\"true\"}",
    BAD_JSON ("FullRefresh must be true or false, and is a string") },
  { "target-is-text", START ("{\"target\":\"ASSET\"}"),
    BAD_REST ("target must be an object, and is a string") },
  { "within-target", START ("{\"target\":{\"identifier\":1}}"),
    BAD_REST ("target.identifier must be a string, and is an integer") },
  { "types-is-text", START ("{\"types\":\"BUSINESS_NAMES\"}"),
    BAD_REST ("types must be a list of strings, and is a string") },
  { "types-has-null", START ("{\"types\":[null]}"),
    BAD_REST ("types must be a list of strings, and has something else") },
  { "max-results-is-none", "GET", RUNS, "maxResults=many", { AUTHORIZED }, NULL,
    BAD_REST ("maxResults must be an integer, and is 'many'") },
  { "max-results-is-empty", "GET", RUNS, "maxResults", { AUTHORIZED }, NULL,
    BAD_REST ("maxResults must be an integer, and is ''") },
  { "max-results-with-plus", "GET", RUNS, "maxResults=+1", { AUTHORIZED }, NULL,
    BAD_REST ("maxResults must be an integer, and is '+1'") },
  { "max-results-of-minus-one", "GET", RUNS, "maxResults=-1", { AUTHORIZED }, NULL,
    "400 " REST_FAILURE ("ValidationException",
                         "1 validation error detected: Value at 'maxResults' failed to satisfy "
                         "constraint: Member must have value greater than or equal to 1") },
  { "max-results-too-large-for-any", "GET", RUNS, "maxResults=1180591620717411303424", { AUTHORIZED },
    NULL,
    "400 " REST_FAILURE ("ValidationException",
                         "1 validation error detected: Value at 'maxResults' failed to satisfy "
                         "constraint: Member must have value less than or equal to 50") },
  { "start-without-body", START (NULL),
    "400 " REST_FAILURE ("ValidationException",
                         "1 validation error detected: Value at 'target' failed to satisfy "
                         "constraint: Member must not be null") },
  /* Operations */
  { "no-target", "POST", "/", NULL, { AUTHORIZED }, "{}",
    UNKNOWN ("The header X-Amz-Target is missing, which names the operation") },
  { "target-of-another-service", "POST", "/", NULL, { "X-Amz-Target: Other.Get", AUTHORIZED }, "{}",
    UNKNOWN ("There is no operation 'Other.Get'") },
  { "target-without-operation", "POST", "/", NULL, { "X-Amz-Target: AWSGlue.", AUTHORIZED }, "{}",
    UNKNOWN ("There is no operation ''") },
  { "beginning-of-an-operation", "POST", "/", NULL, { "X-Amz-Target: AWSGlue.GetTab", AUTHORIZED },
    "{}", UNKNOWN ("There is no operation 'GetTab'") },
  { "longer-than-an-operation", "POST", "/", NULL, { "X-Amz-Target: AWSGlue.GetTablesX", AUTHORIZED },
    "{}", UNKNOWN ("There is no operation 'GetTablesX'") },
  { "of-a-simulation-only", "POST", "/", NULL, { "X-Amz-Target: AWSGlue.Commit", AUTHORIZED }, "{}",
    UNKNOWN ("The operation 'Commit' is not spoken over the wire") },
  { "operation-that-is-no-text", "POST", "/", NULL, { "X-Amz-Target: AWSGlue.\xff", AUTHORIZED },
    "{}", UNKNOWN ("There is no operation '\xef\xbf\xbd'") },
  { "get-of-glue", "GET", "/", NULL, { LIST_TARGET, AUTHORIZED }, NULL,
    "405 " FAILURE ("UnknownOperationException", "The path / takes POST, not GET") },
  { "delete-of-runs", "DELETE", RUNS, NULL, { AUTHORIZED }, NULL,
    "405 " REST_FAILURE ("UnknownOperationException", "There is no operation 'DELETE " RUNS "'") },
  { "get-of-cancel", "GET", RUNS "/a/cancel", NULL, { AUTHORIZED }, NULL,
    "405 " REST_FAILURE ("UnknownOperationException",
                         "There is no operation 'GET " RUNS "/a/cancel'") },
  { "path-of-nothing", "GET", "/v2/domain", NULL, { AUTHORIZED }, NULL,
    "404 " REST_FAILURE ("UnknownOperationException", "There is no operation 'GET /v2/domain'") },
  { "get-of-domains", "GET", "/v2/domains", NULL, { AUTHORIZED }, NULL,
    "405 " REST_FAILURE ("UnknownOperationException", "There is no operation 'GET /v2/domains'") },
  { "segment-that-ends", "GET", "/v2/dom/a/metadata-generation-runs", NULL, { AUTHORIZED }, NULL,
    "404 " REST_FAILURE ("UnknownOperationException",
                         "There is no operation 'GET /v2/dom/a/metadata-generation-runs'") },
  { "path-that-goes-on", "POST", RUNS "/a/cancel/b", NULL, { AUTHORIZED }, NULL,
    "404 " REST_FAILURE ("UnknownOperationException",
                         "There is no operation 'POST " RUNS "/a/cancel/b'") },
  /* A path of neither service is refused in the protocol of the caller, as the headers show it. */
  { "path-without-slash", "POST", "", NULL, { LIST_TARGET, AUTHORIZED }, "{}",
    UNKNOWN ("AWS Glue takes requests at the path /, not at ''") },
  { "path-of-neither-with-target", "POST", "/x", NULL, { LIST_TARGET }, "{}",
    UNKNOWN ("AWS Glue takes requests at the path /, not at '/x'") },
  { "path-of-neither-signed-for-glue", "GET", "/x", NULL, { AUTHORIZED }, NULL,
    UNKNOWN ("AWS Glue takes requests at the path /, not at '/x'") },
  { "path-of-neither-signed-for-datazone", "GET", "/x", NULL,
    { "Authorization: AWS4-HMAC-SHA256 Credential=K/20000101/eu-west-1/datazone/aws4_request" }, NULL,
    "404 " REST_FAILURE ("UnknownOperationException", "There is no operation 'GET /x'") },
  { "path-of-neither-without-headers", "GET", "/x", NULL, { NULL }, NULL,
    "404 " REST_FAILURE ("UnknownOperationException", "There is no operation 'GET /x'") },
  { "path-of-datazone-with-target", "GET", "/v2/x", NULL, { LIST_TARGET, AUTHORIZED }, NULL,
    "404 " REST_FAILURE ("UnknownOperationException", "There is no operation 'GET /v2/x'") },
  { "bad-domain", "GET", "/v2/domains/sales/metadata-generation-runs", NULL, { AUTHORIZED }, NULL,
    "400 " REST_FAILURE ("ValidationException",
                         "1 validation error detected: Value at 'domainIdentifier' failed to "
                         "satisfy constraint: Member must satisfy regular expression pattern: "
                         "^dzd[-_][a-zA-Z0-9_-]{1,36}$") },
  { "empty-domain", "GET", "/v2/domains//metadata-generation-runs", NULL, { AUTHORIZED }, NULL,
    "400 " REST_FAILURE ("ValidationException",
                         "1 validation error detected: Value at 'domainIdentifier' failed to "
                         "satisfy constraint: Member must satisfy regular expression pattern: "
                         "^dzd[-_][a-zA-Z0-9_-]{1,36}$") },
  { "escaped-domain", "GET", "/v2/domains/%64zd_%61/metadata-generation-runs", NULL, { AUTHORIZED },
    NULL, "404 " REST_FAILURE ("ResourceNotFoundException", "Domain dzd_a doesn't exist") },
  /* Escapes */
  { "escape-of-nothing", "GET", "/v2/domains/%zz/metadata-generation-runs", NULL, { AUTHORIZED }, NULL,
    BAD_REST ("The path has an escape that is none, or one of a NUL") },
  { "escape-that-ends", "GET", RUNS "/%4", NULL, { AUTHORIZED }, NULL,
    BAD_REST ("The path has an escape that is none, or one of a NUL") },
  { "escape-of-nul", "GET", RUNS "/%00", NULL, { AUTHORIZED }, NULL,
    BAD_REST ("The path has an escape that is none, or one of a NUL") },
  { "escape-in-query", "GET", RUNS, "status=%", { AUTHORIZED }, NULL,
    BAD_REST ("The query has an escape that is none, or one of a NUL") },
  /* Headers */
  { "header-without-colon", "POST", "/", NULL, { LIST_TARGET, "Authorization" }, "{}",
    BAD_JSON ("A header is not of the form 'Name: value': Authorization") },
  { "header-without-name", "POST", "/", NULL, { LIST_TARGET, ": a" }, "{}",
    BAD_JSON ("A header is not of the form 'Name: value': : a") },
  { "header-with-blank", "POST", "/", NULL, { LIST_TARGET, "Authori zation: a" }, "{}",
    BAD_JSON ("A header is not of the form 'Name: value': Authori zation: a") },
  { "header-with-a-bracket", "POST", "/", NULL, { LIST_TARGET, "a(b): c" }, "{}",
    BAD_JSON ("A header is not of the form 'Name: value': a(b): c") },
  { "header-with-line-break", "POST", "/", NULL, { LIST_TARGET, "A: a\nB: b" }, "{}",
    BAD_JSON ("A header is not of the form 'Name: value': A: a\\u000aB: b") },
  { "blanks-around-value", "POST", "/", NULL,
    { "x-amz-TARGET:\t AWSGlue." LIST_REFRESHES "\t ", AUTHORIZED }, "{}",
    "200 ok {\"MaterializedViewRefreshTaskRuns\":[]}" },
  { "no-headers", "POST", "/", NULL, { NULL }, "{}",
    UNKNOWN ("The header X-Amz-Target is missing, which names the operation") },
};

/* clang-format on */

static void
test_request (gconstpointer data)
{
  const RequestRow *row = data;
  g_auto (Wire) wire = wire_new (1);

  assert_told (wire_ask (&wire, row->method, row->path, row->query,
                         row->headers[0] != NULL ? row->headers : NULL, row->body),
               row->told);
}

/* --- Sizes ------------------------------------------------------------------------------------ */

enum
{
  PATH_MAX_BYTES = 8192,
  QUERY_MAX_BYTES = 32768,
  HEADERS_MAX = 200,
  HEADER_BYTES_MAX = 65536,
  BODY_MAX_BYTES = 1048576,
  DEPTH_MAX = 64,
};

static char *
make_text (gsize size, const char *begin, char fill)
{
  GString *text = g_string_sized_new (size + 1);

  g_string_append (text, begin);
  while (text->len < size)
    g_string_append_c (text, fill);
  return g_string_free (text, FALSE);
}

static void
test_path_size (void)
{
  g_auto (Wire) wire = wire_new (1);
  static const char *const headers[] = { AUTHORIZED, NULL };

  for (guint more = 0; more < 2; more++)
    {
      g_autofree char *path = make_text (PATH_MAX_BYTES + more, "/v2/", 'a');
      g_autofree char *told = wire_ask (&wire, "GET", path, NULL, headers, NULL);

      g_assert_true (g_str_has_prefix (told, more
                                                 ? "414 RequestEntityTooLargeException {\"message\""
                                                 : "404 UnknownOperationException "));
    }
}

static void
test_query_size (void)
{
  g_auto (Wire) wire = wire_new (1);
  static const char *const headers[] = { AUTHORIZED, NULL };

  for (guint more = 0; more < 2; more++)
    {
      g_autofree char *query = make_text (QUERY_MAX_BYTES + more, "", 'a');
      g_autofree char *told = wire_ask (&wire, "GET", RUNS, query, headers, NULL);

      g_assert_true (g_str_has_prefix (told, more
                                                 ? "414 RequestEntityTooLargeException {\"message\""
                                                 : "404 ResourceNotFoundException "));
    }
}

static void
test_headers_count (void)
{
  g_auto (Wire) wire = wire_new (1);

  for (guint more = 0; more < 2; more++)
    {
      const char *headers[HEADERS_MAX + 2] = { AUTHORIZED, LIST_TARGET };

      for (guint i = 2; i < HEADERS_MAX + more; i++)
        headers[i] = "A: a";
      g_autofree char *told = wire_ask (&wire, "POST", "/", NULL, headers, "{}");
      g_assert_true (g_str_has_prefix (told, more ? "431 RequestEntityTooLargeException {\"__type\""
                                                  : "200 "));
    }
}

static void
test_headers_size (void)
{
  g_auto (Wire) wire = wire_new (1);
  gsize rest = HEADER_BYTES_MAX - strlen (AUTHORIZED) - strlen (LIST_TARGET);

  for (guint more = 0; more < 2; more++)
    {
      g_autofree char *header = make_text (rest + more, "A: ", 'a');
      const char *const headers[] = { AUTHORIZED, LIST_TARGET, header, NULL };
      g_autofree char *told = wire_ask (&wire, "POST", "/", NULL, headers, "{}");

      g_assert_true (g_str_has_prefix (told, more ? "431 RequestEntityTooLargeException {\"__type\""
                                                  : "200 "));
    }
}

static void
test_body_size (void)
{
  g_auto (Wire) wire = wire_new (1);

  for (guint more = 0; more < 2; more++)
    {
      g_autofree char *body = make_text (BODY_MAX_BYTES + more, "{}", ' ');
      g_autofree char *told = wire_ask_glue (&wire, LIST_REFRESHES, body);

      g_assert_true (g_str_has_prefix (told, more ? "413 RequestEntityTooLargeException {\"__type\""
                                                  : "200 "));
    }
}

/* Brackets in a string do not count as nesting. */
static void
test_depth (void)
{
  g_auto (Wire) wire = wire_new (1);

  for (guint more = 0; more < 2; more++)
    {
      GString *body = g_string_new ("{\"b\":\"\\\"[[[[[[[[[[[[[[[[[[[[[[[\",\"a\":");

      for (guint i = 1; i < DEPTH_MAX + more; i++)
        g_string_append_c (body, '[');
      for (guint i = 1; i < DEPTH_MAX + more; i++)
        g_string_append_c (body, ']');
      g_string_append_c (body, '}');
      g_autofree char *text = g_string_free (body, FALSE);
      assert_told (wire_ask_glue (&wire, LIST_REFRESHES, text),
                   more ? BAD_JSON ("The body is nested over 64 deep")
                        : "200 ok {\"MaterializedViewRefreshTaskRuns\":[]}");
    }
}

/* The endpoint reads exactly the given number of bytes, whatever bytes the body has. */
static void
test_body_is_binary (void)
{
  g_auto (Wire) wire = wire_new (1);
  static const char *const headers[] = { AUTHORIZED, LIST_TARGET, NULL };
  static const guint8 bodies[][3] = { { '{', '}', 0 }, { 0xff, 0xfe, 0 }, { '{', '}', '{' } };
  static const gsize sizes[] = { 3, 3, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (TarnWireResponse) response
          = tarn_wire_endpoint_handle (wire.endpoint, "POST", "/", NULL, headers, bodies[i],
                                       sizes[i], NULL);

      g_assert_cmpuint (tarn_wire_response_get_status (response), ==, i == 2 ? 200 : 400);
    }
}

/* The message contains a replacement character for each part of the request that is not UTF-8. */
static void
test_message_is_utf8 (void)
{
  g_auto (Wire) wire = wire_new (1);
  static const char *const headers[] = { AUTHORIZED, NULL };
  g_autofree char *told = wire_ask (&wire, "G\xc3T", "/v2/\xff\x01\"", NULL, headers, NULL);

  g_assert_true (g_utf8_validate (told, -1, NULL));
  g_assert_cmpstr (told, ==,
                   "404 " REST_FAILURE ("UnknownOperationException",
                                        "There is no operation 'G\xef\xbf\xbdT "
                                        "/v2/\xef\xbf\xbd\\u0001\\\"'"));
}

/*
 * Whatever is too long in a request that is refused before its signature is known, the answer is short. Each
 * byte would be six bytes in JSON.
 */
static void
test_answer_is_short (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *filler = g_strnfill (60000, '\x01');
  g_autofree char *path_filler = g_strnfill (8000, '\x01');
  g_autofree char *target = g_strconcat ("X-Amz-Target: ", filler, NULL);
  g_autofree char *glue_target = g_strconcat ("X-Amz-Target: AWSGlue.", filler, NULL);
  g_autofree char *path = g_strconcat ("/", path_filler, NULL);
  g_autofree char *rest_path = g_strconcat ("/v2/domains/", path_filler, NULL);
  g_autofree char *scheme = g_strconcat ("Authorization: ", filler, NULL);
  g_autofree char *key = g_strconcat ("Authorization: AWS4-HMAC-SHA256 Credential=", filler, NULL);
  g_autofree char *no_header = g_strconcat ("x", filler, NULL);
  const struct
  {
    const char *method, *path, *header;
  } requests[] = {
    { "POST", "/", target },       { "POST", "/", glue_target }, { filler, "/", LIST_TARGET },
    { "POST", path, LIST_TARGET }, { "GET", rest_path, NULL },   { filler, rest_path, NULL },
    { "POST", "/", no_header },    { "GET", RUNS, scheme },      { "GET", RUNS, key },
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      const char *const headers[] = { requests[i].header, NULL };
      g_autofree char *answer
          = wire_ask (&wire, requests[i].method, requests[i].path, NULL, headers, NULL);

      g_assert_cmpint (answer[0], ==, '4');
      g_assert_cmpuint (strlen (answer), <, 3000);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/wire/malformed/", request_rows, test_request);
  g_test_add_func ("/wire/size/path", test_path_size);
  g_test_add_func ("/wire/size/query", test_query_size);
  g_test_add_func ("/wire/size/headers", test_headers_count);
  g_test_add_func ("/wire/size/header-bytes", test_headers_size);
  g_test_add_func ("/wire/size/body", test_body_size);
  g_test_add_func ("/wire/size/depth", test_depth);
  g_test_add_func ("/wire/body/is-binary", test_body_is_binary);
  g_test_add_func ("/wire/message/is-utf8", test_message_is_utf8);
  g_test_add_func ("/wire/message/is-short", test_answer_is_short);
  return g_test_run ();
}
