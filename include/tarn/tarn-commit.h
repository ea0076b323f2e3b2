/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TarnCommitOperation:
 * @TARN_COMMIT_APPEND: adds files
 * @TARN_COMMIT_OVERWRITE: adds and removes files
 * @TARN_COMMIT_DELETE: removes files, or adds files that delete
 * @TARN_COMMIT_REPLACE: rewrites files without changing what they say, as compaction does
 *
 * The operation of a snapshot, as Iceberg has it.
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

#define TARN_TYPE_COMMIT (tarn_commit_get_type ())

/**
 * TarnCommit:
 *
 * What a commit to a base table does, like the summary of an Iceberg snapshot. It can be committed
 * more than once.
 *
 * Since: 1.0
 */

TARN_AVAILABLE_IN_1_0
GType tarn_commit_get_type (void) G_GNUC_CONST;

/**
 * tarn_commit_new:
 * @operation: the operation
 *
 * Begins a commit that adds and removes nothing.
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
 * Sets total-files-size, instead of adding and taking away.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_commit_set_total_bytes (TarnCommit *self, gint64 total_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnCommit, tarn_commit_unref)

G_END_DECLS
