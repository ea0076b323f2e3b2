/* SPDX-License-Identifier: MIT */
/*
 * Names: database.table of tables and views, and names of one part of policies, groups and assets. A part that has
 * other characters than letters, digits, _, - and % stands in quotes, in which a backslash stands before a quote and a
 * backslash. A name of one part needs no quotes for its points. The names of tables are folded to lower case, as AWS
 * Glue stores them.
 */
#pragma once

#include <glib.h>

#define TARN_LAB_NUMBER_MARK "%d"

enum
{
  TARN_LAB_NAME_MAX = 255, /* characters of a part */
};

/*
 * Reads @n_parts parts, which points part. Returns NULL, or what is wrong, with @parts untouched. The caller frees
 * the parts.
 */
const char *tarn_lab_name_parse (const char *text, guint n_parts, char **parts);

/* Appends a name of one part as tarn_lab_name_parse() reads it. */
void tarn_lab_name_append (GString *text, const char *name);

/* Appends both parts of a table's name. */
void tarn_lab_table_name_append (GString *text, const char *database_name, const char *name);

/* Returns whether %d, which stands for a number, is in the part. */
gboolean tarn_lab_name_is_numbered (const char *part);

/* Returns the part with a number, or with nothing if that is NULL, in the place of %d. */
char *tarn_lab_name_number (const char *part, const char *number);
