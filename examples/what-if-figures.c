/* SPDX-License-Identifier: MIT */
#include "what-if-figures.h"

#define DAY_MS G_GUINT64_CONSTANT (86400000)
#define HOUR_MS G_GUINT64_CONSTANT (3600000)

gboolean
figures_divide (TarnWide dividend, guint64 divisor, guint64 *out_quotient)
{
  TarnWide quotient = tarn_wide_divide_rounded (dividend, (TarnWide){ 0, divisor });

  *out_quotient = quotient.low;
  return quotient.high == 0;
}

/* The number of views is below 2^32, so its product with a day fits in 64 bits. */
static gboolean
compute_cost (const Measure *measure, const Lake *lake, Figures *figures)
{
  guint64 dpu_ms_per_day;

  return figures_divide (tarn_wide_multiply (measure->billed_dpu_ms, DAY_MS), measure->observed_ms,
                         &figures->dpu_ms_per_view_day)
         && figures_divide (tarn_wide_multiply (measure->billed_dpu_ms, lake->n_views * DAY_MS),
                            measure->observed_ms, &dpu_ms_per_day)
         && figures_divide (tarn_wide_multiply (dpu_ms_per_day, measure->price_micro_usd), HOUR_MS,
                            &figures->micro_usd_per_day);
}

static gboolean
compute_times (const Measure *measure, Figures *figures)
{
  guint64 observed_twice_ms;

  figures->max_age_ms = measure->max_age_ms;
  return g_uint64_checked_mul (&observed_twice_ms, measure->observed_ms, 2)
         && figures_divide (measure->age2, observed_twice_ms, &figures->mean_age_ms)
         && figures_divide ((TarnWide){ 0, measure->waited_ms }, measure->n_runs,
                            &figures->mean_wait_ms);
}

FiguresResult
figures_compute (const Measure *measure, const Lake *lake, Figures *out_figures)
{
  Figures figures;

  if (measure->is_too_large)
    return FIGURES_TOO_LARGE;
  if (measure->n_runs == 0 || measure->observed_ms == 0)
    return FIGURES_TOO_FEW;
  if (!compute_cost (measure, lake, &figures) || !compute_times (measure, &figures))
    return FIGURES_TOO_LARGE;

  *out_figures = figures;
  return FIGURES_COMPUTED;
}
