/* SPDX-License-Identifier: MIT */
/* Reads a history of our own: a header that names the columns, and a row for each commit. */
#pragma once

#include "lab/history/entry.h"

gboolean tarn_lab_history_read_csv (TarnLabHistoryDraft *draft, const char *text, gsize size,
                                    GError **error);
