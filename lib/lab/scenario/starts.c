/* SPDX-License-Identifier: MIT */
#include "lab/scenario/starts.h"

#include "lab/history/csv.h"
#include "lab/history/file.h"
#include "lab/history/entry.h"
#include "lab/history/text.h"
#include "lab/history/time.h"

#define refuse tarn_lab_history_refuse

enum
{
  ROWS_MAX = TARN_LAB_HISTORY_ENTRIES_MAX,
};

typedef enum
{
  COLUMN_VIEW,
  COLUMN_KIND,
  COLUMN_TIME, /* these three say when, and only one of them is there */
  COLUMN_TIME_US,
  COLUMN_OFFSET,
  N_COLUMNS, /* also a column that is not read */
} Column;

/* The event log of a trial has view, kind and time_us. */
static const char *const column_names[N_COLUMNS] = { "view", "kind", "time", "time_us", "offset" };

typedef struct
{
  TarnLabCsv csv;
  GArray *columns; /* Column; by place in a row */
  gboolean has_column[N_COLUMNS];
  GHashTable *places; /* char * -> the place of the name plus one */
  TarnLabStarts *starts;
} Reader;

static void
clear (gpointer data)
{
  TarnLabStarts *self = data;

  g_free (self->path);
  g_free (self->sha256);
  g_ptr_array_unref (self->names);
  g_array_unref (self->rows);
}

void
tarn_lab_starts_unref (TarnLabStarts *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* --- Cells -------------------------------------------------------------------------------------- */

static guint
find_name (Reader *reader, const char *name)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (reader->places, name));

  if (place == 0)
    {
      char *kept = g_strdup (name);

      g_ptr_array_add (reader->starts->names, kept);
      place = reader->starts->names->len;
      g_hash_table_insert (reader->places, kept, GUINT_TO_POINTER (place));
    }
  return place - 1;
}

/* Milliseconds are what AWS and Iceberg count in, and microseconds what the event log of a trial does. */
static gboolean
read_time (Reader *reader, Column column, gint64 *out_time_us, GError **error)
{
  const char *text = reader->csv.cell->str;
  gint64 scale = column == COLUMN_TIME_US ? 1 : 1000;
  guint64 max = (guint64) (tarn_lab_history_time_max_ms * 1000 / scale), number;

  if (column == COLUMN_OFFSET)
    return tarn_lab_history_parse_seconds (text, out_time_us)
           || tarn_lab_csv_refuse_cell (&reader->csv, column_names[column],
                                        "a number of seconds such as 90 or 0.25", error);
  if (g_ascii_string_to_unsigned (text, 10, 0, max, &number, NULL))
    {
      *out_time_us = (gint64) number * scale;
      return TRUE;
    }
  return (column == COLUMN_TIME && tarn_lab_history_parse_time (text, out_time_us))
         || tarn_lab_csv_refuse_cell (
             &reader->csv, column_names[column],
             column == COLUMN_TIME
                 ? "a time such as 2026-11-01T08:30:00Z, or milliseconds since 1970"
                 : "a number of microseconds since 1970",
             error);
}

/* --- Lines -------------------------------------------------------------------------------------- */

static gboolean
read_column_name (Reader *reader, GError **error)
{
  const char *name = reader->csv.cell->str;
  Column column = COLUMN_VIEW;

  while (column < N_COLUMNS && !g_str_equal (column_names[column], name))
    column++;
  if (column < N_COLUMNS && reader->has_column[column])
    return refuse (error, "line %" G_GINT64_FORMAT ", column %u: %s is named twice",
                   reader->csv.line, reader->csv.place + 1, name);

  if (column < N_COLUMNS)
    reader->has_column[column] = TRUE;
  g_array_append_val (reader->columns, column);
  return TRUE;
}

static gboolean
read_header (Reader *reader, GError **error)
{
  do
    if (!tarn_lab_csv_read_cell (&reader->csv, error) || !read_column_name (reader, error))
      return FALSE;
  while (tarn_lab_csv_pass_comma (&reader->csv));

  const gboolean *has = reader->has_column;
  if (!has[COLUMN_VIEW])
    return refuse (error, "line %" G_GINT64_FORMAT ": the first line must name the column view",
                   reader->csv.line);
  if (has[COLUMN_TIME] + has[COLUMN_TIME_US] + has[COLUMN_OFFSET] != 1)
    return refuse (error,
                   "line %" G_GINT64_FORMAT
                   ": the first line must name one of the columns time, time_us and offset",
                   reader->csv.line);
  reader->starts->has_offsets = has[COLUMN_OFFSET];
  reader->starts->has_kinds = has[COLUMN_KIND];
  tarn_lab_csv_pass_line_end (&reader->csv);
  return TRUE;
}

