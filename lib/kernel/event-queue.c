/* SPDX-License-Identifier: MIT */
#include "kernel/event-queue.h"

#include <string.h>

#include "kernel/arith.h"
#include "kernel/event-queue-inside.h"

static gpointer
grow (gpointer data, guint32 *allocated, gsize size)
{
  g_assert (*allocated < G_MAXUINT32 / 2);
  *allocated = MAX (64, *allocated * 2);
  return g_realloc_n (data, *allocated, size);
}

TarnEventQueue *
tarn_event_queue_new (void)
{
  TarnEventQueue *queue = g_new0 (TarnEventQueue, 1);

  queue->nodes = grow (queue->nodes, &queue->nodes_allocated, sizeof (Node));
  queue->blocks = grow (queue->blocks, &queue->blocks_allocated, sizeof (Block));
  queue->n_nodes = queue->n_blocks = 1;
  queue->window_allocated = WINDOW_MAX;
  queue->window = g_new (Entry, WINDOW_MAX);
  queue->is_small = TRUE;

  return queue;
}

void
tarn_event_queue_free (TarnEventQueue *queue)
{
  for (guint level = 0; level < N_LEVELS; level++)
    g_free (queue->levels[level].buckets);
  g_free (queue->nodes);
  g_free (queue->blocks);
  g_free (queue->window);
  g_free (queue->heap);
  g_free (queue);
}

/* --- Nodes ------------------------------------------------------------------------------------ */

static inline guint32
node_new (TarnEventQueue *queue)
{
  guint32 node = queue->free_node;

  if (node != NONE)
    {
      queue->free_node = queue->nodes[node].subject;
      return node;
    }

  if (queue->n_nodes == queue->nodes_allocated)
    queue->nodes = grow (queue->nodes, &queue->nodes_allocated, sizeof (Node));
  node = queue->n_nodes++;
  queue->nodes[node].generation = 1;

  return node;
}

static inline void
node_free (TarnEventQueue *queue, guint32 index)
{
  Node *node = &queue->nodes[index];

  queue->n_live--;
  if (!(node->flags & TARN_EVENT_BACKGROUND))
    queue->n_foreground--;

  /* The generation is never 0, so that no handle is ever 0. */
  if (G_UNLIKELY (++node->generation == 0))
    node->generation = 1;
  node->subject = queue->free_node;
  queue->free_node = index;
}

/* --- Buckets ---------------------------------------------------------------------------------- */

static inline guint32
block_new (TarnEventQueue *queue)
{
  guint32 block = queue->free_block;

  if (block != NONE)
    queue->free_block = queue->blocks[block].next;
  else
    {
      if (queue->n_blocks == queue->blocks_allocated)
        queue->blocks = grow (queue->blocks, &queue->blocks_allocated, sizeof (Block));
      block = queue->n_blocks++;
    }
  queue->blocks[block].next = NONE;
  queue->blocks[block].n_entries = 0;

  return block;
}

/* Frees the block and returns the block after it. */
static inline guint32
block_free (TarnEventQueue *queue, guint32 block)
{
  guint32 next = queue->blocks[block].next;

  queue->blocks[block].next = queue->free_block;
  queue->free_block = block;

  return next;
}

static inline guint
find_level (const TarnEventQueue *queue, guint64 time)
{
  guint64 difference = time ^ queue->base;

  return difference == 0 ? 0 : (63 - tarn_count_leading_zeros (difference)) / DIGIT_BITS;
}

static inline guint
find_digit (guint64 time, guint level)
{
  return (guint) (time >> (level * DIGIT_BITS)) & (N_DIGITS - 1);
}

static inline void
bucket_append (TarnEventQueue *queue, Entry entry)
{
  guint level_index = find_level (queue, entry.time);
  guint digit = find_digit (entry.time, level_index);
  Level *level = &queue->levels[level_index];
  Bucket *bucket;

  if (G_UNLIKELY (level->buckets == NULL))
    level->buckets = g_new0 (Bucket, N_DIGITS);
  bucket = &level->buckets[digit];

  if (bucket->n_entries == 0)
    {
      bucket->first = bucket->last = block_new (queue);
      bucket->time_min = bucket->time_max = entry.time;
      level->occupied |= 1u << digit;
      queue->occupied_levels |= 1u << level_index;
    }
  else if (queue->blocks[bucket->last].n_entries == BLOCK_ENTRIES)
    {
      guint32 block = block_new (queue);
      queue->blocks[bucket->last].next = block;
      bucket->last = block;
    }

  Block *block = &queue->blocks[bucket->last];
  block->entries[block->n_entries++] = entry;
  bucket->n_entries++;
  bucket->time_min = MIN (bucket->time_min, entry.time);
  bucket->time_max = MAX (bucket->time_max, entry.time);
}

