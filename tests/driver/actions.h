/* SPDX-License-Identifier: MIT */
/* What a user can do, as tables: a row for each kind of action. */
#pragma once

#include "driver/world.h"

typedef struct
{
  const char *name;
  guint weight; /* how often it is drawn, in relation to the others */
  guint early;  /* the same in the first steps, which set something up */
  guint inside; /* the same inside observers, timeouts and functions of instants */
  void (*act) (World *world, Draw *draw);
} Action;

/* Each table ends with a row without a name. */
extern const Action catalog_actions[];
extern const Action refresh_actions[];
extern const Action domain_actions[];
extern const Action metadata_actions[];
extern const Action engine_actions[];
extern const Action fault_actions[];
extern const Action clock_actions[];
extern const Action callback_actions[];
extern const Action observer_actions[];
extern const Action instant_actions[];
extern const Action copy_actions[];

/* Takes one action, and returns its name. */
const char *actions_take (World *world, Draw *draw);
void actions_take_inside (World *world, Draw *draw);
