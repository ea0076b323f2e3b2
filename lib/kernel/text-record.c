/* SPDX-License-Identifier: MIT */
#include "kernel/text-record.h"

#include <string.h>

gpointer
tarn_text_record_copy (gconstpointer record, guint n_texts)
{
  const char *const *texts = record;
  gsize size_bytes = n_texts * sizeof *texts;

  for (guint i = 0; i < n_texts; i++)
    size_bytes += texts[i] != NULL ? strlen (texts[i]) + 1 : 0;

  const char **copy = g_malloc (size_bytes);
  char *end = (char *) (copy + n_texts);

  for (guint i = 0; i < n_texts; i++)
    {
      copy[i] = texts[i] != NULL ? end : NULL;
      if (texts[i] != NULL)
        end = g_stpcpy (end, texts[i]) + 1;
    }
  return copy;
}
