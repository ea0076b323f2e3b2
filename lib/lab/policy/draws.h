/* SPDX-License-Identifier: MIT */
/* The draws of a policy: its own, of each view, and never those of the world. */
#pragma once

#include "lab/policy/part.h"

typedef struct
{
  TarnRandomStream **streams; /* by view; NULL for those of other policies */
  guint n_streams;
} TarnLabDraws;

void tarn_lab_draws_init (TarnLabDraws *draws, const TarnLabLake *lake, const char *purpose);
void tarn_lab_draws_init_copy (TarnLabDraws *draws, const TarnLabDraws *from);
void tarn_lab_draws_clear (TarnLabDraws *draws);
