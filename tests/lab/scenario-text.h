/* SPDX-License-Identifier: MIT */
/* The beginnings of scenarios as texts, for tests of what a scenario is in memory. */
#pragma once

#include "lab/scenario/scenario.h"

#define LAKE "[lake]\nhorizon = 1 d\n"
#define TABLE LAKE "[table a.t]\n"
#define POLICY "[policy]\ntrigger = interval 1 h\n"

static inline TarnLabScenario *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  TarnLabScenario *scenario = tarn_lab_scenario_new_from_text (text, -1, "my.lake", &error);

  g_assert_no_error (error);
  return scenario;
}
