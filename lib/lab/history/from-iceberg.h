/* SPDX-License-Identifier: MIT */
/* Reads the metadata of an Iceberg table, of format version 1, 2 or 3. */
#pragma once

#include "lab/history/entry.h"

gboolean tarn_lab_history_read_iceberg (TarnLabHistoryDraft *draft, const char *text, gsize size,
                                        GError **error);
