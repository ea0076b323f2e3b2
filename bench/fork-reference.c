/* SPDX-License-Identifier: MIT */
/* Copies as many bytes as a fork of the engine takes, in one block. */
#include "fork-lake.h"

#include <string.h>

static char *source;

/* Writes to every page, because pages that were never written share one physical page. */
void
bench_prepare (const BenchLake *lake)
{
  source = malloc (lake->n_bytes);
  if (source == NULL)
    abort ();
  for (gsize i = 0; i < lake->n_bytes; i++)
    source[i] = (char) (i * 131 + i / 4096);
}

gpointer
bench_copy (const BenchLake *lake)
{
  gpointer copy = malloc (lake->n_bytes);

  if (copy == NULL)
    abort ();
  return memcpy (copy, source, lake->n_bytes);
}

/* Returns the digest of the engine, so that the forks of the other program must have the same digest. */
char *
bench_get_digest (const BenchLake *lake, gpointer copy)
{
  if (memcmp (copy, source, lake->n_bytes) != 0)
    abort ();
  return tarn_engine_dup_digest (lake->engine, NULL);
}

void
bench_free (gpointer copy)
{
  free (copy);
}

int
main (int argc, char **argv)
{
  int status = bench_main (argc, argv);

  free (source);
  return status;
}
