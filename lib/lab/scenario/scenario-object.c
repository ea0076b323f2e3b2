/* SPDX-License-Identifier: MIT */
#include "lab/scenario/scenario.h"

#include <string.h>

#include "lab/scenario/build.h"
#include "lab/history/file.h"
#include "lab/scenario/key.h"
#include "lab/scenario/pattern.h"
#include "lab/scenario/values.h"

G_DEFINE_BOXED_TYPE (TarnLabScenario, tarn_lab_scenario, tarn_lab_scenario_ref,
                     tarn_lab_scenario_unref)

/* --- Life ------------------------------------------------------------------------------------- */

static void
clear_table (gpointer data)
{
  TarnLabTable *table = data;

  tarn_lab_amount_clear (&table->commits.bytes);
  g_clear_pointer (&table->commits.rhythm, g_array_unref);
  g_clear_pointer (&table->commits.trace, g_array_unref);
}

static void
clear_view (TarnLabView *view)
{
  g_clear_pointer (&view->sources, g_array_unref);
  tarn_lab_amount_clear (&view->duration);
}

static void
clear_assets (gpointer data)
{
  TarnLabAssets *assets = data;

  tarn_lab_amount_clear (&assets->columns);
}

static void
clear_file (gpointer data)
{
  TarnLabFile *file = data;

  g_free (file->path);
  g_free (file->sha256);
}

static void
clear_axis (gpointer data)
{
  TarnLabAxis *axis = data;

  g_free (axis->key);
  g_strfreev (axis->values);
}

static void
clear_policy (gpointer data)
{
  tarn_lab_keys_clear (TARN_LAB_GROUP_POLICY, data);
}

static GArray *
array_new (gsize size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, FALSE, (guint) size);

  if (clear != NULL)
    g_array_set_clear_func (array, clear);
  return array;
}

