/* SPDX-License-Identifier: MIT */
/*
 * The builder goes through the entries in the order of the table and knows the size of the table before each. What
 * an entry adds or removes and does not tell follows from the sizes before and after it.
 */
#include "lab/history/build.h"

#include "lab/history/notes.h"
#include "lab/history/prepare.h"

#define UNKNOWN TARN_LAB_HISTORY_UNKNOWN
#define refuse tarn_lab_history_refuse

static const gint64 size_max = G_GINT64_CONSTANT (1) << 60;

/* This says how a commit changes the table. */
typedef enum
{
  STYLE_APPEND,
  STYLE_REMOVAL,
  STYLE_REWRITE,
  STYLE_COPY_ON_WRITE,
  STYLE_MERGE_ON_READ,
  STYLE_EMPTY,
  STYLE_UNSIZED,
  N_STYLES,
} Style;

typedef struct
{
  TarnLabHistoryDraft *draft;
  const TarnLabHistoryOptions *options;
  TarnLabHistory *history;
  TarnLabHistoryFindings findings;
  GArray *styles;            /* guint8; of each commit */
  GArray *sizes_before;      /* gint64; of the table before each commit; UNKNOWN as below */
  gint64 size;               /* of the table, as the file tells; UNKNOWN if it does not */
  gint64 time_us;            /* of the last entry that has one */
  gboolean has_delete_files; /* they were in the table before the entry */
} Builder;

static TarnLabHistoryEntry *
get_entry (const Builder *builder, guint i)
{
  return &g_array_index (builder->draft->entries, TarnLabHistoryEntry, i);
}

static TarnLabTraceCommit *
get_commit (const TarnLabHistory *history, guint i)
{
  return &g_array_index (history->commits, TarnLabTraceCommit, i);
}

/* --- What an entry changes ---------------------------------------------------------------------- */

typedef struct
{
  gint64 added;
  gint64 removed;
  gboolean is_known;
} Amounts;

/* CREATE OR REPLACE TABLE makes a snapshot without a parent, and all that is in the table comes from it. */
static gboolean
replaces_table (const TarnLabHistoryEntry *entry)
{
  return entry->has_no_parent && entry->total_bytes > 0 && entry->added_bytes == entry->total_bytes;
}

/* The changes between an entry and a lost parent are not those of the entry. */
static gboolean
can_balance (const Builder *builder, const TarnLabHistoryEntry *entry)
{
  return builder->size != UNKNOWN && entry->total_bytes != UNKNOWN && !entry->misses_parent;
}

/* An append removes nothing and a delete adds nothing, whatever the totals tell. */
static Amounts
work_out (const Builder *builder, const TarnLabHistoryEntry *entry)
{
  Amounts amounts = { entry->added_bytes, entry->removed_bytes, TRUE };
  gboolean balances = can_balance (builder, entry);
  gint64 growth = balances ? entry->total_bytes - builder->size : 0;

  if (replaces_table (entry))
    amounts.removed = MAX (builder->size, 0);
  else if (amounts.added == UNKNOWN && amounts.removed == UNKNOWN)
    amounts = (Amounts){ MAX (growth, 0), MAX (-growth, 0),
                         balances && (growth != 0 || !entry->adds_delete_files) };
  else if (amounts.removed == UNKNOWN && balances && entry->operation != TARN_COMMIT_APPEND)
    amounts.removed = MAX (amounts.added - growth, 0);
  else if (amounts.added == UNKNOWN && balances && entry->operation != TARN_COMMIT_DELETE)
    amounts.added = MAX (growth + amounts.removed, 0);

  amounts.added = MAX (amounts.added, 0);
  amounts.removed = MAX (amounts.removed, 0);
  return amounts;
}

/* Fewer records than before are the same data only where delete files stood, which a compaction applies. */
static gboolean
keeps_records (const Builder *builder, const TarnLabHistoryEntry *entry)
{
  gint64 added = entry->added_records, removed = entry->removed_records;

  if (added == UNKNOWN && removed == UNKNOWN)
    return TRUE;
  added = MAX (added, 0);
  removed = MAX (removed, 0);
  return added == removed
         || (added < removed && (builder->has_delete_files || entry->has_delete_files));
}

/* The page on histories states this rule. */
static gboolean
is_compaction (const Builder *builder, const TarnLabHistoryEntry *entry)
{
  gboolean writes_files = entry->added_bytes > 0 && entry->removed_bytes > 0;
  gboolean leaves_files = entry->added_bytes <= 0 && entry->removed_bytes <= 0
                          && (entry->writes_manifests
                              || (entry->total_bytes > 0 && entry->total_bytes == builder->size));

  return entry->operation == TARN_COMMIT_REPLACE && (writes_files || leaves_files)
         && keeps_records (builder, entry);
}

