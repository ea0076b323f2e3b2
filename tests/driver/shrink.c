/* SPDX-License-Identifier: MIT */
#include "driver/shrink.h"

#include <string.h>

char *
shrink_write_steps (const guint8 *only, guint n_steps)
{
  GString *text = g_string_new (NULL);

  for (guint from = 0, to; from < n_steps; from = to)
    {
      to = from + 1;
      if (only[from] == 0)
        continue;
      while (to < n_steps && only[to] != 0)
        to++;
      g_string_append_printf (text, text->len > 0 ? ",%u" : "%u", from);
      if (to - from > 1)
        g_string_append_printf (text, "-%u", to - 1);
    }
  return g_string_free (text, FALSE);
}

gboolean
shrink_read_steps (const char *text, guint8 *only, guint n_steps)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  memset (only, 0, n_steps);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) ends = g_strsplit (parts[i], "-", 2);
      guint64 from, to;

      if (ends[0] == NULL || !g_ascii_string_to_unsigned (ends[0], 10, 0, n_steps - 1, &from, NULL))
        return FALSE;
      to = from;
      if (ends[1] != NULL
          && !g_ascii_string_to_unsigned (ends[1], 10, from, n_steps - 1, &to, NULL))
        return FALSE;
      memset (only + from, 1, to - from + 1);
    }
  return TRUE;
}

static gboolean
fails (const char *program, guint64 seed, guint n_steps, const guint8 *only)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, seed);
  g_autofree char *count = g_strdup_printf ("%u", n_steps);
  g_autofree char *steps = shrink_write_steps (only, n_steps);
  const char *arguments[]
      = { program, "--seed", number, "--steps", count, "--only", steps, "--timeout", "60", NULL };
  g_autoptr (GError) error = NULL;
  gint status = 0;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL,
                     G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                     NULL, &status, &error))
    g_error ("%s", error->message);
  return !g_spawn_check_wait_status (status, NULL);
}

/* Leaves out ever smaller parts, until no single step can be left out. */
static void
leave_out (const char *program, guint64 seed, guint n_steps, guint8 *only)
{
  g_autofree guint8 *less = g_malloc (n_steps);

  for (guint size = MAX (n_steps / 2, 1); size > 0; size /= 2)
    for (guint from = 0; from < n_steps; from += size)
      {
        guint n = MIN (size, n_steps - from);

        if (memchr (only + from, 1, n) == NULL)
          continue;
        memcpy (less, only, n_steps);
        memset (less + from, 0, n);
        if (fails (program, seed, n_steps, less))
          memcpy (only, less, n_steps);
      }
}

gboolean
shrink_run (const char *program, guint64 seed, guint n_steps)
{
  g_autofree guint8 *only = g_malloc (n_steps);
  g_autofree char *before = NULL;

  memset (only, 1, n_steps);
  if (!fails (program, seed, n_steps, only))
    return FALSE;
  for (;;)
    {
      g_autofree char *steps = NULL;

      leave_out (program, seed, n_steps, only);
      steps = shrink_write_steps (only, n_steps);
      if (g_strcmp0 (steps, before) == 0)
        break;
      g_free (before);
      before = g_steal_pointer (&steps);
    }
  g_print ("%s --seed %" G_GUINT64_FORMAT " --steps %u --only %s\n", program, seed, n_steps,
           before);
  return TRUE;
}
