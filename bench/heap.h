/* SPDX-License-Identifier: MIT */
/*
 * The binary heap of the programs in bare C, to which Tarn's event queue is compared.
 *
 * The heap does as little as possible: its entries of 16 bytes only move within one array, and it has no
 * handles to cancel events, no callbacks, and no growth. The ratio shows what the additional features of
 * Tarn's queue cost.
 */
#pragma once

#include <stdint.h>

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
entry_make (uint64_t time, uint64_t sequence_and_payload)
{
  return (Entry) time << 64 | sequence_and_payload;
}

static inline uint64_t
entry_time (Entry entry)
{
  return (uint64_t) (entry >> 64);
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
