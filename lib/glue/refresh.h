/* SPDX-License-Identifier: MIT */
/*
 * The life of a refresh run: created, given a slot, begun, ended or stopped. Every step is an edge
 * of the machine, and every edge is emitted.
 */
#pragma once

#include "glue/glue.h"
#include "glue/refresh-cost.h"
#include "glue/refresh-run.h"

/* Starts a run of a view. Checks the state of the view, then the quota of the account. */
gboolean tarn_refresh_start (TarnGlue *glue, TarnTableEntry *table, gboolean is_full_requested,
                             guint32 *ret_run, GError **error);

/* Accepts a stop of the run that the view has; @table may be NULL. */
gboolean tarn_refresh_stop (TarnGlue *glue, TarnTableEntry *table, GError **error);

/* Gives free slots of the account to those who wait. */
void tarn_refresh_admit_waiting (TarnGlue *glue, guint32 account);

/* What the service would do to the view now if it had a slot. */
TarnRefreshType tarn_refresh_choose_type (const TarnGlue *glue, const TarnTableEntry *table,
                                          const TarnPending *pending, gboolean is_full_requested);
void tarn_refresh_make_plan (TarnGlue *glue, const TarnTableEntry *table,
                             const TarnPending *pending, TarnRefreshType type, guint32 ordinal,
                             TarnCostPlan *ret_plan);

/* Whether the run is still told to callers. */
gboolean tarn_refresh_is_retained (const TarnGlue *glue, const TarnRunRecord *record);

TarnRefreshRun *tarn_refresh_tell (const TarnGlue *glue, guint32 run);

void tarn_refresh_on_begin (gpointer glue, const TarnEvent *event);
void tarn_refresh_on_end (gpointer glue, const TarnEvent *event);
void tarn_refresh_on_stop_done (gpointer glue, const TarnEvent *event);
