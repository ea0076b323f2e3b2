/* SPDX-License-Identifier: MIT */
#include "lab/scenario/refusal.h"

#include <string.h>

enum
{
  SHOWN_MAX = 100, /* bytes */
};

char *
tarn_lab_show (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (length, SHOWN_MAX));

  return length > SHOWN_MAX ? g_strconcat (valid, "...", NULL) : g_steal_pointer (&valid);
}

gboolean
tarn_lab_refuse (GError **error, TarnLabError code, const TarnLabPlace *place, const char *allowed,
                 const char *format, ...)
{
  g_autoptr (GString) text = g_string_new (place->file);
  g_autofree char *group = place->group != NULL ? tarn_lab_show (place->group) : NULL;
  g_autofree char *key = place->key != NULL ? tarn_lab_show (place->key) : NULL;
  va_list arguments;

  if (place->line > 0)
    g_string_append_printf (text, ":%u", place->line);
  g_string_append (text, ": ");
  if (group != NULL)
    g_string_append_printf (text, "%s%s%s: ", group, key != NULL ? "." : "",
                            key != NULL ? key : "");

  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
  g_string_append_printf (text, "; allowed: %s", allowed);

  g_set_error_literal (error, TARN_LAB_ERROR, (gint) code, text->str);
  return FALSE;
}
