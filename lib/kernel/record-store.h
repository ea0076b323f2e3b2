/* SPDX-License-Identifier: MIT */
/*
 * The records of runs: small structs in an array of chunks, found by id through a hash index, and
 * linked from newest to oldest, over all and for each subject, for listing.
 *
 * Each begins with a TarnRecord; what follows is its room's affair. Records stay where they are and
 * refer to each other by place. One that is no longer retained gives its place to a later run.
 */
#pragma once

#include "kernel/codec.h"
#include "kernel/identifier-index.h"

enum
{
  TARN_NO_RUN = G_MAXUINT32,
  TARN_RECORDS_PER_CHUNK_BITS = 12,
  TARN_RECORDS_PER_CHUNK = 1 << TARN_RECORDS_PER_CHUNK_BITS,
};

typedef struct
{
  TarnIdentifier id;
  guint64 sequence; /* over all records of the store, from 1; never reused */
  guint32 newer;
  guint32 older;
  guint32 subject_newer;
  guint32 subject_older;
} TarnRecord;

/* What a subject knows of its records. */
typedef struct
{
  guint32 newest;
  guint32 oldest;
} TarnRecordChain;

#define TARN_RECORD_CHAIN_INIT                                                                     \
  {                                                                                                \
    TARN_NO_RUN, TARN_NO_RUN                                                                       \
  }

typedef struct
{
  gsize record_size;
  GPtrArray *chunks;
  guint32 n_places;
  guint32 free_place;
  guint32 newest;
  guint64 next_sequence;
  TarnIdentifierIndex index;
} TarnRecordStore;

void tarn_record_store_init (TarnRecordStore *store, gsize record_size);
void tarn_record_store_clear (TarnRecordStore *store);

/* Where a type is known, the compiler makes a shift of the multiplication. */
#define tarn_record_store_get_typed(store, place, Type)                                            \
  (&((Type *) (store)                                                                              \
         ->chunks                                                                                  \
         ->pdata[(place) >> TARN_RECORDS_PER_CHUNK_BITS])[(place) & (TARN_RECORDS_PER_CHUNK - 1)])

static inline TarnRecord *
tarn_record_store_get (const TarnRecordStore *store, guint32 place)
{
  char *chunk = store->chunks->pdata[place >> TARN_RECORDS_PER_CHUNK_BITS];

  return (TarnRecord *) (gpointer) (chunk
                                    + (place & (TARN_RECORDS_PER_CHUNK - 1)) * store->record_size);
}

/* @store is empty, and of the same records. */
void tarn_record_store_copy (TarnRecordStore *store, const TarnRecordStore *from);

/* TARN_NO_RUN if there is none. */
guint32 tarn_record_store_lookup (const TarnRecordStore *store, const TarnIdentifier *id);

/* The same, with a place to look at first. */
static inline guint32
tarn_record_store_lookup_near (const TarnRecordStore *store, const TarnIdentifier *id,
                               guint32 place)
{
  if (place < store->n_places && tarn_record_store_get (store, place)->sequence != 0
      && tarn_identifier_equal (&tarn_record_store_get (store, place)->id, id))
    return place;

  return tarn_record_store_lookup (store, id);
}

/* A new record, newest of all and of its subject, of which only the TarnRecord is filled in. */
guint32 tarn_record_store_add (TarnRecordStore *store, const TarnIdentifier *id,
                               TarnRecordChain *subject);

/* Makes a record that is in no chain yet the newest of all and of its subject. */
void tarn_record_store_link_newest (TarnRecordStore *store, guint32 place,
                                    TarnRecordChain *subject);

/* The oldest record of the subject, which has one, is forgotten. */
void tarn_record_store_remove_oldest (TarnRecordStore *store, TarnRecordChain *subject);

/* --- Saving and restoring ----------------------------------------------------------------------- */

/*
 * Begins with the number of places, which are there, but empty, when it is read. Places are saved as
 * they are, since page tokens name them.
 */
guint32 tarn_record_store_code (TarnRecordStore *store, TarnCodec *codec);

/* What the store knows of a place; FALSE if no record is there. */
gboolean tarn_record_store_code_place (TarnRecordStore *store, TarnCodec *codec, guint32 place);

/* The chain of the record's subject, or NULL. */
typedef TarnRecordChain *(*TarnRecordChainFunc) (gpointer data, guint32 place);

/* All places were read: the chains and the index are made. */
void tarn_record_store_link (TarnRecordStore *store, TarnCodec *codec,
                             TarnRecordChainFunc get_chain, gpointer data);
