/* SPDX-License-Identifier: MIT */
/*
 * Tables and materialized views: how they are named, what they are made from, what is committed to
 * them, and what they are like. Sizes and counts are at most 2^60.
 */
#pragma once

#include <tarn/tarn-table-input.h>

G_BEGIN_DECLS

#define TARN_TYPE_TABLE (tarn_table_get_type ())

/**
 * TarnTable:
 *
 * A table or view as it was when it was asked for. It never changes, and stays valid after the
 * engine is gone. What is said of views is 0, %FALSE or %NULL for base tables.
 *
 * A refresh is a commit to its view: a full one of the view's size, twice if it replaces an earlier
 * content, an incremental one of what changed in the sources, at most the view's size; one that finds
 * no commit to show is none.
 *
 * What a scheduler must know of a view is here: which commits it does not show yet, how many bytes
 * they changed, and since when the oldest of them waits.
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
 * Returns: IsMaterializedView
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
 * Returns: the size
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
 * tarn_table_get_version_id:
 * @self: a table
 *
 * Returns: the id of the current snapshot: of a view its ViewVersionId; -1 before the first
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_table_get_version_id (const TarnTable *self);

/**
 * tarn_table_get_n_commits:
 * @self: a table
 *
 * Returns: how many commits there were, compactions included; of a view those of its refreshes
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_table_get_n_commits (const TarnTable *self);

/**
 * tarn_table_get_last_commit_time:
 * @self: a table
 *
 * Returns: when the last of them was, or 0
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_table_get_last_commit_time (const TarnTable *self);

/**
 * tarn_table_get_definer:
 * @self: a table
 *
 * Returns: (nullable): the definer role of a view, if it has one
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
 * @index: which, from 0
 *
 * Returns: (nullable): one of SubObjects, or %NULL if @index is too large
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnTableName *tarn_table_get_sub_object (const TarnTable *self, guint index);

/**
 * tarn_table_get_sub_object_version_ids:
 * @self: a table
 * @out_n_version_ids: (out): how many there are
 *
 * Once a view was refreshed these are the snapshots of its sources that it shows, in their order.
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
 * Returns: as of when the view shows its sources: when the run it shows got its slot; 0 if it was
 *   never refreshed
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_table_get_snapshot_time (const TarnTable *self);

/**
 * tarn_table_get_publication_time:
 * @self: a table
 *
 * Returns: when that run ended
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_table_get_publication_time (const TarnTable *self);

/**
 * tarn_table_get_pending_commits:
 * @self: a table
 *
 * Returns: the commits to the sources since the view was created that it does not show; compactions do
 *   not count
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_table_get_pending_commits (const TarnTable *self);

/**
 * tarn_table_get_pending_bytes:
 * @self: a table
 *
 * Returns: the bytes these changed
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_table_get_pending_bytes (const TarnTable *self);

/**
 * tarn_table_get_oldest_pending_commit_time:
 * @self: a table
 *
 * Returns: when the oldest of them was made, or 0 if there is none: the view has lagged since
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
