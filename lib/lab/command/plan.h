/* SPDX-License-Identifier: MIT */
/* A plan says how long an experiment would take. */
#pragma once

#include <tarn-lab/tarn-lab.h>

/* Prints the variants, the cells, and an estimate of time and memory. */
gboolean plan_print (TarnLabExperiment *experiment, guint n_threads, GError **error);
