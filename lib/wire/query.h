/* SPDX-License-Identifier: MIT */
/* Reads the parameters in the query of a request. */
#pragma once

#include <glib.h>

/* Sets *out_value to the unescaped parameter @name, and leaves it as it is if there is no such parameter. */
gboolean tarn_wire_query_read (const char *query, const char *name, char **out_value,
                               GError **error);
