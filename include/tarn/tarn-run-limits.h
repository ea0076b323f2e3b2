/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_RUN_LIMITS (tarn_run_limits_get_type ())

/**
 * TarnRunLimits:
 *
 * How far one call of tarn_engine_run_until() or tarn_engine_run_until_idle() may go before it
 * gives up.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_run_limits_get_type (void) G_GNUC_CONST;

/**
 * tarn_run_limits_new:
 *
 * Makes the default limits: 100,000 events and 365 days.
 *
 * Returns: (transfer full): limits
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRunLimits *tarn_run_limits_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_run_limits_copy:
 * @self: limits
 *
 * Returns: (transfer full): a copy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRunLimits *tarn_run_limits_copy (const TarnRunLimits *self);

/**
 * tarn_run_limits_free:
 * @self: (transfer full): limits
 *
 * Frees them.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_run_limits_free (TarnRunLimits *self);

/**
 * tarn_run_limits_set_max_events:
 * @self: limits
 * @max_events: how many events may happen
 *
 * Sets after how many events to give up.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_run_limits_set_max_events (TarnRunLimits *self, guint64 max_events);

/**
 * tarn_run_limits_set_horizon_us:
 * @self: limits
 * @horizon_us: how much virtual time may pass, 0 or above
 *
 * Sets after how much virtual time to give up.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_run_limits_set_horizon_us (TarnRunLimits *self, gint64 horizon_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnRunLimits, tarn_run_limits_free)

G_END_DECLS
