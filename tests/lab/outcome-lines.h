/* SPDX-License-Identifier: MIT */
/* The lines of outcomes that are changed, and get the checksums that they should have then. */
#pragma once

#include <glib.h>
#include <string.h>

#include "lab/experiment/lines.h"
#include "worlds/outcome-of-text.h"

/* Returns the lines of a finished file, without their checksums. */
static inline GPtrArray *
make_lines (const char *lake, guint n_replications)
{
  g_autoptr (TarnLabOutcome) outcome = simulate (lake, n_replications);
  g_autofree char *text = tarn_lab_outcome_to_text (outcome);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *contents = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; *lines[i] != '\0'; i++)
    g_ptr_array_add (contents, g_strdup (lines[i] + TARN_LAB_CHECKSUM_LENGTH + 1));
  return contents;
}

static inline char *
join_lines (const GPtrArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = lines->pdata[i];
      g_autofree char *checksum = tarn_lab_line_compute_checksum (line, strlen (line));

      g_string_append_printf (text, "%s %s\n", checksum, line);
    }
  return g_string_free (text, FALSE);
}

static inline guint
find_line (const GPtrArray *lines, const char *begin)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_str_has_prefix (lines->pdata[i], begin)
        && (strchr (begin, ' ') != NULL || strlen (begin) == strcspn (lines->pdata[i], " ")))
      return i;

  g_assert_not_reached ();
}

static inline guint
count_lines (const GPtrArray *lines, const char *word)
{
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += g_str_has_prefix (lines->pdata[i], word)
                 && ((char *) lines->pdata[i])[strlen (word)] == ' '
             ? 1
             : 0;
  return n;
}

static inline guint
count_files (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}
