/* SPDX-License-Identifier: MIT */
/*
 * Compares two engines. Each engine describes its values, and this file gathers them in groups, one for
 * each thing that has a name. The first pass only computes a hash of each group. The second pass gathers
 * words, and only for the groups that differ.
 */
#include <tarn/tarn-snapshot.h>

#include <string.h>

#include "engine/description.h"
#include "kernel/names.h"

typedef struct _Field Field;

struct _Field
{
  char *name;
  char *value; /* NULL when it was compared */
  Field *next; /* another field of the same name; set when two groups are compared */
};

typedef struct
{
  TarnName *path; /* of one part */
  guint64 hash;
  GPtrArray *fields; /* Field; NULL unless the group differs */
} Group;

typedef struct
{
  GPtrArray *groups;     /* Group, in the order in which the engine describes them */
  TarnNameTable by_path; /* the positions of the same groups */
  guint64 n_begun;       /* the codec's n_begun when the current group was looked up */
  guint n_group_places;  /* how many of the codec's places form the path of the group */
  Group *current;
  gboolean is_in_words;
} Description;

static void
field_free (gpointer data)
{
  Field *field = data;

  g_free (field->name);
  g_free (field->value);
  g_free (field);
}

static void
group_free (gpointer data)
{
  Group *group = data;

  tarn_name_unref (group->path);
  g_clear_pointer (&group->fields, g_ptr_array_unref);
  g_free (group);
}

static const char *
get_path (const Group *group)
{
  return group->path->parts[0];
}

/* --- Gathering -------------------------------------------------------------------------------- */

/* Returns NULL if there is no group of this path. */
static Group *
find (const Description *description, const TarnName *path)
{
  guint32 position;

  return tarn_name_table_lookup (&description->by_path, path, &position)
             ? description->groups->pdata[position]
             : NULL;
}

static void
find_group (Description *description, const TarnCodec *codec)
{
  description->n_begun = codec->n_begun;
  description->n_group_places = tarn_description_count_places (codec);

  g_autofree char *path = tarn_codec_dup_path (codec, 0, description->n_group_places);
  const char *part = path;
  TarnName key;
  tarn_name_init_key (&key, &part, 1);
  Group *group = find (description, &key);
  if (group == NULL && !description->is_in_words)
    {
      group = g_new0 (Group, 1);
      group->path = tarn_name_new (&part, 1);
      tarn_name_table_insert (&description->by_path, group->path, description->groups->len);
      g_ptr_array_add (description->groups, group);
    }
  description->current = group;
}

