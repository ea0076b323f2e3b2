/* SPDX-License-Identifier: MIT */
/* Decides how a run goes: how long each of its types takes, and which of them fail. */
#pragma once

#include "datazone/datazone-state.h"

/* For each type of a run that begins, asks the cost model and takes a unit from the monthly quota. */
void tarn_metadata_plan_types (TarnDataZone *datazone, const TarnGenerationRecord *record);
