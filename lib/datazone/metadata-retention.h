/* SPDX-License-Identifier: MIT */
/* For how long, and how many, ended runs are kept. */
#pragma once

#include "datazone/datazone.h"

/* Whether a run has ended too long ago to be told of. */
gboolean tarn_metadata_has_expired (const TarnDataZone *datazone,
                                    const TarnGenerationRecord *record);

/* A run of the asset has ended: those beyond what is kept are forgotten, oldest first. */
void tarn_metadata_forget_old_runs (TarnDataZone *datazone, TarnAssetEntry *asset);
