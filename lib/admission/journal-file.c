/* SPDX-License-Identifier: MIT */
/* Journals as files: the text of the entries, one line each. A journal that was read can be searched, counted
 * and compared, but not replayed, because a line does not hold everything that a command needs. */
#include <string.h>

#include <tarn/tarn-error.h>

#include "admission/journal.h"
#include "kernel/calendar.h"
#include "kernel/fail.h"
#include "kernel/file.h"

#define SHOWN_BYTES_MAX 100

/* --- Writing ---------------------------------------------------------------------------------- */

gboolean
tarn_journal_save_to_file (TarnJournal *self, const char *path, GError **error)
{
  g_return_val_if_fail (TARN_IS_JOURNAL (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_autofree char *text = tarn_journal_dup_text (self);
  return tarn_file_write (path, text, strlen (text), G_FILE_SET_CONTENTS_CONSISTENT, error);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static const char *const kind_words[] = {
  [TARN_JOURNAL_CALL] = "call ",     [TARN_JOURNAL_CHANGE] = "change ",
  [TARN_JOURNAL_OPTION] = "option ", [TARN_JOURNAL_ACCESS] = "access ",
  [TARN_JOURNAL_CLOCK] = "clock ",   [TARN_JOURNAL_CLIENT] = "client ",
};

static gboolean
read_kind (const char *text, TarnJournalKind *out_kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_words); i++)
    if (g_str_has_prefix (text, kind_words[i]))
      {
        *out_kind = (TarnJournalKind) i;
        return TRUE;
      }

  *out_kind = TARN_JOURNAL_OPTION;
  return g_str_has_prefix (text, "faults ");
}

static gboolean
read_time (const char *text, gsize length, gint64 *out_time_us)
{
  g_autofree char *time = g_strndup (text, length);

  return tarn_calendar_parse_time (time, out_time_us);
}

/* An exception is named in letters, of which the first is a capital. Not all names end in Exception. */
static gboolean
is_answer (const char *text, gsize length)
{
  g_autofree char *answer = g_strndup (text, length);

  if (g_strv_contains ((const char *const[]){ "ok", "error", "...", NULL }, answer))
    return TRUE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalpha (answer[i]))
      return FALSE;

  return g_ascii_isupper (answer[0]);
}

/* Finds " -> ANSWER" behind the arguments. An argument in quotes may hold such a text itself. */
static const char *
find_answer (const char *text, gsize *out_length)
{
  gboolean is_quoted = FALSE;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '\\' && at[1] != '\0')
        at++;
      else if (*at == '"')
        is_quoted = !is_quoted;
      else if (!is_quoted && g_str_has_prefix (at, " -> "))
        {
          *out_length = strcspn (at + 4, " ");
          if (is_answer (at + 4, *out_length))
            return at + 4;
        }
    }

  return NULL;
}

static gboolean
read_call (TarnJournal *self, gint64 time_us, const char *text)
{
  gsize length;
  const char *operation = strchr (text, ':'), *answer = find_answer (text, &length);

  if (operation == NULL || answer == NULL || answer < operation)
    return FALSE;

  g_autofree char *call = g_strndup (text, (gsize) (answer - text) - 4);
  g_autofree char *name = g_strndup (operation + 1, strcspn (operation + 1, " "));
  g_autofree char *word = g_strndup (answer, length);
  TarnJournalLine line = {
    TARN_JOURNAL_CALL, time_us, call, name, word, answer[length] == ' ' ? answer + length + 1 : NULL
  };
  tarn_journal_add_line (self, &line);
  return TRUE;
}

static gboolean
read_line (TarnJournal *self, const char *text)
{
  gsize time_length = strcspn (text, " ");
  TarnJournalKind kind;
  gint64 time_us;

  if (text[time_length] == '\0' || !read_time (text, time_length, &time_us)
      || !read_kind (text + time_length + 1, &kind))
    return FALSE;
  if (kind == TARN_JOURNAL_CALL)
    return read_call (self, time_us, text + time_length + 1);

  TarnJournalLine line = { .kind = kind, .time_us = time_us, .text = text + time_length + 1 };
  tarn_journal_add_line (self, &line);
  return TRUE;
}

/* The last line has a line break as well. @text is NULL if the file is empty. */
static gboolean
read_lines (TarnJournal *self, const char *text, gsize size, const char *path, GError **error)
{
  guint n_lines = 0;

  while (size > 0)
    {
      const char *line_end = memchr (text, '\n', size);
      gsize length = line_end != NULL ? (gsize) (line_end - text) : size;
      g_autofree char *line = g_strndup (text, length);

      n_lines++;
      if (line_end == NULL || strlen (line) != length || !read_line (self, line))
        {
          g_autofree char *shown
              = g_utf8_make_valid (line, (gssize) strnlen (line, SHOWN_BYTES_MAX));

          return tarn_fail (error, TARN_ERROR, TARN_ERROR_INVALID_JOURNAL,
                            "%s:%u: '%s' is no line of a journal", path, n_lines, shown);
        }
      text = line_end + 1;
      size -= length + 1;
    }

  return TRUE;
}

TarnJournal *
tarn_journal_new_from_file (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (GBytes) bytes = tarn_file_read (path, G_MAXSIZE, error);
  if (bytes == NULL)
    return NULL;

  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (TarnJournal) self = tarn_journal_new ();
  if (!read_lines (self, text, size, path, error))
    return NULL;
  return g_steal_pointer (&self);
}
