/* SPDX-License-Identifier: MIT */
/*
 * Drives random worlds through the public functions, two at a time in lockstep. It prints a line of TAP for
 * each group of seeds, and how often each action succeeded and failed.
 *
 * A failure ends the process and names the seed and the step. Run the program with --shrink and this seed
 * then: it prints a command line with the few steps that are needed.
 */
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "driver/lockstep.h"
#include "driver/shrink.h"
#include "driver/tally.h"

static struct
{
  guint64 seed;
  gint n_seeds;
  gint n_steps;
  gint minutes;
  gint timeout;
  char *only;
  gboolean shrinks;
  gboolean prints_tap;
  gboolean is_verbose;
} arguments = { .seed = 1, .n_seeds = 1, .n_steps = 200 };

static gboolean
read_seed (G_GNUC_UNUSED const char *name, const char *value, G_GNUC_UNUSED gpointer data,
           GError **error)
{
  return g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &arguments.seed, error);
}

static const GOptionEntry entries[] = {
  { "seed", 0, 0, G_OPTION_ARG_CALLBACK, read_seed, "The first seed", "SEED" },
  { "seeds", 0, 0, G_OPTION_ARG_INT, &arguments.n_seeds, "How many seeds", "N" },
  { "steps", 0, 0, G_OPTION_ARG_INT, &arguments.n_steps, "How many steps a world takes", "N" },
  { "minutes", 0, 0, G_OPTION_ARG_INT, &arguments.minutes, "Goes on with seeds for so long", "N" },
  { "timeout", 0, 0, G_OPTION_ARG_INT, &arguments.timeout, "Ends the process after so many seconds",
    "N" },
  { "only", 0, 0, G_OPTION_ARG_STRING, &arguments.only, "Takes only these steps", "0-5,9" },
  { "shrink", 0, 0, G_OPTION_ARG_NONE, &arguments.shrinks, "Finds few steps of the seed that fail",
    NULL },
  { "tap", 0, 0, G_OPTION_ARG_NONE, &arguments.prints_tap, "Prints TAP, as in any case", NULL },
  { "verbose", 0, 0, G_OPTION_ARG_NONE, &arguments.is_verbose, "Prints the log of each step",
    NULL },
  { NULL, 0, 0, 0, NULL, NULL, NULL },
};

static guint64 current_seed;

/* A sanitizer and a failed assertion of the library do not know the seed. */
static void
name_seed (int number)
{
  char text[64];
  gint length
      = g_snprintf (text, sizeof text, "failed with seed %" G_GUINT64_FORMAT "\n", current_seed);
  if (write (STDERR_FILENO, text, (gsize) length) < 0)
    _exit (1);
  signal (number, SIG_DFL);
  raise (number);
}

static int
run (void)
{
  g_autofree guint8 *only = NULL;
  gint64 began = g_get_monotonic_time ();
  gint64 ends = began + arguments.minutes * G_TIME_SPAN_MINUTE;
  guint64 n_taken = 0, n_worlds = 0;
  guint n_steps = (guint) arguments.n_steps;

  if (arguments.only != NULL)
    {
      only = g_malloc0 (n_steps);
      if (!shrink_read_steps (arguments.only, only, n_steps))
        {
          g_printerr ("--only takes steps such as 0-5,9\n");
          return 2;
        }
    }
  while (arguments.minutes > 0 ? g_get_monotonic_time () < ends
                               : n_worlds < (guint64) arguments.n_seeds)
    {
      current_seed = arguments.seed + n_worlds++;
      n_taken += lockstep_run (current_seed, n_steps, only, arguments.is_verbose);
    }
  tally_print ();
  tally_clear ();
  g_print ("# %" G_GUINT64_FORMAT " steps in %" G_GUINT64_FORMAT " worlds, %" G_GUINT64_FORMAT
           " seeds from %" G_GUINT64_FORMAT "\n",
           n_taken * 2, n_worlds * 2, n_worlds, arguments.seed);
  g_print ("ok 1 - the worlds of all seeds are the same however time is driven\n1..1\n");
  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (arguments.shrinks)
    return shrink_run (argv[0], arguments.seed, (guint) arguments.n_steps) ? 0 : 1;
  signal (SIGABRT, name_seed);
  if (arguments.timeout > 0)
    alarm ((guint) arguments.timeout);
  return run ();
}
