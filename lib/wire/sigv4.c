/* SPDX-License-Identifier: MIT */
#include "wire/sigv4.h"

#include <string.h>

#include "wire/refusal.h"

#define ALGORITHM "AWS4-HMAC-SHA256"
#define AMZ_DATE "x-amz-date"
#define SCOPE_END "aws4_request"

enum
{
  SHA256_BYTES = 32,
  SCOPE_PARTS = 4, /* date, region, service, aws4_request */
  DATE_LENGTH = 8,
  SHOWN_BYTES_MAX = 4096, /* of a canonical request in a message, to help users find a mistake */
};

/* --- The path --------------------------------------------------------------------------------- */

/* Removes empty segments, "." and "..", as the signers of the SDKs do. */
static char *
normalize_path (const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  gsize length = strlen (path);

  for (guint i = 0; segments[i] != NULL; i++)
    if (strcmp (segments[i], "..") == 0 && kept->len > 0)
      g_ptr_array_set_size (kept, (gint) kept->len - 1);
    else if (*segments[i] != '\0' && strcmp (segments[i], ".") != 0
             && strcmp (segments[i], "..") != 0)
      g_ptr_array_add (kept, segments[i]);

  gboolean ends_with_slash = kept->len > 0 && length > 0 && path[length - 1] == '/';
  g_ptr_array_add (kept, NULL);
  g_autofree char *joined = g_strjoinv ("/", (char **) kept->pdata);
  return g_strconcat ("/", joined, ends_with_slash ? "/" : "", NULL);
}

/* The path is already escaped, and the signature needs it escaped once more. */
static void
append_path (GString *canonical, const char *path)
{
  g_autofree char *normal = normalize_path (path);

  g_string_append_uri_escaped (canonical, normal, "/", FALSE);
}

/* --- The query -------------------------------------------------------------------------------- */

/* Unescapes the text and escapes it again, so that its escapes follow the rules of the signature. */
static gboolean
append_escaped_again (GString *escaped, const char *text, gsize length, GError **error)
{
  g_autofree char *plain = tarn_wire_unescape (text, length, "query", error);

  if (plain != NULL)
    g_string_append_uri_escaped (escaped, plain, NULL, FALSE);
  return plain != NULL;
}

static char *
canonicalize_parameter (const char *parameter, GError **error)
{
  gsize name_length = strcspn (parameter, "=");
  const char *value = parameter + name_length + (parameter[name_length] == '=' ? 1 : 0);
  g_autoptr (GString) escaped = g_string_new (NULL);

  if (!append_escaped_again (escaped, parameter, name_length, error))
    return NULL;
  g_string_append_c (escaped, '=');
  if (!append_escaped_again (escaped, value, strlen (value), error))
    return NULL;
  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

/*
 * Sorts by name, then by value. The separator between them sorts before all characters that a name may have,
 * so a name sorts before a longer name that begins with it.
 */
static gint
compare_parameters (gconstpointer a, gconstpointer b)
{
  const char *one = *(const char *const *) a, *other = *(const char *const *) b;
  gsize length = strcspn (one, "="), other_length = strcspn (other, "=");
  gint order = memcmp (one, other, MIN (length, other_length));

  if (order == 0 && length != other_length)
    return length < other_length ? -1 : 1;
  return order != 0 ? order : strcmp (one + length, other + other_length);
}

static gboolean
append_query (GString *canonical, const char *query, GError **error)
{
  if (query == NULL || *query == '\0')
    return TRUE;

  g_auto (GStrv) parameters = g_strsplit (query, "&", -1);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; parameters[i] != NULL; i++)
    {
      char *parameter
          = *parameters[i] != '\0' ? canonicalize_parameter (parameters[i], error) : NULL;

      if (parameter != NULL)
        g_ptr_array_add (sorted, parameter);
      else if (*parameters[i] != '\0')
        return FALSE;
    }
  g_ptr_array_sort (sorted, compare_parameters);
  for (guint i = 0; i < sorted->len; i++)
    g_string_append_printf (canonical, "%s%s", i > 0 ? "&" : "",
                            (const char *) g_ptr_array_index (sorted, i));
  return TRUE;
}

/* --- The headers ------------------------------------------------------------------------------ */

/* Several blanks in a row count as one. */
static void
append_value (GString *canonical, const TarnWireHeader *header)
{
  for (gsize i = 0; i < header->value_length; i++)
    if (header->value[i] != ' ' || i == 0 || header->value[i - 1] != ' ')
      g_string_append_c (canonical, header->value[i]);
}

static gboolean
append_header (GString *canonical, const TarnWireRequest *request, const char *name, GError **error)
{
  gsize name_length = strlen (name);
  guint n_found = 0;

  g_string_append_printf (canonical, "%s:", name);
  for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i++)
    {
      TarnWireHeader header = tarn_wire_header_parse (request->headers[i]);

      if (header.name_length != name_length
          || g_ascii_strncasecmp (header.name, name, name_length) != 0)
        continue;
      if (n_found++ > 0)
        g_string_append_c (canonical, ',');
      append_value (canonical, &header);
    }
  g_string_append_c (canonical, '\n');
  if (n_found > 0)
    return TRUE;

  return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_INVALID_SIGNATURE,
                           "The signed header '%.100s' is not in the request", name);
}

/* Each header may be signed only once. Otherwise a few bytes of a request could become very many. */
static gboolean
check_first (char **names, guint index, GError **error)
{
  for (guint i = 0; i < index; i++)
    if (strcmp (names[i], names[index]) == 0)
      return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_INVALID_SIGNATURE,
                               "The signed header '%.100s' is named twice", names[index]);

  return TRUE;
}

