/* SPDX-License-Identifier: MIT */
/*
 * A `RandomWorld` is a random fixture that is made from a seed: accounts that interfere with each other,
 * catalogs and domains with some content, unusual options, and faults. One function makes one random call,
 * correct or wrong. The same seed makes the same calls. A test can attach a copy of the fixture to another
 * engine. The copy continues with the same calls, so the test can compare the answers of both engines.
 */
#pragma once

#include <tarn/tarn.h>

typedef enum
{
  RANDOM_WORLD_DEFAULT = 0,
  RANDOM_WORLD_WITHOUT_RATES = 1 << 0,
  RANDOM_WORLD_WITHOUT_FAULTS = 1 << 1,
  RANDOM_WORLD_WITHOUT_LOST_REPLIES = 1 << 2,
  RANDOM_WORLD_WITH_ALL_KINDS = 1 << 3, /* otherwise a random half of the calls is left out */
  RANDOM_WORLD_OFTEN_WRONG = 1 << 4,
  RANDOM_WORLD_WITH_FAULTS = 1 << 5, /* otherwise only some seeds have a fault plan */
} RandomWorldFlags;

/* A call and its answer, valid until the next call of the fixture. */
typedef struct
{
  const char *service;   /* NULL for a function of the engine */
  const char *operation; /* as the service spells it */
  gboolean is_read;      /* a call that changes nothing, even if it succeeds */
  gboolean is_done;
  const char *exception; /* the name of the exception, or NULL if the call succeeded */
  const char *text;      /* the whole answer */
} RandomAnswer;

typedef struct _RandomWorld RandomWorld;

RandomWorld *random_world_new (guint64 seed, RandomWorldFlags flags);
void random_world_free (RandomWorld *world);

/* Returns a copy of @world that continues with @engine, which must be in the same state. */
RandomWorld *random_world_attach (const RandomWorld *world, TarnEngine *engine);

TarnEngine *random_world_get_engine (RandomWorld *world);

/* Calls an operation of a service or a function of the engine that does not move the clock. */
const RandomAnswer *random_world_act (RandomWorld *world);

/* Moves the clock by one of the functions of tarn-clock.h, with random arguments. */
const RandomAnswer *random_world_move (RandomWorld *world);

/* Executes the next event, and returns TRUE if there was one. */
gboolean random_world_step (RandomWorld *world);

/* Returns a number below @bound from the random numbers of the fixture. */
guint random_world_pick (RandomWorld *world, guint bound);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RandomWorld, random_world_free)
