/* SPDX-License-Identifier: MIT */
/*
 * An event queue and, beside it, a model that is too simple to be wrong: an array kept sorted by
 * insertion. Every operation is done to both, and fails the test when they differ.
 */
#pragma once

#include "kernel/event-queue.h"
#include "kernel/random.h"

typedef struct
{
  TarnEvent event;
  TarnEventHandle handle;
} Entry;

typedef struct
{
  TarnEventQueue *queue;
  GArray *model; /* of Entry, in the order in which they must come */
  GArray *ended; /* handles of events that are over */
  gint64 now_us;
  guint32 n_pushed;

  TarnRandom random;
  guint32 n_draws;
} World;

void world_init (World *world, guint64 seed);
void world_clear (World *world);

guint32 draw_below (World *world, guint32 bound);
guint64 draw_word (World *world);

TarnEventHandle push (World *world, gint64 time_us, guint16 flags);

/* FALSE when nothing was due, as it should be. Now becomes the time of what was. */
gboolean pop (World *world, gint64 limit_us);
/* The event at a place of the model. */
void cancel (World *world, guint index);

void assert_counts (const World *world);
void assert_list (const World *world, guint max);
void assert_peek (World *world);
/* Pops until nothing is left. */
void assert_drains (World *world);
