/* SPDX-License-Identifier: MIT */
/* The record of a refresh run and its active part, as the room keeps them. */
#pragma once

#include "glue/refresh-machine.h"
#include "glue/refresh-plan.h"
#include "runs/run.h"

/* In @run, the subject is the position of the view's table and the type is a TarnRefreshType. */
typedef struct
{
  TarnRun run; /* its failure is a TarnRefreshFailure */
  gint64 start_us;
  /* Set when the run ends. Before that, the two values are computed from the plan. */
  gint64 dpu_milliseconds;
  gint64 processed_bytes;
  TarnRunLinks database; /* in the chain of the runs of the database */
} TarnRefreshRecord;

typedef enum
{
  TARN_REFRESH_NO_FAILURE,
  TARN_REFRESH_READ_FAILURE,
  TARN_REFRESH_PERMISSION_FAILURE,
  TARN_REFRESH_PLANNED_FAILURE, /* by a rule of the fault plan, which has its own message */
} TarnRefreshFailure;

typedef struct
{
  TarnActiveRun run;
  guint32 next_waiting;
  guint32 previous_waiting;
  gboolean is_full_requested;
  gboolean has_slot;
  TarnRefreshFailure failure; /* the failure with which the run will end */
  gint64 slot_us;
  gint64 stop_us;      /* when a stop was accepted */
  gint64 end_after_us; /* in RUNNING */
  guint64 n_changes;
  guint64 changed_bytes;
  TarnCostPlan plan; /* the last member: its phases are not cleared for a new run */
} TarnActiveRefresh;
