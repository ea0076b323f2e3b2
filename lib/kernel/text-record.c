/* SPDX-License-Identifier: MIT */
#include "kernel/text-record.h"

#include <string.h>

gpointer
tarn_text_record_copy (gconstpointer record, guint n_texts, guint n_padding)
{
  const char *const *texts = record;
  gsize size_bytes = (n_texts + n_padding) * sizeof *texts;

  for (guint i = 0; i < n_texts; i++)
    size_bytes += texts[i] != NULL ? strlen (texts[i]) + 1 : 0;

  const char **copy = g_malloc (size_bytes);
  char *end = (char *) (copy + n_texts + n_padding);

  for (guint i = 0; i < n_texts; i++)
    {
      copy[i] = texts[i] != NULL ? end : NULL;
      if (texts[i] != NULL)
        end = g_stpcpy (end, texts[i]) + 1;
    }
  for (guint i = 0; i < n_padding; i++)
    copy[n_texts + i] = NULL;
  return copy;
}
