/* SPDX-License-Identifier: MIT */
/*
 * The simulation of the what-if: many views, each of a source of its own, are refreshed manually at the same
 * times. The functions set up the engine, drive it for some days, and measure the results.
 */
#pragma once

#include <glib.h>

#include <tarn/tarn-wide.h>

#include "iceberg-history.h"

typedef struct
{
  guint64 seed;
  guint n_views;
  guint n_slots;
  guint n_days;
  guint64 source_bytes;
  const IcebergHistory *history; /* NULL for the built-in commits */
} Lake;

/*
 * Sums over all views, from the second publication of each view to its last, so that all periods are whole.
 */
typedef struct
{
  guint64 n_runs;
  guint64 n_full;
  guint64 n_incremental;
  guint64 n_refused; /* ticks at which the view's last run had not ended */
  guint64 observed_ms;
  guint64 billed_dpu_ms;
  guint64 waited_ms;
  guint64 max_age_ms;
  gboolean is_too_large;   /* a sum above does not fit in 64 bits, so it is not right */
  TarnWide age2;           /* twice the area under the age, in square milliseconds */
  guint64 price_micro_usd; /* per DPU-hour */
} Measure;

/* Returns the length of a pass in whole days, at least one, so that commits keep their time of day. */
gint64 lake_get_pass_length_us (const IcebergHistory *history);

Measure lake_measure (const Lake *lake, gint64 interval_us, gint64 amplification_permille);
