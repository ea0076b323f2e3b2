/* SPDX-License-Identifier: MIT */
/*
 * The state machine of a metadata generation run: a table of legal edges, and nothing else. Each type of the
 * run also follows this table by itself. Only a run, and not a type, can succeed partially.
 */
#pragma once

#include <tarn/tarn-metadata-change.h>

#include "admission/service.h"

typedef enum
{
  TARN_METADATA_NONE, /* before there is a run */
  TARN_METADATA_SUBMITTED,
  TARN_METADATA_IN_PROGRESS,
  TARN_METADATA_CANCELED,
  TARN_METADATA_SUCCEEDED,
  TARN_METADATA_FAILED,
  TARN_METADATA_PARTIALLY_SUCCEEDED,
  TARN_METADATA_N_STATES,
} TarnMetadataState;

enum
{
  TARN_METADATA_N_CAUSES = TARN_METADATA_CAUSE_CANCEL + 1,
};

G_STATIC_ASSERT ((guint) TARN_METADATA_N_CAUSES <= TARN_CAUSES_MAX);

extern const guint8 tarn_metadata_edges[TARN_METADATA_N_STATES][TARN_METADATA_N_CAUSES];
extern const char *const tarn_metadata_state_names[TARN_METADATA_N_STATES];
extern const char *const tarn_metadata_cause_names[TARN_METADATA_N_CAUSES];

/* Returns the status that the service shows; 0 for TARN_METADATA_NONE. */
TarnMetadataStatus tarn_metadata_state_get_status (TarnMetadataState state);

/* The same as a text; NULL for TARN_METADATA_NONE. */
const char *tarn_metadata_state_get_status_text (guint8 state);
