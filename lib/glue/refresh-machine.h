/* SPDX-License-Identifier: MIT */
/*
 * The state machine of a refresh run. It is only a table of the legal edges.
 *
 * The service shows five statuses. Three more states are behind them. A run with the status STARTING either
 * waits for a slot or starts up. A run that is being stopped keeps its earlier status, STARTING or RUNNING.
 */
#pragma once

#include <tarn/tarn-refresh-change.h>

#include "admission/service.h"

typedef enum
{
  TARN_REFRESH_NONE, /* before there is a run */
  TARN_REFRESH_WAITING,
  TARN_REFRESH_STARTING,
  TARN_REFRESH_RUNNING,
  TARN_REFRESH_STOPPING_EARLY, /* a stop came before RUNNING */
  TARN_REFRESH_STOPPING,
  TARN_REFRESH_SUCCEEDED,
  TARN_REFRESH_FAILED,
  TARN_REFRESH_STOPPED,
  TARN_REFRESH_N_STATES,
} TarnRefreshState;

enum
{
  TARN_REFRESH_N_CAUSES = TARN_REFRESH_CAUSE_STOP_DONE + 1,
};

G_STATIC_ASSERT ((guint) TARN_REFRESH_N_CAUSES <= TARN_CAUSES_MAX);

extern const guint8 tarn_refresh_edges[TARN_REFRESH_N_STATES][TARN_REFRESH_N_CAUSES];
extern const char *const tarn_refresh_state_names[TARN_REFRESH_N_STATES];
extern const char *const tarn_refresh_cause_names[TARN_REFRESH_N_CAUSES];

/* Returns the status that the service shows; 0 for TARN_REFRESH_NONE. */
TarnRefreshStatus tarn_refresh_state_get_status (TarnRefreshState state);

/* Returns the status as a text; NULL for TARN_REFRESH_NONE. */
const char *tarn_refresh_state_get_status_text (guint8 state);
