/* SPDX-License-Identifier: MIT */
/*
 * Describes one kind of run: constant tables, and the few functions in which the kinds differ. The names of
 * its states and causes, and the table that says which state follows by which cause, are in the description
 * of the service, because users can read them there.
 */
#pragma once

#include <tarn/tarn-change.h>
#include <tarn/tarn-cost-model.h>

#include "kernel/codec.h"
#include "runs/run.h"

typedef struct _TarnRoom TarnRoom;

#define TARN_RUN_STATE_BIT(state) (1u << (state))

/* An event that happens to a run at its own time. A run has at most one such event pending. */
typedef struct
{
  const char *name;
  guint awaited_in; /* the states, as bits, in which a run waits for the event */
  void (*happen) (TarnRoom *room, guint32 run);
} TarnRunEvent;

typedef struct
{
  gsize record_size;         /* of the room's record, which begins with a TarnRun */
  gsize small_group_offset;  /* of the TarnRunLinks of the small group in the record; 0 for none */
  gsize active_size;         /* of the room's active part, which begins with a TarnActiveRun */
  gsize active_cleared_size; /* how much of the active part is cleared for a new run */

  const TarnRunEvent *events;
  guint n_events;
  guint ended_states; /* the states in which a run has ended, as bits */

  guint16 id_purpose;       /* the purpose of the draws of ids */
  guint retention_runs;     /* the option that says how many ended runs of a subject are kept */
  guint retention_age_us;   /* the option that says how long they are kept */
  guint draw_by_tag;        /* the option that says whether runs with a tag draw by it */
  const char *subject_noun; /* the word for a subject in messages to people */

  TarnRunHistory *(*get_history) (TarnRoom *room, guint32 subject);

  /*
   * Fills in all of the part of a change that only this kind has, and the detail type of the EventBridge event, if
   * the service sends one. The run has already moved to its new state.
   */
  void (*describe_change) (TarnRoom *room, guint32 run, guint cause, TarnChange *change);
  /* Describes the run by its id and, where that helps, by its subject; NULL for the id alone. */
  char *(*describe) (TarnRoom *room, guint32 run);
  /*
   * copy makes the copy of the run that Get returns, and free_copy frees it. The offsets say where the copy
   * has its id and its end; the end is 0 before the run has ended.
   */
  gpointer (*copy) (TarnRoom *room, guint32 run);
  GDestroyNotify free_copy;
  gsize copy_id_offset;  /* of a TarnIdentifier */
  gsize copy_end_offset; /* of a gint64 */

  /* Called before the run loses its active part; NULL if the room has nothing to do then. */
  void (*release) (TarnRoom *room, guint32 run);
  /* Returns whether nothing will happen to the run by itself. */
  gboolean (*hangs) (TarnRoom *room, guint32 run);
  /* The offset of the function in TarnCostModelInterface that plans such runs; 0 for none. */
  gsize plan_offset;

  /*
   * Saving and restoring: code codes the members of a record that the store does not code. check returns
   * whether a record that was read is possible, besides the checks of every run. code_rest codes the active
   * part. count updates what the room counts of a run that has not ended; NULL if the room counts nothing.
   */
  void (*code) (TarnRoom *room, TarnCodec *codec, guint32 run);
  gboolean (*check) (TarnRoom *room, TarnCodec *codec, guint32 run);
  void (*code_rest) (TarnRoom *room, TarnCodec *codec, guint32 run);
  void (*count) (TarnRoom *room, guint32 run);
} TarnRunClass;
