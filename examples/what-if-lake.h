/* SPDX-License-Identifier: MIT */
/*
 * The lake of the what-if: many views, each over a source of its own, all refreshed by hand on the
 * same tick. Builds it, lets it run for some days, and measures what came out.
 */
#pragma once

#include <glib.h>

#include "iceberg-history.h"
#include "wide.h"

typedef struct
{
  guint64 seed;
  guint n_views;
  guint n_slots;
  guint n_days;
  guint64 source_bytes;
  const IcebergHistory *history; /* NULL for the built-in commits */
} Lake;

/* Over all views, from the second publication of each to its last: whole periods only. */
typedef struct
{
  guint64 n_runs;
  guint64 n_full;
  guint64 n_incremental;
  guint64 n_refused; /* ticks that met a run of the view that had not ended */
  guint64 observed_ms;
  guint64 billed_dpu_ms;
  guint64 waited_ms;
  guint64 max_age_ms;
  Wide age2;               /* twice the area under the age, in square milliseconds */
  guint64 price_micro_usd; /* of a DPU-hour */
} Measure;

/* A pass takes whole days, at least one, so that the time of day of a commit stays what it is. */
gint64 lake_get_pass_length_us (const IcebergHistory *history);

Measure lake_measure (const Lake *lake, gint64 interval_us, gint64 amplification_permille);
