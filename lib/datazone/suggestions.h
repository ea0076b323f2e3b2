/* SPDX-License-Identifier: MIT */
/* Makes the texts that are suggested for a revision of an asset, by fixed rules. */
#pragma once

#include <tarn/tarn-domain.h>

#include "datazone/asset.h"
#include "datazone/domain.h"

/*
 * Returns the suggestions of the n-th type: an array of TarnSuggestion that owns the texts. They use the first
 * @n_terms terms of the domain.
 */
GArray *tarn_suggestions_new (const TarnAssetRevision *revision, guint type, TarnDomain *domain,
                              guint n_terms);
