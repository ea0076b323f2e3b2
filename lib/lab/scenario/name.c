/* SPDX-License-Identifier: MIT */
#include "lab/scenario/name.h"

#include <string.h>

/* A point parts the parts of a name, and is an ordinary letter in a name of one part. */
static gboolean
is_bare (char letter, gboolean may_be_point)
{
  return g_ascii_isalnum (letter) || (letter != '\0' && strchr ("_-%", letter) != NULL)
         || (may_be_point && letter == '.');
}

/* Reads a part in quotes; @text is behind the first of them. Returns what follows, or NULL. */
static const char *
read_quoted (const char *text, GString *part)
{
  for (; *text != '"'; text++)
    {
      if (*text == '\\' && (text[1] == '"' || text[1] == '\\'))
        text++;
      else if (*text == '\0' || *text == '\\')
        return NULL;
      g_string_append_c (part, *text);
    }

  return text + 1;
}

static const char *
read_part (const char *text, gboolean may_have_point, GString *part)
{
  if (*text == '"')
    return read_quoted (text + 1, part);
  for (; is_bare (*text, may_have_point); text++)
    g_string_append_c (part, *text);
  return text;
}

const char *
tarn_lab_name_parse (const char *text, guint n_parts, char **parts)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_parts; i++)
    {
      g_autoptr (GString) part = g_string_new (NULL);

      if (i > 0 && *text++ != '.')
        return "has no point between the database and the table";
      const char *begin = text;
      text = read_part (text, n_parts == 1, part);
      if (text == NULL)
        return "has a wrong quote";
      if (text == begin && *text != '\0' && *text != '.')
        return "has a character that needs quotes";
      if (part->len == 0)
        return "has a part without a character";
      if (g_utf8_strlen (part->str, -1) > TARN_LAB_NAME_MAX)
        return "has a part of more than 255 characters";
      if (n_parts > 1)
        g_string_ascii_down (part);
      g_ptr_array_add (found, g_string_free (g_steal_pointer (&part), FALSE));
    }
  if (*text != '\0')
    return *text == '.' ? "has a point too many" : "has a character that needs quotes";

  for (guint i = 0; i < n_parts; i++)
    parts[i] = g_steal_pointer (&g_ptr_array_index (found, i));
  return NULL;
}

static void
append_part (GString *text, const char *part, gboolean may_have_point)
{
  gboolean needs_quotes = FALSE;

  for (const char *at = part; *at != '\0'; at++)
    needs_quotes = needs_quotes || !is_bare (*at, may_have_point);
  if (!needs_quotes)
    {
      g_string_append (text, part);
      return;
    }

  g_string_append_c (text, '"');
  for (; *part != '\0'; part++)
    {
      if (*part == '"' || *part == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *part);
    }
  g_string_append_c (text, '"');
}

void
tarn_lab_name_append (GString *text, const char *name)
{
  append_part (text, name, TRUE);
}

void
tarn_lab_table_name_append (GString *text, const char *database_name, const char *name)
{
  append_part (text, database_name, FALSE);
  g_string_append_c (text, '.');
  append_part (text, name, FALSE);
}

gboolean
tarn_lab_name_is_numbered (const char *part)
{
  return strstr (part, TARN_LAB_NUMBER_MARK) != NULL;
}

char *
tarn_lab_name_number (const char *part, const char *number)
{
  const char *mark = strstr (part, TARN_LAB_NUMBER_MARK);

  if (mark == NULL)
    return g_strdup (part);

  g_autofree char *before = g_strndup (part, (gsize) (mark - part));
  return g_strconcat (before, number != NULL ? number : "", mark + strlen (TARN_LAB_NUMBER_MARK),
                      NULL);
}
