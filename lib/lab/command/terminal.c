/* SPDX-License-Identifier: MIT */
#include "lab/command/terminal.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t n_interrupts = 0;

gboolean
terminal_is_watched (void)
{
  return isatty (STDERR_FILENO) != 0;
}

gint64
terminal_get_time (void)
{
  return g_get_monotonic_time ();
}

static void
on_interrupt (int number)
{
  n_interrupts = 1;
  signal (number, SIG_DFL);
}

void
terminal_catch_interrupts (void)
{
  /* A program in the background of a shell is started with interrupts ignored, and goes on to ignore them. */
  if (signal (SIGINT, on_interrupt) == SIG_IGN)
    signal (SIGINT, SIG_IGN);
}

gboolean
terminal_is_interrupted (void)
{
  return n_interrupts > 0;
}

void
terminal_end_interrupted (void)
{
  signal (SIGINT, SIG_DFL);
  raise (SIGINT);
  exit (1);
}
