/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_HOLD (tarn_hold_get_type ())

/**
 * TarnHold:
 *
 * What keeps the sources of an engine from moving time, while real work is on its way elsewhere: in a
 * thread, a process, or behind a descriptor that the main loop waits for.
 *
 * A hold is released once, explicitly or with its last reference. Any thread may do so, and then the main
 * loop wakes up; so give it to whoever does the work. What happens before a release is seen by whoever finds
 * the engine no longer held.
 *
 * It does not keep the engine alive, and may be released after the engine has gone. But an engine that goes
 * while it is held warns, and names the reasons: somebody has forgotten a hold, or is still at work.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_hold_get_type (void) G_GNUC_CONST;

/**
 * tarn_engine_hold:
 * @self: an engine
 * @reason: what is waited for, for people
 *
 * Holds the engine: until all holds are released, its sources do not move time. The verbs that drive time
 * directly go on regardless. From inside a condition or a cost model this is a programmer's error.
 *
 * Returns: (transfer full): a hold
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnHold *tarn_engine_hold (TarnEngine *self, const char *reason) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_list_holds:
 * @self: an engine
 *
 * Returns: (transfer full): the reasons for which the engine is held, the oldest first
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char **tarn_engine_list_holds (TarnEngine *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_hold_ref:
 * @self: a hold
 *
 * Legal from any thread.
 *
 * Returns: (transfer full): the hold
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnHold *tarn_hold_ref (TarnHold *self);

/**
 * tarn_hold_unref:
 * @self: (transfer full): a hold
 *
 * Gives a reference back; the last releases the hold. Legal from any thread.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_hold_unref (TarnHold *self);

/**
 * tarn_hold_release:
 * @self: a hold
 *
 * Releases the hold, if it is not released already. Legal from any thread.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_hold_release (TarnHold *self);

/**
 * tarn_hold_get_reason:
 * @self: a hold
 *
 * Returns: (transfer none): what is waited for
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_hold_get_reason (TarnHold *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnHold, tarn_hold_unref)

G_END_DECLS
