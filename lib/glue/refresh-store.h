/* SPDX-License-Identifier: MIT */
/*
 * All refresh runs: one small record each. What only a run that has not ended needs is kept apart,
 * in TarnActiveRun: there are few of those.
 */
#pragma once

#include "glue/refresh-machine.h"
#include "admission/fault-rule.h"
#include "glue/refresh-plan.h"
#include "kernel/event-queue.h"
#include "kernel/record-store.h"

typedef struct
{
  TarnRecord record; /* its subject is the view */
  gint64 creation_us;
  gint64 start_us;
  gint64 end_us;
  gint64 dpu_milliseconds; /* final; until then the plan tells it */
  gint64 processed_bytes;
  guint32 view;
  guint32 active; /* TARN_NO_RUN once it has ended */
  guint8 phase;
  guint8 type;
  guint8 failure;  /* of one that failed */
  guint32 message; /* of a planned failure: which of those that the room keeps */
} TarnRunRecord;

typedef enum
{
  TARN_REFRESH_NO_FAILURE,
  TARN_REFRESH_READ_FAILURE,
  TARN_REFRESH_PERMISSION_FAILURE,
  TARN_REFRESH_PLANNED_FAILURE, /* by the fault plan, with a message of its own */
} TarnRefreshFailure;

typedef struct
{
  guint32 run;
  guint32 ordinal; /* of the view */
  guint32 generation;
  guint32 next_waiting;
  guint32 previous_waiting;
  gboolean is_full_requested;
  gboolean has_slot;
  TarnRefreshFailure failure; /* what it will end with */
  guint32 message;
  gint64 slot_us;      /* also as of when the sources are read */
  gint64 stop_us;      /* when a stop was accepted */
  gint64 end_after_us; /* how long it will be RUNNING */
  guint64 n_changes;   /* what the snapshot has that the view did not show */
  guint64 changed_bytes;
  TarnEventHandle event;
  TarnRunFault fault;
  TarnCostPlan plan; /* last: its phases are never cleared */
} TarnActiveRun;

typedef struct
{
  TarnRecordStore records;
  GArray *active; /* TarnActiveRun; those of ended runs are reused */
  guint32 free_active;
} TarnRefreshStore;

void tarn_refresh_store_init (TarnRefreshStore *store);
void tarn_refresh_store_clear (TarnRefreshStore *store);

static inline TarnRunRecord *
tarn_refresh_store_get (const TarnRefreshStore *store, guint32 run)
{
  return tarn_record_store_get_typed (&store->records, run, TarnRunRecord);
}

/* Valid until the next run is added. */
static inline TarnActiveRun *
tarn_refresh_store_get_active (const TarnRefreshStore *store, guint32 active)
{
  return &g_array_index (store->active, TarnActiveRun, active);
}

/* A new run, newest of all and of its view, with an active part. */
guint32 tarn_refresh_store_add (TarnRefreshStore *store, const TarnIdentifier *id, guint32 view,
                                TarnRecordChain *view_runs);

/* An active part for a run that has none. */
guint32 tarn_refresh_store_take_active (TarnRefreshStore *store, guint32 run);

/* The run has ended and needs its active part no more. */
void tarn_refresh_store_release_active (TarnRefreshStore *store, guint32 run);
