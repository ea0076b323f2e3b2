/* SPDX-License-Identifier: MIT */
#include "lab/experiment/refusal.h"

#include "lab/scenario/document.h"

static const TarnLabEntry *
find_entry (const TarnLabSection *section, const char *name)
{
  const TarnLabKey *key = tarn_lab_key_find (TARN_LAB_GROUP_EXPERIMENT, name);

  return section != NULL ? tarn_lab_section_find_named (section, key, key->name) : NULL;
}

gboolean
tarn_lab_experiment_refuse (const TarnLabScenario *scenario, TarnLabError code, const char *key,
                            GError **error, const char *format, ...)
{
  const TarnLabSection *section = tarn_lab_document_find (scenario->document, "experiment");
  const TarnLabEntry *entry = find_entry (section, key);
  g_autoptr (GString) text = g_string_new (NULL);
  va_list arguments;

  if (entry != NULL && entry->line > 0)
    g_string_append_printf (text, "%s:%u: ", tarn_lab_section_get_place (section, entry).file,
                            entry->line);
  g_string_append_printf (text, "experiment.%s: ", key);
  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
  g_set_error_literal (error, TARN_LAB_ERROR, (gint) code, text->str);
  return FALSE;
}
