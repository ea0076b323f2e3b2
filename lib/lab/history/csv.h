/* SPDX-License-Identifier: MIT */
/* Reads comma-separated values as RFC 4180 has them, cell by cell. */
#pragma once

#include <glib.h>

typedef struct
{
  const char *text;
  const char *end;
  GString *cell; /* that was read last */
  gint64 line;   /* from 1 */
  guint place;   /* of the cell in its line, from 0 */
} TarnLabCsv;

/* Passes empty lines. Returns whether another line follows. */
gboolean tarn_lab_csv_has_row (TarnLabCsv *self);
/* Reads up to the next comma or the end of the line. */
gboolean tarn_lab_csv_read_cell (TarnLabCsv *self, GError **error);
/* Returns whether another cell follows in the line. */
gboolean tarn_lab_csv_pass_comma (TarnLabCsv *self);
void tarn_lab_csv_pass_line_end (TarnLabCsv *self);
/* Says that the cell is not what its column wants, and returns FALSE. */
gboolean tarn_lab_csv_refuse_cell (const TarnLabCsv *self, const char *column, const char *wanted,
                                   GError **error);
