/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Adds a test for each row of a table, under the row's name. */
#define ADD_ROWS(path, rows, func)                                                                 \
  for (guint add_i = 0; add_i < G_N_ELEMENTS (rows); add_i++)                                      \
    {                                                                                              \
      g_autofree char *add_path = g_strconcat (path, (rows)[add_i].name, NULL);                    \
      g_test_add_data_func (add_path, &(rows)[add_i], func);                                       \
    }

/* A row says whether a text is the same as another one. */
static inline void
assert_same_text (const char *text, const char *other, gboolean is_same)
{
  if (is_same)
    g_assert_cmpstr (text, ==, other);
  else
    g_assert_cmpstr (text, !=, other);
}
