/* SPDX-License-Identifier: MIT */
/* The figures of a row, computed from the sums of a simulation. All of them are whole numbers. */
#pragma once

#include "what-if-lake.h"

typedef struct
{
  guint64 dpu_ms_per_view_day;
  guint64 micro_usd_per_day;
  guint64 mean_age_ms;
  guint64 max_age_ms;
  guint64 mean_wait_ms;
} Figures;

typedef enum
{
  FIGURES_COMPUTED,
  FIGURES_TOO_FEW,   /* no view was refreshed three times */
  FIGURES_TOO_LARGE, /* a sum or a figure does not fit in 64 bits */
} FiguresResult;

/* Computes the nearest whole quotient, with halves rounded up. Returns FALSE if it does not fit in 64 bits. */
gboolean figures_divide (TarnWide dividend, guint64 divisor, guint64 *out_quotient);

/* Sets @out_figures only if the result is FIGURES_COMPUTED. */
FiguresResult figures_compute (const Measure *measure, const Lake *lake, Figures *out_figures);
