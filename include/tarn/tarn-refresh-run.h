/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TarnRefreshStatus:
 * @TARN_REFRESH_STATUS_STARTING: waits for a slot, or starts up
 * @TARN_REFRESH_STATUS_RUNNING: works; also while a stop is under way
 * @TARN_REFRESH_STATUS_SUCCEEDED: the view shows the snapshot of the run
 * @TARN_REFRESH_STATUS_FAILED: ended with an error; nothing was published. The option
 *   `glue.failure-ppm` makes runs fail
 * @TARN_REFRESH_STATUS_STOPPED: ended by a stop; nothing was published
 *
 * The service's MaterializedViewRefreshState.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_REFRESH_STATUS_STARTING = 1,
  TARN_REFRESH_STATUS_RUNNING,
  TARN_REFRESH_STATUS_SUCCEEDED,
  TARN_REFRESH_STATUS_FAILED,
  TARN_REFRESH_STATUS_STOPPED,
} TarnRefreshStatus;

/**
 * tarn_refresh_status_to_string:
 * @status: a status
 *
 * Returns: (nullable): the status as the service spells it, or %NULL if it is none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_refresh_status_to_string (TarnRefreshStatus status);

/**
 * tarn_refresh_status_is_terminal:
 * @status: a status
 *
 * Returns: whether a run of this status has ended; only %TARN_REFRESH_STATUS_SUCCEEDED of these
 *   is a success
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_refresh_status_is_terminal (TarnRefreshStatus status);

/**
 * TarnRefreshType:
 * @TARN_REFRESH_TYPE_NONE: not decided yet, or never refreshed
 * @TARN_REFRESH_TYPE_FULL: everything is computed anew
 * @TARN_REFRESH_TYPE_INCREMENTAL: only what changed since the last refresh is computed
 *
 * The service's MaterializedViewRefreshType.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_REFRESH_TYPE_NONE,
  TARN_REFRESH_TYPE_FULL,
  TARN_REFRESH_TYPE_INCREMENTAL,
} TarnRefreshType;

/**
 * tarn_refresh_type_to_string:
 * @type: a type
 *
 * Returns: (nullable): the type as the service spells it, or %NULL for
 *   %TARN_REFRESH_TYPE_NONE
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_refresh_type_to_string (TarnRefreshType type);

#define TARN_TYPE_REFRESH_RUN (tarn_refresh_run_get_type ())

/**
 * TarnRefreshRun:
 *
 * A refresh run as it was when it was asked for: the service's MaterializedViewRefreshTaskRun. It
 * never changes; ask again to see the run move on. It stays valid after the engine is gone, and
 * belongs to the thread the engine belongs to.
 *
 * A time of 0 has not happened. Times are microseconds since 1970-01-01T00:00:00Z.
 *
 * Since: 1.0
 */

TARN_AVAILABLE_IN_1_0
GType tarn_refresh_run_get_type (void) G_GNUC_CONST;

/**
 * tarn_refresh_run_ref:
 * @self: a run
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshRun *tarn_refresh_run_ref (TarnRefreshRun *self);

/**
 * tarn_refresh_run_unref:
 * @self: (transfer full): a run
 *
 * Gives a reference back.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_refresh_run_unref (TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_id:
 * @self: a run
 *
 * Returns: MaterializedViewRefreshTaskRunId, a UUID in lower case
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_refresh_run_get_id (TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_customer_id:
 * @self: a run
 *
 * Returns: CustomerId, the account
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_refresh_run_get_customer_id (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_catalog_id:
 * @self: a run
 *
 * Returns: CatalogId
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_refresh_run_get_catalog_id (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_database_name:
 * @self: a run
 *
 * Returns: DatabaseName
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_refresh_run_get_database_name (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_table_name:
 * @self: a run
 *
 * Returns: TableName
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_refresh_run_get_table_name (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_role:
 * @self: a run
 *
 * Returns: (nullable): Role, the view's definer, or %NULL if the view has none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_refresh_run_get_role (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_status:
 * @self: a run
 *
 * While a stop is under way this is still %TARN_REFRESH_STATUS_STARTING or
 * %TARN_REFRESH_STATUS_RUNNING: the service has no status for it.
 *
 * Returns: Status
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshStatus tarn_refresh_run_get_status (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_refresh_type:
 * @self: a run
 *
 * What the run really does, which is not always what was asked for: the service falls back to a
 * full refresh silently. Decided when the run gets its slot.
 *
 * Returns: RefreshType
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshType tarn_refresh_run_get_refresh_type (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_creation_time:
 * @self: a run
 *
 * Returns: CreationTime, when the start was accepted
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_run_get_creation_time (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_start_time:
 * @self: a run
 *
 * Returns: StartTime, when the run became %TARN_REFRESH_STATUS_RUNNING, or 0
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_run_get_start_time (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_end_time:
 * @self: a run
 *
 * Returns: EndTime, when the run ended, or 0
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_run_get_end_time (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_last_update_time:
 * @self: a run
 *
 * Returns: LastUpdated, when the status changed or a stop was accepted
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_run_get_last_update_time (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_error_message:
 * @self: a run
 *
 * Returns: (nullable): ErrorMessage of a failed run, or %NULL
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_refresh_run_get_error_message (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_dpu_seconds:
 * @self: a run
 *
 * The one figure of the library that is a floating-point number, because the service's is; it is
 * computed from tarn_refresh_run_get_dpu_milliseconds().
 *
 * Returns: DPUSeconds, what the run has used so far; raw use, not what is billed
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
double tarn_refresh_run_get_dpu_seconds (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_dpu_milliseconds:
 * @self: a run
 *
 * Returns: the same in whole DPU-milliseconds
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_run_get_dpu_milliseconds (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_billed_dpu_milliseconds:
 * @self: a run
 *
 * Returns: what the use would be billed as, under the billing options in force when the run was
 *   asked for (an assumption, see tarn-cost-plan.h)
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_run_get_billed_dpu_milliseconds (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_cost_nano_usd:
 * @self: a run
 *
 * Returns: the price of the billed use in billionths of a US dollar, rounded down, at most
 *   %G_MAXINT64 (an assumption, see tarn-cost-plan.h)
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_run_get_cost_nano_usd (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_processed_bytes:
 * @self: a run
 *
 * Returns: ProcessedBytes, what the run has read so far
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_run_get_processed_bytes (const TarnRefreshRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnRefreshRun, tarn_refresh_run_unref)

G_END_DECLS
