/* SPDX-License-Identifier: MIT */
/*
 * A hash table from identifiers to positions in an array that holds them: eight bytes a slot, no
 * pointers, so it forks by copying. GHashTable cannot do that: its functions know no array.
 *
 * A slot carries a part of the identifier, so that the array is looked at for the right one only.
 * Identifiers that the library draws are as good as random, so their bits serve as the hash. Keys
 * from outside are only looked up, never inserted, and cannot make the table slow.
 */
#pragma once

#include "kernel/identifier.h"

enum
{
  TARN_NO_POSITION = G_MAXUINT32,
};

typedef struct
{
  guint32 position; /* + 1; 0 = empty */
  guint32 tag;
} TarnIdentifierSlot;

typedef struct
{
  TarnIdentifierSlot *slots;
  guint64 n_slots;
  guint64 n_used;
} TarnIdentifierIndex;

/* Tells the identifier at a position of the array. */
typedef const TarnIdentifier *(*TarnIdentifierFunc) (gconstpointer array, guint32 position);

static inline guint64
tarn_identifier_index_home (const TarnIdentifierIndex *index, const TarnIdentifier *identifier)
{
  return identifier->low & (index->n_slots - 1);
}

static inline guint32
tarn_identifier_index_tag (const TarnIdentifier *identifier)
{
  return (guint32) (identifier->high >> 32);
}

/* Inline, so that the look-up of a run costs no indirect call. */
static inline guint32
tarn_identifier_index_lookup (const TarnIdentifierIndex *index, const TarnIdentifier *identifier,
                              TarnIdentifierFunc get, gconstpointer array)
{
  guint32 tag = tarn_identifier_index_tag (identifier);

  if (index->n_used == 0)
    return TARN_NO_POSITION;

  for (guint64 slot = tarn_identifier_index_home (index, identifier);
       index->slots[slot].position != 0; slot = (slot + 1) & (index->n_slots - 1))
    if (index->slots[slot].tag == tag
        && tarn_identifier_equal (get (array, index->slots[slot].position - 1), identifier))
      return index->slots[slot].position - 1;

  return TARN_NO_POSITION;
}

void tarn_identifier_index_clear (TarnIdentifierIndex *index);

/* @index is empty. */
void tarn_identifier_index_copy (TarnIdentifierIndex *index, const TarnIdentifierIndex *from);

/* The array must hold the identifier at @position already, and none equal to it elsewhere. */
void tarn_identifier_index_insert (TarnIdentifierIndex *index, guint32 position,
                                   TarnIdentifierFunc get, gconstpointer array);

/* The array must still hold the identifier. */
void tarn_identifier_index_remove (TarnIdentifierIndex *index, guint32 position,
                                   TarnIdentifierFunc get, gconstpointer array);
