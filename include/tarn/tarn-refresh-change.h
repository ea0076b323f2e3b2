/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-change-filter.h>
#include <tarn/tarn-refresh-run.h>

G_BEGIN_DECLS

/**
 * TarnRefreshChange:
 *
 * The part of a change that only refresh runs have, beside what every #TarnChange has. It belongs to the
 * change, and is valid as long as the change is.
 *
 * Since: 1.0
 */
typedef struct _TarnRefreshChange TarnRefreshChange;

#define TARN_TYPE_REFRESH_CHANGE (tarn_refresh_change_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_refresh_change_get_type (void) G_GNUC_CONST;

/**
 * TarnRefreshCause:
 * @TARN_REFRESH_CAUSE_NONE: there is no run
 * @TARN_REFRESH_CAUSE_CREATE: a start was accepted
 * @TARN_REFRESH_CAUSE_TAKE_SLOT: the run got its slot
 * @TARN_REFRESH_CAUSE_BEGIN: the start-up is over
 * @TARN_REFRESH_CAUSE_SUCCEED: the work is done, and its result is published
 * @TARN_REFRESH_CAUSE_FAIL: an error ended the run
 * @TARN_REFRESH_CAUSE_STOP: a stop was accepted
 * @TARN_REFRESH_CAUSE_STOP_DONE: the stop is complete
 *
 * Says what happened to a refresh run. tarn_change_get_cause() has the same as a text.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_REFRESH_CAUSE_NONE,
  TARN_REFRESH_CAUSE_CREATE,
  TARN_REFRESH_CAUSE_TAKE_SLOT,
  TARN_REFRESH_CAUSE_BEGIN,
  TARN_REFRESH_CAUSE_SUCCEED,
  TARN_REFRESH_CAUSE_FAIL,
  TARN_REFRESH_CAUSE_STOP,
  TARN_REFRESH_CAUSE_STOP_DONE,
} TarnRefreshCause;

#define TARN_TYPE_REFRESH_CAUSE (tarn_refresh_cause_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_refresh_cause_get_type (void) G_GNUC_CONST;

/**
 * tarn_change_get_refresh_cause:
 * @self: a change
 *
 * Gets what happened to a refresh run. For an EventBridge event that a fault plan doubles or delays, that is
 * the cause of the change that the EventBridge event is about.
 *
 * Returns: the cause, or %TARN_REFRESH_CAUSE_NONE if @self is no change of a refresh run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshCause tarn_change_get_refresh_cause (const TarnChange *self);

/**
 * tarn_change_get_from_refresh_status:
 * @self: a change
 *
 * Returns: the status before the change, or %TARN_REFRESH_STATUS_NONE where tarn_change_get_from_status()
 *   returns %NULL or @self is a change of another service
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshStatus tarn_change_get_from_refresh_status (const TarnChange *self);

/**
 * tarn_change_get_to_refresh_status:
 * @self: a change
 *
 * Returns: the status after the change, or %TARN_REFRESH_STATUS_NONE where tarn_change_get_to_status()
 *   returns %NULL or @self is a change of another service
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshStatus tarn_change_get_to_refresh_status (const TarnChange *self);

/**
 * tarn_change_get_refresh:
 * @self: a change
 *
 * Returns: (transfer none) (nullable): the part about a refresh run and its view, or %NULL if @self is a
 *   change of another service or a commit
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnRefreshChange *tarn_change_get_refresh (const TarnChange *self);

/**
 * tarn_refresh_change_get_table_name:
 * @self: a change of a refresh run
 *
 * Returns: (transfer none): the materialized view
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnTableName *tarn_refresh_change_get_table_name (const TarnRefreshChange *self);

/**
 * tarn_refresh_change_get_slot_time:
 * @self: a change of a refresh run
 *
 * Returns: when the run got its slot, or 0 if it has not got one yet
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_change_get_slot_time (const TarnRefreshChange *self);

/**
 * tarn_refresh_change_get_snapshot_time:
 * @self: a change of a refresh run
 *
 * Returns: the time as of which the run reads its sources, or 0 if it has not taken its snapshot yet
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_change_get_snapshot_time (const TarnRefreshChange *self);

/**
 * tarn_refresh_change_get_refresh_type:
 * @self: a change of a refresh run
 *
 * Returns: full or incremental, or %TARN_REFRESH_TYPE_NONE if the type is not decided yet
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshType tarn_refresh_change_get_refresh_type (const TarnRefreshChange *self);

/**
 * tarn_refresh_change_get_dpu_milliseconds:
 * @self: a change of a refresh run
 *
 * Returns: the DPU-milliseconds that the run has used so far
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_change_get_dpu_milliseconds (const TarnRefreshChange *self);

/**
 * tarn_refresh_change_get_billed_dpu_milliseconds:
 * @self: a change of a refresh run
 *
 * Returns: the DPU-milliseconds that would be billed for this use, see tarn-cost-plan.h
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_change_get_billed_dpu_milliseconds (const TarnRefreshChange *self);

/**
 * tarn_refresh_change_get_processed_bytes:
 * @self: a change of a refresh run
 *
 * Returns: the bytes that the run has processed so far
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_change_get_processed_bytes (const TarnRefreshChange *self);

/**
 * tarn_refresh_change_get_pending_commits:
 * @self: a change of a refresh run
 *
 * Returns: the number of commits to the sources that the view does not show
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_refresh_change_get_pending_commits (const TarnRefreshChange *self);

/**
 * tarn_refresh_change_get_pending_bytes:
 * @self: a change of a refresh run
 *
 * Returns: the bytes that the pending commits changed
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_refresh_change_get_pending_bytes (const TarnRefreshChange *self);

/**
 * tarn_change_filter_add_refresh_cause:
 * @self: a filter
 * @cause: a cause, not %TARN_REFRESH_CAUSE_NONE
 *
 * Lets the changes of refresh runs by this cause pass, and those by the other causes that were added.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_change_filter_add_refresh_cause (TarnChangeFilter *self, TarnRefreshCause cause);

G_END_DECLS
