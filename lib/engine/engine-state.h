/* SPDX-License-Identifier: MIT */
/*
 * What an engine consists of: the core that all rooms share, a room for each service, and what its own
 * verbs work on, each of which has a file of that name.
 */
#pragma once

#include <tarn/tarn-clock.h>

#include "engine/wakeup.h"
#include "engine/pace.h"
#include "runs/room.h"

typedef struct
{
  TarnClock *clock;
  guint16 kind;
  GPtrArray *chunks; /* of slots */
  guint32 n_slots;
  guint32 free_slot;
} TarnTimeouts;

typedef struct _TarnHoldCount TarnHoldCount;

typedef struct
{
  TarnHoldCount *count; /* NULL before the first hold */
  GPtrArray *holds;     /* those that are out, and some that no longer are */
} TarnHolds;

typedef struct
{
  GMutex mutex; /* only for sleeping and waking up */
  GCond changed;
  gpointer newest; /* a stack; atomic */
} TarnInvocations;

struct _TarnEngine
{
  TarnCore core;

  TarnRoom *rooms[TARN_SERVICES_MAX + 1]; /* ends with NULL */
  TarnTimeouts timeouts;
  gint n_sources;     /* of main loops; atomic, as these may let go of it anywhere */
  TarnWakeup *wakeup; /* NULL before the first source or hold */
  TarnHolds holds;
  TarnInvocations invocations;
  guint speed; /* of these sources, in virtual per real second; 0: as fast as possible */
  TarnRealClock read_real_clock;
};

static inline TarnWakeup *
tarn_engine_get_wakeup (TarnEngine *self)
{
  if (self->wakeup == NULL)
    self->wakeup = tarn_wakeup_new ();
  return self->wakeup;
}
