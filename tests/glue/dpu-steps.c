/* SPDX-License-Identifier: MIT */
/*
 * Compares the steps of several plans, which overlap and are cut off, with the DPU in each microsecond. A plan
 * may have phases that take no time, and phases without DPU.
 */
#include "glue/dpu-steps.h"

#include "kernel/random.h"

enum
{
  N_PLANS = 4,
  N_PHASES = 4,
  END_US = 60,
};

typedef struct
{
  TarnCostPlan plan;
  gint64 start_us;
  gint64 cut_us; /* when the run ends */
} PlannedRun;

static guint
draw (const TarnRandom *random, guint32 world, guint32 *n_draws, guint bound)
{
  TarnDraw place = { world, (*n_draws)++, 1, 0 };

  return (guint) tarn_random_below (random, &place, bound);
}

static PlannedRun
draw_run (const TarnRandom *random, guint32 world, guint32 *n_draws)
{
  PlannedRun run;

  tarn_cost_plan_init (&run.plan);
  for (guint i = 0; i < N_PHASES; i++)
    tarn_cost_plan_add_phase (&run.plan, draw (random, world, n_draws, 6),
                              draw (random, world, n_draws, 4), 0);
  run.start_us = draw (random, world, n_draws, END_US / 2);
  run.cut_us = run.start_us + draw (random, world, n_draws, END_US / 2);
  return run;
}

/* Returns the DPU of the run in the microsecond that begins at @now_us. */
static guint64
get_dpu (const PlannedRun *run, gint64 now_us)
{
  gint64 phase_us = run->start_us;

  if (now_us >= run->cut_us)
    return 0;
  for (guint i = 0; i < N_PHASES; i++)
    {
      const TarnCostPhase *phase = &run->plan.phases[i];

      if (now_us >= phase_us && now_us < phase_us + phase->duration_us)
        return (guint64) phase->dpu;
      phase_us += phase->duration_us;
    }

  return 0;
}

static void
assert_integral (const TarnTimeIntegral *integral, const PlannedRun *runs, guint n_runs)
{
  guint64 area = 0, max = 0;

  for (gint64 now_us = 0; now_us < END_US; now_us++)
    {
      guint64 dpu = 0;

      for (guint i = 0; i < n_runs; i++)
        dpu += get_dpu (&runs[i], now_us);
      area += dpu;
      max = MAX (max, dpu);
    }

  g_assert_cmpuint (integral->area.high, ==, 0);
  g_assert_cmpuint (integral->area.low, ==, area);
  g_assert_cmpuint (integral->max, ==, max);
}

static void
move_to (TarnDpuSteps *steps, const PlannedRun *runs, gint64 now_us)
{
  for (guint i = 0; i < N_PLANS; i++)
    {
      if (runs[i].start_us == now_us)
        tarn_dpu_steps_add (steps, &runs[i].plan, now_us, now_us);
      if (runs[i].cut_us == now_us)
        tarn_dpu_steps_remove (steps, &runs[i].plan, runs[i].start_us, now_us);
    }
}

static void
test_steps (void)
{
  TarnRandom random;

  tarn_random_init (&random, 13, 0);
  for (guint32 world = 0; world < 2000; world++)
    {
      PlannedRun runs[N_PLANS];
      TarnDpuSteps steps;
      guint32 n_draws = 0;

      tarn_dpu_steps_init (&steps, 0);
      for (guint i = 0; i < N_PLANS; i++)
        runs[i] = draw_run (&random, world, &n_draws);
      for (gint64 now_us = 0; now_us < END_US; now_us++)
        move_to (&steps, runs, now_us);
      tarn_dpu_steps_settle (&steps, END_US);

      assert_integral (&steps.total, runs, N_PLANS);
      g_assert_cmpuint (steps.steps->len, ==, 0);
      g_assert_cmpuint (steps.total.value, ==, 0);
      tarn_dpu_steps_clear (&steps);
    }
}

/* The integral of a view is settled at times that have nothing to do with the phases. */
static void
test_plan (void)
{
  TarnRandom random;

  tarn_random_init (&random, 14, 0);
  for (guint32 world = 0; world < 2000; world++)
    {
      TarnTimeIntegral integral = { .settled_us = 0 };
      guint32 n_draws = 0;
      PlannedRun run = draw_run (&random, world, &n_draws);
      gint64 middle_us = run.start_us + draw (&random, world, &n_draws, 10);

      run.cut_us = MAX (run.cut_us, middle_us);
      tarn_time_integral_settle (&integral, run.start_us);
      tarn_dpu_settle_plan (&integral, &run.plan, run.start_us, middle_us);
      tarn_dpu_settle_plan (&integral, &run.plan, run.start_us, run.cut_us);
      tarn_time_integral_settle (&integral, END_US);
      assert_integral (&integral, &run, 1);
    }
}

static void
test_largest_phase (void)
{
  TarnCostPlan plan;
  TarnDpuSteps steps;
  TarnTimeIntegral integral = { .settled_us = 5 };

  tarn_cost_plan_init (&plan);
  tarn_cost_plan_add_phase (&plan, 3, G_GINT64_CONSTANT (1) << 60, 0);
  tarn_dpu_steps_init (&steps, 5);
  tarn_dpu_steps_add (&steps, &plan, 5, 5);
  tarn_dpu_steps_settle (&steps, 100);
  tarn_dpu_settle_plan (&integral, &plan, 5, 100);
  g_assert_cmpuint (steps.total.max, ==, TARN_MEASURED_DPU_MAX);
  g_assert_cmpuint (steps.total.area.low, ==, 3 * TARN_MEASURED_DPU_MAX);
  g_assert_cmpuint (integral.max, ==, TARN_MEASURED_DPU_MAX);
  g_assert_cmpuint (integral.area.low, ==, 3 * TARN_MEASURED_DPU_MAX);
  tarn_dpu_steps_clear (&steps);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dpu-steps/steps", test_steps);
  g_test_add_func ("/dpu-steps/plan", test_plan);
  g_test_add_func ("/dpu-steps/largest-phase", test_largest_phase);

  return g_test_run ();
}
