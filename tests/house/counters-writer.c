/* SPDX-License-Identifier: MIT */
/*
 * Every program of a build that counts links this file. It writes the library's counts to a file when the
 * program ends. Each process has a file of its own, so that counters.py can add up the files of a whole run.
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
  /* The file is appended to, because a process number may occur again in a long run. */
  FILE *file = fopen (path, "a");

  if (file == NULL || fputs (text, file) == EOF || fclose (file) == EOF)
    {
      perror (path);
      abort ();
    }
}
