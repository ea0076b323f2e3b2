/* SPDX-License-Identifier: MIT */
/* A time of a trial as a user writes it: 2026-11-03T06:00Z, or 3d6h after the start. */
#pragma once

#include <tarn-lab/tarn-lab.h>

typedef struct
{
  const char *text; /* borrowed */
  gboolean is_offset;
  gint64 us;
} Instant;

/* Fails with %G_OPTION_ERROR. */
gboolean instant_parse (Instant *instant, const char *text, GError **error);

/* Finds the time in a trial that has not begun. Fails with %G_OPTION_ERROR if it is not within the trial. */
gboolean instant_find (const Instant *instant, TarnLabTrial *trial, gint64 *out_time_us,
                       GError **error);
