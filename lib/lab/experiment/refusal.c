/* SPDX-License-Identifier: MIT */
#include "lab/experiment/refusal.h"

#include "lab/scenario/document.h"

gboolean
tarn_lab_experiment_refuse (const TarnLabScenario *scenario, TarnLabError code, const char *key,
                            GError **error, const char *format, ...)
{
  const TarnLabEntry *entry
      = tarn_lab_document_find_entry (scenario->document, TARN_LAB_GROUP_EXPERIMENT, key);
  g_autoptr (GString) text = g_string_new (NULL);
  va_list arguments;

  if (entry != NULL && entry->line > 0)
    g_string_append_printf (text, "%s:%u: ", entry->origin->name, entry->line);
  g_string_append_printf (text, "experiment.%s: ", key);
  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
  g_set_error_literal (error, TARN_LAB_ERROR, (gint) code, text->str);
  return FALSE;
}
