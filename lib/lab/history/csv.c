/* SPDX-License-Identifier: MIT */
#include "lab/history/csv.h"

#include <string.h>

#include "lab/history/entry.h"

#define refuse tarn_lab_history_refuse

static gboolean
is_line_end (const TarnLabCsv *self)
{
  return self->text == self->end || *self->text == '\n'
         || (*self->text == '\r' && (self->text + 1 == self->end || self->text[1] == '\n'));
}

static gboolean
read_quoted (TarnLabCsv *self, GError **error)
{
  for (self->text++; self->text < self->end && *self->text != '\n'; self->text++)
    {
      if (*self->text == '"')
        {
          self->text++;
          if (self->text == self->end || *self->text != '"')
            return TRUE;
        }
      g_string_append_c (self->cell, *self->text);
    }
  return refuse (error, "line %" G_GINT64_FORMAT ", column %u: a quote lacks its end", self->line,
                 self->place + 1);
}

gboolean
tarn_lab_csv_read_cell (TarnLabCsv *self, GError **error)
{
  g_string_truncate (self->cell, 0);
  if (self->text < self->end && *self->text == '"')
    {
      if (!read_quoted (self, error))
        return FALSE;
      if (!is_line_end (self) && *self->text != ',')
        return refuse (error,
                       "line %" G_GINT64_FORMAT ", column %u: a comma lacks after the quoted text",
                       self->line, self->place + 1);
      return TRUE;
    }
  while (!is_line_end (self) && *self->text != ',')
    g_string_append_c (self->cell, *self->text++);
  g_strstrip (self->cell->str);
  self->cell->len = strlen (self->cell->str);
  return TRUE;
}

gboolean
tarn_lab_csv_pass_comma (TarnLabCsv *self)
{
  if (is_line_end (self))
    return FALSE;
  self->text++;
  self->place++;
  return TRUE;
}

void
tarn_lab_csv_pass_line_end (TarnLabCsv *self)
{
  while (self->text < self->end && *self->text++ != '\n')
    ;
  self->line++;
  self->place = 0;
}

gboolean
tarn_lab_csv_has_row (TarnLabCsv *self)
{
  while (self->text < self->end && is_line_end (self))
    tarn_lab_csv_pass_line_end (self);
  return self->text < self->end;
}

/* The cell stands in a message of one line, which must not grow long. */
gboolean
tarn_lab_csv_refuse_cell (const TarnLabCsv *self, const char *column, const char *wanted,
                          GError **error)
{
  g_autofree char *shown
      = g_utf8_substring (self->cell->str, 0, MIN (g_utf8_strlen (self->cell->str, -1), 50));

  for (char *c = shown; *c != '\0'; c++)
    *c = g_ascii_iscntrl (*c) ? ' ' : *c;
  return refuse (error, "line %" G_GINT64_FORMAT ", column %u (%s): '%s' is not %s", self->line,
                 self->place + 1, column, shown, wanted);
}
