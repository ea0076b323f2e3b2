/* SPDX-License-Identifier: MIT */
/*
 * Views in a heap by a rank that may change. The heaps of one owner may share the array of places, as long as each
 * view is in one of them at most.
 */
#pragma once

#include "lab/policy/part.h"

/* The least comes first: by the fraction, the rest, the time of the request, and the view. */
typedef struct
{
  guint64 over;
  guint64 under; /* not 0 */
  guint64 rest;
} TarnLabRank;

typedef struct
{
  TarnLabRank rank;
  TarnLabWaiting waiting;
} TarnLabRanked;

typedef struct
{
  TarnLabRanked *items;
  guint length;
  guint size;
  guint *places; /* by view: the place in the heap, from 1; 0 for a view that is in none */
} TarnLabHeap;

/* Says which of two requests of equal rank starts first: the one that was made first, and then that of the first view. */
gint tarn_lab_waiting_compare (const TarnLabWaiting *a, const TarnLabWaiting *b);
gint tarn_lab_rank_compare (const TarnLabRanked *a, const TarnLabRanked *b);

/* Returns places for the views of a policy, all of them in no heap. */
guint *tarn_lab_places_new (const TarnLabLake *lake, guint *out_n_places);

void tarn_lab_heap_init_copy (TarnLabHeap *heap, const TarnLabHeap *from, guint *places);
void tarn_lab_heap_clear (TarnLabHeap *heap);
/* Adds the view, or gives it another rank. */
void tarn_lab_heap_set (TarnLabHeap *heap, TarnLabRanked item);
/* Does nothing if the view is in no heap. */
void tarn_lab_heap_remove (TarnLabHeap *heap, guint view);
/* Returns NULL if the heap is empty. */
const TarnLabRanked *tarn_lab_heap_peek (const TarnLabHeap *heap);
/* Returns what the view has in the heap, in which it must be. */
const TarnLabRanked *tarn_lab_heap_get (const TarnLabHeap *heap, guint view);
