/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-refresh-run.h>
#include <tarn/tarn-table-name.h>

G_BEGIN_DECLS

#define TARN_TYPE_REFRESH_WORK (tarn_refresh_work_get_type ())

/**
 * TarnRefreshWork:
 *
 * The work that a run has to do, as it is when the run gets its slot. Valid during the call of
 * [vfunc@Tarn.CostModel.plan_refresh]. A copy of the boxed type stays valid, also after the engine is gone.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_refresh_work_get_type (void) G_GNUC_CONST;

/**
 * tarn_refresh_work_get_table_name:
 * @self: the work
 *
 * Returns: the view
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnTableName *tarn_refresh_work_get_table_name (const TarnRefreshWork *self);

/**
 * tarn_refresh_work_get_ordinal:
 * @self: the work
 *
 * Returns: the number of this run among the runs of the view, counted from 0; an estimate has the number of
 *   the next run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint32 tarn_refresh_work_get_ordinal (const TarnRefreshWork *self);

/**
 * tarn_refresh_work_get_tag:
 * @self: the work
 *
 * Returns: the tag with which this run was started, see tarn_start_options_set_tag(); 0 if it has none; an
 *   estimate has none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_refresh_work_get_tag (const TarnRefreshWork *self);

/**
 * tarn_refresh_work_get_refresh_type:
 * @self: the work
 *
 * Returns: whether the refresh is full or incremental
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshType tarn_refresh_work_get_refresh_type (const TarnRefreshWork *self);

/**
 * tarn_refresh_work_get_source_bytes:
 * @self: the work
 *
 * Returns: the sum of the sizes of the sources
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_refresh_work_get_source_bytes (const TarnRefreshWork *self);

/**
 * tarn_refresh_work_get_changed_bytes:
 * @self: the work
 *
 * Returns: the bytes that changed in the sources since the snapshot that the view shows
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_refresh_work_get_changed_bytes (const TarnRefreshWork *self);

/**
 * tarn_refresh_work_get_view_bytes:
 * @self: the work
 *
 * Returns: the size of the view
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_refresh_work_get_view_bytes (const TarnRefreshWork *self);

G_END_DECLS
