/* SPDX-License-Identifier: MIT */
#include "kernel/identifier-index.h"

enum
{
  /*
   * Identifiers that nobody chose make chains of about 300 slots in the largest tables. No table is rebuilt
   * for those.
   */
  SHORT_CHAIN = 512,

  /*
   * After so many keys the table keeps the chain. Nobody can compute identifiers that collide under so many
   * keys, so only a table of more slots than a hash has values gets here.
   */
  KEYS_TRIED_MAX = 8,

  /* Each insertion moves so many slots, so the old table is empty long before the new one is full. */
  SLOTS_MOVED = 8,
};

void
tarn_identifier_index_clear (TarnIdentifierIndex *index)
{
  g_free (index->slots);
  g_free (index->old_slots);
  *index = (TarnIdentifierIndex){ .slots = NULL };
}

void
tarn_identifier_index_copy (TarnIdentifierIndex *index, const TarnIdentifierIndex *from)
{
  *index = *from;
  index->slots = g_memdup2 (from->slots, from->n_slots * sizeof (TarnIdentifierSlot));
  index->old_slots = g_memdup2 (from->old_slots, from->n_old_slots * sizeof (TarnIdentifierSlot));
}

/*
 * A new key costs as much as the table has slots, and this many identifiers must collide to bring one about.
 * So n changes cost at most about n times the square root of n, whatever the identifiers are.
 */
static inline gboolean
is_long (const TarnIdentifierIndex *index, guint64 n_seen)
{
  return G_UNLIKELY (n_seen > SHORT_CHAIN)
         && n_seen > SHORT_CHAIN + (G_GUINT64_CONSTANT (1) << g_bit_storage (index->n_slots) / 2);
}

static void
put (TarnIdentifierIndex *index, TarnIdentifierSlot entry)
{
  guint64 home = tarn_identifier_index_home (index, entry.hash), slot = home;

  while (index->slots[slot].position != 0)
    slot = (slot + 1) & (index->n_slots - 1);
  index->slots[slot] = entry;

  guint64 n_seen = ((slot - home) & (index->n_slots - 1)) + 1;
  index->reach = MAX (index->reach, n_seen);
}

/* Moves the entries of the next slots of the old table. */
static void
move_slots (TarnIdentifierIndex *index, guint64 n_slots)
{
  if (G_LIKELY (index->n_old_slots == 0))
    return;

  for (; n_slots > 0 && index->n_moved < index->n_old_slots; n_slots--)
    {
      TarnIdentifierSlot *slot = &index->old_slots[index->n_moved++];

      if (slot->position == 0 || slot->position == TARN_NO_POSITION)
        continue;
      put (index, *slot);
      slot->position = TARN_NO_POSITION;
    }
  if (index->n_moved < index->n_old_slots)
    return;

  g_clear_pointer (&index->old_slots, g_free);
  index->n_old_slots = index->n_moved = index->old_reach = 0;
}

static void
grow (TarnIdentifierIndex *index)
{
  move_slots (index, G_MAXUINT64);
  index->old_slots = index->slots;
  index->n_old_slots = index->n_slots;
  index->old_reach = index->reach;
  index->n_slots = MAX (64, index->n_slots * 2);
  index->slots = g_new0 (TarnIdentifierSlot, index->n_slots);
  index->reach = 0;
}

/* Marks the slot of the old table that has the position. Returns FALSE if there is none. */
static gboolean
remove_old (TarnIdentifierIndex *index, guint32 position, guint32 hash)
{
  for (guint64 i = 0; i < index->old_reach; i++)
    {
      TarnIdentifierSlot *slot = &index->old_slots[(hash + i) & (index->n_old_slots - 1)];

      if (slot->position == 0)
        return FALSE;
      if (slot->position == position + 1)
        {
          slot->position = TARN_NO_POSITION;
          return TRUE;
        }
    }

  return FALSE;
}

/* Puts all entries into a new table. */
static void
rebuild (TarnIdentifierIndex *index, guint64 n_slots)
{
  TarnIdentifierIndex from = *index;

  index->n_slots = n_slots;
  index->slots = g_new0 (TarnIdentifierSlot, n_slots);
  index->reach = 0;
  for (guint64 slot = 0; slot < from.n_slots; slot++)
    if (from.slots[slot].position != 0)
      put (index, from.slots[slot]);

  g_free (from.slots);
}

static void
take_next_key (TarnIdentifierIndex *index, TarnIdentifierFunc get, gconstpointer array)
{
  const TarnIdentifier last = { index->key, 1 }, last_too = { index->key, 2 };

  index->key
      = (guint64) tarn_identifier_hash (&last, 0) << 32 | tarn_identifier_hash (&last_too, 0);
  for (guint64 slot = 0; slot < index->n_slots; slot++)
    {
      TarnIdentifierSlot *entry = &index->slots[slot];

      if (entry->position != 0)
        entry->hash = tarn_identifier_hash (get (array, entry->position - 1), index->key);
    }
}

/* Takes another key if somebody has just looked at too many slots. */
static void
spread (TarnIdentifierIndex *index, guint64 n_seen, TarnIdentifierFunc get, gconstpointer array)
{
  for (guint i = 0; i < KEYS_TRIED_MAX && is_long (index, n_seen); i++)
    {
      move_slots (index, G_MAXUINT64);
      take_next_key (index, get, array);
      rebuild (index, index->n_slots);
      n_seen = index->reach;
    }
}

void
tarn_identifier_index_insert (TarnIdentifierIndex *index, guint32 position, TarnIdentifierFunc get,
                              gconstpointer array)
{
  /* The table is at most three quarters full, so that most look-ups stay within one cache line. */
  if ((index->n_used + 1) * 4 > index->n_slots * 3)
    grow (index);
  move_slots (index, SLOTS_MOVED);

  guint32 hash = tarn_identifier_hash (get (array, position), index->key);
  put (index, (TarnIdentifierSlot){ position + 1, hash });
  index->n_used++;
  spread (index, index->reach, get, array);
}

/* Fills the gap with later slots of the same chain, so the table needs no marks for removed entries. */
void
tarn_identifier_index_remove (TarnIdentifierIndex *index, guint32 position, TarnIdentifierFunc get,
                              gconstpointer array)
{
  guint64 mask = index->n_slots - 1;
  guint32 hash = tarn_identifier_hash (get (array, position), index->key);
  guint64 first = tarn_identifier_index_home (index, hash), gap = first, slot;

  if (remove_old (index, position, hash))
    {
      index->n_used--;
      return;
    }
  while (index->slots[gap].position != position + 1)
    {
      g_assert (index->slots[gap].position != 0);
      gap = (gap + 1) & mask;
    }

  for (slot = (gap + 1) & mask; index->slots[slot].position != 0; slot = (slot + 1) & mask)
    {
      guint64 home = tarn_identifier_index_home (index, index->slots[slot].hash);

      if (((slot - home) & mask) >= ((slot - gap) & mask))
        {
          index->slots[gap] = index->slots[slot];
          gap = slot;
        }
    }

  index->slots[gap].position = 0;
  index->n_used--;
  spread (index, (slot - first) & mask, get, array);
}
