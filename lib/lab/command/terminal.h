/* SPDX-License-Identifier: MIT */
/*
 * This is what the program needs to know of its user: whether somebody watches, how time passes, and whether the user
 * interrupts. No other file of the lab reads any of these, and no figure depends on them.
 */
#pragma once

#include <glib.h>

/* Returns whether the standard error is a terminal, so that somebody sees progress. */
gboolean terminal_is_watched (void);

/* Returns microseconds since some fixed time. */
gint64 terminal_get_time (void);

/* From here on the first interrupt does not end the program, but the second one does. */
void terminal_catch_interrupts (void);
gboolean terminal_is_interrupted (void);

/* Ends the program as an interrupt does that is not caught, so that a shell script that called it ends too. */
void terminal_end_interrupted (void) G_GNUC_NORETURN;
