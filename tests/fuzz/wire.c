/* SPDX-License-Identifier: MIT */
/*
 * libFuzzer makes up to four requests, which are sent one after the other. Two forks of the engine must give
 * the same response to each request, and a client must be able to read the response. A third fork checks
 * signatures and must refuse each request.
 */
#include "wire-world.h"

#include <jansson.h>

enum
{
  REQUESTS_MAX = 4,
  HEADERS_MAX = 250,
};

#define SEPARATOR "\x1e"

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static FuzzWorld world; /* never freed */

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  (void) argc;
  (void) argv;

  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  world = fuzz_world_new ();
  return 0;
}

static TarnWireEndpoint *
make_endpoint (gboolean checks_signatures)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnPrincipal) me = tarn_principal_new (TARN_SAMPLE_ACCOUNT_ID, NULL, &error);
  g_autoptr (TarnEngine) fork
      = tarn_engine_fork (tarn_sample_get_engine (world.sample), NULL, NULL, &error);
  g_assert_no_error (error);
  TarnWireEndpoint *endpoint = tarn_wire_endpoint_new (fork);

  tarn_wire_endpoint_add_access_key (endpoint, FUZZ_KEY_ID, FUZZ_SECRET, me, &error);
  g_assert_no_error (error);
  tarn_wire_endpoint_set_checks_signatures (endpoint, checks_signatures);
  return endpoint;
}

/* --- Requests --------------------------------------------------------------------------------- */

typedef struct
{
  char *method;
  char *path;
  char *query;
  GPtrArray *headers;
  const guint8 *body;
  gsize body_size;
} Request;

/* Returns the first line of the rest, without its end, and moves on to the next line. */
static char *
take_line (const guint8 **at, gsize *left)
{
  const guint8 *end = memchr (*at, '\n', *left);
  gsize length = end != NULL ? (gsize) (end - *at) : *left;
  char *line = g_strndup ((const char *) *at, length);

  *at += length + (end != NULL ? 1 : 0);
  *left -= length + (end != NULL ? 1 : 0);
  return line;
}

static void
take_headers (GPtrArray *headers, const guint8 **at, gsize *left)
{
  while (*left > 0 && headers->len < HEADERS_MAX)
    {
      g_autofree char *line = take_line (at, left);

      if (*line == '\0')
        return;
      g_ptr_array_add (headers, g_steal_pointer (&line));
    }
}

static Request
read_request (const guint8 *data, gsize size)
{
  Request request = { .headers = g_ptr_array_new_with_free_func (g_free) };
  g_autofree char *first = take_line (&data, &size);
  gboolean is_signed = *first != '!';
  g_auto (GStrv) words = g_strsplit (first + (is_signed ? 0 : 1), " ", 2);
  g_auto (GStrv) parts = g_strsplit (words[0] != NULL && words[1] != NULL ? words[1] : "/", "?", 2);

  request.method = g_strdup (words[0] != NULL ? words[0] : "POST");
  request.path = g_strdup (parts[0] != NULL ? parts[0] : "");
  request.query = g_strdup (parts[0] != NULL ? parts[1] : NULL);
  take_headers (request.headers, &data, &size);
  if (is_signed)
    g_ptr_array_add (request.headers, g_strdup (FUZZ_SIGNED));
  g_ptr_array_add (request.headers, NULL);
  request.body = data;
  request.body_size = size;
  return request;
}

static void
clear_request (Request *request)
{
  g_free (request->method);
  g_free (request->path);
  g_free (request->query);
  g_ptr_array_unref (request->headers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, clear_request)

/* --- Answers ---------------------------------------------------------------------------------- */

static void
assert_readable (TarnWireResponse *response)
{
  guint status = tarn_wire_response_get_status (response);
  const char *exception = tarn_wire_response_get_header (response, "x-amzn-errortype");
  gsize size;
  const char *body = (const char *) tarn_wire_response_get_body (response, &size);

  g_assert_true (status == 200 || (status >= 400 && status < 500));
  g_assert_cmpint (exception == NULL, ==, status == 200);
  g_assert_cmpuint (strlen (body), ==, size);
  if (size == 0)
    return;

  json_t *document = json_loadb (body, size, JSON_REJECT_DUPLICATES, NULL);
  g_assert_true (json_is_object (document));
  if (exception != NULL)
    g_assert_true (json_is_string (json_object_get (document, "message")));
  json_decref (document);
}

static TarnWireResponse *
answer (TarnWireEndpoint *endpoint, const Request *request)
{
  g_autoptr (GError) error = NULL;
  TarnWireResponse *response
      = tarn_wire_endpoint_handle (endpoint, request->method, request->path, request->query,
                                   (const char *const *) request->headers->pdata, request->body,
                                   request->body_size, &error);

  g_assert_no_error (error);
  assert_readable (response);
  return response;
}

static void
assert_same (TarnWireResponse *one, TarnWireResponse *other)
{
  gsize size, other_size;
  const guint8 *body = tarn_wire_response_get_body (one, &size);
  const guint8 *other_body = tarn_wire_response_get_body (other, &other_size);
  g_auto (GStrv) headers = tarn_wire_response_list_headers (one);
  g_auto (GStrv) other_headers = tarn_wire_response_list_headers (other);

  g_assert_cmpuint (size, ==, other_size);
  g_assert_true (memcmp (body, other_body, size) == 0);
  g_assert_true (g_strv_equal ((const char *const *) headers, (const char *const *) other_headers));
}

/* The signature is made up, so an endpoint that checks signatures refuses the request. */
static void
assert_refused (TarnWireEndpoint *endpoint, const Request *request)
{
  g_autoptr (TarnWireResponse) response = answer (endpoint, request);

  g_assert_cmpuint (tarn_wire_response_get_status (response), !=, 200);
}

static void
try_request (TarnWireEndpoint *endpoints[3], const guint8 *data, gsize size)
{
  g_auto (Request) request = read_request (data, size);
  g_autoptr (TarnWireResponse) one = answer (endpoints[0], &request);
  g_autoptr (TarnWireResponse) other = answer (endpoints[1], &request);

  assert_same (one, other);
  assert_refused (endpoints[2], &request);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  TarnWireEndpoint *endpoints[]
      = { make_endpoint (FALSE), make_endpoint (FALSE), make_endpoint (TRUE) };

  for (guint i = 0; i < REQUESTS_MAX && size > 0; i++)
    {
      const guint8 *end = memchr (data, SEPARATOR[0], size);
      gsize length = end != NULL ? (gsize) (end - data) : size;

      try_request (endpoints, data, length);
      data += length + (end != NULL ? 1 : 0);
      size -= length + (end != NULL ? 1 : 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++)
    g_object_unref (endpoints[i]);
  return 0;
}
