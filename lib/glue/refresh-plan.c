/* SPDX-License-Identifier: MIT */
#include "glue/refresh-plan.h"

#include "kernel/accessors.h"
#include "kernel/arith.h"
#include "kernel/fixed.h"

TARN_PLAIN_TYPE (TarnCostPlan, tarn_cost_plan)

TARN_CAPPED_SETTER (tarn_cost_plan_set_startup_us, TarnCostPlan, startup_us,
                    TARN_PLAN_DURATION_US_MAX)
TARN_CAPPED_SETTER (tarn_cost_plan_set_processed_bytes, TarnCostPlan, processed_bytes,
                    TARN_PLAN_BYTES_MAX)

void
tarn_cost_plan_use_built_in_model (TarnCostPlan *self)
{
  g_return_if_fail (self != NULL);

  self->is_built_in = TRUE;
}

void
tarn_cost_plan_set_failure_ppm (TarnCostPlan *self, guint failure_ppm)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (failure_ppm <= 1000000);

  self->failure_ppm = failure_ppm;
}

gboolean
tarn_cost_plan_takes_phase (const TarnCostPlan *plan, const TarnCostPhase *phase)
{
  guint64 use_dpu_us = 0;

  return plan->n_phases < TARN_COST_PLAN_PHASES_MAX && phase->duration_us >= 0
         && phase->duration_us <= TARN_PLAN_DURATION_US_MAX - plan->running_us && phase->dpu >= 0
         && g_uint64_checked_mul (&use_dpu_us, (guint64) phase->duration_us, (guint64) phase->dpu)
         && use_dpu_us <= TARN_PLAN_USE_DPU_US_MAX - plan->use_dpu_us
         && phase->work_dpu_us <= use_dpu_us;
}

void
tarn_cost_plan_add_phase (TarnCostPlan *self, gint64 duration_us, gint64 dpu, gint64 work_dpu_us)
{
  guint64 use_dpu_us = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (self->n_phases < TARN_COST_PLAN_PHASES_MAX);
  g_return_if_fail (duration_us >= 0
                    && duration_us <= TARN_PLAN_DURATION_US_MAX - self->running_us);
  g_return_if_fail (dpu >= 0);
  g_return_if_fail (g_uint64_checked_mul (&use_dpu_us, (guint64) duration_us, (guint64) dpu));
  g_return_if_fail (use_dpu_us <= TARN_PLAN_USE_DPU_US_MAX - self->use_dpu_us);
  g_return_if_fail (work_dpu_us >= 0 && (guint64) work_dpu_us <= use_dpu_us);

  self->phases[self->n_phases++] = (TarnCostPhase){ duration_us, dpu, (guint64) work_dpu_us };
  self->running_us += duration_us;
  self->use_dpu_us += use_dpu_us;
  self->work_dpu_us += (guint64) work_dpu_us;
}

/* Multiplies an amount by a factor, up to @max. */
typedef gint64 (*Multiply) (gint64 amount, gint64 factor, gint64 max);

static gint64
multiply_by_permille (gint64 amount, gint64 permille, gint64 max)
{
  return (gint64) tarn_scale_saturated ((guint64) amount, (guint64) permille, 1000, (guint64) max);
}

static gint64
multiply_by_exp (gint64 amount, gint64 log, gint64 max)
{
  return (gint64) tarn_fixed_scale_by_exp ((guint64) amount, log, (guint64) max);
}

static void
add_multiplied_phase (TarnCostPlan *plan, const TarnCostPhase *phase, Multiply multiply,
                      gint64 factor)
{
  gint64 max_us = TARN_PLAN_DURATION_US_MAX - plan->running_us;

  if (phase->dpu > 0)
    max_us = MIN (max_us, (gint64) (TARN_PLAN_USE_DPU_US_MAX - plan->use_dpu_us) / phase->dpu);

  gint64 duration_us = multiply (phase->duration_us, factor, max_us);
  gint64 work_dpu_us = multiply ((gint64) phase->work_dpu_us, factor, duration_us * phase->dpu);
  tarn_cost_plan_add_phase (plan, duration_us, phase->dpu, work_dpu_us);
}

static void
multiply_plan (TarnCostPlan *plan, Multiply multiply, gint64 factor)
{
  TarnCostPlan product;

  tarn_cost_plan_init (&product);
  product.startup_us = multiply (plan->startup_us, factor, TARN_PLAN_DURATION_US_MAX);
  product.processed_bytes = plan->processed_bytes;
  product.failure_ppm = plan->failure_ppm;
  for (guint i = 0; i < plan->n_phases; i++)
    add_multiplied_phase (&product, &plan->phases[i], multiply, factor);

  *plan = product;
}

void
tarn_cost_plan_slow (TarnCostPlan *plan, gint64 factor_permille)
{
  multiply_plan (plan, multiply_by_permille, factor_permille);
}

void
tarn_cost_plan_spread (TarnCostPlan *plan, gint64 log)
{
  if (log != 0)
    multiply_plan (plan, multiply_by_exp, log);
}

/* tarn_cost_plan_add_phase() checks the limits, so no product or sum here is above 2^62. */
gint64
tarn_cost_plan_get_dpu_milliseconds (const TarnCostPlan *plan, gint64 running_us)
{
  guint64 use_dpu_us = 0;

  if (running_us >= plan->running_us)
    return (gint64) (plan->use_dpu_us / 1000);

  for (guint i = 0; i < plan->n_phases && running_us > 0; i++)
    {
      gint64 duration_us = MIN (running_us, plan->phases[i].duration_us);

      use_dpu_us += (guint64) (duration_us * plan->phases[i].dpu);
      running_us -= duration_us;
    }

  return (gint64) (use_dpu_us / 1000);
}

gint64
tarn_cost_plan_get_processed_bytes (const TarnCostPlan *plan, gint64 running_us)
{
  guint64 done = 0;

  if (running_us >= plan->running_us)
    return plan->processed_bytes;
  if (plan->work_dpu_us == 0)
    return 0;

  for (guint i = 0; i < plan->n_phases && running_us > 0; i++)
    {
      const TarnCostPhase *phase = &plan->phases[i];
      gint64 duration_us = MIN (running_us, phase->duration_us);

      done += MIN ((guint64) (duration_us * phase->dpu), phase->work_dpu_us);
      running_us -= duration_us;
    }

  return (gint64) tarn_multiply_divide ((guint64) plan->processed_bytes, done, plan->work_dpu_us);
}

gint64
tarn_cost_plan_get_peak_dpu (const TarnCostPlan *plan)
{
  gint64 peak = 0;

  for (guint i = 0; i < plan->n_phases; i++)
    if (plan->phases[i].duration_us > 0)
      peak = MAX (peak, plan->phases[i].dpu);

  return peak;
}
