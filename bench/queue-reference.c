/* SPDX-License-Identifier: MIT */
/*
 * The queue M/D/10 as an event loop in bare C: a binary heap of the next arrival and the ends of the busy slots,
 * and a ring of the times at which the waiting jobs arrived. A job has no record, no id and no name.
 */
#include "queue-model.h"

/* The load is below 1, so far fewer jobs wait at once. */
#define RING_SIZE (UINT64_C (1) << 16)

typedef enum
{
  ARRIVAL,
  END,
} Kind;

/* From the highest bits: time, sequence, kind. So one comparison orders by time first, and then by sequence. */
__extension__ typedef unsigned __int128 Event;

typedef struct
{
  Event events[QUEUE_SLOTS + 2]; /* the index of the first is 1 */
  uint64_t n_events;
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
  Event *events = world->events;
  Event event = (Event) (uint64_t) time_us << 64 | world->sequence++ << 1 | kind;
  uint64_t hole = ++world->n_events;

  for (; hole > 1 && event < events[hole / 2]; hole /= 2)
    events[hole] = events[hole / 2];

  events[hole] = event;
}

static inline Event
pop (World *world)
{
  Event *events = world->events;
  Event first = events[1];
  uint64_t count = --world->n_events;
  Event last = events[count + 1];
  uint64_t hole = 1;

  for (uint64_t child = 2; child <= count; child = 2 * hole)
    {
      if (child < count)
        child += events[child + 1] < events[child];
      if (last <= events[child])
        break;
      events[hole] = events[child];
      hole = child;
    }

  events[hole] = last;
  return first;
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

  while (world->n_events > 0)
    {
      Event event = pop (world);

      handlers[(uint64_t) event & 1](world, (int64_t) (event >> 64));
    }
}

int
main (int argc, char **argv)
{
  static World world;
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
