/* SPDX-License-Identifier: MIT */
/*
 * Manages the runs of a room as far as all kinds of runs are alike: a run is created, moves along the edges
 * of its state machine, and ends. Observers are notified of each move. The room decides what a run does, and
 * when.
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
  GArray *messages;           /* TarnRunMessages, each once */
  GHashTable *message_places; /* from messages to their places in the array */
  guint16 first_kind;         /* the clock's kind for the first event of the class */
} TarnRuns;

void tarn_runs_init (TarnRuns *runs, const TarnRunClass *class, TarnRoom *room,
                     TarnAdmission *admission);

void tarn_runs_clear (TarnRuns *runs);

/* @runs must be new. */
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

/* Returns whether the state has an edge for the cause. */
gboolean tarn_runs_can_move (const TarnRuns *runs, guint8 state, guint cause);

/* Returns the state at the end of the edge, which must exist. */
guint8 tarn_runs_follow (const TarnRuns *runs, guint8 state, guint cause);

/*
 * Creates a run of the subject, which must have no other run that has not ended. The run has no state yet:
 * once its room has filled in the record, the room moves the run into its first state. @tag is 0
 * for none. @types has a bit for each type of which the run consists. @faults is what the fault plan does to
 * the run, or NULL.
 */
guint32 tarn_runs_create (TarnRuns *runs, guint32 subject, guint64 tag, guint types,
                          const TarnRunFaults *faults);

/* Moves the run along the edge for the cause. Observers are notified of this change. */
void tarn_runs_move (TarnRuns *runs, guint32 run, guint cause);

/*
 * Emits a change without a run, because no run could be started. The caller fills in the service's own part
 * at once. Returns NULL if nothing watches the changes.
 */
TarnChange *tarn_runs_emit_without_run (TarnRuns *runs, const char *event, const char *message);

/*
 * Moves the run into its last state now. Its waiters are notified, and runs that are too old are forgotten.
 */
void tarn_runs_end (TarnRuns *runs, guint32 run, guint cause);

/* Schedules the event @event of the class for the run, which must have no pending event. */
void tarn_runs_schedule (TarnRuns *runs, guint32 run, guint event, gint64 time_us);
void tarn_runs_cancel_event (TarnRuns *runs, guint32 run);

/* Returns whether the run ended so long ago that the services no longer show it. */
gboolean tarn_runs_has_expired (const TarnRuns *runs, const TarnRun *run);

/* Returns the message of a type that fails as planned; @type is 0 if runs have no types. It is interned. */
static inline const char *
tarn_runs_get_message (const TarnRuns *runs, const TarnRun *run, guint type)
{
  return g_array_index (runs->messages, TarnRunMessages, run->messages).texts[type];
}

/* Sets the messages that the types of the run have if they fail as planned. */
void tarn_runs_set_messages (TarnRuns *runs, TarnRun *run, const TarnRunMessages *messages);

/* Returns whether @model, a cost model of the user, plans runs of this class. */
gboolean tarn_run_class_is_planned_by (const TarnRunClass *class, TarnCostModel *model);

/* Returns whether the engine has a cost model of the user that plans these runs. */
gboolean tarn_runs_have_model (const TarnRuns *runs);

/* --- Saving and restoring ----------------------------------------------------------------------- */

/*
 * The subjects of the runs must have been read before. @n_started is the sum of the runs that they have ever
 * started. Each of these runs took a sequence number, so the sum says which number is next.
 */
void tarn_runs_code (TarnRuns *runs, TarnCodec *codec, guint64 n_started);

/* Codes what the fault plan does to a run that has not ended. */
void tarn_runs_code_faults (TarnRuns *runs, TarnCodec *codec, guint32 run);

/* Codes the messages of the types in @failed, a bit for each type, which must not be empty. */
void tarn_runs_code_messages (TarnRuns *runs, TarnCodec *codec, TarnRun *run, guint failed);

/*
 * Checks that the pending events fit the states of the runs. It is called after reading, when the events have
 * been read as well.
 */
void tarn_runs_check_events (const TarnRuns *runs, TarnCodec *codec);

/* Functions of the event classes of the clock. */
char *tarn_runs_describe_event (gpointer runs, const TarnEvent *event);
void tarn_runs_code_event (gpointer runs, TarnCodec *codec, TarnEvent *event);
void tarn_runs_adopt_event (gpointer runs, const TarnEvent *event, TarnEventHandle handle);
