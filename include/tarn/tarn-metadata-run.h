/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TarnMetadataStatus:
 * @TARN_METADATA_STATUS_NONE: no status, where there is no run or the run does not have the type
 * @TARN_METADATA_STATUS_SUBMITTED: the run is accepted and has not begun. It is so for
 *   `datazone.submitted-duration-us`, 0 by default; with 0 only observers and cost models see this status
 * @TARN_METADATA_STATUS_IN_PROGRESS: the run generates metadata
 * @TARN_METADATA_STATUS_CANCELED: a cancel ended the run; its unfinished types gave no suggestions
 * @TARN_METADATA_STATUS_SUCCEEDED: every type gave its suggestions
 * @TARN_METADATA_STATUS_FAILED: no type gave its suggestions
 * @TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED: some types gave their suggestions and some failed
 *
 * The service's MetadataGenerationRunStatus, for a run and for each of its types. A type never succeeds
 * partially.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_METADATA_STATUS_NONE,
  TARN_METADATA_STATUS_SUBMITTED,
  TARN_METADATA_STATUS_IN_PROGRESS,
  TARN_METADATA_STATUS_CANCELED,
  TARN_METADATA_STATUS_SUCCEEDED,
  TARN_METADATA_STATUS_FAILED,
  TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED,
} TarnMetadataStatus;

#define TARN_TYPE_METADATA_STATUS (tarn_metadata_status_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_metadata_status_get_type (void) G_GNUC_CONST;

/**
 * tarn_metadata_status_to_string:
 * @status: a status
 *
 * Returns: (nullable): the status as the service spells it, or %NULL if @status is no status
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_metadata_status_to_string (TarnMetadataStatus status);

/**
 * tarn_metadata_status_from_string:
 * @text: a status as the service spells it
 * @out_status: (out) (optional): the status; untouched if @text is none
 *
 * Finds the status of a text.
 *
 * Returns: whether @text is a status
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_metadata_status_from_string (const char *text, TarnMetadataStatus *out_status);

/**
 * tarn_metadata_status_is_terminal:
 * @status: a status
 *
 * Returns: whether a run of this status has ended; of these statuses only
 *   %TARN_METADATA_STATUS_SUCCEEDED is a full success
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_metadata_status_is_terminal (TarnMetadataStatus status);

/**
 * TarnMetadataType:
 * @TARN_METADATA_TYPE_NONE: no type, or not exactly one
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

#define TARN_TYPE_METADATA_TYPE (tarn_metadata_type_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_metadata_type_get_type (void) G_GNUC_CONST;

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
 * tarn_metadata_type_from_string:
 * @text: a type as the service spells it
 * @out_type: (out) (optional): the type; untouched if @text is none
 *
 * Finds the type of a text.
 *
 * Returns: whether @text is a type
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_metadata_type_from_string (const char *text, TarnMetadataType *out_type);

/**
 * TarnMetadataTarget:
 * @type: (nullable): the kind of the target: `ASSET`, the only kind
 * @identifier: (nullable): the id of the asset
 * @revision: (nullable): the revision of the asset, or %NULL for its newest
 *
 * The target of a run: the service's MetadataGenerationRunTarget. A target can have values that the service
 * refuses, also %NULL where the service requires a value. Initialize a target of your own by the names of its
 * members, such as `{ .type = "ASSET", .identifier = id }`, because members may be added.
 *
 * Since: 1.0
 */
struct _TarnMetadataTarget
{
  const char *type;
  const char *identifier;
  const char *revision;

  /*< private >*/
  gconstpointer padding[3];
};

#define TARN_TYPE_METADATA_TARGET (tarn_metadata_target_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_metadata_target_get_type (void) G_GNUC_CONST;

/**
 * tarn_metadata_target_new:
 * @type: (nullable): the kind of the target
 * @identifier: (nullable): the id of the asset
 * @revision: (nullable): the revision of the asset, or %NULL for its newest
 *
 * Makes a target that owns its texts. C code can use a target on the stack instead.
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
 * @self: (transfer full): a target from tarn_metadata_target_new() or tarn_metadata_target_copy()
 *
 * Frees the target, with its texts.
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
 * A copy of a metadata generation run, as the run was when the copy was made. Only tarn_metadata_run_reload()
 * and the functions that wait for the run change a copy; reload it or get the run again to see the run move on.
 * A copy stays valid after the engine is gone. Only one thread at a time may use it: the thread that the engine
 * belongs to.
 *
 * As with the service, the operations return different members: Start returns no target, and only Get
 * returns the status of each type. All operations return what only a simulation knows and the service has no
 * members for: the end time of the run, and its use of the language model so far. The use grows
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
 * Returns: (nullable): target, with the revision that the run works on, or %NULL if Start returned the copy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnMetadataTarget *tarn_metadata_run_get_target (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_status:
 * @self: a run
 *
 * Returns: status, the status of the whole run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnMetadataStatus tarn_metadata_run_get_status (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_types:
 * @self: a run
 *
 * Returns: (transfer none) (array zero-terminated=1): types, in the order of #TarnMetadataType; if Get was
 *   called with a type, only this one
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
 * Returns: status in typeStats of @type, or %TARN_METADATA_STATUS_NONE if @type is not among the types of the
 *   copy, or if Get did not return the copy
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
 * Returns: (nullable): errorMessage in typeStats of @type, the reason why it failed; %NULL if it did not
 *   fail, or if the copy has no typeStats of @type
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
 * tarn_metadata_run_get_tag:
 * @self: a run
 *
 * Returns: the tag with which the run was started, see tarn_start_options_set_tag(); 0 if it has none. The
 *   service has no such member
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_metadata_run_get_tag (const TarnMetadataRun *self);

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
 * Returns: the time when the run ended, or 0 if it has not; the service has no such member
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_run_get_end_time (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_model_calls:
 * @self: a run
 *
 * Returns: the number of calls to the language model so far, of all types; the service has no such member
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_run_get_model_calls (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_input_tokens:
 * @self: a run
 *
 * Returns: the number of tokens read so far, of all types; the service has no such member
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_run_get_input_tokens (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_output_tokens:
 * @self: a run
 *
 * Returns: the number of tokens written so far, of all types; the service has no such member
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_run_get_output_tokens (const TarnMetadataRun *self);

/**
 * tarn_metadata_run_get_cost_nano_usd:
 * @self: a run
 *
 * Returns: the price of the tokens so far in billionths of a US dollar, at the prices in force when the copy
 *   was made, and at most %G_MAXINT64. It is 0 by default, because the service does not publish whether it
 *   bills tokens; the options `datazone.cost-price-input-nano-usd` and
 *   `datazone.cost-price-output-nano-usd` set the prices
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_metadata_run_get_cost_nano_usd (const TarnMetadataRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMetadataRun, tarn_metadata_run_unref)

G_END_DECLS