/* Other kinds of rows of a log are not read. */
typedef struct
{
  TarnLabStartsRow row;
  gboolean is_wanted;
  gboolean lacks_view;
} Line;

static gboolean
read_value (Reader *reader, Column column, Line *line, GError **error)
{
  const GString *cell = reader->csv.cell;

  if (column == COLUMN_KIND)
    {
      line->row.is_start = g_str_equal (cell->str, "start");
      line->is_wanted = line->row.is_start || g_str_equal (cell->str, "request");
    }
  else if (column == COLUMN_VIEW)
    {
      line->lacks_view = cell->len == 0;
      line->row.view = line->lacks_view ? 0 : find_name (reader, cell->str);
    }
  else if (column < N_COLUMNS)
    return read_time (reader, column, &line->row.time_us, error);
  return TRUE;
}

static gboolean
read_cells (Reader *reader, Line *line, GError **error)
{
  do
    {
      if (reader->csv.place == reader->columns->len)
        return refuse (error, "line %d: it has more than %u columns", line->row.line,
                       reader->columns->len);
      if (!tarn_lab_csv_read_cell (&reader->csv, error)
          || !read_value (reader, g_array_index (reader->columns, Column, reader->csv.place), line,
                          error))
        return FALSE;
    }
  while (tarn_lab_csv_pass_comma (&reader->csv));

  return reader->csv.place + 1 == reader->columns->len
         || refuse (error, "line %d: it has %u of %u columns", line->row.line,
                    reader->csv.place + 1, reader->columns->len);
}

static gboolean
read_row (Reader *reader, GError **error)
{
  GArray *rows = reader->starts->rows;
  Line line = { .row = { .line = (gint) reader->csv.line }, .is_wanted = TRUE };

  if (!read_cells (reader, &line, error))
    return FALSE;
  tarn_lab_csv_pass_line_end (&reader->csv);
  if (!line.is_wanted)
    return TRUE;

  if (line.lacks_view)
    return refuse (error, "line %d: the view lacks", line.row.line);
  if (rows->len == ROWS_MAX)
    return tarn_lab_history_fail (error, TARN_LAB_ERROR_TOO_LARGE, "it has more than %d starts",
                                  ROWS_MAX);
  if (rows->len > 0
      && line.row.time_us < g_array_index (rows, TarnLabStartsRow, rows->len - 1).time_us)
    return refuse (error, "line %d: the row is earlier than the one before; sort the rows",
                   line.row.line);
  g_array_append_val (rows, line.row);
  return TRUE;
}

static gboolean
read_text (TarnLabStarts *starts, GBytes *text, GError **error)
{
  gsize size;
  const char *begin = g_bytes_get_data (text, &size);
  g_autoptr (GString) cell = g_string_new (NULL);
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  Reader reader = { .csv = { begin, begin + size, cell, 1, 0 },
                    .columns = columns,
                    .places = places,
                    .starts = starts };

  tarn_lab_csv_has_row (&reader.csv);
  if (!read_header (&reader, error))
    return FALSE;
  while (tarn_lab_csv_has_row (&reader.csv))
    if (!read_row (&reader, error))
      return FALSE;
  return TRUE;
}

/* --- Files -------------------------------------------------------------------------------------- */

static TarnLabStarts *
starts_new (const char *name, GBytes *content)
{
  TarnLabStarts *self = g_atomic_rc_box_new0 (TarnLabStarts);

  self->path = g_strdup (name);
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (TarnLabStartsRow));
  return self;
}

TarnLabStarts *
tarn_lab_starts_read (const char *path, const char *name, GError **error)
{
  g_autoptr (GBytes) content = tarn_lab_file_read (path, TARN_LAB_HISTORY_BYTES_MAX, error);
  g_autofree char *shown = g_filename_display_name (path);

  if (content == NULL)
    return NULL;

  TarnLabStarts *self = starts_new (name, content);
  g_autoptr (GBytes) text = tarn_lab_history_decode (content, error);
  if (text != NULL && read_text (self, text, error))
    return self;

  g_prefix_error (error, "%s: ", shown);
  tarn_lab_starts_unref (self);
  return NULL;
}
