/* SPDX-License-Identifier: MIT */
/*
 * Runs that wait for a slot of their account stand in a queue, in the order in which they came. The queue is a
 * linked list through the active parts of the runs, so that a run leaves it in constant time.
 */
#pragma once

#include "glue/glue-state.h"

/* @position is the position of the run's active part. */
void tarn_refresh_queue_push (TarnGlue *glue, TarnAccount *account, guint32 position);
void tarn_refresh_queue_remove (TarnGlue *glue, TarnAccount *account, guint32 position);

/*
 * Fills the queues after the runs were restored. The waiting runs are queued in the order of their creation.
 */
void tarn_refresh_queue_restore (TarnGlue *glue);
