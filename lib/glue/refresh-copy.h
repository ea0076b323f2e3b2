/* SPDX-License-Identifier: MIT */
/* How a run stands at this instant, and how that is told to callers. */
#pragma once

#include "glue/glue-state.h"
#include "glue/refresh-run.h"

/* What the run has used and read by now. */
void tarn_refresh_get_use (const TarnGlue *glue, const TarnRefreshRecord *record,
                           gint64 *out_dpu_milliseconds, gint64 *out_processed_bytes);

/* NULL unless the run has failed. Static. */
const char *tarn_refresh_get_error_message (const TarnGlue *glue, const TarnRefreshRecord *record);

/* Tells how a run is now. */
TarnRefreshRun *tarn_refresh_copy (const TarnGlue *glue, guint32 run);

/* The same in the memory of what was told of that run before, by this engine. */
void tarn_refresh_update_copy (const TarnGlue *glue, guint32 run, TarnRefreshRun *copy);
