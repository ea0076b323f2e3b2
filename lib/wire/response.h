/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn-wire/tarn-wire-response.h>

/* @content_type and @exception (NULL for success) are static; @body is taken. */
TarnWireResponse *tarn_wire_response_new (guint status, const char *content_type,
                                          const char *exception, guint64 number, GString *body);
