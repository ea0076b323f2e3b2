/* SPDX-License-Identifier: MIT */
#include "wire/request.h"

#include <string.h>

#include "wire/json-reader.h"
#include "wire/refusal.h"

/* --- Headers ---------------------------------------------------------------------------------- */

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

TarnWireHeader
tarn_wire_header_parse (const char *line)
{
  const char *colon = strchr (line, ':');
  const char *value = colon + 1;

  while (is_blank (*value))
    value++;
  const char *end = value + strlen (value);
  while (end > value && is_blank (end[-1]))
    end--;
  return (TarnWireHeader){ line, (gsize) (colon - line), value, (gsize) (end - value) };
}

gboolean
tarn_wire_request_find_header (const TarnWireRequest *request, const char *name, gsize name_length,
                               TarnWireHeader *out_header)
{
  for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i++)
    {
      const char *line = request->headers[i];

      /* The first letter is a quick test, because it differs in most headers. */
      if (g_ascii_tolower (line[0]) != g_ascii_tolower (name[0])
          || g_ascii_strncasecmp (line, name, name_length) != 0 || line[name_length] != ':')
        continue;

      *out_header = tarn_wire_header_parse (line);
      return TRUE;
    }
  return FALSE;
}

/* Counts letters, digits, and the other characters that a token of HTTP may have. */
static gsize
measure_name (const char *line)
{
  gsize length = 0;

  while (g_ascii_isalnum (line[length])
         || (line[length] != '\0' && strchr ("!#$%&'*+-.^_`|~", line[length]) != NULL))
    length++;
  return length;
}

static gboolean
check_header_line (const char *line, GError **error)
{
  gsize length = measure_name (line);

  if (length > 0 && line[length] == ':' && strpbrk (line, "\r\n") == NULL)
    return TRUE;

  return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_SERIALIZATION,
                           "A header is not of the form 'Name: value': %.100s", line);
}

static gboolean
check_headers (const char *const *headers, GError **error)
{
  gsize n_bytes = 0;

  for (guint i = 0; headers != NULL && headers[i] != NULL; i++)
    {
      n_bytes += strlen (headers[i]);
      if (i < TARN_WIRE_HEADERS_MAX && n_bytes <= TARN_WIRE_HEADER_BYTES_MAX)
        continue;

      return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_HEADERS_TOO_LARGE,
                               "The headers are more than %d, or over %d bytes",
                               TARN_WIRE_HEADERS_MAX, TARN_WIRE_HEADER_BYTES_MAX);
    }
  return TRUE;
}

static gboolean
check_header_lines (const char *const *headers, GError **error)
{
  for (guint i = 0; headers != NULL && headers[i] != NULL; i++)
    if (!check_header_line (headers[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
check_size (gsize size, gsize max, TarnWireRefusal refusal, const char *what, GError **error)
{
  if (size <= max)
    return TRUE;

  return tarn_wire_refuse (error, (gint) refusal, "The %s is over %" G_GSIZE_FORMAT " bytes", what,
                           max);
}

gboolean
tarn_wire_request_check (const TarnWireRequest *request, GError **error)
{
  gsize query_size = request->query != NULL ? strlen (request->query) : 0;

  return check_size (strlen (request->path), TARN_WIRE_PATH_MAX, TARN_WIRE_REFUSAL_URI_TOO_LONG,
                     "path", error)
         && check_size (query_size, TARN_WIRE_QUERY_MAX, TARN_WIRE_REFUSAL_URI_TOO_LONG, "query",
                        error)
         && check_headers (request->headers, error)
         && check_size (request->body_size, TARN_WIRE_BODY_MAX, TARN_WIRE_REFUSAL_BODY_TOO_LARGE,
                        "body", error)
         && check_header_lines (request->headers, error);
}

/* --- Escapes ---------------------------------------------------------------------------------- */

char *
tarn_wire_unescape (const char *text, gsize length, const char *what, GError **error)
{
  char *plain = g_uri_unescape_segment (text, text + length, NULL);

  if (plain == NULL)
    g_set_error (error, TARN_WIRE_REFUSAL, TARN_WIRE_REFUSAL_SERIALIZATION,
                 "The %s has an escape that is none, or one of a NUL", what);
  return plain;
}
