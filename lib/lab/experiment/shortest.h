/* SPDX-License-Identifier: MIT */
/* The shortest times in which each view can show a commit to each of its base tables, whatever a policy does. */
#pragma once

#include "lab/scenario/scenario.h"

/* A base table of a view, and the shortest chain of runs between them. */
typedef struct
{
  guint table;
  gint64 delay_us;       /* from the commit until the view can show it, without the reading */
  guint64 full_bytes;    /* what the run that reads the table reads at least if it is full */
  gboolean is_read_fast; /* whether that run may take no time for what it reads */
} TarnLabPath;

/* The price of a byte. */
typedef struct
{
  guint64 bytes_per_second; /* with all DPU */
  guint64 amplification_permille;
} TarnLabReadingSpeed;

/* Returns a GArray of TarnLabPath for each view, sorted by the table. */
GPtrArray *tarn_lab_find_paths (const TarnLabScenario *scenario);
TarnLabReadingSpeed tarn_lab_get_reading_speed (const TarnLabScenario *scenario);
/* Returns how long a view lacks a commit of so many changed bytes at least. */
gint64 tarn_lab_path_get_delay (const TarnLabPath *path, TarnLabReadingSpeed speed, guint64 bytes);
