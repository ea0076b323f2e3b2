/* SPDX-License-Identifier: MIT */
#include "kernel/names.h"

#include <string.h>

/* An absent part is hashed as the byte 0xff, which no text has. */
static guint64
hash_part (guint64 hash, const char *part)
{
  const guint8 *byte = (const guint8 *) (part != NULL ? part : "\xff");

  for (;; byte++)
    {
      hash = (hash ^ *byte) * G_GUINT64_CONSTANT (0x100000001b3);
      if (*byte == 0)
        return hash;
    }
}

void
tarn_name_init_key (TarnName *key, const char *const *parts, guint n_parts)
{
  g_assert (n_parts >= 1 && n_parts <= TARN_NAME_PARTS);

  key->hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  key->n_parts = n_parts;
  key->is_canonical = FALSE;
  for (guint i = 0; i < TARN_NAME_PARTS; i++)
    {
      key->parts[i] = i < n_parts ? parts[i] : NULL;
      if (i < n_parts)
        key->hash = hash_part (key->hash, parts[i]);
    }
}

/* Makes one allocation: the texts stand after the struct. */
TarnName *
tarn_name_new (const char *const *parts, guint n_parts)
{
  gsize size = 0;

  for (guint i = 0; i < n_parts; i++)
    size += parts[i] != NULL ? strlen (parts[i]) + 1 : 0;

  TarnName *name = g_malloc (sizeof (TarnName) + size);
  char *text = (char *) (name + 1);

  tarn_name_init_key (name, parts, n_parts);
  g_atomic_ref_count_init (&name->ref_count);
  for (guint i = 0; i < n_parts; i++)
    {
      if (parts[i] == NULL)
        continue;

      gsize length = strlen (parts[i]) + 1;
      name->parts[i] = memcpy (text, parts[i], length);
      text += length;
    }

  return name;
}

TarnName *
tarn_name_ref (const TarnName *name)
{
  /* The parts of a name are immutable, but its reference count is not. */
  TarnName *held = (TarnName *) name;

  g_atomic_ref_count_inc (&held->ref_count);
  return held;
}

void
tarn_name_unref (TarnName *name)
{
  if (g_atomic_ref_count_dec (&name->ref_count))
    g_free (name);
}

static guint
hash_name (gconstpointer name)
{
  guint64 hash = ((const TarnName *) name)->hash;

  return (guint) (hash ^ hash >> 32);
}

gboolean
tarn_name_equal (gconstpointer a, gconstpointer b)
{
  const TarnName *x = a, *y = b;

  if (x == y)
    return TRUE;
  if (x->hash != y->hash || x->n_parts != y->n_parts)
    return FALSE;
  for (guint i = 0; i < x->n_parts; i++)
    if (g_strcmp0 (x->parts[i], y->parts[i]) != 0)
      return FALSE;

  return TRUE;
}

void
tarn_name_table_init (TarnNameTable *table)
{
  table->positions
      = g_hash_table_new_full (hash_name, tarn_name_equal, (GDestroyNotify) tarn_name_unref, NULL);
}

void
tarn_name_table_clear (TarnNameTable *table)
{
  g_clear_pointer (&table->positions, g_hash_table_unref);
}

void
tarn_name_table_insert (TarnNameTable *table, TarnName *name, guint32 position)
{
  gboolean is_new
      = g_hash_table_insert (table->positions, tarn_name_ref (name), GUINT_TO_POINTER (position));
  g_assert (is_new);
}

void
tarn_name_table_remove (TarnNameTable *table, const TarnName *name)
{
  g_hash_table_remove (table->positions, name);
}

gboolean
tarn_name_table_lookup (const TarnNameTable *table, const TarnName *name, guint32 *out_position)
{
  gpointer position;

  if (!g_hash_table_lookup_extended (table->positions, name, NULL, &position))
    return FALSE;

  *out_position = GPOINTER_TO_UINT (position);
  return TRUE;
}
