/* SPDX-License-Identifier: MIT */
/* Why a view is as stale as it is, as text. */
#pragma once

#include "glue/glue-state.h"

char *tarn_explain_view (const TarnGlue *glue, const TarnTableEntry *view);
