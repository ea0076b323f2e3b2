/* SPDX-License-Identifier: MIT */
/* All that the records of answers tell, added to the text of a world. */
#pragma once

#include "random-world-inside.h"

void random_tell_refresh_run (RandomWorld *world, TarnRefreshRun *run);
void random_tell_table (RandomWorld *world, const TarnTable *table);
void random_tell_estimate (RandomWorld *world, const TarnRefreshEstimate *estimate);
void random_tell_metadata_run (RandomWorld *world, TarnMetadataRun *run);
void random_tell_asset (RandomWorld *world, const TarnAsset *asset);
