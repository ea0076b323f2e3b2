/* SPDX-License-Identifier: MIT */
/* The texts that are suggested for a revision of an asset, made by rule. */
#pragma once

#include <tarn/tarn-domain.h>

#include "datazone/asset.h"

/* Of the n-th type: an array of TarnSuggestion, to which the texts belong. */
GArray *tarn_suggestions_new (const TarnAssetRevision *revision, guint type, const GPtrArray *terms,
                              guint n_terms);