static guint64
mix (guint64 hash, guint64 value)
{
  for (guint i = 0; i < 8; i++)
    hash = (hash ^ (value >> (8 * i) & 0xff)) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

static guint64
mix_text (guint64 hash, const char *text)
{
  for (; text != NULL && *text != '\0'; text++)
    hash = (hash ^ (guint8) *text) * G_GUINT64_CONSTANT (0x100000001b3);
  return mix (hash, text != NULL);
}

static void
add_in_words (Group *group, const TarnCodec *codec, guint n_group_places, const char *name,
              const TarnCodecValue *value)
{
  Field *field = g_new0 (Field, 1);

  field->name = tarn_description_dup_name (codec, n_group_places, name);
  field->value = tarn_description_dup_value (value);
  g_ptr_array_add (group->fields, field);
}

static void
on_describe (gpointer data, const TarnCodec *codec, const char *name, const TarnCodecValue *value)
{
  Description *description = data;

  if (description->n_begun != codec->n_begun)
    find_group (description, codec);
  if (description->current == NULL)
    return;

  if (description->is_in_words)
    {
      if (description->current->fields != NULL)
        add_in_words (description->current, codec, description->n_group_places, name, value);
      return;
    }
  description->current->hash
      = mix (mix_text (mix_text (description->current->hash, name), value->text), value->number);
}

static void
gather (TarnEngine *engine, Description *description, gboolean is_in_words)
{
  description->is_in_words = is_in_words;
  description->n_begun = G_MAXUINT64;
  description->current = NULL;
  tarn_description_walk (engine, on_describe, description);
}

static void
description_init (Description *description, TarnEngine *engine)
{
  *description = (Description){
    .groups = g_ptr_array_new_with_free_func (group_free),
  };
  tarn_name_table_init (&description->by_path);
  gather (engine, description, FALSE);
}

static void
description_clear (Description *description)
{
  tarn_name_table_clear (&description->by_path);
  g_ptr_array_unref (description->groups);
}

/* --- Comparing -------------------------------------------------------------------------------- */

typedef struct
{
  GString *text;
  guint n_lines;
  guint max_lines;
} Lines;

static void add_line (Lines *lines, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_line (Lines *lines, const char *format, ...)
{
  va_list arguments;

  if (lines->n_lines++ >= lines->max_lines)
    return;

  va_start (arguments, format);
  g_string_append_vprintf (lines->text, format, arguments);
  va_end (arguments);
  g_string_append_c (lines->text, '\n');
}

/* Marks the groups that both engines have and that differ. The second pass describes them in words. */
static gboolean
mark_different (Description *first, Description *second)
{
  gboolean is_different = FALSE;

  for (guint i = 0; i < first->groups->len; i++)
    {
      Group *group = first->groups->pdata[i];
      Group *other = find (second, group->path);

      if (other == NULL || other->hash == group->hash)
        continue;
      group->fields = g_ptr_array_new_with_free_func (field_free);
      other->fields = g_ptr_array_new_with_free_func (field_free);
      is_different = TRUE;
    }

  return is_different;
}

/*
 * A name may occur more than once in a group. So this makes a table from each name to the first field of the
 * name, and links that to the next one.
 */
static GTree *
index_fields (const Group *group)
{
  GTree *by_name = g_tree_new ((GCompareFunc) strcmp);

  for (guint i = group->fields->len; i > 0; i--)
    {
      Field *field = group->fields->pdata[i - 1];

      field->next = g_tree_lookup (by_name, field->name);
      g_tree_insert (by_name, field->name, field);
    }

  return by_name;
}

/* Takes the value of the first field of the name that is left. */
static char *
take_value (GTree *by_name, const char *name)
{
  Field *field = g_tree_lookup (by_name, name);

  if (field == NULL)
    return NULL;

  if (field->next != NULL)
    g_tree_insert (by_name, field->next->name, field->next);
  else
    g_tree_remove (by_name, name);
  return g_steal_pointer (&field->value);
}

/* Takes the values that both groups have out of both, so that each keeps only the values the other lacks. */
static gboolean
compare_common (Lines *lines, Group *first, Group *second)
{
  g_autoptr (GTree) by_name = index_fields (second);
  gboolean is_different = FALSE;

  for (guint i = 0; i < first->fields->len; i++)
    {
      Field *field = first->fields->pdata[i];
      g_autofree char *value = take_value (by_name, field->name);

      if (value == NULL)
        continue;
      if (!g_str_equal (field->value, value))
        {
          add_line (lines, "%s: %s %s -> %s", get_path (first), field->name, field->value, value);
          is_different = TRUE;
        }
      g_clear_pointer (&field->value, g_free);
    }

  return is_different;
}

static void
list_rest (Lines *lines, const char *path, const Group *group, const char *where)
{
  for (guint i = 0; i < group->fields->len; i++)
    {
      const Field *field = group->fields->pdata[i];

      if (field->value != NULL)
        add_line (lines, "%s: %s %s, %s", path, field->name, field->value, where);
    }
}

/*
 * Lists the values that only one engine has, but not if a common value differs. A run that has ended lacks
 * all its planned values, and the lines about its end are enough.
 */
static void
compare_groups (Lines *lines, Group *first, Group *second)
{
  if (compare_common (lines, first, second))
    return;

  list_rest (lines, get_path (first), first, "only in the first");
  list_rest (lines, get_path (first), second, "only in the second");
}

/* Returns the next group from @index on that the other engine has too. */
static const Group *
find_common (const Description *description, const Description *other, guint *index)
{
  while (*index < description->groups->len)
    {
      const Group *group = description->groups->pdata[(*index)++];

      if (find (other, group->path) != NULL)
        return group;
    }

  return NULL;
}

/*
 * Engines that made the same things in a different order have different futures, even if all values are
 * equal.
 */
static void
compare_order (Lines *lines, const Description *first, const Description *second)
{
  guint index = 0, other_index = 0;
  const Group *group, *other;

  while ((group = find_common (first, second, &index)) != NULL
         && (other = find_common (second, first, &other_index)) != NULL)
    if (!tarn_name_equal (group->path, other->path))
      {
        add_line (lines, "%s: comes after %s in the second", get_path (group), get_path (other));
        return;
      }
}

static void
compare (Lines *lines, const Description *first, const Description *second)
{
  for (guint i = 0; i < first->groups->len; i++)
    {
      Group *group = first->groups->pdata[i];

      if (group->fields != NULL)
        compare_groups (lines, group, find (second, group->path));
      else if (find (second, group->path) == NULL)
        add_line (lines, "%s: only in the first", get_path (group));
    }
  for (guint i = 0; i < second->groups->len; i++)
    {
      const Group *group = second->groups->pdata[i];

      if (find (first, group->path) == NULL)
        add_line (lines, "%s: only in the second", get_path (group));
    }
  if (lines->n_lines == 0)
    compare_order (lines, first, second);
}

char *
tarn_engine_diff (TarnEngine *self, TarnEngine *other, guint max_lines, GError **error)
{
  Lines lines = { NULL, 0, max_lines };
  Description first, second;

  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (TARN_IS_ENGINE (other), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_core_check_quiet (&self->core, "the first engine cannot be compared", error)
      || !tarn_core_check_quiet (&other->core, "the second engine cannot be compared", error))
    return NULL;

  lines.text = g_string_new (NULL);
  description_init (&first, self);
  description_init (&second, other);
  if (mark_different (&first, &second))
    {
      gather (self, &first, TRUE);
      gather (other, &second, TRUE);
    }
  compare (&lines, &first, &second);
  if (lines.n_lines > max_lines)
    g_string_append_printf (lines.text, "and %u more\n", lines.n_lines - max_lines);

  description_clear (&first);
  description_clear (&second);
  return g_string_free (lines.text, FALSE);
}
