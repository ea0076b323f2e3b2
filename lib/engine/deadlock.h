/* SPDX-License-Identifier: MIT */
/*
 * Finds a deadlock: a waiter waits for the end of a run, and no event is left that could end the run. The
 * engine cannot see whether the user's own code would still end the run.
 */
#pragma once

#include <tarn/tarn-engine.h>

/* Returns FALSE, with TARN_ERROR_DEADLOCK, if there is a deadlock. */
gboolean tarn_engine_check_deadlock (TarnEngine *self, GError **error);

/* Logs a message, once for each waiter. It is for code that has no caller to return an error to. */
void tarn_engine_report_deadlock (TarnEngine *self);
