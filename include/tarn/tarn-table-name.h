/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_TABLE_NAME (tarn_table_name_get_type ())

/**
 * TarnTableName:
 *
 * The name of a table or view, as a caller gives it to an operation. The constructor checks the name once,
 * and the operation reports the errors of the name. A name without a catalog is in the catalog of the calling
 * account. Immutable; any thread may take and release references.
 *
 * Since: 1.0
 */

TARN_AVAILABLE_IN_1_0
GType tarn_table_name_get_type (void) G_GNUC_CONST;

/**
 * tarn_table_name_new:
 * @catalog_id: (nullable): the catalog, such as `123456789012`, or %NULL for that of the calling account
 * @database_name: (nullable): the database
 * @table_name: (nullable): the table or view
 *
 * Makes a name. The table need not exist. AWS Glue stores the names of databases and tables in lower case, so
 * calls that name one in upper case find the same table, unless the option `glue.fold-lookups` is 0. Only the
 * letters A to Z have a lower case here. The name itself keeps its letters.
 *
 * If a part of the name is missing, empty, over 255 characters, not valid UTF-8, or holds characters that are
 * not allowed, an operation that takes the name fails with %TARN_GLUE_ERROR_INVALID_INPUT.
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
 * Makes a name from a text. The parts of a dotted name cannot contain dots: pass parts with dots to
 * tarn_table_name_new(). The function drops the partition and the region of an ARN.
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
 * Makes a text from a name.
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
 * Returns: (nullable): the catalog, or %NULL for that of the calling account
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
 * @self: (type TarnTableName): a name
 * @other: (type TarnTableName): another name
 *
 * Compares two names. The function is a #GEqualFunc, for hash tables.
 *
 * Returns: whether both names have the same parts
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_table_name_equal (gconstpointer self, gconstpointer other);

/**
 * tarn_table_name_hash:
 * @self: (type TarnTableName): a name
 *
 * Computes a hash of the parts of a name. The function is a #GHashFunc, for hash tables.
 *
 * Returns: the hash, which is the same on all machines
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_table_name_hash (gconstpointer self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnTableName, tarn_table_name_unref)

G_END_DECLS
