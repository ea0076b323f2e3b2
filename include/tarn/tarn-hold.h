/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_HOLD (tarn_hold_get_type ())

/**
 * TarnHold:
 *
 * A hold keeps the sources of an engine from moving time while real work goes on elsewhere: in a thread, in a
 * process, or behind a file descriptor that the main loop waits for.
 *
 * A hold is released once, by tarn_hold_release() or with its last reference. Any thread may release it, so
 * give the hold to the code that does the work. When the last hold of an engine is released, the main loop
 * wakes up. Code that finds the engine no longer held also sees everything that happened before the release.
 *
 * A hold does not keep the engine alive, and may be released after the engine is gone. But an engine that is
 * freed while it is held logs a warning with the reasons: the code has forgotten a hold, or some work still
 * goes on.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_hold_get_type (void) G_GNUC_CONST;

/**
 * tarn_engine_hold:
 * @self: an engine
 * @reason: what the hold waits for, as text for people
 *
 * Holds the engine: its sources do not move time until all holds are released. The functions that drive time
 * directly go on regardless. A call from inside a condition or a cost model is a programmer error.
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
 * Lists the reasons of the holds that are not released. A call from another thread than the owner's is a
 * programmer error.
 *
 * Returns: (transfer full) (array zero-terminated=1): the reasons, the oldest first; free them with
 *   g_strfreev()
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char **tarn_engine_list_holds (TarnEngine *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_hold_ref:
 * @self: a hold
 *
 * Takes one more reference; legal from any thread.
 *
 * Returns: (transfer full): @self with one more reference
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnHold *tarn_hold_ref (TarnHold *self);

/**
 * tarn_hold_unref:
 * @self: (transfer full): a hold
 *
 * Gives a reference back; the last one releases the hold. Legal from any thread.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_hold_unref (TarnHold *self);

/**
 * tarn_hold_release:
 * @self: a hold
 *
 * Releases the hold, unless it is released already. Legal from any thread.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_hold_release (TarnHold *self);

/**
 * tarn_hold_get_reason:
 * @self: a hold
 *
 * Returns: (transfer none): what the hold waits for
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_hold_get_reason (TarnHold *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnHold, tarn_hold_unref)

G_END_DECLS
