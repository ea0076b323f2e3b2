/* SPDX-License-Identifier: MIT */
/*
 * The HOLD model on a binary heap in bare C, the reference for Tarn's event queue.
 *
 * The heap does as little as possible: its entries of 16 bytes only move within one array, and it has no
 * handles to cancel events, no callbacks, and no growth. The ratio shows what the additional features of
 * Tarn's queue cost.
 */
#include "hold-model.h"

#define CACHE_LINE_BYTES 64
#define PAYLOAD_BITS 24
#define PAYLOAD_MASK ((UINT64_C (1) << PAYLOAD_BITS) - 1)

/*
 * From the highest bits: time, sequence, payload. So one comparison orders by time first, and then by
 * sequence.
 */
__extension__ typedef unsigned __int128 Entry;

/* The index of the first entry is 1, so that the two children of an entry share a cache line. */
typedef struct
{
  Entry *entries;
  uint64_t count;
} Heap;

static inline Entry
entry_make (uint64_t time, uint64_t sequence, uint64_t payload)
{
  return (Entry) time << 64 | sequence << PAYLOAD_BITS | payload;
}

static inline uint64_t
entry_time (Entry entry)
{
  return (uint64_t) (entry >> 64);
}

static bool
heap_init (Heap *heap, uint64_t capacity)
{
  size_t size_bytes = (capacity + 1) * sizeof (Entry);
  size_t rounded_bytes = (size_bytes + CACHE_LINE_BYTES - 1) / CACHE_LINE_BYTES * CACHE_LINE_BYTES;

  heap->count = 0;
  heap->entries = aligned_alloc (CACHE_LINE_BYTES, rounded_bytes);
  return heap->entries != NULL;
}

static inline void
heap_push (Heap *heap, Entry entry)
{
  Entry *entries = heap->entries;
  uint64_t hole = ++heap->count;

  for (; hole > 1 && entry < entries[hole / 2]; hole /= 2)
    entries[hole] = entries[hole / 2];

  entries[hole] = entry;
}

static inline Entry
heap_pop (Heap *heap)
{
  Entry *entries = heap->entries;
  Entry first = entries[1];
  uint64_t count = --heap->count;
  Entry last = entries[count + 1];
  uint64_t hole = 1;

  for (uint64_t child = 2; child <= count; child = 2 * hole)
    {
      /*
       * Adds the comparison instead of branching on it, because the processor could not predict the branch.
       */
      if (child < count)
        child += entries[child + 1] < entries[child];
      if (last <= entries[child])
        break;
      entries[hole] = entries[child];
      hole = child;
    }

  entries[hole] = last;
  return first;
}

/* Each push uses one increment, so the count of draws is also the sequence. */
static uint64_t
fill (Heap *heap, const uint64_t *increments, uint64_t pending)
{
  for (uint64_t draw = 0; draw < pending; draw++)
    heap_push (heap, entry_make (hold_increment (increments, draw), draw, draw & PAYLOAD_MASK));

  return pending;
}

static uint64_t
hold (Heap *heap, const uint64_t *increments, uint64_t first_draw, uint64_t holds)
{
  uint64_t checksum = 0;

  for (uint64_t draw = first_draw; draw < first_draw + holds; draw++)
    {
      Entry entry = heap_pop (heap);
      uint64_t time = entry_time (entry);
      checksum = hold_checksum (checksum, time);
      heap_push (heap, entry_make (time + hold_increment (increments, draw), draw,
                                   (uint64_t) entry & PAYLOAD_MASK));
    }

  return checksum;
}

int
main (int argc, char **argv)
{
  HoldOptions options;
  if (!hold_options_parse (argc, argv, &options))
    return 2;

  Heap heap;
  uint64_t *increments = hold_increments_new ();
  if (increments == NULL || !heap_init (&heap, options.pending))
    {
      fputs ("out of memory\n", stderr);
      return 1;
    }

  uint64_t draw = fill (&heap, increments, options.pending);
  hold (&heap, increments, draw, options.warm_up);

  uint64_t start_ns = hold_cpu_ns ();
  uint64_t checksum = hold (&heap, increments, draw + options.warm_up, options.holds);
  hold_print (&options, hold_cpu_ns () - start_ns, checksum);

  free (heap.entries);
  free (increments);
  return 0;
}
