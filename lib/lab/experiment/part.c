/* SPDX-License-Identifier: MIT */
/* Outcomes as files: reading them, and keeping an outcome in one. */

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <tarn-lab/tarn-lab-error.h>
#include <unistd.h>

#include "lab/experiment/lines.h"
#include "lab/experiment/outcome.h"

enum
{
  READABLE = 0666,
  CHUNK_BYTES = 64 * 1024,
  LINE_MAX_BYTES = 16 * 1024 * 1024, /* more than the line of what lacks of a million cells */
};

#define FILE_MAX G_GUINT64_CONSTANT (2147483648) /* bytes */

/* --- Reading ---------------------------------------------------------------------------------- */

/* Reads a file in chunks, because an outcome may be larger than what memory is to be taken for. */
typedef struct
{
  int file;
  const char *path;
  GByteArray *chunk; /* what was read and is not taken yet */
  gsize at;          /* in the chunk */
  guint64 n_read;    /* bytes of the file */
  guint number;      /* of the line that was read last */
  guint64 n_whole;   /* bytes of the lines that are whole and belong to a part */
} Reader;

static void
reader_clear (Reader *self)
{
  if (self->file >= 0)
    g_close (self->file, NULL);
  g_byte_array_unref (self->chunk);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean G_GNUC_PRINTF (3, 4) refuse (GError **error, guint line, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *wrong = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME, "line %u: %s", line, wrong);
  return FALSE;
}

/* Returns FALSE with an error, or without one at the end. */
static gboolean
fill (Reader *self, GError **error)
{
  gsize old;
  gssize n;

  g_byte_array_remove_range (self->chunk, 0, (guint) self->at);
  self->at = 0;
  old = self->chunk->len;
  if (self->n_read >= FILE_MAX || old > LINE_MAX_BYTES)
    {
      g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_TOO_LARGE,
                   "line %u: allowed: at most %d bytes in a line, and 2 GiB in the file",
                   self->number + 1, LINE_MAX_BYTES);
      return FALSE;
    }
  g_byte_array_set_size (self->chunk, (guint) (old + CHUNK_BYTES));
  do
    n = read (self->file, self->chunk->data + old, CHUNK_BYTES);
  while (n < 0 && errno == EINTR);
  g_byte_array_set_size (self->chunk, (guint) (old + (gsize) MAX (n, 0)));
  self->n_read += (guint64) MAX (n, 0);
  if (n < 0)
    g_set_error_literal (error, TARN_LAB_ERROR, TARN_LAB_ERROR_FILE, g_strerror (errno));
  return n > 0;
}

/* Returns the line without its checksum, or NULL if it is damaged. */
static char *
check_line (const char *line, gsize length)
{
  const char *content = line + TARN_LAB_CHECKSUM_LENGTH + 1;

  if (length <= TARN_LAB_CHECKSUM_LENGTH || content[-1] != ' ')
    return NULL;
  length -= TARN_LAB_CHECKSUM_LENGTH + 1;
  g_autofree char *checksum = tarn_lab_line_compute_checksum (content, length);
  return strncmp (checksum, line, TARN_LAB_CHECKSUM_LENGTH) == 0
                 && g_utf8_validate_len (content, length, NULL)
             ? g_strndup (content, length)
             : NULL;
}

/*
 * Returns the next line without its checksum, or NULL at the end and on an error. A line without a line feed is the
 * end, because the process that wrote it was interrupted.
 */
static char *
read_line (Reader *self, GError **error)
{
  g_autoptr (GError) inner = NULL;
  const char *line, *end;

  for (;;)
    {
      line = (const char *) self->chunk->data + self->at;
      end = self->chunk->len > self->at ? memchr (line, '\n', self->chunk->len - self->at) : NULL;
      if (end != NULL)
        break;
      if (!fill (self, &inner))
        {
          if (inner != NULL)
            g_propagate_error (error, g_steal_pointer (&inner));
          return NULL;
        }
    }

  char *content = check_line (line, (gsize) (end - line));
  self->number++;
  self->at += (gsize) (end - line) + 1;
  if (content == NULL)
    refuse (error, self->number,
            self->number == 1 ? "this is no outcome of an experiment" : "the line is damaged");
  return content;
}

