/* SPDX-License-Identifier: MIT */
#include "glue/table-version.h"

#include "glue/commit-change.h"

static void
describe (const TarnGlue *glue, const TarnTableEntry *table, TarnCommitOperation operation,
          guint64 changed_bytes, guint32 run, TarnChange *change)
{
  *change = (TarnChange){
    .time_us = tarn_glue_get_now (glue),
    .service = glue->room.admission.service,
    .kind = TARN_CHANGE_KIND_COMMIT,
  };
  if (run != TARN_NO_RUN)
    {
      const TarnRun *record = &tarn_glue_get_record (glue, run)->run;

      change->run_id = record->id;
      change->creation_us = record->creation_us;
      change->tag = tarn_run_store_get_tag (&glue->room.runs.store, run);
    }

  *(TarnCommitChange *) tarn_change_get_part (change) = (TarnCommitChange){
    .table = table->name,
    .version_id = table->current.version_id,
    .changed_bytes = changed_bytes,
    .size_bytes = table->size_bytes,
    .n_commits = table->current.n_commits,
    .operation = (guint8) operation,
    .is_publication = run != TARN_NO_RUN,
  };
}

void
tarn_glue_add_version (TarnGlue *glue, TarnTableEntry *table, TarnCommitOperation operation,
                       guint64 changed_bytes, guint32 run)
{
  tarn_table_entry_add_version (table, glue->catalog.tables,
                                tarn_table_entry_draw_version_id (table, &glue->room.core->random),
                                changed_bytes, operation, tarn_glue_get_now (glue));

  TarnChange *change = tarn_admission_emit_commit (&glue->room.admission);
  if (G_UNLIKELY (change != NULL))
    describe (glue, table, operation, operation != TARN_COMMIT_REPLACE ? changed_bytes : 0, run,
              change);
}
