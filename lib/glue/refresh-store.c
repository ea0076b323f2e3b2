/* SPDX-License-Identifier: MIT */
#include "glue/refresh-store.h"

#include <string.h>

void
tarn_refresh_store_init (TarnRefreshStore *store)
{
  *store = (TarnRefreshStore){
    .chunks = g_ptr_array_new_with_free_func (g_free),
    .free_place = TARN_NO_RUN,
    .newest = TARN_NO_RUN,
    .next_sequence = 1,
    .active = g_array_new (FALSE, TRUE, sizeof (TarnActiveRun)),
    .free_active = TARN_NO_RUN,
  };
}

void
tarn_refresh_store_clear (TarnRefreshStore *store)
{
  g_clear_pointer (&store->chunks, g_ptr_array_unref);
  g_clear_pointer (&store->active, g_array_unref);
  tarn_identifier_index_clear (&store->index);
}

static const TarnIdentifier *
get_identifier (gconstpointer store, guint32 run)
{
  return &tarn_refresh_store_get (store, run)->id;
}

guint32
tarn_refresh_store_lookup (const TarnRefreshStore *store, const TarnIdentifier *id)
{
  return tarn_identifier_index_lookup (&store->index, id, get_identifier, store);
}

/* --- Places ----------------------------------------------------------------------------------- */

static guint32
take_place (TarnRefreshStore *store)
{
  guint32 run = store->free_place;

  if (run != TARN_NO_RUN)
    {
      store->free_place = tarn_refresh_store_get (store, run)->older;
      return run;
    }

  g_assert (store->n_places < TARN_NO_RUN);
  if (store->n_places % TARN_RUNS_PER_CHUNK == 0)
    g_ptr_array_add (store->chunks, g_new (TarnRunRecord, TARN_RUNS_PER_CHUNK));

  return store->n_places++;
}

/* The generation goes on, so that an event for the run before is known as stale. */
static guint32
take_active (TarnRefreshStore *store, guint32 run)
{
  guint32 active = store->free_active;

  if (active == TARN_NO_RUN)
    {
      active = store->active->len;
      g_array_set_size (store->active, active + 1);
    }

  TarnActiveRun *taken = tarn_refresh_store_get_active (store, active);
  if (active == store->free_active)
    store->free_active = taken->next_waiting;

  guint32 generation = taken->generation + 1;
  memset (taken, 0, G_STRUCT_OFFSET (TarnActiveRun, plan));
  tarn_cost_plan_init (&taken->plan);
  taken->run = run;
  taken->generation = generation;
  taken->next_waiting = taken->previous_waiting = TARN_NO_RUN;

  return active;
}

guint32
tarn_refresh_store_add (TarnRefreshStore *store, const TarnIdentifier *id, guint32 view,
                        guint32 view_newest)
{
  guint32 run = take_place (store);
  TarnRunRecord *record = tarn_refresh_store_get (store, run);

  *record = (TarnRunRecord){
    .id = *id,
    .sequence = store->next_sequence++,
    .view = view,
    .active = take_active (store, run),
    .newer = TARN_NO_RUN,
    .older = store->newest,
    .view_newer = TARN_NO_RUN,
    .view_older = view_newest,
    .phase = TARN_REFRESH_NONE,
  };

  if (store->newest != TARN_NO_RUN)
    tarn_refresh_store_get (store, store->newest)->newer = run;
  store->newest = run;
  if (view_newest != TARN_NO_RUN)
    tarn_refresh_store_get (store, view_newest)->view_newer = run;

  tarn_identifier_index_insert (&store->index, run, get_identifier, store);
  return run;
}

void
tarn_refresh_store_release_active (TarnRefreshStore *store, guint32 run)
{
  TarnRunRecord *record = tarn_refresh_store_get (store, run);
  TarnActiveRun *active = tarn_refresh_store_get_active (store, record->active);

  active->generation++;
  active->next_waiting = store->free_active;
  store->free_active = record->active;
  record->active = TARN_NO_RUN;
}

void
tarn_refresh_store_remove (TarnRefreshStore *store, guint32 run)
{
  TarnRunRecord *record = tarn_refresh_store_get (store, run);

  g_assert (record->active == TARN_NO_RUN && record->view_older == TARN_NO_RUN);
  tarn_identifier_index_remove (&store->index, run, get_identifier, store);

  if (record->newer != TARN_NO_RUN)
    tarn_refresh_store_get (store, record->newer)->older = record->older;
  else
    store->newest = record->older;
  if (record->older != TARN_NO_RUN)
    tarn_refresh_store_get (store, record->older)->newer = record->newer;
  if (record->view_newer != TARN_NO_RUN)
    tarn_refresh_store_get (store, record->view_newer)->view_older = TARN_NO_RUN;

  /* A page token that remembers this place must not take a later run for it. */
  record->sequence = 0;
  record->older = store->free_place;
  store->free_place = run;
}
