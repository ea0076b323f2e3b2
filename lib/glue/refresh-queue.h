/* SPDX-License-Identifier: MIT */
/*
 * The slots of an account, and the queue of runs that wait for one: first come, first served. The queue is a
 * linked list through the active parts of the runs, so that a run leaves it in constant time when a caller
 * stops the run.
 */
#pragma once

#include "glue/glue-state.h"

gboolean tarn_refresh_has_free_slot (const TarnGlue *glue, const TarnAccount *account);

/* @position is the position of the run's active part. */
void tarn_refresh_queue_push (TarnGlue *glue, TarnAccount *account, guint32 position);
void tarn_refresh_queue_remove (TarnGlue *glue, TarnAccount *account, guint32 position);

/*
 * Fills the queues after the runs were restored. The waiting runs are queued in the order of their creation.
 */
void tarn_refresh_queue_restore (TarnGlue *glue);
