/* SPDX-License-Identifier: MIT */
/* Outcomes as files: reading them, and keeping an outcome in one. */

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <tarn-lab/tarn-lab-error.h>
#include <unistd.h>

#include "lab/experiment/lines.h"
#include "lab/experiment/outcome.h"
#include "lab/scenario/file.h"

enum
{
  READABLE = 0666,
};

/* --- Reading ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *at;
  const char *end;
  guint number;     /* of the line that was read last */
  const char *last; /* behind the last whole line */
} Reader;

static gboolean G_GNUC_PRINTF (3, 4) refuse (GError **error, guint line, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *wrong = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME, "line %u: %s", line, wrong);
  return FALSE;
}

/*
 * Returns the next line without its checksum, or NULL at the end and on an error. A line without a line feed is the end,
 * because the process that wrote it was interrupted.
 */
static char *
read_line (Reader *reader, GError **error)
{
  gsize left = (gsize) (reader->end - reader->at);
  const char *line = reader->at, *end = left > 0 ? memchr (line, '\n', left) : NULL;

  if (end == NULL)
    return NULL;
  reader->number++;
  if (end - line > TARN_LAB_CHECKSUM_LENGTH && line[TARN_LAB_CHECKSUM_LENGTH] == ' ')
    {
      const char *content = line + TARN_LAB_CHECKSUM_LENGTH + 1;
      g_autofree char *checksum = tarn_lab_line_compute_checksum (content, (gsize) (end - content));

      if (strncmp (checksum, line, TARN_LAB_CHECKSUM_LENGTH) == 0
          && memchr (content, '\0', (gsize) (end - content)) == NULL)
        {
          reader->at = end + 1;
          reader->last = end + 1;
          return g_strndup (content, (gsize) (end - content));
        }
    }
  refuse (error, reader->number,
          reader->number == 1 ? "this is no outcome of an experiment" : "the line is damaged");
  return NULL;
}

static TarnLabHead *
read_head (Reader *reader, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) inner = NULL;
  char *line;
  guint n_lines;

  do
    {
      line = read_line (reader, &inner);
      g_ptr_array_add (lines, line);
    }
  while (line != NULL && !g_str_equal (line, "cells"));
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  if (line != NULL)
    g_ptr_array_add (lines, NULL);
  return tarn_lab_head_parse ((char *const *) lines->pdata, &n_lines, error);
}

static gboolean
parse_figure (const char *word, gint64 *out_figure)
{
  *out_figure = TARN_LAB_NO_FIGURE;
  return g_str_equal (word, "-")
         || g_ascii_string_to_signed (word, 10, TARN_LAB_NO_FIGURE + 1, G_MAXINT64, out_figure,
                                      NULL);
}

static gboolean
read_cell (TarnLabOutcome *self, const char *line, guint number, GError **error)
{
  g_auto (GStrv) words = g_strsplit (line + strlen (TARN_LAB_CELL_LINE), " ", -1);
  guint n_metrics = self->head->metrics->len;
  g_autofree gint64 *row = g_new (gint64, n_metrics);
  guint64 cell;

  if (g_strv_length (words) != n_metrics + 1)
    return refuse (error, number, "a cell has %u figures, and not %u", n_metrics,
                   g_strv_length (words) - 1);
  if (!g_ascii_string_to_unsigned (words[0], 10, 0, tarn_lab_head_get_n_cells (self->head) - 1,
                                   &cell, NULL))
    return refuse (error, number, "'%s' is no cell of the experiment", words[0]);
  for (guint i = 0; i < n_metrics; i++)
    if (!parse_figure (words[i + 1], &row[i]))
      return refuse (error, number, "'%s' is no figure", words[i + 1]);

  if (self->rows[cell] == NULL)
    return tarn_lab_outcome_take_row (self, (guint) cell, g_steal_pointer (&row), error);
  return memcmp (self->rows[cell], row, n_metrics * sizeof (gint64)) == 0
         || refuse (error, number, "cell %s has two different rows of figures", words[0]);
}

