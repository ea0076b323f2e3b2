/* SPDX-License-Identifier: MIT */
/* The errors for which the library refuses a request before it calls any operation. */
#pragma once

#include <glib.h>

#define TARN_WIRE_REFUSAL (tarn_wire_refusal_quark ())

typedef enum
{
  TARN_WIRE_REFUSAL_URI_TOO_LONG = 1,
  TARN_WIRE_REFUSAL_HEADERS_TOO_LARGE,
  TARN_WIRE_REFUSAL_BODY_TOO_LARGE,
  TARN_WIRE_REFUSAL_SERIALIZATION,
  TARN_WIRE_REFUSAL_UNKNOWN_OPERATION,
  TARN_WIRE_REFUSAL_WRONG_METHOD,
  TARN_WIRE_REFUSAL_MISSING_AUTHENTICATION,
  TARN_WIRE_REFUSAL_INCOMPLETE_SIGNATURE,
  TARN_WIRE_REFUSAL_UNRECOGNIZED_CLIENT,
  TARN_WIRE_REFUSAL_INVALID_SIGNATURE,
} TarnWireRefusal;

GQuark tarn_wire_refusal_quark (void);

/* Calls g_set_error() and gives FALSE, so that a check can fail in one statement. */
#define tarn_wire_refuse(error, ...) (g_set_error (error, TARN_WIRE_REFUSAL, __VA_ARGS__), FALSE)

/*
 * Returns the answer to an error of this domain or of a service. Returns FALSE for all other errors, which
 * get no answer.
 */
gboolean tarn_wire_refusal_describe (const GError *error, const char **out_exception,
                                     guint *out_status);

/* Returns whether @error says that a service lost its reply. */
gboolean tarn_wire_refusal_is_reply_lost (const GError *error);
