/* SPDX-License-Identifier: MIT */
#include "kernel/record-store.h"

#include <string.h>

void
tarn_record_store_init (TarnRecordStore *store, gsize record_size)
{
  *store = (TarnRecordStore){
    .record_size = record_size,
    .chunks = g_ptr_array_new_with_free_func (g_free),
    .free_place = TARN_NO_RUN,
    .newest = TARN_NO_RUN,
    .next_sequence = 1,
  };
}

void
tarn_record_store_clear (TarnRecordStore *store)
{
  g_clear_pointer (&store->chunks, g_ptr_array_unref);
  tarn_identifier_index_clear (&store->index);
}

void
tarn_record_store_copy (TarnRecordStore *store, const TarnRecordStore *from)
{
  GPtrArray *chunks = store->chunks;

  *store = *from;
  store->chunks = chunks;
  for (guint32 place = 0; place < from->n_places; place += TARN_RECORDS_PER_CHUNK)
    {
      gpointer chunk = g_malloc_n (TARN_RECORDS_PER_CHUNK, from->record_size);
      guint32 n_used = MIN (from->n_places - place, (guint32) TARN_RECORDS_PER_CHUNK);

      memcpy (chunk, tarn_record_store_get (from, place), n_used * from->record_size);
      g_ptr_array_add (chunks, chunk);
    }
  tarn_identifier_index_copy (&store->index, &from->index);
}

static const TarnIdentifier *
get_identifier (gconstpointer store, guint32 place)
{
  return &tarn_record_store_get (store, place)->id;
}

guint32
tarn_record_store_lookup (const TarnRecordStore *store, const TarnIdentifier *id)
{
  return tarn_identifier_index_lookup (&store->index, id, get_identifier, store);
}

static guint32
take_place (TarnRecordStore *store)
{
  guint32 place = store->free_place;

  if (place != TARN_NO_RUN)
    {
      store->free_place = tarn_record_store_get (store, place)->older;
      return place;
    }

  g_assert (store->n_places < TARN_NO_RUN);
  if (store->n_places % TARN_RECORDS_PER_CHUNK == 0)
    g_ptr_array_add (store->chunks, g_malloc_n (TARN_RECORDS_PER_CHUNK, store->record_size));

  return store->n_places++;
}

void
tarn_record_store_link_newest (TarnRecordStore *store, guint32 place, TarnRecordChain *subject)
{
  TarnRecord *record = tarn_record_store_get (store, place);

  record->older = store->newest;
  record->subject_older = subject->newest;
  if (store->newest != TARN_NO_RUN)
    tarn_record_store_get (store, store->newest)->newer = place;
  store->newest = place;
  if (subject->newest != TARN_NO_RUN)
    tarn_record_store_get (store, subject->newest)->subject_newer = place;
  else
    subject->oldest = place;
  subject->newest = place;

  tarn_identifier_index_insert (&store->index, place, get_identifier, store);
}

guint32
tarn_record_store_add (TarnRecordStore *store, const TarnIdentifier *id, TarnRecordChain *subject)
{
  guint32 place = take_place (store);

  *tarn_record_store_get (store, place) = (TarnRecord){
    .id = *id,
    .sequence = store->next_sequence++,
    .newer = TARN_NO_RUN,
    .subject_newer = TARN_NO_RUN,
  };
  tarn_record_store_link_newest (store, place, subject);

  return place;
}

static void
unlink_record (TarnRecordStore *store, const TarnRecord *record)
{
  if (record->newer != TARN_NO_RUN)
    tarn_record_store_get (store, record->newer)->older = record->older;
  else
    store->newest = record->older;
  if (record->older != TARN_NO_RUN)
    tarn_record_store_get (store, record->older)->newer = record->newer;
}

void
tarn_record_store_remove_oldest (TarnRecordStore *store, TarnRecordChain *subject)
{
  guint32 place = subject->oldest;
  TarnRecord *record = tarn_record_store_get (store, place);

  tarn_identifier_index_remove (&store->index, place, get_identifier, store);
  unlink_record (store, record);

  subject->oldest = record->subject_newer;
  if (subject->oldest == TARN_NO_RUN)
    subject->newest = TARN_NO_RUN;
  else
    tarn_record_store_get (store, subject->oldest)->subject_older = TARN_NO_RUN;

  /* A page token that remembers this place must not take a later run for it. */
  record->sequence = 0;
  record->older = store->free_place;
  store->free_place = place;
}
