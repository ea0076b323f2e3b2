/* SPDX-License-Identifier: MIT */
/* A TarnLabExperiment: the variants of a scenario, and what is asked of them. */
#pragma once

#include <tarn-lab/tarn-lab-experiment.h>

#include "lab/experiment/variants.h"
#include "lab/scenario/scenario.h"
#include "lab/statistics/student.h"

struct _TarnLabExperiment
{
  gatomicrefcount ref_count;
  TarnLabScenario *scenario;
  GArray *variants;   /* TarnLabVariant */
  GPtrArray *metrics; /* const char *; the names of those that are compared */
  guint baseline;     /* among the variants */
  const char *best;   /* the metric of which the least is sought; NULL for none */
  TarnLabLevel level;
};

static inline const TarnLabVariant *
tarn_lab_experiment_get (const TarnLabExperiment *self, guint variant)
{
  return &g_array_index (self->variants, TarnLabVariant, variant);
}

static inline const TarnLabExperimentSettings *
tarn_lab_experiment_get_settings (const TarnLabExperiment *self)
{
  return &self->scenario->experiment;
}
