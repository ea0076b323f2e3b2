/* SPDX-License-Identifier: MIT */
/*
 * Tests access keys and signatures. botocore's own signer computed the signatures, for the example key of the
 * documents and 2015-08-30T12:36:00Z.
 */
#include "requests.h"

#define GLUE_HOST "Host: glue.us-east-1.amazonaws.com"
#define DATAZONE_HOST "Host: datazone.us-east-1.api.aws"
#define DATE "X-Amz-Date: 20150830T123600Z"
#define LIST_TARGET "X-Amz-Target: AWSGlue." LIST_REFRESHES
#define SIGNED(service, headers, signature)                                                        \
  "Authorization: AWS4-HMAC-SHA256 Credential=" KEY_ID "/20150830/us-east-1/" service              \
  "/aws4_request, SignedHeaders=" headers ", Signature=" signature

typedef struct
{
  const char *name;
  const char *method;
  const char *path;
  const char *query;
  const char *headers[7];
  const char *body;
  const char *told; /* how the answer begins */
} SignedRow;

#define GLUE_SIGNATURE "ce3e2506eb36443e9428100b4f986c5c166f19509fcb45a0b591ae66f589b7e3"
#define GLUE_SIGNED SIGNED ("glue", "content-type;host;x-amz-date;x-amz-target", GLUE_SIGNATURE)
#define LIST_BODY "{\"CatalogId\":\"123456789012\"}"
#define LIST_TYPE "Content-Type: application/x-amz-json-1.1"
#define RUNS "/v2/domains/dzd_a/metadata-generation-runs"
#define PAGE_SIGNED                                                                                \
  SIGNED ("datazone", "host;x-amz-date",                                                           \
          "5c6bbe71b10a11a345eef25016a4c48e21b1d454fb123bf6fcc3bdd99e58bfa9")

/* clang-format off */

static const SignedRow good_rows[] = {
  { "glue", "POST", "/", NULL, { LIST_TYPE, GLUE_HOST, DATE, LIST_TARGET, GLUE_SIGNED }, LIST_BODY,
    "200 ok " },
  { "order-and-case-of-headers", "POST", "/", "",
    { GLUE_SIGNED, "x-amz-target:AWSGlue." LIST_REFRESHES, "host:glue.us-east-1.amazonaws.com",
      "content-TYPE:  application/x-amz-json-1.1  ", DATE, "User-Agent: not signed" }, LIST_BODY,
    "200 ok " },
  { "query-is-sorted", "GET", RUNS, "type=BUSINESS_NAMES&maxResults=5&nextToken=a%2Fb%3D%2B",
    { DATAZONE_HOST, DATE, PAGE_SIGNED }, NULL, "404 ResourceNotFoundException " },
  { "query-in-another-order", "GET", RUNS, "nextToken=a%2fb%3D%2B&type=BUSINESS_NAMES&maxResults=5",
    { DATAZONE_HOST, DATE, PAGE_SIGNED }, NULL, "404 ResourceNotFoundException " },
  { "query-with-values-of-one-name", "GET", RUNS, "a-b=0&a=1&a=3&a=2",
    { DATAZONE_HOST, DATE,
      SIGNED ("datazone", "host;x-amz-date",
              "1f7f45f4b9a37e74de9b3ea2ebb97c02fbca18e1da017447edafb4e44f4ee434") }, NULL,
    "404 ResourceNotFoundException " },
  { "escaped-path-and-blanks", "POST", "/v2/domains/dzd%20%2F/metadata-generation-runs/x/cancel",
    NULL,
    { DATAZONE_HOST, DATE, "X-Wide:   a   b  ",
      SIGNED ("datazone", "host;x-amz-date;x-wide",
              "92217f3282ec6a0c0758169990f74f62a769e916c38c0f4b7ae75c22bf3d59fb") }, NULL,
    "400 ValidationException " },
  { "session-token", "POST", "/", NULL,
    { GLUE_HOST, DATE, "X-Amz-Security-Token: TOKEN", LIST_TARGET,
      SIGNED ("glue", "host;x-amz-date;x-amz-security-token;x-amz-target",
              "23e6a4e7fd4cfa5fb6c859c94d4df83ff34c46d41ac8dcdd10b6ca4faed474dd") }, "{}",
    "200 ok " },
  { "path-is-normalized", "GET", "/v2/domains/x/../dzd_a//./metadata-generation-runs/", NULL,
    { DATAZONE_HOST, DATE,
      SIGNED ("datazone", "host;x-amz-date",
              "8491f1aa231fa56dab43865955684ba1711ba7d1053889325d1ec0d879b40ee7") }, NULL,
    "404 UnknownOperationException " },
};

