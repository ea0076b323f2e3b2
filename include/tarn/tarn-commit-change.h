/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-change-filter.h>
#include <tarn/tarn-commit.h>
#include <tarn/tarn-table-name.h>

G_BEGIN_DECLS

/**
 * TarnCommitChange:
 *
 * The part of a change that only a commit has, beside what every #TarnChange has. It belongs to the change, and
 * is valid as long as the change is.
 *
 * Since: 1.0
 */
typedef struct _TarnCommitChange TarnCommitChange;

#define TARN_TYPE_COMMIT_CHANGE (tarn_commit_change_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_commit_change_get_type (void) G_GNUC_CONST;

/**
 * tarn_change_get_commit:
 * @self: a change
 *
 * Returns: (transfer none) (nullable): the part about a commit and its table, or %NULL if @self is of another
 *   kind than %TARN_CHANGE_KIND_COMMIT
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnCommitChange *tarn_change_get_commit (const TarnChange *self);

/**
 * tarn_commit_change_get_table_name:
 * @self: a commit
 *
 * Returns: (transfer none): the base table, or the materialized view that a refresh has written
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnTableName *tarn_commit_change_get_table_name (const TarnCommitChange *self);

/**
 * tarn_commit_change_is_publication:
 * @self: a commit
 *
 * Returns: whether a refresh run published the new snapshot of a view; tarn_change_get_run_id_bits() has the run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_commit_change_is_publication (const TarnCommitChange *self);

/**
 * tarn_commit_change_get_operation:
 * @self: a commit
 *
 * Gets the operation of the snapshot. No service documents which operation a refresh writes. The simulation
 * takes %TARN_COMMIT_OVERWRITE for a full refresh that replaces what the view has shown, and
 * %TARN_COMMIT_APPEND for the first refresh of a view and for each incremental one.
 *
 * Returns: the operation
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnCommitOperation tarn_commit_change_get_operation (const TarnCommitChange *self);

/**
 * tarn_commit_change_get_version_id:
 * @self: a commit
 *
 * Returns: the id of the new snapshot, as tarn_table_get_version_id() returns it
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_commit_change_get_version_id (const TarnCommitChange *self);

/**
 * tarn_commit_change_get_changed_bytes:
 * @self: a commit
 *
 * Returns: how many bytes the views that read the table lack now in addition; 0 for %TARN_COMMIT_REPLACE, which
 *   changes no data
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_commit_change_get_changed_bytes (const TarnCommitChange *self);

/**
 * tarn_commit_change_get_size_bytes:
 * @self: a commit
 *
 * Returns: the size of the table after the commit
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_commit_change_get_size_bytes (const TarnCommitChange *self);

/**
 * tarn_commit_change_get_n_commits:
 * @self: a commit
 *
 * Returns: which commit of the table this is, from 1
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_commit_change_get_n_commits (const TarnCommitChange *self);

/**
 * tarn_change_filter_add_table:
 * @self: a filter
 * @table_name: a base table or a materialized view, which need not exist yet; a name without a catalog is that
 *   of the table in each catalog
 *
 * Lets changes about this table pass, and about the other tables that were added. Upper-case letters of the
 * database and of the table count as lower-case ones, because the service stores the names so. A name
 * that no table can have is a programmer error.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_change_filter_add_table (TarnChangeFilter *self, const TarnTableName *table_name);

G_END_DECLS
