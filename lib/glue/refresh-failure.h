/* SPDX-License-Identifier: MIT */
/* A refresh run can fail in several ways. Each has a message, and runs draw some of them at random. */
#pragma once

#include "glue/glue-state.h"

/*
 * Returns the message of a failure, which is static. A failure that the fault plan decided has a message of
 * its own, and TARN_REFRESH_NO_FAILURE has none; for these two the function returns NULL.
 */
const char *tarn_refresh_failure_get_message (TarnRefreshFailure failure);

/*
 * Draws whether a run that has its plan will fail, and when. A run without a failure ends at the end of its
 * plan. If the run draws several failures, the earliest wins.
 */
void tarn_refresh_draw_failure (const TarnGlue *glue, TarnActiveRefresh *active);
