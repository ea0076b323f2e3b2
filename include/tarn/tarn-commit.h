/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TarnCommitOperation:
 * @TARN_COMMIT_APPEND: the commit adds files
 * @TARN_COMMIT_OVERWRITE: the commit adds and removes files
 * @TARN_COMMIT_DELETE: the commit removes files, or adds delete files
 * @TARN_COMMIT_REPLACE: the commit rewrites files without changing their data, as compaction does
 *
 * The operation of an Iceberg snapshot.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_COMMIT_APPEND,
  TARN_COMMIT_OVERWRITE,
  TARN_COMMIT_DELETE,
  TARN_COMMIT_REPLACE,
} TarnCommitOperation;

#define TARN_TYPE_COMMIT_OPERATION (tarn_commit_operation_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_commit_operation_get_type (void) G_GNUC_CONST;

#define TARN_TYPE_COMMIT (tarn_commit_get_type ())

/**
 * TarnCommit:
 *
 * The description of a commit to a base table, like the summary of an Iceberg snapshot. One description can
 * be committed more than once. Only one thread at a time may use it.
 *
 * Since: 1.0
 */

TARN_AVAILABLE_IN_1_0
GType tarn_commit_get_type (void) G_GNUC_CONST;

/**
 * tarn_commit_new:
 * @operation: the operation
 *
 * Makes a commit that adds and removes nothing.
 *
 * Returns: (transfer full): a commit
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnCommit *tarn_commit_new (TarnCommitOperation operation) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_commit_ref:
 * @self: a commit
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnCommit *tarn_commit_ref (TarnCommit *self);

/**
 * tarn_commit_unref:
 * @self: (transfer full): a commit
 *
 * Gives a reference back.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_commit_unref (TarnCommit *self);

/**
 * tarn_commit_set_added_bytes:
 * @self: a commit
 * @added_bytes: the size of the files added
 *
 * Sets added-files-size.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_commit_set_added_bytes (TarnCommit *self, guint64 added_bytes);

/**
 * tarn_commit_set_removed_bytes:
 * @self: a commit
 * @removed_bytes: the size of the files removed
 *
 * Sets removed-files-size.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_commit_set_removed_bytes (TarnCommit *self, guint64 removed_bytes);

/**
 * tarn_commit_set_added_records:
 * @self: a commit
 * @added_records: the number of records added
 *
 * Sets added-records.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_commit_set_added_records (TarnCommit *self, guint64 added_records);

/**
 * tarn_commit_set_removed_records:
 * @self: a commit
 * @removed_records: the number of records removed
 *
 * Sets deleted-records.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_commit_set_removed_records (TarnCommit *self, guint64 removed_records);

/**
 * tarn_commit_set_total_bytes:
 * @self: a commit
 * @total_bytes: the size of the table after the commit, or -1 to compute it
 *
 * Sets total-files-size, which then replaces the computation from the added and removed bytes.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_commit_set_total_bytes (TarnCommit *self, gint64 total_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnCommit, tarn_commit_unref)

G_END_DECLS
