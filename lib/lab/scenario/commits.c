/* SPDX-License-Identifier: MIT */
/* The commits of a table: none, periodic, Poisson, or those of a file; and their rhythm. */
#include "lab/scenario/kinds.h"
#include "lab/scenario/values.h"

enum
{
  WEIGHT_MAX = 1000000, /* of an hour */
  HOURS_OF_DAY = 24,
  HOURS_OF_WEEK = 168,
  RECORD_SIZE_MAX = 1 << 30, /* bytes */
};

#define HISTORY_SIZE_MAX (G_GINT64_CONSTANT (1) << 60)

static const char *const operations[] = { "append", "overwrite", "delete", NULL };

/* --- Made commits ----------------------------------------------------------------------------- */

static gboolean
take_duration (TarnLabReading *reading, guint64 min, gint64 *out_duration_us)
{
  guint64 duration;

  if (!tarn_lab_reading_take_quantity (reading, &tarn_lab_durations, min, TARN_LAB_DURATION_MAX_US,
                                       &duration))
    return FALSE;
  *out_duration_us = (gint64) duration;
  return TRUE;
}

/* Reads AMOUNT and the operation that may follow. */
static gboolean
parse_content (TarnLabReading *reading, TarnLabCommits *commits)
{
  guint operation = TARN_COMMIT_APPEND;

  if (!tarn_lab_reading_expect (reading, ",")
      || !tarn_lab_amount_parse (reading, &tarn_lab_sizes, 0, TARN_LAB_SIZE_MAX, &commits->bytes)
      || (tarn_lab_reading_skip (reading, ",")
          && !tarn_lab_reading_take_choice (reading, operations, &operation)))
    return FALSE;

  commits->operation = (TarnCommitOperation) operation;
  return TRUE;
}

static gboolean
parse_periodic (TarnLabReading *reading, TarnLabCommits *commits)
{
  commits->kind = TARN_LAB_COMMITS_PERIODIC;
  if (!take_duration (reading, 1, &commits->gap_us))
    return FALSE;

  /* A comma also comes before the amount. */
  reading->at++;
  gboolean has_offset = tarn_lab_reading_skip (reading, "offset");
  reading->at -= has_offset ? 2 : 1;
  if (has_offset)
    {
      if (!tarn_lab_reading_expect (reading, ","))
        return FALSE;
      reading->at++;
      if (!take_duration (reading, 0, &commits->offset_us))
        return FALSE;
    }

  return parse_content (reading, commits);
}

static gboolean
parse_poisson (TarnLabReading *reading, TarnLabCommits *commits)
{
  commits->kind = TARN_LAB_COMMITS_POISSON;
  return tarn_lab_reading_expect (reading, "every") && take_duration (reading, 1, &commits->gap_us)
         && parse_content (reading, commits);
}

/* --- Commits of a file ------------------------------------------------------------------------ */

/* Reads a ratio, or a percentage. */
static gboolean
take_scale (TarnLabReading *reading, guint64 *out_permille)
{
  guint first = reading->at;

  reading->at++;
  gboolean is_percentage = tarn_lab_reading_skip (reading, "%");
  reading->at = first;
  return tarn_lab_reading_take_decimal (reading, "a ratio or a percentage", is_percentage ? 1 : 3,
                                        1, TARN_LAB_RATIO_MAX, out_permille)
         && (!is_percentage || tarn_lab_reading_expect (reading, "%"));
}

static gboolean
take_offset (TarnLabReading *reading, TarnLabCommitsDraft *draft)
{
  return take_duration (reading, 1, &draft->commits.offset_us);
}

static gboolean
take_stretch (TarnLabReading *reading, TarnLabCommitsDraft *draft)
{
  return tarn_lab_reading_take_decimal (reading, "a ratio", 3, 1, TARN_LAB_RATIO_MAX,
                                        &draft->stretch_permille);
}

static gboolean
take_load (TarnLabReading *reading, TarnLabCommitsDraft *draft)
{
  return take_scale (reading, &draft->load_permille);
}

/* A history is cut between days. */
static gboolean
take_last (TarnLabReading *reading, TarnLabCommitsDraft *draft)
{
  return take_duration (reading, G_TIME_SPAN_DAY, &draft->last_us)
         && (draft->last_us % G_TIME_SPAN_DAY == 0
             || tarn_lab_reading_refuse (reading, "the last days are no whole number of days"));
}

