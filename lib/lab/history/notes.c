/* SPDX-License-Identifier: MIT */
#include "lab/history/notes.h"

#define note tarn_lab_history_note

enum
{
  ONE_PERMILLE = 1000,
};

/* --- Amounts ------------------------------------------------------------------------------------ */

/* Returns at most two decimals, such as "1.05 GB". */
static char *
format_bytes (guint64 bytes)
{
  static const char *const units[] = { "kB", "MB", "GB", "TB", "PB", "EB" };
  guint64 unit = 1000, hundredths;
  guint i = 0;

  if (bytes < 1000)
    return g_strdup_printf ("%" G_GUINT64_FORMAT " %s", bytes, bytes == 1 ? "byte" : "bytes");

  while (i + 1 < G_N_ELEMENTS (units) && bytes / unit >= 1000)
    {
      unit *= 1000;
      i++;
    }
  hundredths = bytes / (unit / 100) + (bytes % (unit / 100) >= (unit / 100 + 1) / 2 ? 1 : 0);
  if (hundredths % 100 == 0)
    return g_strdup_printf ("%" G_GUINT64_FORMAT " %s", hundredths / 100, units[i]);
  if (hundredths % 10 == 0)
    return g_strdup_printf ("%" G_GUINT64_FORMAT ".%u %s", hundredths / 100,
                            (guint) (hundredths % 100 / 10), units[i]);
  return g_strdup_printf ("%" G_GUINT64_FORMAT ".%02u %s", hundredths / 100,
                          (guint) (hundredths % 100), units[i]);
}

static void
append_part (GString *text, gint64 value, const char *unit)
{
  if (value > 0)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", text->len > 0 ? " " : "", value,
                            unit);
}

/* Returns such as "1 d 2 h". */
static char *
format_span (gint64 span_us)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_part (text, span_us / G_TIME_SPAN_DAY, "d");
  append_part (text, span_us / G_TIME_SPAN_HOUR % 24, "h");
  append_part (text, span_us / G_TIME_SPAN_MINUTE % 60, "min");
  append_part (text, span_us / G_TIME_SPAN_SECOND % 60, "s");
  append_part (text, span_us / G_TIME_SPAN_MILLISECOND % 1000, "ms");
  append_part (text, span_us % 1000, "us");
  if (text->len == 0)
    g_string_append (text, "0 s");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- What was read ------------------------------------------------------------------------------ */

static const char *
get_plural (const TarnLabHistoryDraft *draft, guint count)
{
  static const char *const nouns[][2] = { { "snapshot", "snapshots" },
                                          { "entry of a log", "entries of a log" },
                                          { "row", "rows" } };
  guint i = 0;

  if (g_str_equal (draft->noun, "entry"))
    i = 1;
  else if (g_str_equal (draft->noun, "line"))
    i = 2;
  return nouns[i][count != 1];
}

static void
append_count (GString *text, guint count, const char *words)
{
  if (count > 0)
    g_string_append_printf (text, "; %u %s", count, words);
}

static void
tell_counts (const TarnLabHistoryDraft *draft, const TarnLabHistoryOptions *options)
{
  const TarnLabHistory *history = draft->history;
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "Of %u %s, %u %s of data", history->n_entries,
                   get_plural (draft, history->n_entries), history->n_used,
                   history->n_used == 1 ? "is a commit" : "are commits");
  append_count (text, history->n_first,
                "showed what the table held at the begin, which is no change");
  if (history->n_earlier > 0)
    g_string_append_printf (text, "; %u left out, from before the last %u %s", history->n_earlier,
                            options->last_days, options->last_days == 1 ? "day" : "days");
  append_count (text, history->n_compactions, "left out as compactions, which change no data");
  append_count (text, history->n_off_main, "left out as not on the main branch");
  append_count (text, history->n_detached,
                "left out, since more snapshots after them are lost than the file has");
  append_count (text, history->n_untimed, "left out for lack of a time");
  append_count (text, history->n_duplicates, "left out as copies of others");
  note (draft->history, "%s.", text->str);
}

static void
tell_size (TarnLabHistory *history, const TarnLabHistoryFindings *findings)
{
  g_autofree char *size = format_bytes (history->size_bytes);

  if (!history->has_size)
    note (history,
          "The size of the table is not known; give it, or the table is empty at the begin.");
  else if (findings->ignores_size)
    {
      g_autofree char *of_file = format_bytes ((guint64) findings->file_size);

      note (history, "The table has %s before the first commit, as was given; the file says %s.",
            size, of_file);
    }
  else
    note (history, "The table has %s before the first commit.", size);
}

