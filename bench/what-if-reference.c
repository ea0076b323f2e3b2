/* SPDX-License-Identifier: MIT */
/*
 * The what-if scenario in bare C, the reference for Tarn's whole simulator.
 *
 * Views are refreshed every 15 minutes for some days. Each run holds one of 50 slots while it starts, for 5
 * s, and works, for 10 to 60 s. The other runs wait in the order of their creation. A client looks up each
 * run by its id every 6 s, ten times in all, and counts how often the run has succeeded.
 *
 * The program is what a programmer would write for this scenario only: a binary heap, records in an array of
 * chunks, an open-addressing table of 4-byte slots, one switch. So the ratio shows what Tarn's generality
 * costs. The program includes no file of the project, so a change in the project does not change it.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "heap.h"

enum
{
  PERIOD_MS = 15 * 60 * 1000,
  DAY_MS = 24 * 60 * 60 * 1000,
  START_MS = 5000,
  POLL_MS = 6000,
  POLLS_PER_RUN = 10,
  SLOTS = 50,
  CHUNK_BITS = 16,
  CHUNK_RUNS = 1 << CHUNK_BITS,
  /* Within these limits, the sequence of the last event fits in 32 bits, at thirteen events for each run. */
  VIEWS_MAX = 10000,
  DAYS_MAX = 256,
};

enum
{
  RUN_STARTING,
  RUN_RUNNING,
  RUN_SUCCEEDED,
};

/* A trigger and a poll are about a view, and the begin and the finish of work are about a run. */
enum
{
  EVENT_TRIGGER,
  EVENT_POLL,
  EVENT_BEGIN,
  EVENT_FINISH,
};

/* A run has the fields of a real run, although the scenario reads few of them, because their size matters. */
typedef struct
{
  uint64_t id[2];
  int64_t created_ms;
  int64_t started_ms;
  int64_t completed_ms;
  int64_t duration_ms;
  double dpu_seconds;
  int64_t rows;
  uint32_t view;
  uint32_t database;
  uint32_t error_code;
  uint32_t error_message;
  uint8_t state;
  uint8_t trigger;
  uint8_t refresh_type;
  uint8_t attempt;
} Run;

_Static_assert(sizeof (Run) == 88, "the size published for the reference's record");

/*
 * The client knows only the id of a view's run. One run for each view is enough, because the last poll of a
 * run is over long before the view's next trigger.
 */
typedef struct
{
  uint64_t polled_id[2];
  uint32_t polls;
  uint32_t fires;
} View;

/*
 * The payload of an entry is the sequence in 32 bits, the number in 30 and the kind in 2. The heap has room for all
 * events that can be pending at once, so it never grows.
 */
typedef struct
{
  Heap heap;
  uint32_t sequence;
} Queue;

/* A slot of the table holds the number of a run plus one, so that zero means free. */
typedef struct
{
  Run **chunks;
  uint32_t *table;
  uint64_t table_size;
  uint32_t count;
} Store;

typedef struct
{
  uint32_t views;
  uint32_t fires_per_view;
  bool staggered;
} Options;

typedef struct
{
  Queue queue;
  Store store;
  View *views;
  uint32_t fires_per_view;
  uint32_t busy_slots;
  uint32_t first_waiting;
  uint64_t id_state;
  uint64_t polls;
  uint64_t seen_done;
  int64_t turnaround_ms;
} World;

static void *
check_memory (void *memory)
{
  if (memory == NULL)
    {
      fputs ("out of memory\n", stderr);
      exit (1);
    }

  return memory;
}

static inline uint64_t
splitmix64 (uint64_t *state)
{
  uint64_t mixed = *state += UINT64_C (0x9E3779B97F4A7C15);
  mixed = (mixed ^ (mixed >> 30)) * UINT64_C (0xBF58476D1CE4E5B9);
  mixed = (mixed ^ (mixed >> 27)) * UINT64_C (0x94D049BB133111EB);
  return mixed ^ (mixed >> 31);
}

static inline int64_t
work_ms (uint32_t view, uint32_t fire)
{
  return 10000 + (int64_t) (((uint64_t) view * 7919 + (uint64_t) fire * 104729) % 50000);
}

/*
 * A tenth of the phased views starts at the same time, and staggered views start one by one, because some
 * queues are faster with equal times.
 */
