/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-table.h>

#include "glue/table.h"

/* A table as it is now, for users to keep. */
TarnTable *tarn_table_new (const TarnTableEntry *table, const GPtrArray *tables);
