/* SPDX-License-Identifier: MIT */
/*
 * The account's slots, and who waits for one: first come, first served. The queue is a list through
 * the active runs, so that a run that is stopped leaves it at once.
 */
#pragma once

#include "glue/glue-state.h"

gboolean tarn_refresh_has_free_slot (const TarnGlue *glue, const TarnAccount *account);

/* @position is that of the active run. */
void tarn_refresh_queue_push (TarnGlue *glue, TarnAccount *account, guint32 position);
void tarn_refresh_queue_remove (TarnGlue *glue, TarnAccount *account, guint32 position);

/* The runs were read: those that wait for a slot came in the order of their creation. */
void tarn_refresh_queue_restore (TarnGlue *glue);
