/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TarnChange:
 *
 * A #TarnChange describes one change of a run, or a commit to a table. Observers get it after the change is
 * complete. It consists of what all services have in common, and of a part of its own, see
 * tarn_change_get_refresh(), tarn_change_get_metadata() and tarn_change_get_commit(). It shows the run or the
 * table at the moment of the change. Only an observer whose filter asks for commits is notified about them,
 * see tarn_change_filter_add_kind(). The change and what its getters return belong to the library, and are
 * valid during the call of the observer. Use tarn_change_copy() to keep a change for longer.
 *
 * Since: 1.0
 */

#define TARN_TYPE_CHANGE (tarn_change_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_change_get_type (void) G_GNUC_CONST;

/**
 * TarnChangeKind:
 * @TARN_CHANGE_KIND_RUN: a run has begun, has changed its status or has ended, or something else happened to it
 * @TARN_CHANGE_KIND_INVOCATION_FAILURE: the service could not start an automatic run
 * @TARN_CHANGE_KIND_REDELIVERY: a fault plan doubled the EventBridge event of a change
 * @TARN_CHANGE_KIND_LATE_EVENT: the EventBridge event of a change, which a fault plan had delayed
 * @TARN_CHANGE_KIND_COMMIT: a table has a new snapshot, by a commit or because a refresh published
 *
 * Says what a change is about.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_CHANGE_KIND_RUN,
  TARN_CHANGE_KIND_INVOCATION_FAILURE,
  TARN_CHANGE_KIND_REDELIVERY,
  TARN_CHANGE_KIND_LATE_EVENT,
  TARN_CHANGE_KIND_COMMIT,
} TarnChangeKind;

#define TARN_TYPE_CHANGE_KIND (tarn_change_kind_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_change_kind_get_type (void) G_GNUC_CONST;

/**
 * tarn_change_copy:
 * @self: a change
 *
 * Returns: (transfer full): a copy, which stays valid after the engine is gone
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnChange *tarn_change_copy (const TarnChange *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_change_free:
 * @self: (transfer full): a copy of a change
 *
 * Frees the copy. An observer must not free the change that it is given.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_change_free (TarnChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnChange, tarn_change_free)

/**
 * tarn_change_get_time:
 * @self: a change
 *
 * Returns: when the change happened, in microseconds of virtual time since 1970
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_change_get_time (const TarnChange *self);

/**
 * tarn_change_get_kind:
 * @self: a change
 *
 * Returns: what the change is about
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnChangeKind tarn_change_get_kind (const TarnChange *self);

/**
 * tarn_change_get_service:
 * @self: a change
 *
 * Returns: (transfer none): the service of the run or of the table
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnService *tarn_change_get_service (const TarnChange *self);

/**
 * tarn_change_get_detail_type:
 * @self: a change
 *
 * Returns: (nullable): the detail type of the EventBridge event that the service documents for this change,
 *   or %NULL if the service documents none or a fault plan has dropped or delayed the EventBridge event
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_change_get_detail_type (const TarnChange *self);

/**
 * tarn_change_get_from_status:
 * @self: a change
 *
 * Returns: (nullable): the status before the change, or %NULL if the run began with this change or the change
 *   is none of a run's status, as a commit. The status before and after is the same if the service has no
 *   status for what happened, as for `take-slot` and `stop`
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_change_get_from_status (const TarnChange *self);

/**
 * tarn_change_get_to_status:
 * @self: a change
 *
 * Returns: (nullable): the status after the change, or %NULL if there is no run or the change is a commit
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_change_get_to_status (const TarnChange *self);

/**
 * tarn_change_get_cause:
 * @self: a change
 *
 * Returns: what happened: a cause of the service's edges, see tarn_service_list_edges(), or
 *   `invocation-failure` if there is no run; for an EventBridge event that a fault plan doubles or delays,
 *   `redelivery` or `late-event`; for a commit, `commit`
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_change_get_cause (const TarnChange *self);

/**
 * tarn_change_get_error_message:
 * @self: a change
 *
 * Returns: (nullable): why the run failed, or why no run was started; for a metadata generation run, the
 *   message of the first of its types, in their order, that has failed by now, or %NULL if none has; for
 *   a commit, %NULL
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_change_get_error_message (const TarnChange *self);

/**
 * tarn_change_get_creation_time:
 * @self: a change
 *
 * Returns: when the run was created, 0 if there is no run; for a commit, that of the run that published
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_change_get_creation_time (const TarnChange *self);

/**
 * tarn_change_get_tag:
 * @self: a change
 *
 * Returns: the tag with which the run was started, see tarn_start_options_set_tag(); 0 if the run has none or
 *   there is no run; for a commit, that of the run that published
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_change_get_tag (const TarnChange *self);

/**
 * tarn_change_get_run_id_bits:
 * @self: a change
 * @out_high: (out) (optional): the first half of the run's id, 0 if there is no run
 * @out_low: (out) (optional): the second half of the run's id, 0 if there is no run
 *
 * Gets the id of the run as a number, for code that keeps runs apart without making texts. A commit has the id
 * of the run that published, and none if a caller committed.
 *
 * Returns: whether the change has a run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_change_get_run_id_bits (const TarnChange *self, guint64 *out_high, guint64 *out_low);

/**
 * tarn_change_dup_run_id:
 * @self: a change
 *
 * Makes the id of the run as text. The text is made on demand, so that an observer that does not need it does
 * not pay for it.
 *
 * Returns: (transfer full) (nullable): the run's id, or %NULL if the change has no run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_change_dup_run_id (const TarnChange *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * TarnObserverFunc:
 * @engine: the engine of the run
 * @change: the change, valid during the call
 * @user_data: the pointer that was given to tarn_engine_add_observer()
 *
 * Called for each change after the operation or event that made the change is complete. The engine may have
 * gone on within the same operation; @change describes the moment of the change. An observer may call
 * operations. Observers are notified about the changes of these operations after every observer was notified
 * about the changes before. An observer may not drive the clock.
 *
 * Since: 1.0
 */
typedef void (*TarnObserverFunc) (TarnEngine *engine, const TarnChange *change, gpointer user_data);

G_END_DECLS
