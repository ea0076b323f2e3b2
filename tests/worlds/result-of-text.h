/* SPDX-License-Identifier: MIT */
/* The result of a trial of a scenario that is given as a text. */
#pragma once

#include <tarn-lab/tarn-lab.h>

/* Simulates the first replication, with a series for pictures. */
static inline TarnLabResult *
simulate_trial (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (text, -1, "row.lake", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 0, &error);
  g_assert_no_error (error);

  tarn_lab_trial_keep_series (trial);
  TarnLabResult *result = tarn_lab_trial_finish (trial, &error);
  g_assert_no_error (error);
  return result;
}
