/* SPDX-License-Identifier: MIT */
/*
 * What other threads have the engine's thread do. Those who wait, sleep on a lock; all that is read
 * besides is atomic, so that nobody has to take the lock to find that there is nothing to do.
 */
#pragma once

#include "engine/engine-state.h"

void tarn_invocations_init (TarnInvocations *invocations);
void tarn_invocations_clear (TarnInvocations *invocations);

/* Whether this thread could serve somebody. */
gboolean tarn_invocations_are_waiting (TarnEngine *engine);

/* Makes the call of who has waited longest; FALSE if nobody waits. */
gboolean tarn_invocations_serve (TarnEngine *engine);

/* Those who wait look again: whose the engine is, and whether there is anybody left to serve them. */
void tarn_invocations_wake (TarnInvocations *invocations);
