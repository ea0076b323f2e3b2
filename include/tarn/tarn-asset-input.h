/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_ASSET_INPUT (tarn_asset_input_get_type ())

/**
 * TarnAssetInput:
 *
 * What an asset, or a revision of one, is made from. Setters keep what they are given; whether it
 * holds together is checked by the operation that takes it.
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
 * Begins an asset without columns, and with one row.
 *
 * Metadata can be generated for the types `GlueTableAssetType`, `GlueViewAssetType`,
 * `RedshiftTableAssetType` and `RedshiftViewAssetType`, also after `amazon.datazone.`, and for any
 * other if the asset has columns: a custom type with columns is one that carries the service's
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
 * @name: (nullable): its technical name, such as `cust_id`
 * @data_type: (nullable): its data type, such as `bigint`
 *
 * Adds a column to the schema; an asset takes 10,000. The type is told in descriptions only.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_asset_input_add_column (TarnAssetInput *self, const char *name, const char *data_type);

/**
 * tarn_asset_input_set_row_count:
 * @self: an asset input
 * @row_count: rows; 1 unless it is set
 *
 * Sets how many rows there are. Nothing but 0 makes a difference: for an asset without rows nothing
 * can be generated.
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
 * Sets whether a new asset gets a run of `BUSINESS_NAMES` whose createdBy is `SYSTEM`. Where the
 * project has it on that is so in any case; a revision of an asset there is gets none.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_asset_input_set_business_name_generation (TarnAssetInput *self, gboolean is_enabled);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAssetInput, tarn_asset_input_unref)

G_END_DECLS