static Style
find_style (const Builder *builder, const TarnLabHistoryEntry *entry, Amounts amounts)
{
  if (!amounts.is_known)
    return STYLE_UNSIZED;
  if (entry->adds_delete_files)
    return STYLE_MERGE_ON_READ;
  if (amounts.removed == 0)
    return amounts.added == 0 ? STYLE_EMPTY : STYLE_APPEND;
  if (amounts.added == 0)
    return STYLE_REMOVAL;
  return builder->size != UNKNOWN && amounts.removed >= builder->size ? STYLE_REWRITE
                                                                      : STYLE_COPY_ON_WRITE;
}

/* The simulation takes a replace for a compaction, so a commit never is one. */
static TarnCommitOperation
find_operation (const TarnLabHistoryEntry *entry, Style style)
{
  if (style == STYLE_APPEND)
    return TARN_COMMIT_APPEND;
  if (style == STYLE_REMOVAL)
    return TARN_COMMIT_DELETE;
  if (entry->operation == TARN_COMMIT_REPLACE
      || (entry->operation == TARN_COMMIT_APPEND && style != STYLE_EMPTY && style != STYLE_UNSIZED))
    return TARN_COMMIT_OVERWRITE;
  return entry->operation;
}

/* --- The way through the entries ---------------------------------------------------------------- */

/* Sets the size after an entry. */
static gboolean
move_size (Builder *builder, const TarnLabHistoryEntry *entry, Amounts amounts, GError **error)
{
  gboolean is_balanced = TRUE;

  if (builder->size != UNKNOWN)
    {
      gint64 sum = builder->size + amounts.added - amounts.removed;
      gboolean has_total = entry->total_bytes != UNKNOWN;
      gint64 size = has_total ? entry->total_bytes : MAX (sum, 0);

      if (size > size_max)
        return refuse (error, "%s %" G_GINT64_FORMAT ": the table grows over 2^60 bytes",
                       builder->draft->noun, entry->label);
      gboolean is_overdrawn = sum < 0 && size == 0 && !entry->misses_parent;

      is_balanced = !has_total || sum == size || is_overdrawn;
      builder->findings.n_overdrawn += is_overdrawn ? 1 : 0;
      builder->size = size;
    }

  if (entry->misses_parent && builder->findings.n_lost++ == 0)
    builder->findings.lost_label = entry->label;
  if (!is_balanced && !entry->misses_parent && amounts.is_known
      && builder->history->bytes_per_record == 0)
    builder->findings.n_unbalanced++;
  builder->has_delete_files = entry->has_delete_files;
  return TRUE;
}

/* Returns whether the entry has a time. Time never falls in a simulation. */
static gboolean
move_time (Builder *builder, const TarnLabHistoryEntry *entry)
{
  if (entry->time_us == UNKNOWN)
    return FALSE;

  builder->findings.n_raised += entry->time_us < builder->time_us;
  builder->time_us = MAX (builder->time_us, entry->time_us);
  return TRUE;
}

static void
add_commit (Builder *builder, const TarnLabHistoryEntry *entry, Style style, Amounts amounts,
            gint64 size_before)
{
  TarnLabTraceCommit commit = { builder->time_us, find_operation (entry, style),
                                (guint64) amounts.added, (guint64) amounts.removed, builder->size };
  guint8 code = (guint8) style;

  g_array_append_val (builder->history->commits, commit);
  g_array_append_val (builder->styles, code);
  g_array_append_val (builder->sizes_before, size_before);
}

static gboolean
pass_entry (Builder *builder, const TarnLabHistoryEntry *entry, GError **error)
{
  Amounts amounts = work_out (builder, entry);
  Style style = find_style (builder, entry, amounts);
  gboolean is_kept = is_compaction (builder, entry);
  gint64 size_before = builder->size;

  if (style == STYLE_UNSIZED && !is_kept)
    amounts.added = (gint64) builder->options->bytes_per_commit;
  if (!move_size (builder, entry, amounts, error))
    return FALSE;

  if (!move_time (builder, entry))
    builder->history->n_untimed++;
  else if (is_kept)
    builder->history->n_compactions++;
  else
    add_commit (builder, entry, style, amounts, size_before);
  return TRUE;
}

/* --- The begin ---------------------------------------------------------------------------------- */

/* Goes back from the first total that the file tells to the size before the first entry. */
static gint64
find_first_size (const Builder *builder)
{
  const GArray *entries = builder->draft->entries;
  gint64 change = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const TarnLabHistoryEntry *entry = get_entry (builder, i);

      change += MAX (entry->added_bytes, 0) - MAX (entry->removed_bytes, 0);
      change = CLAMP (change, -size_max, size_max);
      if (entry->total_bytes != UNKNOWN)
        return CLAMP (entry->total_bytes - change, 0, size_max);
    }

  if (entries->len > 0 && get_entry (builder, 0)->is_first
      && get_entry (builder, 0)->added_bytes != UNKNOWN)
    return 0;
  return UNKNOWN;
}

