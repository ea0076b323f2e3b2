/* SPDX-License-Identifier: MIT */
/* TarnTable: the copy of a table that users receive from GetTable. */
#pragma once

#include <tarn/tarn-table.h>

#include "glue/table.h"

/* Returns a new copy of the table as it is now. @tables are all tables of the catalog. */
TarnTable *tarn_table_new (const TarnTableEntry *table, const GPtrArray *tables);
