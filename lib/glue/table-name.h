/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-table-name.h>

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

/* What an operation need not check again, or NULL. */
static inline gconstpointer
tarn_table_name_get_known (const TarnTableName *self)
{
  return self->name.is_checked ? &self->name : NULL;
}

/* The name with @account_id for a catalog that is absent; it is made in @key then. */
static inline const TarnName *
tarn_table_name_resolve (const TarnTableName *self, const char *account_id, TarnName *key)
{
  const char *const parts[] = { account_id, self->name.parts[1], self->name.parts[2] };

  if (self->name.parts[0] != NULL)
    return &self->name;
  tarn_name_init_key (key, parts, G_N_ELEMENTS (parts));
  return key;
}

/* InvalidInputException, beginning with the member, if a part is wrong. The catalog may be absent. */
gboolean tarn_table_name_check (const TarnTableName *self, GError **error);

/* For messages: "catalog.database.table", all of which are there. */
#define TARN_TABLE_NAME_FORMAT "%s.%s.%s"
#define TARN_TABLE_NAME_ARGS(self)                                                                 \
  (self)->name.parts[0], (self)->name.parts[1], (self)->name.parts[2]
