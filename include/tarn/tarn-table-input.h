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
 * The format of a table. The service takes no other formats as sources of a materialized view.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_TABLE_FORMAT_ICEBERG,
  TARN_TABLE_FORMAT_HIVE,
} TarnTableFormat;

#define TARN_TYPE_TABLE_FORMAT (tarn_table_format_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_table_format_get_type (void) G_GNUC_CONST;

#define TARN_TYPE_TABLE_INPUT (tarn_table_input_get_type ())

/**
 * TarnTableInput:
 *
 * The description of a table or materialized view to create: the service's TableInput with its
 * ViewDefinition, but without the name, so that one input can make many tables. The setters keep any value of
 * their types, and a number that is no value of an enumeration is a programmer error;
 * tarn_glue_client_create_table() checks whether the values fit together. Only one thread at a time may use
 * an input.
 *
 * Since: 1.0
 */

TARN_AVAILABLE_IN_1_0
GType tarn_table_input_get_type (void) G_GNUC_CONST;

/**
 * tarn_table_input_new:
 *
 * Makes the input of a base table: Iceberg, and empty.
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
 * Makes the input of a materialized view that has no sources yet, has no automatic refresh, and was never
 * refreshed. Its definition allows incremental refreshes.
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
 * Sets the size. The size of a view is the number of bytes that a full refresh writes.
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
 * tarn_table_input_set_annotation:
 * @self: a table input
 * @annotation: (nullable): the text, or %NULL for none
 *
 * Sets a text that the library keeps beside the table or view and does not read. The service has no such member.
 * The wire library puts those members of a request into it that this library does not have, as JSON.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_set_annotation (TarnTableInput *self, const char *annotation);

/**
 * tarn_table_input_add_sub_object:
 * @self: a table input
 * @sub_object: a base table, or another view
 *
 * Adds a source of a view to SubObjects, which can have 10 items.
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
 * Adds an item to SubObjectVersionIds, which can have 250. tarn_table_get_sub_object_version_ids() returns
 * them unchanged until the first refresh replaces them with the snapshots that it has read.
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
 * Sets RefreshSeconds of a view. A refresh is due every @refresh_seconds from the creation on. The service
 * skips it if a run is active, or if the view was refreshed before and no source has changed since. With the
 * option `glue.interval-from-end`, the interval is counted from the end of a run of the view.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_set_refresh_seconds (TarnTableInput *self, gint64 refresh_seconds);

/**
 * tarn_table_input_set_refresh_offset_seconds:
 * @self: a table input
 * @offset_seconds: the offset, at least 0 and below the interval
 *
 * Sets by how much all automatic refreshes of a view are later than they would be without an offset. So views that
 * are created together need not be refreshed together. The service has no such member.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_set_refresh_offset_seconds (TarnTableInput *self, gint64 offset_seconds);

/**
 * tarn_table_input_set_refresh_jitter_seconds:
 * @self: a table input
 * @jitter_seconds: the longest delay, at least 0 and below the interval
 *
 * Sets by how much each automatic refresh of a view is late at most. Each is late by a random number of seconds,
 * from 0 to @jitter_seconds, and the delays do not add up. The service has no such member.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_set_refresh_jitter_seconds (TarnTableInput *self, gint64 jitter_seconds);

/**
 * tarn_table_input_set_incremental:
 * @self: a table input
 * @incremental: whether the definition allows incremental refreshes
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
 * Sets LastRefreshType of a view. With another type than %TARN_REFRESH_TYPE_NONE, the new view is as if such
 * a refresh had just ended: it shows its sources as they are. But it has no commit and no snapshot yet, and its
 * SubObjectVersionIds are still those of the input, until a run refreshes the view.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_table_input_set_last_refresh_type (TarnTableInput *self,
                                             TarnRefreshType last_refresh_type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnTableInput, tarn_table_input_unref)

G_END_DECLS
