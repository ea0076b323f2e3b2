/* SPDX-License-Identifier: MIT */
/*
 * The HOLD model, which both HOLD programs execute.
 *
 * HOLD is the classic measure of an event queue with PENDING events: a hold takes the earliest event and puts
 * it back at its time plus a random increment. Tarn's program and the bare C program share everything except
 * the queue through this header, so a difference between their figures is a difference between the queues.
 * Equal checksums prove that both programs did the same work.
 *
 * Each program executes these steps, and counts the used increments in `draw`:
 *
 *   1. It pushes PENDING events, each at time hold_increment (increments, draw++).
 *   2. It executes `warm_up` holds, because a queue that was filled at once differs from a queue in use.
 *   3. It executes `holds` holds between two readings of hold_cpu_ns (), and passes each popped time to
 *      hold_checksum (), which starts at 0.
 *   4. It calls hold_print ().
 *
 * Only ISO C is used, so the header asks for no feature macro and may be included after any other.
 */
#pragma once

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define HOLD_INCREMENTS (UINT64_C (1) << 20)
#define HOLD_MEAN_INCREMENT 1e9
#define HOLD_SEED UINT64_C (99)
#define HOLD_WARM_UP_MAX UINT64_C (20000000)

/* The bare C queue stores the number of an event in 24 bits. */
#define HOLD_PENDING_MAX (UINT64_C (1) << 24)

typedef struct
{
  uint64_t pending;
  uint64_t warm_up;
  uint64_t holds;
} HoldOptions;

static inline bool
hold_parse_count (const char *text, uint64_t max, uint64_t *out_count)
{
  /* strtoull would accept a sign, and wrap a negative number around. */
  if (text[0] < '0' || text[0] > '9')
    return false;

  char *end = NULL;
  unsigned long long count = strtoull (text, &end, 10);
  if (*end != '\0' || count == 0 || count > max)
    return false;

  *out_count = count;
  return true;
}

/* Reads `PENDING HOLDS`. If they are invalid, prints the usage to stderr and returns false. */
static inline bool
hold_options_parse (int argc, char **argv, HoldOptions *out_options)
{
  HoldOptions options = { 0 };
  if (argc != 3 || !hold_parse_count (argv[1], HOLD_PENDING_MAX, &options.pending)
      || !hold_parse_count (argv[2], UINT32_MAX, &options.holds))
    {
      fprintf (stderr, "usage: %s PENDING HOLDS\n", argv[0]);
      return false;
    }

  uint64_t warm_up = 2 * options.pending;
  options.warm_up = warm_up < HOLD_WARM_UP_MAX ? warm_up : HOLD_WARM_UP_MAX;
  *out_options = options;
  return true;
}

static inline uint64_t
hold_splitmix64 (uint64_t *state)
{
  uint64_t mixed = *state += UINT64_C (0x9E3779B97F4A7C15);
  mixed = (mixed ^ (mixed >> 30)) * UINT64_C (0xBF58476D1CE4E5B9);
  mixed = (mixed ^ (mixed >> 27)) * UINT64_C (0x94D049BB133111EB);
  return mixed ^ (mixed >> 31);
}

/*
 * Draws the increments beforehand, because otherwise the logarithm would be timed together with the queue.
 * Returns NULL if there is no memory. The caller frees the table with free ().
 */
static inline uint64_t *
hold_increments_new (void)
{
  uint64_t *increments = malloc (HOLD_INCREMENTS * sizeof *increments);
  if (increments == NULL)
    return NULL;

  uint64_t state = HOLD_SEED;
  for (uint64_t i = 0; i < HOLD_INCREMENTS; i++)
    {
      /* Adds half a step, so that the argument of the logarithm is never zero. */
      double uniform = ((double) (hold_splitmix64 (&state) >> 11) + 0.5) * 0x1.0p-53;
      increments[i] = 1 + (uint64_t) (-HOLD_MEAN_INCREMENT * log (uniform));
    }

  return increments;
}

/* The caller counts the draws, because its local counter stays in a register. */
static inline uint64_t
hold_increment (const uint64_t *increments, uint64_t draw)
{
  return increments[draw & (HOLD_INCREMENTS - 1)];
}

static inline uint64_t
hold_checksum (uint64_t checksum, uint64_t popped_time)
{
  return checksum * 31 + popped_time;
}

/* Returns the CPU time of this process only, because other processes may use the machine. */
static inline uint64_t
hold_cpu_ns (void)
{
  return (uint64_t) clock () * (UINT64_C (1000000000) / CLOCKS_PER_SEC);
}

static inline void
hold_print (const HoldOptions *options, uint64_t elapsed_ns, uint64_t checksum)
{
  printf ("ns_per_hold %.2f\n", (double) elapsed_ns / (double) options->holds);
  printf ("checksum %016" PRIx64 "\n", checksum);
}
