/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_ASSET_INPUT (tarn_asset_input_get_type ())

/**
 * TarnAssetInput:
 *
 * The description of an asset, or of a revision of an asset, to create. The setters keep any value; the
 * operation that takes the input checks the values. Only one thread at a time may use an input.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_asset_input_get_type (void) G_GNUC_CONST;

/**
 * tarn_asset_input_new:
 * @name: (nullable): the name, in most cases that of a table
 * @type_identifier: (nullable): the asset type, 1 to 513 characters, such as `GlueTableAssetType`
 *
 * Makes the input of an asset without columns, and with one row.
 *
 * The asset types `GlueTableAssetType`, `GlueViewAssetType`, `RedshiftTableAssetType` and
 * `RedshiftViewAssetType`, also after `amazon.datazone.`, support metadata generation. Any other type
 * supports it if the asset has columns: a custom type with columns stands for one with the service's
 * RelationalTableFormType.
 *
 * Returns: (transfer full): an asset input
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnAssetInput *tarn_asset_input_new (const char *name,
                                      const char *type_identifier) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_asset_input_ref:
 * @self: an asset input
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnAssetInput *tarn_asset_input_ref (TarnAssetInput *self);

/**
 * tarn_asset_input_unref:
 * @self: (transfer full): an asset input
 *
 * Gives a reference back.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_asset_input_unref (TarnAssetInput *self);

/**
 * tarn_asset_input_add_column:
 * @self: an asset input
 * @name: (nullable): the technical name of the column, such as `cust_id`
 * @data_type: (nullable): the data type of the column, such as `bigint`
 *
 * Adds a column to the schema; an asset can have 10,000. Only descriptions show the data type.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_asset_input_add_column (TarnAssetInput *self, const char *name, const char *data_type);

/**
 * tarn_asset_input_set_row_count:
 * @self: an asset input
 * @row_count: the number of rows; 1 unless it is set
 *
 * Sets the number of rows. Only 0 makes a difference: for an asset without rows no metadata can be
 * generated.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_asset_input_set_row_count (TarnAssetInput *self, guint64 row_count);

/**
 * tarn_asset_input_set_business_name_generation:
 * @self: an asset input
 * @is_enabled: the service's predictionConfiguration.businessNameGeneration.enabled
 *
 * Sets whether a new asset gets a run of `BUSINESS_NAMES` whose createdBy is `SYSTEM`. If the project has
 * this setting on, a new asset gets such a run in any case. A new revision of an existing asset gets none.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_asset_input_set_business_name_generation (TarnAssetInput *self, gboolean is_enabled);

/**
 * tarn_asset_input_set_annotation:
 * @self: an asset input
 * @annotation: (nullable): the text, or %NULL for none
 *
 * Sets a text that the library keeps beside the revision and does not read. The service has no such member. The
 * wire library puts those members of a request into it that this library does not have, as JSON.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_asset_input_set_annotation (TarnAssetInput *self, const char *annotation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAssetInput, tarn_asset_input_unref)

G_END_DECLS
