/* SPDX-License-Identifier: MIT */
#include "kernel/event-queue.h"

#include <string.h>

enum
{
  /* One word tells which buckets of a level are in use. */
  DIGIT_BITS = 5,
  N_DIGITS = 1 << DIGIT_BITS,
  N_LEVELS = (64 + DIGIT_BITS - 1) / DIGIT_BITS,

  BLOCK_ENTRIES = 15,
  WINDOW_MAX = 32,
  PREFETCH_DISTANCE = 6,
  STALE_MIN = 4096,

  NONE = 0, /* node 0 and block 0 are never handed out */
};

/* An entry is stale when its node has moved on to another generation. */
typedef struct
{
  guint64 time;
  guint32 node;
  guint32 generation;
} Entry;

typedef struct
{
  Entry entry;
  guint64 sequence;
} HeapEntry;

typedef struct
{
  guint32 generation;
  guint32 subject; /* the next free node while this one is free */
  guint32 subject_generation;
  guint16 kind;
  guint16 flags;
} Node;

typedef struct
{
  guint32 next;
  guint32 n_entries;
  Entry entries[BLOCK_ENTRIES];
} Block;

/* The least and the greatest time count stale entries too: they are bounds. */
typedef struct
{
  guint32 first;
  guint32 last;
  guint64 n_entries;
  guint64 time_min;
  guint64 time_max;
} Bucket;

typedef struct
{
  Bucket *buckets; /* allocated when the level is first used */
  guint32 occupied;
} Level;

struct _TarnEventQueue
{
  Node *nodes;
  guint32 n_nodes, nodes_allocated, free_node;

  Block *blocks;
  guint32 n_blocks, blocks_allocated, free_block;

  guint64 base; /* at most every time in the buckets */
  guint32 occupied_levels;
  Level levels[N_LEVELS];

  Entry
      *window; /* sorted; window_end is past its last time and at most every time in the buckets */
  guint64 window_end;
  gsize window_head, window_length, window_allocated;

  HeapEntry *heap;
  gsize heap_length, heap_allocated;
  guint64 next_sequence;

  guint64 n_live, n_foreground, n_stale;
};

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

/* What was allocated ahead and is not used yet needs no copy, but its room. */
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

  /* 0 is left out so that no handle is ever 0. */
  node->generation = node->generation == G_MAXUINT32 ? 1 : node->generation + 1;
  node->subject = queue->free_node;
  queue->free_node = index;
}

static inline gboolean
is_stale (const TarnEventQueue *queue, const Entry *entry)
{
  return queue->nodes[entry->node].generation != entry->generation;
}

static inline void
read_event (const TarnEventQueue *queue, const Entry *entry, TarnEvent *ret_event)
{
  const Node *node = &queue->nodes[entry->node];

  ret_event->time_us = (gint64) entry->time;
  ret_event->subject = node->subject;
  ret_event->generation = node->subject_generation;
  ret_event->kind = node->kind;
  ret_event->flags = node->flags;
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

/* Returns the block after the freed one. */
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

  return difference == 0 ? 0 : (63 - (guint) __builtin_clzll (difference)) / DIGIT_BITS;
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
find_first_bucket (const TarnEventQueue *queue, guint *ret_level, guint *ret_digit)
{
  if (queue->occupied_levels == 0)
    return FALSE;

  *ret_level = (guint) __builtin_ctz (queue->occupied_levels);
  *ret_digit = (guint) __builtin_ctz (queue->levels[*ret_level].occupied);
  return TRUE;
}

/* Takes the bucket out of its level; its blocks now belong to the caller. */
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

/* The base is now in this bucket's span, so each entry differs from it in a lower digit. */
static void
bucket_move_down (TarnEventQueue *queue, Bucket bucket)
{
  for (guint32 index = bucket.first; index != NONE;)
    {
      /* Appending may move the blocks, hence the copy. */
      Block block = queue->blocks[index];

      index = block_free (queue, index);
      __builtin_prefetch (&queue->blocks[index]);
      for (guint i = 0; i < block.n_entries; i++)
        bucket_append (queue, block.entries[i]);
    }
}

/* --- The window ------------------------------------------------------------------------------- */

/* Stable, and the fastest there is for a handful of entries that are nearly in order. */
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

static void
window_fill (TarnEventQueue *queue, Bucket bucket)
{
  if (queue->window_allocated < bucket.n_entries)
    {
      queue->window_allocated = bucket.n_entries;
      queue->window = g_renew (Entry, queue->window, queue->window_allocated);
    }

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

/* Makes the window hold the earliest entries. FALSE when none is due at @limit or before. */
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

  return FALSE;
}

/* --- The heap beside the window --------------------------------------------------------------- */

static inline gboolean
heap_entry_less_than (const HeapEntry *a, const HeapEntry *b)
{
  if (a->entry.time != b->entry.time)
    return a->entry.time < b->entry.time;
  return a->sequence < b->sequence;
}

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

/* Whatever is in the heap was scheduled after the window was filled, so the window wins ties. */
static inline Front
find_front (TarnEventQueue *queue, guint64 limit, Entry *ret_entry)
{
  for (;;)
    {
      drop_stale (queue);

      const Entry *window = queue->window + queue->window_head;
      gboolean has_window = queue->window_head < queue->window_length;
      gboolean has_heap = queue->heap_length > 0;

      if (has_window && (!has_heap || window->time <= queue->heap[0].entry.time))
        {
          *ret_entry = *window;
          return window->time <= limit ? FRONT_WINDOW : FRONT_NONE;
        }
      if (has_heap)
        {
          *ret_entry = queue->heap[0].entry;
          return ret_entry->time <= limit ? FRONT_HEAP : FRONT_NONE;
        }
      if (!window_open (queue, limit))
        return FRONT_NONE;
    }
}

gboolean
tarn_event_queue_pop (TarnEventQueue *queue, gint64 limit_us, TarnEvent *ret_event)
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
      break;
    case FRONT_HEAP:
      heap_drop_first (queue);
      break;
    }

  read_event (queue, &entry, ret_event);
  node_free (queue, entry.node);
  return TRUE;
}

