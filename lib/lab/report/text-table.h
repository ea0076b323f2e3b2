/* SPDX-License-Identifier: MIT */
/* A table as aligned text: texts to the left, numbers to the right, each column as wide as it needs to be. */
#pragma once

#include <glib.h>

#define TARN_LAB_HEAD_LINES 3

typedef struct
{
  const char *heads[TARN_LAB_HEAD_LINES]; /* from the top; NULL for an empty line */
  gboolean is_text;
} TarnLabTextColumn;

typedef struct _TarnLabTextTable TarnLabTextTable;

/* The columns are copied, but not their texts. */
TarnLabTextTable *tarn_lab_text_table_new (const TarnLabTextColumn *columns, guint n_columns);
void tarn_lab_text_table_free (TarnLabTextTable *self);

/* Adds the next cell of the current row, and takes it over. */
void tarn_lab_text_table_add (TarnLabTextTable *self, char *cell);

guint tarn_lab_text_table_get_n_columns (const TarnLabTextTable *self);
guint tarn_lab_text_table_get_n_rows (const TarnLabTextTable *self);
gboolean tarn_lab_text_table_is_text (const TarnLabTextTable *self, guint column);
const char *tarn_lab_text_table_get_cell (const TarnLabTextTable *self, guint row, guint column);

/* Returns all lines of the head of a column as one, which the caller frees. */
char *tarn_lab_text_table_get_head (const TarnLabTextTable *self, guint column);

/* Head lines that are empty in all columns are left out, and so are spaces at the ends of lines. */
void tarn_lab_text_table_append_to (const TarnLabTextTable *self, GString *text);

/* Appends words with line breaks so that no line is longer than it must be; lines after the first are indented. */
void tarn_lab_append_wrapped (GString *text, const char *words, guint indent, guint width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabTextTable, tarn_lab_text_table_free)
