/* SPDX-License-Identifier: MIT */
/*
 * Summarizes a journal, so that one finds the reason of a failure: calls that repeat are folded, moves of the
 * clock are left out, and what went wrong is listed even if it is long ago.
 */
#include "admission/journal.h"

#include <string.h>

#include "kernel/calendar.h"

/* One line of the summary: one entry, or the same call several times. */
typedef struct
{
  guint first; /* the first of its entries */
  guint n_entries;
  gint64 last_us;
  gboolean is_shown;
} Row;

static gboolean
is_same_call (const TarnJournalLine *a, const TarnJournalLine *b)
{
  return a->kind == TARN_JOURNAL_CALL && b->kind == TARN_JOURNAL_CALL
         && g_str_equal (a->text, b->text) && g_strcmp0 (a->answer, b->answer) == 0
         && g_strcmp0 (a->answer_text, b->answer_text) == 0;
}

static GArray *
fold (TarnJournal *journal)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));

  for (guint i = 0; i < tarn_journal_get_length (journal); i++)
    {
      TarnJournalLine line = tarn_journal_get_line (journal, i);
      Row *last = rows->len > 0 ? &g_array_index (rows, Row, rows->len - 1) : NULL;

      if (line.kind == TARN_JOURNAL_CLOCK)
        continue;

      TarnJournalLine before = last != NULL ? tarn_journal_get_line (journal, last->first) : line;
      if (last != NULL && is_same_call (&before, &line))
        {
          last->n_entries++;
          last->last_us = line.time_us;
          continue;
        }

      Row row = { i, 1, line.time_us, FALSE };
      g_array_append_val (rows, row);
    }

  return rows;
}

/* A rule that repeats or delays an EventBridge event shows as the cause of a change. */
static gboolean
is_change_telling (const char *text)
{
  static const char *const signs[]
      = { ">FAILED", ">PARTIALLY_SUCCEEDED", " invocation-failure", " redelivery", " late-event" };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strstr (text, signs[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* Returns whether the line may be the reason of a failure. */
static gboolean
is_telling (const TarnJournalLine *line)
{
  switch (line->kind)
    {
    case TARN_JOURNAL_CALL:
      return g_strcmp0 (line->answer, "ok") != 0;
    case TARN_JOURNAL_CHANGE:
      return is_change_telling (line->text);
    case TARN_JOURNAL_OPTION:
      return g_str_has_prefix (line->text, "faults");
    case TARN_JOURNAL_ACCESS:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
choose (TarnJournal *journal, GArray *rows, guint n_lines)
{
  guint n_telling = 0;

  for (guint i = 0; i < MIN (rows->len, n_lines); i++)
    g_array_index (rows, Row, rows->len - 1 - i).is_shown = TRUE;
  for (guint i = rows->len; i > 0 && n_telling < n_lines; i--)
    {
      Row *row = &g_array_index (rows, Row, i - 1);
      TarnJournalLine line = tarn_journal_get_line (journal, row->first);

      if (!row->is_shown && is_telling (&line))
        {
          row->is_shown = TRUE;
          n_telling++;
        }
    }
}

static void
append_row (GString *text, TarnJournal *journal, const Row *row)
{
  g_autofree char *line = tarn_journal_dup_line (journal, row->first);

  g_string_append (text, line);
  if (row->n_entries > 1)
    {
      g_string_append_printf (text, ", %u times until ", row->n_entries);
      tarn_calendar_append_time (text, row->last_us);
    }
  g_string_append_c (text, '\n');
}

char *
tarn_journal_dup_summary (TarnJournal *self, guint n_lines)
{
  g_return_val_if_fail (TARN_IS_JOURNAL (self), NULL);

  g_autoptr (GArray) rows = fold (self);
  GString *text = g_string_new (NULL);
  guint n_left_out = 0;

  choose (self, rows, n_lines);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if (!row->is_shown)
        {
          n_left_out++;
          continue;
        }
      if (n_left_out > 0)
        g_string_append_printf (text, "... %u lines\n", n_left_out);
      n_left_out = 0;
      append_row (text, self, row);
    }

  return g_string_free (text, FALSE);
}
