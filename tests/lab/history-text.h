/* SPDX-License-Identifier: MIT */
/*
 * Writes a history as a line of text, so that a row of a table shows all that it expects. JSON is written with
 * single quotes, because C would need an escape for each double quote.
 */
#pragma once

#include "lab/history/history.h"

#include <string.h>
#include <tarn-lab/tarn-lab-error.h>

static inline char *
make_json (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static inline void
append_counts (GString *text, guint first_count, ...)
{
  const char *name;
  guint count = first_count;
  va_list args;

  va_start (args, first_count);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      if (count > 0)
        g_string_append_printf (text, " %s=%u", name, count);
      count = va_arg (args, guint);
    }
  va_end (args);
}

static inline void
append_commit (GString *text, const TarnLabHistory *history, guint i)
{
  static const char letters[] = "AODR"; /* append, overwrite, delete, replace */
  const TarnLabTraceCommit *commit = &g_array_index (history->commits, TarnLabTraceCommit, i);

  g_string_append_printf (text, " %" G_GINT64_FORMAT "%c+%" G_GUINT64_FORMAT,
                          commit->offset_us / 1000, letters[commit->operation],
                          commit->added_bytes);
  g_string_append_printf (text, "-%" G_GUINT64_FORMAT "=%" G_GINT64_FORMAT, commit->removed_bytes,
                          commit->total_bytes);
}

/*
 * Returns "used/entries first=.. append=..; size in bytes, @time of the first commit, length of a pass, and changed
 * bytes per day; offset, operation, bytes and size of each commit", with times in ms. Of more than four commits only
 * the first and the last are written.
 */
static inline char *
history_to_text (const TarnLabHistory *history)
{
  GString *text = g_string_new (NULL);
  guint n_commits = history->commits->len;

  g_string_printf (text, "%u/%u", history->n_used, history->n_entries);
  append_counts (text, history->n_first, "first", history->n_earlier, "earlier",
                 history->n_compactions, "compactions", history->n_off_main, "off-main",
                 history->n_detached, "detached", history->n_untimed, "untimed",
                 history->n_duplicates, "copies", history->n_appends, "append", history->n_removals,
                 "remove", history->n_rewrites, "rewrite", history->n_copies_on_write, "copy",
                 history->n_merges_on_read, "merge", history->n_empty, "empty", history->n_unsized,
                 "unsized", 0u, NULL);
  if (history->has_size)
    g_string_append_printf (text, "; %" G_GUINT64_FORMAT, history->size_bytes);
  else
    g_string_append (text, "; ?");
  g_string_append_printf (text, " @%" G_GINT64_FORMAT " pass %" G_GINT64_FORMAT,
                          history->first_time_us / 1000, history->length_us / 1000);
  g_string_append_printf (text, " %" G_GUINT64_FORMAT "/day%s", history->changed_bytes_per_day,
                          n_commits > 0 ? ";" : "");
  for (guint i = 0; i < n_commits; i++)
    if (n_commits <= 4 || i == 0 || i + 1 == n_commits)
      append_commit (text, history, i);
  return g_string_free (text, FALSE);
}

static inline void
assert_has_words (const char *text, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, "|", -1);

  for (char **word = parts; *word != NULL; word++)
    if (strstr (text, *word) == NULL)
      g_test_fail_printf ("no \"%s\" in: %s", *word, text);
}

/* The counts of a history add up, and its notes are lines. */
static inline void
assert_is_whole (const TarnLabHistory *history)
{
  gint64 last_us = 0;

  g_assert_cmpuint (history->commits->len, ==, history->n_used);
  g_assert_cmpuint (history->n_entries, ==,
                    history->n_used + history->n_first + history->n_earlier + history->n_compactions
                        + history->n_off_main + history->n_detached + history->n_untimed
                        + history->n_duplicates);
  g_assert_cmpuint (history->n_used, ==,
                    history->n_appends + history->n_removals + history->n_rewrites
                        + history->n_copies_on_write + history->n_merges_on_read + history->n_empty
                        + history->n_unsized);
  for (guint i = 0; i < history->commits->len; i++)
    {
      const TarnLabTraceCommit *commit = &g_array_index (history->commits, TarnLabTraceCommit, i);

      g_assert_cmpint (commit->offset_us, >=, last_us);
      g_assert_cmpint (commit->operation, !=, TARN_COMMIT_REPLACE);
      g_assert_cmpint (commit->total_bytes >= 0, ==, history->has_size);
      last_us = commit->offset_us;
    }
  g_assert_true (history->length_us == 0 || history->length_us >= last_us);
  for (guint i = 0; i < history->notes->len; i++)
    {
      const char *note = history->notes->pdata[i];

      g_assert_true (g_utf8_validate (note, -1, NULL));
      g_assert_null (strchr (note, '\n'));
      g_assert_true (g_str_has_suffix (note, "."));
    }
}

static inline void
assert_history_is (const TarnLabHistory *history, const char *expected, const char *words)
{
  g_autofree char *text = history_to_text (history);
  g_autofree char *notes = NULL;

  assert_is_whole (history);
  if (!g_str_equal (text, expected))
    g_test_fail_printf ("\"%s\" instead of \"%s\"", text, expected);
  g_ptr_array_add (history->notes, NULL);
  notes = g_strjoinv (" ", (char **) history->notes->pdata);
  g_ptr_array_set_size (history->notes, (gint) history->notes->len - 1);
  if (words != NULL)
    assert_has_words (notes, words);
}

static inline void
assert_error_is (const GError *error, TarnLabError code, const char *name, const char *words)
{
  g_assert_error (error, TARN_LAB_ERROR, (gint) code);
  g_assert_true (g_str_has_prefix (error->message, name));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  assert_has_words (error->message, words);
}
