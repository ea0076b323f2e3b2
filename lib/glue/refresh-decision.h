/* SPDX-License-Identifier: MIT */
/*
 * Decides what a run will do: whether it refreshes fully or incrementally, by which plan, and whether it will
 * fail on the way.
 */
#pragma once

#include "glue/glue-state.h"

/* Makes the wish of a start. */
static inline TarnRefreshWish
tarn_refresh_wish_new (gboolean is_full_requested, const TarnStartOptions *options)
{
  TarnRefreshWish wish = { options->refresh_mode, options->threshold_percent, options->slot_class };

  if (is_full_requested)
    wish.mode = TARN_REFRESH_MODE_FULL;
  return wish;
}

/* A refresh that can only be full is full, even if the start asked for an incremental one or none. */
TarnRefreshType tarn_refresh_choose_type (const TarnGlue *glue, const TarnTableEntry *table,
                                          const TarnPending *pending, const TarnRefreshWish *wish);

/*
 * Asks the cost model for the plan of a run. @ordinal is the number of the run among the runs of its view;
 * @tag is 0 for none. The plan has the mean durations of the built-in model.
 */
void tarn_refresh_estimate_plan (TarnGlue *glue, const TarnTableEntry *table,
                                 const TarnPending *pending, TarnRefreshType type, guint32 ordinal,
                                 guint64 tag, TarnCostPlan *out_plan);

/* Makes the same plan, with the durations that the run draws if the built-in model has a spread. */
void tarn_refresh_make_plan (TarnGlue *glue, const TarnTableEntry *table,
                             const TarnPending *pending, TarnRefreshType type, guint32 ordinal,
                             guint64 tag, TarnCostPlan *out_plan);

/*
 * Returns whether a run that gets its slot now ends before the end of time, or hangs. @tag is 0 for none.
 * @faults is what the fault plan does to the run, or NULL.
 */
gboolean tarn_refresh_ends_in_time (TarnGlue *glue, const TarnTableEntry *table,
                                    const TarnRefreshWish *wish, guint64 tag,
                                    const TarnRunFaults *faults);

/* Decides how long the run, which has the type @type, will be RUNNING and how it will end. */
void tarn_refresh_decide_end (TarnGlue *glue, const TarnTableEntry *table, TarnRefreshType type,
                              TarnActiveRefresh *active);

/* Returns whether the definer of the run may not read one of the sources of its view now. */
gboolean tarn_refresh_is_denied (const TarnGlue *glue, const TarnRun *run);
