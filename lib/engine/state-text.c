/* SPDX-License-Identifier: MIT */
/* Writes the state of an engine as text, one line for each value. */
#include "engine/description.h"

#include <string.h>
#include <tarn/tarn-snapshot.h>

static void
add_line (gpointer data, const TarnCodec *codec, const char *name, const TarnCodecValue *value)
{
  guint n_places = tarn_description_count_places (codec);
  g_autofree char *path = tarn_codec_dup_path (codec, 0, n_places);
  g_autofree char *full_name = tarn_description_dup_name (codec, n_places, name);
  g_autofree char *text = tarn_description_dup_value (value);

  g_ptr_array_add (data, g_strdup_printf ("%s: %s %s\n", path, full_name, text));
}

static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char *
tarn_engine_to_text (TarnEngine *self, GError **error)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_core_check_quiet (&self->core, "the engine cannot be written as text", error))
    return NULL;

  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  tarn_description_walk (self, add_line, lines);
  g_ptr_array_sort (lines, compare_lines);

  GString *text = g_string_new (NULL);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (text, lines->pdata[i]);
  return g_string_free (text, FALSE);
}
