/* SPDX-License-Identifier: MIT */
/* The request that starts a metadata generation run, whether a call or the system makes it. */
#pragma once

#include "datazone/datazone-state.h"

typedef struct
{
  guint32 user; /* TARN_SYSTEM_USER if the system starts the run */
  TarnAssetEntry *asset;
  guint32 revision;
  TarnMetadataTypes types;
  const char *client_token;    /* NULL for none */
  guint64 tag;                 /* 0 for none */
  guint32 requested_revision;  /* 0 if the call asked for the newest */
  const TarnRunFaults *faults; /* what the fault plan does to the run, or NULL */
} TarnGenerationRequest;