/* The time of day of the commits is not that of the file, unless the scenario moves them. */
static void
tell_first_time (const TarnLabHistoryDraft *draft, const TarnLabHistoryOptions *options)
{
  gint64 first_us = draft->history->first_time_us;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (first_us / G_TIME_SPAN_SECOND);
  g_autofree char *text = draft->has_offsets ? format_span (first_us)
                                             : g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

  gint64 of_day_s = first_us % G_TIME_SPAN_DAY / G_TIME_SPAN_SECOND;
  g_autofree char *offset
      = of_day_s > 0 && !draft->has_offsets && !options->has_time_of_day
            ? g_strdup_printf (": `offset %" G_GINT64_FORMAT
                               " s` keeps that time of day, if the trial starts at midnight",
                               of_day_s)
            : g_strdup ("");

  if (first_us != 0)
    note (draft->history, "The times count from the first commit, which the file has at %s%s.",
          text, offset);
}

static void
tell_length (const TarnLabHistoryDraft *draft, const TarnLabHistoryOptions *options,
             const TarnLabHistoryFindings *findings)
{
  TarnLabHistory *history = draft->history;
  g_autofree char *length = format_span (history->length_us);
  const char *why;

  if (history->n_used == 0)
    {
      note (history, "No commit is left, so the table never changes.");
      return;
    }
  tell_first_time (draft, options);
  if (history->length_us == 0)
    {
      note (history,
            "The file does not say how long after the last commit the next would follow, so the "
            "history cannot be repeated.");
      return;
    }

  if (options->last_days > 0 && history->length_us == options->last_days * G_TIME_SPAN_DAY)
    why = "the last days that were asked for";
  else if (findings->is_daily)
    why = "rounded to whole days, from which it differed by at most a 24th of a gap";
  else if (findings->base_us != TARN_LAB_HISTORY_UNKNOWN)
    why = "from when the table was first seen to the last commit";
  else if (history->n_used > 1)
    why = "from the first commit to the last, and the mean gap";
  else
    why = "the mean gap in the log";
  note (history, "A pass lasts %s: %s.", length, why);
  if (draft->n_logged > 0)
    note (history, "A log has %u earlier %s, but not what changed then; only the mean gap is used.",
          draft->n_logged, draft->n_logged == 1 ? "time" : "times");
  else if (history->n_used == 1
           || (history->n_used == 2 && findings->base_us == TARN_LAB_HISTORY_UNKNOWN))
    note (history, "How often the table changes rests on a single gap.");
  if (options->last_days > 0 && history->length_us < options->last_days * G_TIME_SPAN_DAY)
    note (history, "The history is shorter than the %u %s asked for.", options->last_days,
          options->last_days == 1 ? "day that was" : "days that were");
}

/* --- What the commits are ----------------------------------------------------------------------- */

static void
tell_kind (TarnLabHistory *history, guint count, const char *one, const char *many)
{
  if (count > 0 && history->n_used == 1)
    note (history, "The commit %s.", one);
  else if (count == history->n_used)
    note (history, "All %u commits %s.", count, many);
  else if (count > 0)
    note (history, "%u of %u commits %s.", count, history->n_used, count == 1 ? one : many);
}

static void
tell_changes (TarnLabHistory *history)
{
  g_autofree char *changed = format_bytes (history->changed_bytes);
  g_autofree char *per_day = format_bytes (history->changed_bytes_per_day);

  if (history->n_used == 0)
    return;
  if (history->length_us > 0)
    note (history, "The commits add and remove %s in a pass, %s a day.", changed, per_day);
  else
    note (history, "The commits add and remove %s.", changed);

  tell_kind (history, history->n_rewrites, "replaces all that the table holds",
             "replace all that the table holds");
  tell_kind (
      history, history->n_copies_on_write,
      "writes files anew (copy-on-write), so that its bytes are those of files and not of rows",
      "write files anew (copy-on-write), so that their bytes are those of files and not of rows");
  tell_kind (
      history, history->n_merges_on_read,
      "adds delete files (merge-on-read), so that its bytes are fewer than those of the rows it changes",
      "add delete files (merge-on-read), so that their bytes are fewer than those of the rows they change");
  tell_kind (history, history->n_empty, "changes nothing", "change nothing");
}

static void
tell_unsized (TarnLabHistory *history, const TarnLabHistoryOptions *options)
{
  g_autofree char *bytes = format_bytes (options->bytes_per_commit);

  if (history->n_unsized > 0 && options->bytes_per_commit > 0)
    note (history, "The bytes of %u of %u commits are not known; each adds %s, as was given.",
          history->n_unsized, history->n_used, bytes);
  else if (history->n_unsized > 0)
    note (
        history,
        "The bytes of %u of %u commits are not known; they count as 0, so the figures are too low.",
        history->n_unsized, history->n_used);
  else if (options->bytes_per_commit > 0)
    note (history, "The file tells the bytes of all commits, so bytes-per-commit has no effect.");
  if (options->bytes_per_record > 0 && history->bytes_per_record == 0)
    note (history, "No commit has records in place of bytes, so bytes-per-record has no effect.");
}

static gboolean
is_changed (guint permille)
{
  return permille != 0 && permille != ONE_PERMILLE;
}