#define REFUSED "403 InvalidSignatureException "
#define MISMATCH REFUSED "{\"__type\":\"InvalidSignatureException\",\"Message\":\"The request signature we"
#define INCOMPLETE "400 IncompleteSignatureException "

static const SignedRow bad_rows[] = {
  { "another-body", "POST", "/", NULL, { LIST_TYPE, GLUE_HOST, DATE, LIST_TARGET, GLUE_SIGNED },
    "{\"CatalogId\":\"123456789013\"}", MISMATCH },
  { "another-operation", "POST", "/", NULL,
    { LIST_TYPE, GLUE_HOST, DATE, "X-Amz-Target: AWSGlue." STOP_REFRESH, GLUE_SIGNED }, LIST_BODY,
    MISMATCH },
  { "another-query", "POST", "/", "a=b", { LIST_TYPE, GLUE_HOST, DATE, LIST_TARGET, GLUE_SIGNED },
    LIST_BODY, MISMATCH },
  { "another-host", "POST", "/", NULL,
    { LIST_TYPE, "Host: localhost", DATE, LIST_TARGET, GLUE_SIGNED }, LIST_BODY, MISMATCH },
  { "another-path", "GET", RUNS "/a", "type=BUSINESS_NAMES&maxResults=5&nextToken=a%2Fb%3D%2B",
    { DATAZONE_HOST, DATE, PAGE_SIGNED }, NULL, REFUSED "{\"message\":\"The request signature we" },
  { "another-time", "POST", "/", NULL,
    { LIST_TYPE, GLUE_HOST, "X-Amz-Date: 20150830T123601Z", LIST_TARGET, GLUE_SIGNED }, LIST_BODY,
    MISMATCH },
  { "header-twice", "POST", "/", NULL,
    { LIST_TYPE, GLUE_HOST, DATE, LIST_TARGET, GLUE_SIGNED, LIST_TARGET }, LIST_BODY, MISMATCH },
  { "another-date", "POST", "/", NULL,
    { LIST_TYPE, GLUE_HOST, "X-Amz-Date: 20150831T123600Z", LIST_TARGET, GLUE_SIGNED }, LIST_BODY,
    REFUSED "{\"__type\":\"InvalidSignatureException\",\"Message\":\"The date in Credential is not" },
  { "signed-header-is-missing", "POST", "/", NULL, { GLUE_HOST, DATE, LIST_TARGET, GLUE_SIGNED },
    LIST_BODY, REFUSED "{\"__type\":\"InvalidSignatureException\",\"Message\":\"The signed header "
    "'content-type' is not in the request" },
  { "signed-header-is-named-twice", "POST", "/", NULL,
    { GLUE_HOST, DATE, LIST_TARGET, SIGNED ("glue", "host;x-amz-date;host", GLUE_SIGNATURE) },
    LIST_BODY, REFUSED "{\"__type\":\"InvalidSignatureException\",\"Message\":\"The signed header "
    "'host' is named twice" },
  { "query-is-escaped-badly", "GET", RUNS, "nextToken=%zz", { DATAZONE_HOST, DATE, PAGE_SIGNED }, NULL,
    "400 SerializationException {\"message\":\"The query has an escape that is none" },
  { "host-is-not-signed", "POST", "/", NULL,
    { DATE, LIST_TARGET, SIGNED ("glue", "x-amz-date", GLUE_SIGNATURE) }, LIST_BODY,
    REFUSED "{\"__type\":\"InvalidSignatureException\",\"Message\":\"'host' must be" },
  { "another-service", "POST", "/", NULL,
    { LIST_TYPE, GLUE_HOST, DATE, LIST_TARGET,
      SIGNED ("datazone", "content-type;host;x-amz-date;x-amz-target", GLUE_SIGNATURE) }, LIST_BODY,
    REFUSED "{\"__type\":\"InvalidSignatureException\",\"Message\":\"Credential should be scoped to "
    "correct service: 'glue'" },
  { "signature-in-part", "POST", "/", NULL,
    { LIST_TYPE, GLUE_HOST, DATE, LIST_TARGET,
      SIGNED ("glue", "content-type;host;x-amz-date;x-amz-target", "ce3e2506eb36443e") }, LIST_BODY,
    MISMATCH },
  { "no-date", "POST", "/", NULL, { LIST_TYPE, GLUE_HOST, LIST_TARGET, GLUE_SIGNED }, LIST_BODY,
    INCOMPLETE },
  { "no-signature", "POST", "/", NULL,
    { GLUE_HOST, DATE, LIST_TARGET,
      "Authorization: AWS4-HMAC-SHA256 Credential=" KEY_ID "/20150830/us-east-1/glue/aws4_request, "
      "SignedHeaders=host" }, LIST_BODY, INCOMPLETE },
  { "no-signed-headers", "POST", "/", NULL,
    { GLUE_HOST, DATE, LIST_TARGET,
      "Authorization: AWS4-HMAC-SHA256 Credential=" KEY_ID "/20150830/us-east-1/glue/aws4_request, "
      "Signature=" GLUE_SIGNATURE }, LIST_BODY, INCOMPLETE },
  { "short-scope", "POST", "/", NULL,
    { GLUE_HOST, DATE, LIST_TARGET,
      "Authorization: AWS4-HMAC-SHA256 Credential=" KEY_ID "/20150830/us-east-1/glue, "
      "SignedHeaders=host, Signature=" GLUE_SIGNATURE }, LIST_BODY, INCOMPLETE },
};

