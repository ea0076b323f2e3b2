/* SPDX-License-Identifier: MIT */
#include "kernel/named.h"

/* Returns the name of a row, or NULL after the last row. */
static const char *
get_name (gconstpointer rows, guint n_rows, gsize row_size, guint row)
{
  return row < n_rows ? G_STRUCT_MEMBER (const char *, rows, row *row_size) : NULL;
}

gconstpointer
tarn_named_find (gconstpointer rows, guint n_rows, gsize row_size, const char *name)
{
  const char *at;

  for (guint row = 0; (at = get_name (rows, n_rows, row_size, row)) != NULL; row++)
    if (g_str_equal (at, name))
      return (const char *) rows + row * row_size;

  return NULL;
}

const char **
tarn_named_list (gconstpointer rows, guint n_rows, gsize row_size)
{
  const char **names = g_new0 (const char *, n_rows + 1);

  for (guint row = 0; (names[row] = get_name (rows, n_rows, row_size, row)) != NULL;)
    row++;
  return names;
}
