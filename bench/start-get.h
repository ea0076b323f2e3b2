/* SPDX-License-Identifier: MIT */
/*
 * The measure shows what a start and one Get of a run cost. Both services use the same loop, so that their
 * figures are comparable. Each round starts a run of each subject, gets each by the id that Start returned,
 * and lets all of them end. Only the calls are timed.
 */
#pragma once

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <tarn/tarn.h>
#include <time.h>

#define BENCH_ACCOUNT "123456789012"

typedef struct
{
  TarnEngine *engine;
  gpointer client;
  gpointer subjects; /* of a type of the service's program */
  guint n_subjects;
} Bench;

/*
 * The service's program implements these functions. bench_start_and_get() starts a run of a subject, gets the
 * run, and returns TRUE if the run is active.
 */
void bench_prepare (Bench *bench);
gboolean bench_start_and_get (Bench *bench, guint subject);
void bench_clear (Bench *bench);

static inline guint64
bench_read_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (guint64) now.tv_sec * 1000000000 + (guint64) now.tv_nsec;
}

static inline int
bench_main (int argc, char **argv)
{
  Bench bench = { .engine = tarn_engine_new (0) };
  guint64 elapsed_ns = 0, n_active = 0;

  if (argc != 3)
    {
      fprintf (stderr, "usage: %s SUBJECTS ROUNDS\n", argv[0]);
      return 2;
    }
  bench.n_subjects = (guint) strtoul (argv[1], NULL, 10);
  guint64 n_rounds = strtoull (argv[2], NULL, 10);
  bench_prepare (&bench);

  for (guint64 round = 0; round < n_rounds; round++)
    {
      guint64 begin_ns = bench_read_clock ();

      for (guint i = 0; i < bench.n_subjects; i++)
        n_active += bench_start_and_get (&bench, i) ? 1 : 0;
      elapsed_ns += bench_read_clock () - begin_ns;
      tarn_engine_run_until_idle (bench.engine, NULL, NULL);
    }

  printf ("runs %" PRIu64 "\n", n_rounds * bench.n_subjects);
  printf ("active %" PRIu64 "\n", n_active);
  printf ("ns_per_run %.1f\n", (double) elapsed_ns / (double) (n_rounds * bench.n_subjects));
  bench_clear (&bench);
  g_object_unref (bench.engine);
  return 0;
}
