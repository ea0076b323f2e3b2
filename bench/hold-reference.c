/* SPDX-License-Identifier: MIT */
/* The HOLD model on a binary heap in bare C, the reference for Tarn's event queue. */
#include "heap.h"
#include "hold-model.h"

#define CACHE_LINE_BYTES 64
#define PAYLOAD_BITS 24
#define PAYLOAD_MASK ((UINT64_C (1) << PAYLOAD_BITS) - 1)

static bool
heap_init (Heap *heap, uint64_t capacity)
{
  size_t size_bytes = (capacity + 1) * sizeof (Entry);
  size_t rounded_bytes = (size_bytes + CACHE_LINE_BYTES - 1) / CACHE_LINE_BYTES * CACHE_LINE_BYTES;

  heap->count = 0;
  heap->entries = aligned_alloc (CACHE_LINE_BYTES, rounded_bytes);
  return heap->entries != NULL;
}

/* Each push uses one increment, so the count of draws is also the sequence. */
static uint64_t
fill (Heap *heap, const uint64_t *increments, uint64_t pending)
{
  for (uint64_t draw = 0; draw < pending; draw++)
    heap_push (heap, entry_make (hold_increment (increments, draw),
                                 draw << PAYLOAD_BITS | (draw & PAYLOAD_MASK)));

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
      heap_push (heap, entry_make (time + hold_increment (increments, draw),
                                   draw << PAYLOAD_BITS | ((uint64_t) entry & PAYLOAD_MASK)));
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
