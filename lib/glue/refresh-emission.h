/* SPDX-License-Identifier: MIT */
/* These functions tell observers about a view. */
#pragma once

#include "glue/glue-state.h"
#include "glue/refresh-change.h"

/* Fills in the part of a change that is about the view. */
void tarn_refresh_describe_view (const TarnGlue *glue, const TarnTableEntry *table,
                                 TarnRefreshChange *part);

/* Emits the change that an automatic refresh was due and could not start. @message must be static. */
void tarn_refresh_emit_invocation_failure (TarnGlue *glue, const TarnTableEntry *table,
                                           const char *message);
