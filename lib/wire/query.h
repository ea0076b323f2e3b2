/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Returns the parameter @name unescaped, in *out_value; NULL if there is none. */
gboolean tarn_wire_query_read (const char *query, const char *name, char **out_value,
                               GError **error);
