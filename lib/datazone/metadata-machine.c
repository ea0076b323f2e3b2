/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-machine.h"

/* The table is what the reader reads. */
/* clang-format off */

/* From a phase, by a cause, to a phase. Nothing leads back to NONE, so that says "no such edge". */
const guint8 tarn_metadata_edges[TARN_METADATA_N_PHASES][TARN_METADATA_N_CAUSES] = {
  [TARN_METADATA_NONE]        = { [TARN_METADATA_CREATE]    = TARN_METADATA_SUBMITTED },
  [TARN_METADATA_SUBMITTED]   = { [TARN_METADATA_BEGIN]     = TARN_METADATA_IN_PROGRESS,
                                  [TARN_METADATA_CANCEL]    = TARN_METADATA_CANCELED },
  [TARN_METADATA_IN_PROGRESS] = { [TARN_METADATA_TYPE_DONE] = TARN_METADATA_IN_PROGRESS,
                                  [TARN_METADATA_SUCCEED]   = TARN_METADATA_SUCCEEDED,
                                  [TARN_METADATA_FAIL]      = TARN_METADATA_FAILED,
                                  [TARN_METADATA_SUCCEED_PARTIALLY]
                                                            = TARN_METADATA_PARTIALLY_SUCCEEDED,
                                  [TARN_METADATA_CANCEL]    = TARN_METADATA_CANCELED },
};

const char *const tarn_metadata_phase_names[TARN_METADATA_N_PHASES] = {
  [TARN_METADATA_NONE]                = "none",
  [TARN_METADATA_SUBMITTED]           = "submitted",
  [TARN_METADATA_IN_PROGRESS]         = "in-progress",
  [TARN_METADATA_CANCELED]            = "canceled",
  [TARN_METADATA_SUCCEEDED]           = "succeeded",
  [TARN_METADATA_FAILED]              = "failed",
  [TARN_METADATA_PARTIALLY_SUCCEEDED] = "partially-succeeded",
};

const char *const tarn_metadata_cause_names[TARN_METADATA_N_CAUSES] = {
  [TARN_METADATA_CREATE]            = "create",
  [TARN_METADATA_BEGIN]             = "begin",
  [TARN_METADATA_TYPE_DONE]         = "type-done",
  [TARN_METADATA_SUCCEED]           = "succeed",
  [TARN_METADATA_FAIL]              = "fail",
  [TARN_METADATA_SUCCEED_PARTIALLY] = "succeed-partially",
  [TARN_METADATA_CANCEL]            = "cancel",
};

static const TarnMetadataStatus statuses[TARN_METADATA_N_PHASES] = {
  [TARN_METADATA_SUBMITTED]           = TARN_METADATA_STATUS_SUBMITTED,
  [TARN_METADATA_IN_PROGRESS]         = TARN_METADATA_STATUS_IN_PROGRESS,
  [TARN_METADATA_CANCELED]            = TARN_METADATA_STATUS_CANCELED,
  [TARN_METADATA_SUCCEEDED]           = TARN_METADATA_STATUS_SUCCEEDED,
  [TARN_METADATA_FAILED]              = TARN_METADATA_STATUS_FAILED,
  [TARN_METADATA_PARTIALLY_SUCCEEDED] = TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED,
};

/* clang-format on */

gboolean
tarn_metadata_machine_find_edge (TarnMetadataPhase from, TarnMetadataCause cause,
                                 TarnMetadataPhase *ret_to)
{
  TarnMetadataPhase to = tarn_metadata_edges[from][cause];

  if (to == TARN_METADATA_NONE)
    return FALSE;

  *ret_to = to;
  return TRUE;
}

TarnMetadataStatus
tarn_metadata_phase_get_status (TarnMetadataPhase phase)
{
  return statuses[phase];
}
