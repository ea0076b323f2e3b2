/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-store.h"

void
tarn_metadata_store_init (TarnMetadataStore *store)
{
  tarn_record_store_init (&store->records, sizeof (TarnGenerationRecord));
  store->active = g_array_new (FALSE, TRUE, sizeof (TarnActiveGeneration));
  store->free_active = TARN_NO_RUN;
}

void
tarn_metadata_store_clear (TarnMetadataStore *store)
{
  tarn_record_store_clear (&store->records);
  g_clear_pointer (&store->active, g_array_unref);
}

void
tarn_metadata_store_copy (TarnMetadataStore *store, const TarnMetadataStore *from)
{
  tarn_record_store_copy (&store->records, &from->records);
  g_array_append_vals (store->active, from->active->data, from->active->len);
  store->free_active = from->free_active;
}

/* The generation goes on, so that an event for the run before is known as stale. */
guint32
tarn_metadata_store_take_active (TarnMetadataStore *store, guint32 run)
{
  guint32 active = store->free_active;

  if (active == TARN_NO_RUN)
    {
      active = store->active->len;
      g_array_set_size (store->active, active + 1);
    }
  else
    store->free_active = tarn_metadata_store_get_active (store, active)->next_free;

  TarnActiveGeneration *taken = tarn_metadata_store_get_active (store, active);
  *taken = (TarnActiveGeneration){
    .run = run,
    .generation = taken->generation + 1,
    .client_token = TARN_NO_CLIENT_TOKEN,
  };

  return active;
}

guint32
tarn_metadata_store_add (TarnMetadataStore *store, const TarnIdentifier *id, guint32 asset,
                         TarnRecordChain *asset_runs)
{
  guint32 run = tarn_record_store_add (&store->records, id, asset_runs);
  TarnGenerationRecord *record = tarn_metadata_store_get (store, run);

  *record = (TarnGenerationRecord){
    .record = record->record,
    .asset = asset,
    .active = tarn_metadata_store_take_active (store, run),
    .phase = TARN_METADATA_NONE,
  };

  return run;
}

void
tarn_metadata_store_release_active (TarnMetadataStore *store, guint32 run)
{
  TarnGenerationRecord *record = tarn_metadata_store_get (store, run);
  TarnActiveGeneration *active = tarn_metadata_store_get_active (store, record->active);

  active->generation++;
  active->next_free = store->free_active;
  store->free_active = record->active;
  record->active = TARN_NO_RUN;
}