/* clang-format on */

static char *
ask (const Wire *wire, const SignedRow *row)
{
  return wire_ask (wire, row->method, row->path, row->query, row->headers, row->body);
}

static void
assert_begins (char *told, const char *begin)
{
  g_autofree char *own = told;
  g_autofree char *found = g_strndup (own, strlen (begin));

  g_assert_cmpstr (found, ==, begin);
}

static void
test_signature (gconstpointer data)
{
  const SignedRow *row = data;
  g_auto (Wire) wire = wire_new (1);

  tarn_wire_endpoint_set_checks_signatures (wire.endpoint, TRUE);
  assert_begins (ask (&wire, row), row->told);
}

/* If signatures are not checked, the endpoint reads only the id of the key in the header. */
static void
test_unchecked (gconstpointer data)
{
  const SignedRow *row = data;
  g_auto (Wire) wire = wire_new (1);
  g_auto (Wire) twin = wire_new (1);
  SignedRow plain = *row;
  guint header = 0;

  while (!g_str_has_prefix (plain.headers[header], "Authorization:"))
    header++;
  plain.headers[header] = AUTHORIZED_BY (KEY_ID);
  g_assert_false (tarn_wire_endpoint_get_checks_signatures (wire.endpoint));
  g_autofree char *expected = ask (&twin, &plain);
  assert_told (ask (&wire, row), expected);
}

static void
count_notification (GObject *object G_GNUC_UNUSED, GParamSpec *spec G_GNUC_UNUSED, gpointer data)
{
  ++*(guint *) data;
}

/* The property notifies only if it changes, and a value other than FALSE is TRUE. */
static void
test_properties (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (TarnEngine) engine = NULL;
  guint n_notified = 0;
  gboolean checks = FALSE;

  g_signal_connect (wire.endpoint, "notify::checks-signatures", G_CALLBACK (count_notification),
                    &n_notified);
  g_object_set (wire.endpoint, "checks-signatures", TRUE, NULL);
  tarn_wire_endpoint_set_checks_signatures (wire.endpoint, 2);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpint (tarn_wire_endpoint_get_checks_signatures (wire.endpoint), ==, TRUE);
  tarn_wire_endpoint_set_checks_signatures (wire.endpoint, FALSE);
  g_object_get (wire.endpoint, "checks-signatures", &checks, "engine", &engine, NULL);
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_false (checks);
  g_assert_true (engine == tarn_wire_endpoint_get_engine (wire.endpoint));
}

