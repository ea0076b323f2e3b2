/* SPDX-License-Identifier: MIT */
/*
 * Qualified names of one to three parts, such as catalog, database and table: immutable, counted,
 * and hashed once, when they are made. The 64-bit hash is also the entity of every draw, so it is
 * part of the draw format: FNV-1a over the parts with a zero byte after each. A part may be absent, which
 * is NULL; only a name that a caller gives has such parts, and no entity is called so.
 */
#pragma once

#include <glib.h>

enum
{
  TARN_NAME_PARTS = 3,
};

typedef struct
{
  gatomicrefcount ref_count; /* atomic, since names may be shared by engines of other threads */
  guint64 hash;
  guint n_parts;
  gboolean is_checked; /* the caller who made the name found every part present and well-formed */
  const char *parts[TARN_NAME_PARTS];
} TarnName;

TarnName *tarn_name_new (const char *const *parts, guint n_parts);
TarnName *tarn_name_ref (const TarnName *name);
void tarn_name_unref (TarnName *name);

gboolean tarn_name_equal (gconstpointer a, gconstpointer b);

/* A name on the stack for looking one up: borrows the parts, is never referenced. */
void tarn_name_init_key (TarnName *key, const char *const *parts, guint n_parts);

/* A table from names to positions in the array that keeps the order. */
typedef struct
{
  GHashTable *positions;
} TarnNameTable;

void tarn_name_table_init (TarnNameTable *table);
void tarn_name_table_clear (TarnNameTable *table);
void tarn_name_table_insert (TarnNameTable *table, TarnName *name, guint32 position);
void tarn_name_table_remove (TarnNameTable *table, const TarnName *name);
gboolean tarn_name_table_lookup (const TarnNameTable *table, const TarnName *name,
                                 guint32 *out_position);