/* Returns whether the entry shows what the table holds at the begin, and not how that changes. */
static gboolean
shows_begin (const Builder *builder, guint i)
{
  const TarnLabHistoryEntry *entry = get_entry (builder, i);

  if (builder->size == 0)
    return !(i == 0 && entry->has_lost_past)
           && (entry->added_bytes != UNKNOWN || entry->total_bytes != UNKNOWN);
  return i == 0 && entry->added_bytes == UNKNOWN && entry->removed_bytes == UNKNOWN
         && entry->total_bytes != UNKNOWN;
}

/* All entries show the begin while the table is empty, and so does the one that fills it. */
static gboolean
pass_begin (Builder *builder, GError **error)
{
  const GArray *entries = builder->draft->entries;
  guint i = 0;

  while (i < entries->len && shows_begin (builder, i))
    {
      const TarnLabHistoryEntry *entry = get_entry (builder, i++);
      Amounts amounts = work_out (builder, entry);

      builder->findings.base_us = move_time (builder, entry) ? builder->time_us : UNKNOWN;
      amounts.is_known = FALSE; /* so that it need not be balanced */
      if (!move_size (builder, entry, amounts, error))
        return FALSE;
    }

  builder->history->n_first = i;
  return TRUE;
}

static gboolean
pass_entries (Builder *builder, GError **error)
{
  const GArray *entries = builder->draft->entries;
  builder->size = find_first_size (builder);
  if (!pass_begin (builder, error))
    return FALSE;

  for (guint i = builder->history->n_first; i < entries->len; i++)
    if (!pass_entry (builder, get_entry (builder, i), error))
      return FALSE;

  if (builder->sizes_before->len > 0)
    builder->size = g_array_index (builder->sizes_before, gint64, 0);
  return TRUE;
}

/* --- The last days ------------------------------------------------------------------------------ */

/* Drops the commits before the last days. They move the size at the begin, and so do compactions. */
static void
cut (Builder *builder)
{
  TarnLabHistory *history = builder->history;
  guint n_commits = history->commits->len, n_dropped = 0;
  gint64 end_us, span_us = builder->options->last_days * G_TIME_SPAN_DAY;

  if (span_us == 0 || n_commits == 0)
    return;

  end_us = get_commit (history, n_commits - 1)->offset_us;
  while (get_commit (history, n_dropped)->offset_us <= end_us - span_us)
    n_dropped++;
  if (n_dropped == 0)
    return;

  builder->size = g_array_index (builder->sizes_before, gint64, n_dropped);
  g_array_remove_range (history->commits, 0, n_dropped);
  g_array_remove_range (builder->styles, 0, n_dropped);
  history->n_earlier = n_dropped;
}

/* --- The length of a pass ----------------------------------------------------------------------- */

/*
 * A pass ends so long after the last commit that the first may follow. If an entry before the first commit is
 * known, all gaps are; if not, the gap after the last commit is the mean one.
 */
static gint64
find_natural_length (const Builder *builder, gint64 first_us, gint64 last_us)
{
  guint n_commits = builder->history->commits->len;

  if (builder->findings.base_us != UNKNOWN)
    return last_us - builder->findings.base_us;
  if (n_commits == 1)
    return builder->draft->log_gap_us;
  return last_us - first_us + (last_us - first_us + (n_commits - 1) / 2) / (n_commits - 1);
}

/* A daily job runs a little earlier or later. Its pass must not move it to another time of day. */
static gint64
round_to_days (Builder *builder, gint64 length_us, gint64 span_us)
{
  gint64 tolerance_us = MIN (length_us / builder->history->commits->len / 24, G_TIME_SPAN_HOUR);
  gint64 rounded_us = (length_us + G_TIME_SPAN_DAY / 2) / G_TIME_SPAN_DAY * G_TIME_SPAN_DAY;

  if (rounded_us == 0 || rounded_us < span_us || ABS (rounded_us - length_us) > tolerance_us)
    return length_us;

  builder->findings.is_daily = rounded_us != length_us;
  return rounded_us;
}

/* Works with times, before the offsets are made. */
static void
find_length (Builder *builder)
{
  TarnLabHistory *history = builder->history;
  guint n_commits = history->commits->len;
  gint64 first_us, last_us, length_us, days_us = builder->options->last_days * G_TIME_SPAN_DAY;

  if (n_commits == 0)
    return;

  first_us = get_commit (history, 0)->offset_us;
  last_us = get_commit (history, n_commits - 1)->offset_us;
  length_us = history->n_earlier > 0 ? days_us : find_natural_length (builder, first_us, last_us);
  if (days_us > 0 && length_us >= days_us)
    history->length_us = days_us;
  else if (length_us > 0)
    history->length_us = round_to_days (builder, length_us, last_us - first_us);
}

