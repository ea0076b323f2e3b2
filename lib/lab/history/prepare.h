/* SPDX-License-Identifier: MIT */
/* Converts what a file tells in other units, and takes out the totals that cannot be. */
#pragma once

#include "lab/history/notes.h"

gboolean tarn_lab_history_prepare (TarnLabHistoryDraft *draft, const TarnLabHistoryOptions *options,
                                   TarnLabHistoryFindings *findings, GError **error);
