/* SPDX-License-Identifier: MIT */
/* Forks the engine. */
#include "fork-lake.h"

void
bench_prepare (const BenchLake *lake G_GNUC_UNUSED)
{
}

gpointer
bench_copy (const BenchLake *lake)
{
  return tarn_engine_fork (lake->engine, NULL, NULL, NULL);
}

char *
bench_get_digest (const BenchLake *lake G_GNUC_UNUSED, gpointer copy)
{
  return tarn_engine_dup_digest (copy, NULL);
}

void
bench_free (gpointer copy)
{
  g_object_unref (copy);
}

int
main (int argc, char **argv)
{
  return bench_main (argc, argv);
}
