/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-change.h>
#include <tarn/tarn-metadata-run.h>

G_BEGIN_DECLS

/**
 * TarnMetadataChange:
 *
 * What a change of a metadata generation run tells beside what every change tells. It belongs to the
 * change, and is valid as long as that is.
 *
 * Since: 1.0
 */
typedef struct _TarnMetadataChange TarnMetadataChange;

#define TARN_TYPE_METADATA_CHANGE (tarn_metadata_change_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_metadata_change_get_type (void) G_GNUC_CONST;

/**
 * tarn_change_get_metadata:
 * @self: a change
 *
 * Returns: (transfer none) (nullable): what it tells of a metadata generation run and its asset, or %NULL
 *   if it is a change of another service
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnMetadataChange *tarn_change_get_metadata (const TarnChange *self);

/**
 * tarn_metadata_change_get_domain_id:
 * @self: a change of a metadata generation run
 *
 * Returns: the domain
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_change_get_domain_id (const TarnMetadataChange *self);

/**
 * tarn_metadata_change_get_owning_project_id:
 * @self: a change of a metadata generation run
 *
 * Returns: the project that owns the asset
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_change_get_owning_project_id (const TarnMetadataChange *self);

/**
 * tarn_metadata_change_get_asset_id:
 * @self: a change of a metadata generation run
 *
 * Returns: the asset that the run is about
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_change_get_asset_id (const TarnMetadataChange *self);

/**
 * tarn_metadata_change_get_asset_revision:
 * @self: a change of a metadata generation run
 *
 * Returns: which revision of it
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_metadata_change_get_asset_revision (const TarnMetadataChange *self);

/**
 * tarn_metadata_change_get_created_by:
 * @self: a change of a metadata generation run
 *
 * Returns: the id of the user who started it, or `SYSTEM`
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_change_get_created_by (const TarnMetadataChange *self);

/**
 * tarn_metadata_change_get_client_token:
 * @self: a change of a metadata generation run
 *
 * Returns: (nullable): the token that Start was given, if it was given one
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_change_get_client_token (const TarnMetadataChange *self);

/**
 * tarn_metadata_change_get_types:
 * @self: a change of a metadata generation run
 *
 * Returns: (transfer none) (array zero-terminated=1): the types that were asked for, in the order of
 *   #TarnMetadataType; none if there is no run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *const *tarn_metadata_change_get_types (const TarnMetadataChange *self);

/**
 * tarn_metadata_change_get_type_status:
 * @self: a change of a metadata generation run
 * @type: a type
 *
 * Returns: the status of @type, or 0 if it was not asked for
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataStatus tarn_metadata_change_get_type_status (const TarnMetadataChange *self,
                                                         TarnMetadataType type);

/**
 * tarn_metadata_change_get_type_error_message:
 * @self: a change of a metadata generation run
 * @type: a type
 *
 * Returns: (nullable): why @type failed, or %NULL if it did not
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_change_get_type_error_message (const TarnMetadataChange *self,
                                                         TarnMetadataType type);

/**
 * tarn_metadata_change_get_model_calls:
 * @self: a change of a metadata generation run
 *
 * Returns: the calls to the language model so far
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_change_get_model_calls (const TarnMetadataChange *self);

/**
 * tarn_metadata_change_get_input_tokens:
 * @self: a change of a metadata generation run
 *
 * Returns: the tokens read so far
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_change_get_input_tokens (const TarnMetadataChange *self);

/**
 * tarn_metadata_change_get_output_tokens:
 * @self: a change of a metadata generation run
 *
 * Returns: the tokens written so far
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_change_get_output_tokens (const TarnMetadataChange *self);

G_END_DECLS
