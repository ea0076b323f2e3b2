/* SPDX-License-Identifier: MIT */
#include "kernel/quoting.h"

void
tarn_append_quoted (GString *line, const char *text)
{
  g_autofree char *escaped = g_strescape (text, NULL);

  g_string_append_printf (line, "\"%s\"", escaped);
}

/* An empty text is no word, because a reader would take the next word for it. */
static gboolean
is_word (const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text) || *text == '"' || *text == '\\')
      return FALSE;

  return TRUE;
}

void
tarn_append_name (GString *line, const char *text)
{
  if (is_word (text))
    g_string_append (line, text);
  else
    tarn_append_quoted (line, text);
}
