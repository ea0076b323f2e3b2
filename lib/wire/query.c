/* SPDX-License-Identifier: MIT */
#include "wire/query.h"

#include <string.h>

#include "wire/request.h"

static gboolean
has_name (const char *parameter, gsize length, const char *name, gsize name_length)
{
  return length >= name_length && strncmp (parameter, name, name_length) == 0
         && (length == name_length || parameter[name_length] == '=');
}

gboolean
tarn_wire_query_read (const char *query, const char *name, char **ret_value, GError **error)
{
  gsize name_length = strlen (name);
  const char *at = query != NULL ? query : "";

  while (*at != '\0')
    {
      gsize length = strcspn (at, "&");

      if (has_name (at, length, name, name_length))
        {
          gsize skipped = MIN (name_length + 1, length);

          *ret_value = tarn_wire_unescape (at + skipped, length - skipped, "query", error);
          return *ret_value != NULL;
        }
      at += length + (at[length] == '&' ? 1 : 0);
    }
  return TRUE;
}
