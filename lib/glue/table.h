/* SPDX-License-Identifier: MIT */
/*
 * Base tables and materialized views, and what a view does not show yet of its sources.
 *
 * A table counts its commits; a view remembers for each source up to where it shows them, and what
 * has changed since. So neither a commit nor a refresh walks over a history.
 */
#pragma once

#include "glue/refresh-machine.h"
#include "glue/refresh-subject.h"
#include "glue/table-input.h"
#include "runs/run.h"

/* A point in the history of a source. */
typedef struct
{
  guint64 n_changes; /* commits that changed data */
  gint64 version_id;
} TarnSourcePoint;

/* What changed since such a point. */
typedef struct
{
  guint64 bytes;
  gint64 oldest_us; /* when the first change was made, 0 if there is none */
} TarnChanges;

typedef struct
{
  guint32 table;
  TarnSourcePoint shown;    /* what the view shows */
  TarnSourcePoint snapshot; /* what its active run will publish */
  TarnChanges after_shown;
  TarnChanges after_snapshot;
} TarnSource;

typedef struct
{
  gint64 refresh_seconds;
  gboolean is_incremental;
  TarnRefreshType last_refresh_type;
  gint64 snapshot_time_us;
  gint64 publication_time_us;
  GArray *given_version_ids; /* told until a refresh has read versions of its own */
  gboolean has_read_versions;
  guint n_sources;
  TarnSource sources[TARN_SUB_OBJECTS_MAX];

  TarnRunHistory runs;
} TarnView;

typedef struct
{
  TarnTableName *name;
  guint64 hash;                /* that of the name: whose luck it is */
  TarnRefreshSubject *subject; /* of a view: the name and the role, as runs tell them */
  TarnView *view;              /* NULL for a base table */
  guint32 position;
  guint32 account;
  guint64 size_bytes;
  TarnSourcePoint current;
  guint64 n_commits;
  gint64 last_commit_us;
  GArray *dependents; /* TarnDependent */
  guint64 record_count;
  TarnTableFormat format;
} TarnTableEntry;

/* Which source of which view the table is. */
typedef struct
{
  guint32 view;
  guint32 source;
} TarnDependent;

typedef struct
{
  guint64 commits;
  guint64 bytes;
  guint64 source_bytes; /* the size of the sources */
  gint64 oldest_us;
} TarnPending;

TarnTableEntry *tarn_table_entry_new (TarnTableName *name, const TarnTableInput *input,
                                      gint64 now_us);
void tarn_table_entry_free (TarnTableEntry *table);

/* What a commit does to the table; FALSE, and nothing done, when the sums do not hold. */
gboolean tarn_table_entry_apply_commit (TarnTableEntry *table, const TarnCommit *commit,
                                        GError **error);

/* The id of the table's next snapshot. */
gint64 tarn_table_entry_draw_version_id (const TarnTableEntry *table, const TarnRandom *random);

/* The table has a new snapshot. One that changes data is pending for the views over the table. */
void tarn_table_entry_add_version (TarnTableEntry *table, const GPtrArray *tables,
                                   gint64 version_id, guint64 changed_bytes, gboolean is_change,
                                   gint64 now_us);

/* Makes @source the next source of the view. */
void tarn_table_entry_add_source (TarnTableEntry *view, TarnTableEntry *source);

/* What the view does not show yet. */
TarnPending tarn_table_entry_get_pending (const TarnTableEntry *view, const GPtrArray *tables);

/* The active run reads its sources as they are now. */
void tarn_table_entry_take_snapshot (TarnTableEntry *view, const GPtrArray *tables);

/* The view shows what the active run has read. */
void tarn_table_entry_show_snapshot (TarnTableEntry *view, TarnRefreshType type,
                                     gint64 snapshot_time_us, gint64 now_us);
