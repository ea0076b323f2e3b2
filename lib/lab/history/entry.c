/* SPDX-License-Identifier: MIT */
#include "lab/history/entry.h"

gboolean
tarn_lab_history_fail (GError **error, TarnLabError code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (TARN_LAB_ERROR, (gint) code, format, args);
  va_end (args);
  return FALSE;
}

void
tarn_lab_history_note (TarnLabHistory *history, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (history->notes, g_strdup_vprintf (format, args));
  va_end (args);
}

/* As milliseconds these are times of 1970 to 1973, as seconds those of 2001 to 5138. No table is so old. */
gboolean
tarn_lab_history_are_seconds (gint64 min_ms, gint64 max_ms)
{
  return min_ms >= G_GINT64_CONSTANT (1000000000) && max_ms < G_GINT64_CONSTANT (100000000000);
}

TarnLabHistoryEntry
tarn_lab_history_entry_new (gint64 label)
{
  const gint64 unknown = TARN_LAB_HISTORY_UNKNOWN;

  return (TarnLabHistoryEntry){ .label = label,
                                .time_us = unknown,
                                .operation = TARN_COMMIT_OVERWRITE,
                                .added_bytes = unknown,
                                .removed_bytes = unknown,
                                .total_bytes = unknown,
                                .added_records = unknown,
                                .removed_records = unknown,
                                .total_records = unknown };
}
