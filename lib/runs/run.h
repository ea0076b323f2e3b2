/* SPDX-License-Identifier: MIT */
/*
 * The members that every kind of run has. The records of a room begin with these structs and continue with
 * the room's own members.
 */
#pragma once

#include "admission/fault-rule.h"
#include "kernel/event.h"
#include "kernel/identifier.h"

enum
{
  TARN_NO_RUN = G_MAXUINT32,
  TARN_RUN_STATE_NONE = 0, /* for every kind: before there is a run */
};

/* Links a run with those before and after it in a chain. */
typedef struct
{
  guint32 newer;
  guint32 older;
} TarnRunLinks;

/*
 * The record of a run. It is small, because there are many. Links connect it with the runs before and after
 * it, of its group and of its subject.
 */
typedef struct
{
  TarnIdentifier id;
  guint64 sequence;   /* over all runs of the room, from 1; never reused; 0 for a free place */
  TarnRunLinks group; /* for a free place, the older run is the next free place */
  TarnRunLinks own;   /* of the subject */
  guint32 subject;    /* the subject of the run, by its position in the room */
  guint32 active;     /* place of the active part; TARN_NO_RUN once the run has ended */
  gint64 creation_us;
  gint64 end_us;
  guint8 state;
  guint8 type;      /* the room's number of a type, or of a set of types */
  guint8 failure;   /* the room's number of the reason for the failure */
  guint32 messages; /* of planned failures, see tarn_runs_get_message() */
} TarnRun;

/* The active part of a record, which only a run that has not ended needs. There are few active parts. */
typedef struct
{
  guint32 run;
  guint32 ordinal;    /* the number of the run within its subject, from 0 */
  guint32 generation; /* increases when the place is reused, so that an old event is detected */
  guint32 next_free;
  TarnEventHandle event; /* pending for the run; 0 for none */
  TarnRunFaults faults;
} TarnActiveRun;

/* Returns whether the fault plan applies this action to the run. */
static inline gboolean
tarn_active_run_has_fault (const TarnActiveRun *active, TarnFaultAction action)
{
  return tarn_run_faults_have (&active->faults, action);
}

/* The n-th run of a subject draws by n, which has 32 bits. A subject that has had so many runs starts none. */
#define TARN_RUNS_STARTED_MAX G_MAXUINT32

/*
 * A room lists the runs of a group of subjects, such as those of a catalog, in pages. Some rooms have smaller
 * groups as well, such as the databases of a catalog.
 */
enum
{
  TARN_RUN_GROUP,
  TARN_RUN_SMALL_GROUP,
  TARN_N_RUN_GROUPS,
};

/* The runs of one subject. */
typedef struct
{
  guint64 hash;                      /* the entity of the draws of these runs */
  guint32 groups[TARN_N_RUN_GROUPS]; /* the numbers of the groups in which the runs are */
  guint32 newest;
  guint32 oldest;
  guint32 n_runs;  /* runs ever started */
  guint32 n_ended; /* ended and still kept */
  guint32 active_run;
} TarnRunHistory;

static inline TarnRunHistory
tarn_run_history_new (guint64 hash)
{
  return (TarnRunHistory){
    .hash = hash, .newest = TARN_NO_RUN, .oldest = TARN_NO_RUN, .active_run = TARN_NO_RUN
  };
}
