/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-refresh-run.h>

G_BEGIN_DECLS

#define TARN_TYPE_REFRESH_ESTIMATE (tarn_refresh_estimate_get_type ())

/**
 * TarnRefreshEstimate:
 *
 * The time, DPU and bytes that a refresh would take if it got its slot now. Immutable.
 *
 * Where durations have a spread, see tarn-cost-plan.h, times and use are the means of what such a run can
 * draw. The bill is that of the mean use. The mean of the bills can be greater, because each bill has a
 * minimum and is rounded up.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_refresh_estimate_get_type (void) G_GNUC_CONST;

/**
 * tarn_refresh_estimate_copy:
 * @self: an estimate
 *
 * Returns: (transfer full): a copy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshEstimate *tarn_refresh_estimate_copy (const TarnRefreshEstimate *self);

/**
 * tarn_refresh_estimate_free:
 * @self: (transfer full): an estimate
 *
 * Frees the estimate.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_refresh_estimate_free (TarnRefreshEstimate *self);

/**
 * tarn_refresh_estimate_get_refresh_type:
 * @self: an estimate
 *
 * Returns: the type of refresh that the estimate is about
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRefreshType tarn_refresh_estimate_get_refresh_type (const TarnRefreshEstimate *self);

/**
 * tarn_refresh_estimate_get_startup_us:
 * @self: an estimate
 *
 * Returns: the time from the slot to `RUNNING`, in microseconds
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_estimate_get_startup_us (const TarnRefreshEstimate *self);

/**
 * tarn_refresh_estimate_get_duration_us:
 * @self: an estimate
 *
 * Returns: the time from the slot to the end, in microseconds; it includes the start-up, and is at most 2^62
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_estimate_get_duration_us (const TarnRefreshEstimate *self);

/**
 * tarn_refresh_estimate_get_dpu_milliseconds:
 * @self: an estimate
 *
 * Returns: the use in DPU-milliseconds
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_estimate_get_dpu_milliseconds (const TarnRefreshEstimate *self);

/**
 * tarn_refresh_estimate_get_billed_dpu_milliseconds:
 * @self: an estimate
 *
 * Returns: the DPU-milliseconds that are billed for the use, see tarn-cost-plan.h
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_estimate_get_billed_dpu_milliseconds (const TarnRefreshEstimate *self);

/**
 * tarn_refresh_estimate_get_cost_nano_usd:
 * @self: an estimate
 *
 * Returns: the price of the billed use in billionths of a US dollar, rounded down
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_estimate_get_cost_nano_usd (const TarnRefreshEstimate *self);

/**
 * tarn_refresh_estimate_get_processed_bytes:
 * @self: an estimate
 *
 * Returns: the bytes that the refresh reads
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_estimate_get_processed_bytes (const TarnRefreshEstimate *self);

/**
 * tarn_refresh_estimate_get_peak_dpu:
 * @self: an estimate
 *
 * Returns: the largest number of DPU that work at one time
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_refresh_estimate_get_peak_dpu (const TarnRefreshEstimate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnRefreshEstimate, tarn_refresh_estimate_free)

G_END_DECLS
