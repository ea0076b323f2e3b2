/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn.h>

G_BEGIN_DECLS

typedef struct _TarnLabScenario TarnLabScenario;
typedef struct _TarnLabResult TarnLabResult;
typedef struct _TarnLabExperiment TarnLabExperiment;
typedef struct _TarnLabOutcome TarnLabOutcome;

G_END_DECLS
