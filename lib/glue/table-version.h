/* SPDX-License-Identifier: MIT */
/* Gives a table a new version, by a commit or by a refresh, and notifies the observers of it. */
#pragma once

#include <tarn/tarn-commit.h>

#include "glue/glue-state.h"

/*
 * Gives the table a new version now. The views that read it lack @changed_bytes in addition, unless @operation
 * changes no data. @run is the run that publishes the version, or TARN_NO_RUN.
 */
void tarn_glue_add_version (TarnGlue *glue, TarnTableEntry *table, TarnCommitOperation operation,
                            guint64 changed_bytes, guint32 run);
