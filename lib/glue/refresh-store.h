/* SPDX-License-Identifier: MIT */
/*
 * All refresh runs: one small record each in an array of chunks, found by id through a hash index,
 * and linked from newest to oldest, over all and for each view, for listing.
 *
 * What only a run that has not ended needs is kept apart, in TarnActiveRun: there are few of
 * those. A record that is no longer retained gives its place to a later run.
 */
#pragma once

#include "glue/refresh-machine.h"
#include "glue/refresh-plan.h"
#include "kernel/event-queue.h"
#include "kernel/identifier-index.h"

enum
{
  TARN_NO_RUN = G_MAXUINT32,
};

typedef struct
{
  TarnIdentifier id;
  guint64 sequence; /* over all runs of the service, from 1; never reused */
  gint64 creation_us;
  gint64 start_us;
  gint64 end_us;
  gint64 dpu_milliseconds; /* final; until then the plan tells it */
  gint64 processed_bytes;
  guint32 view;
  guint32 active; /* TARN_NO_RUN once it has ended */
  guint32 newer;
  guint32 older;
  guint32 view_newer;
  guint32 view_older;
  guint8 phase;
  guint8 type;
} TarnRunRecord;

typedef struct
{
  guint32 run;
  guint32 ordinal; /* of the view */
  guint32 generation;
  guint32 next_waiting;
  guint32 previous_waiting;
  gboolean is_full_requested;
  gboolean has_slot;
  gboolean will_fail;
  gint64 slot_us;      /* also as of when the sources are read */
  gint64 stop_us;      /* when a stop was accepted */
  gint64 end_after_us; /* how long it will be RUNNING */
  guint64 n_changes;   /* what the snapshot has that the view did not show */
  guint64 changed_bytes;
  TarnEventHandle event;
  TarnCostPlan plan; /* last: its phases are never cleared */
} TarnActiveRun;

typedef struct
{
  GPtrArray *chunks;
  guint32 n_places;
  guint32 free_place;
  guint32 newest;
  guint64 next_sequence;
  TarnIdentifierIndex index;

  GArray *active; /* TarnActiveRun; those of ended runs are reused */
  guint32 free_active;
} TarnRefreshStore;

enum
{
  TARN_RUNS_PER_CHUNK_BITS = 12,
  TARN_RUNS_PER_CHUNK = 1 << TARN_RUNS_PER_CHUNK_BITS,
};

void tarn_refresh_store_init (TarnRefreshStore *store);
void tarn_refresh_store_clear (TarnRefreshStore *store);

static inline TarnRunRecord *
tarn_refresh_store_get (const TarnRefreshStore *store, guint32 run)
{
  TarnRunRecord *chunk = store->chunks->pdata[run >> TARN_RUNS_PER_CHUNK_BITS];

  return &chunk[run & (TARN_RUNS_PER_CHUNK - 1)];
}

/* Valid until the next run is added. */
static inline TarnActiveRun *
tarn_refresh_store_get_active (const TarnRefreshStore *store, guint32 active)
{
  return &g_array_index (store->active, TarnActiveRun, active);
}

/* TARN_NO_RUN if there is none. */
guint32 tarn_refresh_store_lookup (const TarnRefreshStore *store, const TarnIdentifier *id);

/* The same, with a place to look at first. */
static inline guint32
tarn_refresh_store_lookup_near (const TarnRefreshStore *store, const TarnIdentifier *id,
                                guint32 place)
{
  if (place < store->n_places && tarn_refresh_store_get (store, place)->sequence != 0
      && tarn_identifier_equal (&tarn_refresh_store_get (store, place)->id, id))
    return place;

  return tarn_refresh_store_lookup (store, id);
}

/* A new run, newest of all, with an active part. @view_newest is the newest of its view or none. */
guint32 tarn_refresh_store_add (TarnRefreshStore *store, const TarnIdentifier *id, guint32 view,
                                guint32 view_newest);

/* The run has ended and needs its active part no more. */
void tarn_refresh_store_release_active (TarnRefreshStore *store, guint32 run);

/* The run is forgotten. It has ended and is the oldest of its view. */
void tarn_refresh_store_remove (TarnRefreshStore *store, guint32 run);
