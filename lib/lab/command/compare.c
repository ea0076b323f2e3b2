/* SPDX-License-Identifier: MIT */
/* tarn compare: an experiment with policies. */
#include "lab/command/experiment.h"

static const CommandOption options[] = {
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
  .options = options,
  .examples
  = { "tarn compare examples/lakes/nightly.lake --policy hourly,spread15,edf_slo",
      "tarn compare examples/lakes/nightly.lake --policy hourly,edf_slo --best lag-weighted-mean" },
  .run = experiment_run,
};
