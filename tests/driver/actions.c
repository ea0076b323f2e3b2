/* SPDX-License-Identifier: MIT */
#include "driver/actions.h"

#define N_EARLY 40

static const Action *const tables[]
    = { catalog_actions,  refresh_actions, domain_actions, metadata_actions,
        engine_actions,   fault_actions,   clock_actions,  callback_actions,
        observer_actions, instant_actions, copy_actions };

typedef enum
{
  USUAL,
  EARLY,
  INSIDE,
} When;

static guint
weight_of (const Action *action, When when)
{
  return when == INSIDE ? action->inside : when == EARLY ? action->early : action->weight;
}

static const Action *
draw_action (Draw *draw, When when)
{
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const Action *action = tables[i]; action->name != NULL; action++)
      sum += weight_of (action, when);
  guint at = draw_below (draw, sum);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const Action *action = tables[i]; action->name != NULL; action++)
      {
        if (at < weight_of (action, when))
          return action;
        at -= weight_of (action, when);
      }
  g_assert_not_reached ();
}

const char *
actions_take (World *world, Draw *draw)
{
  const Action *action = draw_action (draw, world->step < N_EARLY ? EARLY : USUAL);

  world_note (world, "== %s", action->name);
  action->act (world, draw);
  return action->name;
}

void
actions_take_inside (World *world, Draw *draw)
{
  if (world->budget == 0)
    return;
  world->budget--;
  const Action *action = draw_action (draw, INSIDE);
  world_note (world, "-- %s", action->name);
  action->act (world, draw);
}