TarnLabScenario *
tarn_lab_scenario_new_empty (TarnLabDocument *document)
{
  TarnLabScenario *self = g_new0 (TarnLabScenario, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->options = array_new (sizeof (TarnLabOption), NULL);
  self->tables = array_new (sizeof (TarnLabTable), clear_table);
  self->views = array_new (sizeof (TarnLabView), NULL);
  self->assets = array_new (sizeof (TarnLabAssets), clear_assets);
  self->groups = g_ptr_array_new ();
  self->policies = array_new (sizeof (TarnLabPolicySettings), clear_policy);
  self->files = array_new (sizeof (TarnLabFile), clear_file);
  self->axes = array_new (sizeof (TarnLabAxis), clear_axis);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->strings = g_string_chunk_new (1 << 12);
  self->document = document;
  return self;
}

TarnLabScenario *
tarn_lab_scenario_ref (TarnLabScenario *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tarn_lab_scenario_unref (TarnLabScenario *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->views->len; i++)
    clear_view (&g_array_index (self->views, TarnLabView, i));
  g_array_unref (self->options);
  g_array_unref (self->tables);
  g_array_unref (self->views);
  g_array_unref (self->assets);
  g_ptr_array_unref (self->groups);
  g_array_unref (self->policies);
  g_array_unref (self->files);
  g_array_unref (self->axes);
  g_ptr_array_unref (self->notes);
  tarn_lab_keys_clear (TARN_LAB_GROUP_EXPERIMENT, self);
  g_string_chunk_free (self->strings);
  tarn_lab_document_free (self->document);
  g_free (self->text);
  g_free (self->digest);
  g_free (self);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static TarnLabScenario *
read_scenario (const char *text, gsize length, const char *path, GError **error)
{
  TarnLabDocument *document = tarn_lab_document_read (text, length, path, error);

  return document != NULL ? tarn_lab_scenario_build (document, error) : NULL;
}

TarnLabScenario *
tarn_lab_scenario_new_from_file (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (GBytes) bytes = tarn_lab_file_read (path, TARN_LAB_TEXT_MAX, error);
  if (bytes == NULL)
    return NULL;

  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  return read_scenario (text, length, path, error);
}

TarnLabScenario *
tarn_lab_scenario_new_from_text (const char *text, gssize length, const char *path, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return read_scenario (text, length >= 0 ? (gsize) length : strlen (text), path, error);
}

/* --- Making others ---------------------------------------------------------------------------- */

TarnLabScenario *
tarn_lab_scenario_set (TarnLabScenario *self, const char *key, const char *value, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (TarnLabDocument) document = tarn_lab_document_copy (self->document);
  return tarn_lab_document_set (document, key, value, error)
             ? tarn_lab_scenario_build (g_steal_pointer (&document), error)
             : NULL;
}

/* Chooses for all axes of the value of one entry. */
static char *
choose_value (const TarnLabScenario *self, const TarnLabEntry *entry, const guint *positions)
{
  TarnLabPlace place = { "", 0, NULL, NULL };
  g_autoptr (TarnLabPattern) pattern = tarn_lab_pattern_new (entry->value, &place, NULL);
  g_autofree guint *of_value = g_new0 (guint, pattern->axes->len);

  for (guint i = 0; i < self->axes->len; i++)
    {
      const TarnLabAxis *axis = &g_array_index (self->axes, TarnLabAxis, i);

      if (axis->entry == entry)
        of_value[axis->place] = positions[i];
    }
  return tarn_lab_pattern_choose (pattern, of_value);
}

/* Chooses for all entries of a section that have axes. */
static void
choose_section (const TarnLabScenario *self, guint index, const guint *positions,
                TarnLabDocument *document)
{
  const TarnLabSection *section = g_ptr_array_index (self->document->sections, index);
  TarnLabSection *chosen = g_ptr_array_index (document->sections, index);

  for (guint i = 0; i < section->entries->len; i++)
    {
      const TarnLabEntry *entry = &g_array_index (section->entries, TarnLabEntry, i);
      g_autofree char *value = NULL;

      if ((entry->key != NULL && tarn_lab_key_is_of_lines (entry->key))
          || !tarn_lab_pattern_is_needed (entry->value))
        continue;
      value = choose_value (self, entry, positions);
      g_array_index (chosen->entries, TarnLabEntry, i).value
          = g_string_chunk_insert (document->strings, value);
    }
}

TarnLabScenario *
tarn_lab_scenario_choose (TarnLabScenario *self, const guint *positions, guint n_positions,
                          GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_positions == self->axes->len, NULL);
  g_return_val_if_fail (n_positions == 0 || positions != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  for (guint i = 0; i < n_positions; i++)
    g_return_val_if_fail (positions[i]
                              < g_strv_length (g_array_index (self->axes, TarnLabAxis, i).values),
                          NULL);

  TarnLabDocument *document = tarn_lab_document_copy (self->document);
  for (guint i = 0; i < document->sections->len; i++)
    choose_section (self, i, positions, document);
  return tarn_lab_scenario_build (document, error);
}

/* --- Looking ---------------------------------------------------------------------------------- */

guint
tarn_lab_scenario_get_n_axes (TarnLabScenario *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->axes->len;
}

const char *
tarn_lab_scenario_get_axis_key (TarnLabScenario *self, guint axis)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (axis < self->axes->len, NULL);

  return g_array_index (self->axes, TarnLabAxis, axis).key;
}

const char *const *
tarn_lab_scenario_get_axis_values (TarnLabScenario *self, guint axis)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (axis < self->axes->len, NULL);

  return (const char *const *) g_array_index (self->axes, TarnLabAxis, axis).values;
}

const char *
tarn_lab_scenario_get_text (TarnLabScenario *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

const char *
tarn_lab_scenario_get_digest (TarnLabScenario *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->digest;
}

/* --- Assets ------------------------------------------------------------------------------------- */

guint
tarn_lab_scenario_find_assets_of (const TarnLabScenario *self, guint asset)
{
  guint begin = 0, end = self->assets->len;

  while (end - begin > 1)
    {
      guint middle = begin + (end - begin) / 2;

      if (asset < tarn_lab_scenario_get_assets (self, middle)->first)
        end = middle;
      else
        begin = middle;
    }

  return begin;
}
