/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TarnMetadataStatus:
 * @TARN_METADATA_STATUS_SUBMITTED: accepted and not begun: for `datazone.submitted-duration-us`, which
 *   is 0 unless it is set; then only observers and cost models get to see it
 * @TARN_METADATA_STATUS_IN_PROGRESS: generating
 * @TARN_METADATA_STATUS_CANCELED: ended by a cancel; what was not finished gave nothing
 * @TARN_METADATA_STATUS_SUCCEEDED: every type gave its suggestions
 * @TARN_METADATA_STATUS_FAILED: no type gave its suggestions
 * @TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED: some types gave theirs and some failed
 *
 * The service's MetadataGenerationRunStatus, of a run and of each of its types. A type is never
 * partially successful.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_METADATA_STATUS_SUBMITTED = 1,
  TARN_METADATA_STATUS_IN_PROGRESS,
  TARN_METADATA_STATUS_CANCELED,
  TARN_METADATA_STATUS_SUCCEEDED,
  TARN_METADATA_STATUS_FAILED,
  TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED,
} TarnMetadataStatus;

/**
 * tarn_metadata_status_to_string:
 * @status: a status
 *
 * Returns: (nullable): the status as the service spells it, or %NULL if it is none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_status_to_string (TarnMetadataStatus status);

/**
 * tarn_metadata_status_is_terminal:
 * @status: a status
 *
 * Returns: whether a run of this status has ended; only %TARN_METADATA_STATUS_SUCCEEDED of these
 *   is a full success
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_metadata_status_is_terminal (TarnMetadataStatus status);

/**
 * TarnMetadataType:
 * @TARN_METADATA_TYPE_NONE: none, or not one
 * @TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS: a summary, and a description of each column
 * @TARN_METADATA_TYPE_BUSINESS_NAMES: readable names of the asset and of each column
 * @TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS: terms of the domain's glossary that fit
 *
 * The service's MetadataGenerationRunType.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_METADATA_TYPE_NONE,
  TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS,
  TARN_METADATA_TYPE_BUSINESS_NAMES,
  TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS,
} TarnMetadataType;

/**
 * tarn_metadata_type_to_string:
 * @type: a type
 *
 * Returns: (nullable): the type as the service spells it, or %NULL for
 *   %TARN_METADATA_TYPE_NONE
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_type_to_string (TarnMetadataType type);

/**
 * TarnMetadataTarget:
 * @type: (nullable): what kind of target it is: `ASSET`, the only one there is
 * @identifier: (nullable): the id of the asset
 * @revision: (nullable): the revision of the asset, or %NULL for its newest
 *
 * What a run is about: the service's MetadataGenerationRunTarget. What the service would refuse may
 * be in it, %NULL where it wants a value included.
 *
 * Since: 1.0
 */
struct _TarnMetadataTarget
{
  const char *type;
  const char *identifier;
  const char *revision;
};

#define TARN_TYPE_METADATA_TARGET (tarn_metadata_target_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_metadata_target_get_type (void) G_GNUC_CONST;

/**
 * tarn_metadata_target_new:
 * @type: (nullable): what kind of target it is
 * @identifier: (nullable): the id of the asset
 * @revision: (nullable): the revision of the asset, or %NULL for its newest
 *
 * Makes a target that owns its texts. In C one on the stack does as well.
 *
 * Returns: (transfer full): a target
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataTarget *tarn_metadata_target_new (const char *type, const char *identifier,
                                              const char *revision) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_metadata_target_copy:
 * @self: a target
 *
 * Returns: (transfer full): a copy that owns its texts
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataTarget *
tarn_metadata_target_copy (const TarnMetadataTarget *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_metadata_target_free:
 * @self: (transfer full): what tarn_metadata_target_new() or tarn_metadata_target_copy() returned
 *
 * Frees it, with its texts.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_metadata_target_free (TarnMetadataTarget *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMetadataTarget, tarn_metadata_target_free)

#define TARN_TYPE_METADATA_RUN (tarn_metadata_run_get_type ())

/**
 * TarnMetadataRun:
 *
 * A metadata generation run as it was when it was asked for. It never changes; ask again to see the
 * run move on. It stays valid after the engine is gone, and belongs to the thread the engine belongs
 * to.
 *
 * As with the service, not every operation tells everything: Start tells no target, and only Get
 * tells how each type is doing. What the service has no member for, and only a simulation knows, is
 * told by all: when the run ended, and what it has used of the language model so far. That grows
 * with virtual time while the run is `IN_PROGRESS`, from its plan, in integers.
 *
 * Since: 1.0
 */

