/* SPDX-License-Identifier: MIT */
/*
 * The table of refused requests in tarn-wire-endpoint.h. Each request has one fault, and then two faults, of
 * which the one that stands higher in the table must win.
 */
#include "wire/requests.h"

#include "promise.h"

typedef enum
{
  FAULT_PATH_SIZE,
  FAULT_QUERY_SIZE,
  FAULT_HEADERS,
  FAULT_BODY_SIZE,
  FAULT_HEADER_LINE,
  FAULT_PATH,
  FAULT_METHOD,
  FAULT_TARGET,
  FAULT_PATH_ESCAPE,
  FAULT_NO_AUTHORIZATION,
  FAULT_SCHEME,
  FAULT_KEY,
  FAULT_INCOMPLETE,
  FAULT_SIGNATURE,
  FAULT_JSON,
  FAULT_TYPE,
  N_FAULTS,
} Fault;

/* clang-format off */
static const char *const refusals[] = {
  [FAULT_PATH_SIZE] = "414 RequestEntityTooLargeException ",
  [FAULT_QUERY_SIZE] = "414 RequestEntityTooLargeException ",
  [FAULT_HEADERS] = "431 RequestEntityTooLargeException ",
  [FAULT_BODY_SIZE] = "413 RequestEntityTooLargeException ",
  [FAULT_HEADER_LINE] = "400 SerializationException ",
  [FAULT_PATH] = "404 UnknownOperationException ",
  [FAULT_METHOD] = "405 UnknownOperationException ",
  [FAULT_TARGET] = "404 UnknownOperationException ",
  [FAULT_PATH_ESCAPE] = "400 SerializationException ",
  [FAULT_NO_AUTHORIZATION] = "403 MissingAuthenticationTokenException ",
  [FAULT_SCHEME] = "400 IncompleteSignatureException ",
  [FAULT_KEY] = "403 UnrecognizedClientException ",
  [FAULT_INCOMPLETE] = "400 IncompleteSignatureException ",
  [FAULT_SIGNATURE] = "403 InvalidSignatureException ",
  [FAULT_JSON] = "400 SerializationException ",
  [FAULT_TYPE] = "400 SerializationException ",
};
/* clang-format on */

#define BIT(fault) (1u << (fault))
#define HAS(faults, fault) (((faults) &BIT (fault)) != 0)

static char *
make_path (const Wire *wire, guint faults, gboolean is_glue)
{
  GString *path = g_string_new ("/");

  if (!is_glue || HAS (faults, FAULT_PATH))
    g_string_append_printf (path, "v2/%s/%s/metadata-generation-runs",
                            HAS (faults, FAULT_PATH) ? "nothing" : "domains",
                            HAS (faults, FAULT_PATH_ESCAPE)
                                ? "%zz"
                                : tarn_sample_get_domain_id (wire->sample));
  for (guint i = 0; HAS (faults, FAULT_PATH_SIZE) && i < 8193; i++)
    g_string_append_c (path, 'a');
  return g_string_free (path, FALSE);
}

static char *
make_authorization (guint faults)
{
  g_autofree char *signature = g_strnfill (64, '0');
  g_autofree char *rest
      = g_strconcat (", SignedHeaders=host;x-amz-date, Signature=", signature, NULL);

  return g_strdup_printf ("Authorization: %s Credential=%s/20150830/us-east-1/glue/aws4_request%s",
                          HAS (faults, FAULT_SCHEME) ? "Bearer" : "AWS4-HMAC-SHA256",
                          HAS (faults, FAULT_KEY) ? "NOBODY" : KEY_ID,
                          HAS (faults, FAULT_INCOMPLETE) ? "" : rest);
}

static GPtrArray *
make_headers (guint faults, gboolean is_glue)
{
  GPtrArray *headers = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (headers, g_strdup ("Host: localhost"));
  g_ptr_array_add (headers, g_strdup ("X-Amz-Date: 20150830T123600Z"));
  if (is_glue)
    g_ptr_array_add (headers, g_strdup (HAS (faults, FAULT_TARGET)
                                            ? "X-Amz-Target: AWSGlue.StartNothing"
                                            : "X-Amz-Target: AWSGlue." START_REFRESH));
  if (!HAS (faults, FAULT_NO_AUTHORIZATION))
    g_ptr_array_add (headers, make_authorization (faults));
  if (HAS (faults, FAULT_HEADER_LINE))
    g_ptr_array_add (headers, g_strdup ("no colon"));
  for (guint i = 0; HAS (faults, FAULT_HEADERS) && i < 200; i++)
    g_ptr_array_add (headers, g_strdup ("X: y"));
  g_ptr_array_add (headers, NULL);
  return headers;
}

static char *
make_body (guint faults)
{
  GString *body = g_string_new (HAS (faults, FAULT_TYPE) ? "{\"TableName\":1,\"target\":1"
                                                         : "{\"Nonsense\":1");

  for (guint i = 0; HAS (faults, FAULT_BODY_SIZE) && i <= 1024 * 1024; i++)
    g_string_append_c (body, ' ');
  if (!HAS (faults, FAULT_JSON))
    g_string_append_c (body, '}');
  return g_string_free (body, FALSE);
}

