/* SPDX-License-Identifier: MIT */
/*
 * The runs of a room: small structs in an array of chunks, found by id through a hash index, and linked
 * from newest to oldest, over all and for each subject, for listing. Beside it is an array of what only
 * those need that have not ended.
 *
 * Records stay where they are and refer to each other by place. One that is no longer retained gives its
 * place to a later run.
 */
#pragma once

#include "kernel/codec.h"
#include "kernel/identifier-index.h"
#include "runs/run.h"

enum
{
  TARN_RUNS_PER_CHUNK_BITS = 12,
  TARN_RUNS_PER_CHUNK = 1 << TARN_RUNS_PER_CHUNK_BITS,
};

typedef struct
{
  gsize record_size;
  GPtrArray *chunks;
  guint32 n_places;
  guint32 free_place;
  guint32 newest;
  guint64 next_sequence;
  TarnIdentifierIndex index;

  gsize active_size;
  gsize cleared_size; /* how much of a new active part is cleared; the rest its room fills */
  GArray *active;     /* those of ended runs are reused */
  guint32 free_active;
} TarnRunStore;

/* The sizes of the room's records, which begin with a TarnRun and a TarnActiveRun. */
void tarn_run_store_init (TarnRunStore *store, gsize record_size, gsize active_size,
                          gsize cleared_size);
void tarn_run_store_clear (TarnRunStore *store);

/* Where a type is known, the compiler makes a shift of the multiplication. */
#define tarn_run_store_get_typed(store, place, Type)                                               \
  (&((Type *) (store)                                                                              \
         ->chunks                                                                                  \
         ->pdata[(place) >> TARN_RUNS_PER_CHUNK_BITS])[(place) & (TARN_RUNS_PER_CHUNK - 1)])

static inline TarnRun *
tarn_run_store_get (const TarnRunStore *store, guint32 place)
{
  char *chunk = store->chunks->pdata[place >> TARN_RUNS_PER_CHUNK_BITS];

  return (TarnRun *) (gpointer) (chunk + (place & (TARN_RUNS_PER_CHUNK - 1)) * store->record_size);
}

/* Valid until the next run is added, as is the typed form. */
static inline TarnActiveRun *
tarn_run_store_get_active (const TarnRunStore *store, guint32 active)
{
  return (TarnActiveRun *) (gpointer) (store->active->data + active * store->active_size);
}

#define tarn_run_store_get_active_typed(store, place, Type)                                        \
  (&((Type *) (gpointer) (store)->active->data)[place])

/* @store is empty, and of the same records. */
void tarn_run_store_copy (TarnRunStore *store, const TarnRunStore *from);

/* TARN_NO_RUN if there is none. */
guint32 tarn_run_store_lookup (const TarnRunStore *store, const TarnIdentifier *id);

/* The same, with a place to look at first. */
static inline guint32
tarn_run_store_lookup_near (const TarnRunStore *store, const TarnIdentifier *id, guint32 place)
{
  if (place < store->n_places && tarn_run_store_get (store, place)->sequence != 0
      && tarn_identifier_equal (&tarn_run_store_get (store, place)->id, id))
    return place;

  return tarn_run_store_lookup (store, id);
}

/* A new run, newest of all and of its subject, with an active part. The room's own is zero. */
guint32 tarn_run_store_add (TarnRunStore *store, const TarnIdentifier *id, guint32 subject,
                            TarnRunHistory *history);

/* An active part for a run that has none. */
guint32 tarn_run_store_take_active (TarnRunStore *store, guint32 run);

/* The run has ended and needs its active part no more. */
void tarn_run_store_release_active (TarnRunStore *store, guint32 run);

/* Makes a run that is in no chain yet the newest of all and of its subject. */
void tarn_run_store_link_newest (TarnRunStore *store, guint32 place, TarnRunHistory *history);

/* The oldest run of the subject, which has one, is forgotten. */
void tarn_run_store_remove_oldest (TarnRunStore *store, TarnRunHistory *history);

/* --- Saving and restoring ----------------------------------------------------------------------- */

/*
 * Begins with the number of places, which are there, but empty, when it is read. Places are saved as
 * they are, since page tokens name them.
 */
guint32 tarn_run_store_code (TarnRunStore *store, TarnCodec *codec);

/* What the store knows of a place; FALSE if no run is there. */
gboolean tarn_run_store_code_place (TarnRunStore *store, TarnCodec *codec, guint32 place);

/* The history of what a run is about. */
typedef TarnRunHistory *(*TarnRunHistoryFunc) (gpointer data, guint32 run);

/* All places were read: the chains and the index are made. */
void tarn_run_store_link (TarnRunStore *store, TarnCodec *codec, TarnRunHistoryFunc get_history,
                          gpointer data);
