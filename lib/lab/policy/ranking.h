/* SPDX-License-Identifier: MIT */
/*
 * The requests that wait, ranked in one heap or in several. Each order has its ranks; what is in different heaps, it
 * compares by itself.
 */
#pragma once

#include "lab/policy/heap.h"

typedef struct
{
  TarnLabHeap *heaps;
  guint n_heaps;
  guint *places;  /* of all heaps */
  guint *heap_of; /* by view: the heap in which it is */
  guint n_places;
  guint n_waiting;
} TarnLabRanking;

void tarn_lab_ranking_init (TarnLabRanking *ranking, const TarnLabLake *lake, guint n_heaps);
void tarn_lab_ranking_init_copy (TarnLabRanking *ranking, const TarnLabRanking *from);
void tarn_lab_ranking_clear (TarnLabRanking *ranking);
/* Adds a request, or gives it another rank or heap. */
void tarn_lab_ranking_set (TarnLabRanking *ranking, guint heap, TarnLabRanked item);
/* Returns the request of the view, or NULL. */
const TarnLabRanked *tarn_lab_ranking_get (const TarnLabRanking *ranking, guint view);
/* Returns the first request of a heap, or NULL. */
const TarnLabRanked *tarn_lab_ranking_peek (const TarnLabRanking *ranking, guint heap);
/* Takes the request, which must be there. */
TarnLabWaiting tarn_lab_ranking_take (TarnLabRanking *ranking, guint view);
/* Takes any request. Returns FALSE if there is none. */
gboolean tarn_lab_ranking_drop (TarnLabRanking *ranking, TarnLabWaiting *out_waiting);

/* --- What ranks are made of --------------------------------------------------------------------- */

/* When the oldest commit that the view lacks must be shown, or TARN_LAB_NEVER. */
gint64 tarn_lab_get_deadline (const TarnLabLake *lake, guint view);
/* Makes a rank by a number. Of equal ones, the earliest request is the first, so that none waits for ever. */
TarnLabRanked tarn_lab_rank_by (gint64 number, TarnLabWaiting waiting);
