/* SPDX-License-Identifier: MIT */
/* A refresh run as the room keeps it. */
#pragma once

#include "glue/refresh-machine.h"
#include "glue/refresh-plan.h"
#include "runs/run.h"

/* Its subject is the view, by the position of its table; its type a TarnRefreshType. */
typedef struct
{
  TarnRun run; /* with a TarnRefreshFailure */
  gint64 start_us;
  gint64 dpu_milliseconds; /* final; until then the plan tells it */
  gint64 processed_bytes;
} TarnRefreshRecord;

typedef enum
{
  TARN_REFRESH_NO_FAILURE,
  TARN_REFRESH_READ_FAILURE,
  TARN_REFRESH_PERMISSION_FAILURE,
  TARN_REFRESH_PLANNED_FAILURE, /* by the fault plan, with a message of its own */
} TarnRefreshFailure;

typedef struct
{
  TarnActiveRun run;
  guint32 next_waiting;
  guint32 previous_waiting;
  gboolean is_full_requested;
  gboolean has_slot;
  TarnRefreshFailure failure; /* what it will end with */
  gint64 slot_us;
  gint64 stop_us; /* when a stop was accepted */
  gint64 end_after_us;
  guint64 n_changes;
  guint64 changed_bytes;
  TarnCostPlan plan; /* the last: its phases are not cleared for a new run */
} TarnActiveRefresh;
