/* SPDX-License-Identifier: MIT */
#include "glue/refresh-machine.h"

/* clang-format is off so that the rows of the tables stay aligned for the reader. */
/* clang-format off */

/*
 * The row is a state, the column is a cause, and the value is the next state. No edge leads to
 * TARN_REFRESH_NONE, so this value means that there is no such edge.
 */
const guint8 tarn_refresh_edges[TARN_REFRESH_N_STATES][TARN_REFRESH_N_CAUSES] = {
  [TARN_REFRESH_NONE]           = { [TARN_REFRESH_CAUSE_CREATE]    = TARN_REFRESH_WAITING },
  [TARN_REFRESH_WAITING]        = { [TARN_REFRESH_CAUSE_TAKE_SLOT] = TARN_REFRESH_STARTING,
                                    [TARN_REFRESH_CAUSE_STOP]      = TARN_REFRESH_STOPPING_EARLY },
  [TARN_REFRESH_STARTING]       = { [TARN_REFRESH_CAUSE_BEGIN]     = TARN_REFRESH_RUNNING,
                                    [TARN_REFRESH_CAUSE_STOP]      = TARN_REFRESH_STOPPING_EARLY },
  [TARN_REFRESH_STOPPING_EARLY] = { [TARN_REFRESH_CAUSE_STOP_DONE] = TARN_REFRESH_STOPPED },
  [TARN_REFRESH_RUNNING]        = { [TARN_REFRESH_CAUSE_SUCCEED]   = TARN_REFRESH_SUCCEEDED,
                                    [TARN_REFRESH_CAUSE_FAIL]      = TARN_REFRESH_FAILED,
                                    [TARN_REFRESH_CAUSE_STOP]      = TARN_REFRESH_STOPPING },
  [TARN_REFRESH_STOPPING]       = { [TARN_REFRESH_CAUSE_STOP_DONE] = TARN_REFRESH_STOPPED },
};

const char *const tarn_refresh_state_names[TARN_REFRESH_N_STATES] = {
  [TARN_REFRESH_NONE]           = "none",
  [TARN_REFRESH_WAITING]        = "waiting",
  [TARN_REFRESH_STARTING]       = "starting",
  [TARN_REFRESH_RUNNING]        = "running",
  [TARN_REFRESH_STOPPING_EARLY] = "stopping-early",
  [TARN_REFRESH_STOPPING]       = "stopping",
  [TARN_REFRESH_SUCCEEDED]      = "succeeded",
  [TARN_REFRESH_FAILED]         = "failed",
  [TARN_REFRESH_STOPPED]        = "stopped",
};

const char *const tarn_refresh_cause_names[TARN_REFRESH_N_CAUSES] = {
  [TARN_REFRESH_CAUSE_NONE]      = "none",
  [TARN_REFRESH_CAUSE_CREATE]    = "create",
  [TARN_REFRESH_CAUSE_TAKE_SLOT] = "take-slot",
  [TARN_REFRESH_CAUSE_BEGIN]     = "begin",
  [TARN_REFRESH_CAUSE_SUCCEED]   = "succeed",
  [TARN_REFRESH_CAUSE_FAIL]      = "fail",
  [TARN_REFRESH_CAUSE_STOP]      = "stop",
  [TARN_REFRESH_CAUSE_STOP_DONE] = "stop-done",
};

static const TarnRefreshStatus statuses[TARN_REFRESH_N_STATES] = {
  [TARN_REFRESH_WAITING]        = TARN_REFRESH_STATUS_STARTING,
  [TARN_REFRESH_STARTING]       = TARN_REFRESH_STATUS_STARTING,
  [TARN_REFRESH_RUNNING]        = TARN_REFRESH_STATUS_RUNNING,
  [TARN_REFRESH_STOPPING_EARLY] = TARN_REFRESH_STATUS_STARTING,
  [TARN_REFRESH_STOPPING]       = TARN_REFRESH_STATUS_RUNNING,
  [TARN_REFRESH_SUCCEEDED]      = TARN_REFRESH_STATUS_SUCCEEDED,
  [TARN_REFRESH_FAILED]         = TARN_REFRESH_STATUS_FAILED,
  [TARN_REFRESH_STOPPED]        = TARN_REFRESH_STATUS_STOPPED,
};

/* clang-format on */

TarnRefreshStatus
tarn_refresh_state_get_status (TarnRefreshState state)
{
  return statuses[state];
}

const char *
tarn_refresh_state_get_status_text (guint8 state)
{
  return tarn_refresh_status_to_string (statuses[state]);
}
