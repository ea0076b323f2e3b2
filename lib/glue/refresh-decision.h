/* SPDX-License-Identifier: MIT */
/*
 * Decides what a run will do: whether it refreshes fully or incrementally, by which plan, and whether it will
 * fail on the way.
 */
#pragma once

#include "glue/glue-state.h"

TarnRefreshType tarn_refresh_choose_type (const TarnGlue *glue, const TarnTableEntry *table,
                                          const TarnPending *pending, gboolean is_full_requested);

/* Asks the cost model for the plan of a run. @ordinal is the number of the run among the runs of its view. */
void tarn_refresh_make_plan (TarnGlue *glue, const TarnTableEntry *table,
                             const TarnPending *pending, TarnRefreshType type, guint32 ordinal,
                             TarnCostPlan *out_plan);

/*
 * Returns whether a run that gets its slot now ends before the end of time, or hangs. @faults is what the fault
 * plan does to the run, or NULL.
 */
gboolean tarn_refresh_ends_in_time (TarnGlue *glue, const TarnTableEntry *table,
                                    gboolean is_full_requested, const TarnRunFaults *faults);

/* Decides how long the run will be RUNNING and how it will end. */
void tarn_refresh_decide_end (TarnGlue *glue, const TarnTableEntry *table,
                              TarnActiveRefresh *active);

/* Returns whether the definer of the view may not read one of the sources of the view now. */
gboolean tarn_refresh_is_denied (const TarnGlue *glue, const TarnTableEntry *view);
