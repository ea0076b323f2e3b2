/* SPDX-License-Identifier: MIT */
#include <tarn-wire/tarn-wire-endpoint.h>

#include <string.h>
#include <tarn/tarn-error.h>

#include "wire/call.h"
#include "wire/refusal.h"
#include "wire/response.h"
#include "wire/sigv4.h"

enum
{
  OUTPUT_BYTES = 600, /* enough for a run, so that its output needs no second allocation */
  STATUS_OK = 200,
};

struct _TarnWireEndpoint
{
  GObject parent_instance;
  TarnEngine *engine;
  GHashTable *keys; /* access key ids to TarnWireKey */
  gboolean checks_signatures;
  guint64 n_responses;
};

G_DEFINE_FINAL_TYPE (TarnWireEndpoint, tarn_wire_endpoint, G_TYPE_OBJECT)

typedef enum
{
  PROPERTY_ENGINE = 1,
  PROPERTY_CHECKS_SIGNATURES,
  N_PROPERTIES,
} Property;

static GParamSpec *specs[N_PROPERTIES];

static void
get_property (GObject *object, guint number, GValue *value, GParamSpec *spec)
{
  TarnWireEndpoint *self = TARN_WIRE_ENDPOINT (object);

  switch ((Property) number)
    {
    case PROPERTY_ENGINE:
      g_value_set_object (value, self->engine);
      break;
    case PROPERTY_CHECKS_SIGNATURES:
      g_value_set_boolean (value, self->checks_signatures);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, number, spec);
    }
}

static void
set_property (GObject *object, guint number, const GValue *value, GParamSpec *spec)
{
  TarnWireEndpoint *self = TARN_WIRE_ENDPOINT (object);

  switch ((Property) number)
    {
    case PROPERTY_CHECKS_SIGNATURES:
      tarn_wire_endpoint_set_checks_signatures (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, number, spec);
    }
}

static void
tarn_wire_endpoint_finalize (GObject *object)
{
  TarnWireEndpoint *self = TARN_WIRE_ENDPOINT (object);

  g_hash_table_unref (self->keys);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (tarn_wire_endpoint_parent_class)->finalize (object);
}

static void
tarn_wire_endpoint_class_init (TarnWireEndpointClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = tarn_wire_endpoint_finalize;
  object_class->get_property = get_property;
  object_class->set_property = set_property;
  specs[PROPERTY_ENGINE] = g_param_spec_object ("engine", NULL, NULL, TARN_TYPE_ENGINE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  specs[PROPERTY_CHECKS_SIGNATURES]
      = g_param_spec_boolean ("checks-signatures", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, specs);
}

static void
tarn_wire_endpoint_init (TarnWireEndpoint *self)
{
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) tarn_wire_key_unref);
}

TarnWireEndpoint *
tarn_wire_endpoint_new (TarnEngine *engine)
{
  g_return_val_if_fail (TARN_IS_ENGINE (engine), NULL);

  TarnWireEndpoint *self = g_object_new (TARN_WIRE_TYPE_ENDPOINT, NULL);

  self->engine = g_object_ref (engine);
  return self;
}

TarnEngine *
tarn_wire_endpoint_get_engine (TarnWireEndpoint *self)
{
  g_return_val_if_fail (TARN_WIRE_IS_ENDPOINT (self), NULL);

  return self->engine;
}

/* Reads an option, because this is the smallest action that only the owner thread may do. */
static gboolean
check_thread (TarnWireEndpoint *self, const char *what, GError **error)
{
  gint64 value;

  if (tarn_engine_get_option (self->engine, "clock.same-instant-chain-max", &value, NULL))
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD,
               "%s: the engine belongs to another thread", what);
  return FALSE;
}

gboolean
tarn_wire_endpoint_add_access_key (TarnWireEndpoint *self, const char *access_key_id,
                                   const char *secret_access_key, TarnPrincipal *principal,
                                   GError **error)
{
  g_return_val_if_fail (TARN_WIRE_IS_ENDPOINT (self), FALSE);
  g_return_val_if_fail (access_key_id != NULL, FALSE);
  g_return_val_if_fail (principal != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check_thread (self, "an access key cannot be added", error)
      || !tarn_wire_key_check (access_key_id, secret_access_key, error))
    return FALSE;

  TarnWireKey *key = tarn_wire_key_new (self->engine, secret_access_key, principal);
  if (key == NULL)
    return FALSE;

  g_hash_table_insert (self->keys, g_strdup (access_key_id), key);
  return TRUE;
}

void
tarn_wire_endpoint_set_checks_signatures (TarnWireEndpoint *self, gboolean checks_signatures)
{
  g_return_if_fail (TARN_WIRE_IS_ENDPOINT (self));

  checks_signatures = checks_signatures != FALSE;
  if (self->checks_signatures == checks_signatures)
    return;

  self->checks_signatures = checks_signatures;
  g_object_notify_by_pspec (G_OBJECT (self), specs[PROPERTY_CHECKS_SIGNATURES]);
}

gboolean
tarn_wire_endpoint_get_checks_signatures (TarnWireEndpoint *self)
{
  g_return_val_if_fail (TARN_WIRE_IS_ENDPOINT (self), FALSE);

  return self->checks_signatures;
}

/* --- Protocols -------------------------------------------------------------------------------- */

