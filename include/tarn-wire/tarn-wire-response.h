/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_WIRE_TYPE_RESPONSE (tarn_wire_response_get_type ())

/**
 * TarnWireResponse:
 *
 * The answer of a service to a request: a status, headers and a body. A response is immutable and stays valid
 * after the endpoint is gone. Any thread may take and give back its references.
 *
 * Since: 1.0
 */
typedef struct _TarnWireResponse TarnWireResponse;

TARN_AVAILABLE_IN_1_0
GType tarn_wire_response_get_type (void) G_GNUC_CONST;

/**
 * tarn_wire_response_ref:
 * @self: a response
 *
 * Takes one more reference; legal from any thread.
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnWireResponse *tarn_wire_response_ref (TarnWireResponse *self);

/**
 * tarn_wire_response_unref:
 * @self: (transfer full): a response
 *
 * Gives a reference back; legal from any thread.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_wire_response_unref (TarnWireResponse *self);

/**
 * tarn_wire_response_get_status:
 * @self: a response
 *
 * Returns: the HTTP status, 200 for success
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_wire_response_get_status (const TarnWireResponse *self);

/**
 * tarn_wire_response_get_header:
 * @self: a response
 * @name: the name of a header, in any case
 *
 * Returns: (nullable): the value of the header, or %NULL if the response has no such header
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_wire_response_get_header (const TarnWireResponse *self, const char *name);

/**
 * tarn_wire_response_list_headers:
 * @self: a response
 *
 * Lists the headers: `content-type`, `content-length`, `x-amzn-requestid` and, for an error,
 * `x-amzn-errortype`, always in this order. There is no date, because the clock of the simulation is not that
 * of the client.
 *
 * Returns: (transfer full) (array zero-terminated=1): lines of the form `name: value`, without line breaks
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char **tarn_wire_response_list_headers (const TarnWireResponse *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_wire_response_get_body:
 * @self: a response
 * @out_size: (out): the size of the body in bytes
 *
 * Returns: (transfer none) (array length=out_size): the body, followed by a NUL that does not count; never
 *   %NULL
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const guint8 *tarn_wire_response_get_body (const TarnWireResponse *self, gsize *out_size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnWireResponse, tarn_wire_response_unref)

G_END_DECLS
