/* SPDX-License-Identifier: MIT */
/* Sentences say what one may conclude from an outcome, and what one must know to do so. */
#pragma once

#include "lab/experiment/comparison.h"
#include "lab/report/blocks.h"

/* Says which variant is best in what, as far as that is shown. */
void tarn_lab_append_conclusion (TarnLabBlocks *blocks, const TarnLabComparison *comparison);

/* Says what the intervals are, which cells lack, which variants are unstable, and what a rule for stopping changes. */
void tarn_lab_append_reservations (TarnLabBlocks *blocks, const TarnLabComparison *comparison);
