/* SPDX-License-Identifier: MIT */
/* TarnTableName: the public name of a table, and its conversion to kernel names. */
#pragma once

#include <tarn/tarn-table-name.h>

#include "kernel/names.h"

/* The public type is a kernel name of three parts: catalog, database and table. */
struct _TarnTableName
{
  TarnName name;
};

static inline const char *
tarn_table_name_get_part (const TarnTableName *self, guint part)
{
  return self->name.parts[part];
}

/*
 * Returns the kernel name if its parts were checked before, so that an operation need not check it again;
 * else NULL.
 */
static inline gconstpointer
tarn_table_name_get_known (const TarnTableName *self)
{
  return self->name.is_checked ? &self->name : NULL;
}

/*
 * Returns the name with a catalog. If @self has no catalog, this function makes the name in @key with
 * @account_id as its catalog, and returns @key.
 */
static inline const TarnName *
tarn_table_name_resolve (const TarnTableName *self, const char *account_id, TarnName *key)
{
  const char *const parts[] = { account_id, self->name.parts[1], self->name.parts[2] };

  if (self->name.parts[0] != NULL)
    return &self->name;
  tarn_name_init_key (key, parts, G_N_ELEMENTS (parts));
  return key;
}

/*
 * Fails with InvalidInputException if a part is wrong. The message begins with the name of the member. The
 * catalog may be absent.
 */
gboolean tarn_table_name_check (const TarnTableName *self, GError **error);

/* Prints a name in a message as "catalog.database.table". All three parts must be present. */
#define TARN_TABLE_NAME_FORMAT "%s.%s.%s"
#define TARN_TABLE_NAME_ARGS(self)                                                                 \
  (self)->name.parts[0], (self)->name.parts[1], (self)->name.parts[2]
