/* SPDX-License-Identifier: MIT */
#include "glue/refresh-copy.h"

#include "glue/refresh-failure.h"

void
tarn_refresh_get_use (const TarnGlue *glue, const TarnRefreshRecord *record,
                      gint64 *out_dpu_milliseconds, gint64 *out_processed_bytes)
{
  if (record->run.end_us != 0 || record->start_us == 0)
    {
      *out_dpu_milliseconds = record->dpu_milliseconds;
      *out_processed_bytes = record->processed_bytes;
      return;
    }

  const TarnCostPlan *plan = &tarn_glue_get_active (glue, record)->plan;
  gint64 running_us = tarn_glue_get_now (glue) - record->start_us;

  *out_dpu_milliseconds = tarn_cost_plan_get_dpu_milliseconds (plan, running_us);
  *out_processed_bytes = tarn_cost_plan_get_processed_bytes (plan, running_us);
}

const char *
tarn_refresh_get_error_message (const TarnGlue *glue, const TarnRefreshRecord *record)
{
  if (record->run.state != TARN_REFRESH_FAILED)
    return NULL;

  if (record->run.failure == TARN_REFRESH_PLANNED_FAILURE)
    return tarn_runs_get_message (&glue->room.runs, &record->run, 0);

  return tarn_refresh_failure_get_message ((TarnRefreshFailure) record->run.failure);
}

static gint64
get_last_updated (const TarnRefreshRecord *record, const TarnActiveRefresh *active)
{
  if (active == NULL)
    return record->run.end_us;
  if (record->run.state == TARN_REFRESH_STOPPING
      || record->run.state == TARN_REFRESH_STOPPING_EARLY)
    return active->stop_us;

  return MAX (record->run.creation_us, record->start_us);
}

/* If the copy is of a run that has ended, only the billing can differ now, because options can change. */
void
tarn_refresh_update_copy (const TarnGlue *glue, guint32 run, TarnRefreshRun *copy)
{
  const TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  const TarnActiveRefresh *active
      = record->run.active != TARN_NO_RUN ? tarn_glue_get_active (glue, record) : NULL;

  copy->billing = glue->billing;
  if (copy->end_us != 0)
    return;

  copy->id = record->run.id;
  copy->place = run;
  copy->status = (guint8) tarn_refresh_state_get_status (record->run.state);
  copy->type = record->run.type;
  copy->creation_us = record->run.creation_us;
  copy->start_us = record->start_us;
  copy->end_us = record->run.end_us;
  copy->last_updated_us = get_last_updated (record, active);
  tarn_refresh_get_use (glue, record, &copy->dpu_milliseconds, &copy->processed_bytes);
  copy->error_message = tarn_refresh_get_error_message (glue, record);
}

TarnRefreshRun *
tarn_refresh_copy (const TarnGlue *glue, guint32 run)
{
  const TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  TarnRefreshRun *copy = g_new (TarnRefreshRun, 1);

  copy->ref_count = 1;
  copy->subject = tarn_refresh_subject_ref (tarn_glue_get_subject (glue, &record->run));
  copy->tag = tarn_run_store_get_tag (&glue->room.runs.store, run);
  copy->end_us = 0;
  copy->id_text[0] = '\0';
  tarn_refresh_update_copy (glue, run, copy);
  return copy;
}
