/* SPDX-License-Identifier: MIT */
/* tarn what-if: an experiment with the values that a scenario or the command line varies. */
#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"
#include "lab/command/experiment.h"
#include "lab/command/scenario.h"

static const CommandOption options[] = {
  EXPERIMENT_OPTIONS,
  { NULL, NULL, FALSE, NULL },
};

static gboolean
run_what_if (const Arguments *arguments, GError **error)
{
  g_autoptr (TarnLabScenario) scenario = scenario_read (arguments, error);

  if (scenario == NULL)
    return FALSE;
  if (tarn_lab_scenario_get_n_axes (scenario) == 0)
    return command_fail_usage (
        error, "there is nothing to vary; a value such as"
               " --set 'policy.trigger={interval 15 min; interval 1 h}' has an axis");
  return experiment_run (arguments, error);
}

const Command command_what_if = {
  .name = "what-if",
  .summary = "Simulate a scenario with each of several values, and print what they change.",
  .help
  = "Each value in {A; B} makes a variant, and several such keys are combined, each value with each."
    " The differences to the first variant are taken replication by replication, in which all"
    " variants have the same random draws.",
  .operands = { "FILE.lake" },
  .options = options,
  .examples
  = { "tarn what-if examples/lakes/headline.lake --set 'policy.trigger={interval 15 min; interval 1 h}'",
      "tarn what-if examples/lakes/nightly.lake --set 'lake.slots={1; 2; 3}'" },
  .run = run_what_if,
};
