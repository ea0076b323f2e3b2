/* SPDX-License-Identifier: MIT */
/* Makes the response to a request. */
#pragma once

#include <tarn-wire/tarn-wire-response.h>

/* @content_type and @exception (NULL for success) are static. The function takes @body. */
TarnWireResponse *tarn_wire_response_new (guint status, const char *content_type,
                                          const char *exception, guint64 number, GString *body);
