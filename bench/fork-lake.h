/* SPDX-License-Identifier: MIT */
/*
 * The fork measure compares a fork of an engine with a copy of as many bytes. This header has the parts that
 * both programs share: the engine, the number of bytes, and the loop.
 *
 * The engine has a view for each thousand runs, at least ten. The views are refreshed in rounds, through the
 * public API. All runs are kept, and those of the last round are RUNNING.
 *
 * The number of bytes is what malloc allocates for a fork, except for the room for future records, which a
 * fork does not copy. So the reference program also makes the engine and forks it. It needs the library only
 * for that.
 *
 * All copies use fresh pages: no copy is freed before the last one is made, and memory that was freed earlier
 * is first returned to the system. Neither this nor the freeing of copies is timed.
 */
#pragma once

#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <tarn/tarn.h>
#include <time.h>

#include "engine/engine-state.h"

enum
{
  BENCH_RUNS_PER_VIEW = 1000,
  BENCH_VIEWS_MIN = 10,
  BENCH_COPIES_MIN = 4,
  BENCH_COPIES_MAX = 1000,
  BENCH_COPIES_BYTES = 512 * 1024 * 1024,
};

#define BENCH_ACCOUNT "123456789012"

typedef struct
{
  TarnEngine *engine;
  guint64 n_runs;
  gsize n_bytes; /* of a fork */
} BenchLake;

/* Returns a copy of the engine, or of as many bytes. */
gpointer bench_copy (const BenchLake *lake);
void bench_prepare (const BenchLake *lake);

/* Returns a digest of the copy, which must be equal in both programs. */
char *bench_get_digest (const BenchLake *lake, gpointer copy);
void bench_free (gpointer copy);

/* --- The engine ------------------------------------------------------------------------------- */

static inline TarnTableName *
bench_create_view (TarnGlueClient *glue, const TarnTableName *source, guint number)
{
  g_autofree char *name = g_strdup_printf ("view_%u", number);
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();
  TarnTableName *view_name = tarn_table_name_new (BENCH_ACCOUNT, "lake", name);

  tarn_table_input_add_sub_object (view, source);
  if (!tarn_glue_client_create_table (glue, view_name, view, NULL))
    g_error ("cannot create %s", name);
  return view_name;
}

static inline GPtrArray *
bench_create_views (TarnGlueClient *glue, guint n_views)
{
  g_autoptr (TarnTableInput) table = tarn_table_input_new ();
  g_autoptr (TarnTableName) source = tarn_table_name_new (BENCH_ACCOUNT, "lake", "source");
  GPtrArray *views = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_table_name_unref);

  tarn_table_input_set_size_bytes (table, 1000000000);
  tarn_glue_client_create_database (glue, NULL, "lake", NULL);
  tarn_glue_client_create_table (glue, source, table, NULL);
  for (guint i = 0; i < n_views; i++)
    g_ptr_array_add (views, bench_create_view (glue, source, i));
  return views;
}

/* Advances far enough: a run takes 30 seconds to start, and then more than 10. */
static inline void
bench_refresh_all (const BenchLake *lake, TarnGlueClient *glue, GPtrArray *views, gboolean is_last)
{
  for (guint i = 0; i < views->len; i++)
    tarn_refresh_run_unref (
        tarn_glue_client_start_materialized_view_refresh_task_run (glue, views->pdata[i], TRUE,
                                                                   NULL));
  if (is_last)
    tarn_engine_advance_by (lake->engine, 35 * G_TIME_SPAN_SECOND, NULL);
  else
    tarn_engine_advance_by (lake->engine, G_TIME_SPAN_HOUR, NULL);
}

static inline void
bench_lake_init (BenchLake *lake, guint64 n_runs)
{
  g_autoptr (TarnPrincipal) me = tarn_principal_new (BENCH_ACCOUNT, NULL, NULL);
  guint n_views = (guint) MAX (BENCH_VIEWS_MIN, n_runs / BENCH_RUNS_PER_VIEW);

  *lake = (BenchLake){ tarn_engine_new (0), 0, 0 };
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (lake->engine, me);
  g_autoptr (GPtrArray) views = bench_create_views (glue, n_views);
  tarn_engine_set_option (lake->engine, "glue.running-max", 1000000, NULL);
  for (; lake->n_runs < n_runs; lake->n_runs += n_views)
    bench_refresh_all (lake, glue, views, lake->n_runs + n_views >= n_runs);
}

/* --- The bytes -------------------------------------------------------------------------------- */

static inline gsize
bench_count_allocated (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

static inline gsize
bench_count_room (const TarnRunStore *store)
{
  return (store->chunks->len * TARN_RUNS_PER_CHUNK - store->n_places) * store->record_size;
}

/* Counts the second fork, because the first one also allocates memory that is shared by all forks. */
static inline void
bench_count_bytes (BenchLake *lake)
{
  TarnEngine *first = tarn_engine_fork (lake->engine, NULL, NULL, NULL);
  gsize n_before = bench_count_allocated ();
  TarnEngine *second = tarn_engine_fork (lake->engine, NULL, NULL, NULL);

  lake->n_bytes
      = bench_count_allocated () - n_before - bench_count_room (&second->rooms[0]->runs.store);
  g_object_unref (second);
  g_object_unref (first);
}

/* --- The loop --------------------------------------------------------------------------------- */

static inline uint64_t
bench_cpu_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (uint64_t) now.tv_sec * 1000000000 + (uint64_t) now.tv_nsec;
}

static inline void
bench_measure (const BenchLake *lake)
{
  gsize n_copies = CLAMP (BENCH_COPIES_BYTES / lake->n_bytes, BENCH_COPIES_MIN, BENCH_COPIES_MAX);
  gpointer *copies = g_new0 (gpointer, n_copies);

  malloc_trim (0);
  uint64_t begin_ns = bench_cpu_ns ();
  for (gsize i = 0; i < n_copies; i++)
    copies[i] = bench_copy (lake);
  uint64_t elapsed_ns = bench_cpu_ns () - begin_ns;

  char *digest = bench_get_digest (lake, copies[n_copies - 1]);
  printf ("runs %" PRIu64 "\n", lake->n_runs);
  printf ("bytes %" PRIu64 "\n", (uint64_t) lake->n_bytes);
  printf ("digest %s\n", digest);
  printf ("ns_per_fork %.1f\n", (double) elapsed_ns / (double) n_copies);

  g_free (digest);
  for (gsize i = 0; i < n_copies; i++)
    bench_free (copies[i]);
  g_free (copies);
}

static inline int
bench_main (int argc, char **argv)
{
  BenchLake lake;
  guint64 n_runs = argc == 2 ? strtoull (argv[1], NULL, 10) : 0;

  if (n_runs == 0 || n_runs > 100000000)
    {
      fprintf (stderr, "usage: %s RUNS\n", argv[0]);
      return 2;
    }

  bench_lake_init (&lake, n_runs);
  bench_count_bytes (&lake);
  bench_prepare (&lake);
  bench_measure (&lake);
  g_object_unref (lake.engine);
  return 0;
}
