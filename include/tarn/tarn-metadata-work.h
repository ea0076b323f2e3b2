/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-metadata-run.h>

G_BEGIN_DECLS

#define TARN_TYPE_METADATA_WORK (tarn_metadata_work_get_type ())

/**
 * TarnMetadataWork:
 *
 * The work of generating one type of metadata. Valid during the call of
 * [vfunc@Tarn.CostModel.plan_metadata_generation]. A copy of the boxed type stays valid, also after the engine
 * is gone.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_metadata_work_get_type (void) G_GNUC_CONST;

/**
 * tarn_metadata_work_get_domain_id:
 * @self: the work
 *
 * Returns: the domain
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_work_get_domain_id (const TarnMetadataWork *self);

/**
 * tarn_metadata_work_get_asset_id:
 * @self: the work
 *
 * Returns: the asset
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_work_get_asset_id (const TarnMetadataWork *self);

/**
 * tarn_metadata_work_get_ordinal:
 * @self: the work
 *
 * Returns: the number of this run among the runs of the asset, counted from 0
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint32 tarn_metadata_work_get_ordinal (const TarnMetadataWork *self);

/**
 * tarn_metadata_work_get_tag:
 * @self: the work
 *
 * Returns: the tag with which this run was started, see tarn_start_options_set_tag(); 0 if it has none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_metadata_work_get_tag (const TarnMetadataWork *self);

/**
 * tarn_metadata_work_get_metadata_type:
 * @self: the work
 *
 * Returns: the type to generate
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataType tarn_metadata_work_get_metadata_type (const TarnMetadataWork *self);

/**
 * tarn_metadata_work_get_column_count:
 * @self: the work
 *
 * Returns: the number of columns of the asset's revision, at least 1
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_metadata_work_get_column_count (const TarnMetadataWork *self);

G_END_DECLS
