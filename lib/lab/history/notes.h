/* SPDX-License-Identifier: MIT */
/* Tells in sentences what was read and skipped, and what a reader of figures must know. */
#pragma once

#include "lab/history/entry.h"

/* This is what the notes tell beside the figures of the history. */
typedef struct
{
  gboolean has_seconds;     /* the times of the file were seconds */
  gboolean ignores_totals;  /* they do not grow with what is appended */
  gboolean ignores_size;    /* that of the file, because the user gives another */
  gboolean assumes_records; /* how many bytes a record has is not worked out, but the default */
  gboolean is_daily;        /* so that the length of a pass is rounded to whole days */
  guint n_raised;           /* times that were earlier than the one before */
  guint n_unbalanced;       /* totals that do not follow from what was added and removed */
  guint n_overdrawn;        /* commits that remove more than the table holds */
  guint n_lost;             /* commits whose parent is not in the file */
  gint64 lost_label;        /* of the first of them */
  gint64 base_us;   /* when the table was first seen; TARN_LAB_HISTORY_UNKNOWN if it was not */
  gint64 file_size; /* what the file tells in place of @size_bytes */
} TarnLabHistoryFindings;

void tarn_lab_history_add_notes (const TarnLabHistoryDraft *draft,
                                 const TarnLabHistoryOptions *options,
                                 const TarnLabHistoryFindings *findings);
