/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-refresh-run.h>
#include <tarn/tarn-table-name.h>

G_BEGIN_DECLS

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

G_END_DECLS
