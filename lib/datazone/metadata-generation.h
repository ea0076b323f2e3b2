/* SPDX-License-Identifier: MIT */
/*
 * The life of a metadata generation run: created, begun, its types ended one by one, or canceled.
 * Every step is an edge of the machine, and every edge is emitted.
 */
#pragma once

#include "datazone/datazone-state.h"

extern const TarnRunClass tarn_generation_class;

typedef struct
{
  guint32 user; /* TARN_SYSTEM_USER if nobody started it */
  TarnAssetEntry *asset;
  guint32 revision;
  TarnMetadataTypes types;
  const char *client_token;   /* NULL for none */
  guint32 requested_revision; /* 0 for the newest */
  const TarnRunFault *fault;  /* what is to happen to the run, or NULL */
} TarnGenerationRequest;

/* FALSE, and the exception set, when metadata cannot be generated for what is asked for. */
gboolean tarn_metadata_generation_check (const TarnDataZone *datazone,
                                         const TarnGenerationRequest *request, GError **error);

/* Starts a run that was checked. */
guint32 tarn_metadata_generation_start (TarnDataZone *datazone,
                                        const TarnGenerationRequest *request);

/* A new asset gets names if it or its project wants them, and if they can be generated. */
void tarn_metadata_generation_name_asset (TarnDataZone *datazone, TarnAssetEntry *asset,
                                          gboolean is_wanted);

/* FALSE, and ValidationException, when the run has ended. */
gboolean tarn_metadata_generation_cancel (TarnDataZone *datazone, guint32 run, GError **error);

/* Names were to be generated for a new asset, and no run could be started. */
void tarn_metadata_emit_invocation_failure (TarnDataZone *datazone, const TarnAssetEntry *asset,
                                            const char *message);
