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

enum
{
  TARN_TABLE_NAME_PART_BYTES = 255 * 4 + 1, /* of a checked part: 255 characters, in UTF-8 */
};

/*
 * A name on the stack, for a look-up. The service stores databases and tables in lower case, so the parts that
 * have upper-case letters stand here in lower case.
 */
typedef struct
{
  TarnName name;
  char lower[2][TARN_TABLE_NAME_PART_BYTES];
} TarnTableKey;

gboolean tarn_table_name_is_lower (const char *part);

/*
 * Returns @part if it is NULL or has no upper-case letter. Otherwise writes it to @lower in lower case, and
 * returns @lower. @part was checked before. Only the letters A to Z have a lower case here, because the tables
 * of Unicode differ between versions of GLib.
 */
const char *tarn_table_name_fold (const char *part, char lower[TARN_TABLE_NAME_PART_BYTES]);

static inline const char *
tarn_table_name_get_part (const TarnTableName *self, guint part)
{
  return self->name.parts[part];
}

/*
 * Returns the kernel name if its parts were checked before and are in lower case, so that an operation need
 * neither check it again nor fold it; else NULL.
 */
static inline gconstpointer
tarn_table_name_get_known (const TarnTableName *self)
{
  return self->name.is_canonical ? &self->name : NULL;
}

/*
 * Returns the name with a catalog, which is @account_id if @self has none. If @folds is TRUE, the name is in
 * lower case. The name is @self or stands in @key.
 */
const TarnName *tarn_table_name_resolve (const TarnTableName *self, const char *account_id,
                                         gboolean folds, TarnTableKey *key);

/*
 * Fails with InvalidInputException if a part is wrong. The message begins with the name of the member. The
 * catalog may be absent.
 */
gboolean tarn_table_name_check (const TarnTableName *self, GError **error);

/* Prints a name in a message as "catalog.database.table". All three parts must be present. */
#define TARN_TABLE_NAME_FORMAT "%s.%s.%s"
#define TARN_TABLE_NAME_ARGS(self)                                                                 \
  (self)->name.parts[0], (self)->name.parts[1], (self)->name.parts[2]
