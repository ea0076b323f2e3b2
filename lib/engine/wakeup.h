/* SPDX-License-Identifier: MIT */
/*
 * Wakes the main loop of an engine from any thread. It is a pipe, because the waiting thread may have dropped
 * its main context before another thread signals. It outlives the engine as long as a thread may signal.
 */
#pragma once

#include <glib.h>

typedef struct _TarnWakeup TarnWakeup;

/* The wake-up is in a g_atomic_rc_box: g_atomic_rc_box_acquire() takes a reference. */
TarnWakeup *tarn_wakeup_new (void);

/* Any thread may call these two functions. */
void tarn_wakeup_unref (TarnWakeup *wakeup);
void tarn_wakeup_signal (const TarnWakeup *wakeup);

/* Returns the descriptor that is readable after a signal, or -1 if the system had no pipe left. */
gint tarn_wakeup_get_fd (const TarnWakeup *wakeup);

/* The caller acknowledges before it looks for work, because a thread adds its work before it signals. */
void tarn_wakeup_acknowledge (const TarnWakeup *wakeup);
