/* SPDX-License-Identifier: MIT */
/* A call gives sources to a view. These functions check them and add them to the view. */
#pragma once

#include "glue/glue-client.h"

/*
 * Checks the sources of a view in the catalog, one after the other. Fails the call at the first that is wrong.
 */
gboolean tarn_glue_call_check_sources (const TarnCall *call, const char *catalog_id,
                                       const TarnTableInput *input);

/* Checks, after the other check, that no source of the view is the view itself, or reads it. */
gboolean tarn_glue_call_check_cycle (const TarnCall *call, const TarnTableEntry *view,
                                     const TarnTableInput *input);

/* Returns whether the view has exactly these sources, in this order. They must have been checked. */
gboolean tarn_glue_call_has_sources (const TarnCall *call, const TarnTableEntry *view,
                                     const TarnTableInput *input);

/* Adds the sources, which must have been checked, to the view. */
void tarn_glue_call_add_sources (const TarnCall *call, TarnTableEntry *view,
                                 const TarnTableInput *input);
