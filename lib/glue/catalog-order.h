/* SPDX-License-Identifier: MIT */
/* These functions follow views to the tables that they read, and on through the views among these. */
#pragma once

#include "glue/catalog.h"

/* Returns whether the table @table is @other, or a view that reads @other, maybe through other views. */
gboolean tarn_catalog_depends_on (const TarnCatalog *catalog, guint32 table, guint32 other);

/* Returns whether a view reads itself, maybe through other views. */
gboolean tarn_catalog_has_cycle (const TarnCatalog *catalog);

/* Returns the positions of all tables, as guint32. Each view comes after the tables and views that it reads. */
GArray *tarn_catalog_list_in_order (const TarnCatalog *catalog);
