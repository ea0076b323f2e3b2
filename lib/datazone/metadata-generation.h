/* SPDX-License-Identifier: MIT */
/*
 * The course of a metadata generation run: the run is created and begins, and its types end one by one, or a
 * user cancels the run. Every step is an edge of the state machine, and every edge emits a change.
 */
#pragma once

#include "datazone/metadata-request.h"

extern const TarnRunClass tarn_generation_class;

/* Returns FALSE with the exception if no run can be started for the request. */
gboolean tarn_metadata_generation_check (TarnDataZone *datazone,
                                         const TarnGenerationRequest *request, GError **error);

/* Starts a run. The request must be checked before. */
guint32 tarn_metadata_generation_start (TarnDataZone *datazone,
                                        const TarnGenerationRequest *request);

/* Starts a run for names of a new asset, if the asset or its project wants names and a run can start. */
void tarn_metadata_generation_name_asset (TarnDataZone *datazone, TarnAssetEntry *asset,
                                          gboolean is_wanted);

/* Returns FALSE with ValidationException if the run has ended. */
gboolean tarn_metadata_generation_cancel (TarnDataZone *datazone, guint32 run, GError **error);

/* Emits the change for a new asset whose names should be generated, when no run could be started. */
void tarn_metadata_emit_invocation_failure (TarnDataZone *datazone, const TarnAssetEntry *asset,
                                            const char *message);
