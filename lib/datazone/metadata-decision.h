/* SPDX-License-Identifier: MIT */
/* What a run will do: how long each of its types takes, and which of them fail on the way. */
#pragma once

#include "datazone/datazone-state.h"

/* Asks the cost model and takes from the quotas, for each type of a run that begins. */
void tarn_metadata_plan_types (TarnDataZone *datazone, const TarnGenerationRecord *record);