static guint64
reader_get_place (const Reader *self)
{
  return self->n_read - (self->chunk->len - self->at);
}

static TarnLabHead *
read_head (Reader *reader, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) inner = NULL;
  char *line;

  do
    {
      line = read_line (reader, &inner);
      g_ptr_array_add (lines, line);
    }
  while (line != NULL && !g_str_equal (line, TARN_LAB_LAST_LINE_OF_HEAD));
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  if (line != NULL)
    g_ptr_array_add (lines, NULL);
  return tarn_lab_head_parse ((char *const *) lines->pdata, error);
}

static gboolean
refuse_word (GError **error, guint line, const char *word, const char *expected)
{
  g_autofree char *shown = tarn_lab_shorten_line (word);

  return refuse (error, line, "'%s' is no %s", shown, expected);
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
  guint n_figures = MAX (g_strv_length (words), 1) - 1;
  guint64 cell;

  if (n_figures != n_metrics)
    return refuse (error, number, "the cell has %u figures; allowed: %u", n_figures, n_metrics);
  if (!g_ascii_string_to_unsigned (words[0], 10, 0, tarn_lab_head_get_n_cells (self->head) - 1,
                                   &cell, NULL))
    return refuse_word (error, number, words[0], "cell of the experiment");
  for (guint i = 0; i < n_metrics; i++)
    if (!parse_figure (words[i + 1], &row[i]))
      return refuse_word (error, number, words[i + 1], "figure");

  if (self->rows[cell] == NULL)
    return tarn_lab_outcome_take_row (self, (guint) cell, g_steal_pointer (&row), error);
  return memcmp (self->rows[cell], row, n_metrics * sizeof (gint64)) == 0
         || refuse (error, number, "cell %s has two different rows of figures", words[0]);
}

/* The last line of a finished file says which cells lack, so that one from which lines were lost is refused. */
static gboolean
read_end (const TarnLabOutcome *self, const char *line, Reader *reader, GError **error)
{
  g_autofree char *expected = tarn_lab_outcome_make_end_line (self);
  g_autofree char *shown = tarn_lab_shorten_line (line);
  guint number = reader->number;

  if (!g_str_equal (line, expected))
    return refuse (error, number, "the line '%s' is not true of the cells above it", shown);

  g_autoptr (GError) inner = NULL;
  g_autofree char *next = read_line (reader, &inner);
  if (next != NULL || inner != NULL)
    return refuse (error, number + 1, "nothing may follow the line '%s'", shown);
  return TRUE;
}

static gboolean
read_cells (TarnLabOutcome *self, Reader *reader, GError **error)
{
  for (;;)
    {
      g_autoptr (GError) inner = NULL;
      reader->n_whole = reader_get_place (reader);
      g_autofree char *line = read_line (reader, &inner);

      if (inner != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&inner));
          return FALSE;
        }
      if (line == NULL)
        return TRUE;
      if (g_str_equal (line, TARN_LAB_COMPLETE_LINE)
          || g_str_has_prefix (line, TARN_LAB_LACKS_LINE " "))
        return read_end (self, line, reader, error);

      g_autofree char *shown = tarn_lab_shorten_line (line);
      if (!g_str_has_prefix (line, TARN_LAB_CELL_LINE))
        return refuse (error, reader->number, "the line '%s' does not belong here", shown);
      if (!read_cell (self, line, reader->number, error))
        return FALSE;
    }
}

/* Returns an outcome, and how many bytes of the file are whole lines of a part. */
static TarnLabOutcome *
read_file (const char *path, guint64 *out_n_whole, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_auto (Reader) reader = { .file = g_open (path, O_RDONLY | O_CLOEXEC, 0), .path = path };

  reader.chunk = g_byte_array_new ();
  if (reader.file < 0)
    {
      tarn_lab_fail_writing (path, errno, error);
      return NULL;
    }

  TarnLabHead *head = read_head (&reader, error);
  g_autoptr (TarnLabOutcome) self = head != NULL ? tarn_lab_outcome_new_of_head (head) : NULL;
  if (self == NULL || !read_cells (self, &reader, error))
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  *out_n_whole = reader.n_whole;
  return g_steal_pointer (&self);
}

TarnLabOutcome *
tarn_lab_outcome_new_from_file (const char *path, GError **error)
{
  guint64 n_whole;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return read_file (path, &n_whole, error);
}

