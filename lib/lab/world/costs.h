/* SPDX-License-Identifier: MIT */
/*
 * The cost model of the lab. It plans the runs of views with a duration of their own, lets the built-in model plan
 * those of the others, and lets runs fail where a view has failures of its own. It never changes, so any number of
 * engines in any threads may use one.
 */
#pragma once

#include "lab/scenario/scenario.h"

/* Returns NULL if the built-in model plans all runs of the scenario, and no view has failures of its own. */
TarnCostModel *tarn_lab_costs_new (const TarnLabScenario *scenario, TarnEngine *engine,
                                   TarnTableName *const *view_names);
