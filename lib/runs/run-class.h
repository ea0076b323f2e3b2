/* SPDX-License-Identifier: MIT */
/*
 * What one kind of run has of its own: constant tables, and the few functions in which kinds differ. The
 * names of its states and causes, and which state follows on which by what, are in the description of the
 * service, since users can read them there.
 */
#pragma once

#include <tarn/tarn-change.h>
#include <tarn/tarn-cost-model.h>

#include "kernel/codec.h"
#include "runs/run.h"

typedef struct _TarnRoom TarnRoom;

#define TARN_RUN_STATE_BIT(state) (1u << (state))

/* Something that happens to a run at a time of its own: one such event is pending for a run, or none. */
typedef struct
{
  const char *name;
  guint awaited_in; /* the states, as bits, in which a run waits for it */
  void (*happen) (TarnRoom *room, guint32 run);
} TarnRunEvent;

typedef struct
{
  gsize record_size; /* of the room's record, which begins with a TarnRun */
  gsize active_size; /* of what it has while it has not ended, which begins with a TarnActiveRun */
  gsize active_cleared_size; /* how much of that is to be cleared for a new run */

  const TarnRunEvent *events;
  guint n_events;
  guint ended_states; /* as bits */
  /* What the service shows of each state; NULL for the first. */
  const char *(*get_status) (guint8 state);

  guint16 id_purpose;       /* of the draws of ids */
  guint retention_runs;     /* the option that says how many ended runs of a subject are kept */
  guint retention_age_us;   /* and for how long */
  const char *subject_noun; /* what a run is about, among people */

  TarnRunHistory *(*get_history) (TarnRoom *room, guint32 subject);

  /* The run has gone over an edge: fills in what only this kind has, and the event, if one tells of it. */
  void (*describe_change) (TarnRoom *room, guint32 run, guint cause, TarnChange *change);
  /* By its id and, where it helps, by what it is about; NULL for the id alone. */
  char *(*describe) (TarnRoom *room, guint32 run);
  /* As Get returns it, and how to free that; where in it the id is, and the end, 0 before that. */
  gpointer (*copy) (TarnRoom *room, guint32 run);
  GDestroyNotify free_copy;
  gsize copy_id_offset;  /* of a TarnIdentifier */
  gsize copy_end_offset; /* of a gint64 */

  /* The run is about to lose its active part; NULL if nothing of the room has to know. */
  void (*release) (TarnRoom *room, guint32 run);
  /* Whether nothing is going to happen to the run by itself. */
  gboolean (*hangs) (TarnRoom *room, guint32 run);
  gsize
      plan_offset; /* of the function in TarnCostModelInterface that plans such runs; 0 for none */

  /*
   * Saving and restoring: what of a record its store does not know; whether a record that was read can be,
   * beside what is checked of every run; what it has while it has not ended; what the room counts of one that
   * has not ended, NULL for nothing.
   */
  void (*code) (TarnRoom *room, TarnCodec *codec, guint32 run);
  gboolean (*check) (TarnRoom *room, TarnCodec *codec, guint32 run);
  void (*code_rest) (TarnRoom *room, TarnCodec *codec, guint32 run);
  void (*count) (TarnRoom *room, guint32 run);
} TarnRunClass;
