/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-machine.h"

/* The tables keep their own layout, because it is easier to read. */
/* clang-format off */

/* An edge leads from a state by a cause to a state. No edge leads to NONE, so NONE means "no such edge". */
const guint8 tarn_metadata_edges[TARN_METADATA_N_STATES][TARN_METADATA_N_CAUSES] = {
  [TARN_METADATA_NONE]        = { [TARN_METADATA_CAUSE_CREATE]    = TARN_METADATA_SUBMITTED },
  [TARN_METADATA_SUBMITTED]   = { [TARN_METADATA_CAUSE_BEGIN]     = TARN_METADATA_IN_PROGRESS,
                                  [TARN_METADATA_CAUSE_CANCEL]    = TARN_METADATA_CANCELED },
  [TARN_METADATA_IN_PROGRESS] = { [TARN_METADATA_CAUSE_TYPE_DONE] = TARN_METADATA_IN_PROGRESS,
                                  [TARN_METADATA_CAUSE_SUCCEED]   = TARN_METADATA_SUCCEEDED,
                                  [TARN_METADATA_CAUSE_FAIL]      = TARN_METADATA_FAILED,
                                  [TARN_METADATA_CAUSE_SUCCEED_PARTIALLY]
                                                            = TARN_METADATA_PARTIALLY_SUCCEEDED,
                                  [TARN_METADATA_CAUSE_CANCEL]    = TARN_METADATA_CANCELED },
};

const char *const tarn_metadata_state_names[TARN_METADATA_N_STATES] = {
  [TARN_METADATA_NONE]                = "none",
  [TARN_METADATA_SUBMITTED]           = "submitted",
  [TARN_METADATA_IN_PROGRESS]         = "in-progress",
  [TARN_METADATA_CANCELED]            = "canceled",
  [TARN_METADATA_SUCCEEDED]           = "succeeded",
  [TARN_METADATA_FAILED]              = "failed",
  [TARN_METADATA_PARTIALLY_SUCCEEDED] = "partially-succeeded",
};

const char *const tarn_metadata_cause_names[TARN_METADATA_N_CAUSES] = {
  [TARN_METADATA_CAUSE_NONE]              = "none",
  [TARN_METADATA_CAUSE_CREATE]            = "create",
  [TARN_METADATA_CAUSE_BEGIN]             = "begin",
  [TARN_METADATA_CAUSE_TYPE_DONE]         = "type-done",
  [TARN_METADATA_CAUSE_SUCCEED]           = "succeed",
  [TARN_METADATA_CAUSE_FAIL]              = "fail",
  [TARN_METADATA_CAUSE_SUCCEED_PARTIALLY] = "succeed-partially",
  [TARN_METADATA_CAUSE_CANCEL]            = "cancel",
};

static const TarnMetadataStatus statuses[TARN_METADATA_N_STATES] = {
  [TARN_METADATA_SUBMITTED]           = TARN_METADATA_STATUS_SUBMITTED,
  [TARN_METADATA_IN_PROGRESS]         = TARN_METADATA_STATUS_IN_PROGRESS,
  [TARN_METADATA_CANCELED]            = TARN_METADATA_STATUS_CANCELED,
  [TARN_METADATA_SUCCEEDED]           = TARN_METADATA_STATUS_SUCCEEDED,
  [TARN_METADATA_FAILED]              = TARN_METADATA_STATUS_FAILED,
  [TARN_METADATA_PARTIALLY_SUCCEEDED] = TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED,
};

/* clang-format on */

TarnMetadataStatus
tarn_metadata_state_get_status (TarnMetadataState state)
{
  return statuses[state];
}

const char *
tarn_metadata_state_get_status_text (guint8 state)
{
  return tarn_metadata_status_to_string (statuses[state]);
}
