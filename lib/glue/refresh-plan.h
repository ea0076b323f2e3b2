/* SPDX-License-Identifier: MIT */
/*
 * The cost plan of one run: a start-up, then phases one after the other. While a run is RUNNING, its use and
 * its progress are computed from the plan and the current time. All numbers are integers.
 */
#pragma once

#include <tarn/tarn-cost-plan.h>

enum
{
  TARN_COST_PLAN_PHASES_MAX = 16,
};

typedef struct
{
  gint64 duration_us;
  gint64 dpu;
  guint64 work_dpu_us; /* done from the start of the phase, as fast as its DPU allow */
} TarnCostPhase;

/* The start-up may last over seventy thousand years, and so may all phases together. */
#define TARN_PLAN_DURATION_US_MAX (G_GINT64_CONSTANT (1) << 61)
#define TARN_PLAN_BYTES_MAX (G_GINT64_CONSTANT (1) << 60)
#define TARN_PLAN_USE_DPU_US_MAX (G_GUINT64_CONSTANT (1) << 62)
#define TARN_PLAN_NO_FAILURE G_MAXUINT

struct _TarnCostPlan
{
  gint64 startup_us;
  gint64 processed_bytes;
  gint64 running_us; /* of all phases together, as the next two members */
  guint64 use_dpu_us;
  guint64 work_dpu_us;
  guint n_phases;
  guint
      failure_ppm; /* after which part of RUNNING the run fails; TARN_PLAN_NO_FAILURE if it does not */
  gboolean is_built_in; /* the user's cost model leaves the plan to the built-in one */
  TarnCostPhase phases[TARN_COST_PLAN_PHASES_MAX];
};

/*
 * Makes the plan empty. The memory of the phases is not cleared, because n_phases says that there are none.
 */
static inline void
tarn_cost_plan_init (TarnCostPlan *plan)
{
  plan->startup_us = plan->processed_bytes = plan->running_us = 0;
  plan->use_dpu_us = plan->work_dpu_us = 0;
  plan->n_phases = 0;
  plan->failure_ppm = TARN_PLAN_NO_FAILURE;
  plan->is_built_in = FALSE;
}

/* Returns whether the plan can take this phase as its next phase within all limits. */
gboolean tarn_cost_plan_takes_phase (const TarnCostPlan *plan, const TarnCostPhase *phase);

/* Makes every part of the plan take @factor_permille thousandths of its time, within the limits of a plan. */
void tarn_cost_plan_slow (TarnCostPlan *plan, gint64 factor_permille);

/*
 * Multiplies the time of every part of the plan by exp (@log / 2^56), each rounded to the nearest microsecond,
 * within the limits of a plan. With 0, the plan stays as it is.
 */
void tarn_cost_plan_spread (TarnCostPlan *plan, gint64 log);

/* These two functions return the DPU-milliseconds used, and the bytes read, after @running_us in RUNNING. */
gint64 tarn_cost_plan_get_dpu_milliseconds (const TarnCostPlan *plan, gint64 running_us);
gint64 tarn_cost_plan_get_processed_bytes (const TarnCostPlan *plan, gint64 running_us);

/* Returns the largest number of DPU of a phase that takes time. */
gint64 tarn_cost_plan_get_peak_dpu (const TarnCostPlan *plan);
