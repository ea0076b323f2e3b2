/* SPDX-License-Identifier: MIT */
/*
 * The queue M/D/10 as an event loop in bare C: a binary heap of the next arrival and the ends of the busy slots,
 * and a ring of the times at which the waiting jobs arrived. A job has no record, no id and no name.
 */
#include "heap.h"
#include "queue-model.h"

/* The load is below 1, so far fewer jobs wait at once. */
#define RING_SIZE (UINT64_C (1) << 16)

typedef enum
{
  ARRIVAL,
  END,
} Kind;

typedef struct
{
  Heap heap;
  uint64_t sequence;
  int64_t ring[RING_SIZE];
  uint64_t first_waiting, last_waiting;
  const uint64_t *increments;
  uint64_t arrived, jobs, ended;
  unsigned busy;
  int64_t wait_us;
} World;

static inline void
push (World *world, int64_t time_us, Kind kind)
{
  heap_push (&world->heap, entry_make ((uint64_t) time_us, world->sequence++ << 1 | kind));
}

static inline void
fill_slots (World *world, int64_t now_us)
{
  for (; world->busy < QUEUE_SLOTS && world->first_waiting < world->last_waiting; world->busy++)
    {
      world->wait_us += now_us - world->ring[world->first_waiting++ & (RING_SIZE - 1)];
      push (world, now_us + QUEUE_SERVICE_US, END);
    }
}

static void
arrive (World *world, int64_t now_us)
{
  if (world->last_waiting - world->first_waiting == RING_SIZE)
    {
      fputs ("too many jobs wait\n", stderr);
      exit (1);
    }
  world->ring[world->last_waiting++ & (RING_SIZE - 1)] = now_us;
  fill_slots (world, now_us);
  if (++world->arrived < world->jobs)
    push (world, now_us + (int64_t) hold_increment (world->increments, world->arrived), ARRIVAL);
}

static void
end (World *world, int64_t now_us)
{
  world->busy--;
  world->ended++;
  fill_slots (world, now_us);
}

static void
play (World *world)
{
  static void (*const handlers[]) (World *, int64_t) = { [ARRIVAL] = arrive, [END] = end };

  while (world->heap.count > 0)
    {
      Entry event = heap_pop (&world->heap);

      handlers[(uint64_t) event & 1](world, (int64_t) entry_time (event));
    }
}

int
main (int argc, char **argv)
{
  static Entry entries[QUEUE_SLOTS + 2]; /* each slot has an end, and there is the next arrival */
  static World world = { .heap = { .entries = entries } };
  uint64_t *increments = hold_increments_new ();

  if (increments == NULL || !queue_parse_jobs (argc, argv, &world.jobs))
    return 2;
  world.increments = increments;
  push (&world, (int64_t) hold_increment (increments, 0), ARRIVAL);

  uint64_t start_ns = hold_cpu_ns ();
  play (&world);
  queue_print (world.jobs, hold_cpu_ns () - start_ns, world.ended, world.wait_us);

  free (increments);
  return 0;
}
