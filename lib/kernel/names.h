/* SPDX-License-Identifier: MIT */
/*
 * Qualified names of one to three parts, such as catalog, database and table. A name is immutable and
 * reference-counted, and it is hashed once, when it is made. The 64-bit hash is also the entity of every
 * draw, so the hash is part of the draw format: FNV-1a over the parts, with a zero byte after each part. NULL
 * is an absent part. Only a name that a caller gives has absent parts; no entity has such a name.
 *
 * Many names with one hash of 64 bits are easy to compute, and names come from outside. So tables use a digest
 * that has a stronger hash in it.
 */
#pragma once

#include "kernel/identifier-index.h"

enum
{
  TARN_NAME_PARTS = 3,
};

typedef struct
{
  gatomicrefcount ref_count; /* atomic, because engines of other threads may share the name */
  guint64 hash;
  guint64 digest; /* of the parts, each with a zero byte after it, by kernel/text-hash.h */
  guint32
      hint; /* the position at which a table of an engine found the name last; threads may race for it */
  guint8 n_parts;
  gboolean is_canonical; /* the parts are valid, and in the form in which a look-up needs them */
  const char *parts[TARN_NAME_PARTS];
} TarnName;

TarnName *tarn_name_new (const char *const *parts, guint n_parts);
TarnName *tarn_name_ref (const TarnName *name);
void tarn_name_unref (TarnName *name);

gboolean tarn_name_equal (gconstpointer a, gconstpointer b);

/* For a GTree of names. The order is that of the digests, so it may not show outside. */
gint tarn_name_compare (gconstpointer a, gconstpointer b, gpointer data);

/* Engines of several threads may share the name, so a hint can be that of another engine. It must be verified. */
static inline guint32
tarn_name_get_hint (const TarnName *name)
{
  return __atomic_load_n (&name->hint, __ATOMIC_RELAXED);
}

static inline void
tarn_name_set_hint (const TarnName *name, guint32 hint)
{
  __atomic_store_n (&((TarnName *) name)->hint, hint, __ATOMIC_RELAXED);
}

/* Makes a name on the stack for a look-up. The name borrows the parts and is never referenced. */
void tarn_name_init_key (TarnName *key, const char *const *parts, guint n_parts);

/* Maps names to positions in an array. The array keeps the order. */
typedef struct
{
  TarnIdentifierIndex index; /* of the digests */
  GArray *entries;           /* a name and its position in each place; the index finds the place */
  guint32 free_place;
} TarnNameTable;

void tarn_name_table_init (TarnNameTable *table);
void tarn_name_table_clear (TarnNameTable *table);

/* No equal name may be in the table. */
void tarn_name_table_insert (TarnNameTable *table, TarnName *name, guint32 position);

/* Does nothing if the name is not in the table. */
void tarn_name_table_remove (TarnNameTable *table, const TarnName *name);
gboolean tarn_name_table_lookup (const TarnNameTable *table, const TarnName *name,
                                 guint32 *out_position);
