/* SPDX-License-Identifier: MIT */
/* The variants of a scenario: each policy with each combination of the values of the axes. */
#pragma once

#include "lab/scenario/scenario.h"

typedef struct
{
  char *label;
  char *policy;     /* as [experiment] names it; NULL for that of the scenario */
  guint *positions; /* of each axis */
  TarnLabScenario *scenario;
} TarnLabVariant;

/* Returns TarnLabVariants, without their scenarios. */
GArray *tarn_lab_list_variants (TarnLabScenario *scenario, GError **error);

/* Makes the scenario of a variant. */
TarnLabScenario *tarn_lab_variant_make_scenario (const TarnLabVariant *self,
                                                 TarnLabScenario *scenario, GError **error);
