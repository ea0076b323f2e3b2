/* SPDX-License-Identifier: MIT */
/* What users are told of a run. */
#pragma once

#include "datazone/datazone-state.h"
#include "datazone/metadata-run.h"

/* What each operation tells beside what all tell. */
typedef enum
{
  TARN_COPY_TARGET = 1 << 0,
  TARN_COPY_TYPE_STATS = 1 << 1,
} TarnCopyFlags;

/* What the run has used by now, of all its types. */
TarnModelUse tarn_metadata_get_use (const TarnDataZone *datazone,
                                    const TarnGenerationRecord *record);

/* Why the n-th type of the run failed; NULL if it has not. */
const char *tarn_metadata_get_failure_message (const TarnDataZone *datazone,
                                               const TarnGenerationRecord *record, guint type);

/* Only of those of its types that are in @types. */
TarnMetadataRun *tarn_metadata_copy (const TarnDataZone *datazone, guint32 run,
                                     TarnMetadataTypes types, TarnCopyFlags flags);
