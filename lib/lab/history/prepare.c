/* SPDX-License-Identifier: MIT */
#include "lab/history/prepare.h"

#define UNKNOWN TARN_LAB_HISTORY_UNKNOWN

enum
{
  DEFAULT_BYTES_PER_RECORD = 100,
};

static TarnLabHistoryEntry *
get_entry (const TarnLabHistoryDraft *draft, guint i)
{
  return &g_array_index (draft->entries, TarnLabHistoryEntry, i);
}

/* --- Times -------------------------------------------------------------------------------------- */

static void
convert_seconds (TarnLabHistoryDraft *draft, TarnLabHistoryFindings *findings)
{
  gint64 min_us = G_MAXINT64, max_us = UNKNOWN;

  for (guint i = 0; i < draft->entries->len; i++)
    {
      gint64 time_us = get_entry (draft, i)->time_us;

      if (time_us != UNKNOWN)
        min_us = MIN (min_us, time_us);
      max_us = MAX (max_us, time_us);
    }
  if (!draft->has_epoch_times || max_us == UNKNOWN
      || !tarn_lab_history_are_seconds (min_us / 1000, max_us / 1000))
    return;

  findings->has_seconds = TRUE;
  draft->log_gap_us *= 1000;
  for (guint i = 0; i < draft->entries->len; i++)
    if (get_entry (draft, i)->time_us != UNKNOWN)
      get_entry (draft, i)->time_us *= 1000;
}

/* --- Records in place of bytes ------------------------------------------------------------------ */

static gboolean
needs_records (const TarnLabHistoryEntry *entry)
{
  return entry->added_bytes == UNKNOWN && entry->removed_bytes == UNKNOWN
         && (entry->added_records > 0 || entry->removed_records > 0);
}

/* An entry that only adds records, or only removes some, changes as many bytes as the totals of bytes differ by. */
static gboolean
follows_from_totals (const TarnLabHistoryDraft *draft, guint i)
{
  if (i == 0)
    return FALSE;

  const TarnLabHistoryEntry *entry = get_entry (draft, i), *before = get_entry (draft, i - 1);

  return !entry->misses_parent && !entry->has_no_parent && before->total_bytes != UNKNOWN
         && entry->total_bytes != UNKNOWN && before->total_bytes != entry->total_bytes
         && (entry->added_records > 0) != (entry->removed_records > 0)
         && (entry->added_records > 0) == (entry->total_bytes > before->total_bytes);
}

static gint64
divide (gint64 bytes, gint64 records)
{
  return MAX (1, (bytes + records / 2) / records);
}

/* The newest total counts, because it is of the most records. */
static gint64
find_bytes_per_record (const TarnLabHistoryDraft *draft, const TarnLabHistoryOptions *options,
                       TarnLabHistoryFindings *findings)
{
  if (options->bytes_per_record > 0)
    return (gint64) options->bytes_per_record;

  for (guint i = draft->entries->len; i > 0; i--)
    {
      const TarnLabHistoryEntry *entry = get_entry (draft, i - 1);

      if (entry->total_bytes > 0 && entry->total_records > 0)
        return divide (entry->total_bytes, entry->total_records);
      if (entry->added_bytes > 0 && entry->added_records > 0)
        return divide (entry->added_bytes, entry->added_records);
    }

  findings->assumes_records = TRUE;
  return DEFAULT_BYTES_PER_RECORD;
}

static gboolean
stand_in (gint64 records, gint64 bytes_per_record, gint64 *out_bytes)
{
  if (records == UNKNOWN)
    return TRUE;
  if (records > tarn_lab_history_amount_max / bytes_per_record)
    return FALSE;

  *out_bytes = records * bytes_per_record;
  return TRUE;
}

static gboolean
convert_entry (TarnLabHistoryDraft *draft, guint i, gint64 bytes_per_record, gboolean has_bytes)
{
  TarnLabHistoryEntry *entry = get_entry (draft, i);

  if (needs_records (entry) && !follows_from_totals (draft, i)
      && (!stand_in (entry->added_records, bytes_per_record, &entry->added_bytes)
          || !stand_in (entry->removed_records, bytes_per_record, &entry->removed_bytes)))
    return FALSE;
  return has_bytes || stand_in (entry->total_records, bytes_per_record, &entry->total_bytes);
}

/* The totals of records only stand in for those of bytes if the file tells no bytes at all. */
static gboolean
convert_records (TarnLabHistoryDraft *draft, const TarnLabHistoryOptions *options,
                 TarnLabHistoryFindings *findings, GError **error)
{
  gboolean has_bytes = FALSE, has_need = FALSE;
  gint64 bytes_per_record;

  for (guint i = 0; i < draft->entries->len; i++)
    {
      const TarnLabHistoryEntry *entry = get_entry (draft, i);

      has_need = has_need || (needs_records (entry) && !follows_from_totals (draft, i));
      has_bytes = has_bytes || entry->added_bytes > 0 || entry->removed_bytes > 0
                  || entry->total_bytes > 0;
    }
  if (!has_need)
    return TRUE;

  bytes_per_record = find_bytes_per_record (draft, options, findings);
  draft->history->bytes_per_record = (guint64) bytes_per_record;
  for (guint i = 0; i < draft->entries->len; i++)
    {
      const TarnLabHistoryEntry *entry = get_entry (draft, i);

      if (!convert_entry (draft, i, bytes_per_record, has_bytes))
        return tarn_lab_history_refuse (error,
                                        "%s %" G_GINT64_FORMAT ": its records, at %" G_GINT64_FORMAT
                                        " bytes each, are over 2^60 bytes",
                                        draft->noun, entry->label, bytes_per_record);
    }
  return TRUE;
}

/* --- Totals ------------------------------------------------------------------------------------- */

/* Returns whether an append that has a parent should have made the table larger than @before. */
static gboolean
should_grow (const TarnLabHistoryEntry *before, const TarnLabHistoryEntry *entry)
{
  return entry->operation == TARN_COMMIT_APPEND && entry->added_bytes > 0
         && entry->removed_bytes <= 0 && !entry->has_no_parent && !entry->misses_parent
         && (before->total_bytes > 0 || (before->total_bytes == 0 && entry->total_bytes == 0))
         && entry->total_bytes != UNKNOWN;
}

/* Some writers repeat in total-files-size what the snapshot adds, or never change it. */
static void
check_totals (TarnLabHistoryDraft *draft, TarnLabHistoryFindings *findings)
{
  guint n_appends = 0, n_grown = 0;

  for (guint i = 1; i < draft->entries->len; i++)
    {
      const TarnLabHistoryEntry *entry = get_entry (draft, i);

      if (should_grow (entry - 1, entry))
        {
          n_appends++;
          n_grown += entry->total_bytes > entry[-1].total_bytes
                     && entry->total_bytes != entry->added_bytes;
        }
    }
  if (n_appends == 0 || n_grown > 0)
    return;

  findings->ignores_totals = TRUE;
  if (get_entry (draft, 0)->total_bytes < get_entry (draft, 0)->added_bytes)
    get_entry (draft, 0)->total_bytes = UNKNOWN;
  for (guint i = 1; i < draft->entries->len; i++)
    get_entry (draft, i)->total_bytes = UNKNOWN;
}

gboolean
tarn_lab_history_prepare (TarnLabHistoryDraft *draft, const TarnLabHistoryOptions *options,
                          TarnLabHistoryFindings *findings, GError **error)
{
  convert_seconds (draft, findings);
  if (!convert_records (draft, options, findings, error))
    return FALSE;
  check_totals (draft, findings);
  return TRUE;
}
