/* SPDX-License-Identifier: MIT */
/* The lines of the files of an outcome, each behind its checksum, and how they are written. */
#pragma once

#include "lab/experiment/rows.h"

enum
{
  TARN_LAB_CHECKSUM_LENGTH = 16, /* hexadecimal digits of a SHA-256 */
};

/* The line of a cell begins so. */
#define TARN_LAB_CELL_LINE "cell "
/* The last line of a finished file is this, or begins so and goes on with the cells that lack. */
#define TARN_LAB_COMPLETE_LINE "complete"
#define TARN_LAB_LACKS_LINE "lacks"

/* The caller frees it. */
char *tarn_lab_line_compute_checksum (const char *line, gsize length);
void tarn_lab_lines_append_head (GString *text, const TarnLabHead *head);
void tarn_lab_lines_append_cell (GString *text, const TarnLabOutcome *self, guint cell);
void tarn_lab_lines_append_end (GString *text, const TarnLabOutcome *self);

/* Returns the last line of a finished file. */
char *tarn_lab_outcome_make_end_line (const TarnLabOutcome *self);

/* Writes to an open file. @path is for messages. */
gboolean tarn_lab_lines_write (int file, const char *path, const GString *text, GError **error);

/* Adds the row of a cell to the part of the outcome. */
gboolean tarn_lab_lines_add_cell (const TarnLabOutcome *self, guint cell, GError **error);

/* Closes a part; -1 is none. */
void tarn_lab_lines_close (int part);

/* Fails with the text of an errno. */
gboolean tarn_lab_fail_writing (const char *path, int number, GError **error);
