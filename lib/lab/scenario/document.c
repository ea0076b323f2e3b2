/* SPDX-License-Identifier: MIT */
#include "lab/scenario/document.h"

#include <string.h>

#include "lab/scenario/name.h"
#include "lab/scenario/options.h"
#include "lab/scenario/starts.h"
#include "lab/scenario/trace.h"

/* --- Documents -------------------------------------------------------------------------------- */

static void
free_section (gpointer data)
{
  TarnLabSection *section = data;

  g_array_unref (section->entries);
  g_clear_object (&section->policy);
  g_free (section);
}

TarnLabDocument *
tarn_lab_document_new (void)
{
  TarnLabDocument *self = g_new (TarnLabDocument, 1);

  self->sections = g_ptr_array_new_with_free_func (free_section);
  self->origins = g_ptr_array_new_with_free_func (g_free);
  self->traces = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_lab_trace_unref);
  self->starts = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_lab_starts_unref);
  self->strings = g_string_chunk_new (1 << 12);
  return self;
}

void
tarn_lab_document_free (TarnLabDocument *self)
{
  g_ptr_array_unref (self->sections);
  g_ptr_array_unref (self->origins);
  g_ptr_array_unref (self->traces);
  g_ptr_array_unref (self->starts);
  g_string_chunk_free (self->strings);
  g_free (self);
}

const TarnLabOrigin *
tarn_lab_document_add_origin (TarnLabDocument *self, const char *name, const char *directory,
                              const char *folder)
{
  TarnLabOrigin *origin = g_new (TarnLabOrigin, 1);

  origin->name = g_string_chunk_insert (self->strings, name);
  origin->directory = g_string_chunk_insert (self->strings, directory);
  origin->folder = g_string_chunk_insert (self->strings, folder);
  g_ptr_array_add (self->origins, origin);
  return origin;
}

/* --- Copies ----------------------------------------------------------------------------------- */

/* Returns the origin of the copy that has the index which @origin has in the document. */
static const TarnLabOrigin *
find_copied (const TarnLabDocument *self, const TarnLabDocument *copy, const TarnLabOrigin *origin)
{
  guint index;
  gboolean is_found = g_ptr_array_find (self->origins, origin, &index);

  g_assert (is_found);
  return g_ptr_array_index (copy->origins, index);
}

static TarnLabSection *
copy_section (const TarnLabDocument *self, TarnLabDocument *copy, const TarnLabSection *section)
{
  TarnLabSection *copied = g_new (TarnLabSection, 1);

  *copied = *section;
  copied->heading = g_string_chunk_insert (copy->strings, section->heading);
  for (guint i = 0; i < G_N_ELEMENTS (copied->parts); i++)
    copied->parts[i] = g_string_chunk_insert_const (copy->strings, section->parts[i]);
  copied->origin = find_copied (self, copy, section->origin);
  copied->policy = section->policy != NULL ? g_object_ref (section->policy) : NULL;
  copied->entries = g_array_copy (section->entries);
  for (guint i = 0; i < copied->entries->len; i++)
    {
      TarnLabEntry *entry = &g_array_index (copied->entries, TarnLabEntry, i);

      entry->name = g_string_chunk_insert_const (copy->strings, entry->name);
      entry->value = g_string_chunk_insert (copy->strings, entry->value);
      entry->origin = find_copied (self, copy, entry->origin);
    }
  return copied;
}

TarnLabDocument *
tarn_lab_document_copy (const TarnLabDocument *self)
{
  TarnLabDocument *copy = tarn_lab_document_new ();

  for (guint i = 0; i < self->origins->len; i++)
    {
      const TarnLabOrigin *origin = g_ptr_array_index (self->origins, i);

      tarn_lab_document_add_origin (copy, origin->name, origin->directory, origin->folder);
    }
  for (guint i = 0; i < self->sections->len; i++)
    g_ptr_array_add (copy->sections,
                     copy_section (self, copy, g_ptr_array_index (self->sections, i)));
  for (guint i = 0; i < self->traces->len; i++)
    g_ptr_array_add (copy->traces, g_atomic_rc_box_acquire (g_ptr_array_index (self->traces, i)));
  for (guint i = 0; i < self->starts->len; i++)
    g_ptr_array_add (copy->starts, g_atomic_rc_box_acquire (g_ptr_array_index (self->starts, i)));
  return copy;
}

/* --- Sections --------------------------------------------------------------------------------- */

