/* SPDX-License-Identifier: MIT */
/* How the changes of a run are told to observers. */
#pragma once

#include "glue/glue.h"

/* The run has gone from @from over the edge of @cause. */
void tarn_refresh_emit_edge (TarnGlue *glue, guint32 run, TarnRefreshPhase from,
                             TarnRefreshCause cause);

/* An automatic refresh was due and could not be started. @message is static. */
void tarn_refresh_emit_invocation_failure (TarnGlue *glue, const TarnTableEntry *table,
                                           const char *message);
