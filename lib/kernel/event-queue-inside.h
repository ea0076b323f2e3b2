/* SPDX-License-Identifier: MIT */
/* The data structures inside a queue, for the files that implement the queue. */
#pragma once

#include "kernel/event.h"

enum
{
  /* One word shows which buckets of a level are in use. */
  DIGIT_BITS = 5,
  N_DIGITS = 1 << DIGIT_BITS,
  N_LEVELS = (64 + DIGIT_BITS - 1) / DIGIT_BITS,

  BLOCK_ENTRIES = 15,
  WINDOW_MAX = 32,
  WINDOW_KEPT = 64, /* a window of so many times the needed size is too large */
  PREFETCH_DISTANCE = 6,
  STALE_MIN = 4096,

  NONE = 0, /* node 0 and block 0 are never used */
};

/* An entry is stale when its node has another generation than the entry. */
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
  guint8 kind;
  guint8 flags;
  guint16 chain;
} Node;

typedef struct
{
  guint32 next;
  guint32 n_entries;
  Entry entries[BLOCK_ENTRIES];
} Block;

/* time_min and time_max include stale entries, so they are only bounds. */
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

  guint64 base; /* no time in the buckets is earlier */
  guint32 occupied_levels;
  Level levels[N_LEVELS];

  Entry *window;      /* sorted */
  guint64 window_end; /* after the last time in the window; no time in the buckets is earlier */
  gsize window_head, window_length, window_allocated;
  gboolean is_small; /* all entries are in the window, which then has no end */

  HeapEntry *heap;
  gsize heap_length, heap_allocated;
  TarnTies ties;
  TarnShuffle shuffle;

  guint64 n_live, n_foreground, n_stale;
};

static inline gboolean
is_stale (const TarnEventQueue *queue, const Entry *entry)
{
  return queue->nodes[entry->node].generation != entry->generation;
}

static inline void
read_event (const TarnEventQueue *queue, const Entry *entry, TarnEvent *out_event)
{
  const Node *node = &queue->nodes[entry->node];

  out_event->time_us = (gint64) entry->time;
  out_event->subject = node->subject;
  out_event->generation = node->subject_generation;
  out_event->kind = node->kind;
  out_event->flags = node->flags;
  out_event->chain = node->chain;
}

static inline gboolean
heap_entry_less_than (const HeapEntry *a, const HeapEntry *b)
{
  if (a->entry.time != b->entry.time)
    return a->entry.time < b->entry.time;
  return a->sequence < b->sequence;
}

/*
 * Returns the live entries in the order in which they will run: an array of HeapEntry. It has at least the
 * first @max of them.
 */
GArray *tarn_event_queue_list_entries (const TarnEventQueue *queue, guint max);
