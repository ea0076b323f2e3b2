/* SPDX-License-Identifier: MIT */
/* The functions append the members of returned records to the text of a random fixture. */
#pragma once

#include "random-world-inside.h"

void random_log_refresh_run (RandomWorld *world, TarnRefreshRun *run);
void random_log_table (RandomWorld *world, const TarnTable *table);
void random_log_estimate (RandomWorld *world, const TarnRefreshEstimate *estimate);
void random_log_metadata_run (RandomWorld *world, TarnMetadataRun *run);
void random_log_asset (RandomWorld *world, const TarnAsset *asset);