/* Returns such as "0.5". */
static char *
format_factor (guint permille)
{
  guint digits = 3, rest = permille % ONE_PERMILLE;

  if (rest == 0)
    return g_strdup_printf ("%u", permille / ONE_PERMILLE);
  for (; rest % 10 == 0; rest /= 10)
    digits--;
  return g_strdup_printf ("%u.%0*u", permille / ONE_PERMILLE, (int) digits, rest);
}

/* The other notes tell what is in the file, and the scenario may change that. */
static void
tell_changed (TarnLabHistory *history, const TarnLabHistoryOptions *options)
{
  g_autofree char *stretch = format_factor (options->stretch_permille);
  g_autofree char *load = format_factor (options->load_permille);

  if (history->n_used > 0 && is_changed (options->stretch_permille))
    note (history, "These are the times of the file; the scenario makes each gap %s times as long.",
          stretch);
  if (history->n_used > 0 && is_changed (options->load_permille))
    note (
        history,
        "These are the commits of the file; the scenario makes %s times as many, and the size of the "
        "table follows from what they add and remove.",
        load);
}

/* A world that begins the history anew sets the table back to where it was, if the commits are those of the file. */
static void
tell_growth (TarnLabHistory *history, const TarnLabHistoryOptions *options)
{
  gint64 end;

  if (!options->repeats || history->n_used == 0 || history->length_us == 0
      || is_changed (options->load_permille))
    return;

  end = g_array_index (history->commits, TarnLabTraceCommit, history->n_used - 1).total_bytes;
  if (history->has_size && end >= 0 && (guint64) end != history->size_bytes)
    {
      g_autofree char *size = format_bytes (history->size_bytes);
      g_autofree char *size_at_end = format_bytes ((guint64) end);

      note (
          history,
          "The table goes from %s to %s in a pass, and the next pass begins with the sizes of the first.",
          size, size_at_end);
    }
}

/* --- What is odd -------------------------------------------------------------------------------- */

static void
tell_oddities (const TarnLabHistoryDraft *draft, const TarnLabHistoryOptions *options,
               const TarnLabHistoryFindings *findings)
{
  TarnLabHistory *history = draft->history;

  if (draft->lacks_head)
    note (
        history,
        "The file does not say which snapshot is the newest; all are taken to be on the main branch.");
  if (draft->other_head != 0)
    note (history,
          "main is snapshot %" G_GINT64_FORMAT ", and current-snapshot-id says %" G_GINT64_FORMAT
          "; main counts.",
          draft->head, draft->other_head);
  if (draft->n_unknown_operations > 0)
    note (
        history,
        "The operation of %u %s is none of append, overwrite, delete and replace; it counts as overwrite.",
        draft->n_unknown_operations, get_plural (draft, draft->n_unknown_operations));
  if (findings->has_seconds)
    note (history, "The times are seconds, not milliseconds; they are read as seconds.");
  if (findings->n_raised > 0)
    note (history,
          "%u of the times %s earlier than the one before, and taken to be as late as that.",
          findings->n_raised, findings->n_raised == 1 ? "is" : "are");
  if (findings->n_lost > 0)
    note (history,
          "The parent of snapshot %" G_GINT64_FORMAT
          "%s is not in the file, so what came between is lost, "
          "except for its effect on the size.",
          findings->lost_label, findings->n_lost == 1 ? "" : " and of others");
  if (findings->ignores_totals)
    note (history,
          "total-files-size does not grow with what is appended; the sizes are summed up from what "
          "is added and removed.");
  if (findings->n_overdrawn > 0)
    note (history, "%u of the commits %s more than the table holds, and %s it.",
          findings->n_overdrawn, findings->n_overdrawn == 1 ? "removes" : "remove",
          findings->n_overdrawn == 1 ? "empties" : "empty");
  if (findings->n_unbalanced > 0)
    note (history,
          "%u of the total sizes %s not follow from what was added and removed; the totals count.",
          findings->n_unbalanced, findings->n_unbalanced == 1 ? "does" : "do");
  if (history->bytes_per_record > 0)
    note (history,
          "Records stand in for bytes that the file does not have, at %" G_GUINT64_FORMAT
          " bytes a record, %s.",
          history->bytes_per_record,
          options->bytes_per_record > 0 ? "as was given"
          : findings->assumes_records   ? "which is an assumption"
                                        : "as in the rest of the table");
}

void
tarn_lab_history_add_notes (const TarnLabHistoryDraft *draft, const TarnLabHistoryOptions *options,
                            const TarnLabHistoryFindings *findings)
{
  tell_counts (draft, options);
  tell_length (draft, options, findings);
  tell_size (draft->history, findings);
  tell_changes (draft->history);
  tell_unsized (draft->history, options);
  tell_growth (draft->history, options);
  tell_changed (draft->history, options);
  tell_oddities (draft, options, findings);
}
