/* SPDX-License-Identifier: MIT */
#include "lab/experiment/lines.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <tarn-lab/tarn-lab-error.h>
#include <unistd.h>

char *
tarn_lab_line_compute_checksum (const char *line, gsize length)
{
  g_autofree char *checksum
      = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) line, length);

  return g_strndup (checksum, TARN_LAB_CHECKSUM_LENGTH);
}

static void
append_line (GString *text, const char *line, gsize length)
{
  g_autofree char *checksum = tarn_lab_line_compute_checksum (line, length);

  g_string_append_printf (text, "%s ", checksum);
  g_string_append_len (text, line, (gssize) length);
  g_string_append_c (text, '\n');
}

void
tarn_lab_lines_append_head (GString *text, const TarnLabHead *head)
{
  for (const char *line = head->text; *line != '\0';)
    {
      gsize length = strcspn (line, "\n");

      append_line (text, line, length);
      line += length + 1;
    }
}

void
tarn_lab_lines_append_cell (GString *text, const TarnLabOutcome *self, guint cell)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, TARN_LAB_CELL_LINE "%u", cell);
  for (guint i = 0; i < self->head->metrics->len; i++)
    if (self->rows[cell][i] == TARN_LAB_NO_FIGURE)
      g_string_append (line, " -");
    else
      g_string_append_printf (line, " %" G_GINT64_FORMAT, self->rows[cell][i]);
  append_line (text, line->str, line->len);
}

/* Lists the cells that lack as ranges, such as `lacks 3 17-20`. */
char *
tarn_lab_outcome_make_end_line (const TarnLabOutcome *self)
{
  guint n_cells = tarn_lab_head_get_n_cells (self->head);
  GString *line
      = g_string_new (self->n_done == n_cells ? TARN_LAB_COMPLETE_LINE : TARN_LAB_LACKS_LINE);

  for (guint i = 0; i < n_cells; i++)
    {
      guint first = i;

      if (self->rows[i] != NULL)
        continue;
      while (i + 1 < n_cells && self->rows[i + 1] == NULL)
        i++;
      g_string_append_printf (line, " %u", first);
      if (i > first)
        g_string_append_printf (line, "-%u", i);
    }
  return g_string_free (line, FALSE);
}

void
tarn_lab_lines_append_end (GString *text, const TarnLabOutcome *self)
{
  g_autofree char *line = tarn_lab_outcome_make_end_line (self);

  append_line (text, line, strlen (line));
}

char *
tarn_lab_outcome_to_text (const TarnLabOutcome *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GString *text = g_string_new (NULL);

  tarn_lab_lines_append_head (text, self->head);
  for (guint i = 0; i < tarn_lab_head_get_n_cells (self->head); i++)
    if (self->rows[i] != NULL)
      tarn_lab_lines_append_cell (text, self, i);
  tarn_lab_lines_append_end (text, self);
  return g_string_free (text, FALSE);
}

/* --- Files ------------------------------------------------------------------------------------ */

gboolean
tarn_lab_fail_writing (const char *path, int number, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_FILE, "%s: %s", name, g_strerror (number));
  return FALSE;
}

gboolean
tarn_lab_lines_write (int part, const char *path, const GString *text, GError **error)
{
  gsize n_written = 0;

  while (n_written < text->len)
    {
      gssize n = write (part, text->str + n_written, text->len - n_written);

      if (n < 0 && errno != EINTR)
        return tarn_lab_fail_writing (path, errno, error);
      n_written += (gsize) MAX (n, 0);
    }
  return TRUE;
}

gboolean
tarn_lab_lines_add_cell (const TarnLabOutcome *self, guint cell, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  tarn_lab_lines_append_cell (text, self, cell);
  return tarn_lab_lines_write (self->part, self->part_path, text, error);
}

void
tarn_lab_lines_close (int part)
{
  if (part >= 0)
    g_close (part, NULL);
}
