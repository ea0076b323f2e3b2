/* SPDX-License-Identifier: MIT */
/*
 * A hash table from identifiers to positions in an array that holds the identifiers. A slot has eight bytes
 * and the table holds no pointers, so a fork copies the table as plain memory. GHashTable cannot do that,
 * because its functions do not get the array.
 *
 * A slot has 32 bits of the identifier's hash. So a look-up reads the array only for the right identifier,
 * and a table that grows or loses an entry does not read the array at all.
 *
 * Identifiers may come from a file that somebody made in order to have them collide. So the table mixes them
 * with a key of its own. The keys are the same in every process, so somebody can compute identifiers that
 * collide under one key. A table that has such a long chain therefore takes its next key, under which these
 * identifiers are spread again. So in a table of n slots no look-up reads more than about the square root of
 * n. Keys and chains never show outside, because no order comes from the table.
 */
#pragma once

#include "kernel/arith.h"
#include "kernel/identifier.h"

enum
{
  TARN_NO_POSITION = G_MAXUINT32,
};

typedef struct
{
  guint32 position; /* the position + 1; 0 for an empty slot; TARN_NO_POSITION for a mark */
  guint32 hash;
} TarnIdentifierSlot;

typedef struct
{
  TarnIdentifierSlot *slots;
  guint64 n_slots;
  guint64 n_used;
  guint64 reach; /* no entry is this many slots or more after the home of its hash */
  guint64 key;   /* 0 for the first one */

  /*
   * The table before it grew, until all its entries have been moved. Each insertion moves a few, so that none
   * takes long. An entry that was moved or removed leaves a mark, which keeps the chains together.
   */
  TarnIdentifierSlot *old_slots;
  guint64 n_old_slots; /* 0 when all have been moved */
  guint64 n_moved;     /* the slots of the old table before this one have been moved */
  guint64 old_reach;
} TarnIdentifierIndex;

/* Returns the identifier at a position of the array. */
typedef const TarnIdentifier *(*TarnIdentifierFunc) (gconstpointer array, guint32 position);

/*
 * Mixes by two long multiplications. The constants are digits of pi, and the product with the key has the key
 * on both sides.
 */
static inline guint32
tarn_identifier_hash (const TarnIdentifier *identifier, guint64 key)
{
  TarnWide mixed
      = tarn_wide_multiply (identifier->low ^ key ^ G_GUINT64_CONSTANT (0x243f6a8885a308d3),
                            identifier->high ^ (key << 32 | key >> 32)
                                ^ G_GUINT64_CONSTANT (0x13198a2e03707344));

  mixed = tarn_wide_multiply (mixed.low ^ G_GUINT64_CONSTANT (0xa4093822299f31d0),
                              mixed.high ^ key ^ G_GUINT64_CONSTANT (0x082efa98ec4e6c89));
  return (guint32) (mixed.low ^ mixed.high);
}

static inline guint64
tarn_identifier_index_home (const TarnIdentifierIndex *index, guint64 hash)
{
  return hash & (index->n_slots - 1);
}

/* As tarn_identifier_index_next(), for what has not been moved out of the old table. */
static inline guint32
tarn_identifier_index_next_old (const TarnIdentifierIndex *index, guint32 hash, guint64 *n_seen)
{
  while (*n_seen - index->reach < index->old_reach)
    {
      const TarnIdentifierSlot *slot
          = &index->old_slots[(hash + (*n_seen)++ - index->reach) & (index->n_old_slots - 1)];

      if (slot->position == 0)
        return TARN_NO_POSITION;
      if (slot->hash == hash && slot->position != TARN_NO_POSITION)
        return slot->position - 1;
    }

  return TARN_NO_POSITION;
}

/*
 * Returns the next position whose identifier may have this hash, or TARN_NO_POSITION. @n_seen counts the slots
 * that were looked at, and is 0 at first.
 */
static inline guint32
tarn_identifier_index_next (const TarnIdentifierIndex *index, guint32 hash, guint64 *n_seen)
{
  while (*n_seen < index->reach)
    {
      const TarnIdentifierSlot *slot
          = &index->slots[tarn_identifier_index_home (index, hash + (*n_seen)++)];

      if (slot->position == 0)
        {
          *n_seen = index->reach;
          break;
        }
      if (slot->hash == hash)
        return slot->position - 1;
    }

  return G_LIKELY (index->n_old_slots == 0) ? TARN_NO_POSITION
                                            : tarn_identifier_index_next_old (index, hash, n_seen);
}

/*
 * Returns the position, or TARN_NO_POSITION. The function is inline, so that the look-up of a run needs no
 * indirect call.
 */
static inline guint32
tarn_identifier_index_lookup (const TarnIdentifierIndex *index, const TarnIdentifier *identifier,
                              TarnIdentifierFunc get, gconstpointer array)
{
  guint32 hash = tarn_identifier_hash (identifier, index->key), position;
  guint64 n_seen = 0;

  do
    position = tarn_identifier_index_next (index, hash, &n_seen);
  while (position != TARN_NO_POSITION
         && !tarn_identifier_equal (get (array, position), identifier));

  return position;
}

void tarn_identifier_index_clear (TarnIdentifierIndex *index);

/* @index must be empty. */
void tarn_identifier_index_copy (TarnIdentifierIndex *index, const TarnIdentifierIndex *from);

/* The array must already hold the identifier at @position. */
void tarn_identifier_index_insert (TarnIdentifierIndex *index, guint32 position,
                                   TarnIdentifierFunc get, gconstpointer array);

/* The array must still hold the identifier at @position. */
void tarn_identifier_index_remove (TarnIdentifierIndex *index, guint32 position,
                                   TarnIdentifierFunc get, gconstpointer array);
