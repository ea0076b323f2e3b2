/* SPDX-License-Identifier: MIT */
#include "wire/json-writer.h"

static void
append_separator (GString *json)
{
  char last = json->len > 0 ? json->str[json->len - 1] : '{';

  if (last != '{' && last != '[')
    g_string_append_c (json, ',');
}

/* The names come from this library and need no escapes. */
static void
append_name (GString *json, const char *name)
{
  append_separator (json);
  if (name == NULL)
    return;

  g_string_append_c (json, '"');
  g_string_append (json, name);
  g_string_append_len (json, "\":", 2);
}

void
tarn_wire_json_open (GString *json, const char *name, char bracket)
{
  append_name (json, name);
  g_string_append_c (json, bracket);
}

void
tarn_wire_json_close (GString *json, char bracket)
{
  g_string_append_c (json, bracket);
}

void
tarn_wire_json_add_members (GString *json, const char *members, gsize length)
{
  append_separator (json);
  g_string_append_len (json, members, (gssize) length);
}

/* --- Texts ------------------------------------------------------------------------------------ */

/* Returns the length of the beginning of the text that needs no escapes and is certainly valid UTF-8. */
static gsize
measure_plain (const char *text)
{
  const guchar *at = (const guchar *) text;

  while (*at >= 0x20 && *at < 0x7f && *at != '"' && *at != '\\')
    at++;
  return (gsize) (at - (const guchar *) text);
}

static void
append_escaped (GString *json, const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    {
      guchar c = (guchar) *at;

      if (c == '"' || c == '\\')
        g_string_append_c (json, '\\');
      if (c < 0x20)
        g_string_append_printf (json, "\\u%04x", c);
      else
        g_string_append_c (json, *at);
    }
}

static void
append_text (GString *json, const char *text)
{
  gsize n_plain = measure_plain (text);

  g_string_append_c (json, '"');
  g_string_append_len (json, text, (gssize) n_plain);
  if (text[n_plain] != '\0')
    {
      g_autofree char *valid = g_utf8_make_valid (text + n_plain, -1);

      append_escaped (json, valid);
    }
  g_string_append_c (json, '"');
}

void
tarn_wire_json_add_text (GString *json, const char *name, const char *value)
{
  if (value == NULL)
    return;

  append_name (json, name);
  append_text (json, value);
}

/* --- Numbers ---------------------------------------------------------------------------------- */

void
tarn_wire_json_add_integer (GString *json, const char *name, gint64 value)
{
  append_name (json, name);
  g_string_append_printf (json, "%" G_GINT64_FORMAT, value);
}

/* The value is unsigned, because the smallest integer has no positive counterpart of its own type. */
void
tarn_wire_json_add_thousandths (GString *json, const char *name, gint64 thousandths)
{
  guint64 value = thousandths < 0 ? 0 - (guint64) thousandths : (guint64) thousandths;

  append_name (json, name);
  g_string_append_printf (json, "%s%" G_GUINT64_FORMAT ".%03u", thousandths < 0 ? "-" : "",
                          value / 1000, (guint) (value % 1000));
}

void
tarn_wire_json_add_time (GString *json, const char *name, gint64 time_us)
{
  if (time_us != 0)
    tarn_wire_json_add_thousandths (json, name, time_us / 1000 - (time_us % 1000 < 0 ? 1 : 0));
}

void
tarn_wire_json_add_boolean (GString *json, const char *name, gboolean value)
{
  append_name (json, name);
  g_string_append (json, value ? "true" : "false");
}
