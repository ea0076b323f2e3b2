/* SPDX-License-Identifier: MIT */
/* Binary search for a place, where g_array_binary_search() only finds what is there. */
#pragma once

#include <glib.h>

/* Returns whether the item at @index comes before the place of @key. */
typedef gboolean (*TarnIsBefore) (gconstpointer items, guint index, gconstpointer key);

/*
 * Returns the index of the first of @n_items sorted items that does not come before the place of @key, or @n_items if
 * there is none. The compiler puts @is_before into the loop if it sees the function.
 */
static inline guint
tarn_bisect (gconstpointer items, guint n_items, TarnIsBefore is_before, gconstpointer key)
{
  guint begin = 0, end = n_items;

  while (begin < end)
    {
      guint middle = begin + (end - begin) / 2;

      if (is_before (items, middle, key))
        begin = middle + 1;
      else
        end = middle;
    }

  return begin;
}
