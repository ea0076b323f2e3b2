/* SPDX-License-Identifier: MIT */
/* Explains in a text why a view is as stale as it is. */
#pragma once

#include "glue/glue-state.h"

/* Returns a new text for people to read. The caller frees it. */
char *tarn_explain_view (const TarnGlue *glue, const TarnTableEntry *view);
