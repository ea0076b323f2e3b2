/* SPDX-License-Identifier: MIT */
/*
 * The queue M/D/10, which both queue programs execute: jobs arrive at random and wait for one of 10 slots, first
 * come first served, and each job takes the same time in its slot. The slots are busy for 9 tenths of the time.
 *
 * The gaps between arrivals come from the table of the HOLD model, so that no program is timed while it draws
 * them. Equal sums of the waits prove that both programs did the same work.
 */
#pragma once

#include "hold-model.h"

#define QUEUE_SLOTS 10
#define QUEUE_SERVICE_US (9 * (int64_t) HOLD_MEAN_INCREMENT)

/* Reads `JOBS`. If it is invalid, prints the usage to stderr and returns false. */
static inline bool
queue_parse_jobs (int argc, char **argv, uint64_t *out_jobs)
{
  if (argc == 2 && hold_parse_count (argv[1], UINT32_MAX, out_jobs))
    return true;

  fprintf (stderr, "usage: %s JOBS\n", argv[0]);
  return false;
}

static inline void
queue_print (uint64_t jobs, uint64_t elapsed_ns, uint64_t ended, int64_t wait_us)
{
  printf ("ns_per_job %.2f\n", (double) elapsed_ns / (double) jobs);
  printf ("ended %" PRIu64 "\n", ended);
  printf ("wait_us %" PRId64 "\n", wait_us);
}
