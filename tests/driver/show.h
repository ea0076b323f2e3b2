/* SPDX-License-Identifier: MIT */
/* Writes into the log what the library returned, and checks what must hold for it in any world. */
#pragma once

#include "driver/world.h"

void show_refresh_run (World *world, TarnRefreshRun *run);
void show_metadata_run (World *world, TarnMetadataRun *run);
void show_table (World *world, const TarnTable *table);
void show_measures (World *world, const TarnMeasures *measures);
void show_estimate (World *world, const TarnRefreshEstimate *estimate);
void show_asset (World *world, const TarnAsset *asset);
void show_change (World *world, const TarnChange *change);
void show_strv (World *world, const char *what, char **list);
/* The same as a text, without the check against what was seen before. */
char *show_dup_refresh_run (TarnRefreshRun *run);
char *show_dup_metadata_run (TarnMetadataRun *run);
