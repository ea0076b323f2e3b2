/* SPDX-License-Identifier: MIT */
#include "glue/refresh-emission.h"

#include "admission/change.h"

void
tarn_refresh_describe_view (const TarnGlue *glue, const TarnTableEntry *table,
                            TarnRefreshChange *part)
{
  TarnPending pending = tarn_table_entry_get_pending (table, glue->catalog.tables);

  part->table = table->name;
  part->pending_commits = pending.commits;
  part->pending_bytes = pending.bytes;
}

void
tarn_refresh_emit_invocation_failure (TarnGlue *glue, const TarnTableEntry *table,
                                      const char *message)
{
  TarnChange *change
      = tarn_runs_emit_without_run (&glue->room.runs,
                                    tarn_glue_events[TARN_GLUE_EVENT_INVOCATION_FAILURE], message);

  if (change != NULL)
    tarn_refresh_describe_view (glue, table, tarn_change_get_part (change));
}
