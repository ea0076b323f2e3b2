/* SPDX-License-Identifier: MIT */
/* Shows a user who watches how far an experiment is, and heeds interrupts. */
#pragma once

#include <glib.h>

typedef struct
{
  gint64 began_us; /* real times */
  gint64 shown_us;
  guint n_before; /* cells that were there at the begin */
  gboolean is_announced;
} Watching;

/* A TarnLabProgressFunc, whose data is the Watching, all zero at first. */
gboolean watching_step (guint n_done, guint n_cells, gpointer user_data);
void watching_end (Watching *self);
