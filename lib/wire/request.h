/* SPDX-License-Identifier: MIT */
/* A request as it came, and its parts: headers, the path's segments, the query's parameters. */
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

/* One line, looked into where it stands. */
typedef struct
{
  const char *name;
  gsize name_length;
  const char *value; /* without blanks around it */
  gsize value_length;
} TarnWireHeader;

gboolean tarn_wire_request_check (const TarnWireRequest *request, GError **error);

/* Of a request that was checked. */
TarnWireHeader tarn_wire_header_parse (const char *line);

/* The name in any case. FALSE if there is none. */
gboolean tarn_wire_request_find_header (const TarnWireRequest *request, const char *name,
                                        gsize name_length, TarnWireHeader *out_header);

/* Returns a new text, or NULL with @error set: what is escaped badly is told as @what. */
char *tarn_wire_unescape (const char *text, gsize length, const char *what, GError **error);