static int64_t
first_fire_ms (uint32_t view, bool staggered)
{
  return staggered ? INT64_C (899) * view + INT64_C (7919) * view % 613
                   : view % 10 * INT64_C (90000);
}

static inline void
queue_push (Queue *queue, int64_t time_ms, uint32_t kind, uint32_t number)
{
  heap_push (&queue->heap, entry_make ((uint64_t) time_ms,
                                       (uint64_t) queue->sequence++ << 32 | number << 2 | kind));
}

static inline Run *
store_run (const Store *store, uint32_t run)
{
  return &store->chunks[run >> CHUNK_BITS][run & (CHUNK_RUNS - 1)];
}

/* The ids are random, so their low bits serve as the hash. */
static inline void
store_index (Store *store, uint32_t run)
{
  uint64_t mask = store->table_size - 1;
  uint64_t slot = store_run (store, run)->id[0] & mask;

  while (store->table[slot] != 0)
    slot = (slot + 1) & mask;

  store->table[slot] = run + 1;
}

static void
store_grow_table (Store *store)
{
  free (store->table);
  store->table_size = store->table_size > 0 ? 2 * store->table_size : 1024;
  store->table = check_memory (calloc (store->table_size, sizeof *store->table));

  for (uint32_t run = 0; run < store->count; run++)
    store_index (store, run);
}

static inline const Run *
store_lookup (const Store *store, const uint64_t id[2])
{
  uint64_t mask = store->table_size - 1;

  for (uint64_t slot = id[0] & mask; store->table[slot] != 0; slot = (slot + 1) & mask)
    {
      const Run *run = store_run (store, store->table[slot] - 1);
      if (run->id[0] == id[0] && run->id[1] == id[1])
        return run;
    }

  fputs ("a run is missing from the table\n", stderr);
  exit (1);
}

static inline void
store_add (Store *store, Run content)
{
  if (store->count % CHUNK_RUNS == 0)
    store->chunks[store->count >> CHUNK_BITS] = check_memory (malloc (CHUNK_RUNS * sizeof (Run)));
  if (2 * ((uint64_t) store->count + 1) > store->table_size)
    store_grow_table (store);

  uint32_t run = store->count++;
  *store_run (store, run) = content;
  store_index (store, run);
}

/* Runs wait in the order of their numbers, so the number of the first one describes the whole queue. */
static inline void
world_fill_slots (World *world, int64_t now_ms)
{
  for (; world->busy_slots < SLOTS && world->first_waiting < world->store.count;
       world->busy_slots++)
    queue_push (&world->queue, now_ms + START_MS, EVENT_BEGIN, world->first_waiting++);
}

static inline void
world_trigger (World *world, int64_t now_ms, uint32_t view)
{
  View *fired = &world->views[view];
  Run content = { .created_ms = now_ms, .view = view, .attempt = 1 };
  content.id[0] = splitmix64 (&world->id_state);
  content.id[1] = splitmix64 (&world->id_state);
  content.duration_ms = work_ms (view, fired->fires++);

  store_add (&world->store, content);
  world_fill_slots (world, now_ms);

  memcpy (fired->polled_id, content.id, sizeof content.id);
  fired->polls = 0;
  queue_push (&world->queue, now_ms + POLL_MS, EVENT_POLL, view);

  if (fired->fires < world->fires_per_view)
    queue_push (&world->queue, now_ms + PERIOD_MS, EVENT_TRIGGER, view);
}

/* Looks the run up by its id each time, like a client that only knows the id. */
static inline void
world_poll (World *world, int64_t now_ms, uint32_t view)
{
  View *polled = &world->views[view];
  const Run *run = store_lookup (&world->store, polled->polled_id);

  world->polls++;
  world->seen_done += run->state == RUN_SUCCEEDED;

  if (++polled->polls < POLLS_PER_RUN)
    queue_push (&world->queue, now_ms + POLL_MS, EVENT_POLL, view);
}

static inline void
world_begin (World *world, int64_t now_ms, uint32_t number)
{
  Run *run = store_run (&world->store, number);

  run->state = RUN_RUNNING;
  run->started_ms = now_ms;
  queue_push (&world->queue, now_ms + run->duration_ms, EVENT_FINISH, number);
}

static inline void
world_finish (World *world, int64_t now_ms, uint32_t number)
{
  Run *run = store_run (&world->store, number);

  run->state = RUN_SUCCEEDED;
  run->completed_ms = now_ms;
  run->dpu_seconds = (double) run->duration_ms * 0.002;
  run->rows = run->duration_ms * 3;
  world->turnaround_ms += now_ms - run->created_ms;
  world->busy_slots--;
  world_fill_slots (world, now_ms);
}