/* Returns the answer to a start of a run that has only the faults of the set. */
static char *
ask (guint faults, gboolean is_glue)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *path = make_path (&wire, faults, is_glue);
  g_autofree char *query = HAS (faults, FAULT_QUERY_SIZE) ? g_strnfill (32 * 1024 + 1, 'a') : NULL;
  g_autofree char *body = make_body (faults);
  g_autoptr (GPtrArray) headers = make_headers (faults, is_glue);

  tarn_wire_endpoint_set_checks_signatures (wire.endpoint, HAS (faults, FAULT_INCOMPLETE)
                                                               || HAS (faults, FAULT_SIGNATURE));
  return wire_ask (&wire, HAS (faults, FAULT_METHOD) ? "DELETE" : "POST", path, query,
                   (const char *const *) headers->pdata, body);
}

/* Glue's path has nothing that could be wrong, and DataZone's requests have no target. */
static gboolean
is_possible (Fault fault, gboolean is_glue)
{
  return is_glue ? fault != FAULT_PATH && fault != FAULT_PATH_ESCAPE : fault != FAULT_TARGET;
}

static void
assert_refusal (guint faults, gboolean is_glue, Fault expected)
{
  g_autofree char *told = ask (faults, is_glue);

  if (!g_str_has_prefix (told, refusals[expected]))
    g_error ("%s request with the faults %x: %.80s instead of %s", is_glue ? "Glue" : "DataZone",
             faults, told, refusals[expected]);
}

static void
test_row (gconstpointer data)
{
  Fault fault = GPOINTER_TO_UINT (data);

  for (gboolean is_glue = FALSE; is_glue <= TRUE; is_glue++)
    if (is_possible (fault, is_glue))
      {
        assert_refusal (BIT (fault), is_glue, fault);
        for (Fault other = fault + 1; other < N_FAULTS; other++)
          if (is_possible (other, is_glue))
            assert_refusal (BIT (fault) | BIT (other), is_glue, fault);
      }
}

static void
test_no_fault (void)
{
  g_autofree char *glue = ask (0, TRUE);
  g_autofree char *datazone = ask (0, FALSE);

  g_assert_true (g_str_has_prefix (glue, "400 InvalidInputException "));
  g_assert_true (g_str_has_prefix (datazone, "400 ValidationException "));
}

/* The limits themselves are accepted. */
static void
test_limits (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *path_filler = g_strnfill (8191, 'a');
  g_autofree char *path = g_strconcat ("/", path_filler, NULL);
  g_autofree char *query = g_strnfill (32 * 1024, 'a');
  g_autofree char *body = g_strnfill (1024 * 1024, ' ');
  const char *headers[201] = { AUTHORIZED_BY (KEY_ID), "X-Amz-Target: AWSGlue." LIST_REFRESHES };

  for (guint i = 2; i < 200; i++)
    headers[i] = "X: y";
  body[0] = '{';
  body[1] = '}';
  g_autofree char *long_path = wire_ask (&wire, "POST", path, NULL, headers, "{}");
  g_assert_true (g_str_has_prefix (long_path, "404 "));
  g_autofree char *long_rest = wire_ask (&wire, "POST", "/", query, headers, body);
  g_assert_true (g_str_has_prefix (long_rest, "200 ok "));
}

static void
test_parameter_escape (void)
{
  static const char *const headers[]
      = { "Host: localhost", "X-Amz-Date: 20150830T123600Z",
          "Authorization: AWS4-HMAC-SHA256 Credential=" KEY_ID
          "/20150830/us-east-1/datazone/aws4_request, SignedHeaders=host;x-amz-date, "
          "Signature=0000000000000000000000000000000000000000000000000000000000000000",
          NULL };
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *path = make_path (&wire, 0, FALSE);
  g_autofree char *unchecked = wire_ask (&wire, "GET", path, "status=%", headers, NULL);

  g_assert_true (g_str_has_prefix (unchecked, "400 SerializationException "));
  tarn_wire_endpoint_set_checks_signatures (wire.endpoint, TRUE);
  g_autofree char *checked = wire_ask (&wire, "GET", path, "status=%", headers, NULL);
  g_assert_true (g_str_has_prefix (checked, "400 SerializationException "));
}

static void
test_json (void)
{
  static const char *const bodies[] = { "[]",
                                        "1",
                                        "{\"a\":1,\"a\":2}",
                                        "{\"a\":1e999}",
                                        "{\"a\":9223372036854775808}",
                                        "{\"a\":\"\\u0000\"}",
                                        "{} {}" };
  g_auto (Wire) wire = wire_new (1);

  for (guint depth = 64; depth <= 65; depth++)
    {
      g_autofree char *open = g_strnfill (depth - 1, '[');
      g_autofree char *close = g_strnfill (depth - 1, ']');
      g_autofree char *body = g_strconcat ("{\"a\":", open, close, "}", NULL);
      g_autofree char *told = wire_ask_glue (&wire, LIST_REFRESHES, body);

      g_assert_true (
          g_str_has_prefix (told, depth == 64 ? "200 ok " : "400 SerializationException "));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *told = wire_ask_glue (&wire, LIST_REFRESHES, bodies[i]);

      g_assert_true (g_str_has_prefix (told, "400 SerializationException "));
    }
}

