/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-change.h>
#include <tarn/tarn-metadata-run.h>

G_BEGIN_DECLS

/**
 * TarnMetadataChange:
 *
 * The part of a change that only metadata generation runs have, beside what every #TarnChange has. It belongs
 * to the change, and is valid as long as the change is.
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
 * Returns: (transfer none) (nullable): the part about a metadata generation run and its asset, or %NULL
 *   if @self is a change of another service
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
 * Returns: the revision of the asset
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_metadata_change_get_asset_revision (const TarnMetadataChange *self);

/**
 * tarn_metadata_change_get_created_by:
 * @self: a change of a metadata generation run
 *
 * Returns: the id of the user who started the run, or `SYSTEM`
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_change_get_created_by (const TarnMetadataChange *self);

/**
 * tarn_metadata_change_get_client_token:
 * @self: a change of a metadata generation run
 *
 * Returns: (nullable): the client token of the Start call, or %NULL if it had none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_change_get_client_token (const TarnMetadataChange *self);

/**
 * tarn_metadata_change_get_types:
 * @self: a change of a metadata generation run
 *
 * Returns: (transfer none) (array zero-terminated=1): the types that the run generates, in the order of
 *   #TarnMetadataType; an empty list if the change is about no run
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
 * Returns: the status of @type, or 0 if the run does not generate it
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
 * Returns: (nullable): the reason why @type failed, or %NULL if it did not fail
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
 * Returns: the number of calls to the language model so far
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_change_get_model_calls (const TarnMetadataChange *self);

/**
 * tarn_metadata_change_get_input_tokens:
 * @self: a change of a metadata generation run
 *
 * Returns: the number of tokens that the language model has read so far
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_change_get_input_tokens (const TarnMetadataChange *self);

/**
 * tarn_metadata_change_get_output_tokens:
 * @self: a change of a metadata generation run
 *
 * Returns: the number of tokens that the language model has written so far
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_change_get_output_tokens (const TarnMetadataChange *self);

G_END_DECLS
