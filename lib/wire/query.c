/* SPDX-License-Identifier: MIT */
#include "wire/query.h"

#include <string.h>

#include "wire/request.h"

gboolean
tarn_wire_query_read (const char *query, const char *name, char **out_value, GError **error)
{
  gsize name_length = strlen (name);
  const char *at = query != NULL ? query : "";

  while (*at != '\0')
    {
      gsize length = strcspn (at, "&");

      if (length >= name_length && strncmp (at, name, name_length) == 0
          && (length == name_length || at[name_length] == '='))
        {
          gsize skipped = MIN (name_length + 1, length);

          *out_value = tarn_wire_unescape (at + skipped, length - skipped, "query", error);
          return *out_value != NULL;
        }
      at += length + (at[length] == '&' ? 1 : 0);
    }
  return TRUE;
}
