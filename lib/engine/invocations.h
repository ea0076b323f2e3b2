/* SPDX-License-Identifier: MIT */
/*
 * Calls that other threads ask the engine's thread to make. The waiting threads sleep on a lock. All other
 * shared data is atomic, so that no thread has to take the lock to find that there is nothing to do.
 */
#pragma once

#include "engine/engine-state.h"

void tarn_invocations_init (TarnInvocations *invocations);
void tarn_invocations_clear (TarnInvocations *invocations);

/* Returns whether a call waits that this thread may make now. */
gboolean tarn_invocations_are_waiting (TarnEngine *engine);

/* Makes the call that has waited longest. Returns FALSE if it made no call. */
gboolean tarn_invocations_serve (TarnEngine *engine);

/* Wakes the waiting threads: each checks again whether it owns the engine, and whether a source is left. */
void tarn_invocations_wake (TarnInvocations *invocations);