static void
test_type_names_member (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *member = wire_ask_glue (&wire, LIST_REFRESHES, "{\"MaxResults\":\"5\"}");
  g_autofree char *parameter = wire_ask_datazone (&wire, "GET", "", "maxResults=x", NULL);

  g_assert_nonnull (strstr (member, "MaxResults"));
  g_assert_nonnull (strstr (parameter, "maxResults"));
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-wire-endpoint.h: chapter: | the path is over 8 KiB or the query over 32 KiB | RequestEntityTooLargeException | 414 |", NULL, test_row, GUINT_TO_POINTER (FAULT_PATH_SIZE) },
  { "tarn-wire-endpoint.h: chapter: or the query over 32 KiB | RequestEntityTooLargeException | 414 |", NULL, test_row, GUINT_TO_POINTER (FAULT_QUERY_SIZE) },
  { "tarn-wire-endpoint.h: chapter: | there are over 200 headers, or over 64 KiB of them | RequestEntityTooLargeException | 431 |", NULL, test_row, GUINT_TO_POINTER (FAULT_HEADERS) },
  { "tarn-wire-endpoint.h: chapter: | the body is over 1 MiB | RequestEntityTooLargeException | 413 |", NULL, test_row, GUINT_TO_POINTER (FAULT_BODY_SIZE) },
  { "tarn-wire-endpoint.h: chapter: | a header line has no colon or no valid name, or contains a line break | SerializationException | 400 |", NULL, test_row, GUINT_TO_POINTER (FAULT_HEADER_LINE) },
  { "tarn-wire-endpoint.h: chapter: | there is no such path | UnknownOperationException | 404 |", NULL, test_row, GUINT_TO_POINTER (FAULT_PATH) },
  { "tarn-wire-endpoint.h: chapter: | the path exists, but not with this method | UnknownOperationException | 405 |", NULL, test_row, GUINT_TO_POINTER (FAULT_METHOD) },
  { "tarn-wire-endpoint.h: chapter: | X-Amz-Target is missing, or names no operation of the endpoint; the message names it | UnknownOperationException | 404 |", NULL, test_row, GUINT_TO_POINTER (FAULT_TARGET) },
  { "tarn-wire-endpoint.h: chapter: | the path has an escape that is not valid, or the escape of a NUL | SerializationException | 400 |", NULL, test_row, GUINT_TO_POINTER (FAULT_PATH_ESCAPE) },
  { "tarn-wire-endpoint.h: chapter: | Authorization is missing | MissingAuthenticationTokenException | 403 |", NULL, test_row, GUINT_TO_POINTER (FAULT_NO_AUTHORIZATION) },
  { "tarn-wire-endpoint.h: chapter: | Authorization is not `AWS4-HMAC-SHA256 Credential=ID/...` | IncompleteSignatureException | 400 |", NULL, test_row, GUINT_TO_POINTER (FAULT_SCHEME) },
  { "tarn-wire-endpoint.h: chapter: | the endpoint does not have this access key | UnrecognizedClientException | 403 |", NULL, test_row, GUINT_TO_POINTER (FAULT_KEY) },
  { "tarn-wire-endpoint.h: chapter: | signatures are checked, and this one is not complete | IncompleteSignatureException | 400 |", NULL, test_row, GUINT_TO_POINTER (FAULT_INCOMPLETE) },
  { "tarn-wire-endpoint.h: chapter: | signatures are checked, and this one is not right | InvalidSignatureException | 403 |", NULL, test_row, GUINT_TO_POINTER (FAULT_SIGNATURE) },
  { "tarn-wire-endpoint.h: chapter: | the body is no JSON object", NULL, test_row, GUINT_TO_POINTER (FAULT_JSON) },
  { "tarn-wire-endpoint.h: chapter: | a member or a parameter has the wrong type", NULL, test_row, GUINT_TO_POINTER (FAULT_TYPE) },
  { "tarn-wire-endpoint.h: chapter: Then the operation checks its input", test_no_fault },
  { "tarn-wire-endpoint.h: chapter: the path is over 8 KiB", test_limits },
  { "tarn-wire-endpoint.h: chapter: When signatures are checked, a parameter with an escape that is not valid is refused at that step already.", test_parameter_escape },
  { "tarn-wire-endpoint.h: chapter: or has a member twice, a number that is too large or a NUL in a string, or is nested over 64 deep | SerializationException | 400 |", test_json },
  { "tarn-wire-endpoint.h: chapter: a member or a parameter has the wrong type, and the message names it", test_type_names_member },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
