/* SPDX-License-Identifier: MIT */
/*
 * Tables and materialized views: their names, the input to create them, the commits to them, and copies of
 * their state. Sizes and counts are at most 2^60.
 */
#pragma once

#include <tarn/tarn-table-input.h>

G_BEGIN_DECLS

#define TARN_TYPE_TABLE (tarn_table_get_type ())

/**
 * TarnTable:
 *
 * A copy of a table or view, as it was when the copy was made. A copy never changes, and stays valid after
 * the engine is gone. Only one thread at a time may use it: the thread that the engine belongs to. Getters
 * that are about views return 0, %FALSE or %NULL for base tables.
 *
 * A refresh is a commit to its view. A full refresh changes as many bytes as the view has, or twice as many if
 * it replaces an earlier content. An incremental refresh changes as many bytes as changed in the sources, but
 * at most the size of the view; if it finds no commit to show, it makes no commit. A full refresh that replaces
 * an earlier content is an overwrite for the views over the view, and any other refresh is an append.
 *
 * A copy has what a scheduler needs of a view: how many commits the view does not show yet, how many bytes
 * they changed, and since when the oldest of them is pending.
 *
 * Since: 1.0
 */

TARN_AVAILABLE_IN_1_0
GType tarn_table_get_type (void) G_GNUC_CONST;

