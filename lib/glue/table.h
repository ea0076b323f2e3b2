/* SPDX-License-Identifier: MIT */
/*
 * Base tables and materialized views, and the changes of the sources that a view does not show yet.
 *
 * A table counts its commits and the bytes that they changed. A view remembers for each source up to which
 * point it shows the source. So neither a commit nor a refresh walks over a history, and a commit touches only
 * the views that were refreshed since the commit before, to note since when they lack a change.
 */
#pragma once

#include <tarn/tarn-wide.h>

#include "glue/refresh-machine.h"
#include "glue/refresh-subject.h"
#include "glue/table-input.h"
#include "runs/run.h"

/* So the counts of commits, and the sums of their bytes, do not overflow. */
#define TARN_COMMITS_MAX ((guint64) G_MAXINT64)

/* A point in the history of a source, with the sums of all changes up to it. */
typedef struct
{
  guint64 n_commits;  /* at most TARN_COMMITS_MAX; each made a snapshot */
  guint64 n_changes;  /* commits that changed data */
  guint64 n_rewrites; /* changes that did more than append */
  TarnWide bytes;     /* what the changes changed */
  gint64 version_id;
  gint64 time_us; /* of the last commit, or of the creation */
} TarnSourcePoint;

/*
 * @shown is not after @snapshot, and @snapshot is not after the current point of the source. The time of the first
 * change after each of the two is 0 if there is no such change.
 */
typedef struct
{
  guint32 table;
  TarnSourcePoint shown; /* the point that the view shows */
  gint64 oldest_after_shown_us;
  TarnSourcePoint snapshot; /* the point that the active run will publish */
  gint64 oldest_after_snapshot_us;
} TarnSource;

/* The members that every run reads or sets come first, so that they share two cache lines. */
typedef struct
{
  TarnRunHistory runs;
  guint n_sources;
  TarnRefreshType last_refresh_type;
  gboolean is_incremental;
  gboolean has_read_versions;
  /* The sources were replaced after the active run had read those before, so its result does not count. */
  gboolean is_run_outdated;
  guint32 n_failures; /* runs that failed since one succeeded, or since the schedule was resumed */
  gint64 refresh_seconds;
  gint64 snapshot_time_us;
  gint64 publication_time_us;
  TarnSource sources[TARN_SUB_OBJECTS_MAX];

  gint64 refresh_offset_seconds;
  gint64 refresh_jitter_seconds;
  gboolean is_paused;
  gboolean is_suspended;
  GArray *given_version_ids; /* shown to callers until a refresh reads its own versions */
  TarnEventHandle tick;      /* the pending automatic refresh; 0 for none */
  gint64 due_us;             /* when it would be without jitter; 0 for none */
  guint32 n_jitters;         /* delays that were drawn */
} TarnView;

typedef struct
{
  TarnTableName *name;
  const TarnName
      *alias;   /* an equal name that a caller gave last, kept so that it is known again; or NULL */
  guint64 hash; /* of the name and @n_before; the entity of the table's random draws */
  TarnRefreshSubject *subject; /* for copies of the next run; NULL for a base table */
  TarnView *view;              /* NULL for a base table */
  guint32 position;
  guint32 account;
  guint32 n_before; /* tables of this name that were deleted before this one was created */
  gboolean
      is_deleted; /* the entry stays for the runs of the view, and for the views that read the table */
  guint64 size_bytes;
  TarnSourcePoint current;
  GArray *fresh; /* TarnDependent: those whose snapshot is the current point */
  guint64 record_count;
  TarnTableFormat format;
  char *annotation; /* see kernel/annotation.h */
} TarnTableEntry;

/* A view that reads the table, and the position of the table among the sources of this view. */
typedef struct
{
  guint32 view;
  guint32 source;
} TarnDependent;

/* The changes of all sources that a view does not show yet. */
typedef struct
{
  guint64 commits;
  guint64 bytes;
  guint64 source_bytes; /* the size of all sources together */
  gint64 oldest_us;     /* 0 if nothing is pending */
} TarnPending;

TarnTableEntry *tarn_table_entry_new (TarnTableName *name, const TarnTableInput *input,
                                      gint64 now_us);
void tarn_table_entry_free (TarnTableEntry *table);

/*
 * Returns the name by which a person knows the table. That of a deleted table has a number, because several
 * deleted tables can have one name.
 */
char *tarn_table_entry_dup_label (const TarnTableEntry *table);

/*
 * Changes the size and the record count of the table by a commit. Returns FALSE, and changes nothing, if a
 * sum would be negative or too large.
 */
gboolean tarn_table_entry_apply_commit (TarnTableEntry *table, const TarnCommit *commit,
                                        GError **error);

/* Returns the id of the table's next snapshot, by a random draw. */
gint64 tarn_table_entry_draw_version_id (const TarnTableEntry *table, const TarnRandom *random);

/*
 * Gives the table a new snapshot. Unless @operation is TARN_COMMIT_REPLACE, data changes, and the change becomes
 * pending for the views that read the table.
 */
void tarn_table_entry_add_version (TarnTableEntry *table, const GPtrArray *tables,
                                   gint64 version_id, guint64 changed_bytes,
                                   TarnCommitOperation operation, gint64 now_us);

/* Returns how many bytes the changes have that the view does not show; G_MAXUINT64 if they are more. */
guint64 tarn_source_get_pending_bytes (const TarnSource *source, const TarnTableEntry *table);

/* Adds @source as the next source of the view. */
void tarn_table_entry_add_source (TarnTableEntry *view, TarnTableEntry *source);

/*
 * Removes all sources of the view, which then is as if it was never refreshed. The tables that it read no
 * longer note their changes for it.
 */
void tarn_table_entry_remove_sources (TarnTableEntry *view, const GPtrArray *tables);

/* Returns whether a source of the view was deleted. */
gboolean tarn_table_entry_lacks_source (const TarnTableEntry *view, const GPtrArray *tables);

/* Returns the changes that the view does not show yet. */
TarnPending tarn_table_entry_get_pending (const TarnTableEntry *view, const GPtrArray *tables);

/* Records that the active run reads the sources as they are now. */
void tarn_table_entry_take_snapshot (TarnTableEntry *view, const GPtrArray *tables);

/* Makes the view show the snapshot that the active run has read. */
void tarn_table_entry_show_snapshot (TarnTableEntry *view, TarnRefreshType type,
                                     gint64 snapshot_time_us, gint64 now_us);
