/* SPDX-License-Identifier: MIT */
/* Counts how often each action succeeded, and with which errors it failed. */
#pragma once

#include <glib.h>

void tally_add (const char *action, const GError *error);
void tally_add_outcome (const char *action, const char *outcome);
/* Prints a line for each action and outcome: `# ACTION`, `OUTCOME` and the count, parted by tabs. */
void tally_print (void);
void tally_clear (void);
/* The text of an error's domain and code, such as `glue:EntityNotFoundException`. */
const char *tally_name_error (const GError *error);