static gboolean
take_bytes_per_commit (TarnLabReading *reading, TarnLabCommitsDraft *draft)
{
  return tarn_lab_reading_take_quantity (reading, &tarn_lab_sizes, 1, HISTORY_SIZE_MAX,
                                         &draft->bytes_per_commit);
}

static gboolean
take_bytes_per_record (TarnLabReading *reading, TarnLabCommitsDraft *draft)
{
  return tarn_lab_reading_take_quantity (reading, &tarn_lab_sizes, 1, RECORD_SIZE_MAX,
                                         &draft->bytes_per_record);
}

static void
write_offset (const TarnLabCommitsDraft *draft, GString *text)
{
  tarn_lab_append_quantity (text, (guint64) draft->commits.offset_us, &tarn_lab_durations);
}

static void
write_stretch (const TarnLabCommitsDraft *draft, GString *text)
{
  tarn_lab_append_decimal (text, draft->stretch_permille, 3);
}

static void
write_load (const TarnLabCommitsDraft *draft, GString *text)
{
  tarn_lab_append_decimal (text, draft->load_permille, 1);
  g_string_append (text, " %");
}

static void
write_last (const TarnLabCommitsDraft *draft, GString *text)
{
  tarn_lab_append_quantity (text, (guint64) draft->last_us, &tarn_lab_durations);
}

static void
write_bytes_per_commit (const TarnLabCommitsDraft *draft, GString *text)
{
  tarn_lab_append_quantity (text, draft->bytes_per_commit, &tarn_lab_sizes);
}

static void
write_bytes_per_record (const TarnLabCommitsDraft *draft, GString *text)
{
  tarn_lab_append_quantity (text, draft->bytes_per_record, &tarn_lab_sizes);
}

/* The words that may follow the path, each with a value of 64 bits, which is not 0 once it is given. */
static const struct
{
  const char *name;
  gsize offset;
  gboolean (*take) (TarnLabReading *reading, TarnLabCommitsDraft *draft);
  void (*write) (const TarnLabCommitsDraft *draft, GString *text);
} file_words[] = {
  { "offset", G_STRUCT_OFFSET (TarnLabCommitsDraft, commits.offset_us), take_offset, write_offset },
  { "stretch", G_STRUCT_OFFSET (TarnLabCommitsDraft, stretch_permille), take_stretch,
    write_stretch },
  { "scale", G_STRUCT_OFFSET (TarnLabCommitsDraft, load_permille), take_load, write_load },
  { "last", G_STRUCT_OFFSET (TarnLabCommitsDraft, last_us), take_last, write_last },
  { "bytes-per-commit", G_STRUCT_OFFSET (TarnLabCommitsDraft, bytes_per_commit),
    take_bytes_per_commit, write_bytes_per_commit },
  { "bytes-per-record", G_STRUCT_OFFSET (TarnLabCommitsDraft, bytes_per_record),
    take_bytes_per_record, write_bytes_per_record },
};

static gboolean
parse_file_word (TarnLabReading *reading, TarnLabCommitsDraft *draft)
{
  if (!draft->repeats && tarn_lab_reading_skip (reading, "repeat"))
    return draft->repeats = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (file_words); i++)
    if (G_STRUCT_MEMBER (guint64, draft, file_words[i].offset) == 0
        && tarn_lab_reading_skip (reading, file_words[i].name))
      return file_words[i].take (reading, draft);

  return tarn_lab_reading_refuse_word (
      reading,
      "another one of repeat, offset, stretch, scale, last, bytes-per-commit and bytes-per-record");
}

static gboolean
parse_file (TarnLabReading *reading, TarnLabCommitsDraft *draft)
{
  draft->path = tarn_lab_reading_take_path (reading);
  if (draft->path == NULL)
    return FALSE;
  while (tarn_lab_reading_skip (reading, ","))
    if (!parse_file_word (reading, draft))
      return FALSE;

  draft->commits.kind = TARN_LAB_COMMITS_TRACE;
  if (draft->stretch_permille == 0)
    draft->stretch_permille = 1000;
  if (draft->load_permille == 0)
    draft->load_permille = 1000;
  return TRUE;
}

