/* SPDX-License-Identifier: MIT */
#include "lab/report/blocks.h"

#include <string.h>

static void
clear_block (gpointer data)
{
  TarnLabBlock *block = data;

  g_free (block->words);
  g_clear_pointer (&block->table, tarn_lab_text_table_free);
}

TarnLabBlocks *
tarn_lab_blocks_new (void)
{
  GArray *self = g_array_new (FALSE, TRUE, sizeof (TarnLabBlock));

  g_array_set_clear_func (self, clear_block);
  return self;
}

void
tarn_lab_blocks_free (TarnLabBlocks *self)
{
  g_array_unref (self);
}

void
tarn_lab_blocks_take (TarnLabBlocks *self, TarnLabBlockKind kind, char *words)
{
  TarnLabBlock block = { .kind = kind, .words = words };

  g_array_append_val (self, block);
}

void
tarn_lab_blocks_add (TarnLabBlocks *self, TarnLabBlockKind kind, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  tarn_lab_blocks_take (self, kind, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

TarnLabTextTable *
tarn_lab_blocks_add_table (TarnLabBlocks *self, const TarnLabTextColumn *columns, guint n_columns)
{
  TarnLabBlock block = { TARN_LAB_BLOCK_TABLE, NULL, tarn_lab_text_table_new (columns, n_columns) };

  g_array_append_val (self, block);
  return block.table;
}

/* --- As a text -------------------------------------------------------------------------------- */

/* A blank line parts blocks, but not those of a title, and not sentences. */
static gboolean
follows_at_once (const TarnLabBlock *before, const TarnLabBlock *block)
{
  return block->kind == TARN_LAB_BLOCK_LINE
         || (before->kind == TARN_LAB_BLOCK_SENTENCE && block->kind == TARN_LAB_BLOCK_SENTENCE);
}

static void
append_as_text (GString *text, const TarnLabBlock *block)
{
  if (block->table != NULL)
    tarn_lab_text_table_append_to (block->table, text);
  else if (block->kind == TARN_LAB_BLOCK_SENTENCE)
    tarn_lab_append_wrapped (text, block->words, 0, TARN_LAB_REPORT_WIDTH);
  else
    g_string_append_printf (text, "%s\n", block->words);
}

char *
tarn_lab_blocks_to_text (const TarnLabBlocks *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->len; i++)
    {
      const TarnLabBlock *block = tarn_lab_blocks_get (self, i);

      if (block->kind == TARN_LAB_BLOCK_PICTURE)
        continue;
      if (text->len > 0 && !follows_at_once (tarn_lab_blocks_get (self, i - 1), block))
        g_string_append_c (text, '\n');
      append_as_text (text, block);
    }
  return g_string_free (text, FALSE);
}

/* --- As Markdown ------------------------------------------------------------------------------ */

/* Characters that would mean something else in Markdown are escaped, also in the words of a name. */
static void
append_escaped (GString *text, const char *words)
{
  for (const char *at = words; *at != '\0'; at++)
    {
      if (strchr ("\\`*_{}[]<>#|~$&", *at) != NULL)
        g_string_append_c (text, '\\');
      g_string_append_c (text, *at == '\n' ? ' ' : *at);
    }
}

static void
append_row_end (GString *text)
{
  g_string_append (text, " |\n");
}

static void
append_table_as_markdown (GString *text, const TarnLabTextTable *table)
{
  guint n_columns = tarn_lab_text_table_get_n_columns (table);

  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *head = tarn_lab_text_table_get_head (table, i);

      g_string_append (text, i == 0 ? "| " : " | ");
      append_escaped (text, head);
    }
  append_row_end (text);
  for (guint i = 0; i < n_columns; i++)
    g_string_append (text, tarn_lab_text_table_is_text (table, i) ? "| :-- " : "| --: ");
  g_string_append (text, "|\n");
  for (guint i = 0; i < tarn_lab_text_table_get_n_rows (table); i++)
    {
      for (guint j = 0; j < n_columns; j++)
        {
          g_string_append (text, j == 0 ? "| " : " | ");
          append_escaped (text, tarn_lab_text_table_get_cell (table, i, j));
        }
      append_row_end (text);
    }
}

static void
append_as_markdown (GString *text, const TarnLabBlock *block)
{
  static const char *const marks[] = {
    [TARN_LAB_BLOCK_TITLE] = "# ",
    [TARN_LAB_BLOCK_LINE] = "",
    [TARN_LAB_BLOCK_SENTENCE] = "",
    [TARN_LAB_BLOCK_HEADING] = "## ",
  };

  if (block->table != NULL)
    append_table_as_markdown (text, block->table);
  else
    {
      g_string_append (text, marks[block->kind]);
      append_escaped (text, block->words);
      g_string_append_c (text, '\n');
    }
}

/* Each line is a paragraph, so that no line breaks are lost. */
char *
tarn_lab_blocks_to_markdown (const TarnLabBlocks *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->len; i++)
    {
      const TarnLabBlock *block = tarn_lab_blocks_get (self, i);

      if (block->kind == TARN_LAB_BLOCK_PICTURE)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      append_as_markdown (text, block);
    }
  return g_string_free (text, FALSE);
}
