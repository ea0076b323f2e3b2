/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TarnRefreshStatus:
 * @TARN_REFRESH_STATUS_NONE: no status, where there is no run
 * @TARN_REFRESH_STATUS_STARTING: the run waits for a slot, or starts up
 * @TARN_REFRESH_STATUS_RUNNING: the run works; also while a stop is under way
 * @TARN_REFRESH_STATUS_SUCCEEDED: the view shows the snapshot of the run
 * @TARN_REFRESH_STATUS_FAILED: the run ended with an error and published nothing. Options such as
 *   `glue.read-failure-ppm` and `glue.worker-failures-per-1000-hours` make runs fail
 * @TARN_REFRESH_STATUS_STOPPED: a stop ended the run; it published nothing
 *
 * The service's MaterializedViewRefreshState.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_REFRESH_STATUS_NONE,
  TARN_REFRESH_STATUS_STARTING,
  TARN_REFRESH_STATUS_RUNNING,
  TARN_REFRESH_STATUS_SUCCEEDED,
  TARN_REFRESH_STATUS_FAILED,
  TARN_REFRESH_STATUS_STOPPED,
} TarnRefreshStatus;

#define TARN_TYPE_REFRESH_STATUS (tarn_refresh_status_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_refresh_status_get_type (void) G_GNUC_CONST;

/**
 * tarn_refresh_status_to_string:
 * @status: a status
 *
 * Returns: (nullable): the status as the service spells it, or %NULL if @status is no status
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_refresh_status_to_string (TarnRefreshStatus status);

/**
 * tarn_refresh_status_from_string:
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
gboolean tarn_refresh_status_from_string (const char *text, TarnRefreshStatus *out_status);

/**
 * tarn_refresh_status_is_terminal:
 * @status: a status
 *
 * Returns: whether a run of this status has ended; of these statuses only
 *   %TARN_REFRESH_STATUS_SUCCEEDED is a success
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_refresh_status_is_terminal (TarnRefreshStatus status);

/**
 * TarnRefreshType:
 * @TARN_REFRESH_TYPE_NONE: not decided yet, or never refreshed
 * @TARN_REFRESH_TYPE_FULL: the refresh computes the whole view anew
 * @TARN_REFRESH_TYPE_INCREMENTAL: the refresh computes only the changes since the last refresh
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

#define TARN_TYPE_REFRESH_TYPE (tarn_refresh_type_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_refresh_type_get_type (void) G_GNUC_CONST;

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

/**
 * tarn_refresh_type_from_string:
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
gboolean tarn_refresh_type_from_string (const char *text, TarnRefreshType *out_type);

#define TARN_TYPE_REFRESH_RUN (tarn_refresh_run_get_type ())

/**
 * TarnRefreshRun:
 *
 * A copy of a refresh run, as the run was when the copy was made: the service's MaterializedViewRefreshTaskRun.
 * Only tarn_refresh_run_reload() and the functions that wait for the run change a copy; reload it or get the
 * run again to see the run move on. A copy stays valid after the engine is gone. Only one thread at a time may
 * use it: the thread that the engine belongs to.
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
 * Returns the status of the run. While a stop is under way it is still %TARN_REFRESH_STATUS_STARTING or
 * %TARN_REFRESH_STATUS_RUNNING, because the service has no status for a run that is stopping.
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
 * Returns the type of refresh that the run really does. A caller that did not ask for a full refresh can get
 * one, and the service does not say why. The service decides the type when the run gets its slot.
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
 * tarn_refresh_run_get_tag:
 * @self: a run
 *
 * Returns: the tag with which the run was started, see tarn_start_options_set_tag(); 0 if it has none. The
 *   service has no such member
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_refresh_run_get_tag (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_error_message:
 * @self: a run
 *
 * Returns: (nullable): ErrorMessage of a failed run, or %NULL; each kind of failure has a text of its own
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_refresh_run_get_error_message (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_dpu_seconds:
 * @self: a run
 *
 * Returns the use as the service has it. This is the only floating-point number of the library, because the
 * service's number is one; it is computed from tarn_refresh_run_get_dpu_milliseconds().
 *
 * Returns: DPUSeconds, the use of the run so far; the raw use, not the billed one
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
double tarn_refresh_run_get_dpu_seconds (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_dpu_milliseconds:
 * @self: a run
 *
 * Returns: the use of the run so far, in whole DPU-milliseconds
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_run_get_dpu_milliseconds (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_billed_dpu_milliseconds:
 * @self: a run
 *
 * Returns: the DPU-milliseconds that would be billed for the use, under the billing options in force when the
 *   copy was made (an assumption, see tarn-cost-plan.h)
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
 *   %G_MAXINT64, at the price in force when the copy was made (an assumption, see tarn-cost-plan.h)
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_run_get_cost_nano_usd (const TarnRefreshRun *self);

/**
 * tarn_refresh_run_get_processed_bytes:
 * @self: a run
 *
 * Returns: ProcessedBytes, the bytes that the run has read so far
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_run_get_processed_bytes (const TarnRefreshRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnRefreshRun, tarn_refresh_run_unref)

G_END_DECLS
