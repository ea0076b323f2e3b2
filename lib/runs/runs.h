/* SPDX-License-Identifier: MIT */
/*
 * The life of the runs of a room, as far as all kinds live alike: a run is created, goes over edges of its
 * machine, and ends; each edge is told to whoever watches. What a run does, and when, is its room's affair.
 */
#pragma once

#include "admission/admission.h"
#include "runs/run-class.h"
#include "runs/run-store.h"

typedef struct
{
  const TarnRunClass *class;
  TarnRoom *room;
  TarnAdmission *admission;
  TarnCore *core;
  TarnRunStore store;
  GPtrArray *messages; /* of planned failures; interned */
  guint16 first_kind;  /* of the clock, for the first event of the class */
} TarnRuns;

void tarn_runs_init (TarnRuns *runs, const TarnRunClass *class, TarnRoom *room,
                     TarnAdmission *admission);

void tarn_runs_clear (TarnRuns *runs);

/* @runs are new. */
void tarn_runs_copy (TarnRuns *runs, const TarnRuns *from);

static inline TarnRun *
tarn_runs_get (const TarnRuns *runs, guint32 run)
{
  return tarn_run_store_get (&runs->store, run);
}

static inline TarnActiveRun *
tarn_runs_get_active (const TarnRuns *runs, guint32 run)
{
  return tarn_run_store_get_active (&runs->store, tarn_runs_get (runs, run)->active);
}

/* Whether the state has an edge for the cause. */
gboolean tarn_runs_can_move (const TarnRuns *runs, guint8 state, guint cause);

/* The state behind the edge, which there is. */
guint8 tarn_runs_follow (const TarnRuns *runs, guint8 state, guint cause);

/*
 * A new run of the subject, which has none that has not ended. It is in no state yet: once its room has
 * filled it in, it moves by TARN_RUN_CREATE. @fault is what is to happen to it, or NULL.
 */
guint32 tarn_runs_create (TarnRuns *runs, guint32 subject, const TarnRunFault *fault);

/* The run goes over the edge, and that is told. */
void tarn_runs_move (TarnRuns *runs, guint32 run, guint cause);

/*
 * A change without a run, as none could be started: its part is for the caller to fill at once. NULL if
 * nobody watches.
 */
TarnChange *tarn_runs_emit_without_run (TarnRuns *runs, const char *event, const char *message);

/* The run moves into its last state now. Who waits for it is told, and runs that are too old are forgotten. */
void tarn_runs_end (TarnRuns *runs, guint32 run, guint cause);

/* The n-th event of the class is to happen to the run, for which none is pending. */
void tarn_runs_schedule (TarnRuns *runs, guint32 run, guint event, gint64 time_us);
void tarn_runs_cancel_event (TarnRuns *runs, guint32 run);

/* The run has ended too long ago to be told of. */
gboolean tarn_runs_has_expired (const TarnRuns *runs, const TarnRun *run);

/* What a run says that fails as planned; never freed. */
static inline const char *
tarn_runs_get_message (const TarnRuns *runs, const TarnRun *run)
{
  return runs->messages->pdata[run->message];
}

/* The run says this if it fails as planned. @message is interned. */
void tarn_runs_set_message (TarnRuns *runs, TarnRun *run, const char *message);

/* Whether a model of the user plans such runs. */
gboolean tarn_run_class_is_planned_by (const TarnRunClass *class, TarnCostModel *model);

/* Whether a model of the user plans these runs. */
gboolean tarn_runs_have_model (const TarnRuns *runs);

/* --- Saving and restoring ----------------------------------------------------------------------- */

/* What the runs are about was read before. */
void tarn_runs_code (TarnRuns *runs, TarnCodec *codec);

/* What is to happen to a run that has not ended. */
void tarn_runs_code_fault (TarnRuns *runs, TarnCodec *codec, guint32 run);

/* What the run says. */
void tarn_runs_code_message (TarnRuns *runs, TarnCodec *codec, TarnRun *run);

/* After reading, when the pending events are there as well. */
void tarn_runs_check_events (const TarnRuns *runs, TarnCodec *codec);

/* Of the classes of the clock's events. */
char *tarn_runs_describe_event (gpointer runs, const TarnEvent *event);
void tarn_runs_code_event (gpointer runs, TarnCodec *codec, TarnEvent *event);
void tarn_runs_adopt_event (gpointer runs, const TarnEvent *event, TarnEventHandle handle);
