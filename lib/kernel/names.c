/* SPDX-License-Identifier: MIT */
#include "kernel/names.h"

#include "kernel/text-hash.h"

#include <string.h>

/* An absent part is hashed as the byte 0xff, which no text has. */
static void
hash_part (TarnName *name, TarnTextHash *digest, const char *part)
{
  const guint8 *bytes = (const guint8 *) (part != NULL ? part : "\xff");
  gsize n_bytes = 0;

  do
    name->hash = (name->hash ^ bytes[n_bytes]) * G_GUINT64_CONSTANT (0x100000001b3);
  while (bytes[n_bytes++] != 0);
  tarn_text_hash_add (digest, bytes, n_bytes);
}

void
tarn_name_init_key (TarnName *key, const char *const *parts, guint n_parts)
{
  TarnTextHash digest;

  g_assert (n_parts >= 1 && n_parts <= TARN_NAME_PARTS);

  tarn_text_hash_init (&digest, 0, 0);
  key->hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  key->hint = TARN_NO_POSITION;
  key->n_parts = (guint8) n_parts;
  key->is_canonical = FALSE;
  for (guint i = 0; i < TARN_NAME_PARTS; i++)
    {
      key->parts[i] = i < n_parts ? parts[i] : NULL;
      if (i < n_parts)
        hash_part (key, &digest, parts[i]);
    }
  key->digest = tarn_text_hash_finish (&digest);
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

gboolean
tarn_name_equal (gconstpointer a, gconstpointer b)
{
  const TarnName *x = a, *y = b;

  if (x == y)
    return TRUE;
  if (x->digest != y->digest || x->n_parts != y->n_parts)
    return FALSE;
  for (guint i = 0; i < x->n_parts; i++)
    if (g_strcmp0 (x->parts[i], y->parts[i]) != 0)
      return FALSE;

  return TRUE;
}

gint
tarn_name_compare (gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  const TarnName *x = a, *y = b;
  gint order = 0;

  if (x->digest != y->digest)
    return x->digest < y->digest ? -1 : 1;
  if (x->n_parts != y->n_parts)
    return x->n_parts < y->n_parts ? -1 : 1;
  for (guint i = 0; i < x->n_parts && order == 0; i++)
    order = g_strcmp0 (x->parts[i], y->parts[i]);

  return order;
}

/* --- Tables ----------------------------------------------------------------------------------- */

typedef struct
{
  TarnName *name;     /* NULL for a free place */
  TarnIdentifier key; /* both hashes of the name */
  guint32 position;   /* or the next free place */
} Entry;

static Entry *
get_entry (const TarnNameTable *table, guint32 place)
{
  return &g_array_index (table->entries, Entry, place);
}

static const TarnIdentifier *
get_key (gconstpointer entries, guint32 place)
{
  return &g_array_index ((const GArray *) entries, Entry, place).key;
}

static TarnIdentifier
make_key (const TarnName *name)
{
  return (TarnIdentifier){ name->digest, name->hash };
}

static void
clear_entry (gpointer data)
{
  g_clear_pointer (&((Entry *) data)->name, tarn_name_unref);
}

void
tarn_name_table_init (TarnNameTable *table)
{
  *table = (TarnNameTable){ .entries = g_array_new (FALSE, FALSE, sizeof (Entry)),
                            .free_place = TARN_NO_POSITION };
  g_array_set_clear_func (table->entries, clear_entry);
}

void
tarn_name_table_clear (TarnNameTable *table)
{
  g_clear_pointer (&table->entries, g_array_unref);
  tarn_identifier_index_clear (&table->index);
}

/* Returns TARN_NO_POSITION if the name is not in the table. Names can differ even if both hashes are equal. */
static guint32
find_place (const TarnNameTable *table, const TarnName *name)
{
  const TarnIdentifier key = make_key (name);
  guint32 hash = tarn_identifier_hash (&key, table->index.key), place;
  guint64 n_seen = 0;

  do
    place = tarn_identifier_index_next (&table->index, hash, &n_seen);
  while (place != TARN_NO_POSITION && !tarn_name_equal (get_entry (table, place)->name, name));

  return place;
}

void
tarn_name_table_insert (TarnNameTable *table, TarnName *name, guint32 position)
{
  Entry entry = { tarn_name_ref (name), make_key (name), position };
  guint32 place = table->free_place;

  g_assert (find_place (table, name) == TARN_NO_POSITION);
  if (place == TARN_NO_POSITION)
    {
      place = table->entries->len;
      g_array_append_val (table->entries, entry);
    }
  else
    {
      table->free_place = get_entry (table, place)->position;
      *get_entry (table, place) = entry;
    }

  tarn_identifier_index_insert (&table->index, place, get_key, table->entries);
}

void
tarn_name_table_remove (TarnNameTable *table, const TarnName *name)
{
  guint32 place = find_place (table, name);

  if (place == TARN_NO_POSITION)
    return;

  tarn_identifier_index_remove (&table->index, place, get_key, table->entries);
  clear_entry (get_entry (table, place));
  get_entry (table, place)->position = table->free_place;
  table->free_place = place;
}

gboolean
tarn_name_table_lookup (const TarnNameTable *table, const TarnName *name, guint32 *out_position)
{
  guint32 place = find_place (table, name);

  if (place == TARN_NO_POSITION)
    return FALSE;

  *out_position = get_entry (table, place)->position;
  return TRUE;
}
