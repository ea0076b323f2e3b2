/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-change-filter.h>
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
 * TarnMetadataCause:
 * @TARN_METADATA_CAUSE_NONE: there is no run
 * @TARN_METADATA_CAUSE_CREATE: a start was accepted
 * @TARN_METADATA_CAUSE_BEGIN: the generation began
 * @TARN_METADATA_CAUSE_TYPE_DONE: a type has ended, and another has not
 * @TARN_METADATA_CAUSE_SUCCEED: all types gave their suggestions
 * @TARN_METADATA_CAUSE_FAIL: no type gave suggestions
 * @TARN_METADATA_CAUSE_SUCCEED_PARTIALLY: some types gave suggestions, the others failed
 * @TARN_METADATA_CAUSE_CANCEL: a cancel was accepted
 *
 * Says what happened to a metadata generation run. tarn_change_get_cause() has the same as a text.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_METADATA_CAUSE_NONE,
  TARN_METADATA_CAUSE_CREATE,
  TARN_METADATA_CAUSE_BEGIN,
  TARN_METADATA_CAUSE_TYPE_DONE,
  TARN_METADATA_CAUSE_SUCCEED,
  TARN_METADATA_CAUSE_FAIL,
  TARN_METADATA_CAUSE_SUCCEED_PARTIALLY,
  TARN_METADATA_CAUSE_CANCEL,
} TarnMetadataCause;

#define TARN_TYPE_METADATA_CAUSE (tarn_metadata_cause_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_metadata_cause_get_type (void) G_GNUC_CONST;

/**
 * tarn_change_get_metadata_cause:
 * @self: a change
 *
 * Gets what happened to a metadata generation run. For an EventBridge event that a fault plan doubles or
 * delays, that is the cause of the change that the EventBridge event is about.
 *
 * Returns: the cause, or %TARN_METADATA_CAUSE_NONE if @self is no change of a metadata generation run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataCause tarn_change_get_metadata_cause (const TarnChange *self);

/**
 * tarn_change_get_from_metadata_status:
 * @self: a change
 *
 * Returns: the status before the change, or %TARN_METADATA_STATUS_NONE where tarn_change_get_from_status()
 *   returns %NULL or @self is a change of another service
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataStatus tarn_change_get_from_metadata_status (const TarnChange *self);

/**
 * tarn_change_get_to_metadata_status:
 * @self: a change
 *
 * Returns: the status after the change, or %TARN_METADATA_STATUS_NONE where tarn_change_get_to_status()
 *   returns %NULL or @self is a change of another service
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataStatus tarn_change_get_to_metadata_status (const TarnChange *self);

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
 * Returns: the status of @type, or %TARN_METADATA_STATUS_NONE if the run does not generate it
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

/**
 * tarn_change_filter_add_metadata_cause:
 * @self: a filter
 * @cause: a cause, not %TARN_METADATA_CAUSE_NONE
 *
 * Lets the changes of metadata generation runs by this cause pass, and those by the other causes that were
 * added.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_change_filter_add_metadata_cause (TarnChangeFilter *self, TarnMetadataCause cause);

G_END_DECLS
