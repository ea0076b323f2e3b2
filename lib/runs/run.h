/* SPDX-License-Identifier: MIT */
/* What every kind of run has. The records of a room begin with these, and go on with its own. */
#pragma once

#include "admission/fault-rule.h"
#include "kernel/event.h"
#include "kernel/identifier.h"

enum
{
  TARN_NO_RUN = G_MAXUINT32,
  TARN_RUN_STATE_NONE = 0, /* of every kind: before there is a run */
  TARN_RUN_CREATE = 0,     /* of every kind: the cause of the first state */
};

/* A run: small, since there are many. It is linked with those before and after it. */
typedef struct
{
  TarnIdentifier id;
  guint64 sequence; /* over all runs of the room, from 1; never reused; 0 for a free place */
  guint32 newer;
  guint32 older; /* of a free place the next free one */
  guint32 subject_newer;
  guint32 subject_older;
  guint32 subject; /* what it is about, by its position in the room */
  guint32 active;  /* TARN_NO_RUN once it has ended */
  gint64 creation_us;
  gint64 end_us;
  guint8 state;
  guint8 type;     /* as the room counts types, or sets of them */
  guint8 failure;  /* why it failed, as the room counts reasons */
  guint32 message; /* what a failure that was planned says, see tarn_runs_get_message() */
} TarnRun;

/* What only a run that has not ended needs: there are few of those. */
typedef struct
{
  guint32 run;
  guint32 ordinal; /* of the subject */
  guint32
      generation; /* goes on as the place is used again, so that an old event is known as such */
  guint32 next_free;
  TarnEventHandle event; /* that is pending for the run; 0 for none */
  TarnRunFault fault;
} TarnActiveRun;

/* Whether the fault plan does this to the run. */
static inline gboolean
tarn_active_run_has_fault (const TarnActiveRun *active, TarnFaultAction action)
{
  return active->fault.is_set && active->fault.action == action;
}

/* What a subject knows of its runs. */
typedef struct
{
  guint64 hash; /* whose luck they have */
  guint32 newest;
  guint32 oldest;
  guint32 n_runs;  /* ever started */
  guint32 n_ended; /* and still kept */
  guint32 active_run;
} TarnRunHistory;

static inline TarnRunHistory
tarn_run_history_new (guint64 hash)
{
  return (TarnRunHistory){
    .hash = hash, .newest = TARN_NO_RUN, .oldest = TARN_NO_RUN, .active_run = TARN_NO_RUN
  };
}