static void
world_init (World *world, const Options *options)
{
  uint64_t chunks = (uint64_t) options->views * options->fires_per_view / CHUNK_RUNS + 1;
  /*
   * There are a trigger and a poll for each view, an event for each slot, and an unused place before the
   * first.
   */
  uint64_t places = 2 * (uint64_t) options->views + SLOTS + 1;

  *world = (World){ .fires_per_view = options->fires_per_view, .id_state = 7 };
  world->queue.heap.entries = check_memory (malloc (places * sizeof (Entry)));
  world->store.chunks = check_memory (calloc (chunks, sizeof *world->store.chunks));
  world->views = check_memory (calloc (options->views, sizeof *world->views));

  for (uint32_t view = 0; view < options->views; view++)
    queue_push (&world->queue, first_fire_ms (view, options->staggered), EVENT_TRIGGER, view);
}

static void
world_play (World *world)
{
  while (world->queue.heap.count > 0)
    {
      Entry event = heap_pop (&world->queue.heap);
      int64_t now_ms = (int64_t) entry_time (event);
      uint32_t number = (uint32_t) event >> 2;

      switch ((uint32_t) event & 3)
        {
        case EVENT_TRIGGER:
          world_trigger (world, now_ms, number);
          break;
        case EVENT_POLL:
          world_poll (world, now_ms, number);
          break;
        case EVENT_BEGIN:
          world_begin (world, now_ms, number);
          break;
        case EVENT_FINISH:
          world_finish (world, now_ms, number);
          break;
        }
    }
}

static void
world_clear (World *world)
{
  for (uint32_t first = 0; first < world->store.count; first += CHUNK_RUNS)
    free (world->store.chunks[first >> CHUNK_BITS]);

  free (world->store.chunks);
  free (world->store.table);
  free (world->views);
  free (world->queue.heap.entries);
}

/* Returns the present size instead of the peak, because a table needs more memory while it grows. */
static int64_t
resident_bytes (void)
{
  FILE *status = fopen ("/proc/self/status", "r");
  if (status == NULL)
    return 0;

  char line[256];
  int64_t resident_kb = 0;
  while (fgets (line, sizeof line, status) != NULL)
    if (sscanf (line, "VmRSS: %" SCNd64, &resident_kb) == 1)
      break;

  fclose (status);
  return resident_kb * 1024;
}

/* Returns 0 for an invalid text. No valid count is 0. */
static uint32_t
parse_count (const char *text, unsigned long max)
{
  char *end = NULL;
  unsigned long count = strtoul (text, &end, 10);
  return *end == '\0' && count <= max ? (uint32_t) count : 0;
}

static bool
options_parse (int argc, char **argv, Options *out_options)
{
  if (argc != 4)
    return false;

  uint32_t views = parse_count (argv[1], VIEWS_MAX);
  uint32_t days = parse_count (argv[2], DAYS_MAX);
  bool staggered = strcmp (argv[3], "staggered") == 0;
  if (views == 0 || days == 0 || (!staggered && strcmp (argv[3], "phased") != 0))
    return false;

  *out_options = (Options){ views, days * (DAY_MS / PERIOD_MS), staggered };
  return true;
}

int
main (int argc, char **argv)
{
  Options options;
  if (!options_parse (argc, argv, &options))
    {
      fprintf (stderr, "usage: %s VIEWS DAYS phased|staggered\n", argv[0]);
      return 2;
    }

  World world;
  int64_t before_bytes = resident_bytes ();
  clock_t start = clock ();
  world_init (&world, &options);
  world_play (&world);
  clock_t elapsed = clock () - start;
  int64_t grown_bytes = resident_bytes () - before_bytes;

  printf ("seconds %.6f\n", (double) elapsed / CLOCKS_PER_SEC);
  printf ("runs %" PRIu32 "\n", world.store.count);
  printf ("polls %" PRIu64 "\n", world.polls);
  printf ("seen_done %" PRIu64 "\n", world.seen_done);
  printf ("turnaround_ms %" PRId64 "\n", world.turnaround_ms);
  printf ("bytes_per_run %.1f\n", (double) grown_bytes / (double) world.store.count);

  world_clear (&world);
  return 0;
}
