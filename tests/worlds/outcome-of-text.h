/* SPDX-License-Identifier: MIT */
/* Experiments and outcomes of scenarios that are given as texts. */
#pragma once

#include <tarn-lab/tarn-lab.h>

static inline TarnLabExperiment *
make_experiment (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (text, -1, "row.lake", &error);
  g_assert_no_error (error);
  TarnLabExperiment *experiment = tarn_lab_experiment_new (scenario, &error);
  g_assert_no_error (error);

  return experiment;
}

/* Simulates the first replications in one thread. */
static inline TarnLabOutcome *
simulate (const char *text, guint n_replications)
{
  g_autoptr (TarnLabExperiment) experiment = make_experiment (text);
  TarnLabOutcome *outcome = tarn_lab_outcome_new (experiment);
  g_autoptr (GError) error = NULL;

  tarn_lab_outcome_run (outcome, 0, n_replications, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  return outcome;
}
