/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-table.h>

#include "kernel/names.h"

/* The public type is a kernel name of three parts. */
struct _TarnTableName
{
  TarnName name;
};

static inline const char *
tarn_table_name_get_part (const TarnTableName *self, guint part)
{
  return self->name.parts[part];
}

/* For messages: "catalog.database.table". */
#define TARN_TABLE_NAME_FORMAT "%s.%s.%s"
#define TARN_TABLE_NAME_ARGS(self)                                                                 \
  (self)->name.parts[0], (self)->name.parts[1], (self)->name.parts[2]
