/* SPDX-License-Identifier: MIT */
/*
 * Tables whose rows begin with their name, a static text. A table ends after the given number of rows, or
 * before that with a row whose name is NULL.
 */
#pragma once

#include <glib.h>

gconstpointer tarn_named_find (gconstpointer rows, guint n_rows, gsize row_size, const char *name);

/* Returns the names, and NULL at the end. The caller frees the array with g_free(). */
const char **tarn_named_list (gconstpointer rows, guint n_rows, gsize row_size);

/* Returns NULL if no row has that name. */
#define TARN_FIND_NAMED(rows, n_rows, name) tarn_named_find (rows, n_rows, sizeof *(rows), name)
#define TARN_LIST_NAMES(rows, n_rows) tarn_named_list (rows, n_rows, sizeof *(rows))