/* --- Keeping ---------------------------------------------------------------------------------- */

/*
 * Returns whether the file is the begin of the head that would be written, and not all of it. A process that was killed
 * so early left a file without any cell, which begins anew.
 */
static gboolean
is_begin_of_head (int part, const GString *head)
{
  g_autofree char *begin = g_malloc (head->len);
  gsize n_read = 0;
  gssize n;

  do
    {
      n = pread (part, begin + n_read, head->len - n_read, (off_t) n_read);
      n_read += (gsize) MAX (n, 0);
    }
  while (n > 0 || (n < 0 && errno == EINTR));
  return n == 0 && n_read < head->len && memcmp (begin, head->str, n_read) == 0;
}

/* A file system without locks has none to wait for. */
static gboolean
lock (int part)
{
  int result;

  do
    result = flock (part, LOCK_EX | LOCK_NB);
  while (result != 0 && errno == EINTR);
  return result == 0 || errno != EWOULDBLOCK;
}

static int
open_part (const char *path, GError **error)
{
  int part = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, READABLE);

  if (part < 0)
    tarn_lab_fail_writing (path, errno, error);
  else if (!lock (part))
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_FILE, "%s: another process writes to it",
                   name);
      tarn_lab_lines_close (part);
      return -1;
    }
  return part;
}

/* Drops what is not whole, so that new lines stand behind whole ones. */
static gboolean
move_to_end (int part, const char *path, guint64 n_whole, GError **error)
{
  return (ftruncate (part, (off_t) n_whole) == 0 && lseek (part, 0, SEEK_END) >= 0)
         || tarn_lab_fail_writing (path, errno, error);
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

/* Takes over what is in the part, and makes it ready for more. */
static gboolean
begin_part (TarnLabOutcome *self, int part, const char *path, TarnLabOutcome **out_before,
            GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (TarnLabOutcome) before = NULL;
  guint64 n_whole = 0;

  tarn_lab_lines_append_head (head, self->head);
  if (is_begin_of_head (part, head))
    return move_to_end (part, path, 0, error) && tarn_lab_lines_write (part, path, head, error);

  before = read_file (path, &n_whole, error);
  if (before == NULL)
    return FALSE;
  if (!tarn_lab_outcome_merge (self, before, error))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  *out_before = g_steal_pointer (&before);
  return move_to_end (part, path, n_whole, error);
}

gboolean
tarn_lab_outcome_keep (TarnLabOutcome *self, const char *path, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->part < 0, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_autoptr (TarnLabOutcome) before = NULL;
  int part = open_part (path, error);

  if (part < 0)
    return FALSE;
  if (!begin_part (self, part, path, &before, error))
    {
      tarn_lab_lines_close (part);
      return FALSE;
    }
  self->part = part;
  self->part_path = g_strdup (path);
  return add_missing (self, before, error);
}

/* --- The finished file ------------------------------------------------------------------------ */

static gboolean
write_all (const TarnLabOutcome *self, int file, const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  tarn_lab_lines_append_head (text, self->head);
  for (guint i = 0; i < tarn_lab_head_get_n_cells (self->head); i++)
    {
      if (self->rows[i] != NULL)
        tarn_lab_lines_append_cell (text, self, i);
      if (text->len < CHUNK_BYTES)
        continue;
      if (!tarn_lab_lines_write (file, path, text, error))
        return FALSE;
      g_string_truncate (text, 0);
    }
  tarn_lab_lines_append_end (text, self);
  return tarn_lab_lines_write (file, path, text, error);
}

/* A file is only renamed after all of it is on the disk, because the part may be removed then. */
gboolean
tarn_lab_outcome_save (const TarnLabOutcome *self, const char *path, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int file = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, READABLE);

  if (file < 0)
    return tarn_lab_fail_writing (path, errno, error);

  gboolean is_good = write_all (self, file, path, error);
  if (is_good && fsync (file) != 0)
    is_good = tarn_lab_fail_writing (path, errno, error);
  tarn_lab_lines_close (file);
  if (is_good && g_rename (temporary, path) != 0)
    is_good = tarn_lab_fail_writing (path, errno, error);
  if (!is_good)
    g_unlink (temporary);
  return is_good;
}
