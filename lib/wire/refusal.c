/* SPDX-License-Identifier: MIT */
#include "wire/refusal.h"

#include <tarn-wire/tarn-wire-error.h>
#include <tarn/tarn-datazone-client.h>
#include <tarn/tarn-glue-client.h>

typedef struct
{
  const char *exception;
  guint status;
} Refusal;

/* clang-format off */

static const Refusal refusals[] = {
  [TARN_WIRE_REFUSAL_URI_TOO_LONG] = { "RequestEntityTooLargeException", 414 },
  [TARN_WIRE_REFUSAL_HEADERS_TOO_LARGE] = { "RequestEntityTooLargeException", 431 },
  [TARN_WIRE_REFUSAL_BODY_TOO_LARGE] = { "RequestEntityTooLargeException", 413 },
  [TARN_WIRE_REFUSAL_SERIALIZATION] = { "SerializationException", 400 },
  [TARN_WIRE_REFUSAL_UNKNOWN_OPERATION] = { "UnknownOperationException", 404 },
  [TARN_WIRE_REFUSAL_WRONG_METHOD] = { "UnknownOperationException", 405 },
  [TARN_WIRE_REFUSAL_MISSING_AUTHENTICATION] = { "MissingAuthenticationTokenException", 403 },
  [TARN_WIRE_REFUSAL_INCOMPLETE_SIGNATURE] = { "IncompleteSignatureException", 400 },
  [TARN_WIRE_REFUSAL_UNRECOGNIZED_CLIENT] = { "UnrecognizedClientException", 403 },
  [TARN_WIRE_REFUSAL_INVALID_SIGNATURE] = { "InvalidSignatureException", 403 },
};

/* clang-format on */

/* Used instead of G_DEFINE_QUARK(), which is not safe for two threads at once. */
static GQuark
ensure_quark (gsize *quark, const char *name)
{
  if (g_once_init_enter (quark))
    g_once_init_leave (quark, g_quark_from_static_string (name));
  return (GQuark) *quark;
}

GQuark
tarn_wire_refusal_quark (void)
{
  static gsize quark;

  return ensure_quark (&quark, "tarn-wire-refusal-quark");
}

G_DEFINE_ENUM_TYPE (TarnWireError, tarn_wire_error,
                    G_DEFINE_ENUM_VALUE (TARN_WIRE_ERROR_REPLY_LOST, "reply-lost"),
                    G_DEFINE_ENUM_VALUE (TARN_WIRE_ERROR_INVALID_ACCESS_KEY, "invalid-access-key"))

GQuark
tarn_wire_error_quark (void)
{
  static gsize quark;

  return ensure_quark (&quark, "tarn-wire-error-quark");
}

gboolean
tarn_wire_refusal_describe (const GError *error, const char **out_exception, guint *out_status)
{
  if (error->domain == TARN_GLUE_ERROR)
    {
      *out_exception = tarn_glue_error_get_exception_name ((TarnGlueError) error->code);
      *out_status = tarn_glue_error_get_http_status ((TarnGlueError) error->code);
      return TRUE;
    }
  if (error->domain == TARN_DATAZONE_ERROR)
    {
      *out_exception = tarn_datazone_error_get_exception_name ((TarnDataZoneError) error->code);
      *out_status = tarn_datazone_error_get_http_status ((TarnDataZoneError) error->code);
      return TRUE;
    }
  if (error->domain != TARN_WIRE_REFUSAL)
    return FALSE;

  *out_exception = refusals[error->code].exception;
  *out_status = refusals[error->code].status;
  return TRUE;
}

gboolean
tarn_wire_refusal_is_reply_lost (const GError *error)
{
  if (error->domain == TARN_GLUE_ERROR)
    return tarn_glue_error_is_reply_lost (error);

  return error->domain == TARN_DATAZONE_ERROR && tarn_datazone_error_is_reply_lost (error);
}
