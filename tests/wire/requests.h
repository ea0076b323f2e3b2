/* SPDX-License-Identifier: MIT */
/*
 * A sample behind an endpoint, and requests as the SDKs send them. Tests compare each answer as one text,
 * `STATUS EXCEPTION BODY`, so that a failed assertion shows the difference. All functions are inline, because
 * no test needs all of them.
 */
#pragma once

#include <tarn-wire/tarn-wire.h>

#include "worlds/sample.h"

#define KEY_ID "AKIDEXAMPLE"
#define SECRET "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
#define OTHER_KEY_ID "AKIDOTHER"
#define OTHER_ACCOUNT_ID "111122223333"
#define AUTHORIZED_BY(id)                                                                          \
  "Authorization: AWS4-HMAC-SHA256 Credential=" id                                                 \
  "/20000101/eu-west-1/glue/aws4_request, SignedHeaders=host, Signature=0"
#define VIEW_OF(table)                                                                             \
  "{\"CatalogId\":\"" TARN_SAMPLE_ACCOUNT_ID                                                       \
  "\",\"DatabaseName\":\"sales\",\"TableName\":\"" table "\"}"
#define DAILY_VIEW VIEW_OF ("daily")
#define FAILURE(exception, message)                                                                \
  exception " {\"__type\":\"" exception "\",\"Message\":\"" message "\",\"message\":\"" message    \
            "\"}"
#define ENTITY_FAILURE(exception, message, is_federated)                                           \
  exception " {\"__type\":\"" exception "\",\"Message\":\"" message "\",\"message\":\"" message    \
            "\",\"FromFederationSource\":" is_federated "}"
#define INVALID_INPUT(message) ENTITY_FAILURE ("InvalidInputException", message, "false")
#define DOMAINS "/v2/domains"
#define DOMAIN DOMAINS "/DOMAIN"
#define STRANGER "arn:aws:iam::123456789012:user/stranger"
#define ASSET                                                                                      \
  "{\"name\":\"a\",\"typeIdentifier\":\"GlueTableAssetType\","                                     \
  "\"owningProjectIdentifier\":\"PROJECT\"}"
#define REST_FAILURE(exception, message) exception " {\"message\":\"" message "\"}"

typedef struct
{
  TarnSample *sample;
  TarnWireEndpoint *endpoint;
} Wire;

static inline void
wire_add_key (const Wire *wire, const char *id, const char *secret, const char *account_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnPrincipal) principal = principal_new (account_id, NULL);

  tarn_wire_endpoint_add_access_key (wire->endpoint, id, secret, principal, &error);
  g_assert_no_error (error);
}

static inline Wire
wire_new (guint64 seed)
{
  Wire wire = { .sample = tarn_sample_new (seed) };

  wire.endpoint = tarn_wire_endpoint_new (tarn_sample_get_engine (wire.sample));
  wire_add_key (&wire, KEY_ID, SECRET, TARN_SAMPLE_ACCOUNT_ID);
  wire_add_key (&wire, OTHER_KEY_ID, NULL, OTHER_ACCOUNT_ID);
  return wire;
}

