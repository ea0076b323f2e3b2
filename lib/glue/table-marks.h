/* SPDX-License-Identifier: MIT */
/*
 * The measures keep of a base table integrals of its changes, and the points in its history that views include.
 * Such a point has a mark, which has the time of the first change after it. So a commit touches no view and at
 * most the newest mark, and a table has no more marks than there are points that views include.
 */
#pragma once

#include <tarn/tarn-wide.h>

#include "glue/table.h"

typedef struct
{
  guint64 n_changes; /* up to the point */
  TarnWide bytes;    /* what these changes changed */
  gint64 next_us;    /* when the first change after the point came; 0 if none came */
  guint n_users;     /* how many times views include the point */
} TarnMark;

typedef struct
{
  TarnWide
      commits_area;    /* the integral of the number of changes, until the last one, modulo 2^128 */
  TarnWide bytes_area; /* that of the changed bytes */
  gint64 settled_us;   /* when the last change came */
  GArray *marks;       /* TarnMark; in the order of the history */
  guint n_unused;      /* marks that nobody uses, which are removed from time to time */
} TarnTableMarks;

void tarn_table_marks_init (TarnTableMarks *self, gint64 now_us);
void tarn_table_marks_clear (TarnTableMarks *self);

/* @current is the point before the change. */
void tarn_table_marks_note_change (TarnTableMarks *self, const TarnSourcePoint *current,
                                   gint64 now_us);

/*
 * Uses the mark at @point, which is made if it is not there. @next_us is when the first change after the point
 * came; 0 if none came.
 */
void tarn_table_marks_use (TarnTableMarks *self, const TarnSourcePoint *point, gint64 next_us);

/* Uses once more, or no longer, the mark that is at @n_changes. */
void tarn_table_marks_use_again (TarnTableMarks *self, guint64 n_changes);
void tarn_table_marks_leave (TarnTableMarks *self, guint64 n_changes);

/* Returns NULL if there is no mark at @n_changes. */
TarnMark *tarn_table_marks_find (const TarnTableMarks *self, guint64 n_changes);

/* Adds the integrals of the table until @now_us. */
void tarn_table_marks_add_areas (const TarnTableMarks *self, const TarnSourcePoint *current,
                                 gint64 now_us, TarnWide *commits_area, TarnWide *bytes_area);
