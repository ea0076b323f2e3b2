/* SPDX-License-Identifier: MIT */
/* How a run stands at this instant, and how its changes are told to observers. */
#pragma once

#include "glue/glue.h"

/* What the run has used and read by now. */
void tarn_refresh_get_use (const TarnGlue *glue, guint32 run, gint64 *ret_dpu_milliseconds,
                           gint64 *ret_processed_bytes);

/* NULL unless the run has failed. Static. */
const char *tarn_refresh_get_error_message (const TarnRunRecord *record);

/* The run has gone from @from over the edge of @cause. */
void tarn_refresh_emit_edge (TarnGlue *glue, guint32 run, TarnRefreshPhase from,
                             TarnRefreshCause cause);

/* An automatic refresh was due and could not be started. @message is static. */
void tarn_refresh_emit_invocation_failure (TarnGlue *glue, const TarnTableEntry *table,
                                           const char *message);