static inline gboolean
find_first_bucket (const TarnEventQueue *queue, guint *out_level, guint *out_digit)
{
  if (queue->occupied_levels == 0)
    return FALSE;

  *out_level = (guint) __builtin_ctz (queue->occupied_levels);
  *out_digit = (guint) __builtin_ctz (queue->levels[*out_level].occupied);
  return TRUE;
}

/* Takes the bucket out of its level. The caller now owns the blocks of the bucket. */
static Bucket
bucket_take (TarnEventQueue *queue, guint level_index, guint digit)
{
  Level *level = &queue->levels[level_index];
  Bucket bucket = level->buckets[digit];

  level->buckets[digit].n_entries = 0;
  level->occupied &= ~(1u << digit);
  if (level->occupied == 0)
    queue->occupied_levels &= ~(1u << level_index);

  return bucket;
}

/*
 * Moves the entries of a bucket to lower levels. The base is now within the span of the bucket, so each entry
 * differs from the base in a lower digit.
 */
static void
bucket_move_down (TarnEventQueue *queue, Bucket bucket)
{
  for (guint32 index = bucket.first; index != NONE;)
    {
      /* Appending may move the array of blocks, so this loop works on a copy of the block. */
      Block block = queue->blocks[index];

      index = block_free (queue, index);
      __builtin_prefetch (&queue->blocks[index]);
      for (guint i = 0; i < block.n_entries; i++)
        bucket_append (queue, block.entries[i]);
    }
}

/* --- The window ------------------------------------------------------------------------------- */

/*
 * An insertion sort. It is stable, and it is the fastest method for a few entries that are nearly in order.
 */
static void
sort_entries (Entry *entries, gsize n_entries)
{
  for (gsize i = 1; i < n_entries; i++)
    {
      Entry entry = entries[i];
      gsize j = i;

      for (; j > 0 && entries[j - 1].time > entry.time; j--)
        entries[j] = entries[j - 1];
      entries[j] = entry;
    }
}

/* Only many events of one time need a large window, which is given back after them. */
static inline void
fit_window (TarnEventQueue *queue, gsize n_needed)
{
  if (queue->window_allocated >= n_needed && queue->window_allocated / WINDOW_KEPT <= n_needed)
    return;

  queue->window_allocated = n_needed;
  queue->window = g_renew (Entry, queue->window, queue->window_allocated);
}

static void
window_fill (TarnEventQueue *queue, Bucket bucket)
{
  fit_window (queue, MAX (bucket.n_entries, WINDOW_MAX));

  queue->window_head = queue->window_length = 0;
  for (guint32 index = bucket.first; index != NONE; index = block_free (queue, index))
    {
      const Block *block = &queue->blocks[index];

      memcpy (queue->window + queue->window_length, block->entries,
              block->n_entries * sizeof (Entry));
      queue->window_length += block->n_entries;
    }
  queue->window_end = bucket.time_max + 1;

  if (bucket.time_min != bucket.time_max)
    sort_entries (queue->window, queue->window_length);
}

/* The queue is empty, so it is small from now on. */
static void
small_begin (TarnEventQueue *queue)
{
  queue->is_small = TRUE;
  queue->window_head = queue->window_length = 0;
  fit_window (queue, WINDOW_MAX);
}

/* Fills the window with the earliest entries. Returns FALSE if no entry is due at @limit or before. */
static gboolean
window_open (TarnEventQueue *queue, guint64 limit)
{
  guint level, digit;

  while (find_first_bucket (queue, &level, &digit))
    {
      if (queue->levels[level].buckets[digit].time_min > limit)
        return FALSE;

      Bucket bucket = bucket_take (queue, level, digit);
      queue->base = bucket.time_min;

      if (bucket.n_entries <= WINDOW_MAX || bucket.time_min == bucket.time_max)
        {
          window_fill (queue, bucket);
          return TRUE;
        }
      bucket_move_down (queue, bucket);
    }

  if (queue->ties == TARN_TIES_FIRST_IN_FIRST_OUT && queue->occupied_levels == 0)
    small_begin (queue);
  return FALSE;
}

/* --- The heap beside the window --------------------------------------------------------------- */

