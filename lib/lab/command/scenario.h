/* SPDX-License-Identifier: MIT */
/* This is what all commands that simulate a scenario share: its file, its changes, and the trial. */
#pragma once

#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"

#define SCENARIO_REPLICATION_OPTION                                                                \
  {                                                                                                \
    "replication", "K", FALSE, "Take the random draws of replication K; 0 without this option."    \
  }
#define SCENARIO_OPTIONS                                                                           \
  { "set", "KEY=VALUE", TRUE,                                                                      \
    "Give the key of a group, such as policy.trigger, another value than in the file." },          \
      SCENARIO_REPLICATION_OPTION

/* Reads the scenario that the first operand names, with the changes of --set. */
TarnLabScenario *scenario_read (const Arguments *arguments, GError **error);

/* Makes the trial of the replication. The outputs are set if it succeeds. */
TarnLabTrial *scenario_make_trial (const Arguments *arguments, TarnLabScenario **out_scenario,
                                   guint64 *out_replication, GError **error);
