/* SPDX-License-Identifier: MIT */
#pragma once

#include "lab/experiment/comparison.h"

/* Lists the variants that pictures show, guint, in their order: the baseline, the front, and the first ones. */
GArray *tarn_lab_comparison_choose_variants (const TarnLabComparison *self, guint n_max);
