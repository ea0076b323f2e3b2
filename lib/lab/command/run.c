/* SPDX-License-Identifier: MIT */
/* tarn run: the experiment that a scenario describes, or a part of it. */
#include "lab/command/experiment.h"

static const CommandOption options[] = {
  { "shard", "K/N", FALSE,
    "Simulate only the Kth of N parts of the replications. Without this option, the variables of an"
    " array job of Slurm or AWS Batch say the same." },
  { "range", "FIRST-LAST", FALSE,
    "Simulate only these replications, which count from 0, as `tarn merge` plans them for the next"
    " round. Shards are then parts of the range." },
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
  .options = options,
  .examples = { "tarn run examples/experiments/order.lake --output order.outcome",
                "tarn run examples/experiments/order.lake --shard 1/2 --output part-1.outcome" },
  .run = experiment_run,
};
