/* SPDX-License-Identifier: MIT */
/* Reads how a run stands at the current virtual time, and makes the copies that callers receive. */
#pragma once

#include "glue/glue-state.h"
#include "glue/refresh-run.h"

/* Returns the DPU-milliseconds that the run has used, and the bytes that it has read, until now. */
void tarn_refresh_get_use (const TarnGlue *glue, const TarnRefreshRecord *record,
                           gint64 *out_dpu_milliseconds, gint64 *out_processed_bytes);

/* Returns NULL unless the run has failed. The text is static or interned, so it is never freed. */
const char *tarn_refresh_get_error_message (const TarnGlue *glue, const TarnRefreshRecord *record);

/* Returns a new copy of the run as it is now. */
TarnRefreshRun *tarn_refresh_copy (const TarnGlue *glue, guint32 run);

/* Updates an earlier copy of the same run in place. This engine must have made that copy. */
void tarn_refresh_update_copy (const TarnGlue *glue, guint32 run, TarnRefreshRun *copy);
