/* SPDX-License-Identifier: MIT */
#include "runs/run-store.h"

#include <string.h>

void
tarn_run_store_init (TarnRunStore *store, gsize record_size, gsize active_size, gsize cleared_size)
{
  *store = (TarnRunStore){
    .record_size = record_size,
    .chunks = g_ptr_array_new_with_free_func (g_free),
    .free_place = TARN_NO_RUN,
    .newest = TARN_NO_RUN,
    .next_sequence = 1,
    .active_size = active_size,
    .cleared_size = cleared_size,
    .active = g_array_new (FALSE, TRUE, (guint) active_size),
    .free_active = TARN_NO_RUN,
  };
}

void
tarn_run_store_clear (TarnRunStore *store)
{
  g_clear_pointer (&store->chunks, g_ptr_array_unref);
  g_clear_pointer (&store->active, g_array_unref);
  tarn_identifier_index_clear (&store->index);
}

void
tarn_run_store_copy (TarnRunStore *store, const TarnRunStore *from)
{
  GPtrArray *chunks = store->chunks;
  GArray *active = store->active;

  *store = *from;
  store->chunks = chunks;
  store->active = active;
  for (guint32 place = 0; place < from->n_places; place += TARN_RUNS_PER_CHUNK)
    {
      gpointer chunk = g_malloc_n (TARN_RUNS_PER_CHUNK, from->record_size);
      guint32 n_used = MIN (from->n_places - place, (guint32) TARN_RUNS_PER_CHUNK);

      memcpy (chunk, tarn_run_store_get (from, place), n_used * from->record_size);
      g_ptr_array_add (chunks, chunk);
    }
  g_array_append_vals (active, from->active->data, from->active->len);
  tarn_identifier_index_copy (&store->index, &from->index);
}

static const TarnIdentifier *
get_identifier (gconstpointer store, guint32 place)
{
  return &tarn_run_store_get (store, place)->id;
}

guint32
tarn_run_store_lookup (const TarnRunStore *store, const TarnIdentifier *id)
{
  return tarn_identifier_index_lookup (&store->index, id, get_identifier, store);
}

static guint32
take_place (TarnRunStore *store)
{
  guint32 place = store->free_place;

  if (place != TARN_NO_RUN)
    {
      store->free_place = tarn_run_store_get (store, place)->older;
      return place;
    }

  g_assert (store->n_places < TARN_NO_RUN);
  if (store->n_places % TARN_RUNS_PER_CHUNK == 0)
    g_ptr_array_add (store->chunks, g_malloc_n (TARN_RUNS_PER_CHUNK, store->record_size));

  return store->n_places++;
}

void
tarn_run_store_link_newest (TarnRunStore *store, guint32 place, TarnRunHistory *history)
{
  TarnRun *record = tarn_run_store_get (store, place);

  record->older = store->newest;
  record->subject_older = history->newest;
  if (store->newest != TARN_NO_RUN)
    tarn_run_store_get (store, store->newest)->newer = place;
  store->newest = place;
  if (history->newest != TARN_NO_RUN)
    tarn_run_store_get (store, history->newest)->subject_newer = place;
  else
    history->oldest = place;
  history->newest = place;

  tarn_identifier_index_insert (&store->index, place, get_identifier, store);
}

/* The generation keeps counting, so that an event of the previous run is detected as stale. */
guint32
tarn_run_store_take_active (TarnRunStore *store, guint32 run)
{
  guint32 active = store->free_active;

  if (active == TARN_NO_RUN)
    {
      active = store->active->len;
      g_array_set_size (store->active, active + 1);
    }
  else
    store->free_active = tarn_run_store_get_active (store, active)->next_free;

  TarnActiveRun *taken = tarn_run_store_get_active (store, active);
  guint32 generation = taken->generation + 1;
  memset (taken, 0, store->cleared_size);
  taken->run = run;
  taken->generation = generation;
  return active;
}

void
tarn_run_store_release_active (TarnRunStore *store, guint32 run)
{
  TarnRun *record = tarn_run_store_get (store, run);
  TarnActiveRun *active = tarn_run_store_get_active (store, record->active);

  active->generation++;
  active->next_free = store->free_active;
  store->free_active = record->active;
  record->active = TARN_NO_RUN;
}

guint32
tarn_run_store_add (TarnRunStore *store, const TarnIdentifier *id, guint32 subject,
                    TarnRunHistory *history)
{
  guint32 run = take_place (store);
  TarnRun *record = tarn_run_store_get (store, run);

  memset (record, 0, store->record_size);
  record->id = *id;
  record->sequence = store->next_sequence++;
  record->newer = record->subject_newer = TARN_NO_RUN;
  record->subject = subject;
  record->active = tarn_run_store_take_active (store, run);
  tarn_run_store_link_newest (store, run, history);

  return run;
}

static void
unlink_record (TarnRunStore *store, const TarnRun *record)
{
  if (record->newer != TARN_NO_RUN)
    tarn_run_store_get (store, record->newer)->older = record->older;
  else
    store->newest = record->older;
  if (record->older != TARN_NO_RUN)
    tarn_run_store_get (store, record->older)->newer = record->newer;
}

void
tarn_run_store_remove_oldest (TarnRunStore *store, TarnRunHistory *history)
{
  guint32 place = history->oldest;
  TarnRun *record = tarn_run_store_get (store, place);

  tarn_identifier_index_remove (&store->index, place, get_identifier, store);
  unlink_record (store, record);

  history->oldest = record->subject_newer;
  if (history->oldest == TARN_NO_RUN)
    history->newest = TARN_NO_RUN;
  else
    tarn_run_store_get (store, history->oldest)->subject_older = TARN_NO_RUN;

  /* A page token may still name this place, and it must not match a later run there. */
  record->sequence = 0;
  record->older = store->free_place;
  store->free_place = place;
}
