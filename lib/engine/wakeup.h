/* SPDX-License-Identifier: MIT */
/*
 * What wakes the main loop of an engine from any thread. It is a pipe, as the thread that waits for it may
 * have dropped its main context by the time it rings, and it outlives the engine for as long as somebody
 * may ring it.
 */
#pragma once

#include <glib.h>

typedef struct _TarnWakeup TarnWakeup;

/* In a g_atomic_rc_box, so that it is kept by g_atomic_rc_box_acquire(). */
TarnWakeup *tarn_wakeup_new (void);

/* From any thread, like ringing. */
void tarn_wakeup_unref (TarnWakeup *wakeup);
void tarn_wakeup_signal (const TarnWakeup *wakeup);

/* What is readable once it has rung; -1 where the system had no pipe left. */
gint tarn_wakeup_get_fd (const TarnWakeup *wakeup);

/* Before what it may have rung for is looked at: whoever rings has done that before. */
void tarn_wakeup_acknowledge (const TarnWakeup *wakeup);
