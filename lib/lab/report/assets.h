/* SPDX-License-Identifier: MIT */
/* A report has a table and sentences about assets. */
#pragma once

#include <tarn-lab/tarn-lab.h>

#include "lab/report/blocks.h"
#include "lab/scenario/scenario.h"

/* Appends how many assets there are, as in `5,000 assets in 2 groups`. */
void tarn_lab_append_asset_count (GString *text, const TarnLabScenario *scenario);
/* Appends the limits of the service, and what is assumed of metadata runs. */
void tarn_lab_append_asset_assumptions (TarnLabBlocks *blocks, const TarnLabScenario *scenario);
/* Appends the tables of assets, and what their figures need. */
void tarn_lab_append_asset_tables (TarnLabBlocks *blocks, const TarnLabScenario *scenario,
                                   const TarnLabResult *result);
