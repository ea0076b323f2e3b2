/* SPDX-License-Identifier: MIT */
/* Recognises what people have at hand instead of the metadata of a table. */
#pragma once

#include "lab/history/entry.h"

#include <jansson.h>

/* Returns the metadata of a table in @root, or fails and says what @root is. */
const json_t *tarn_lab_history_find_table (TarnLabHistoryDraft *draft, const json_t *root,
                                           GError **error);
