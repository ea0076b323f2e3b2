/* SPDX-License-Identifier: MIT */
#include "lab/policy/timers.h"

void
tarn_lab_timers_init (TarnLabTimers *timers, const TarnLabLake *lake)
{
  *timers = (TarnLabTimers){ .n_places = 0 };
  timers->heap.places = tarn_lab_places_new (lake, &timers->n_places);
}

void
tarn_lab_timers_init_copy (TarnLabTimers *timers, const TarnLabTimers *from)
{
  guint *places = g_memdup2 (from->heap.places, from->n_places * sizeof *from->heap.places);

  timers->n_places = from->n_places;
  tarn_lab_heap_init_copy (&timers->heap, &from->heap, places);
}

void
tarn_lab_timers_clear (TarnLabTimers *timers)
{
  g_clear_pointer (&timers->heap.places, g_free);
  tarn_lab_heap_clear (&timers->heap);
}

void
tarn_lab_timers_set (TarnLabTimers *timers, guint view, gint64 time_us)
{
  if (time_us == TARN_LAB_NEVER)
    tarn_lab_heap_remove (&timers->heap, view);
  else
    tarn_lab_heap_set (&timers->heap,
                       (TarnLabRanked){ { (guint64) time_us, 1, 0 }, { view, time_us } });
}

gint64
tarn_lab_timers_get_next (const TarnLabTimers *timers)
{
  const TarnLabRanked *first = tarn_lab_heap_peek (&timers->heap);

  return first != NULL ? first->waiting.request_us : TARN_LAB_NEVER;
}

gboolean
tarn_lab_timers_take (TarnLabTimers *timers, gint64 now_us, guint *out_view)
{
  const TarnLabRanked *first = tarn_lab_heap_peek (&timers->heap);

  if (first == NULL || first->waiting.request_us > now_us)
    return FALSE;

  *out_view = first->waiting.view;
  tarn_lab_heap_remove (&timers->heap, *out_view);
  return TRUE;
}