static gboolean
append_headers (GString *canonical, const TarnWireRequest *request, const char *signed_headers,
                GError **error)
{
  g_auto (GStrv) names = g_strsplit (signed_headers, ";", TARN_WIRE_HEADERS_MAX);

  for (guint i = 0; names[i] != NULL; i++)
    if (!check_first (names, i, error) || !append_header (canonical, request, names[i], error))
      return FALSE;
  if (g_strv_contains ((const char *const *) names, "host"))
    return TRUE;

  return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_INVALID_SIGNATURE,
                           "'host' must be a signed header of Authorization");
}

static char *
canonicalize (const TarnWireRequest *request, const char *signed_headers, GError **error)
{
  g_autoptr (GString) canonical = g_string_new (request->method);
  g_autofree char *body_hash
      = g_compute_checksum_for_data (G_CHECKSUM_SHA256, request->body, request->body_size);

  g_string_append_c (canonical, '\n');
  append_path (canonical, request->path);
  g_string_append_c (canonical, '\n');
  if (!append_query (canonical, request->query, error))
    return NULL;
  g_string_append_c (canonical, '\n');
  if (!append_headers (canonical, request, signed_headers, error))
    return NULL;

  g_string_append_printf (canonical, "\n%s\n%s", signed_headers, body_hash);
  return g_string_free (g_steal_pointer (&canonical), FALSE);
}

/* --- The signature ---------------------------------------------------------------------------- */

static void
hmac (guint8 key[SHA256_BYTES], gsize key_length, const char *text)
{
  g_autoptr (GHmac) digest = g_hmac_new (G_CHECKSUM_SHA256, key, key_length);
  gsize length = SHA256_BYTES;

  g_hmac_update (digest, (const guchar *) text, (gssize) strlen (text));
  g_hmac_get_digest (digest, key, &length);
}

/* Each part of the scope is signed with the current key, and the result is the next key. */
static char *
sign (const char *secret, char **scope_parts, const char *text)
{
  guint8 key[4 + TARN_WIRE_SECRET_MAX + 1];
  gsize key_length = (gsize) g_snprintf ((char *) key, sizeof key, "AWS4%s", secret);

  for (guint i = 0; i < SCOPE_PARTS; i++)
    {
      hmac (key, key_length, scope_parts[i]);
      key_length = SHA256_BYTES;
    }
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, key, SHA256_BYTES, text, -1);
}

static char *
join_text_to_sign (const char *date, const char *scope, const char *canonical)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);

  return g_strdup_printf (ALGORITHM "\n%s\n%s\n%s", date, scope, hash);
}

static gboolean
check_scope (char **parts, const char *service, const char *date, GError **error)
{
  if (g_strv_length (parts) != SCOPE_PARTS || strcmp (parts[SCOPE_PARTS - 1], SCOPE_END) != 0)
    return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_INCOMPLETE_SIGNATURE,
                             "Credential must have the form ID/DATE/REGION/SERVICE/" SCOPE_END);
  if (strlen (parts[0]) != DATE_LENGTH || strncmp (parts[0], date, DATE_LENGTH) != 0)
    return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_INVALID_SIGNATURE,
                             "The date in Credential is not that of X-Amz-Date");
  if (strcmp (parts[2], service) == 0)
    return TRUE;

  return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_INVALID_SIGNATURE,
                           "Credential should be scoped to correct service: '%s'", service);
}

static gboolean
compare (const char *expected, const TarnWireSpan *signature, const char *canonical, GError **error)
{
  if (expected != NULL && strlen (expected) == signature->length
      && strncmp (expected, signature->text, signature->length) == 0)
    return TRUE;

  gboolean is_shown = strlen (canonical) <= SHOWN_BYTES_MAX;
  return tarn_wire_refuse (
      error, TARN_WIRE_REFUSAL_INVALID_SIGNATURE,
      "The request signature we calculated does not match the signature you provided. "
      "Check your AWS Secret Access Key and signing method.%s%s%s",
      is_shown ? " The Canonical String for this request should have been\n'" : "",
      is_shown ? canonical : "", is_shown ? "'" : "");
}

gboolean
tarn_wire_sigv4_check (const TarnWireRequest *request, const TarnWireAuthorization *authorization,
                       const char *service, const char *secret, GError **error)
{
  TarnWireSpan signed_span = tarn_wire_authorization_find (authorization, "SignedHeaders=");
  TarnWireSpan signature = tarn_wire_authorization_find (authorization, "Signature=");
  TarnWireHeader date_header;

  if (signed_span.length == 0 || signature.length == 0
      || !tarn_wire_request_find_header (request, AMZ_DATE, strlen (AMZ_DATE), &date_header))
    return tarn_wire_refuse (
        error, TARN_WIRE_REFUSAL_INCOMPLETE_SIGNATURE,
        "Authorization requires 'SignedHeaders' and 'Signature', and the header "
        "X-Amz-Date");

  g_autofree char *date = g_strndup (date_header.value, date_header.value_length);
  g_autofree char *scope = g_strndup (authorization->scope.text, authorization->scope.length);
  g_autofree char *signed_headers = g_strndup (signed_span.text, signed_span.length);
  g_auto (GStrv) parts = g_strsplit (scope, "/", SCOPE_PARTS + 1);
  if (!check_scope (parts, service, date, error))
    return FALSE;

  g_autofree char *canonical = canonicalize (request, signed_headers, error);
  if (canonical == NULL)
    return FALSE;

  g_autofree char *text = join_text_to_sign (date, scope, canonical);
  g_autofree char *expected = secret != NULL ? sign (secret, parts, text) : NULL;
  return compare (expected, &signature, canonical, error);
}
