/* SPDX-License-Identifier: MIT */
#include "wire/json-reader.h"

#include <string.h>

#include "wire/refusal.h"

/* Checks the depth before jansson does, whose own limit is fixed. Brackets inside a string do not count. */
static gboolean
is_nested_too_deep (const guint8 *bytes, gsize size)
{
  gboolean is_in_text = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < size; i++)
    {
      if (is_in_text && bytes[i] == '\\')
        i++;
      else if (bytes[i] == '"')
        is_in_text = !is_in_text;
      else if (!is_in_text && (bytes[i] == '{' || bytes[i] == '['))
        depth++;
      else if (!is_in_text && (bytes[i] == '}' || bytes[i] == ']') && depth > 0)
        depth--;
      if (depth > TARN_WIRE_DEPTH_MAX)
        return TRUE;
    }
  return FALSE;
}

/* Uses the library's own words, because jansson's words depend on its version. */
static const char *
describe (const json_error_t *wrong)
{
  switch (json_error_code (wrong))
    {
    case json_error_duplicate_key:
      return "has a member twice";
    case json_error_numeric_overflow:
      return "has a number that is too large";
    case json_error_null_character:
    case json_error_null_byte_in_key:
      return "has a NUL in a string";
    default:
      return "is not JSON";
    }
}

json_t *
tarn_wire_json_parse (const guint8 *bytes, gsize size, GError **error)
{
  json_error_t wrong;

  if (size == 0)
    return json_object ();
  if (is_nested_too_deep (bytes, size))
    {
      g_set_error (error, TARN_WIRE_REFUSAL, TARN_WIRE_REFUSAL_SERIALIZATION,
                   "The body is nested over %d deep", TARN_WIRE_DEPTH_MAX);
      return NULL;
    }

  json_t *document = json_loadb ((const char *) bytes, size, JSON_REJECT_DUPLICATES, &wrong);
  if (json_is_object (document))
    return document;

  if (document == NULL)
    g_set_error (error, TARN_WIRE_REFUSAL, TARN_WIRE_REFUSAL_SERIALIZATION,
                 "The body %s, at line %d, column %d", describe (&wrong), wrong.line, wrong.column);
  else
    g_set_error_literal (error, TARN_WIRE_REFUSAL, TARN_WIRE_REFUSAL_SERIALIZATION,
                         "The body is JSON, but not an object");
  json_decref (document);
  return NULL;
}

/* --- Members ---------------------------------------------------------------------------------- */

static const char *const type_names[] = {
  [JSON_OBJECT] = "an object",
  [JSON_ARRAY] = "a list",
  [JSON_STRING] = "a string",
  [JSON_INTEGER] = "an integer",
  [JSON_REAL] = "a number with a fraction",
  [JSON_TRUE] = "true",
  [JSON_FALSE] = "false",
  [JSON_NULL] = "null",
};

static const char *const wanted[] = {
  [TARN_WIRE_TEXT] = "a string",
  [TARN_WIRE_BOOLEAN] = "true or false",
  [TARN_WIRE_INTEGER] = "an integer",
  [TARN_WIRE_TEXTS] = "a list of strings",
  [TARN_WIRE_INTEGERS] = "a list of integers",
  [TARN_WIRE_OBJECT] = "an object",
  [TARN_WIRE_OBJECTS] = "a list of objects",
  [TARN_WIRE_NUMBER] = "a number",
};

static gboolean
read_text (const json_t *value, gpointer ret)
{
  if (!json_is_string (value))
    return FALSE;

  *(const char **) ret = json_string_value (value);
  return TRUE;
}

static gboolean
read_boolean (const json_t *value, gpointer ret)
{
  if (!json_is_boolean (value))
    return FALSE;

  *(gboolean *) ret = json_is_true (value);
  return TRUE;
}

static gboolean
read_integer (const json_t *value, gpointer ret)
{
  if (!json_is_integer (value))
    return FALSE;

  /* The smallest integer means that the member is absent, so a request must not set it. */
  *(gint64 *) ret = MAX (json_integer_value (value), TARN_WIRE_NO_INTEGER + 1);
  return TRUE;
}

static gboolean
are_all (const json_t *list, json_type type)
{
  if (!json_is_array (list))
    return FALSE;
  for (gsize i = 0; i < json_array_size (list); i++)
    if (json_typeof (json_array_get (list, i)) != type)
      return FALSE;

  return TRUE;
}

static gboolean
read_texts (const json_t *value, gpointer ret)
{
  if (!are_all (value, JSON_STRING))
    return FALSE;

  gsize n_texts = json_array_size (value);
  const char **texts = g_new0 (const char *, n_texts + 1);

  for (gsize i = 0; i < n_texts; i++)
    texts[i] = json_string_value (json_array_get (value, i));
  *(const char ***) ret = texts;
  return TRUE;
}

static gboolean
read_integers (const json_t *value, gpointer ret)
{
  if (!are_all (value, JSON_INTEGER))
    return FALSE;

  GArray *integers = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gsize i = 0; i < json_array_size (value); i++)
    {
      gint64 integer = json_integer_value (json_array_get (value, i));

      g_array_append_val (integers, integer);
    }
  *(GArray **) ret = integers;
  return TRUE;
}

static gboolean
read_object (const json_t *value, gpointer ret)
{
  if (!json_is_object (value))
    return FALSE;

  *(const json_t **) ret = value;
  return TRUE;
}

static gboolean
read_objects (const json_t *value, gpointer ret)
{
  if (!are_all (value, JSON_OBJECT))
    return FALSE;

  *(const json_t **) ret = value;
  return TRUE;
}

static gboolean
read_number (const json_t *value, gpointer ret)
{
  if (!json_is_number (value))
    return FALSE;

  *(const json_t **) ret = value;
  return TRUE;
}

static gboolean (*const readers[]) (const json_t *value, gpointer ret) = {
  [TARN_WIRE_TEXT] = read_text,         [TARN_WIRE_BOOLEAN] = read_boolean,
  [TARN_WIRE_INTEGER] = read_integer,   [TARN_WIRE_TEXTS] = read_texts,
  [TARN_WIRE_INTEGERS] = read_integers, [TARN_WIRE_OBJECT] = read_object,
  [TARN_WIRE_OBJECTS] = read_objects,   [TARN_WIRE_NUMBER] = read_number,
};

gboolean
tarn_wire_json_read (const json_t *object, const char *within, const TarnWireMember *members,
                     gpointer out_values, GError **error)
{
  for (const TarnWireMember *member = members; member->name != NULL; member++)
    {
      const json_t *value = json_object_get (object, member->name);

      if (value == NULL || json_is_null (value)
          || readers[member->type](value, (char *) out_values + member->offset))
        continue;

      gboolean is_list = member->type == TARN_WIRE_TEXTS || member->type == TARN_WIRE_INTEGERS
                         || member->type == TARN_WIRE_OBJECTS;
      return tarn_wire_refuse (error, TARN_WIRE_REFUSAL_SERIALIZATION,
                               "%s%s%s must be %s, and %s%s", within != NULL ? within : "",
                               within != NULL ? "." : "", member->name, wanted[member->type],
                               is_list && json_is_array (value) ? "has " : "is ",
                               is_list && json_is_array (value) ? "something else"
                                                                : type_names[json_typeof (value)]);
    }
  return TRUE;
}
