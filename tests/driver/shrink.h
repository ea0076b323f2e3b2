/* SPDX-License-Identifier: MIT */
/* Finds few steps that still fail, by running the program again and again without some of them. */
#pragma once

#include <glib.h>

/* The text of steps, such as `0-5,9`. */
char *shrink_write_steps (const guint8 *only, guint n_steps);
/* Returns FALSE if TEXT is no such text, or has a step that is not below N_STEPS. */
gboolean shrink_read_steps (const char *text, guint8 *only, guint n_steps);
/* Prints the command line with the steps that are left. Returns FALSE if the seed does not fail at all. */
gboolean shrink_run (const char *program, guint64 seed, guint n_steps);