static gboolean
read_cells (TarnLabOutcome *self, Reader *reader, GError **error)
{
  for (;;)
    {
      g_autoptr (GError) inner = NULL;
      g_autofree char *line = read_line (reader, &inner);

      if (inner != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&inner));
          return FALSE;
        }
      if (line == NULL)
        return TRUE;
      if (g_str_has_prefix (line, TARN_LAB_CELL_LINE))
        {
          if (!read_cell (self, line, reader->number, error))
            return FALSE;
        }
      else if (!g_str_equal (line, TARN_LAB_COMPLETE_LINE)
               && !g_str_has_prefix (line, TARN_LAB_LACKS_LINE))
        return refuse (error, reader->number, "the line '%.60s' does not belong here", line);
    }
}

/* Returns an outcome, and how many bytes of the file are whole lines. */
static TarnLabOutcome *
read_file (const char *path, gsize *out_n_whole, GError **error)
{
  g_autoptr (GBytes) bytes = tarn_lab_file_read (path, G_MAXINT32, error);
  g_autofree char *name = g_filename_display_name (path);
  gsize size;

  if (bytes == NULL)
    return NULL;

  const char *data = g_bytes_get_data (bytes, &size);
  Reader reader = { data, data + size, 0, data };
  TarnLabHead *head = read_head (&reader, error);
  g_autoptr (TarnLabOutcome) self = head != NULL ? tarn_lab_outcome_new_of_head (head) : NULL;
  if (self == NULL || !read_cells (self, &reader, error))
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  *out_n_whole = (gsize) (reader.last - data);
  return g_steal_pointer (&self);
}

TarnLabOutcome *
tarn_lab_outcome_new_from_file (const char *path, GError **error)
{
  gsize n_whole;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return read_file (path, &n_whole, error);
}

/* --- Keeping ---------------------------------------------------------------------------------- */

/* A process that was killed before the head was whole left a file without any cell, which begins anew. */
static gboolean
has_head (const char *path)
{
  g_autoptr (GBytes) bytes = tarn_lab_file_read (path, G_MAXINT32, NULL);
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  for (const char *at = data; at != NULL;)
    {
      const char *end = memchr (at, '\n', (gsize) (data + size - at));

      if (end == NULL)
        return FALSE;
      if (end - at == TARN_LAB_CHECKSUM_LENGTH + 1 + 5 && strncmp (end - 5, "cells", 5) == 0)
        return TRUE;
      at = end + 1;
    }
  return FALSE;
}

/* Whether what is there is the begin of the head that would be written. */
static gboolean
is_begin_of_head (const TarnLabOutcome *self, const char *path)
{
  g_autoptr (GBytes) bytes = tarn_lab_file_read (path, G_MAXINT32, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  tarn_lab_lines_append_head (text, self->head);
  return data == NULL || (size <= text->len && memcmp (data, text->str, size) == 0);
}

/* Opens the file behind its last whole line, and begins it if it has no head yet. */
static gboolean
open_part (TarnLabOutcome *self, const char *path, gsize n_whole, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int part = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, READABLE);

  if (part < 0 || ftruncate (part, (off_t) n_whole) != 0 || lseek (part, 0, SEEK_END) < 0)
    {
      tarn_lab_fail_writing (path, errno, error);
      tarn_lab_lines_close (part);
      return FALSE;
    }
  if (n_whole == 0)
    tarn_lab_lines_append_head (text, self->head);
  if (!tarn_lab_lines_write (part, path, text, error))
    {
      tarn_lab_lines_close (part);
      return FALSE;
    }
  self->part = part;
  self->part_path = g_strdup (path);
  return TRUE;
}

/* The cells that the file lacks are added to it. */
static gboolean
add_missing (TarnLabOutcome *self, const TarnLabOutcome *before, GError **error)
{
  for (guint i = 0; i < tarn_lab_head_get_n_cells (self->head); i++)
    if (self->rows[i] != NULL && (before == NULL || before->rows[i] == NULL)
        && !tarn_lab_lines_add_cell (self, i, error))
      return FALSE;
  return TRUE;
}

gboolean
tarn_lab_outcome_keep (TarnLabOutcome *self, const char *path, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->part < 0, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_autoptr (TarnLabOutcome) before = NULL;
  gsize n_whole = 0;

  if (has_head (path) || !is_begin_of_head (self, path))
    {
      before = read_file (path, &n_whole, error);
      if (before == NULL || !tarn_lab_outcome_merge (self, before, error))
        return FALSE;
    }
  return open_part (self, path, n_whole, error) && add_missing (self, before, error);
}
