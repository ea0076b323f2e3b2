/* SPDX-License-Identifier: MIT */
/*
 * When nothing is left to happen that could end a run, and somebody waits for its end. What only the user's
 * code could do about it cannot be seen from here.
 */
#pragma once

#include <tarn/tarn-engine.h>

/* FALSE, with TARN_ERROR_DEADLOCK, if there is a deadlock. */
gboolean tarn_engine_check_deadlock (TarnEngine *self, GError **error);

/* For where there is nobody to return an error to: a message, once for each who waits. */
void tarn_engine_report_deadlock (TarnEngine *self);
