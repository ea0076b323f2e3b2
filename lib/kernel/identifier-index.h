/* SPDX-License-Identifier: MIT */
/*
 * A hash table from identifiers to positions in an array that holds the identifiers. A slot has eight bytes
 * and the table holds no pointers, so a fork copies the table as plain memory. GHashTable cannot do that,
 * because its functions do not get the array.
 *
 * A slot has a part of the identifier, so that a look-up reads the array only for the right identifier.
 * Identifiers that the library draws are as good as random, so their bits serve as the hash. Keys from
 * outside are only looked up and never inserted, so they cannot make the table slow.
 */
#pragma once

#include "kernel/identifier.h"

enum
{
  TARN_NO_POSITION = G_MAXUINT32,
};

typedef struct
{
  guint32 position; /* the position + 1; 0 for an empty slot */
  guint32 tag;
} TarnIdentifierSlot;

typedef struct
{
  TarnIdentifierSlot *slots;
  guint64 n_slots;
  guint64 n_used;
} TarnIdentifierIndex;

/* Returns the identifier at a position of the array. */
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

/*
 * Returns the position, or TARN_NO_POSITION. The function is inline, so that the look-up of a run needs no
 * indirect call.
 */
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

/* @index must be empty. */
void tarn_identifier_index_copy (TarnIdentifierIndex *index, const TarnIdentifierIndex *from);

/* The array must already hold the identifier at @position, and no equal identifier elsewhere. */
void tarn_identifier_index_insert (TarnIdentifierIndex *index, guint32 position,
                                   TarnIdentifierFunc get, gconstpointer array);

/* The array must still hold the identifier at @position. */
void tarn_identifier_index_remove (TarnIdentifierIndex *index, guint32 position,
                                   TarnIdentifierFunc get, gconstpointer array);
