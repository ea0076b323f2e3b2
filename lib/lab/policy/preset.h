/* SPDX-License-Identifier: MIT */
/* Policies with a name. Another preset is one more row. */
#pragma once

#include "lab/policy/rule.h"

typedef struct
{
  const char *name;
  const char *parts
      [TARN_LAB_N_PARTS]; /* as a scenario writes them, in full; NULL for what holds without the key */
  const char *meaning;
} TarnLabPreset;

/* Ends with a name that is NULL. */
extern const TarnLabPreset tarn_lab_presets[];
/* The same names, which end with NULL. */
const char *const *tarn_lab_presets_get_names (void);
/* Returns NULL if there is no such preset. */
const TarnLabPreset *tarn_lab_presets_find (const char *name);
