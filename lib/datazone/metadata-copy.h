/* SPDX-License-Identifier: MIT */
/* Makes the copies of metadata generation runs that the operations return to the user. */
#pragma once

#include "datazone/datazone-state.h"
#include "datazone/metadata-run.h"

/* The members that only some operations return. */
typedef enum
{
  TARN_COPY_TARGET = 1 << 0,
  TARN_COPY_TYPE_STATS = 1 << 1,
} TarnCopyFlags;

/* Returns how much all types of the run have used until now. */
TarnModelUse tarn_metadata_get_use (const TarnDataZone *datazone,
                                    const TarnGenerationRecord *record);

/* Returns why the n-th type of the run failed; NULL if it has not failed. */
const char *tarn_metadata_get_failure_message (const TarnDataZone *datazone,
                                               const TarnGenerationRecord *record, guint type);

/* The copy only has those types of the run that are in @types. */
TarnMetadataRun *tarn_metadata_copy (const TarnDataZone *datazone, guint32 run,
                                     TarnMetadataTypes types, TarnCopyFlags flags);
