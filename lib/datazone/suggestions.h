/* SPDX-License-Identifier: MIT */
/* Makes the texts that are suggested for a revision of an asset, by fixed rules. */
#pragma once

#include <tarn/tarn-domain.h>

#include "datazone/asset.h"
#include "datazone/domain.h"

/*
 * Returns the path of a field of the n-th type. The field 0 is the summary, and the others are the columns.
 */
char *tarn_suggestions_make_path (guint type, guint field);

/* Reads a path. Returns FALSE if it is none of this type. The revision may not have the field. */
gboolean tarn_suggestions_parse_path (guint type, const char *path, guint *out_field);

/*
 * Returns the suggestions of the n-th type: an array of TarnSuggestion that owns the texts. They use the first
 * @n_terms terms of the domain. Those about which a caller has decided are left out.
 */
GArray *tarn_suggestions_new (const TarnAssetRevision *revision, guint type, TarnDomain *domain,
                              guint n_terms);

/* Returns for each field the text that is suggested, or NULL; decided or not. Free it with g_ptr_array_unref(). */
GPtrArray *tarn_suggestions_list_texts (const TarnAssetRevision *revision, guint type,
                                        TarnDomain *domain);

/* Returns the texts of the n-th type that were accepted, as an array like the other; or NULL if there are none. */
GArray *tarn_suggestions_list_accepted (const TarnAssetRevision *revision, guint type);
