/* SPDX-License-Identifier: MIT */
/* Makes the texts that are suggested for a revision of an asset, by fixed rules. */
#pragma once

#include <tarn/tarn-domain.h>

#include "datazone/asset.h"

/* Returns the suggestions of the n-th type: an array of TarnSuggestion that owns the texts. */
GArray *tarn_suggestions_new (const TarnAssetRevision *revision, guint type, const GPtrArray *terms,
                              guint n_terms);
