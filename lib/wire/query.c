/* SPDX-License-Identifier: MIT */
#include "wire/query.h"

#include <string.h>

#include "wire/request.h"

gboolean
tarn_wire_query_read (const char *query, const char *name, char **ret_value, GError **error)
{
  gsize name_length = strlen (name);

  for (const char *at = query; at != NULL; at = strchr (at, '&'))
    {
      at += at != query ? 1 : 0;
      gsize length = strcspn (at, "&");

      if (length < name_length || strncmp (at, name, name_length) != 0
          || (length > name_length && at[name_length] != '='))
        continue;

      gsize skipped = MIN (name_length + 1, length);
      *ret_value = tarn_wire_unescape (at + skipped, length - skipped, "query", error);
      return *ret_value != NULL;
    }
  return TRUE;
}
