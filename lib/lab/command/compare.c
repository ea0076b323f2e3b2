/* SPDX-License-Identifier: MIT */
/* tarn compare, tarn what-if and tarn run: experiments. */
#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"
#include "lab/command/experiment.h"
#include "lab/command/scenario.h"

/* --- tarn compare ----------------------------------------------------------------------------- */

static const CommandOption compare_options[] = {
  { "policy", "NAME,...", FALSE,
    "Compare these policies: presets, groups [policy NAME], and policy, which is the group [policy]. Each"
    " stands in the place of that group; a view that names a policy keeps it." },
  EXPERIMENT_OPTIONS,
  { NULL, NULL, FALSE, NULL },
};

const Command command_compare = {
  .name = "compare",
  .summary = "Compare policies on the same random worlds.",
  .help
  = "In the nth replication all policies meet the same commits, failures and durations. The means have"
    " intervals, and the differences to the first policy too, which are taken replication by"
    " replication. `tarn policies` lists the presets.",
  .operands = { "FILE.lake" },
  .options = compare_options,
  .examples
  = { "tarn compare examples/lakes/nightly.lake --policy hourly,spread15,edf_slo",
      "tarn compare examples/lakes/nightly.lake --policy hourly,edf_slo --best lag-weighted-mean" },
  .run = experiment_run,
};

/* --- tarn what-if ----------------------------------------------------------------------------- */

static const CommandOption what_if_options[] = {
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
  .options = what_if_options,
  .examples
  = { "tarn what-if examples/lakes/headline.lake --set 'policy.trigger={interval 15 min; interval 1 h}'",
      "tarn what-if examples/lakes/nightly.lake --set 'lake.slots={1; 2; 3}'" },
  .run = run_what_if,
};

/* --- tarn run --------------------------------------------------------------------------------- */

static const CommandOption run_options[] = {
  { "shard", "K/N", FALSE,
    "Simulate only the Kth of N parts of the replications. Without this option, the variables of an"
    " array job of Slurm or AWS Batch say the same." },
  EXPERIMENT_OPTIONS,
  { NULL, NULL, FALSE, NULL },
};

const Command command_run = {
  .name = "run",
  .summary = "Simulate the experiment that a scenario describes, or a part of it.",
  .help
  = "The group [experiment] of the scenario says what is compared. `tarn merge` makes one outcome of"
    " the parts.",
  .operands = { "FILE.lake" },
  .options = run_options,
  .examples = { "tarn run examples/experiments/order.lake --output order.outcome",
                "tarn run examples/experiments/order.lake --shard 1/2 --output part-1.outcome" },
  .run = experiment_run,
};
