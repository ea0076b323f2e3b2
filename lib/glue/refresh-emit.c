/* SPDX-License-Identifier: MIT */
#include "glue/refresh-emit.h"

#include "glue/refresh-tell.h"

/* Which of the documented events, if any, tells of an edge. A stop is told by none. */
static const char *
find_event (TarnRefreshCause cause)
{
  switch (cause)
    {
    case TARN_REFRESH_BEGIN:
      return tarn_glue_events[TARN_GLUE_EVENT_STARTED];
    case TARN_REFRESH_SUCCEED:
      return tarn_glue_events[TARN_GLUE_EVENT_SUCCEEDED];
    case TARN_REFRESH_FAIL:
      return tarn_glue_events[TARN_GLUE_EVENT_FAILED];
    default:
      return NULL;
    }
}

static void
describe_table (const TarnGlue *glue, const TarnTableEntry *table, TarnChange *ret_change)
{
  TarnPending pending = tarn_table_entry_get_pending (table, glue->catalog.tables);

  *ret_change = (TarnChange){
    .time_us = glue->clock->now_us,
    .service = &tarn_glue_service,
    .table = table->name,
    .pending_commits = pending.commits,
    .pending_bytes = pending.bytes,
  };
}

static void
describe_run (const TarnGlue *glue, guint32 run, TarnChange *change)
{
  const TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, run);
  const TarnActiveRun *active = tarn_refresh_store_get_active (&glue->runs, record->active);

  change->run_id_high = record->record.id.high;
  change->run_id_low = record->record.id.low;
  change->creation_time_us = record->creation_us;
  change->slot_time_us = change->snapshot_time_us = active->slot_us;
  change->refresh_type = tarn_refresh_type_to_string (record->type);
  tarn_refresh_get_use (glue, run, &change->dpu_milliseconds, &change->processed_bytes);
  change->billed_dpu_milliseconds
      = tarn_billing_get_dpu_milliseconds (&glue->billing, change->dpu_milliseconds);
  change->error_message = tarn_refresh_get_error_message (glue, record);
}

void
tarn_refresh_emit_edge (TarnGlue *glue, guint32 run, TarnRefreshPhase from, TarnRefreshCause cause)
{
  TarnChange *change = tarn_admission_emit (&glue->admission);

  if (change == NULL)
    return;

  const TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, run);
  describe_table (glue, tarn_catalog_get_table (&glue->catalog, record->view), change);
  describe_run (glue, run, change);
  change->detail_type = find_event (cause);
  change->from = tarn_refresh_status_to_string (tarn_refresh_phase_get_status (from));
  change->to = tarn_refresh_status_to_string (tarn_refresh_phase_get_status (record->phase));
  change->cause = tarn_refresh_cause_names[cause];
}

void
tarn_refresh_emit_invocation_failure (TarnGlue *glue, const TarnTableEntry *table,
                                      const char *message)
{
  TarnChange *change = tarn_admission_emit (&glue->admission);

  if (change == NULL)
    return;

  describe_table (glue, table, change);
  change->detail_type = tarn_glue_events[TARN_GLUE_EVENT_INVOCATION_FAILURE];
  change->cause = "invocation-failure";
  change->error_message = message;
}