static void
heap_push (TarnEventQueue *queue, HeapEntry entry)
{
  if (queue->heap_length == queue->heap_allocated)
    {
      queue->heap_allocated = MAX (64, queue->heap_allocated * 2);
      queue->heap = g_renew (HeapEntry, queue->heap, queue->heap_allocated);
    }

  gsize i = queue->heap_length++;
  while (i > 0 && heap_entry_less_than (&entry, &queue->heap[(i - 1) / 2]))
    {
      queue->heap[i] = queue->heap[(i - 1) / 2];
      i = (i - 1) / 2;
    }
  queue->heap[i] = entry;
}

static void
heap_drop_first (TarnEventQueue *queue)
{
  HeapEntry *heap = queue->heap;
  gsize length = --queue->heap_length;
  HeapEntry entry = heap[length];
  gsize i = 0;

  for (gsize child = 1; child < length; child = 2 * i + 1)
    {
      if (child + 1 < length && heap_entry_less_than (&heap[child + 1], &heap[child]))
        child++;
      if (!heap_entry_less_than (&heap[child], &entry))
        break;
      heap[i] = heap[child];
      i = child;
    }
  heap[i] = entry;
}

/* --- Stale entries ---------------------------------------------------------------------------- */

static void
sweep_window_and_heap (TarnEventQueue *queue)
{
  gsize kept = 0, heap_length = queue->heap_length;

  for (gsize i = queue->window_head; i < queue->window_length; i++)
    if (!is_stale (queue, &queue->window[i]))
      queue->window[kept++] = queue->window[i];
  queue->window_head = 0;
  queue->window_length = kept;

  /*
   * The entries are pushed back into the same array. At each step at most as many entries were pushed as were
   * read, so this never overwrites an unread entry.
   */
  queue->heap_length = 0;
  for (gsize i = 0; i < heap_length; i++)
    if (!is_stale (queue, &queue->heap[i].entry))
      heap_push (queue, queue->heap[i]);
}

/* --- A small queue ---------------------------------------------------------------------------- */

/* Moves the entries to the side that has fewer of them. An entry comes after those of the same time. */
static inline void
small_insert (TarnEventQueue *queue, Entry entry)
{
  Entry *window = queue->window;
  gsize i, middle = (queue->window_head + queue->window_length) / 2;

  if (queue->window_head > 0 && entry.time < window[middle].time)
    {
      for (i = queue->window_head--; window[i].time <= entry.time; i++)
        window[i - 1] = window[i];
      window[i - 1] = entry;
      return;
    }

  for (i = queue->window_length++; i > queue->window_head && window[i - 1].time > entry.time; i--)
    window[i] = window[i - 1];
  window[i] = entry;
}

/* Moves all entries but the earliest ones from the full window into buckets. Equal times stay together. */
static void
small_end (TarnEventQueue *queue)
{
  gsize length = queue->window_length, n_kept = length / 2;

  while (n_kept < length && queue->window[n_kept].time == queue->window[n_kept - 1].time)
    n_kept++;
  queue->is_small = FALSE;
  queue->window_length = n_kept;
  queue->window_end = queue->base = queue->window[n_kept - 1].time + 1;
  for (gsize i = n_kept; i < length; i++)
    bucket_append (queue, queue->window[i]);
}

/* Makes room in the full window. If all of its entries are live, the queue is no longer small. */
static G_GNUC_NO_INLINE void
small_make_room (TarnEventQueue *queue)
{
  sweep_window_and_heap (queue);
  queue->n_stale = 0;
  if (queue->window_length == WINDOW_MAX)
    small_end (queue);
}

/* --- The front -------------------------------------------------------------------------------- */

typedef enum
{
  FRONT_NONE,
  FRONT_WINDOW,
  FRONT_HEAP,
} Front;

static inline void
drop_stale (TarnEventQueue *queue)
{
  while (queue->window_head < queue->window_length
         && is_stale (queue, &queue->window[queue->window_head]))
    {
      queue->window_head++;
      queue->n_stale--;
    }
  while (queue->heap_length > 0 && is_stale (queue, &queue->heap[0].entry))
    {
      heap_drop_first (queue);
      queue->n_stale--;
    }
}

/*
 * Finds the earliest entry. All entries of the heap were scheduled after the window was filled, so at equal
 * times the window comes first.
 */
static inline Front
find_front (TarnEventQueue *queue, guint64 limit, Entry *out_entry)
{
  for (;;)
    {
      drop_stale (queue);

      const Entry *window = queue->window + queue->window_head;
      gboolean has_window = queue->window_head < queue->window_length;
      gboolean has_heap = queue->heap_length > 0;

      if (has_window && (!has_heap || window->time <= queue->heap[0].entry.time))
        {
          *out_entry = *window;
          return window->time <= limit ? FRONT_WINDOW : FRONT_NONE;
        }
      if (has_heap)
        {
          *out_entry = queue->heap[0].entry;
          return out_entry->time <= limit ? FRONT_HEAP : FRONT_NONE;
        }
      if (!window_open (queue, limit))
        return FRONT_NONE;
    }
}

