/* SPDX-License-Identifier: MIT */
/* The measures of assets watch a trial. They turn its events into the facts that TarnLabAssetMeasures sums up. */
#pragma once

#include "lab/measure/asset-measures.h"
#include "lab/trial/trial.h"

/* Lets them watch a trial that is at its start. Whoever makes a trial of a scenario with assets calls this. */
void tarn_lab_asset_watch_begin (TarnLabTrial *trial);

/* Returns the measures of the trial, or NULL if its scenario has no assets. */
TarnLabAssetMeasures *tarn_lab_asset_watch_get_measures (TarnLabTrial *trial);
