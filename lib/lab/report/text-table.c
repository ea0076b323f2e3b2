/* SPDX-License-Identifier: MIT */
#include "lab/report/text-table.h"

struct _TarnLabTextTable
{
  TarnLabTextColumn *columns;
  guint n_columns;
  GPtrArray *cells; /* char *; row by row */
};

TarnLabTextTable *
tarn_lab_text_table_new (const TarnLabTextColumn *columns, guint n_columns)
{
  TarnLabTextTable *self = g_new0 (TarnLabTextTable, 1);

  self->columns = g_memdup2 (columns, n_columns * sizeof *columns);
  self->n_columns = n_columns;
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tarn_lab_text_table_free (TarnLabTextTable *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self->columns);
  g_free (self);
}

void
tarn_lab_text_table_add (TarnLabTextTable *self, char *cell)
{
  g_ptr_array_add (self->cells, cell);
}

guint
tarn_lab_text_table_get_n_columns (const TarnLabTextTable *self)
{
  return self->n_columns;
}

guint
tarn_lab_text_table_get_n_rows (const TarnLabTextTable *self)
{
  return self->cells->len / self->n_columns;
}

gboolean
tarn_lab_text_table_is_text (const TarnLabTextTable *self, guint column)
{
  return self->columns[column].is_text;
}

const char *
tarn_lab_text_table_get_cell (const TarnLabTextTable *self, guint row, guint column)
{
  return self->cells->pdata[row * self->n_columns + column];
}

char *
tarn_lab_text_table_get_head (const TarnLabTextTable *self, guint column)
{
  GString *head = g_string_new (NULL);

  for (guint i = 0; i < TARN_LAB_HEAD_LINES; i++)
    {
      const char *line = self->columns[column].heads[i];

      if (line != NULL && *line != '\0')
        g_string_append_printf (head, "%s%s", head->len > 0 ? " " : "", line);
    }
  return g_string_free (head, FALSE);
}

/* Names may be any UTF-8, so bytes are not columns of a terminal. */
static guint
get_width (const char *cell)
{
  return (guint) g_utf8_strlen (cell, -1);
}

static guint
get_column_width (const TarnLabTextTable *self, guint column)
{
  guint width = 0;

  for (guint i = 0; i < TARN_LAB_HEAD_LINES; i++)
    if (self->columns[column].heads[i] != NULL)
      width = MAX (width, get_width (self->columns[column].heads[i]));
  for (guint i = column; i < self->cells->len; i += self->n_columns)
    width = MAX (width, get_width (self->cells->pdata[i]));
  return width;
}

static void
append_spaces (GString *text, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (text, ' ');
}

static void
append_cell (const TarnLabTextTable *self, GString *text, guint column, guint width,
             const char *cell)
{
  guint padding = width - get_width (cell);

  if (column > 0)
    append_spaces (text, 2);
  if (!self->columns[column].is_text)
    append_spaces (text, padding);
  g_string_append (text, cell);
  if (self->columns[column].is_text)
    append_spaces (text, padding);
}

static void
end_line (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
}

static void
append_head_line (const TarnLabTextTable *self, GString *text, const guint *widths, guint line)
{
  gboolean is_empty = TRUE;

  for (guint i = 0; i < self->n_columns; i++)
    is_empty = is_empty && self->columns[i].heads[line] == NULL;
  if (is_empty)
    return;
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *head = self->columns[i].heads[line];

      append_cell (self, text, i, widths[i], head != NULL ? head : "");
    }
  end_line (text);
}

void
tarn_lab_text_table_append_to (const TarnLabTextTable *self, GString *text)
{
  g_autofree guint *widths = g_new (guint, self->n_columns);

  g_assert (self->cells->len % self->n_columns == 0);
  for (guint i = 0; i < self->n_columns; i++)
    widths[i] = get_column_width (self, i);
  for (guint i = 0; i < TARN_LAB_HEAD_LINES; i++)
    append_head_line (self, text, widths, i);
  for (guint i = 0; i < self->cells->len; i++)
    {
      guint column = i % self->n_columns;

      append_cell (self, text, column, widths[column], self->cells->pdata[i]);
      if (column == self->n_columns - 1)
        end_line (text);
    }
}

void
tarn_lab_append_wrapped (GString *text, const char *words, guint indent, guint width)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);
  guint column = indent;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint length = get_width (parts[i]);

      if (i > 0 && column + 1 + length > width)
        {
          end_line (text);
          append_spaces (text, indent);
          column = indent;
        }
      else if (i > 0)
        {
          g_string_append_c (text, ' ');
          column++;
        }
      g_string_append (text, parts[i]);
      column += length;
    }
  end_line (text);
}
