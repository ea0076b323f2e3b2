/* SPDX-License-Identifier: MIT */
/* Telling observers, with the event where the service documents one. */
#pragma once

#include "datazone/datazone.h"

void tarn_metadata_emit_edge (TarnDataZone *datazone, guint32 run, TarnMetadataPhase from,
                              TarnMetadataCause cause);

/* Names were to be generated for a new asset, and no run could be started. */
void tarn_metadata_emit_invocation_failure (TarnDataZone *datazone, const TarnAssetEntry *asset,
                                            const char *message);
