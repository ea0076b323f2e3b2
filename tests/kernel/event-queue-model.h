/* SPDX-License-Identifier: MIT */
/*
 * This fixture has an event queue and a model that is too simple to be wrong: an array that is kept sorted by
 * insertion. Each function applies its operation to both, and fails the test when they differ.
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

TarnEventHandle push (World *world, gint64 time_us, guint8 flags);

/* Returns FALSE if no event was due. Otherwise now_us becomes the time of the event. */
gboolean pop (World *world, gint64 limit_us);
/* Cancels the event at a place of the model. */
void cancel (World *world, guint index);

void assert_counts (const World *world);
void assert_list (const World *world, guint max);
void assert_peek (World *world);
/* Pops events until none is left. */
void assert_drains (World *world);
