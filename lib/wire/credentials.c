/* SPDX-License-Identifier: MIT */
#include "wire/credentials.h"

#include <string.h>
#include <tarn-wire/tarn-wire-error.h>

#include "wire/refusal.h"

#define ALGORITHM "AWS4-HMAC-SHA256"
#define AUTHORIZATION "authorization"
#define REGION_BY_DEFAULT "us-east-1"

/* --- Keys ------------------------------------------------------------------------------------- */

TarnWireKey *
tarn_wire_key_new (TarnEngine *engine, const char *secret, TarnPrincipal *principal)
{
  TarnGlueClient *glue = tarn_engine_create_glue_client (engine, principal);

  if (glue == NULL)
    return NULL;

  TarnWireKey *key = g_rc_box_new (TarnWireKey);
  key->secret = g_strdup (secret);
  key->principal = tarn_principal_ref (principal);
  key->glue = glue;
  key->datazone = tarn_engine_create_datazone_client (engine, principal);
  return key;
}

static void
clear_key (TarnWireKey *key)
{
  g_free (key->secret);
  tarn_principal_unref (key->principal);
  g_object_unref (key->glue);
  g_object_unref (key->datazone);
}

void
tarn_wire_key_unref (TarnWireKey *key)
{
  g_rc_box_release_full (key, (GDestroyNotify) clear_key);
}

/*
 * AWS takes letters, digits and underscores. Tests also use ids such as "mock-key" or "user@example.com", so
 * the library takes all characters that cannot end an id in the header.
 */
static gsize
measure_id (const char *text)
{
  gsize length = 0;

  while (g_ascii_isgraph (text[length]) && text[length] != '/' && text[length] != ',')
    length++;
  return length;
}

gboolean
tarn_wire_key_check (const char *id, const char *secret, GError **error)
{
  gsize length = measure_id (id);

  if (length == 0 || length > TARN_WIRE_ACCESS_KEY_ID_MAX || id[length] != '\0')
    {
      g_set_error (error, TARN_WIRE_ERROR, TARN_WIRE_ERROR_INVALID_ACCESS_KEY,
                   "the access key id '%.130s' is not 1 to %d visible ASCII characters without"
                   " slashes and commas",
                   id, TARN_WIRE_ACCESS_KEY_ID_MAX);
      return FALSE;
    }
  if (secret != NULL && (*secret == '\0' || strlen (secret) > TARN_WIRE_SECRET_MAX))
    {
      g_set_error (error, TARN_WIRE_ERROR, TARN_WIRE_ERROR_INVALID_ACCESS_KEY,
                   "the secret of the access key '%s' is not 1 to %d bytes", id,
                   TARN_WIRE_SECRET_MAX);
      return FALSE;
    }
  return TRUE;
}

/* --- The header ------------------------------------------------------------------------------- */

/* A comma or a blank ends an item. */
TarnWireSpan
tarn_wire_authorization_find (const TarnWireAuthorization *authorization, const char *name)
{
  gsize name_length = strlen (name);
  const TarnWireSpan *items = &authorization->items;
  const char *end = items->text + items->length;

  for (const char *at = items->text; at < end;)
    {
      const char *item = at;

      while (at < end && *at != ',' && *at != ' ' && *at != '\t')
        at++;
      if ((gsize) (at - item) >= name_length && strncmp (item, name, name_length) == 0)
        return (TarnWireSpan){ item + name_length, (gsize) (at - item) - name_length };
      while (at < end && (*at == ',' || *at == ' ' || *at == '\t'))
        at++;
    }
  return (TarnWireSpan){ NULL, 0 };
}

gboolean
tarn_wire_authorization_read (const TarnWireRequest *request,
                              TarnWireAuthorization *out_authorization, GError **error)
{
  const gsize algorithm_length = strlen (ALGORITHM);
  TarnWireHeader header;

  if (!tarn_wire_request_find_header (request, AUTHORIZATION, strlen (AUTHORIZATION), &header))
    return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_MISSING_AUTHENTICATION,
                             "Missing Authentication Token");
  if (header.value_length <= algorithm_length
      || strncmp (header.value, ALGORITHM " ", algorithm_length + 1) != 0)
    return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_INCOMPLETE_SIGNATURE,
                             "Authorization is not of the algorithm " ALGORITHM);

  out_authorization->items = (TarnWireSpan){ header.value + algorithm_length + 1,
                                             header.value_length - algorithm_length - 1 };
  TarnWireSpan credential = tarn_wire_authorization_find (out_authorization, "Credential=");
  gsize length = credential.text != NULL ? measure_id (credential.text) : 0;
  if (length == 0 || length > TARN_WIRE_ACCESS_KEY_ID_MAX || credential.text[length] != '/')
    return tarn_wire_refuse (
        error, TARN_WIRE_REFUSAL_INCOMPLETE_SIGNATURE,
        "Authorization has no 'Credential=' with the id of an access key and a scope");

  memcpy (out_authorization->access_key_id, credential.text, length);
  out_authorization->access_key_id[length] = '\0';
  out_authorization->scope
      = (TarnWireSpan){ credential.text + length + 1, credential.length - length - 1 };
  return TRUE;
}

void
tarn_wire_authorization_get_region (const TarnWireAuthorization *authorization,
                                    char out_region[TARN_WIRE_REGION_MAX + 1])
{
  const TarnWireSpan *scope = &authorization->scope;
  const char *region = memchr (scope->text, '/', scope->length);
  gsize length = 0;

  if (region != NULL)
    for (region++; g_ascii_isalnum (region[length]) || region[length] == '-';)
      length++;
  if (length == 0 || length > TARN_WIRE_REGION_MAX || region[length] != '/')
    {
      region = REGION_BY_DEFAULT;
      length = strlen (REGION_BY_DEFAULT);
    }
  memcpy (out_region, region, length);
  out_region[length] = '\0';
}
