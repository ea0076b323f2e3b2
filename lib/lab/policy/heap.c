/* SPDX-License-Identifier: MIT */
#include "lab/policy/heap.h"

enum
{
  FIRST_SIZE = 16,
};

/* --- Ranks -------------------------------------------------------------------------------------- */

static gint
compare_numbers (guint64 a, guint64 b)
{
  return a < b ? -1 : a > b;
}

static gint
compare_fractions (const TarnLabRank *a, const TarnLabRank *b)
{
  if (G_LIKELY (a->under == b->under))
    return compare_numbers (a->over, b->over);
  return tarn_wide_compare (tarn_wide_multiply (a->over, b->under),
                            tarn_wide_multiply (b->over, a->under));
}

gint
tarn_lab_waiting_compare (const TarnLabWaiting *a, const TarnLabWaiting *b)
{
  gint order = compare_numbers ((guint64) a->request_us, (guint64) b->request_us);

  return order != 0 ? order : compare_numbers (a->view, b->view);
}

gint
tarn_lab_rank_compare (const TarnLabRanked *a, const TarnLabRanked *b)
{
  gint order = compare_fractions (&a->rank, &b->rank);

  if (order == 0)
    order = compare_numbers (a->rank.rest, b->rank.rest);
  return order != 0 ? order : tarn_lab_waiting_compare (&a->waiting, &b->waiting);
}

/* --- Places ------------------------------------------------------------------------------------- */

guint *
tarn_lab_places_new (const TarnLabLake *lake, guint *out_n_places)
{
  *out_n_places = tarn_lab_count_places (lake);
  return g_new0 (guint, *out_n_places);
}

static void
put (TarnLabHeap *heap, guint at, TarnLabRanked item)
{
  heap->items[at] = item;
  heap->places[item.waiting.view] = at + 1;
}

static void
move_up (TarnLabHeap *heap, guint at, TarnLabRanked item)
{
  for (; at > 0 && tarn_lab_rank_compare (&item, &heap->items[(at - 1) / 2]) < 0; at = (at - 1) / 2)
    put (heap, at, heap->items[(at - 1) / 2]);
  put (heap, at, item);
}

static guint
get_lesser_child (const TarnLabHeap *heap, guint at)
{
  guint left = 2 * at + 1;
  gboolean is_right_less
      = left + 1 < heap->length
        && tarn_lab_rank_compare (&heap->items[left + 1], &heap->items[left]) < 0;

  return is_right_less ? left + 1 : left;
}

static void
move_down (TarnLabHeap *heap, guint at, TarnLabRanked item)
{
  while (2 * at + 1 < heap->length)
    {
      guint child = get_lesser_child (heap, at);

      if (tarn_lab_rank_compare (&heap->items[child], &item) >= 0)
        break;
      put (heap, at, heap->items[child]);
      at = child;
    }
  put (heap, at, item);
}

static void
settle (TarnLabHeap *heap, guint at, TarnLabRanked item)
{
  if (at > 0 && tarn_lab_rank_compare (&item, &heap->items[(at - 1) / 2]) < 0)
    move_up (heap, at, item);
  else
    move_down (heap, at, item);
}

/* --- The heap ----------------------------------------------------------------------------------- */

void
tarn_lab_heap_init_copy (TarnLabHeap *heap, const TarnLabHeap *from, guint *places)
{
  *heap = *from;
  heap->items = g_memdup2 (from->items, from->size * sizeof *from->items);
  heap->places = places;
}

void
tarn_lab_heap_clear (TarnLabHeap *heap)
{
  g_clear_pointer (&heap->items, g_free);
}

void
tarn_lab_heap_set (TarnLabHeap *heap, TarnLabRanked item)
{
  guint place = heap->places[item.waiting.view];

  if (place > 0)
    {
      settle (heap, place - 1, item);
      return;
    }

  if (heap->length == heap->size)
    {
      heap->size = heap->size > 0 ? 2 * heap->size : FIRST_SIZE;
      heap->items = g_renew (TarnLabRanked, heap->items, heap->size);
    }
  move_up (heap, heap->length++, item);
}

void
tarn_lab_heap_remove (TarnLabHeap *heap, guint view)
{
  guint place = heap->places[view];

  if (place == 0)
    return;

  heap->places[view] = 0;
  heap->length--;
  if (place - 1 < heap->length)
    settle (heap, place - 1, heap->items[heap->length]);
}

const TarnLabRanked *
tarn_lab_heap_peek (const TarnLabHeap *heap)
{
  return heap->length > 0 ? &heap->items[0] : NULL;
}

const TarnLabRanked *
tarn_lab_heap_get (const TarnLabHeap *heap, guint view)
{
  return &heap->items[heap->places[view] - 1];
}