static inline void
wire_clear (Wire *wire)
{
  g_clear_object (&wire->endpoint);
  g_clear_pointer (&wire->sample, tarn_sample_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wire, wire_clear)

/* --- Requests --------------------------------------------------------------------------------- */

static inline TarnWireResponse *
wire_try (const Wire *wire, const char *method, const char *path, const char *query,
          const char *const *headers, const char *body, GError **error)
{
  return tarn_wire_endpoint_handle (wire->endpoint, method, path, query, headers,
                                    (const guint8 *) body, body != NULL ? strlen (body) : 0, error);
}

/* Takes @response and returns it as a text, or @error as a text if @response is NULL. */
static inline char *
wire_log (TarnWireResponse *response, const GError *error)
{
  g_autoptr (TarnWireResponse) own = response;
  gsize size;

  if (own == NULL)
    return g_strdup_printf ("%s %d: %s", g_quark_to_string (error->domain), error->code,
                            error->message);

  const char *exception = tarn_wire_response_get_header (own, "X-Amzn-ErrorType");
  const char *body = (const char *) tarn_wire_response_get_body (own, &size);
  g_assert_cmpuint (strlen (body), ==, size);
  g_autofree char *told = g_strjoin (" ", exception != NULL ? exception : "ok", body, NULL);
  return g_strdup_printf ("%u %s", tarn_wire_response_get_status (own), told);
}

static inline char *
wire_ask (const Wire *wire, const char *method, const char *path, const char *query,
          const char *const *headers, const char *body)
{
  g_autoptr (GError) error = NULL;
  TarnWireResponse *response = wire_try (wire, method, path, query, headers, body, &error);

  return wire_log (response, error);
}

static inline TarnWireResponse *
wire_try_glue (const Wire *wire, const char *key, const char *operation, const char *body,
               GError **error)
{
  g_autofree char *target = g_strconcat ("X-Amz-Target: AWSGlue.", operation, NULL);
  const char *const headers[] = { "Content-Type: application/x-amz-json-1.1", target, key, NULL };

  return wire_try (wire, "POST", "/", NULL, headers, body, error);
}

static inline char *
wire_ask_glue (const Wire *wire, const char *operation, const char *body)
{
  g_autoptr (GError) error = NULL;
  TarnWireResponse *response
      = wire_try_glue (wire, AUTHORIZED_BY (KEY_ID), operation, body, &error);

  return wire_log (response, error);
}

/* Puts the ids of the sample into a text, for the words DOMAIN, PROJECT and ASSET_ID. */
static inline char *
wire_fill (const Wire *wire, const char *text)
{
  GString *filled = g_string_new (text);

  g_string_replace (filled, "DOMAIN", tarn_sample_get_domain_id (wire->sample), 0);
  g_string_replace (filled, "PROJECT", tarn_sample_get_project_id (wire->sample), 0);
  g_string_replace (filled, "ASSET_ID", tarn_sample_get_asset_id (wire->sample), 0);
  return g_string_free (filled, FALSE);
}

/* Sends a request whose path and body have these words. */
static inline TarnWireResponse *
wire_try_set_up (const Wire *wire, const char *key, const char *method, const char *path,
                 const char *query, const char *body, GError **error)
{
  const char *const headers[] = { "content-type: application/json", key, NULL };
  g_autofree char *filled_path = wire_fill (wire, path);
  g_autofree char *filled_body = body != NULL ? wire_fill (wire, body) : NULL;

  return wire_try (wire, method, filled_path, query, headers, filled_body, error);
}

static inline char *
wire_ask_set_up (const Wire *wire, const char *method, const char *path, const char *query,
                 const char *body)
{
  g_autoptr (GError) error = NULL;
  TarnWireResponse *response
      = wire_try_set_up (wire, AUTHORIZED_BY (KEY_ID), method, path, query, body, &error);

  return wire_log (response, error);
}

/* Sends a request with the path of the runs of the sample's domain, followed by @rest. */
static inline TarnWireResponse *
wire_try_datazone (const Wire *wire, const char *key, const char *method, const char *rest,
                   const char *query, const char *body, GError **error)
{
  g_autofree char *path = g_strconcat ("/v2/domains/", tarn_sample_get_domain_id (wire->sample),
                                       "/metadata-generation-runs", rest, NULL);
  const char *const headers[] = { "content-type: application/json", key, NULL };

  return wire_try (wire, method, path, query, headers, body, error);
}

static inline char *
wire_ask_datazone (const Wire *wire, const char *method, const char *rest, const char *query,
                   const char *body)
{
  g_autoptr (GError) error = NULL;
  TarnWireResponse *response
      = wire_try_datazone (wire, AUTHORIZED_BY (KEY_ID), method, rest, query, body, &error);

  return wire_log (response, error);
}

/*
 * Returns the body of a start for the asset of the sample, with @types in the list and @more members at the
 * end.
 */
static inline char *
wire_metadata_body (const Wire *wire, const char *types, const char *more)
{
  return g_strdup_printf ("{\"target\":{\"type\":\"ASSET\",\"identifier\":\"%s\"},"
                          "\"owningProjectIdentifier\":\"%s\",\"types\":[%s]%s}",
                          tarn_sample_get_asset_id (wire->sample),
                          tarn_sample_get_project_id (wire->sample), types, more);
}

/* --- Answers ---------------------------------------------------------------------------------- */

/* Takes @told. */
static inline void
assert_told (char *told, const char *expected)
{
  g_autofree char *own = told;

  g_assert_cmpstr (own, ==, expected);
}

/* Returns the text of the member @name of a body. */
static inline char *
find_text (const char *told, const char *name)
{
  g_autofree char *before = g_strdup_printf ("\"%s\":\"", name);
  const char *at = strstr (told, before);

  g_assert_nonnull (at);
  at += strlen (before);
  return g_strndup (at, strcspn (at, "\""));
}

static inline char *
wire_start_daily (const Wire *wire)
{
  g_autofree char *told = wire_ask_glue (wire, "StartMaterializedViewRefreshTaskRun", DAILY_VIEW);

  g_assert_true (g_str_has_prefix (told, "200 ok "));
  return find_text (told, "MaterializedViewRefreshTaskRunId");
}

static inline char *
wire_start_metadata (const Wire *wire)
{
  g_autofree char *body = wire_metadata_body (wire, "\"BUSINESS_NAMES\"", "");
  g_autofree char *told = wire_ask_datazone (wire, "POST", "", NULL, body);

  g_assert_true (g_str_has_prefix (told, "200 ok "));
  return find_text (told, "id");
}

/* --- Completeness of a test ------------------------------------------------------------------- */

static inline gboolean
wire_speaks (const char *service, const char *operation)
{
  static const char *const unspoken[] = { "CreateGlossaryTerm", "SetBusinessNameGeneration", NULL };

  if (g_str_equal (service, "datazone"))
    return !g_strv_contains (unspoken, operation);

  g_auto (Wire) wire = wire_new (1);
  g_autofree char *told = wire_ask_glue (&wire, operation, "{}");
  return strstr (told, "is not spoken over the wire") == NULL;
}

/* Checks that a test tries each operation that the endpoint offers. The data is its function is_tried(). */
static inline void
wire_assert_all_tried (gconstpointer data)
{
  gboolean (*is_tried) (const char *operation) = (gboolean (*) (const char *)) data;
  static const char *const services[] = { "glue", "datazone" };
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  guint n_spoken = 0;

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_autofree const char **operations
          = tarn_service_list_operations (tarn_engine_get_service (engine, services[i]));

      for (guint j = 0; operations[j] != NULL; j++)
        if (wire_speaks (services[i], operations[j]))
          {
            g_assert_true (is_tried (operations[j]));
            n_spoken++;
          }
    }
  g_assert_cmpuint (n_spoken, ==, 26);
}
