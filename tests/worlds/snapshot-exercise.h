/* SPDX-License-Identifier: MIT */
/*
 * All that can be done to an engine of which nothing is known but that it was restored. What the calls
 * answer is not looked at: nothing may break.
 */
#pragma once

#include <tarn/tarn.h>

/* Calls each operation of each service, with names of the worlds and with what the lists tell. */
void snapshot_exercise (TarnEngine *engine);

/* Drives as far as it goes with so many events. Returns what happened, and why it ended if too early. */
char *snapshot_drive (TarnEngine *engine, gint64 duration_us, guint64 max_events);

/*
 * What the engine saves can be restored; but one that was restored from forged bytes may have counted
 * past where counts end.
 */
void snapshot_assert_restorable (TarnEngine *engine);