/* --- Secrets ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *secret;
  const char *told;
} SecretRow;

static const SecretRow secret_rows[] = {
  { "right", SECRET, "200 ok " },
  { "wrong", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEy", MISMATCH },
  { "none", NULL, MISMATCH },
};

/* A key that is added again replaces the key with the same id. */
static void
test_secret (gconstpointer data)
{
  const SecretRow *row = data;
  g_auto (Wire) wire = wire_new (1);

  tarn_wire_endpoint_set_checks_signatures (wire.endpoint, TRUE);
  wire_add_key (&wire, KEY_ID, row->secret, TARN_SAMPLE_ACCOUNT_ID);
  assert_begins (ask (&wire, &good_rows[0]), row->told);
}

/* --- Access keys ------------------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  const char *authorization;
  const char *told;
} HeaderRow;

#define BEGIN "Authorization: AWS4-HMAC-SHA256 "
#define NO_ALGORITHM                                                                               \
  "400 " FAILURE ("IncompleteSignatureException",                                                  \
                  "Authorization is not of the algorithm AWS4-HMAC-SHA256")
#define NO_CREDENTIAL                                                                              \
  "400 " FAILURE ("IncompleteSignatureException",                                                  \
                  "Authorization has no 'Credential=' with the id of an access key and a scope")

/* clang-format off */

static const HeaderRow header_rows[] = {
  { "missing", "A: a",
    "403 " FAILURE ("MissingAuthenticationTokenException", "Missing Authentication Token") },
  { "empty", "Authorization:", NO_ALGORITHM },
  { "algorithm-only", "Authorization: AWS4-HMAC-SHA256", NO_ALGORITHM },
  { "another-algorithm", "Authorization: Basic abc", NO_ALGORITHM },
  { "asymmetric", "Authorization: AWS4-ECDSA-P256-SHA256 Credential=" KEY_ID "/a", NO_ALGORITHM },
  { "no-credential", BEGIN "SignedHeaders=host", NO_CREDENTIAL },
  { "credential-without-id", BEGIN "Credential=/20150830/a/glue/aws4_request", NO_CREDENTIAL },
  { "credential-without-scope", BEGIN "Credential=" KEY_ID, NO_CREDENTIAL },
  { "credential-with-blank", BEGIN "Credential= " KEY_ID "/a", NO_CREDENTIAL },
  { "unknown", BEGIN "Credential=AKIDUNKNOWN/a",
    "403 " FAILURE ("UnrecognizedClientException",
                    "The security token included in the request is invalid: nobody has the access "
                    "key AKIDUNKNOWN") },
  { "beginning-of-another", BEGIN "Credential=AKIDEXAMPL/a",
    "403 " FAILURE ("UnrecognizedClientException",
                    "The security token included in the request is invalid: nobody has the access "
                    "key AKIDEXAMPL") },
  { "without-rest", BEGIN "Credential=" KEY_ID "/", "200 ok {\"MaterializedViewRefreshTaskRuns\":[]}" },
  { "at-the-end", BEGIN "SignedHeaders=a,Signature=b,Credential=" KEY_ID "/",
    "200 ok {\"MaterializedViewRefreshTaskRuns\":[]}" },
};

/* clang-format on */

static void
test_header (gconstpointer data)
{
  const HeaderRow *row = data;
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (GError) error = NULL;
  TarnWireResponse *response
      = wire_try_glue (&wire, row->authorization, LIST_REFRESHES, "{}", &error);

  assert_told (wire_log (response, error), row->told);
}

static void
test_key_tells_who_calls (void)
{
  g_auto (Wire) wire = wire_new (1);
  TarnJournal *journal = tarn_sample_get_journal (wire.sample);

  tarn_wire_response_unref (
      wire_try_glue (&wire, AUTHORIZED_BY (OTHER_KEY_ID), LIST_REFRESHES, "{}", NULL));
  tarn_wire_response_unref (
      wire_try_glue (&wire, AUTHORIZED_BY (KEY_ID), LIST_REFRESHES, "{}", NULL));
  wire_add_key (&wire, KEY_ID, NULL, "999999999999");
  tarn_wire_response_unref (
      wire_try_glue (&wire, AUTHORIZED_BY (KEY_ID), LIST_REFRESHES, "{}", NULL));
  tarn_assert_order (journal, "by arn:aws:iam::" OTHER_ACCOUNT_ID ":root",
                     "by arn:aws:iam::" TARN_SAMPLE_ACCOUNT_ID ":root",
                     "by arn:aws:iam::999999999999:root", NULL);
}

