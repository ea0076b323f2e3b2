/* SPDX-License-Identifier: MIT */
/* A request as the library gets it, the check of its size and form, and functions to read its parts. */
#pragma once

#include <glib.h>

enum
{
  TARN_WIRE_PATH_MAX = 8 * 1024,
  TARN_WIRE_QUERY_MAX = 32 * 1024,
  TARN_WIRE_HEADERS_MAX = 200,
  TARN_WIRE_HEADER_BYTES_MAX = 64 * 1024,
};

typedef struct
{
  const char *method;
  const char *path;
  const char *query;          /* or NULL */
  const char *const *headers; /* or NULL */
  const guint8 *body;
  gsize body_size;
} TarnWireRequest;

/* One header line; name and value point into the line. */
typedef struct
{
  const char *name;
  gsize name_length;
  const char *value; /* without blanks around it */
  gsize value_length;
} TarnWireHeader;

gboolean tarn_wire_request_check (const TarnWireRequest *request, GError **error);

/* @line must be from a request that has passed tarn_wire_request_check(). */
TarnWireHeader tarn_wire_header_parse (const char *line);

/* Upper and lower case of @name are the same. Returns FALSE if there is no such header. */
gboolean tarn_wire_request_find_header (const TarnWireRequest *request, const char *name,
                                        gsize name_length, TarnWireHeader *out_header);

/* Returns a new text, or NULL with @error set for a bad escape. The message calls the text @what. */
char *tarn_wire_unescape (const char *text, gsize length, const char *what, GError **error);
