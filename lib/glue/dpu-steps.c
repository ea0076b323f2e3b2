/* SPDX-License-Identifier: MIT */
#include "glue/dpu-steps.h"

#include "kernel/bisect.h"
#include "kernel/clock.h"

void
tarn_dpu_steps_init (TarnDpuSteps *self, gint64 now_us)
{
  self->total = (TarnTimeIntegral){ .settled_us = now_us };
  self->steps = g_array_new (FALSE, FALSE, sizeof (TarnDpuStep));
}

void
tarn_dpu_steps_clear (TarnDpuSteps *self)
{
  g_array_unref (self->steps);
}

void
tarn_dpu_steps_settle (TarnDpuSteps *self, gint64 now_us)
{
  while (self->steps->len > 0)
    {
      TarnDpuStep next = g_array_index (self->steps, TarnDpuStep, self->steps->len - 1);

      if (next.time_us > now_us)
        break;

      tarn_time_integral_change (&self->total, next.time_us, (guint64) next.difference);
      g_array_set_size (self->steps, self->steps->len - 1);
    }
  tarn_time_integral_settle (&self->total, now_us);
}

/* --- Steps ------------------------------------------------------------------------------------ */

static gint64
get_dpu (const TarnCostPhase *phase)
{
  return MIN (phase->dpu, TARN_MEASURED_DPU_MAX);
}

static gboolean
is_later (gconstpointer steps, guint index, gconstpointer time_us)
{
  return ((const TarnDpuStep *) steps)[index].time_us > *(const gint64 *) time_us;
}

/* Returns the place of the first step that is not after @time_us. Later steps come first. */
static guint
find_place (const TarnDpuSteps *self, gint64 time_us)
{
  return tarn_bisect (self->steps->data, self->steps->len, is_later, &time_us);
}

/* The steps of one instant are one step. */
static void
add_step (TarnDpuSteps *self, gint64 time_us, gint64 difference)
{
  TarnDpuStep step = { time_us, difference };

  if (time_us <= self->total.settled_us)
    {
      self->total.value += (guint64) difference;
      return;
    }

  guint place = find_place (self, time_us);
  if (place == self->steps->len
      || g_array_index (self->steps, TarnDpuStep, place).time_us != time_us)
    {
      g_array_insert_val (self->steps, place, step);
      return;
    }

  TarnDpuStep *same = &g_array_index (self->steps, TarnDpuStep, place);
  same->difference += difference;
  if (same->difference == 0)
    g_array_remove_index (self->steps, place);
}

static void
add_plan (TarnDpuSteps *self, const TarnCostPlan *plan, gint64 start_us, gint64 sign)
{
  gint64 time_us = start_us, dpu = 0;

  for (guint i = 0; i < plan->n_phases; i++)
    {
      gint64 next_dpu = get_dpu (&plan->phases[i]);

      if (next_dpu != dpu && plan->phases[i].duration_us > 0)
        {
          add_step (self, time_us, sign * (next_dpu - dpu));
          dpu = next_dpu;
        }
      time_us = tarn_time_add (time_us, plan->phases[i].duration_us);
    }
  if (dpu != 0)
    add_step (self, time_us, -sign * dpu);
}

void
tarn_dpu_steps_add (TarnDpuSteps *self, const TarnCostPlan *plan, gint64 start_us, gint64 now_us)
{
  tarn_dpu_steps_settle (self, now_us);
  add_plan (self, plan, start_us, 1);
}

void
tarn_dpu_steps_remove (TarnDpuSteps *self, const TarnCostPlan *plan, gint64 start_us, gint64 now_us)
{
  tarn_dpu_steps_settle (self, now_us);
  /* Nothing is left of a plan that is over. */
  if (now_us - start_us < plan->running_us)
    add_plan (self, plan, start_us, -1);
}

/* --- One plan --------------------------------------------------------------------------------- */

void
tarn_dpu_settle_plan (TarnTimeIntegral *integral, const TarnCostPlan *plan, gint64 start_us,
                      gint64 now_us)
{
  gint64 time_us = start_us;

  for (guint i = 0; i < plan->n_phases; i++)
    {
      gint64 end_us = tarn_time_add (time_us, plan->phases[i].duration_us);

      if (time_us < now_us && end_us > integral->settled_us)
        {
          tarn_time_integral_settle (integral, MAX (time_us, integral->settled_us));
          integral->value = (guint64) get_dpu (&plan->phases[i]);
          tarn_time_integral_settle (integral, MIN (end_us, now_us));
          integral->value = 0;
        }
      time_us = end_us;
    }
  tarn_time_integral_settle (integral, now_us);
}