gboolean
tarn_event_queue_peek (TarnEventQueue *queue, gint64 *ret_time_us)
{
  Entry entry;

  if (find_front (queue, G_MAXUINT64, &entry) == FRONT_NONE)
    return FALSE;

  *ret_time_us = (gint64) entry.time;
  return TRUE;
}

TarnEventHandle
tarn_event_queue_push (TarnEventQueue *queue, const TarnEvent *event)
{
  guint32 index = node_new (queue);
  Node *node = &queue->nodes[index];
  Entry entry = { (guint64) event->time_us, index, node->generation };

  g_assert (event->time_us >= 0);

  node->subject = event->subject;
  node->subject_generation = event->generation;
  node->kind = event->kind;
  node->flags = event->flags;
  queue->n_live++;
  if (!(event->flags & TARN_EVENT_BACKGROUND))
    queue->n_foreground++;

  if (entry.time < queue->window_end)
    heap_push (queue, (HeapEntry){ entry, queue->next_sequence++ });
  else
    bucket_append (queue, entry);

  return (guint64) entry.generation << 32 | index;
}

/* --- Cancelling ------------------------------------------------------------------------------- */

static void
sweep_window_and_heap (TarnEventQueue *queue)
{
  gsize kept = 0, heap_length = queue->heap_length;

  for (gsize i = queue->window_head; i < queue->window_length; i++)
    if (!is_stale (queue, &queue->window[i]))
      queue->window[kept++] = queue->window[i];
  queue->window_head = 0;
  queue->window_length = kept;

  /* Pushing back in place never overtakes the entry that is read. */
  queue->heap_length = 0;
  for (gsize i = 0; i < heap_length; i++)
    if (!is_stale (queue, &queue->heap[i].entry))
      heap_push (queue, queue->heap[i]);
}

/* Cancelled events leave their entry behind; without this, arming and cancelling would pile up. */
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

/* --- Looking ---------------------------------------------------------------------------------- */

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

static gint
compare_positions (gconstpointer a, gconstpointer b)
{
  const HeapEntry *x = a, *y = b;

  return heap_entry_less_than (x, y) ? -1 : heap_entry_less_than (y, x) ? 1 : 0;
}

/* The sequence of a listed entry is its position in an order that is right among equal times. */
static void
list_add (const TarnEventQueue *queue, GArray *list, const Entry *entry)
{
  HeapEntry listed = { *entry, list->len };

  if (!is_stale (queue, entry))
    g_array_append_val (list, listed);
}

static GArray *
list_entries (const TarnEventQueue *queue)
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
    for (guint digit = 0; queue->levels[level].buckets != NULL && digit < N_DIGITS; digit++)
      {
        const Bucket *bucket = &queue->levels[level].buckets[digit];
        guint32 index = bucket->n_entries > 0 ? bucket->first : NONE;

        for (; index != NONE; index = queue->blocks[index].next)
          for (guint i = 0; i < queue->blocks[index].n_entries; i++)
            list_add (queue, list, &queue->blocks[index].entries[i]);
      }

  return list;
}

GArray *
tarn_event_queue_list (const TarnEventQueue *queue, guint max)
{
  g_autoptr (GArray) entries = list_entries (queue);
  GArray *events = g_array_new (FALSE, FALSE, sizeof (TarnEvent));

  g_array_sort (entries, compare_positions);
  for (guint i = 0; i < entries->len && i < max; i++)
    {
      TarnEvent event;

      read_event (queue, &g_array_index (entries, HeapEntry, i).entry, &event);
      g_array_append_val (events, event);
    }

  return events;
}
