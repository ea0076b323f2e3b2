/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

typedef struct
{
  GArray *intervals; /* gint64, in microseconds */
  guint64 source_bytes;
  guint64 seed;
  guint n_views;
  guint n_slots;
  guint n_days;
  char *iceberg_path; /* NULL for the built-in commits */
  char *csv_path;     /* NULL for none, "-" for the standard output */
} Options;

/* Prints the help and exits if the user asks for help. The message of an error is one line. */
gboolean options_parse (Options *options, int argc, char **argv, GError **error);
void options_clear (Options *options);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)
