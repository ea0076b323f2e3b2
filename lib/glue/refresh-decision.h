/* SPDX-License-Identifier: MIT */
/* What a run will do: full or incremental, by which plan, and whether it will fail on the way. */
#pragma once

#include "glue/glue-state.h"

TarnRefreshType tarn_refresh_choose_type (const TarnGlue *glue, const TarnTableEntry *table,
                                          const TarnPending *pending, gboolean is_full_requested);

/* Asks the cost model. @ordinal is that of the run. */
void tarn_refresh_make_plan (TarnGlue *glue, const TarnTableEntry *table,
                             const TarnPending *pending, TarnRefreshType type, guint32 ordinal,
                             TarnCostPlan *out_plan);

/* Sets how long the run will be RUNNING, and how it will end. */
void tarn_refresh_decide_end (TarnGlue *glue, const TarnTableEntry *table,
                              TarnActiveRefresh *active);

/* Whether the definer of the view may not read one of its sources now. */
gboolean tarn_refresh_is_denied (const TarnGlue *glue, const TarnTableEntry *view);