static gboolean
is_signed_for (const TarnWireRequest *request, const char *scope_end)
{
  TarnWireHeader header;

  if (!tarn_wire_request_find_header (request, "Authorization", strlen ("Authorization"), &header))
    return FALSE;

  const char *found = strstr (header.value, scope_end);
  return found != NULL && found < header.value + header.value_length;
}

/*
 * The path decides if it is one of a service. Otherwise the headers show which protocol the caller reads: only
 * a client of AWS Glue names its operation in X-Amz-Target, and a signature names the service.
 */
static const TarnWireProtocol *
choose_protocol (const TarnWireRequest *request)
{
  TarnWireHeader header;

  if (strcmp (request->path, "/") == 0)
    return &tarn_wire_glue;
  if (g_str_has_prefix (request->path, TARN_WIRE_DATAZONE_PATHS))
    return &tarn_wire_datazone;
  if (tarn_wire_request_find_header (request, TARN_WIRE_TARGET, strlen (TARN_WIRE_TARGET), &header)
      || is_signed_for (request, "/glue/aws4_request"))
    return &tarn_wire_glue;

  return &tarn_wire_datazone;
}

/* --- One request ------------------------------------------------------------------------------ */

static gboolean
authenticate (TarnWireEndpoint *self, TarnWireCall *call, GError **error)
{
  if (!tarn_wire_authorization_read (&call->request, &call->authorization, error))
    return FALSE;

  TarnWireKey *key = g_hash_table_lookup (self->keys, call->authorization.access_key_id);
  if (key == NULL)
    return tarn_wire_refuse (
        error, TARN_WIRE_REFUSAL_UNRECOGNIZED_CLIENT,
        "The security token included in the request is invalid: nobody has the access "
        "key %s",
        call->authorization.access_key_id);

  call->key = g_rc_box_acquire (key);
  return !self->checks_signatures
         || tarn_wire_sigv4_check (&call->request, &call->authorization, call->protocol->service,
                                   key->secret, error);
}

static gboolean
parse (TarnWireCall *call, GError **error)
{
  if (!call->operation->has_body)
    return TRUE;

  call->input = tarn_wire_json_parse (call->request.body, call->request.body_size, error);
  return call->input != NULL;
}

static gboolean
serve (TarnWireEndpoint *self, TarnWireCall *call, GError **error)
{
  return tarn_wire_request_check (&call->request, error) && call->protocol->find (call, error)
         && authenticate (self, call, error) && parse (call, error)
         && call->operation->handle (call, error);
}

static TarnWireResponse *
respond (TarnWireEndpoint *self, TarnWireCall *call)
{
  if (call->output->len == 0)
    g_string_append (call->output, call->protocol->empty_output);

  guint status = call->operation->status != 0 ? call->operation->status : STATUS_OK;
  return tarn_wire_response_new (status, call->protocol->content_type, NULL, ++self->n_responses,
                                 g_steal_pointer (&call->output));
}

/*
 * Takes @failure. An error that is neither a service's nor about the request has no response; the function
 * returns it in @error.
 */
static TarnWireResponse *
respond_failure (TarnWireEndpoint *self, TarnWireCall *call, GError *failure, GError **error)
{
  g_autoptr (GError) own = failure;
  const char *exception;
  guint status;

  if (tarn_wire_refusal_is_reply_lost (own))
    {
      g_set_error_literal (error, TARN_WIRE_ERROR, TARN_WIRE_ERROR_REPLY_LOST, own->message);
      return NULL;
    }
  if (!tarn_wire_refusal_describe (own, &exception, &status))
    {
      g_propagate_error (error, g_steal_pointer (&own));
      return NULL;
    }

  call->protocol->write_failure (call->output, exception, own);
  return tarn_wire_response_new (status, call->protocol->content_type, exception,
                                 ++self->n_responses, g_steal_pointer (&call->output));
}

static void
clear_call (TarnWireCall *call)
{
  for (guint i = 0; i < TARN_WIRE_LABELS_MAX; i++)
    g_free (call->labels[i]);
  g_clear_pointer (&call->key, tarn_wire_key_unref);
  json_decref (call->input);
  if (call->output != NULL)
    g_string_free (call->output, TRUE);
}

TarnWireResponse *
tarn_wire_endpoint_handle (TarnWireEndpoint *self, const char *method, const char *path,
                           const char *query, const char *const *headers, const guint8 *body,
                           gsize body_size, GError **error)
{
  g_return_val_if_fail (TARN_WIRE_IS_ENDPOINT (self), NULL);
  g_return_val_if_fail (method != NULL && path != NULL, NULL);
  g_return_val_if_fail (body != NULL || body_size == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_thread (self, "a request cannot be handled", error))
    return NULL;

  /* A cost model or an observer may drop the user's last reference. */
  g_autoptr (TarnWireEndpoint) kept = g_object_ref (self);
  GError *failure = NULL;
  TarnWireCall call = {
    .request = { method, path, query, headers, body, body_size },
    .engine = self->engine,
    .output = g_string_sized_new (OUTPUT_BYTES),
  };
  call.protocol = choose_protocol (&call.request);
  TarnWireResponse *response = serve (kept, &call, &failure)
                                   ? respond (kept, &call)
                                   : respond_failure (kept, &call, failure, error);

  clear_call (&call);
  return response;
}
