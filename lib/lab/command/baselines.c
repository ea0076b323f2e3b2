/* SPDX-License-Identifier: MIT */
#include "lab/command/baselines.h"

#include "lab/command/driving.h"

static gboolean
simulate (TarnLabScenario *scenario, guint64 replication, TarnLabBaseline baseline,
          TarnLabResult **out_result, GError **error)
{
  g_autoptr (TarnLabTrial) trial
      = tarn_lab_trial_new_baseline (scenario, replication, baseline, error);

  *out_result = trial != NULL ? driving_finish (trial, error) : NULL;
  return *out_result != NULL;
}

gboolean
baselines_simulate (Baselines *self, TarnLabScenario *scenario, guint64 replication, GError **error)
{
  self->bound = tarn_lab_bound_new (scenario, replication);
  return simulate (scenario, replication, TARN_LAB_BASELINE_ZERO_WAIT, &self->zero_wait, error)
         && simulate (scenario, replication, TARN_LAB_BASELINE_FULL_HOURLY, &self->full_hourly,
                      error);
}

void
baselines_clear (Baselines *self)
{
  g_clear_pointer (&self->zero_wait, tarn_lab_result_unref);
  g_clear_pointer (&self->full_hourly, tarn_lab_result_unref);
  g_clear_pointer (&self->bound, tarn_lab_bound_free);
}
