/* SPDX-License-Identifier: MIT */
/* Makes commits of entries, and figures and notes of the whole. */
#pragma once

#include "lab/history/entry.h"

gboolean tarn_lab_history_build (TarnLabHistoryDraft *draft, const TarnLabHistoryOptions *options,
                                 GError **error);
