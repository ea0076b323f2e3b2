/* SPDX-License-Identifier: MIT */
/* Decides how a run goes: how long each of its types takes, and which of them fail. */
#pragma once

#include "datazone/metadata-request.h"

/* Returns whether a run that starts now ends before the end of time, or hangs. */
gboolean tarn_metadata_ends_in_time (TarnDataZone *datazone, const TarnGenerationRequest *request);

/* For each type of a run that begins, asks the cost model and takes a unit from the monthly quota. */
void tarn_metadata_plan_types (TarnDataZone *datazone, const TarnGenerationRecord *record);
