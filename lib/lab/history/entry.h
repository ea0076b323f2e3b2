/* SPDX-License-Identifier: MIT */
/*
 * The readers of Iceberg metadata and of CSV turn a file into entries, of which the builder makes a history. An
 * entry holds what the file tells; the builder works out what it does not tell.
 */
#pragma once

#include "lab/history/history.h"

#include <tarn-lab/tarn-lab-error.h>

enum
{
  TARN_LAB_HISTORY_ENTRIES_MAX = 1000000,
  TARN_LAB_HISTORY_UNKNOWN = -1, /* an amount that the file does not tell, or a time */
};

static const gint64 tarn_lab_history_amount_max = G_GINT64_CONSTANT (1) << 60;
static const gint64 tarn_lab_history_time_max_ms = 253402300799999; /* the end of the year 9999 */

typedef struct
{
  gint64 label;   /* the id of the snapshot, the place in the log, or the line */
  gint64 time_us; /* since 1970, or since an instant that is not known */
  TarnCommitOperation operation;
  gint64 added_bytes, removed_bytes, total_bytes;
  gint64 added_records, removed_records, total_records;
  gboolean adds_delete_files;     /* so that the commit is merge-on-read */
  gboolean has_delete_files;      /* they are in the table, or the commit removes them */
  gboolean has_unknown_operation; /* which is taken for an overwrite */
  gboolean writes_manifests;      /* which a commit that changes no file may do */
  gboolean is_first;              /* of the table, which was empty before */
  gboolean has_lost_past;         /* others preceded it, of which the file has none */
  gboolean has_no_parent;         /* although other entries precede it */
  gboolean
      misses_parent; /* it names one that is not in the file, although other entries precede it */
} TarnLabHistoryEntry;

/* This is what a reader hands to the builder. */
typedef struct
{
  const char *noun;         /* "snapshot", "entry" or "line"; what an entry is called */
  GArray *entries;          /* TarnLabHistoryEntry; in the order of the table */
  gboolean has_epoch_times; /* numbers, which may be seconds where milliseconds are wanted */
  gboolean has_offsets;     /* the times are since an instant that is not known */
  gboolean lacks_head;      /* so that all snapshots are taken to be on the main branch */
  gint64 head, other_head;  /* where main and current-snapshot-id point to, if they differ; or 0 */
  guint n_unknown_operations;
  guint n_logged;          /* times of a log that are earlier than the only snapshot */
  gint64 log_gap_us;       /* the mean gap that a log tells beside the snapshots; 0 if none does */
  TarnLabHistory *history; /* the reader counts there what it skips */
} TarnLabHistoryDraft;

/* Sets an error and returns FALSE. */
gboolean tarn_lab_history_fail (GError **error, TarnLabError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
#define tarn_lab_history_refuse(error, ...)                                                        \
  tarn_lab_history_fail (error, TARN_LAB_ERROR_HISTORY, __VA_ARGS__)

void tarn_lab_history_note (TarnLabHistory *history, const char *format, ...) G_GNUC_PRINTF (2, 3);

/*
 * Returns whether each of the times, of which some may be unknown, is one of seconds that was taken for milliseconds.
 */
gboolean tarn_lab_history_are_seconds (gint64 min_ms, gint64 max_ms);

/* An entry of which nothing is known, so that it may add and remove. */
TarnLabHistoryEntry tarn_lab_history_entry_new (gint64 label);
