/* SPDX-License-Identifier: MIT */
#include "kernel/identifier-index.h"

void
tarn_identifier_index_clear (TarnIdentifierIndex *index)
{
  g_free (index->slots);
  *index = (TarnIdentifierIndex){ NULL, 0, 0 };
}

void
tarn_identifier_index_copy (TarnIdentifierIndex *index, const TarnIdentifierIndex *from)
{
  *index = *from;
  index->slots = g_memdup2 (from->slots, from->n_slots * sizeof (TarnIdentifierSlot));
}

static void
put (TarnIdentifierIndex *index, guint32 position, const TarnIdentifier *identifier)
{
  guint64 slot = tarn_identifier_index_home (index, identifier);

  while (index->slots[slot].position != 0)
    slot = (slot + 1) & (index->n_slots - 1);
  index->slots[slot].position = position + 1;
  index->slots[slot].tag = tarn_identifier_index_tag (identifier);
}

static void
grow (TarnIdentifierIndex *index, TarnIdentifierFunc get, gconstpointer array)
{
  TarnIdentifierIndex grown = { NULL, MAX (64, index->n_slots * 2), index->n_used };

  grown.slots = g_new0 (TarnIdentifierSlot, grown.n_slots);
  for (guint64 slot = 0; slot < index->n_slots; slot++)
    if (index->slots[slot].position != 0)
      put (&grown, index->slots[slot].position - 1, get (array, index->slots[slot].position - 1));

  g_free (index->slots);
  *index = grown;
}

void
tarn_identifier_index_insert (TarnIdentifierIndex *index, guint32 position, TarnIdentifierFunc get,
                              gconstpointer array)
{
  /* The table is at most three quarters full, so that most look-ups stay within one cache line. */
  if ((index->n_used + 1) * 4 > index->n_slots * 3)
    grow (index, get, array);

  put (index, position, get (array, position));
  index->n_used++;
}

/* Fills the gap with later slots of the same chain, so the table needs no marks for removed entries. */
void
tarn_identifier_index_remove (TarnIdentifierIndex *index, guint32 position, TarnIdentifierFunc get,
                              gconstpointer array)
{
  guint64 mask = index->n_slots - 1;
  guint64 gap = tarn_identifier_index_home (index, get (array, position));

  while (index->slots[gap].position != position + 1)
    {
      g_assert (index->slots[gap].position != 0);
      gap = (gap + 1) & mask;
    }

  for (guint64 slot = (gap + 1) & mask; index->slots[slot].position != 0; slot = (slot + 1) & mask)
    {
      guint64 home
          = tarn_identifier_index_home (index, get (array, index->slots[slot].position - 1));

      if (((slot - home) & mask) >= ((slot - gap) & mask))
        {
          index->slots[gap] = index->slots[slot];
          gap = slot;
        }
    }

  index->slots[gap].position = 0;
  index->n_used--;
}
