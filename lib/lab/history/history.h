/* SPDX-License-Identifier: MIT */
/*
 * The history of a table's commits: when its data changed, and by how many bytes. It is read from the metadata of
 * an Iceberg table or from a CSV file, plain or packed by gzip. lib/docs/histories.md states the rules.
 */
#pragma once

#include <tarn/tarn.h>

/* A commit of a table. */
typedef struct
{
  gint64 offset_us; /* from the first commit of the history; never falling */
  TarnCommitOperation operation;
  guint64 added_bytes;
  guint64 removed_bytes;
  gint64 total_bytes; /* the size of the table after the commit; -1 if it is not known */
} TarnLabTraceCommit;

/* This is what the user says beside the file. 0 is the default of each member. */
typedef struct
{
  guint
      last_days; /* only so many days before the last commit are used; 0 for all, at most 36,500 */
  gboolean repeats;       /* whether the world begins the history anew after its end */
  guint stretch_permille; /* of the gaps; 0 is 1000; at most 1,000,000 */
  guint load_permille;    /* of the commits; 0 is 1000; at most 1,000,000 */
  guint64
      size_bytes; /* of the table before the first commit that is used; 0 if the file tells it */
  guint64 bytes_per_commit; /* that a commit adds whose sizes the file does not tell */
  guint64 bytes_per_record; /* where the file counts records, not bytes; 0 to work it out */
  gboolean has_time_of_day; /* whether the scenario says when the first commit is */
} TarnLabHistoryOptions;

typedef struct
{
  GArray *commits; /* TarnLabTraceCommit; the offsets are those from the first commit */
  gint64
      first_time_us; /* of the first commit, since 1970, or its offset in a CSV file of offsets; 0 without a commit */
  gint64
      length_us; /* of one pass, after which the history begins anew; 0 if the file does not tell it */
  guint64 size_bytes;  /* of the table before the first commit */
  gboolean has_size;   /* FALSE if neither the file nor the user tells the size, which is then 0 */
  gboolean times_only; /* the entries are those of a log, so that the user gave all bytes */

  /* Each entry is counted in one way: n_entries is the sum of the eight that follow. */
  guint n_entries;     /* snapshots, entries of a log, or rows */
  guint n_used;        /* as commits */
  guint n_first;       /* they show what the table holds at the begin, which is no change */
  guint n_earlier;     /* skipped: before the last days that the user wants */
  guint n_compactions; /* skipped: `replace` that writes the same rows into other files */
  guint n_off_main;    /* skipped: other branches, rolled back, or only staged */
  guint n_detached;    /* skipped: more snapshots are lost after them than the file has */
  guint n_untimed;     /* skipped: without a time */
  guint n_duplicates;  /* skipped: the same snapshot once more */

  /* Each commit is counted in one way: n_used is the sum of these. */
  guint n_appends;         /* only add data */
  guint n_removals;        /* only remove data */
  guint n_rewrites;        /* remove all the data that was there */
  guint n_copies_on_write; /* remove a part of the files and add others */
  guint n_merges_on_read;  /* add delete files */
  guint n_empty;           /* change nothing */
  guint n_unsized;         /* the file does not tell their bytes */

  guint64 changed_bytes;         /* added and removed by all commits; at most 2^64 - 1 */
  guint64 changed_bytes_per_day; /* in a pass; 0 if its length is not known */
  guint64 bytes_per_record;      /* with which records stand in for bytes; 0 if they do not */
  GPtrArray *notes; /* char *; sentences that say what a reader of the figures must know */
} TarnLabHistory;

/*
 * Reads the history in the file @path; the default options are used if @options is NULL. Fails with
 * TARN_LAB_ERROR_FILE if the file cannot be read, TARN_LAB_ERROR_TOO_LARGE if it has more than 64 MiB, packed or
 * unpacked, or more than 1,000,000 entries, and TARN_LAB_ERROR_HISTORY if its content or an option is wrong. The
 * message is one line, begins with the path, and names the snapshot or the row, and the key.
 */
TarnLabHistory *tarn_lab_history_load (const char *path, const TarnLabHistoryOptions *options,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for a file that is already read. The messages begin with @name. */
TarnLabHistory *tarn_lab_history_parse (GBytes *content, const char *name,
                                        const TarnLabHistoryOptions *options,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

void tarn_lab_history_free (TarnLabHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabHistory, tarn_lab_history_free)
