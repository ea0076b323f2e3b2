/* SPDX-License-Identifier: MIT */
/* The record of a refresh run and its active part, as the room keeps them. */
#pragma once

#include "glue/refresh-machine.h"
#include "glue/refresh-plan.h"
#include "runs/run.h"
#include "runs/start-options.h"

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
  TARN_REFRESH_MODE_FAILURE, /* the start asked for an incremental refresh, and there can be none */
  TARN_REFRESH_WORKER_FAILURE,
  TARN_REFRESH_PUBLICATION_FAILURE,
  TARN_REFRESH_SOURCE_FAILURE, /* a source was deleted before the run got its slot */
  TARN_REFRESH_N_FAILURES,
} TarnRefreshFailure;

/*
 * The start of a run can ask how to choose between a full and an incremental refresh, and for a class of slots.
 */
typedef struct
{
  TarnRefreshMode mode;
  gint threshold_percent; /* of the service's choice; TARN_NO_THRESHOLD for that of the option */
  guint slot_class;
} TarnRefreshWish;

typedef struct
{
  TarnActiveRun run;
  guint32 next_waiting;
  guint32 previous_waiting;
  TarnRefreshWish wish;
  gboolean has_slot;
  TarnRefreshFailure failure; /* the failure with which the run will end */
  gint64 slot_us;
  gint64 stop_us;      /* when a stop was accepted */
  gint64 end_after_us; /* in RUNNING */
  guint64 n_changes;
  guint64 changed_bytes;
  TarnCostPlan plan; /* the last member: its phases are not cleared for a new run */
} TarnActiveRefresh;
