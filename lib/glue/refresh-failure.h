/* SPDX-License-Identifier: MIT */
/* Why refresh runs fail. */
#pragma once

#include "glue/glue.h"

/* Whether the definer of the view may not read one of its sources now. */
gboolean tarn_refresh_is_denied (const TarnGlue *glue, const TarnTableEntry *view);
