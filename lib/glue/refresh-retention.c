/* SPDX-License-Identifier: MIT */
#include "glue/refresh-retention.h"

gboolean
tarn_refresh_has_expired (const TarnGlue *glue, const TarnRunRecord *record)
{
  gint64 age_us = tarn_glue_get_option (glue, TARN_GLUE_RETENTION_AGE_US);

  return age_us > 0 && record->active == TARN_NO_RUN
         && glue->clock->now_us - record->end_us >= age_us;
}

void
tarn_refresh_forget_old_runs (TarnGlue *glue, TarnView *view)
{
  guint64 kept_max = (guint64) tarn_glue_get_option (glue, TARN_GLUE_RETENTION_RUNS);

  while (view->n_ended > 0)
    {
      const TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, view->runs.oldest);

      if (!tarn_refresh_has_expired (glue, record) && (kept_max == 0 || view->n_ended <= kept_max))
        return;

      view->n_ended--;
      tarn_record_store_remove_oldest (&glue->runs.records, &view->runs);
    }
}
