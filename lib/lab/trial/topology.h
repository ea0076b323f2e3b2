/* SPDX-License-Identifier: MIT */
/*
 * The topology says which views read which tables and views, and which policy decides about which views. It never
 * changes.
 */
#pragma once

#include "lab/scenario/scenario.h"

/* Numbers in an order. */
typedef struct
{
  const guint *items;
  guint n_items;
} TarnLabNumbers;

typedef struct
{
  gatomicrefcount ref_count;
  guint n_views;
  TarnLabNumbers *readers;    /* of a table: the views */
  TarnLabNumbers *upstream;   /* of a view */
  TarnLabNumbers *downstream; /* of a view */
  TarnLabNumbers *views;      /* of a policy */
  guint *numbers;             /* all of these */
} TarnLabTopology;

TarnLabTopology *tarn_lab_topology_new (const TarnLabScenario *scenario);
TarnLabTopology *tarn_lab_topology_ref (TarnLabTopology *self);
void tarn_lab_topology_unref (TarnLabTopology *self);
