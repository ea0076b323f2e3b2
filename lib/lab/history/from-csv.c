/* SPDX-License-Identifier: MIT */
#include "lab/history/from-csv.h"

#include "lab/history/csv.h"
#include "lab/history/time.h"

#define refuse tarn_lab_history_refuse

typedef enum
{
  COLUMN_TIME,
  COLUMN_OFFSET,
  COLUMN_OPERATION,
  COLUMN_ADDED_BYTES,
  COLUMN_REMOVED_BYTES,
  COLUMN_TOTAL_BYTES,
  N_COLUMNS,
} Column;

static const char *const column_names[N_COLUMNS] = {
  "time", "offset", "operation", "added-bytes", "removed-bytes", "total-bytes",
};

#define COLUMN_LIST "time, offset, operation, added-bytes, removed-bytes and total-bytes"

typedef struct
{
  TarnLabCsv csv;
  Column columns[N_COLUMNS]; /* by place in a row */
  guint n_columns;
  gboolean has_column[N_COLUMNS];
  gboolean has_iso_times;
  gint64 time_us; /* of the last row; TARN_LAB_HISTORY_UNKNOWN before the first */
} Reader;

/* --- Values ------------------------------------------------------------------------------------- */

static gboolean
refuse_cell (const Reader *reader, const char *wanted, GError **error)
{
  return tarn_lab_csv_refuse_cell (&reader->csv, column_names[reader->columns[reader->csv.place]],
                                   wanted, error);
}

static gboolean
read_time (Reader *reader, TarnLabHistoryEntry *entry, GError **error)
{
  guint64 time_ms;

  if (g_ascii_string_to_unsigned (reader->csv.cell->str, 10, 0,
                                  (guint64) tarn_lab_history_time_max_ms, &time_ms, NULL))
    {
      entry->time_us = (gint64) time_ms * 1000;
      return TRUE;
    }
  reader->has_iso_times = TRUE;
  return tarn_lab_history_parse_time (reader->csv.cell->str, &entry->time_us)
         || refuse_cell (reader, "a time such as 2026-11-01T08:30:00Z, or milliseconds since 1970",
                         error);
}

static gboolean
read_offset (Reader *reader, TarnLabHistoryEntry *entry, GError **error)
{
  return tarn_lab_history_parse_seconds (reader->csv.cell->str, &entry->time_us)
         || refuse_cell (reader, "a number of seconds such as 90 or 0.25", error);
}

static gboolean
read_operation (const Reader *reader, TarnLabHistoryEntry *entry, GError **error)
{
  static const char *const names[] = { [TARN_COMMIT_APPEND] = "append",
                                       [TARN_COMMIT_OVERWRITE] = "overwrite",
                                       [TARN_COMMIT_DELETE] = "delete",
                                       [TARN_COMMIT_REPLACE] = "replace" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (reader->csv.cell->str, names[i]))
      {
        entry->operation = (TarnCommitOperation) i;
        return TRUE;
      }
  return refuse_cell (reader, "append, overwrite, delete or replace", error);
}

static gboolean
read_bytes (const Reader *reader, gint64 *out_bytes, GError **error)
{
  guint64 bytes;

  if (!g_ascii_string_to_unsigned (reader->csv.cell->str, 10, 0,
                                   (guint64) tarn_lab_history_amount_max, &bytes, NULL))
    return refuse_cell (reader, "a number of bytes from 0 to 2^60", error);
  *out_bytes = (gint64) bytes;
  return TRUE;
}

static gboolean
read_value (Reader *reader, TarnLabHistoryEntry *entry, GError **error)
{
  Column column = reader->columns[reader->csv.place];

  if (reader->csv.cell->len == 0)
    return column > COLUMN_OFFSET || refuse_cell (reader, "a time", error);

  switch (column)
    {
    case COLUMN_TIME:
      return read_time (reader, entry, error);
    case COLUMN_OFFSET:
      return read_offset (reader, entry, error);
    case COLUMN_OPERATION:
      return read_operation (reader, entry, error);
    case COLUMN_ADDED_BYTES:
      return read_bytes (reader, &entry->added_bytes, error);
    case COLUMN_REMOVED_BYTES:
      return read_bytes (reader, &entry->removed_bytes, error);
    case COLUMN_TOTAL_BYTES:
    default:
      return read_bytes (reader, &entry->total_bytes, error);
    }
}

