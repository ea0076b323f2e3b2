/* SPDX-License-Identifier: MIT */
/* A plan says how long an experiment would take. */
#pragma once

#include "lab/command/shard.h"

#include <tarn-lab/tarn-lab.h>

/* Prints the variants, the cells of the range of replications, and an estimate of time and memory. */
gboolean plan_print (TarnLabExperiment *experiment, const Range *range, guint n_threads,
                     GError **error);
