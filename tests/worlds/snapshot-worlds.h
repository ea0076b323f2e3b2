/* SPDX-License-Identifier: MIT */
/*
 * Twenty small worlds, each about one kind of state, for whatever is to hold of every snapshot. They are
 * made of fixed seeds: on every machine, the same bytes.
 */
#pragma once

#include <tarn/tarn.h>

enum
{
  SNAPSHOT_N_WORLDS = 20,
};

const char *snapshot_world_get_name (guint world);

TarnEngine *snapshot_world_new (guint world);

/* The snapshot of a new engine of that world. */
GBytes *snapshot_world_save (guint world);
