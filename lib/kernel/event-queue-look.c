/* SPDX-License-Identifier: MIT */
/* Copies a queue, and lists its pending events without taking them out. */
#include "kernel/event-queue.h"

#include <string.h>

#include "kernel/event-queue-inside.h"

/* Copies only the elements that are used, but allocates as many elements as the original has. */
static gpointer
copy_used (gconstpointer data, gsize n_used, gsize n_allocated, gsize size)
{
  gpointer copy = n_allocated > 0 ? g_malloc_n (n_allocated, size) : NULL;

  if (n_used > 0)
    memcpy (copy, data, n_used * size);
  return copy;
}

TarnEventQueue *
tarn_event_queue_copy (const TarnEventQueue *queue)
{
  TarnEventQueue *copy = g_memdup2 (queue, sizeof *queue);

  copy->nodes = copy_used (queue->nodes, queue->n_nodes, queue->nodes_allocated, sizeof (Node));
  copy->blocks
      = copy_used (queue->blocks, queue->n_blocks, queue->blocks_allocated, sizeof (Block));
  copy->window
      = copy_used (queue->window, queue->window_length, queue->window_allocated, sizeof (Entry));
  copy->heap
      = copy_used (queue->heap, queue->heap_length, queue->heap_allocated, sizeof (HeapEntry));
  for (guint level = 0; level < N_LEVELS; level++)
    copy->levels[level].buckets
        = g_memdup2 (queue->levels[level].buckets,
                     queue->levels[level].buckets != NULL ? N_DIGITS * sizeof (Bucket) : 0);

  return copy;
}

void
tarn_event_queue_forget_chains (TarnEventQueue *queue)
{
  for (guint32 i = 0; i < queue->n_nodes; i++)
    queue->nodes[i].chain = 0;
}

/* --- Listing ---------------------------------------------------------------------------------- */

static gint
compare_positions (gconstpointer a, gconstpointer b)
{
  const HeapEntry *x = a, *y = b;

  return heap_entry_less_than (x, y) ? -1 : heap_entry_less_than (y, x) ? 1 : 0;
}

/*
 * Adds a live entry to the list. Its sequence is its position in the list, because entries of equal times are
 * added in the right order.
 */
static void
list_add (const TarnEventQueue *queue, GArray *list, const Entry *entry)
{
  HeapEntry listed = { *entry, list->len };

  if (!is_stale (queue, entry))
    g_array_append_val (list, listed);
}

/*
 * The buckets follow each other in time, and all their entries are later than those of the window and the heap.
 * So no bucket is read when enough entries have been listed.
 */
GArray *
tarn_event_queue_list_entries (const TarnEventQueue *queue, guint max)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (HeapEntry));
  g_autofree HeapEntry *heap = g_memdup2 (queue->heap, queue->heap_length * sizeof (HeapEntry));

  for (gsize i = queue->window_head; i < queue->window_length; i++)
    list_add (queue, list, &queue->window[i]);

  if (queue->heap_length > 0)
    qsort (heap, queue->heap_length, sizeof (HeapEntry), compare_positions);
  for (gsize i = 0; i < queue->heap_length; i++)
    list_add (queue, list, &heap[i].entry);

  for (guint level = 0; level < N_LEVELS; level++)
    for (guint digit = 0;
         queue->levels[level].buckets != NULL && digit < N_DIGITS && list->len < max; digit++)
      {
        const Bucket *bucket = &queue->levels[level].buckets[digit];
        guint32 index = bucket->n_entries > 0 ? bucket->first : NONE;

        for (; index != NONE; index = queue->blocks[index].next)
          for (guint i = 0; i < queue->blocks[index].n_entries; i++)
            list_add (queue, list, &queue->blocks[index].entries[i]);
      }

  g_array_sort (list, compare_positions);
  return list;
}

GArray *
tarn_event_queue_list (const TarnEventQueue *queue, guint max)
{
  g_autoptr (GArray) entries = tarn_event_queue_list_entries (queue, max);
  GArray *events = g_array_new (FALSE, FALSE, sizeof (TarnEvent));

  for (guint i = 0; i < entries->len && i < max; i++)
    {
      TarnEvent event;

      read_event (queue, &g_array_index (entries, HeapEntry, i).entry, &event);
      g_array_append_val (events, event);
    }

  return events;
}

GArray *
tarn_event_queue_list_ranks (const TarnEventQueue *queue)
{
  GArray *ranks = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autofree HeapEntry *heap = g_memdup2 (queue->heap, queue->heap_length * sizeof (HeapEntry));

  if (queue->heap_length > 0)
    qsort (heap, queue->heap_length, sizeof (HeapEntry), compare_positions);
  for (gsize i = 0; i < queue->heap_length; i++)
    if (!is_stale (queue, &heap[i].entry))
      g_array_append_val (ranks, heap[i].sequence);

  return ranks;
}
