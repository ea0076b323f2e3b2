/* SPDX-License-Identifier: MIT */
/* This is what all commands that simulate an experiment share. */
#pragma once

#include "lab/command/conditions.h"
#include "lab/command/pages.h"

#define EXPERIMENT_OPTIONS                                                                            \
  { "set", "KEY=VALUE", TRUE,                                                                         \
    "Give the key of a group another value than in the file. {A; B} in the value is an axis: each"    \
    " of its values makes a variant." },                                                              \
      { "replications", "N", FALSE,                                                                   \
        "Simulate each variant N times, with other random draws; 10 without this option and the"      \
        " key experiment.replications." },                                                            \
      { "metrics", "METRIC,...", FALSE,                                                               \
        "Compare these metrics. The first is the cost of the Pareto front, the second its"            \
        " staleness." },                                                                              \
      { "baseline", "LABEL", FALSE,                                                                   \
        "Compare the others with this variant, in place of the first one." },                         \
      { "best", "METRIC", FALSE,                                                                      \
        "Choose the variant with the least mean of METRIC, with the probability experiment.level." }, \
      { "stop", "PERCENT", FALSE,                                                                     \
        "Use no more replications than it takes for half-widths of at most PERCENT of the means." },  \
      { "threads", "N", FALSE,                                                                        \
        "Simulate with N threads; with as many as the machine has processors without this option."    \
        " The figures are the same." },                                                               \
      { "plan", NULL, FALSE,                                                                          \
        "Print the variants, and how long and how much memory it takes, and simulate nothing." },     \
      { "output", "FILE", FALSE,                                                                      \
        "Write the outcome to FILE. Meanwhile each cell is added to FILE.part." },                    \
      FAIL_IF_OPTION,                                                                                 \
      { "resume", NULL, FALSE,                                                                        \
        "Go on with the cells of FILE.part, or of FILE, as far as they are there." },                 \
      { "csv", "FILE", FALSE,                                                                         \
        "Write all figures of all cells to FILE as comma-separated values, in whole numbers." },      \
      PAGES_OPTIONS

/* Simulates what the arguments say, and prints or writes what they ask for. */
gboolean experiment_run (const Arguments *arguments, GError **error);