gboolean
tarn_event_queue_pop (TarnEventQueue *queue, gint64 limit_us, TarnEvent *out_event)
{
  Entry entry;

  switch (find_front (queue, (guint64) limit_us, &entry))
    {
    case FRONT_NONE:
      return FALSE;
    case FRONT_WINDOW:
      queue->window_head++;
      if (queue->window_head + PREFETCH_DISTANCE < queue->window_length)
        __builtin_prefetch (
            &queue->nodes[queue->window[queue->window_head + PREFETCH_DISTANCE].node]);
      if (G_UNLIKELY (queue->window_head == queue->window_length))
        {
          queue->window_head = queue->window_length = 0;
          fit_window (queue, WINDOW_MAX);
        }
      break;
    case FRONT_HEAP:
      heap_drop_first (queue);
      break;
    }

  read_event (queue, &entry, out_event);
  node_free (queue, entry.node);
  return TRUE;
}

gboolean
tarn_event_queue_peek (TarnEventQueue *queue, gint64 *out_time_us)
{
  Entry entry;

  if (find_front (queue, G_MAXUINT64, &entry) == FRONT_NONE)
    return FALSE;

  *out_time_us = (gint64) entry.time;
  return TRUE;
}

/* --- Ties ------------------------------------------------------------------------------------- */

/*
 * The mixing function of SplitMix64. It never maps two numbers to the same number, so no two ranks are equal.
 */
static guint64
mix (guint64 z)
{
  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ z >> 31;
}

/*
 * The user's own events count down from the greatest number and the other events count up from 0, so they
 * never get the same rank.
 */
static guint64
take_shuffled (TarnShuffle *shuffle, guint8 flags)
{
  guint64 number
      = flags & TARN_EVENT_APART ? G_MAXUINT64 - shuffle->next_apart++ : shuffle->next_sequence++;

  return mix (number ^ mix (shuffle->seed));
}

/* The bit of a rank that no other event has, because sequence numbers are smaller. */
#define APART_RANK (G_GUINT64_CONSTANT (1) << 63)

/* Returns the rank of the next event that is pushed: its place among the events of the same time. */
static guint64
take_rank (TarnEventQueue *queue, guint8 flags)
{
  switch (queue->ties)
    {
    case TARN_TIES_LAST_IN_FIRST_OUT:
      return G_MAXUINT64 - queue->shuffle.next_sequence++;
    case TARN_TIES_SHUFFLED:
      return take_shuffled (&queue->shuffle, flags);
    case TARN_TIES_APART_LAST:
      return queue->shuffle.next_sequence++ | (flags & TARN_EVENT_APART ? APART_RANK : 0);
    default:
      return queue->shuffle.next_sequence++;
    }
}

static inline Entry
entry_new (TarnEventQueue *queue, const TarnEvent *event)
{
  guint32 index = node_new (queue);
  Node *node = &queue->nodes[index];

  g_assert (event->time_us >= 0);

  node->subject = event->subject;
  node->subject_generation = event->generation;
  node->kind = event->kind;
  node->flags = event->flags;
  node->chain = event->chain;
  queue->n_live++;
  if (!(event->flags & TARN_EVENT_BACKGROUND))
    queue->n_foreground++;

  return (Entry){ (guint64) event->time_us, index, node->generation };
}

static inline TarnEventHandle
get_handle (const Entry *entry)
{
  return (guint64) entry->generation << 32 | entry->node;
}

static G_GNUC_NO_INLINE TarnEventHandle
small_push (TarnEventQueue *queue, const TarnEvent *event)
{
  Entry entry = entry_new (queue, event);

  small_insert (queue, entry);
  return get_handle (&entry);
}

TarnEventHandle
tarn_event_queue_push (TarnEventQueue *queue, const TarnEvent *event)
{
  if (queue->is_small && queue->window_length == WINDOW_MAX)
    small_make_room (queue);
  if (queue->is_small)
    return small_push (queue, event);

  Entry entry = entry_new (queue, event);

  if (entry.time < queue->window_end)
    heap_push (queue, (HeapEntry){ entry, take_rank (queue, event->flags) });
  else
    bucket_append (queue, entry);

  return get_handle (&entry);
}

TarnEventHandle
tarn_event_queue_push_ranked (TarnEventQueue *queue, const TarnEvent *event, guint64 rank)
{
  Entry entry = entry_new (queue, event);

  g_assert (queue->ties == TARN_TIES_SHUFFLED);
  heap_push (queue, (HeapEntry){ entry, rank });
  return get_handle (&entry);
}

