/* SPDX-License-Identifier: MIT */
/* Composes what reports say, in blocks. */
#pragma once

#include <tarn-lab/tarn-lab.h>

#include "lab/experiment/comparison.h"
#include "lab/report/blocks.h"

/* With pictures, the blocks are for a page. Nobody else has pictures, so for others none is drawn. */
TarnLabBlocks *tarn_lab_compose_result (const TarnLabScenario *scenario, const char *name,
                                        guint64 replication, const TarnLabResult *result,
                                        TarnLabReportFlags flags, gboolean has_pictures);
TarnLabBlocks *tarn_lab_compose_outcome (const TarnLabOutcome *outcome, const char *name,
                                         gboolean has_pictures);
