/* SPDX-License-Identifier: MIT */
/*
 * The parts of an engine: the core that all rooms share, one room for each service, and the data of the
 * engine's own functions. Each of these has a file of its name in this folder.
 */
#pragma once

#include <tarn/tarn-clock.h>

#include "engine/wakeup.h"
#include "engine/pace.h"
#include "runs/room.h"

typedef struct
{
  TarnEngine *engine; /* borrowed */
  TarnClock *clock;
  guint16 kind;
  GPtrArray *chunks; /* of slots */
  guint32 n_slots;
  guint32 free_slot;
} TarnTimeouts;

typedef struct
{
  TarnEngine *engine; /* borrowed */
  GArray *funcs; /* in the order of their ids; those that were removed during a call have no func */
  guint n_funcs; /* without those */
  guint last_id;
  gboolean is_calling;
} TarnInstants;

typedef struct _TarnHoldList TarnHoldList;

typedef struct
{
  GMutex mutex; /* only to sleep and to wake threads */
  GCond changed;
  gpointer newest; /* the top of a stack; atomic */
} TarnInvocations;

struct _TarnEngine
{
  TarnCore core;

  TarnRoom *rooms[TARN_SERVICES_MAX + 1]; /* ends with NULL */
  TarnTimeouts timeouts;
  TarnInstants instants;
  gint n_sources;      /* atomic, because a main loop may drop its source in any thread */
  TarnWakeup *wakeup;  /* NULL before the first source or hold */
  TarnHoldList *holds; /* NULL before the first hold */
  TarnInvocations invocations;
  guint speed; /* of the sources, in virtual seconds per real second; 0: as fast as possible */
  TarnRealClock read_real_clock;
};

static inline TarnWakeup *
tarn_engine_get_wakeup (TarnEngine *self)
{
  if (self->wakeup == NULL)
    self->wakeup = tarn_wakeup_new ();
  return self->wakeup;
}
