/* SPDX-License-Identifier: MIT */
/*
 * Linked into every program of a build that counts: writes down, as the program ends, what the library
 * counted. Each process has a file of its own, so that those of a whole run can be summed up.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "admission/counters.h"

static void __attribute__ ((destructor)) write_counters (void)
{
  const char *folder = g_getenv ("TARN_COUNTERS_DIR");

  if (folder == NULL)
    return;

  g_autofree char *text = tarn_counters_to_string ();
  g_autofree char *path = g_strdup_printf ("%s/%ld", folder, (long) getpid ());
  /* A number may come again in a long run. */
  FILE *file = fopen (path, "a");

  if (file == NULL || fputs (text, file) == EOF || fclose (file) == EOF)
    {
      perror (path);
      abort ();
    }
}
