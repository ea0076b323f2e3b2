/* SPDX-License-Identifier: MIT */
/* The program writes to these: the standard output, and files that are there whole or not at all. */
#pragma once

#include <glib.h>

/* Writes a text to the standard output. */
gboolean output_print (const char *text, GError **error);

/* Writes a text to a file, or to the standard output if @path is `-`. */
gboolean output_write (const char *path, const char *text, GError **error);

/*
 * Returns whether what is written to @path is a file that gets its name when it is whole. Nothing is renamed to the
 * standard output, a device or a pipe, which the program writes to as it goes.
 */
gboolean output_is_file (const char *path);

typedef struct _Output Output;

/* A file that is written bit by bit. It gets its name when it is closed. */
Output *output_open (const char *path, GError **error);

/* Keeps the first error for output_close(). */
void output_add (Output *self, const char *text);
gboolean output_close (Output *self, GError **error);

/* Drops the file if it was not closed. */
void output_free (Output *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Output, output_free)
