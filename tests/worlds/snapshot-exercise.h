/* SPDX-License-Identifier: MIT */
/*
 * Calls all operations of an engine about which nothing is known except that it was restored. The answers are
 * ignored. The purpose is to show that no call crashes.
 */
#pragma once

#include <tarn/tarn.h>

/* Calls each operation of each service, with the names in snapshot-worlds.c and with ids from lists. */
void snapshot_exercise (TarnEngine *engine);

/*
 * Drives the engine until the duration has passed or @max_events have happened. Returns the journal's text,
 * and the error if the engine stopped too early.
 */
char *snapshot_drive (TarnEngine *engine, gint64 duration_us, guint64 max_events);

/*
 * Checks that a snapshot of the engine can be restored. An engine from a forged snapshot is an exception: its
 * counts may be past the end of their range.
 */
void snapshot_assert_restorable (TarnEngine *engine);