static void
test_bad_keys (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (TarnPrincipal) me = principal_new (TARN_SAMPLE_ACCOUNT_ID, NULL);
  g_autofree char *longest = g_strnfill (128, 'a');
  g_autofree char *too_long = g_strnfill (129, 'a');
  const char *const rows[][2]
      = { { "", "a" },         { "a b", "a" },    { "a/b", "a" }, { "a,b", "a" },
          { "\xc3\xa4", "a" }, { too_long, "a" }, { "a", "" },    { "a", too_long } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          tarn_wire_endpoint_add_access_key (wire.endpoint, rows[i][0], rows[i][1], me, &error));
      g_assert_error (error, TARN_WIRE_ERROR, TARN_WIRE_ERROR_INVALID_ACCESS_KEY);
    }
  g_assert_true (tarn_wire_endpoint_add_access_key (wire.endpoint, longest, longest, me, NULL));
}

/* Ids that tests use, though AWS gives out no such ids. */
static void
test_ids_of_tests (void)
{
  const char *const ids[]
      = { "testing", "mock_access_key", "test-key", "user@example.com", "a.b:c=" };
  g_auto (Wire) wire = wire_new (1);
  g_autoptr (TarnPrincipal) me = principal_new (TARN_SAMPLE_ACCOUNT_ID, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *header
          = g_strconcat ("Authorization: AWS4-HMAC-SHA256 Credential=", ids[i],
                         "/20000101/eu-west-1/glue/aws4_request, SignedHeaders=host, Signature=0",
                         NULL);

      g_assert_true (tarn_wire_endpoint_add_access_key (wire.endpoint, ids[i], NULL, me, NULL));
      g_autofree char *answer
          = wire_log (wire_try_glue (&wire, header, LIST_REFRESHES, "{}", NULL), NULL);
      g_assert_true (g_str_has_prefix (answer, "200 "));
    }
}

/* Replaces the key of a call while the call is in progress. */
static void
replace_key (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
             gpointer data)
{
  wire_add_key (data, KEY_ID, NULL, OTHER_ACCOUNT_ID);
}

static void
test_key_replaced_under_way (void)
{
  g_auto (Wire) wire = wire_new (1);

  tarn_engine_add_observer (tarn_sample_get_engine (wire.sample), replace_key, &wire, NULL);
  g_free (wire_start_daily (&wire));
  g_autofree char *told = wire_ask_glue (&wire, START_REFRESH, DAILY_VIEW);
  g_assert_true (g_str_has_prefix (told, "400 AccessDeniedException "));
}

/* The error message is short, even if the request is long. */
static void
test_long_request_is_not_told (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *filler = g_strnfill (50000, 'a');
  g_autofree char *header = g_strconcat ("Filler: ", filler, NULL);
  const char *headers[] = {
    GLUE_HOST, DATE, LIST_TARGET, header, SIGNED ("glue", "filler;host;x-amz-date", GLUE_SIGNATURE),
    NULL
  };

  tarn_wire_endpoint_set_checks_signatures (wire.endpoint, TRUE);
  g_autofree char *answer = wire_ask (&wire, "POST", "/", NULL, headers, LIST_BODY);
  g_assert_true (g_str_has_prefix (answer, MISMATCH));
  g_assert_cmpuint (strlen (answer), <, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/wire/signature/good/", good_rows, test_signature)
  ADD_ROWS ("/wire/signature/bad/", bad_rows, test_signature)
  ADD_ROWS ("/wire/signature/unchecked/", bad_rows, test_unchecked)
  ADD_ROWS ("/wire/secret/", secret_rows, test_secret)
  ADD_ROWS ("/wire/authorization/", header_rows, test_header)
  g_test_add_func ("/wire/key/tells-who-calls", test_key_tells_who_calls);
  g_test_add_func ("/wire/key/bad", test_bad_keys);
  g_test_add_func ("/wire/key/ids-of-tests", test_ids_of_tests);
  g_test_add_func ("/wire/signature/long-request-is-not-told", test_long_request_is_not_told);
  g_test_add_func ("/wire/key/replaced-under-way", test_key_replaced_under_way);
  g_test_add_func ("/wire/endpoint/properties", test_properties);

  return g_test_run ();
}