/* --- Cancelling ------------------------------------------------------------------------------- */

/*
 * Removes all stale entries. A cancelled event leaves its entry in the queue, so these entries would pile up
 * if a caller schedules and cancels again and again.
 */
static void
sweep (TarnEventQueue *queue)
{
  sweep_window_and_heap (queue);

  for (guint level = 0; level < N_LEVELS; level++)
    for (guint digit = 0; queue->levels[level].buckets != NULL && digit < N_DIGITS; digit++)
      {
        if (queue->levels[level].buckets[digit].n_entries == 0)
          continue;

        Bucket bucket = bucket_take (queue, level, digit);
        for (guint32 index = bucket.first; index != NONE;)
          {
            Block block = queue->blocks[index];

            index = block_free (queue, index);
            for (guint i = 0; i < block.n_entries; i++)
              if (!is_stale (queue, &block.entries[i]))
                bucket_append (queue, block.entries[i]);
          }
      }

  queue->n_stale = 0;
}

gboolean
tarn_event_queue_cancel (TarnEventQueue *queue, TarnEventHandle handle)
{
  guint32 index = (guint32) handle;
  guint32 generation = (guint32) (handle >> 32);

  if (index == NONE || index >= queue->n_nodes || queue->nodes[index].generation != generation)
    return FALSE;

  node_free (queue, index);
  queue->n_stale++;
  if (queue->n_stale > STALE_MIN && queue->n_stale > queue->n_live)
    sweep (queue);

  return TRUE;
}

/* --- Lengths ---------------------------------------------------------------------------------- */

guint64
tarn_event_queue_get_length (const TarnEventQueue *queue)
{
  return queue->n_live;
}

guint64
tarn_event_queue_get_n_foreground (const TarnEventQueue *queue)
{
  return queue->n_foreground;
}

/* --- Changing the order of ties --------------------------------------------------------------- */

static void
drop_entries (TarnEventQueue *queue)
{
  for (guint level = 0; level < N_LEVELS; level++)
    for (guint digit = 0; queue->levels[level].buckets != NULL && digit < N_DIGITS; digit++)
      if (queue->levels[level].buckets[digit].n_entries > 0)
        {
          Bucket bucket = bucket_take (queue, level, digit);

          for (guint32 index = bucket.first; index != NONE; index = block_free (queue, index))
            ;
        }

  /* The base may be later than some entries of the heap, which could then not go into the buckets. */
  queue->base = 0;
  queue->window_head = queue->window_length = 0;
  queue->heap_length = 0;
  queue->n_stale = 0;
}

/*
 * In the other orders of ties the window has no end, so all entries go into the heap, where each entry has a
 * rank.
 */
void
tarn_event_queue_set_ties (TarnEventQueue *queue, TarnTies ties, guint64 seed)
{
  g_autoptr (GArray) entries = tarn_event_queue_list_entries (queue, G_MAXUINT);

  drop_entries (queue);
  queue->ties = ties;
  queue->is_small = FALSE;
  queue->shuffle = (TarnShuffle){ seed, 0, 0 };
  queue->window_end = ties == TARN_TIES_FIRST_IN_FIRST_OUT ? 0 : G_MAXUINT64;

  for (guint i = 0; i < entries->len; i++)
    {
      gboolean is_reversed = ties == TARN_TIES_LAST_IN_FIRST_OUT;
      guint index = is_reversed ? entries->len - 1 - i : i;
      Entry entry = g_array_index (entries, HeapEntry, index).entry;

      if (ties == TARN_TIES_FIRST_IN_FIRST_OUT)
        bucket_append (queue, entry);
      else
        heap_push (queue, (HeapEntry){ entry, take_rank (queue, queue->nodes[entry.node].flags) });
    }
}

TarnTies
tarn_event_queue_get_ties (const TarnEventQueue *queue)
{
  return queue->ties;
}

TarnShuffle
tarn_event_queue_get_shuffle (const TarnEventQueue *queue)
{
  return queue->shuffle;
}

void
tarn_event_queue_set_shuffle (TarnEventQueue *queue, TarnShuffle shuffle)
{
  queue->shuffle = shuffle;
}

gboolean
tarn_event_queue_peek_event (TarnEventQueue *queue, TarnEvent *out_event)
{
  Entry entry;

  if (find_front (queue, G_MAXUINT64, &entry) == FRONT_NONE)
    return FALSE;

  read_event (queue, &entry, out_event);
  return TRUE;
}
