/* SPDX-License-Identifier: MIT */
/*
 * Tables whose rows begin with their name, a static text. They end after as many rows as are given, or before
 * that with a row whose name is NULL.
 */
#pragma once

#include <glib.h>

gconstpointer tarn_named_find (gconstpointer rows, guint n_rows, gsize row_size, const char *name);

/* The names, and NULL; to be freed with g_free(). */
const char **tarn_named_list (gconstpointer rows, guint n_rows, gsize row_size);

/* NULL if there is none of that name. */
#define TARN_FIND_NAMED(rows, n_rows, name) tarn_named_find (rows, n_rows, sizeof *(rows), name)
#define TARN_LIST_NAMES(rows, n_rows) tarn_named_list (rows, n_rows, sizeof *(rows))
