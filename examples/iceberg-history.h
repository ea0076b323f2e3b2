/* SPDX-License-Identifier: MIT */
/*
 * The commit history of an Iceberg table: when its data changed, and by how many bytes. This is what a
 * simulation of refreshes needs to know about a real table. The history is read from metadata.json, which
 * every table has, so it needs neither a query engine nor the data.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ICEBERG_HISTORY_ERROR (iceberg_history_error_quark ())
GQuark iceberg_history_error_quark (void);

typedef enum
{
  /* The file has more than 64 MiB, packed or unpacked, or more than 1,000,000 entries or 3,000,000 values. */
  ICEBERG_HISTORY_ERROR_TOO_LARGE,
  /* The file is empty or is not JSON. The message has the line and the column. */
  ICEBERG_HISTORY_ERROR_SYNTAX,
  /* A value is impossible. The message names the snapshot and the key. */
  ICEBERG_HISTORY_ERROR_CONTENT,
} IcebergHistoryError;

typedef struct
{
  gint64 offset_us;    /* from the first used snapshot, never falling */
  guint64 added_bytes; /* at most 2^60, as all sizes */
  guint64 removed_bytes;
} IcebergCommit;

/* Each entry is counted in one way: n_snapshots = n_used + n_compactions + n_off_main + n_untimed. */
typedef struct
{
  GArray *commits;      /* of IcebergCommit, n_used of them in the order of the table */
  gint64 first_time_us; /* of the first commit, since 1970; 0 without a commit */
  gint64 span_us;       /* from the first commit to the last */
  guint64 size_bytes;   /* the first known total-files-size, or 0 if there is none */
  guint n_snapshots;    /* or entries of the log, if only times are left */
  guint n_used;
  guint n_changes;     /* commits that added or removed a byte */
  guint n_compactions; /* skipped: `replace` writes the same rows into other files */
  guint n_off_main;    /* skipped: other branches, rolled back, or only staged */
  guint n_untimed;     /* skipped: timestamp-ms is missing or null */
  gboolean times_only; /* read from snapshot-log or metadata-log, so that all bytes are 0 */
} IcebergHistory;

/*
 * Reads a metadata.json of format version 1, 2 or 3, plain or packed by gzip. A table without snapshots and
 * logs has an empty history.
 *
 * Returns NULL on an error. The error is one of G_IO_ERROR if the file cannot be opened, read or unpacked,
 * otherwise one of the codes above. The message is one line that names the file.
 */
IcebergHistory *iceberg_history_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void iceberg_history_free (IcebergHistory *history);

/*
 * Returns two English sentences about what was read and what was skipped. The caller frees them with
 * g_free().
 */
char *iceberg_history_describe (const IcebergHistory *history) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IcebergHistory, iceberg_history_free)

G_END_DECLS
