/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-retention.h"

gboolean
tarn_metadata_has_expired (const TarnDataZone *datazone, const TarnGenerationRecord *record)
{
  gint64 age_us = tarn_datazone_get_option (datazone, TARN_DATAZONE_RETENTION_AGE_US);

  return age_us > 0 && record->active == TARN_NO_RUN
         && datazone->clock->now_us - record->end_us >= age_us;
}

void
tarn_metadata_forget_old_runs (TarnDataZone *datazone, TarnAssetEntry *asset)
{
  guint64 kept_max = (guint64) tarn_datazone_get_option (datazone, TARN_DATAZONE_RETENTION_RUNS);

  while (asset->n_ended > 0)
    {
      const TarnGenerationRecord *oldest
          = tarn_metadata_store_get (&datazone->runs, asset->runs.oldest);

      if (!tarn_metadata_has_expired (datazone, oldest)
          && (kept_max == 0 || asset->n_ended <= kept_max))
        return;

      asset->n_ended--;
      tarn_record_store_remove_oldest (&datazone->runs.records, &asset->runs);
    }
}
