/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_CLOCK_LIMITS (tarn_clock_limits_get_type ())

/**
 * TarnClockLimits:
 *
 * The limits of one call of tarn_engine_run_until() or tarn_engine_run_until_idle(): the number of events and
 * the span of virtual time after which the call gives up.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_clock_limits_get_type (void) G_GNUC_CONST;

/**
 * tarn_clock_limits_new:
 *
 * Makes limits with the default values: 100,000 events and 365 days.
 *
 * Returns: (transfer full): limits
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnClockLimits *tarn_clock_limits_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_clock_limits_copy:
 * @self: limits
 *
 * Returns: (transfer full): a copy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnClockLimits *tarn_clock_limits_copy (const TarnClockLimits *self);

/**
 * tarn_clock_limits_free:
 * @self: (transfer full): limits
 *
 * Frees the limits.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_clock_limits_free (TarnClockLimits *self);

/**
 * tarn_clock_limits_set_max_events:
 * @self: limits
 * @max_events: how many events may happen
 *
 * Sets the number of events after which a call gives up.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_clock_limits_set_max_events (TarnClockLimits *self, guint64 max_events);

/**
 * tarn_clock_limits_set_horizon_us:
 * @self: limits
 * @horizon_us: how much virtual time may pass, 0 or more
 *
 * Sets the span of virtual time after which a call gives up. A negative span is a programmer error.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_clock_limits_set_horizon_us (TarnClockLimits *self, gint64 horizon_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnClockLimits, tarn_clock_limits_free)

G_END_DECLS