char *
tarn_lab_heading_make (TarnLabGroupKind kind, char *const *parts)
{
  g_autoptr (GString) heading = g_string_new (tarn_lab_groups[kind].name);

  if (parts[0] != NULL)
    g_string_append_c (heading, ' ');
  if (parts[1] != NULL)
    tarn_lab_table_name_append (heading, parts[0], parts[1]);
  else if (parts[0] != NULL)
    tarn_lab_name_append (heading, parts[0]);
  return g_string_free (g_steal_pointer (&heading), FALSE);
}

TarnLabSection *
tarn_lab_document_add_section (TarnLabDocument *self, TarnLabGroupKind kind, char *const *parts,
                               const TarnLabOrigin *origin, guint line)
{
  TarnLabSection *section = g_new (TarnLabSection, 1);
  g_autofree char *heading = tarn_lab_heading_make (kind, parts);

  section->kind = kind;
  section->heading = g_string_chunk_insert (self->strings, heading);
  for (guint i = 0; i < 2; i++)
    section->parts[i] = parts[i] != NULL ? g_string_chunk_insert (self->strings, parts[i]) : "";
  section->origin = origin;
  section->line = line;
  section->entries = g_array_new (FALSE, FALSE, sizeof (TarnLabEntry));
  section->policy = NULL;
  g_ptr_array_add (self->sections, section);
  return section;
}

TarnLabSection *
tarn_lab_document_find (const TarnLabDocument *self, const char *heading)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      TarnLabSection *section = g_ptr_array_index (self->sections, i);

      if (g_str_equal (section->heading, heading))
        return section;
    }

  return NULL;
}

TarnLabPlace
tarn_lab_section_get_place (const TarnLabSection *section, const TarnLabEntry *entry)
{
  if (entry == NULL)
    return (TarnLabPlace){ section->origin->name, section->line, section->heading, NULL };
  return (TarnLabPlace){ entry->origin->name, entry->line, section->heading, entry->name };
}

gboolean
tarn_lab_section_find_key (const TarnLabSection *section, const TarnLabPlace *place,
                           const TarnLabKey **out_key, GError **error)
{
  gint64 unused;

  *out_key = tarn_lab_key_find (section->kind, place->key);
  if (*out_key != NULL)
    return TRUE;

  g_autofree char *allowed = tarn_lab_key_list (section->kind);
  if (section->kind != TARN_LAB_GROUP_COST
      || !tarn_lab_option_describe (place->key, &unused, &unused, &unused))
    return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, place, allowed, "there is no such key");

  const char *instead = NULL, *why = tarn_lab_option_find_refusal (place->key, &instead);
  if (why != NULL)
    return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, place,
                            instead != NULL ? instead : allowed, "%s", why);

  return TRUE;
}

TarnLabEntry *
tarn_lab_section_find_named (const TarnLabSection *section, const TarnLabKey *key, const char *name)
{
  for (guint i = 0; i < section->entries->len; i++)
    {
      TarnLabEntry *entry = &g_array_index (section->entries, TarnLabEntry, i);

      if (key != NULL ? entry->key == key : g_str_equal (entry->name, name))
        return entry;
    }

  return NULL;
}

const TarnLabEntry *
tarn_lab_document_find_entry (const TarnLabDocument *self, TarnLabGroupKind kind, const char *name)
{
  const TarnLabSection *section = tarn_lab_document_find (self, tarn_lab_groups[kind].name);

  return section != NULL
             ? tarn_lab_section_find_named (section, tarn_lab_key_find (kind, name), name)
             : NULL;
}

/* --- Paths ------------------------------------------------------------------------------------ */

/* Removes what changes nothing, so that one file has one path. */
static char *
simplify (const char *path)
{
  g_autoptr (GString) simple = g_string_new (g_path_is_absolute (path) ? "/" : NULL);
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && !g_str_equal (parts[i], "."))
      g_string_append_printf (simple, "%s%s",
                              simple->len > 0 && simple->str[simple->len - 1] != '/' ? "/" : "",
                              parts[i]);
  return g_string_free (g_steal_pointer (&simple), FALSE);
}

char *
tarn_lab_origin_place (const TarnLabOrigin *origin, const char *path)
{
  g_autofree char *simple = simplify (path);

  return g_path_is_absolute (path) ? g_steal_pointer (&simple)
                                   : g_strconcat (origin->folder, simple, NULL);
}
