/* SPDX-License-Identifier: MIT */
#include "glue/refresh-store.h"

#include <string.h>

void
tarn_refresh_store_init (TarnRefreshStore *store)
{
  tarn_record_store_init (&store->records, sizeof (TarnRunRecord));
  store->active = g_array_new (FALSE, TRUE, sizeof (TarnActiveRun));
  store->free_active = TARN_NO_RUN;
}

void
tarn_refresh_store_clear (TarnRefreshStore *store)
{
  tarn_record_store_clear (&store->records);
  g_clear_pointer (&store->active, g_array_unref);
}

/* The generation goes on, so that an event for the run before is known as stale. */
guint32
tarn_refresh_store_take_active (TarnRefreshStore *store, guint32 run)
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
                        TarnRecordChain *view_runs)
{
  guint32 run = tarn_record_store_add (&store->records, id, view_runs);
  TarnRunRecord *record = tarn_refresh_store_get (store, run);

  *record = (TarnRunRecord){
    .record = record->record,
    .view = view,
    .active = tarn_refresh_store_take_active (store, run),
    .phase = TARN_REFRESH_NONE,
  };

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
