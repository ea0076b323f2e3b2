/* SPDX-License-Identifier: MIT */
/*
 * While the option glue.measures is on, TarnMeasuring has the measures of all views and accounts. Without the
 * option there is no TarnMeasuring, and a commit, a new table and a move of a run cost one test of a pointer
 * more.
 *
 * A commit only touches its table. A view is settled when it publishes and when the measures begin anew: what
 * it lacked in between follows from the integrals of its base tables and from their marks. Whoever reads the
 * measures changes nothing.
 */
#pragma once

#include "glue/glue-state.h"

/* Begins, changes or ends the measures as the two options say. */
void tarn_measuring_follow_option (TarnGlue *glue);

/* A fork shares nothing with its origin, whose state is the same but for its measures. */
void tarn_measuring_copy (TarnGlue *glue, const TarnGlue *from);

/* @glue has its other state already. */
void tarn_measuring_code (TarnGlue *glue, TarnCodec *codec);

/* Begins the sums of an account and of its views anew. */
void tarn_measuring_reset (TarnGlue *glue, guint32 account);

void tarn_measuring_add_table (TarnGlue *glue, const TarnTableEntry *table);

/*
 * Call it before the view is deleted, after its run was stopped. The views that read it keep its base tables,
 * and a base table that is deleted goes on to count, so its deletion needs no call.
 */
void tarn_measuring_delete_view (TarnGlue *glue, const TarnTableEntry *table);

/*
 * Call it when the view has its new sources. The view and the views on it count as never refreshed from now on.
 */
void tarn_measuring_change_sources (TarnGlue *glue, const TarnTableEntry *changed);

/* Call it before the change of a base table. */
void tarn_measuring_note_change (TarnGlue *glue, const TarnTableEntry *table);

/* Call it before the run moves, when its snapshot and its times are set. */
void tarn_measuring_note_move (TarnGlue *glue, guint32 run, TarnRefreshCause cause);

TarnMeasures *tarn_measuring_read_view (TarnGlue *glue, const TarnTableEntry *table);
TarnMeasures *tarn_measuring_read_account (TarnGlue *glue, guint32 account);
