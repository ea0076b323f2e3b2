/* SPDX-License-Identifier: MIT */
#include "lab/policy/ranking.h"

void
tarn_lab_ranking_init (TarnLabRanking *ranking, const TarnLabLake *lake, guint n_heaps)
{
  *ranking = (TarnLabRanking){ .n_heaps = n_heaps };
  ranking->places = tarn_lab_places_new (lake, &ranking->n_places);
  ranking->heap_of = g_new0 (guint, ranking->n_places);
  ranking->heaps = g_new0 (TarnLabHeap, n_heaps);
  for (guint i = 0; i < n_heaps; i++)
    ranking->heaps[i].places = ranking->places;
}

void
tarn_lab_ranking_init_copy (TarnLabRanking *ranking, const TarnLabRanking *from)
{
  *ranking = *from;
  ranking->places = g_memdup2 (from->places, from->n_places * sizeof *from->places);
  ranking->heap_of = g_memdup2 (from->heap_of, from->n_places * sizeof *from->heap_of);
  ranking->heaps = g_new (TarnLabHeap, from->n_heaps);
  for (guint i = 0; i < from->n_heaps; i++)
    tarn_lab_heap_init_copy (&ranking->heaps[i], &from->heaps[i], ranking->places);
}

void
tarn_lab_ranking_clear (TarnLabRanking *ranking)
{
  for (guint i = 0; i < ranking->n_heaps; i++)
    tarn_lab_heap_clear (&ranking->heaps[i]);
  g_clear_pointer (&ranking->heaps, g_free);
  g_clear_pointer (&ranking->heap_of, g_free);
  g_clear_pointer (&ranking->places, g_free);
}

static gboolean
is_waiting (const TarnLabRanking *ranking, guint view)
{
  return view < ranking->n_places && ranking->places[view] > 0;
}

void
tarn_lab_ranking_set (TarnLabRanking *ranking, guint heap, TarnLabRanked item)
{
  guint view = item.waiting.view;

  if (!is_waiting (ranking, view))
    ranking->n_waiting++;
  else if (ranking->heap_of[view] != heap)
    tarn_lab_heap_remove (&ranking->heaps[ranking->heap_of[view]], view);
  ranking->heap_of[view] = heap;
  tarn_lab_heap_set (&ranking->heaps[heap], item);
}

const TarnLabRanked *
tarn_lab_ranking_get (const TarnLabRanking *ranking, guint view)
{
  return is_waiting (ranking, view)
             ? tarn_lab_heap_get (&ranking->heaps[ranking->heap_of[view]], view)
             : NULL;
}

const TarnLabRanked *
tarn_lab_ranking_peek (const TarnLabRanking *ranking, guint heap)
{
  return tarn_lab_heap_peek (&ranking->heaps[heap]);
}

TarnLabWaiting
tarn_lab_ranking_take (TarnLabRanking *ranking, guint view)
{
  TarnLabWaiting waiting = tarn_lab_ranking_get (ranking, view)->waiting;

  tarn_lab_heap_remove (&ranking->heaps[ranking->heap_of[view]], view);
  ranking->n_waiting--;
  return waiting;
}

gboolean
tarn_lab_ranking_drop (TarnLabRanking *ranking, TarnLabWaiting *out_waiting)
{
  for (guint i = 0; i < ranking->n_heaps; i++)
    {
      const TarnLabRanked *first = tarn_lab_ranking_peek (ranking, i);

      if (first == NULL)
        continue;
      *out_waiting = tarn_lab_ranking_take (ranking, first->waiting.view);
      return TRUE;
    }

  return FALSE;
}

/* --- What ranks are made of --------------------------------------------------------------------- */

gint64
tarn_lab_get_deadline (const TarnLabLake *lake, guint view)
{
  gint64 slo_us
      = MIN (tarn_lab_lake_get_lag_slo (lake, view), tarn_lab_lake_get_age_slo (lake, view));
  gint64 oldest_us = tarn_lab_lake_get_pending (lake, view).oldest_us;

  return slo_us != TARN_LAB_NEVER && oldest_us != TARN_LAB_NEVER ? oldest_us + slo_us
                                                                 : TARN_LAB_NEVER;
}

TarnLabRanked
tarn_lab_rank_by (gint64 number, TarnLabWaiting waiting)
{
  return (TarnLabRanked){ { (guint64) number, 1, (guint64) waiting.request_us }, waiting };
}