static void
write_file (const TarnLabCommitsDraft *draft, GString *text)
{
  g_string_append (text, "file ");
  tarn_lab_append_quoted (text, draft->path);
  if (draft->repeats)
    g_string_append (text, ", repeat");
  for (guint i = 0; i < G_N_ELEMENTS (file_words); i++)
    {
      if (G_STRUCT_MEMBER (guint64, draft, file_words[i].offset) == 0)
        continue;
      g_string_append_printf (text, ", %s ", file_words[i].name);
      file_words[i].write (draft, text);
    }
}

/* --- The kinds -------------------------------------------------------------------------------- */

static gboolean
parse_commits (TarnLabReading *reading, gpointer member)
{
  TarnLabCommitsDraft *draft = member;

  if (tarn_lab_reading_skip (reading, "none"))
    return TRUE;
  if (tarn_lab_reading_skip (reading, "every"))
    return parse_periodic (reading, &draft->commits);
  if (tarn_lab_reading_skip (reading, "poisson"))
    return parse_poisson (reading, &draft->commits);
  if (tarn_lab_reading_skip (reading, "file"))
    return parse_file (reading, draft);

  return tarn_lab_reading_refuse_word (reading, "none, every, poisson or file");
}

static void
write_commits (const TarnLabKey *key, gconstpointer member, GString *text)
{
  const TarnLabCommitsDraft *draft = member;
  const TarnLabCommits *commits = &draft->commits;

  (void) key;
  if (commits->kind == TARN_LAB_COMMITS_NONE)
    g_string_append (text, "none");
  if (commits->kind == TARN_LAB_COMMITS_TRACE)
    write_file (draft, text);
  if (commits->kind != TARN_LAB_COMMITS_PERIODIC && commits->kind != TARN_LAB_COMMITS_POISSON)
    return;

  g_string_append (text, commits->kind == TARN_LAB_COMMITS_POISSON ? "poisson every " : "every ");
  tarn_lab_append_quantity (text, (guint64) commits->gap_us, &tarn_lab_durations);
  if (commits->kind == TARN_LAB_COMMITS_PERIODIC)
    {
      g_string_append (text, ", offset ");
      tarn_lab_append_quantity (text, (guint64) commits->offset_us, &tarn_lab_durations);
    }
  g_string_append (text, ", ");
  tarn_lab_amount_write (&commits->bytes, &tarn_lab_sizes, text);
  g_string_append_printf (text, ", %s", operations[commits->operation]);
}

void
tarn_lab_commits_draft_clear (TarnLabCommitsDraft *draft)
{
  tarn_lab_amount_clear (&draft->commits.bytes);
  g_clear_pointer (&draft->commits.trace, g_array_unref);
  g_clear_pointer (&draft->path, g_free);
}

static void
clear_commits (gpointer member)
{
  tarn_lab_commits_draft_clear (member);
}

const TarnLabKind tarn_lab_kind_commits = { parse_commits, write_commits, clear_commits, 0, NULL };

static gboolean
parse_rhythm (TarnLabReading *reading, gpointer member)
{
  GArray *weights = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint64 sum = 0;

  *(GArray **) member = weights;
  while (tarn_lab_reading_peek (reading) != NULL)
    {
      guint64 number;

      if (!tarn_lab_reading_take_number (reading, 0, WEIGHT_MAX, &number))
        return FALSE;
      guint32 weight = (guint32) number;
      g_array_append_val (weights, weight);
      sum += weight;
    }

  if (weights->len != HOURS_OF_DAY && weights->len != HOURS_OF_WEEK)
    return tarn_lab_reading_refuse (reading, "there are %u weights", weights->len);
  return sum > 0 || tarn_lab_reading_refuse (reading, "all weights are 0");
}

static void
write_rhythm (const TarnLabKey *key, gconstpointer member, GString *text)
{
  const GArray *weights = *(GArray *const *) member;

  (void) key;
  for (guint i = 0; i < weights->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", g_array_index (weights, guint32, i));
}

static void
clear_rhythm (gpointer member)
{
  g_clear_pointer ((GArray **) member, g_array_unref);
}

const TarnLabKind tarn_lab_kind_rhythm = { parse_rhythm, write_rhythm, clear_rhythm, 0, NULL };