/* --- Lines -------------------------------------------------------------------------------------- */

static gboolean
find_column (const Reader *reader, Column *out_column)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    if (g_str_equal (reader->csv.cell->str, column_names[i]))
      {
        *out_column = (Column) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_name (Reader *reader, GError **error)
{
  Column column;

  if (!find_column (reader, &column))
    return refuse (error,
                   "line %" G_GINT64_FORMAT
                   ", column %u: the first line names the columns, which may be " COLUMN_LIST,
                   reader->csv.line, reader->csv.place + 1);
  if (reader->has_column[column])
    return refuse (error, "line %" G_GINT64_FORMAT ", column %u: %s is named twice",
                   reader->csv.line, reader->csv.place + 1, column_names[column]);

  reader->has_column[column] = TRUE;
  reader->columns[reader->n_columns++] = column;
  return TRUE;
}

static gboolean
read_header (Reader *reader, GError **error)
{
  do
    if (!tarn_lab_csv_read_cell (&reader->csv, error) || !read_name (reader, error))
      return FALSE;
  while (tarn_lab_csv_pass_comma (&reader->csv));

  if (reader->has_column[COLUMN_TIME] == reader->has_column[COLUMN_OFFSET])
    return refuse (error,
                   "line %" G_GINT64_FORMAT ": the first line must name either time or offset",
                   reader->csv.line);
  tarn_lab_csv_pass_line_end (&reader->csv);
  return TRUE;
}

static gboolean
read_row (Reader *reader, TarnLabHistoryEntry *entry, GError **error)
{
  gint64 line = reader->csv.line;

  do
    {
      if (reader->csv.place == reader->n_columns)
        return refuse (error, "line %" G_GINT64_FORMAT ": it has more than %u columns", line,
                       reader->n_columns);
      if (!tarn_lab_csv_read_cell (&reader->csv, error) || !read_value (reader, entry, error))
        return FALSE;
    }
  while (tarn_lab_csv_pass_comma (&reader->csv));

  if (reader->csv.place + 1 < reader->n_columns)
    return refuse (error, "line %" G_GINT64_FORMAT ": it has %u of %u columns", line,
                   reader->csv.place + 1, reader->n_columns);
  if (entry->time_us < reader->time_us)
    return refuse (error,
                   "line %" G_GINT64_FORMAT
                   ", column %s: the row is earlier than the one before; sort the rows",
                   line,
                   column_names[reader->has_column[COLUMN_TIME] ? COLUMN_TIME : COLUMN_OFFSET]);

  reader->time_us = entry->time_us;
  tarn_lab_csv_pass_line_end (&reader->csv);
  return TRUE;
}

static gboolean
read_rows (Reader *reader, TarnLabHistoryDraft *draft, GError **error)
{
  while (tarn_lab_csv_has_row (&reader->csv))
    {
      TarnLabHistoryEntry entry = tarn_lab_history_entry_new (reader->csv.line);

      if (draft->entries->len == TARN_LAB_HISTORY_ENTRIES_MAX)
        return tarn_lab_history_fail (error, TARN_LAB_ERROR_TOO_LARGE, "it has more than %d rows",
                                      TARN_LAB_HISTORY_ENTRIES_MAX);
      if (!read_row (reader, &entry, error))
        return FALSE;
      g_array_append_val (draft->entries, entry);
    }
  return TRUE;
}

gboolean
tarn_lab_history_read_csv (TarnLabHistoryDraft *draft, const char *text, gsize size, GError **error)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  Reader reader = { .csv = { text, text + size, cell, 1, 0 }, .time_us = TARN_LAB_HISTORY_UNKNOWN };

  tarn_lab_csv_has_row (&reader.csv);
  if (!read_header (&reader, error) || !read_rows (&reader, draft, error))
    return FALSE;
  if (draft->entries->len == 0)
    return refuse (error, "it has no row below the names of the columns");

  draft->noun = "line";
  draft->has_offsets = reader.has_column[COLUMN_OFFSET];
  draft->has_epoch_times = reader.has_column[COLUMN_TIME] && !reader.has_iso_times;
  draft->history->n_entries = draft->entries->len;
  return TRUE;
}
