/* SPDX-License-Identifier: MIT */
/*
 * A world for tests, made from a seed: accounts that get in each other's way, catalogs and domains with
 * something in them, options as nobody would set them, and things that go wrong. One function does one
 * random thing to it, right or wrong. The same seed gives the same calls, and a world can go on with
 * another engine: there it makes the same calls from then on, so what is answered can be compared.
 */
#pragma once

#include <tarn/tarn.h>

typedef enum
{
  RANDOM_WORLD_DEFAULT = 0,
  RANDOM_WORLD_WITHOUT_RATES = 1 << 0,
  RANDOM_WORLD_WITHOUT_FAULTS = 1 << 1,
  RANDOM_WORLD_WITHOUT_LOST_REPLIES = 1 << 2,
  RANDOM_WORLD_WITH_ALL_KINDS = 1 << 3, /* else a random half of what can be done is left out */
  RANDOM_WORLD_OFTEN_WRONG = 1 << 4,
  RANDOM_WORLD_WITH_FAULTS = 1 << 5, /* else some have a fault plan and some do not */
} RandomWorldFlags;

/* What was done, and how it was answered; valid until the world does the next thing. */
typedef struct
{
  const char *service;   /* NULL for what is the engine's own */
  const char *operation; /* as the service spells it */
  gboolean is_read;      /* changes nothing, whether it is done or not */
  gboolean is_done;
  const char *exception; /* what it failed with, as it is spelled; NULL if it is done */
  const char *text;      /* everything that was answered */
} RandomAnswer;

typedef struct _RandomWorld RandomWorld;

RandomWorld *random_world_new (guint64 seed, RandomWorldFlags flags);
void random_world_free (RandomWorld *world);

/* What @world knows, and what it is going to do, with an engine that is in the same state. */
RandomWorld *random_world_attach (const RandomWorld *world, TarnEngine *engine);

TarnEngine *random_world_get_engine (RandomWorld *world);

/* A call of a service or of the engine that does not move the clock. */
const RandomAnswer *random_world_act (RandomWorld *world);

/* A verb of the clock, for a random time. */
const RandomAnswer *random_world_move (RandomWorld *world);

/* The next event, and whether there was one. */
gboolean random_world_step (RandomWorld *world);

/* A number below @bound from the luck of the world. */
guint random_world_pick (RandomWorld *world, guint bound);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RandomWorld, random_world_free)
