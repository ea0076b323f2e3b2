/* SPDX-License-Identifier: MIT */
/*
 * The plans of the runs that are RUNNING say how many DPU work at each time. The phases of a plan change at
 * times for which the clock has no event, so the measures keep the steps that are still to come. A phase with
 * more DPU than TARN_MEASURED_DPU_MAX counts as one with so many.
 */
#pragma once

#include "glue/refresh-plan.h"
#include "kernel/time-integral.h"

#define TARN_MEASURED_DPU_MAX (G_GINT64_CONSTANT (1) << 32)

typedef struct
{
  gint64 time_us;
  gint64 difference;
} TarnDpuStep;

typedef struct
{
  TarnTimeIntegral total;
  GArray *steps; /* TarnDpuStep; the next one is the last */
} TarnDpuSteps;

void tarn_dpu_steps_init (TarnDpuSteps *self, gint64 now_us);
void tarn_dpu_steps_clear (TarnDpuSteps *self);
void tarn_dpu_steps_settle (TarnDpuSteps *self, gint64 now_us);

/* Adds, or takes away, what is after @now_us of a plan that began at @start_us. */
void tarn_dpu_steps_add (TarnDpuSteps *self, const TarnCostPlan *plan, gint64 start_us,
                         gint64 now_us);
void tarn_dpu_steps_remove (TarnDpuSteps *self, const TarnCostPlan *plan, gint64 start_us,
                            gint64 now_us);

/* Adds the DPU of one plan, until @now_us, to the integral of a view. */
void tarn_dpu_settle_plan (TarnTimeIntegral *integral, const TarnCostPlan *plan, gint64 start_us,
                           gint64 now_us);