/**
 * tarn_table_ref:
 * @self: a table
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnTable *tarn_table_ref (TarnTable *self);

/**
 * tarn_table_unref:
 * @self: (transfer full): a table
 *
 * Gives a reference back.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_unref (TarnTable *self);

/**
 * tarn_table_get_name:
 * @self: a table
 *
 * Returns: the full name
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnTableName *tarn_table_get_name (const TarnTable *self);

/**
 * tarn_table_is_materialized_view:
 * @self: a table
 *
 * Returns: IsMaterializedView, whether the table is a materialized view
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_table_is_materialized_view (const TarnTable *self);

/**
 * tarn_table_get_format:
 * @self: a table
 *
 * Returns: the format
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnTableFormat tarn_table_get_format (const TarnTable *self);

/**
 * tarn_table_get_size_bytes:
 * @self: a table
 *
 * Returns: the size in bytes
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_table_get_size_bytes (const TarnTable *self);

/**
 * tarn_table_get_record_count:
 * @self: a table
 *
 * Returns: the number of records
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_table_get_record_count (const TarnTable *self);

/**
 * tarn_table_get_annotation:
 * @self: a table
 *
 * Returns: (nullable): the text of tarn_table_input_set_annotation(), or %NULL if there is none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_table_get_annotation (const TarnTable *self);

/**
 * tarn_table_get_version_id:
 * @self: a table
 *
 * Returns: the id of the current snapshot, which of a view is its ViewVersionId, or -1 before the first
 *   snapshot
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_table_get_version_id (const TarnTable *self);

/**
 * tarn_table_get_n_commits:
 * @self: a table
 *
 * Returns: the number of commits, compactions included; for a view, the commits of its refreshes
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_table_get_n_commits (const TarnTable *self);

/**
 * tarn_table_get_last_commit_time:
 * @self: a table
 *
 * Returns: the time of the last commit, or 0 if there was none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_table_get_last_commit_time (const TarnTable *self);

/**
 * tarn_table_get_definer:
 * @self: a table
 *
 * Returns: (nullable): the definer role of a view, or %NULL if it has none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_table_get_definer (const TarnTable *self);

/**
 * tarn_table_get_refresh_seconds:
 * @self: a table
 *
 * Returns: RefreshSeconds of a view, 0 for no automatic refresh
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_table_get_refresh_seconds (const TarnTable *self);

/**
 * tarn_table_get_refresh_offset_seconds:
 * @self: a table
 *
 * Returns: by how much the automatic refreshes of a view are later, see
 *   tarn_table_input_set_refresh_offset_seconds()
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_table_get_refresh_offset_seconds (const TarnTable *self);

/**
 * tarn_table_get_refresh_jitter_seconds:
 * @self: a table
 *
 * Returns: by how much each automatic refresh of a view is late at most
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_table_get_refresh_jitter_seconds (const TarnTable *self);

/**
 * tarn_table_is_schedule_paused:
 * @self: a table
 *
 * Returns: whether tarn_glue_client_pause_schedule() has paused the automatic refreshes of the view
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_table_is_schedule_paused (const TarnTable *self);

/**
 * tarn_table_is_schedule_suspended:
 * @self: a table
 *
 * Returns: whether the automatic refreshes of the view are suspended, because as many runs in a row have
 *   failed as `glue.suspend-after-failures` says
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_table_is_schedule_suspended (const TarnTable *self);

/**
 * tarn_table_get_n_failures_in_a_row:
 * @self: a table
 *
 * Returns: the number of runs of the view that have failed since a run has succeeded, or since
 *   tarn_glue_client_resume_schedule() ended a pause or a suspension
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_table_get_n_failures_in_a_row (const TarnTable *self);

/**
 * tarn_table_is_incremental:
 * @self: a table
 *
 * Returns: whether the view can be refreshed incrementally
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_table_is_incremental (const TarnTable *self);

/**
 * tarn_table_get_last_refresh_type:
 * @self: a table
 *
 * Returns: LastRefreshType of a view
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshType tarn_table_get_last_refresh_type (const TarnTable *self);

/**
 * tarn_table_get_n_sub_objects:
 * @self: a table
 *
 * Returns: the number of SubObjects of a view
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_table_get_n_sub_objects (const TarnTable *self);

/**
 * tarn_table_get_sub_object:
 * @self: a table
 * @index: the index of the source, from 0
 *
 * Returns: (nullable): one item of SubObjects, or %NULL if @index is too large
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnTableName *tarn_table_get_sub_object (const TarnTable *self, guint index);

/**
 * tarn_table_is_sub_object_deleted:
 * @self: a table
 * @index: the index of the source, from 0
 *
 * Returns: whether the source was deleted; %FALSE if @index is too large
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_table_is_sub_object_deleted (const TarnTable *self, guint index);

/**
 * tarn_table_get_sub_object_version_ids:
 * @self: a table
 * @out_n_version_ids: (out): the number of version ids
 *
 * Returns the SubObjectVersionIds of a view. After the first refresh they are the snapshots of the sources
 * that the view shows, in the order of the sources.
 *
 * Returns: (transfer none) (array length=out_n_version_ids): SubObjectVersionIds
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const gint64 *tarn_table_get_sub_object_version_ids (const TarnTable *self,
                                                     guint *out_n_version_ids);

/**
 * tarn_table_get_snapshot_time:
 * @self: a table
 *
 * Returns: the time as of which the view shows its sources, which is when the run that it shows got its slot;
 *   0 if the view was never refreshed
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_table_get_snapshot_time (const TarnTable *self);

/**
 * tarn_table_get_publication_time:
 * @self: a table
 *
 * Returns: when the run that the view shows ended; 0 if the view was never refreshed
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_table_get_publication_time (const TarnTable *self);

/**
 * tarn_table_get_pending_commits:
 * @self: a table
 *
 * Returns: the number of commits to the sources since the creation of the view that the view does not show;
 *   compactions do not count
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_table_get_pending_commits (const TarnTable *self);

/**
 * tarn_table_get_pending_bytes:
 * @self: a table
 *
 * Returns: the bytes that the pending commits changed
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_table_get_pending_bytes (const TarnTable *self);

/**
 * tarn_table_get_oldest_pending_commit_time:
 * @self: a table
 *
 * Returns: the time of the oldest pending commit, since when the view lags, or 0 if there is none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_table_get_oldest_pending_commit_time (const TarnTable *self);

/**
 * tarn_table_has_active_run:
 * @self: a table
 *
 * Returns: whether the view has a run that has not ended
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_table_has_active_run (const TarnTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnTable, tarn_table_unref)

G_END_DECLS