/* --- Figures ------------------------------------------------------------------------------------ */

static void
make_offsets (TarnLabHistory *history)
{
  if (history->commits->len > 0)
    history->first_time_us = get_commit (history, 0)->offset_us;
  for (guint i = 0; i < history->commits->len; i++)
    get_commit (history, i)->offset_us -= history->first_time_us;
}

/* Returns the size after a commit if the table has @size_bytes before the first one. */
static gint64
shift_size (Builder *builder, const TarnLabTraceCommit *commit, gint64 size_before)
{
  gint64 size = size_before + (gint64) commit->added_bytes - (gint64) commit->removed_bytes;

  if (builder->size != UNKNOWN)
    size = commit->total_bytes - builder->size + (gint64) builder->options->size_bytes;
  builder->findings.n_overdrawn += size < 0;
  return CLAMP (size, 0, size_max);
}

/* The size that the user gives moves all others by as much. */
static void
set_size (Builder *builder)
{
  TarnLabHistory *history = builder->history;
  gint64 size = (gint64) builder->options->size_bytes;

  builder->findings.file_size = builder->size;
  builder->findings.ignores_size = size > 0 && builder->size != UNKNOWN && builder->size != size;
  history->has_size = size > 0 || builder->size != UNKNOWN;
  history->size_bytes = (guint64) (size > 0 ? size : MAX (builder->size, 0));
  if (size > 0)
    builder->findings.n_overdrawn = 0;
  for (guint i = 0; i < history->commits->len && size > 0; i++)
    {
      TarnLabTraceCommit *commit = get_commit (history, i);

      commit->total_bytes
          = shift_size (builder, commit, i == 0 ? size : get_commit (history, i - 1)->total_bytes);
    }
}

static guint64
add_saturated (guint64 a, guint64 b)
{
  return a > G_MAXUINT64 - b ? G_MAXUINT64 : a + b;
}

static guint64
get_per_day (guint64 bytes, gint64 length_us)
{
  TarnWide product = tarn_wide_multiply (bytes, G_TIME_SPAN_DAY);

  return tarn_wide_narrow (
      tarn_wide_divide_rounded (product, (TarnWide){ 0, (guint64) length_us }));
}

static void
count (Builder *builder)
{
  TarnLabHistory *history = builder->history;
  guint counts[N_STYLES] = { 0 };

  history->n_used = history->commits->len;
  for (guint i = 0; i < history->n_used; i++)
    {
      const TarnLabTraceCommit *commit = get_commit (history, i);

      counts[g_array_index (builder->styles, guint8, i)]++;
      history->changed_bytes
          = add_saturated (history->changed_bytes,
                           add_saturated (commit->added_bytes, commit->removed_bytes));
    }
  if (history->length_us > 0)
    history->changed_bytes_per_day = get_per_day (history->changed_bytes, history->length_us);

  history->n_appends = counts[STYLE_APPEND];
  history->n_removals = counts[STYLE_REMOVAL];
  history->n_rewrites = counts[STYLE_REWRITE];
  history->n_copies_on_write = counts[STYLE_COPY_ON_WRITE];
  history->n_merges_on_read = counts[STYLE_MERGE_ON_READ];
  history->n_empty = counts[STYLE_EMPTY];
  history->n_unsized = counts[STYLE_UNSIZED];
}

/* --- The whole ---------------------------------------------------------------------------------- */

static gboolean
check_bytes (const Builder *builder, GError **error)
{
  const TarnLabHistory *history = builder->history;

  if (history->n_used == 0 || history->n_unsized < history->n_used
      || builder->options->bytes_per_commit > 0)
    return TRUE;
  return refuse (
      error,
      "no commit has its bytes or its records, only its time; give the bytes of a commit, bytes-per-commit");
}

gboolean
tarn_lab_history_build (TarnLabHistoryDraft *draft, const TarnLabHistoryOptions *options,
                        GError **error)
{
  g_autoptr (GArray) styles = g_array_new (FALSE, FALSE, sizeof (guint8));
  g_autoptr (GArray) sizes_before = g_array_new (FALSE, FALSE, sizeof (gint64));
  Builder builder
      = { draft, options, draft->history, { .base_us = UNKNOWN }, styles, sizes_before };

  if (draft->history->n_entries == 0)
    return refuse (error, "the table has no snapshot, and no log has the time of one");
  if (!tarn_lab_history_prepare (draft, options, &builder.findings, error)
      || !pass_entries (&builder, error))
    return FALSE;

  cut (&builder);
  find_length (&builder);
  make_offsets (draft->history);
  set_size (&builder);
  count (&builder);
  if (!check_bytes (&builder, error))
    return FALSE;

  tarn_lab_history_add_notes (draft, options, &builder.findings);
  return TRUE;
}
