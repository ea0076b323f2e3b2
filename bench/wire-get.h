/* SPDX-License-Identifier: MIT */
/* Both programs of the wire measure describe a refresh run in JSON, many times. */
#pragma once

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BENCH_ACCOUNT "123456789012"

static inline uint64_t
bench_read_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (uint64_t) now.tv_sec * 1000000000 + (uint64_t) now.tv_nsec;
}

/* Returns the first letter behind "Status":" in a response. This reads the response at almost no cost. */
static inline char
bench_read_status (const char *response)
{
  static const char before[] = "\"Status\":\"";
  const char *at = strstr (response, before);

  return at != NULL ? at[sizeof before - 1] : '?';
}

static inline void
bench_print (uint64_t n_requests, uint64_t n_running, uint64_t elapsed_ns)
{
  printf ("requests %" PRIu64 "\n", n_requests);
  printf ("running %" PRIu64 "\n", n_running);
  printf ("ns_per_request %.1f\n", (double) elapsed_ns / (double) n_requests);
}
