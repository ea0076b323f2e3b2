/* SPDX-License-Identifier: MIT */
/*
 * Tables and materialized views: how they are named, what they are made from, what is committed to
 * them, and what they are like. Sizes and counts are at most 2^60.
 */
#pragma once

#include <tarn/tarn-refresh-run.h>

G_BEGIN_DECLS

#define TARN_TYPE_TABLE_NAME (tarn_table_name_get_type ())

/**
 * TarnTableName:
 *
 * The name of a table or view, as a caller gives it to an operation. It is checked once, when it is made, but
 * it is the operation that reports what is wrong with it. A name without a catalog is in the catalog of the
 * account that calls. Immutable; any thread may take and give back references.
 *
 * Since: 1.0
 */

TARN_AVAILABLE_IN_1_0
GType tarn_table_name_get_type (void) G_GNUC_CONST;

/**
 * tarn_table_name_new:
 * @catalog_id: (nullable): the catalog, such as `123456789012`, or %NULL for that of the account that calls
 * @database_name: (nullable): the database
 * @table_name: (nullable): the table or view
 *
 * Makes a name; there need not be such a table. An operation that takes a name with a part that is missing,
 * empty, over 255 characters, not valid UTF-8, or holds characters that are not allowed, fails with
 * %TARN_GLUE_ERROR_INVALID_INPUT.
 *
 * Returns: (transfer full): a name
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnTableName *tarn_table_name_new (const char *catalog_id, const char *database_name,
                                    const char *table_name) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_table_name_new_from_string:
 * @text: `DATABASE.TABLE`, `CATALOG.DATABASE.TABLE`, or an ARN such as
 *   `arn:aws:glue:us-east-1:123456789012:table/sales/daily`
 * @error: return location for a [error@Tarn.Error]
 *
 * Makes a name from a text. A part of a dotted name has no dot itself: give such parts to
 * tarn_table_name_new(). The partition and the region of an ARN are not kept.
 *
 * Errors:
 *
 * - %TARN_ERROR_INVALID_NAME: the text has none of these forms
 *
 * Returns: (transfer full): a name, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnTableName *tarn_table_name_new_from_string (const char *text,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_table_name_ref:
 * @self: a name
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnTableName *tarn_table_name_ref (const TarnTableName *self);

/**
 * tarn_table_name_unref:
 * @self: (transfer full): a name
 *
 * Gives a reference back.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_name_unref (TarnTableName *self);

/**
 * tarn_table_name_to_string:
 * @self: a name
 *
 * Returns: (transfer full): `CATALOG.DATABASE.TABLE`, without the parts that are absent
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_table_name_to_string (const TarnTableName *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_table_name_get_catalog_id:
 * @self: a name
 *
 * Returns: (nullable): the catalog, or %NULL for that of the account that calls
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_table_name_get_catalog_id (const TarnTableName *self);

/**
 * tarn_table_name_get_database_name:
 * @self: a name
 *
 * Returns: (nullable): the database
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_table_name_get_database_name (const TarnTableName *self);

/**
 * tarn_table_name_get_table_name:
 * @self: a name
 *
 * Returns: (nullable): the table or view
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_table_name_get_table_name (const TarnTableName *self);

/**
 * tarn_table_name_equal:
 * @self: a name
 * @other: another
 *
 * Returns: whether they are the name of one table
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_table_name_equal (const TarnTableName *self, const TarnTableName *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnTableName, tarn_table_name_unref)

/**
 * TarnTableFormat:
 * @TARN_TABLE_FORMAT_ICEBERG: Apache Iceberg
 * @TARN_TABLE_FORMAT_HIVE: Hive
 *
 * What kind of table it is. The service takes no other as a source of a materialized view.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_TABLE_FORMAT_ICEBERG,
  TARN_TABLE_FORMAT_HIVE,
} TarnTableFormat;

#define TARN_TYPE_TABLE_INPUT (tarn_table_input_get_type ())

/**
 * TarnTableInput:
 *
 * What a table or materialized view to be created is like: the service's TableInput with its
 * ViewDefinition, but without the name, so that one input can make many tables. Setters keep what they are
 * given; tarn_glue_client_create_table() checks whether it holds together.
 *
 * Since: 1.0
 */

