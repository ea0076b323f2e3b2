/* SPDX-License-Identifier: MIT */
#include "wire/kept.h"

#include <string.h>

#include "wire/json-reader.h"
#include "wire/json-writer.h"

json_t *
tarn_wire_kept_select (const json_t *object, const char *const *known)
{
  json_t *kept = json_object ();
  const char *name;
  json_t *value;

  /* The macro takes a pointer that is not constant, and does not change the object. */
  json_object_foreach ((json_t *) object, name,
                       value) if (!json_is_null (value) && !g_strv_contains (known, name))
      json_object_set (kept, name, value);
  return kept;
}

void
tarn_wire_kept_add (json_t *kept, const char *name, json_t *members)
{
  if (json_object_size (members) > 0)
    json_object_set_new (kept, name, members);
  else
    json_decref (members);
}

/* jansson keeps the order of members, so the text depends on nothing but the request. */
static char *
print (const json_t *object)
{
  gsize size = json_dumpb (object, NULL, 0, JSON_COMPACT);
  char *text = g_malloc (size + 1);

  json_dumpb (object, text, size, JSON_COMPACT);
  text[size] = '\0';
  return text;
}

char *
tarn_wire_kept_to_annotation (const json_t *kept)
{
  return json_object_size (kept) > 0 ? print (kept) : NULL;
}

json_t *
tarn_wire_kept_parse (const char *annotation)
{
  json_t *kept = annotation != NULL ? json_loads (annotation, JSON_REJECT_DUPLICATES, NULL) : NULL;

  if (json_is_object (kept))
    return kept;

  json_decref (kept);
  return json_object ();
}

const char *
tarn_wire_kept_get_text (const json_t *kept, const char *name)
{
  return json_string_value (json_object_get (kept, name));
}

void
tarn_wire_kept_write (const json_t *kept, const char *name, const char *const *known, GString *json)
{
  g_autoptr (json_t) members
      = tarn_wire_kept_select (name != NULL ? json_object_get (kept, name) : kept, known);
  g_autofree char *text = print (members);
  gsize length = strlen (text);

  /* The text has brackets around the members. */
  if (json_object_size (members) > 0)
    tarn_wire_json_add_members (json, text + 1, length - 2);
}
