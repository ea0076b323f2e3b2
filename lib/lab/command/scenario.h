/* SPDX-License-Identifier: MIT */
/* This is what all commands that simulate a scenario share: its file, its changes, and the trial. */
#pragma once

#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"

#define SCENARIO_REPLICATION_OPTION                                                                \
  {                                                                                                \
    "replication", "K", FALSE, "Take the random draws of replication K; 0 without this option."    \
  }
#define SCENARIO_POLICY_OPTION                                                                              \
  {                                                                                                         \
    "policy", "[GROUP=]WORD", TRUE,                                                                         \
        "Let a policy decide in place of the group [policy], or of [policy GROUP]: a preset, a group, keys" \
        " such as 'trigger = cron 0 * * * *', or a module such as ./mine.so."                               \
  }
#define SCENARIO_OPTIONS                                                                           \
  { "set", "KEY=VALUE", TRUE,                                                                      \
    "Give the key of a group, such as policy.trigger, another value than in the file." },          \
      SCENARIO_POLICY_OPTION, SCENARIO_REPLICATION_OPTION

/* Reads the scenario that the first operand names, with the changes of --set and --policy. */
TarnLabScenario *scenario_read (const Arguments *arguments, GError **error);

/* Puts the name of the file before an error, unless the error names it with its line. */
void scenario_prefix_error (const Arguments *arguments, GError **error);

/* Makes the trial of the replication. The outputs are set if it succeeds. */
TarnLabTrial *scenario_make_trial (const Arguments *arguments, TarnLabScenario **out_scenario,
                                   guint64 *out_replication, GError **error);
