/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-change.h>
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
 * tarn_change_get_refresh:
 * @self: a change
 *
 * Returns: (transfer none) (nullable): the part about a refresh run and its view, or %NULL if @self is a
 *   change of another service
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

G_END_DECLS
