/* SPDX-License-Identifier: MIT */
/*
 * Twenty small engines, each with another kind of state, for rules that hold for every snapshot. Their seeds
 * are fixed, so their snapshots have the same bytes on every machine.
 */
#pragma once

#include <tarn/tarn.h>

enum
{
  SNAPSHOT_N_WORLDS = 20,
};

const char *snapshot_world_get_name (guint world);

TarnEngine *snapshot_world_new (guint world);

/* Returns the snapshot of a new engine. */
GBytes *snapshot_world_save (guint world);
