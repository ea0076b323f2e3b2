/* SPDX-License-Identifier: MIT */
#include "glue/table-marks.h"

#include "kernel/bisect.h"

void
tarn_table_marks_init (TarnTableMarks *self, gint64 now_us)
{
  *self = (TarnTableMarks){ .settled_us = now_us };
  self->marks = g_array_new (FALSE, FALSE, sizeof (TarnMark));
}

void
tarn_table_marks_clear (TarnTableMarks *self)
{
  g_array_unref (self->marks);
}

void
tarn_table_marks_add_areas (const TarnTableMarks *self, const TarnSourcePoint *current,
                            gint64 now_us, TarnWide *commits_area, TarnWide *bytes_area)
{
  guint64 duration_us = (guint64) (now_us - self->settled_us);

  *commits_area = tarn_wide_sum (*commits_area, self->commits_area);
  *commits_area
      = tarn_wide_sum (*commits_area, tarn_wide_multiply (current->n_changes, duration_us));
  *bytes_area = tarn_wide_sum (*bytes_area, self->bytes_area);
  *bytes_area = tarn_wide_sum (*bytes_area, tarn_wide_scale (current->bytes, duration_us));
}

void
tarn_table_marks_note_change (TarnTableMarks *self, const TarnSourcePoint *current, gint64 now_us)
{
  TarnWide commits_area = { 0, 0 }, bytes_area = { 0, 0 };
  TarnMark *newest
      = self->marks->len > 0 ? &g_array_index (self->marks, TarnMark, self->marks->len - 1) : NULL;

  tarn_table_marks_add_areas (self, current, now_us, &commits_area, &bytes_area);
  self->commits_area = commits_area;
  self->bytes_area = bytes_area;
  self->settled_us = now_us;
  if (newest != NULL && newest->n_changes == current->n_changes)
    newest->next_us = now_us;
}

/* --- Marks ------------------------------------------------------------------------------------ */

static gboolean
is_before (gconstpointer marks, guint index, gconstpointer n_changes)
{
  return ((const TarnMark *) marks)[index].n_changes < *(const guint64 *) n_changes;
}

/*
 * Returns the place of the first mark that is not before @n_changes. Often that is the newest mark, or there is no
 * such mark yet.
 */
static guint
find_place (const TarnTableMarks *self, guint64 n_changes)
{
  gconstpointer marks = self->marks->data;
  guint n_marks = self->marks->len;

  if (n_marks > 0 && is_before (marks, n_marks - 1, &n_changes))
    return n_marks;
  if (n_marks > 1 && is_before (marks, n_marks - 2, &n_changes))
    return n_marks - 1;

  return tarn_bisect (marks, n_marks, is_before, &n_changes);
}

TarnMark *
tarn_table_marks_find (const TarnTableMarks *self, guint64 n_changes)
{
  guint place = find_place (self, n_changes);

  if (place == self->marks->len)
    return NULL;

  TarnMark *mark = &g_array_index (self->marks, TarnMark, place);
  return mark->n_changes == n_changes ? mark : NULL;
}

static void
add_user (TarnTableMarks *self, TarnMark *mark)
{
  self->n_unused -= mark->n_users == 0;
  mark->n_users++;
}

void
tarn_table_marks_use_again (TarnTableMarks *self, guint64 n_changes)
{
  add_user (self, tarn_table_marks_find (self, n_changes));
}

void
tarn_table_marks_use (TarnTableMarks *self, const TarnSourcePoint *point, gint64 next_us)
{
  TarnMark mark = { point->n_changes, point->bytes, next_us, 1 };

  TarnMark *known = tarn_table_marks_find (self, point->n_changes);
  if (known != NULL)
    add_user (self, known);
  else
    g_array_insert_val (self->marks, find_place (self, point->n_changes), mark);
}

static void
remove_unused (TarnTableMarks *self)
{
  guint n_kept = 0;

  for (guint i = 0; i < self->marks->len; i++)
    {
      TarnMark mark = g_array_index (self->marks, TarnMark, i);

      if (mark.n_users > 0)
        g_array_index (self->marks, TarnMark, n_kept++) = mark;
    }
  g_array_set_size (self->marks, n_kept);
  self->n_unused = 0;
}

/* Removes unused marks only when they are the most, so that each removal pays for the walk. */
void
tarn_table_marks_leave (TarnTableMarks *self, guint64 n_changes)
{
  TarnMark *mark = tarn_table_marks_find (self, n_changes);

  mark->n_users--;
  self->n_unused += mark->n_users == 0;
  if (self->n_unused > 8 + self->marks->len / 2)
    remove_unused (self);
}
