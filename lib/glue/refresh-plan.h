/* SPDX-License-Identifier: MIT */
/*
 * The course of one run: start-up, then phases in a row. Everything that is told of a run on the
 * way is read off its plan at an instant; integers only.
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
  guint64 work_dpu_us; /* done before the phase's end, as fast as its DPU allow */
} TarnCostPhase;

/* Over a hundred thousand years; two of them still fit. */
#define TARN_PLAN_DURATION_US_MAX (G_GINT64_CONSTANT (1) << 62)
#define TARN_PLAN_BYTES_MAX (G_GINT64_CONSTANT (1) << 60)
#define TARN_PLAN_USE_DPU_US_MAX (G_GUINT64_CONSTANT (1) << 62)

struct _TarnCostPlan
{
  gint64 startup_us;
  gint64 processed_bytes;
  gint64 running_us; /* of all phases, as are the next two */
  guint64 use_dpu_us;
  guint64 work_dpu_us;
  guint n_phases;
  TarnCostPhase phases[TARN_COST_PLAN_PHASES_MAX];
};

/* The phases stay as they are: there are none of them yet. */
static inline void
tarn_cost_plan_init (TarnCostPlan *plan)
{
  plan->startup_us = plan->processed_bytes = plan->running_us = 0;
  plan->use_dpu_us = plan->work_dpu_us = 0;
  plan->n_phases = 0;
}

/* Whether the plan can have this phase as its next. */
gboolean tarn_cost_plan_takes_phase (const TarnCostPlan *plan, const TarnCostPhase *phase);

/* All of it takes so many thousandths of its time, within what a plan takes. */
void tarn_cost_plan_slow (TarnCostPlan *plan, gint64 factor_permille);

/* After @running_us in RUNNING: what was used, and what was read. */
gint64 tarn_cost_plan_get_dpu_milliseconds (const TarnCostPlan *plan, gint64 running_us);
gint64 tarn_cost_plan_get_processed_bytes (const TarnCostPlan *plan, gint64 running_us);

gint64 tarn_cost_plan_get_peak_dpu (const TarnCostPlan *plan);