TARN_AVAILABLE_IN_1_0
GType tarn_metadata_run_get_type (void) G_GNUC_CONST;

/**
 * tarn_metadata_run_ref:
 * @self: a run
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataRun *tarn_metadata_run_ref (TarnMetadataRun *self);

/**
 * tarn_metadata_run_unref:
 * @self: (transfer full): a run
 *
 * Gives a reference back.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_metadata_run_unref (TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_id:
 * @self: a run
 *
 * Returns: id: 14 digits and lower-case letters
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_run_get_id (TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_domain_id:
 * @self: a run
 *
 * Returns: domainId
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_run_get_domain_id (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_owning_project_id:
 * @self: a run
 *
 * Returns: owningProjectId
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_run_get_owning_project_id (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_target:
 * @self: a run
 *
 * Returns: (nullable): target, with the revision the run works on, or %NULL if Start told the run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnMetadataTarget *tarn_metadata_run_get_target (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_status:
 * @self: a run
 *
 * Returns: status, that of the whole run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataStatus tarn_metadata_run_get_status (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_types:
 * @self: a run
 *
 * Returns: (transfer none) (array zero-terminated=1): types, in the order of #TarnMetadataType; only
 *   the one that Get was asked for, if it was
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *const *tarn_metadata_run_get_types (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_metadata_type:
 * @self: a run
 *
 * Returns: the deprecated member type: the only one of the types, or %TARN_METADATA_TYPE_NONE if
 *   there are several
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataType tarn_metadata_run_get_metadata_type (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_type_status:
 * @self: a run
 * @type: one of its types
 *
 * Returns: status in typeStats of @type, or 0 if @type is not among the types told or Get did not
 *   tell the run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataStatus tarn_metadata_run_get_type_status (const TarnMetadataRun *self,
                                                      TarnMetadataType type);

/**
 * tarn_metadata_run_get_type_error_message:
 * @self: a run
 * @type: one of its types
 *
 * Returns: (nullable): errorMessage in typeStats of @type: why it failed; %NULL if it did not, or if
 *   it is not told
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_run_get_type_error_message (const TarnMetadataRun *self,
                                                      TarnMetadataType type);

/**
 * tarn_metadata_run_get_creation_time:
 * @self: a run
 *
 * Returns: createdAt
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_run_get_creation_time (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_created_by:
 * @self: a run
 *
 * Returns: createdBy: the id of a user of the domain, or `SYSTEM`
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_run_get_created_by (TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_end_time:
 * @self: a run
 *
 * Returns: when the run ended, 0 if it has not; the service does not tell this
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_run_get_end_time (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_model_calls:
 * @self: a run
 *
 * Returns: the calls to the language model so far, of all types; the service does not tell this
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_run_get_model_calls (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_input_tokens:
 * @self: a run
 *
 * Returns: the tokens read so far, of all types; the service does not tell this
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_run_get_input_tokens (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_output_tokens:
 * @self: a run
 *
 * Returns: the tokens written so far, of all types; the service does not tell this
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_run_get_output_tokens (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_cost_nano_usd:
 * @self: a run
 *
 * Returns: the price of the tokens so far in billionths of a US dollar, at the prices of the moment when
 *   it was asked for, and %G_MAXINT64 where it would be more. It is 0 unless the options
 *   `datazone.cost-price-input-nano-usd` and `datazone.cost-price-output-nano-usd` say otherwise:
 *   whether the service bills tokens is not published
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_run_get_cost_nano_usd (const TarnMetadataRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMetadataRun, tarn_metadata_run_unref)

G_END_DECLS