TARN_AVAILABLE_IN_1_0
GType tarn_table_input_get_type (void) G_GNUC_CONST;

/**
 * tarn_table_input_new:
 *
 * Begins a base table: Iceberg, and empty.
 *
 * Returns: (transfer full): a table input
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnTableInput *tarn_table_input_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_table_input_new_materialized_view:
 *
 * Begins a materialized view: without sources yet, not refreshed automatically, its definition fit
 * for incremental refreshes, never refreshed.
 *
 * Returns: (transfer full): a table input
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnTableInput *tarn_table_input_new_materialized_view (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_table_input_ref:
 * @self: a table input
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnTableInput *tarn_table_input_ref (TarnTableInput *self);

/**
 * tarn_table_input_unref:
 * @self: (transfer full): a table input
 *
 * Gives a reference back.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_unref (TarnTableInput *self);

/**
 * tarn_table_input_set_format:
 * @self: a table input
 * @format: the format
 *
 * Sets the format of a base table; a view is always Iceberg.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_set_format (TarnTableInput *self, TarnTableFormat format);

/**
 * tarn_table_input_set_size_bytes:
 * @self: a table input
 * @size_bytes: the size of the files
 *
 * Sets the size. Of a view it is what a full refresh writes.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_set_size_bytes (TarnTableInput *self, guint64 size_bytes);

/**
 * tarn_table_input_set_record_count:
 * @self: a table input
 * @record_count: the number of records
 *
 * Sets the number of records.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_set_record_count (TarnTableInput *self, guint64 record_count);

/**
 * tarn_table_input_add_sub_object:
 * @self: a table input
 * @sub_object: a base table, or another view
 *
 * Adds a source of a view to SubObjects, which take 10.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_add_sub_object (TarnTableInput *self, const TarnTableName *sub_object);

/**
 * tarn_table_input_add_sub_object_version_id:
 * @self: a table input
 * @version_id: the snapshot of a source, -1 for none
 *
 * Adds to SubObjectVersionIds, which take 250. They are told back as they are until the first
 * refresh puts the snapshots it has read in their place.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_add_sub_object_version_id (TarnTableInput *self, gint64 version_id);

/**
 * tarn_table_input_set_definer:
 * @self: a table input
 * @role_arn: (nullable): the role that the service assumes
 *
 * Sets the definer of a view, the Role of its runs.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_set_definer (TarnTableInput *self, const char *role_arn);

/**
 * tarn_table_input_set_refresh_seconds:
 * @self: a table input
 * @refresh_seconds: the interval, at least 3600; 0 for no automatic refresh
 *
 * Sets RefreshSeconds of a view. A refresh is due every @refresh_seconds from the creation on; it
 * is left out when a run is active, or when the view was refreshed before and no source has changed
 * since.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_set_refresh_seconds (TarnTableInput *self, gint64 refresh_seconds);

/**
 * tarn_table_input_set_incremental:
 * @self: a table input
 * @incremental: whether the definition is fit for incremental refreshes
 *
 * Sets whether the service can refresh the view incrementally.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_set_incremental (TarnTableInput *self, gboolean incremental);

/**
 * tarn_table_input_set_last_refresh_type:
 * @self: a table input
 * @last_refresh_type: a type
 *
 * Sets LastRefreshType of a view. With another type than %TARN_REFRESH_TYPE_NONE the view is
 * created as if such a refresh had just ended: it shows its sources as they are.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_set_last_refresh_type (TarnTableInput *self,
                                             TarnRefreshType last_refresh_type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnTableInput, tarn_table_input_unref)

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
 * @ret_n_version_ids: (out): how many there are
 *
 * Once a view was refreshed these are the snapshots of its sources that it shows, in their order.
 *
 * Returns: (transfer none) (array length=ret_n_version_ids): SubObjectVersionIds
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const gint64 *tarn_table_get_sub_object_version_ids (const TarnTable *self,
                                                     guint *ret_n_version_ids);

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
