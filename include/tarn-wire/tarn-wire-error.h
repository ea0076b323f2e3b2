/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TARN_WIRE_ERROR:
 *
 * The error domain for errors that have no response at all. An answer of a service is a response, whatever
 * its status.
 */
#define TARN_WIRE_ERROR (tarn_wire_error_quark ())

/**
 * TarnWireError:
 * @TARN_WIRE_ERROR_REPLY_LOST: the operation took effect, and a fault plan lost its reply. The caller must
 *   break the connection to the client. The message is that of the fault plan
 * @TARN_WIRE_ERROR_INVALID_ACCESS_KEY: the id of an access key, or its secret, does not have the right form
 *
 * Errors of the wire library itself, which are no response of a service. More may be added at the end: keep a
 * default branch.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_WIRE_ERROR_REPLY_LOST = 1,
  TARN_WIRE_ERROR_INVALID_ACCESS_KEY,
} TarnWireError;

#define TARN_WIRE_TYPE_ERROR (tarn_wire_error_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_wire_error_get_type (void) G_GNUC_CONST;

/**
 * tarn_wire_error_quark:
 *
 * Returns: %TARN_WIRE_ERROR, the error domain
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GQuark tarn_wire_error_quark (void);

G_END_DECLS
