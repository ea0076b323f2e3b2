/* SPDX-License-Identifier: MIT */
/*
 * The store of a room's runs: small structs in an array of chunks. A hash index finds them by id. For listing
 * they are linked from newest to oldest, for each group of subjects and for each subject. Another array holds
 * the active parts, which only runs that have not ended need.
 *
 * Records stay where they are and refer to each other by place. A record that is no longer retained gives its
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
  GArray *newest[TARN_N_RUN_GROUPS]; /* guint32, the newest run of each group, or TARN_NO_RUN */
  gsize small_group_offset; /* of the TarnRunLinks of the small group in a record; 0 for none */
  guint64 next_sequence;
  TarnIdentifierIndex index;

  gsize active_size;
  gsize cleared_size; /* how much of a new active part is cleared; the room fills the rest */
  GArray *active;     /* the active parts of ended runs are reused */
  guint32 free_active;

  /*
   * The tags of the runs, by place: chunks of guint64 as many as those of the records. A chunk without a tag is
   * NULL, and so is the array until a run has a tag, because most programs give none.
   */
  GPtrArray *tags;
  gboolean is_saved_tagged; /* used while the store is coded: each run has a tag in the bytes */
} TarnRunStore;

/*
 * @record_size and @active_size are the sizes of the room's structs, which begin with a TarnRun and a
 * TarnActiveRun.
 */
void tarn_run_store_init (TarnRunStore *store, gsize record_size, gsize active_size,
                          gsize cleared_size);

/* Returns the newest run of a group, or TARN_NO_RUN. */
guint32 tarn_run_store_get_newest (const TarnRunStore *store, guint level, guint32 group);

/* Returns the links of a record in the chain of its group. */
static inline TarnRunLinks *
tarn_run_store_get_links (const TarnRunStore *store, TarnRun *record, guint level)
{
  return level == TARN_RUN_GROUP
             ? &record->group
             : (TarnRunLinks *) (gpointer) ((char *) record + store->small_group_offset);
}
void tarn_run_store_clear (TarnRunStore *store);

/* Returns a typed record. When the type is known, the compiler can replace the multiplication by a shift. */
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

/* Does what tarn_run_store_get_tag() does, for a store that has tags. */
guint64 tarn_run_store_find_tag (const TarnRunStore *store, guint32 place);

/* Returns the tag of the run at a place; 0 for none. Only a program that gives tags pays for more than a look. */
static inline guint64
tarn_run_store_get_tag (const TarnRunStore *store, guint32 place)
{
  return G_LIKELY (store->tags == NULL) ? 0 : tarn_run_store_find_tag (store, place);
}

/* The pointer is valid until the next run is added, as is that of the typed form. */
static inline TarnActiveRun *
tarn_run_store_get_active (const TarnRunStore *store, guint32 active)
{
  return (TarnActiveRun *) (gpointer) (store->active->data + active * store->active_size);
}

#define tarn_run_store_get_active_typed(store, place, Type)                                        \
  (&((Type *) (gpointer) (store)->active->data)[place])

/* @store must be empty and made for the same records. */
void tarn_run_store_copy (TarnRunStore *store, const TarnRunStore *from);

/* Returns TARN_NO_RUN if no run has the id. */
guint32 tarn_run_store_lookup (const TarnRunStore *store, const TarnIdentifier *id);

/* Looks up a run by its id and tries @place first. */
static inline guint32
tarn_run_store_lookup_near (const TarnRunStore *store, const TarnIdentifier *id, guint32 place)
{
  if (place < store->n_places && tarn_run_store_get (store, place)->sequence != 0
      && tarn_identifier_equal (&tarn_run_store_get (store, place)->id, id))
    return place;

  return tarn_run_store_lookup (store, id);
}

/*
 * Adds a run with an active part. It is the newest run of its groups and of its subject. The room's own members are
 * zero.
 */
guint32 tarn_run_store_add (TarnRunStore *store, const TarnIdentifier *id, guint32 subject,
                            TarnRunHistory *history);

/* Sets the tag of the run at a place. It must be set for each run, because a place is used again. */
void tarn_run_store_set_tag (TarnRunStore *store, guint32 place, guint64 tag);

/* Takes an active part for a run that has none. */
guint32 tarn_run_store_take_active (TarnRunStore *store, guint32 run);

/* Releases the active part of a run that has ended. */
void tarn_run_store_release_active (TarnRunStore *store, guint32 run);

/* Makes a run that is in no chain yet the newest of its groups and of its subject. */
void tarn_run_store_link_newest (TarnRunStore *store, guint32 place, TarnRunHistory *history);

/* Forgets the oldest run of the subject, which must have a run. */
void tarn_run_store_remove_oldest (TarnRunStore *store, TarnRunHistory *history);

/* --- Saving and restoring ----------------------------------------------------------------------- */

/*
 * Codes the store's own state and returns the number of places. Reading makes that many empty places. Places
 * keep their numbers when they are saved, because page tokens name them.
 */
guint32 tarn_run_store_code (TarnRunStore *store, TarnCodec *codec);

/* Codes the store's members of the record at a place. Returns FALSE if no run is there. */
gboolean tarn_run_store_code_place (TarnRunStore *store, TarnCodec *codec, guint32 place);

/* Returns the history of a run's subject. */
typedef TarnRunHistory *(*TarnRunHistoryFunc) (gpointer data, guint32 run);

/* Makes the chains and the index, after all places have been read. */
void tarn_run_store_link (TarnRunStore *store, TarnCodec *codec, TarnRunHistoryFunc get_history,
                          gpointer data);
